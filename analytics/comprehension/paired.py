"""The two tests of the same persons side by side, cut from two quizzes' sittings; each person counts where the second was taken."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from analytics.comprehension.cells import cells_of
from analytics.comprehension.sittings import Sittings
from analytics.crossover import MIN_WORSE_LEARNERS, FormEffect, Growth, Pairs, Side, Worse, form_effect, growth
from analytics.estimates import MIN_LEARNERS, NoData, Withheld
from analytics.hiding.suppression import withheld_cells
from analytics.rollups import ALL, DIRECT, Cell


@dataclass(frozen=True, eq=False)
class Paired:
    """``before_at``, ``after_at``: the sittings of everybody who took both tests, each in a form of its own."""

    before: Sittings
    after: Sittings
    before_at: np.ndarray
    after_at: np.ndarray
    a_first: np.ndarray


def pair_up(before: Sittings, after: Sittings, form_of: Mapping[str, str]) -> Paired:
    """``form_of``: item version -> ``A`` or ``B``. Whoever met items of both forms in one paper is left out."""
    place = {person: i for i, person in enumerate(before.people)}
    matched = [(place[person], i) for i, person in enumerate(after.people) if person in place]
    before_at, after_at = np.array(matched, dtype=np.int64).reshape(-1, 2).T
    first, second = (_forms(side, form_of)[at] for side, at in ((before, before_at), (after, after_at)))
    kept = (first + second == 1) & (first * second == 0)
    return Paired(before, after, before_at[kept], after_at[kept], first[kept] == 0)


@dataclass(frozen=True, eq=False)
class GrowthMeasure:
    """Growth on one measure over a whole tree. ``items``: item versions; ``hidden``: cells whose comprehension is hidden."""

    paired: Paired
    items: Collection[str]
    paths: Mapping[str, str]
    hidden: Collection[Cell]

    def found(self, cell: Cell) -> Growth | NoData | Withheld:
        """Who got worse is told from ten people on, and not where smaller groups could be had by subtraction."""
        place, kind = cell
        seats = self.paired.after.seats
        here = np.array([kind in (ALL, own) and self._is_at(agency, place) for agency, own in seats], dtype=bool)
        pairs, seat_of = self._pairs
        told = growth(pairs.at(here[seat_of]), self._effect, is_withheld=cell in self._hidden[MIN_LEARNERS])
        if isinstance(told, Growth) and isinstance(told.worse, Worse) and cell in self._hidden[MIN_WORSE_LEARNERS]:
            return replace(told, worse=Withheld("protects"))
        return told

    @cached_property
    def _pairs(self) -> tuple[Pairs, np.ndarray]:
        """Of everybody who answered items of the measure in both tests, and the seat of the second."""
        paired = self.paired
        before = _sums(paired.before, self.items).at(paired.before_at)
        after = _sums(paired.after, self.items).at(paired.after_at)
        met = (before.answers > 0) & (after.answers > 0)
        return Pairs(paired.a_first[met], before.at(met), after.at(met)), paired.after.seat_of[paired.after_at[met]]

    @cached_property
    def _effect(self) -> FormEffect | NoData:
        return form_effect(self._pairs[0])

    def _is_at(self, agency: str, place: str) -> bool:
        path = self.paths.get(agency)
        return path is not None and (path + DIRECT).startswith(place)

    @cached_property
    def _people(self) -> dict[Cell, int]:
        counts = np.bincount(self._pairs[1], minlength=len(self.paired.after.seats))
        people: dict[Cell, int] = {}
        for (agency, kind), count in zip(self.paired.after.seats, counts.tolist(), strict=True):
            if count and agency in self.paths:
                cell = (self.paths[agency], kind)
                people[cell] = people.get(cell, 0) + count
        return cells_of(people)

    @cached_property
    def _hidden(self) -> dict[int, frozenset[Cell]]:
        return {
            minimum: withheld_cells(self._people, minimum, also=self.hidden)
            for minimum in (MIN_LEARNERS, MIN_WORSE_LEARNERS)
        }


def _forms(sittings: Sittings, form_of: Mapping[str, str]) -> np.ndarray:
    """Per sitting the share of its items that belong to form B: 0 and 1 are pure."""
    is_b = np.array([form_of[version] == "B" for version in sittings.versions], dtype=float)
    return (
        np.bincount(sittings.sitting_of, weights=is_b[sittings.version_of], minlength=len(sittings)) / sittings.length
    )


def _sums(sittings: Sittings, items: Collection[str]) -> Side:
    chosen = np.array([version in items for version in sittings.versions], dtype=bool)[sittings.version_of]
    of, mark = sittings.sitting_of[chosen], sittings.mark[chosen].astype(float)
    return Side(*(np.bincount(of, weights=w, minlength=len(sittings)) for w in (np.ones(len(of)), mark, mark * mark)))
