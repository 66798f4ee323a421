"""Groups of a few hidden cells whose sum everything shown determines, though none of the cells by itself.

Two ways of adding up that cross (places and employment kinds) can tell of one person here and two there together.
A sum over cells is determined if and only if it stays the same in every way the unknowns can change while everything shown
stays as it is. One such way, taken at random, tells them apart (wrongly once in 10^18): every cell gets a number, and a
group is determined when its numbers cancel. Groups of up to four cells are found by matching sums of two, which for fewer
than five people is all there are; of up to six where there are few cells, by sums of three.
"""

from __future__ import annotations

import random
from collections.abc import Collection, Mapping
from itertools import combinations
from typing import TypeVar

import numpy as np

C = TypeVar("C", bound=tuple)
PRIME = (1 << 61) - 1
_SEED = 5
_FEW = 40
"""Up to so many cells, sums of three are matched."""
_MANY = 3_000
"""Above so many only single cells and pairs are matched: more would not fit in memory."""


def told_groups(
    rows: Mapping[C, Mapping[C, int]], unknown: Collection[C], people: Mapping[C, int], minimum: int
) -> list[tuple[C, ...]]:
    """Groups of ``unknown`` cells with fewer than ``minimum`` people together whose sum is determined, smallest first.

    ``rows``: what is known of hidden cells in reduced form, pivot -> its row (see ``analytics.hiding.suppression``).
    """
    change = _one_change(rows)
    found: set[tuple[C, ...]] = set()
    for cells in _components(rows, [cell for cell in unknown if cell in change and people[cell] < minimum]):
        found |= _cancelling(sorted(cells), change, people, minimum)
    return sorted(found, key=lambda group: (len(group), group))


def _one_change(rows: Mapping[C, Mapping[C, int]]) -> dict[C, int]:
    """A random way in which the unknowns can change together. Cells in no row are free and belong to no group."""
    dice = random.Random(_SEED)
    free = sorted({cell for row in rows.values() for cell in row} - rows.keys())
    change = {cell: dice.randrange(1, PRIME) for cell in free}
    for pivot, row in rows.items():
        change[pivot] = -sum(value * change[cell] for cell, value in row.items() if cell != pivot) % PRIME
    return change


def _components(rows: Mapping[C, Mapping[C, int]], cells: Collection[C]) -> list[list[C]]:
    """Cells that no chain of rows joins tell nothing of each other."""
    above: dict[C, C] = {}

    def top(cell: C) -> C:
        while above.setdefault(cell, cell) != cell:
            above[cell] = above[above[cell]]
            cell = above[cell]
        return cell

    for pivot, row in rows.items():
        for cell in row:
            above[top(cell)] = top(pivot)
    found: dict[C, list[C]] = {}
    for cell in cells:
        found.setdefault(top(cell), []).append(cell)
    return list(found.values())


def _cancelling(cells: list[C], change: Mapping[C, int], people: Mapping[C, int], minimum: int) -> set[tuple[C, ...]]:
    numbers = np.array([*(people[cell] for cell in cells), 0])
    parts = np.array([*(change[cell] for cell in cells), 0], dtype=np.int64)
    groups = _groups(len(cells))
    groups = groups[numbers[groups].sum(axis=1) < minimum]
    sums = np.zeros(len(groups), dtype=np.int64)
    for column in groups.T:
        sums = (sums + parts[column]) % PRIME
    opposite = (PRIME - sums) % PRIME
    found = {_named(cells, group) for group in groups[sums == 0].tolist()}
    at: dict[int, list[list[int]]] = {}
    ordered = np.sort(sums)
    has_opposite = ordered[np.searchsorted(ordered, opposite) % len(ordered)] == opposite  # np.isin takes twice as long
    for place in np.flatnonzero(has_opposite & (sums != 0)).tolist():
        for other in at.get(int(opposite[place]), ()):
            both = [*groups[place].tolist(), *other]
            if numbers[both].sum() < minimum and len({*both} - {len(cells)}) == sum(one < len(cells) for one in both):
                found.add(_named(cells, both))
        at.setdefault(int(sums[place]), []).append(groups[place].tolist())
    return found


def _named(cells: list[C], group: Collection[int]) -> tuple[C, ...]:
    return tuple(sorted(cells[place] for place in group if place < len(cells)))


def _groups(count: int) -> np.ndarray:
    """Places of one, two or three cells; ``count`` itself fills up the row."""
    largest = 3 if count <= _FEW else 2 if count <= _MANY else 1
    found = np.full((count, 3), count)
    found[:, 0] = np.arange(count)
    if largest > 1:
        pairs = np.full((count * (count - 1) // 2, 3), count)
        pairs[:, 0], pairs[:, 1] = np.triu_indices(count, 1)
        found = np.concatenate([found, pairs])
    if largest > 2:
        found = np.concatenate([found, np.array([*combinations(range(count), 3)], dtype=np.int64).reshape(-1, 3)])
    return found
