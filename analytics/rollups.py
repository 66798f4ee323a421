"""Summing counts up the agency tree, so that parts add up to wholes.

A cell is ``(path, kind)``: a place in the tree and an employment kind, or ``ALL`` for every kind together.
People who sit in an agency itself, not in one below it, are a part of their own: ``path + DIRECT``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple, TypeVar

ALL = ""
DIRECT = "~/"
Cell = tuple[str, str]


class Tally(NamedTuple):
    """Learners, their answers, and the sums over learners of their mean mark (in millionths) and of its square."""

    learners: int = 0
    answers: int = 0
    mean_micro_sum: int = 0
    mean_micro_square_sum: int = 0

    def __add__(self, other: Tally) -> Tally:  # type: ignore[override]
        return Tally(*map(sum, zip(self, other, strict=True)))


class People(NamedTuple):
    """How many people are assigned, and how many of them started, finished and passed."""

    assigned: int = 0
    started: int = 0
    finished: int = 0
    passed: int = 0

    def __add__(self, other: People) -> People:  # type: ignore[override]
        return People(*map(sum, zip(self, other, strict=True)))


Count = TypeVar("Count", Tally, People)
Counts = tuple[int, ...]


def parent_of(path: str) -> str:
    """``a/b/`` -> ``a/``; the root's parent is the empty text."""
    return path[: path.rstrip("/").rfind("/") + 1]


def root_of(path: str) -> str:
    """``a/b/`` -> ``a/``: the whole tree, over which it is decided what is hidden, whoever is looking."""
    return path.partition("/")[0] + "/"


def office_of(path: str) -> str:
    """``a/b/c/`` -> ``a/b/``: where items and beliefs are counted; for the root itself ``a/``."""
    return "/".join(path.split("/")[:2]).rstrip("/") + "/"


def add_up(rows: Iterable[tuple[str, str, Count]], root: str) -> dict[Cell, Count]:
    """(agency path, kind, count) -> every cell from the leaves up to ``root``, each kind and ``ALL``."""
    known = list(rows)
    kind_of_count = type(known[0][2]) if known else None
    return {cell: kind_of_count(*counts) for cell, counts in add_up_counts(known, root).items()}  # type: ignore[misc]


def add_up_counts(rows: Iterable[tuple[str, str, Counts]], root: str) -> dict[Cell, Counts]:
    """The same for any number of counts side by side: much quicker than one after the other."""
    at: dict[Cell, list[Counts]] = {}
    for path, kind, counts in rows:
        for place in _places_above(path, root):
            at.setdefault((place, kind), []).append(counts)
            at.setdefault((place, ALL), []).append(counts)
    return {
        cell: tuple(map(sum, zip(*found, strict=True))) if len(found) > 1 else found[0] for cell, found in at.items()
    }


@lru_cache(maxsize=20_000)
def _places_above(path: str, root: str) -> tuple[str, ...]:
    """The agency's own direct part, the agency, and all above it up to the root."""
    places = []
    place = path + DIRECT
    while place.startswith(root):
        places.append(place)
        place = parent_of(place)
    return tuple(places)


def parts_by_place(cells: Mapping[Cell, object]) -> dict[str, list[str]]:
    """Path -> the places right under it that hold anything."""
    parts: dict[str, set[str]] = {}
    for path, _ in cells:
        parts.setdefault(parent_of(path), set()).add(path)
    return {whole: sorted(places) for whole, places in parts.items()}
