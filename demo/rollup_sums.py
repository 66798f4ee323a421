"""Rollup rows of a seeding, summed in memory before they are written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from store.learning.refreshers import ChangeRow, RefreshedItemRow
from store.summaries.item_rollups import ItemAnswerRow, PaperRow
from store.summaries.misconception_rollups import MisconceptionRow
from store.summaries.pairs import PairRow
from store.summaries.rollups import IndicatorRow, ProgressRow, ResponseRow, RollupRow
from store.summaries.seats import SeatRow
from store.summaries.sureness_rollups import SureBeliefRow, SurenessRow


class RollupSums:
    """Rollup rows summed by key in memory, so that each is written once instead of once per attempt."""

    def __init__(self) -> None:
        self._sums: dict[tuple[object, ...], list[int]] = {}

    def add(self, rows: Iterable[RollupRow]) -> None:
        sums = self._sums
        for row in rows:
            key, numbers = _split(row)
            held = sums.get(key)
            if held is None:
                sums[key] = numbers
            else:
                for place, number in enumerate(numbers):
                    held[place] += number

    def rows(self) -> Iterator[RollupRow]:
        """In key order, so that the tables are written from left to right."""
        for key in sorted(self._sums, key=str):
            kind, *names = key
            yield kind(*names, *self._sums[key])  # type: ignore[operator]


_KEY_LENGTHS: dict[type, int] = {
    ProgressRow: 4,
    IndicatorRow: 5,
    ResponseRow: 6,
    ItemAnswerRow: 4,
    PaperRow: 3,
    MisconceptionRow: 5,
    SurenessRow: 5,
    SureBeliefRow: 5,
    ChangeRow: 6,
    RefreshedItemRow: 6,
    SeatRow: 5,
    PairRow: 13,
}
"""How many of a row's fields say where it counts; the others are counts."""


def _split(row: RollupRow) -> tuple[tuple[object, ...], list[int]]:
    values, length = tuple(vars(row).values()), _KEY_LENGTHS[type(row)]
    return (type(row), *values[:length]), list(values[length:])
