"""One item becomes the cells of its row, such that the reader makes the same item of them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence

from content.checks import all_texts
from quizzes.models import Item, JudgementItem, MatchingItem, MultipleItem, OrderingItem, SingleItem, TrueFalseItem
from quizzes.spreadsheet import columns as c
from quizzes.spreadsheet.columns import option_header, slots

Cells = dict[str, str | float | dt.date]
MAX_CELL = 32_767
"""Characters Excel keeps in one cell."""
_NOT_IN_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")


class Unwritable(Exception):
    """The item cannot stand in a sheet without loss; the message is an Indonesian clause."""


def sheet_of(item: Item) -> str:
    return next(name for name, (kinds, _) in c.SHEETS.items() if item.kind in kinds)


def item_cells(item: Item) -> Cells:
    """Header -> value; raises :class:`Unwritable`."""
    for text in all_texts(item):
        if not text.strip():
            raise Unwritable("memuat teks yang hanya berisi spasi")
        if _NOT_IN_XML.search(text):
            raise Unwritable("memuat karakter yang tidak dapat disimpan Excel")
    cells: Cells = {
        c.ID: item.id,
        c.KIND: c.KINDS[item.kind],
        c.STEM: item.stem,
        c.EXPLANATION: item.explanation,
        c.CITATIONS: "\n".join(item.citations),
        c.SECTION: item.section,
        c.INDICATOR: c.INDICATORS[item.indicator],
        c.OBJECTIVES: "\n".join(item.objectives),
        c.DIFFICULTY: item.difficulty,
        c.SITUATIONAL: c.YES_NO[item.situational],
        c.CRITICAL: c.YES_NO[item.critical],
        c.AUDIENCE: "\n".join(item.audience),
        c.ENEMIES: "\n".join(item.enemies),
    }
    if item.checked_on is not None:
        cells[c.CHECKED_ON] = item.checked_on
    cells |= dict(_answers(item))
    if any(isinstance(value, str) and len(value) > MAX_CELL for value in cells.values()):
        raise Unwritable(f"memuat isi lebih dari {MAX_CELL} karakter dalam satu sel")
    return {header: value for header, value in cells.items() if value != ""}


def _answers(item: Item) -> Iterator[tuple[str, str | float]]:
    if isinstance(item, TrueFalseItem):
        yield c.KEY, c.TRUE_FALSE[item.key]
        for letter, answer, feedback in (("A", True, item.feedback_true), ("B", False, item.feedback_false)):
            yield option_header(c.TEXT, letter), c.TRUE_FALSE[answer]
            yield option_header(c.FEEDBACK, letter), feedback
            if answer is not item.key and item.misconception:
                yield option_header(c.MISCONCEPTION, letter), item.misconception
    elif isinstance(item, MatchingItem):
        for pair, number in zip(item.pairs, (yield from _places(item, [p.id for p in item.pairs])), strict=True):
            yield option_header(c.LEFT, number + 1), pair.left
            yield option_header(c.RIGHT, number + 1), pair.right
            yield option_header(c.FEEDBACK, number + 1), pair.feedback
        for number, text in enumerate(item.extra_rights, start=1):
            yield option_header(c.EXTRA, number), text
    elif isinstance(item, OrderingItem):
        for step, number in zip(item.steps, (yield from _places(item, [s.id for s in item.steps])), strict=True):
            yield option_header(c.STEP, number + 1), step.text
            yield option_header(c.FEEDBACK, number + 1), step.feedback
    else:
        yield from _options(item)


def _places(item: Item, ids: Sequence[str]) -> Iterator[tuple[str, str]]:
    places, written = slots(tuple(ids), c.default_ids(item.kind))
    if written:
        yield c.OPTION_IDS, "\n".join(ids)
    return places  # type: ignore[return-value]  # the value of 'yield from'


def _options(item: SingleItem | MultipleItem | JudgementItem) -> Iterator[tuple[str, str | float]]:
    places = yield from _places(item, [option.id for option in item.options])
    letters: dict[str, str] = {}
    for option, place in zip(item.options, places, strict=True):
        letter = c.LETTERS[item.kind][place]
        letters.setdefault(option.id, letter)
        yield option_header(c.TEXT, letter), option.text
        yield option_header(c.FEEDBACK, letter), option.feedback
        if option.misconception:
            yield option_header(c.MISCONCEPTION, letter), option.misconception
        if isinstance(item, JudgementItem):
            yield option_header(c.WEIGHT, letter), item.options[item.options.index(option)].weight
    if item.fixed_order:
        yield c.FIXED_ORDER, c.YES_NO[True]
    if isinstance(item, MultipleItem):
        yield c.MARKING, c.MARKINGS[item.marking]
    if not isinstance(item, JudgementItem):
        keys = item.keys if isinstance(item, MultipleItem) else (item.key,)
        if not set(keys) <= set(letters):
            raise Unwritable("kuncinya bukan salah satu pilihan")
        yield c.KEY, ", ".join(letters[key] for key in keys)
