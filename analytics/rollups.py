"""Summing counts up the agency tree, so that parts add up to wholes.

A cell is ``(path, kind)``: a place in the tree and an employment kind, or ``ALL`` for every kind together.
People who sit in an agency itself, not in one below it, are a part of their own: ``path + DIRECT``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
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
        return Tally(
            self.learners + other.learners,
            self.answers + other.answers,
            self.mean_micro_sum + other.mean_micro_sum,
            self.mean_micro_square_sum + other.mean_micro_square_sum,
        )


@dataclass(frozen=True)
class People:
    """How many people are assigned, and how many of them started, finished and passed."""

    assigned: int = 0
    started: int = 0
    finished: int = 0
    passed: int = 0

    def __add__(self, other: People) -> People:
        return People(
            self.assigned + other.assigned,
            self.started + other.started,
            self.finished + other.finished,
            self.passed + other.passed,
        )


Count = TypeVar("Count", Tally, People)


def parent_of(path: str) -> str:
    """``a/b/`` -> ``a/``; the root's parent is the empty text."""
    return path[: path.rstrip("/").rfind("/") + 1]


def add_up(rows: Iterable[tuple[str, str, Count]], root: str) -> dict[Cell, Count]:
    """(agency path, kind, count) -> every cell from the leaves up to ``root``, each kind and ``ALL``."""
    cells: dict[Cell, Count] = {}
    for path, kind, count in rows:
        place = path + DIRECT
        while place.startswith(root):
            for cell in ((place, kind), (place, ALL)):
                cells[cell] = cells[cell] + count if cell in cells else count
            place = parent_of(place)
    return cells


def parts_by_place(cells: Mapping[Cell, object]) -> dict[str, list[str]]:
    """Path -> the places right under it that hold anything."""
    parts: dict[str, set[str]] = {}
    for path, _ in cells:
        parts.setdefault(parent_of(path), set()).add(path)
    return {whole: sorted(places) for whole, places in parts.items()}
