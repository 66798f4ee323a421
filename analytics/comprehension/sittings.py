"""First attempts of one quiz packed into arrays once, from which the answers of every measure, kind and tree are cut.

Who sat where is kept as the agency of that moment, so a tree that changes needs no new reading. Marks are whole millionths.
"""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

import numpy as np

from analytics.comprehension.answers import Answers
from analytics.comprehension.sums import Seat, SeatSums, pack_sums
from analytics.estimates import MICRO
from analytics.rollups import ALL


class Sat(NamedTuple):
    """One person's first attempt; ``marks`` (0 to 1) stand beside the item ``versions``."""

    person_id: str
    agency_id: str
    employment: str
    closed_at: str
    versions: Sequence[str]
    marks: Sequence[float]


@dataclass(frozen=True, eq=False)
class Sittings:
    """In the order of their end. ``seat_of``, ``length``: per sitting; ``version_of``, ``mark``: per answer."""

    seats: tuple[Seat, ...]
    versions: tuple[str, ...]
    people: tuple[str, ...]
    closed_at: tuple[str, ...]
    seat_of: np.ndarray
    length: np.ndarray
    version_of: np.ndarray
    mark: np.ndarray

    def __len__(self) -> int:
        return len(self.people)

    @property
    def by_seat(self) -> dict[Seat, int]:
        """Seat -> people."""
        counts = np.bincount(self.seat_of, minlength=len(self.seats)).tolist()
        return dict(zip(self.seats, counts, strict=True))

    def until(self, moment: str) -> Sittings:
        """Those that ended before ``moment``."""
        count = int(np.searchsorted(np.array(self.closed_at), moment)) if self.closed_at else 0
        answers = int(self.length[:count].sum())
        return Sittings(
            self.seats, self.versions, self.people[:count], self.closed_at[:count],
            self.seat_of[:count], self.length[:count], self.version_of[:answers], self.mark[:answers],
        )  # fmt: skip

    def answers(self, items: Mapping[str, str], paths: Mapping[str, str], kind: str) -> Answers:
        """The answers to ``items`` of one kind, or of ALL, seated along a tree: the same as packing them one by one."""
        used = [agency in paths and kind in (ALL, own) for agency, own in self.seats]
        seated, sitting_of = np.array(used, dtype=bool)[self.seat_of], self.sitting_of
        kept = self._chosen(items)[self.version_of] & seated[sitting_of]
        number = np.cumsum(np.bincount(sitting_of[kept], minlength=len(self)) > 0) - 1
        met = np.diff(number, prepend=-1) > 0
        item_names, item_at = _codes([items.get(version) for version in self.versions])
        place_names, place_at = _codes(
            [paths[a] if use else None for use, (a, _) in zip(used, self.seats, strict=True)]
        )
        places, place_of = _only_used(place_names, place_at[self.seat_of[met]])
        names, item_of = _only_used(item_names, item_at[self.version_of[kept]])
        return Answers(places, names, place_of, number[sitting_of[kept]].astype(np.int32), item_of, self.mark[kept])

    @property
    def sitting_of(self) -> np.ndarray:
        """Per answer."""
        return np.repeat(np.arange(len(self)), self.length)

    def _chosen(self, items: Mapping[str, str]) -> np.ndarray:
        return np.array([version in items for version in self.versions], dtype=bool)


def pack_sittings(rows: Iterable[Sat]) -> Sittings:
    """``rows`` in the order of their end. ValueError for a mark that is none."""
    seats: dict[Seat, int] = {}
    versions: dict[str, int] = {}
    people, closed_at = [], []
    seat_of, length, version_of, mark = array("i"), array("i"), array("i"), array("d")
    for person, agency, kind, closed, drawn, marks in rows:
        people.append(person)
        closed_at.append(closed)
        seat_of.append(seats.setdefault((agency, kind), len(seats)))
        length.append(len(drawn))
        version_of.extend([versions.setdefault(version, len(versions)) for version in drawn])
        mark.extend(marks)
    micro = np.rint(np.array(mark) * MICRO).astype(np.int32)
    if len(micro) and not 0 <= micro.min() <= micro.max() <= MICRO:
        raise ValueError("a mark lies between 0 and 1")
    return Sittings(
        tuple(seats), tuple(versions), tuple(people), tuple(closed_at), _integers(seat_of), _integers(length), _integers(version_of), micro,
    )  # fmt: skip


def join_sittings(old: Sittings, new: Sittings) -> Sittings:
    """Both together, ``new`` having ended after ``old``: the same as packing all of them at once."""
    seats = tuple(dict.fromkeys((*old.seats, *new.seats)))
    versions = tuple(dict.fromkeys((*old.versions, *new.versions)))
    seat_at, version_at = {s: i for i, s in enumerate(seats)}, {v: i for i, v in enumerate(versions)}
    new_seats = _integers([seat_at[seat] for seat in new.seats])
    new_versions = _integers([version_at[version] for version in new.versions])
    return Sittings(
        seats, versions, old.people + new.people, old.closed_at + new.closed_at,
        np.concatenate([old.seat_of, new_seats[new.seat_of]]), np.concatenate([old.length, new.length]),
        np.concatenate([old.version_of, new_versions[new.version_of]]), np.concatenate([old.mark, new.mark]),
    )  # fmt: skip


def sums_of(sittings: Sittings, topics: Mapping[str, Collection[str]]) -> SeatSums:
    """The same sums from whole persons. ``topics``: item version -> the topics it is of."""
    of_seat: dict[Seat, dict[str, tuple[int, int]]] = {}
    subjects = [(version, *topics[version]) for version in sittings.versions]
    answers = zip(sittings.version_of.tolist(), sittings.mark.tolist(), strict=True)
    for seat, length in zip(sittings.seat_of.tolist(), sittings.length.tolist(), strict=True):
        earned: dict[str, int] = {}
        for version, mark in islice(answers, length):
            for subject in subjects[version]:
                earned[subject] = earned.get(subject, 0) + mark
        sums = of_seat.setdefault(sittings.seats[seat], {})
        for subject, mark in earned.items():
            learners, marks = sums.get(subject, (0, 0))
            sums[subject] = learners + 1, marks + mark
    return pack_sums((*seat, list(sums), *zip(*sums.values(), strict=True)) for seat, sums in of_seat.items())


def _integers(numbers: Iterable[int]) -> np.ndarray:
    return np.array(numbers, dtype=np.int32)


def _codes(names: Sequence[str | None]) -> tuple[tuple[str, ...], np.ndarray]:
    """The distinct names in order, and for each given one its place among them (0 where there is none)."""
    distinct = tuple(sorted({name for name in names if name is not None}))
    at = {name: i for i, name in enumerate(distinct)}
    return distinct, _integers([0 if name is None else at[name] for name in names])


def _only_used(names: tuple[str, ...], codes: np.ndarray) -> tuple[tuple[str, ...], np.ndarray]:
    used = np.flatnonzero(np.bincount(codes, minlength=len(names)))
    new_code = np.zeros(len(names), dtype=np.int32)
    new_code[used] = np.arange(len(used))
    return tuple(names[i] for i in used), new_code[codes]
