"""Sittings packed into arrays: who sat where is forgotten, which answers belong to one person is kept.

Marks are whole millionths, so that every sum is exact and no order of rows can change it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from analytics.estimates import MICRO


@dataclass(frozen=True, eq=False)
class Counts:
    """What a fit needs of everybody: (place, item) -> people who met the item and the sum of their marks (0 to 1 each);
    ``learners_at``: people per place."""

    places: tuple[str, ...]
    items: tuple[str, ...]
    exposures: np.ndarray
    mark_sums: np.ndarray
    learners_at: np.ndarray


@dataclass(frozen=True, eq=False)
class Answers:
    """All sittings of one measure. ``place_of``: per sitting; ``sitting_of``, ``item_of``, ``mark``: per answer."""

    places: tuple[str, ...]
    items: tuple[str, ...]
    place_of: np.ndarray
    sitting_of: np.ndarray
    item_of: np.ndarray
    mark: np.ndarray

    @property
    def learners(self) -> int:
        return len(self.place_of)

    @cached_property
    def exposures(self) -> np.ndarray:
        """(place, item) -> how many people of the place answered the item."""
        return self._table(None)

    @cached_property
    def mark_sums(self) -> np.ndarray:
        """(place, item) -> the sum of their marks (0 to 1 each)."""
        return self._table(self.mark) / MICRO

    @property
    def counts(self) -> Counts:
        people = np.bincount(self.place_of, minlength=len(self.places))
        return Counts(self.places, self.items, self.exposures, self.mark_sums, people)

    @cached_property
    def cell_of(self) -> np.ndarray:
        """Per answer: its place and item as one number."""
        return self.place_of[self.sitting_of].astype(np.int64) * len(self.items) + self.item_of

    @cached_property
    def sitting_marks(self) -> np.ndarray:
        return self.per_sitting(self.mark) / MICRO

    def per_sitting(self, of_answers: np.ndarray) -> np.ndarray:
        """Sums over each sitting's answers."""
        return np.bincount(self.sitting_of, weights=of_answers, minlength=self.learners)

    def _table(self, weights: np.ndarray | None) -> np.ndarray:
        shape = (len(self.places), len(self.items))
        # Doubles hold whole numbers exactly up to 9e15: nine thousand million full marks.
        return np.bincount(self.cell_of, weights=weights, minlength=shape[0] * shape[1]).reshape(shape).astype(float)
