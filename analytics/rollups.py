"""Summing counts up the agency tree, so that parts add up to wholes.

A cell is ``(path, kind)``: a place in the tree and an employment kind, or ``ALL`` for every kind together.
People who sit in an agency itself, not in one below it, are a part of their own: ``path + DIRECT``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

ALL = ""
DIRECT = "~/"
Cell = tuple[str, str]


@dataclass(frozen=True)
class Tally:
    """Learners, their answers, and the sums over learners of their mean mark (in millionths) and of its square."""

    learners: int = 0
    answers: int = 0
    mean_micro_sum: int = 0
    mean_micro_square_sum: int = 0

    def __add__(self, other: Tally) -> Tally:
        return self.total_with([other])

    def total_with(self, others: Sequence[Tally]) -> Tally:
        return Tally(
            self.learners + sum(o.learners for o in others),
            self.answers + sum(o.answers for o in others),
            self.mean_micro_sum + sum(o.mean_micro_sum for o in others),
            self.mean_micro_square_sum + sum(o.mean_micro_square_sum for o in others),
        )


@dataclass(frozen=True)
class People:
    """How many people are assigned, and how many of them started, finished and passed."""

    assigned: int = 0
    started: int = 0
    finished: int = 0
    passed: int = 0

    def __add__(self, other: People) -> People:
        return self.total_with([other])

    def total_with(self, others: Sequence[People]) -> People:
        return People(
            self.assigned + sum(o.assigned for o in others),
            self.started + sum(o.started for o in others),
            self.finished + sum(o.finished for o in others),
            self.passed + sum(o.passed for o in others),
        )


Count = TypeVar("Count", Tally, People)


def parent_of(path: str) -> str:
    """``a/b/`` -> ``a/``; the root's parent is the empty text."""
    return path[: path.rstrip("/").rfind("/") + 1]


def add_up(rows: Iterable[tuple[str, str, Count]], root: str) -> dict[Cell, Count]:
    """(agency path, kind, count) -> every cell from the leaves up to ``root``, each kind and ``ALL``."""
    places_above: dict[str, list[str]] = {}
    at: dict[Cell, list[Count]] = {}
    for path, kind, count in rows:
        if path not in places_above:
            places_above[path] = _places_above(path, root)
        for place in places_above[path]:
            at.setdefault((place, kind), []).append(count)
            at.setdefault((place, ALL), []).append(count)
    return {cell: counts[0].total_with(counts[1:]) if len(counts) > 1 else counts[0] for cell, counts in at.items()}


def _places_above(path: str, root: str) -> list[str]:
    """The agency's own direct part, the agency, and all above it up to the root."""
    places = []
    place = path + DIRECT
    while place.startswith(root):
        places.append(place)
        place = parent_of(place)
    return places


def parts_by_place(cells: Mapping[Cell, object]) -> dict[str, list[str]]:
    """Path -> the places right under it that hold anything."""
    parts: dict[str, set[str]] = {}
    for path, _ in cells:
        parts.setdefault(parent_of(path), set()).add(path)
    return {whole: sorted(places) for whole, places in parts.items()}
