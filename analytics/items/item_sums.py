"""Item statistics from sums that can be kept along the way: no answer has to be read again.

For every distinct answer to an item version the sums are: how many people gave it, the mark it earned, and the sum and
the sum of squares of those people's REST, the mean mark on the other items of their paper. From these follow the
facility, the item-rest correlation, and for each option the correlation of "chose it" with the rest (Crocker, L. &
Algina, J. 1986, chapter 14). All sums are integers (millionths), so neither order nor size costs a digit.
The rest is a MEAN, so that papers of different length can be pooled and squares of 9 million people still fit 64 bits.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt

from analytics.estimates import MICRO, Estimate, wilson_interval
from analytics.items.intervals import Correlation, Unknown, correlation


@dataclass(frozen=True)
class AnswerSums:
    """One distinct answer. ``options``: the ids of the options it ticks; None when nothing was answered."""

    options: tuple[str, ...] | None
    mark_micro: int
    learners: int
    rest_micro_sum: int
    rest_micro_square_sum: int


@dataclass(frozen=True)
class OptionStatistics:
    """How many chose an option, and how "chose it" goes together with the rest of the paper."""

    option: str
    chosen: int
    share: Estimate
    option_rest: Correlation | Unknown
    mean_rest: float | None
    """Mean mark of its choosers on the other items; None when nobody chose it."""


@dataclass(frozen=True)
class ItemStatistics:
    """One item version over everybody who met it."""

    learners: int
    unanswered: int
    facility: Estimate
    standard_deviation: float | None
    item_rest: Correlation | Unknown
    options: tuple[OptionStatistics, ...]


def item_statistics(answers: Sequence[AnswerSums], options: Iterable[str] = ()) -> ItemStatistics | None:
    """``options``: those to count one by one, in the order wanted. None when nobody met the item."""
    learners = sum(a.learners for a in answers)
    if learners == 0:
        return None
    marks = sum(a.learners * a.mark_micro for a in answers)
    mark_squares = sum(a.learners * a.mark_micro**2 for a in answers)
    both = sum(a.mark_micro * a.rest_micro_sum for a in answers)
    rests, rest_squares = _rest_sums(answers)
    share = marks / (MICRO * learners)
    value = pearson(learners, marks, mark_squares, rests, rest_squares, both)
    return ItemStatistics(
        learners=learners,
        unanswered=sum(a.learners for a in answers if a.options is None),
        facility=Estimate(share, *wilson_interval(share, learners), learners, learners),
        standard_deviation=_deviation(learners, marks, mark_squares),
        item_rest=correlation(value, learners),
        options=tuple(_option(option, answers, learners, rests, rest_squares) for option in options),
    )


def pearson(n: int, x: int, xx: int, y: int, yy: int, xy: int) -> float | None:
    """The correlation from its six sums, exact until the last division; None when one side does not vary."""
    spread = (n * xx - x * x) * (n * yy - y * y)
    return max(-1.0, min(1.0, (n * xy - x * y) / sqrt(spread))) if spread > 0 else None


def _option(
    option: str, answers: Sequence[AnswerSums], learners: int, rests: int, rest_squares: int
) -> OptionStatistics:
    chosen_by = [a for a in answers if a.options is not None and option in a.options]
    chosen = sum(a.learners for a in chosen_by)
    own_rests, _ = _rest_sums(chosen_by)
    value = pearson(learners, chosen, chosen, rests, rest_squares, own_rests)
    share = chosen / learners
    return OptionStatistics(
        option=option,
        chosen=chosen,
        share=Estimate(share, *wilson_interval(share, learners), learners, learners),
        option_rest=correlation(value, learners),
        mean_rest=own_rests / (MICRO * chosen) if chosen else None,
    )


def _rest_sums(answers: Iterable[AnswerSums]) -> tuple[int, int]:
    rows = list(answers)
    return sum(a.rest_micro_sum for a in rows), sum(a.rest_micro_square_sum for a in rows)


def _deviation(n: int, x: int, xx: int) -> float | None:
    return sqrt((n * xx - x * x) / (n * (n - 1))) / MICRO if n > 1 else None
