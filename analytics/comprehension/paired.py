"""The two tests of the same persons, as counts of those who did alike; each person counts where the second was taken."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from analytics.comprehension.cells import cells_of
from analytics.comprehension.sums import Seat
from analytics.crossover import MIN_WORSE_LEARNERS, FormEffect, Growth, Pairs, Side, Worse, form_effect, growth
from analytics.estimates import MIN_LEARNERS, NoData, Withheld
from analytics.hiding.suppression import withheld_cells
from analytics.rollups import ALL, DIRECT, Cell

Counted = tuple[str, str, int, int, int, int, int, int, int, int]
"""Agency, employment, 1 where form A came first, answers, marks and squares of marks before and after, people."""


Masks = dict[tuple[frozenset[tuple[Cell, int]], frozenset[Cell]], dict[int, frozenset[Cell]]]


@dataclass(frozen=True, eq=False)
class GrowthMeasure:
    """Growth on one measure over a whole tree. ``hidden``: cells whose comprehension is hidden; ``masks``: what measures of
    the same people share."""

    counted: Sequence[Counted]
    paths: Mapping[str, str]
    hidden: Collection[Cell]
    masks: Masks = field(default_factory=dict)

    def found(self, cell: Cell) -> Growth | NoData | Withheld:
        """Who got worse is told from ten people on, and not where smaller groups could be had by subtraction."""
        place, kind = cell
        here = np.array([kind in (ALL, own) and self._is_at(agency, place) for agency, own in self._seats], dtype=bool)
        told = growth(self._pairs(here), self._effect, is_withheld=cell in self._hidden[MIN_LEARNERS])
        if isinstance(told, Growth) and isinstance(told.worse, Worse) and cell in self._hidden[MIN_WORSE_LEARNERS]:
            return replace(told, worse=Withheld("protects"))
        return told

    @cached_property
    def _seats(self) -> tuple[Seat, ...]:
        return tuple(dict.fromkeys(row[:2] for row in self.counted))

    @cached_property
    def _seat_of(self) -> np.ndarray:
        """Per row."""
        number = {seat: i for i, seat in enumerate(self._seats)}
        return np.array([number[row[:2]] for row in self.counted], dtype=np.int64)

    @cached_property
    def _patterns(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """The distinct patterns; per row which one it is, and its people."""
        table = np.array([row[2:] for row in self.counted], dtype=np.int64).reshape(-1, 8)
        patterns, pattern_of = np.unique(table[:, :-1], axis=0, return_inverse=True)
        return patterns, pattern_of.reshape(-1), table[:, -1]

    def _pairs(self, here: np.ndarray) -> Pairs:
        """Of some seats, each pattern once."""
        patterns, pattern_of, people = self._patterns
        chosen = here[self._seat_of]
        count = np.bincount(pattern_of[chosen], weights=people[chosen], minlength=len(patterns)).astype(np.int64)
        met = patterns[count > 0].astype(float).T
        return Pairs(met[0] == 1, Side(*met[1:4]), Side(*met[4:7]), count[count > 0])

    @cached_property
    def _effect(self) -> FormEffect | NoData:
        return form_effect(self._pairs(np.ones(len(self._seats), dtype=bool)))

    def _is_at(self, agency: str, place: str) -> bool:
        path = self.paths.get(agency)
        return path is not None and (path + DIRECT).startswith(place)

    @cached_property
    def _people(self) -> dict[Cell, int]:
        counts = np.bincount(self._seat_of, weights=self._patterns[2], minlength=len(self._seats)).astype(np.int64)
        people: dict[Cell, int] = {}
        for (agency, kind), count in zip(self._seats, counts.tolist(), strict=True):
            if agency in self.paths:
                cell = (self.paths[agency], kind)
                people[cell] = people.get(cell, 0) + count
        return cells_of(people)

    @cached_property
    def _hidden(self) -> dict[int, frozenset[Cell]]:
        key = frozenset(self._people.items()), frozenset(self.hidden)
        if key not in self.masks:
            minimums = (MIN_LEARNERS, MIN_WORSE_LEARNERS)
            self.masks[key] = {least: withheld_cells(self._people, least, also=self.hidden) for least in minimums}
        return self.masks[key]
