"""What of two tests of one person counts as their growth: per indicator a pattern of two sums, when the tests are of two forms.

From the frozen texts of the items alone, so that what was counted when an attempt closed can be counted again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from quizzes.draw import Form, form_of
from quizzes.models import Item

Sums = tuple[int, int, int]
"""Answers, the sum of their marks in millionths, the sum of the squares of these."""
Pattern = tuple[int, int, int, int, int, int, int]
"""1 where form A came first, otherwise 0; the sums before; the sums after."""
_form_of = cache(form_of)


@dataclass(frozen=True)
class PaperSide:
    """One paper: its form, None where it mixes both, and the sums of each indicator."""

    form: Form | None
    sums: dict[str, Sums]


def side_of(asked: Iterable[tuple[Item, int]]) -> PaperSide:
    """``asked``: the items of a paper and their marks in millionths."""
    forms: set[Form] = set()
    sums: dict[str, Sums] = {}
    for item, micro in asked:
        forms.add(_form_of(item.id))
        answers, total, squares = sums.get(item.indicator, (0, 0, 0))
        sums[item.indicator] = answers + 1, total + micro, squares + micro * micro
    return PaperSide(forms.pop() if len(forms) == 1 else None, sums)


def patterns_of(before: PaperSide, after: PaperSide) -> Iterator[tuple[str, Pattern]]:
    """By indicator, those that both papers asked about; nothing unless each paper is of one form and the forms differ."""
    if before.form is None or after.form is None or before.form == after.form:
        return
    for indicator in sorted(before.sums.keys() & after.sums.keys()):
        yield indicator, (int(before.form == "A"), *before.sums[indicator], *after.sums[indicator])
