"""The two tests of the same persons, as counts of those who did alike; each person counts where the second was taken."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from analytics.comprehension.cells import cells_of
from analytics.comprehension.sums import Seat
from analytics.crossover import MIN_WORSE_LEARNERS, FormEffect, Growth, Pairs, Side, Worse, form_effect, growth
from analytics.estimates import MIN_LEARNERS, NoData, Withheld
from analytics.hiding.file_cells import in_file
from analytics.hiding.suppression import withheld_cells
from analytics.report_columns import FILE_MINIMUM
from analytics.rollups import ALL, DIRECT, Cell


@dataclass(frozen=True, eq=False)
class PairCounts:
    """Of one measure. ``seat_of``, ``table``: per row; a row of ``table`` is 1 where form A came first, answers, marks and
    squares of marks before and after, people."""

    seats: tuple[Seat, ...]
    seat_of: np.ndarray
    table: np.ndarray


NOBODY = PairCounts((), np.zeros(0, dtype=np.int64), np.zeros((0, 8), dtype=np.int64))


def pack_pairs(rows: Iterable[tuple[str, str, str, int, int, int, int, int, int, int, int]]) -> dict[str, PairCounts]:
    """``rows``: measure, agency, employment, and the eight numbers of ``PairCounts.table``."""
    seats: dict[Seat, int] = {}
    packed: dict[str, array[int]] = defaultdict(lambda: array("q"))
    for measure, agency, kind, *numbers in rows:
        packed[measure].extend((seats.setdefault((agency, kind), len(seats)), *numbers))
    found = {measure: np.array(numbers).reshape(-1, 9) for measure, numbers in packed.items()}
    return {measure: PairCounts(tuple(seats), table[:, 0], table[:, 1:]) for measure, table in found.items()}


Masks = dict[tuple[frozenset[tuple[Cell, int]], frozenset[Cell]], dict[int, frozenset[Cell]]]


@dataclass(frozen=True, eq=False)
class GrowthMeasure:
    """Growth on one measure over a whole tree. ``hidden``: cells whose comprehension is hidden, and in files also those
    ``hidden_in_files``; ``masks``: what measures of the same people share."""

    counts: PairCounts
    paths: Mapping[str, str]
    hidden: Collection[Cell]
    masks: Masks = field(default_factory=dict)
    hidden_in_files: Collection[Cell] = ()

    def found(self, cell: Cell) -> Growth | NoData | Withheld:
        """Who got worse is told from ten people on, and not where smaller groups could be had by subtraction."""
        place, kind = cell
        here = np.array(
            [kind in (ALL, own) and self._is_at(agency, place) for agency, own in self.counts.seats], dtype=bool
        )
        hidden = self._hidden(self.hidden)
        told = growth(self._pairs(here), self._effect, is_withheld=cell in hidden[MIN_LEARNERS])
        if isinstance(told, Growth) and isinstance(told.worse, Worse) and cell in hidden[MIN_WORSE_LEARNERS]:
            return replace(told, worse=Withheld("protects"))
        return told

    def in_file(self, cell: Cell) -> Growth | NoData | Withheld:
        """As a file may say it that is passed on: growth, too, from ten people on."""
        hidden = self._hidden(self.hidden)[MIN_LEARNERS].union(self.hidden_in_files)
        return in_file(self.found(cell), is_hidden=cell in self._hidden(hidden)[FILE_MINIMUM])

    @cached_property
    def _patterns(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """The distinct patterns; per row which one it is, and its people."""
        table = self.counts.table
        patterns, pattern_of = np.unique(table[:, :-1], axis=0, return_inverse=True)
        return patterns, pattern_of.reshape(-1), table[:, -1]

    def _pairs(self, here: np.ndarray) -> Pairs:
        """Of some seats, each pattern once."""
        patterns, pattern_of, people = self._patterns
        chosen = here[self.counts.seat_of]
        count = np.bincount(pattern_of[chosen], weights=people[chosen], minlength=len(patterns)).astype(np.int64)
        met = patterns[count > 0].astype(float).T
        return Pairs(met[0] == 1, Side(*met[1:4]), Side(*met[4:7]), count[count > 0])

    @cached_property
    def _effect(self) -> FormEffect | NoData:
        return form_effect(self._pairs(np.ones(len(self.counts.seats), dtype=bool)))

    def _is_at(self, agency: str, place: str) -> bool:
        path = self.paths.get(agency)
        return path is not None and (path + DIRECT).startswith(place)

    @cached_property
    def _people(self) -> dict[Cell, int]:
        counts = np.bincount(self.counts.seat_of, weights=self._patterns[2], minlength=len(self.counts.seats)).astype(
            np.int64
        )
        people: dict[Cell, int] = {}
        for (agency, kind), count in zip(self.counts.seats, counts.tolist(), strict=True):
            if count and agency in self.paths:
                cell = (self.paths[agency], kind)
                people[cell] = people.get(cell, 0) + count
        return cells_of(people)

    def _hidden(self, also: Collection[Cell]) -> dict[int, frozenset[Cell]]:
        key = frozenset(self._people.items()), frozenset(also)
        if key not in self.masks:
            minimums = {MIN_LEARNERS, MIN_WORSE_LEARNERS, FILE_MINIMUM}
            self.masks[key] = {least: withheld_cells(self._people, least, also=also) for least in minimums}
        return self.masks[key]
