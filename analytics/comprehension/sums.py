"""Sums per seat, all that a fit needs of everybody: how many met each item or topic, and their marks. They do not grow with people.

Who sat where is kept as the agency of that moment, so a tree that changes needs no new reading. Marks are whole millionths.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from analytics.comprehension.answers import Counts
from analytics.estimates import MICRO
from analytics.rollups import ALL, Cell

Seat = tuple[str, str]
"""Agency id and employment kind at the moment of the attempt."""


@dataclass(frozen=True, eq=False)
class SeatSums:
    """(seat, subject) -> ``learners`` who met it, and the sum of their ``marks``. A subject is an item version or a topic."""

    seats: tuple[Seat, ...]
    subjects: tuple[str, ...]
    learners: np.ndarray
    marks: np.ndarray

    def mean_mark(self, topic: str, items: Collection[str]) -> float:
        """Over all answers of everybody to the topic's ``items`` (versions), 0 to 1; 0 where there are none."""
        versions = [n for n, subject in enumerate(self.subjects) if subject in items]
        answers = int(self.learners[:, versions].sum())
        earned = int(self.marks[:, [n for n, subject in enumerate(self.subjects) if subject == topic]].sum())
        return earned / answers / MICRO if answers else 0.0

    def people(self, topics: Collection[str], paths: Mapping[str, str]) -> dict[Cell, int]:
        """(agency path, kind) -> people who met the topic; agencies without a path are left out.

        Of several topics: at least so many met one of them, the most who met one and the same, seat by seat. Fewer than there
        are, never more, so a group that counts as large enough is.
        """
        found: dict[Cell, int] = {}
        for (agency, kind), count in zip(self.seats, self._met(topics).tolist(), strict=True):
            if count and agency in paths:
                cell = (paths[agency], kind)
                found[cell] = found.get(cell, 0) + count
        return found

    def counts(self, items: Mapping[str, str], topics: Collection[str], paths: Mapping[str, str], kind: str) -> Counts:
        """Of the people of one kind, or of ALL, seated along a tree. ``items``: item version -> item id."""
        chosen = [n for n, version in enumerate(self.subjects) if version in items]
        is_met = self.learners[:, chosen].any(axis=1).tolist()
        used = [n for n, (agency, own) in enumerate(self.seats) if is_met[n] and agency in paths and kind in (ALL, own)]
        names, item_of = _codes([items[self.subjects[n]] for n in chosen])
        places, place_of = _codes([paths[self.seats[n][0]] for n in used])
        exposures, marks = (
            _grouped(table[np.ix_(used, chosen)], place_of, item_of, (len(places), len(names)))
            for table in (self.learners, self.marks)
        )
        people = np.bincount(place_of, weights=self._met(topics)[used], minlength=len(places)).astype(np.int64)
        answered = exposures.any(axis=0)
        return Counts(
            places, tuple(name for name, was_met in zip(names, answered, strict=True) if was_met),
            exposures[:, answered].astype(float), marks[:, answered] / MICRO, people,
        )  # fmt: skip

    def _met(self, topics: Collection[str]) -> np.ndarray:
        columns = [n for n, subject in enumerate(self.subjects) if subject in topics]
        return self.learners[:, columns].max(axis=1, initial=0)


def pack_sums(rows: Iterable[tuple[str, str, Sequence[str], Sequence[int], Sequence[int]]]) -> SeatSums:
    """(agency id, kind, subjects, people who met each, their marks in millionths), each seat once."""
    known = sorted(rows, key=lambda row: row[:2])
    subjects = tuple(sorted({subject for row in known for subject in row[2]}))
    at = {subject: n for n, subject in enumerate(subjects)}
    learners, marks = np.zeros((2, len(known), len(subjects)), dtype=np.int64)
    for n, (_, _, met, people, earned) in enumerate(known):
        columns = [at[subject] for subject in met]
        learners[n, columns], marks[n, columns] = people, earned
    return SeatSums(tuple((agency, kind) for agency, kind, *_ in known), subjects, learners, marks)


def _codes(names: Sequence[str]) -> tuple[tuple[str, ...], np.ndarray]:
    """The distinct names in order, and for each given one its place among them."""
    distinct = tuple(sorted(set(names)))
    at = {name: n for n, name in enumerate(distinct)}
    return distinct, np.array([at[name] for name in names], dtype=np.int64)


def _grouped(table: np.ndarray, row_of: np.ndarray, column_of: np.ndarray, shape: tuple[int, int]) -> np.ndarray:
    """Whole numbers, so no order of rows can change the sums."""
    found = np.zeros(shape, dtype=np.int64)
    np.add.at(found, (row_of[:, None], column_of[None, :]), table)
    return found
