"""Sittings packed into arrays: who sat where is forgotten, which answers belong to one person is kept.

Marks are whole millionths, so that every sum is exact and no order of rows can change it.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from analytics.estimates import MICRO


@dataclass(frozen=True)
class Sitting:
    """One person's FIRST attempt, cut down to the items of one measure (an indicator, a module, ...).

    ``place``: the path of the agency at the time. ``items``: item ids (or versions); ``marks``: in millionths, beside them.
    """

    place: str
    items: tuple[str, ...]
    marks: tuple[int, ...]


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


def pack(sittings: Iterable[Sitting]) -> Answers:
    """Read once, kept as 12 bytes per answer; sittings without items are left out. ValueError for a mark that is none."""
    places: dict[str, int] = {}
    items: dict[str, int] = {}
    place_of, sitting_of, item_of, mark = array("i"), array("i"), array("i"), array("i")
    for sitting in sittings:
        if not sitting.items:
            continue
        # In order of item id: sums within one sitting then never depend on the order of its rows.
        for item, micro in sorted(zip(sitting.items, sitting.marks, strict=True)):
            if not 0 <= micro <= MICRO:
                raise ValueError(f"a mark lies between 0 and {MICRO} millionths, not {micro}")
            sitting_of.append(len(place_of))
            item_of.append(items.setdefault(item, len(items)))
            mark.append(micro)
        place_of.append(places.setdefault(sitting.place, len(places)))
    return _sorted(
        list(places), list(items), *(np.array(a, dtype=np.int32) for a in (place_of, sitting_of, item_of, mark))
    )


def join(old: Answers, new: Answers) -> Answers:
    """Both together: the same as packing all sittings at once, without reading the old ones again."""
    places, items = _union(old.places, new.places), _union(old.items, new.items)
    place_at, item_at = {p: i for i, p in enumerate(places)}, {name: i for i, name in enumerate(items)}
    parts = [_recoded(part, place_at, item_at) for part in (old, new)]
    place_of = np.concatenate([part[0] for part in parts])
    sitting_of = np.concatenate([old.sitting_of, new.sitting_of + np.int32(old.learners)])
    item_of = np.concatenate([part[1] for part in parts])
    return Answers(tuple(places), tuple(items), place_of, sitting_of, item_of, np.concatenate([old.mark, new.mark]))


def _sorted(
    places: list[str],
    items: list[str],
    place_of: np.ndarray,
    sitting_of: np.ndarray,
    item_of: np.ndarray,
    mark: np.ndarray,
) -> Answers:
    """Places and items in the order of their names, whichever came first."""
    return Answers(
        tuple(sorted(places)), tuple(sorted(items)), _ranks(places)[place_of], sitting_of, _ranks(items)[item_of], mark
    )


def _ranks(names: list[str]) -> np.ndarray:
    rank = {name: i for i, name in enumerate(sorted(names))}
    return np.array([rank[name] for name in names], dtype=np.int32)


def _union(one: tuple[str, ...], other: tuple[str, ...]) -> list[str]:
    return sorted({*one, *other})


def _recoded(part: Answers, place_at: dict[str, int], item_at: dict[str, int]) -> tuple[np.ndarray, np.ndarray]:
    place_codes = np.array([place_at[p] for p in part.places], dtype=np.int32)
    item_codes = np.array([item_at[i] for i in part.items], dtype=np.int32)
    return place_codes[part.place_of], item_codes[part.item_of]
