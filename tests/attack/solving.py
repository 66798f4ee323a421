"""Exact algebra over what was shown: which sums over few people does everything together determine?

An unknown is what the people of one leaf (an agency's own people of one employment kind) come to on one measure: their
marks, how many chose a belief, and so on. A number on a screen is the sum over a set of leaves.
"""

from __future__ import annotations

import random
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from operator import mul

Leaf = tuple[str, str]
PRIME = (1 << 61) - 1


@dataclass
class Evidence:
    """Of one measure: ``people`` per leaf, and the sets of leaves whose sums were ``shown`` (with their value, if exact)."""

    minimum: int
    people: Mapping[Leaf, int]
    shown: dict[frozenset[Leaf], int | None] = field(default_factory=dict)

    def add(self, leaves: Collection[Leaf], value: int | None = None) -> None:
        kept = frozenset(leaf for leaf in leaves if self.people.get(leaf))
        if kept:
            self.shown[kept] = value

    def told_of_few(self) -> list[frozenset[Leaf]]:
        """Every set of leaves with fewer than ``minimum`` people whose sum follows from the sums shown."""
        if not self.shown:
            return []
        loose = free_directions(self.shown, sorted(self.people))
        dice = random.Random(7)
        mixed = [dice.randrange(PRIME) for _ in next(iter(loose.values()))]
        one_change = {leaf: sum(map(mul, parts, mixed)) % PRIME for leaf, parts in loose.items()}
        return [group for group in self._cancelling(one_change) if not any(_sum(loose, group))]

    def _cancelling(self, change: Mapping[Leaf, int]) -> Iterator[frozenset[Leaf]]:
        """Sets of leaves that hold anybody and fewer than ``minimum`` people together, and stay as they are in one change at
        random: none that is determined is left out."""
        leaves = sorted(leaf for leaf, count in self.people.items() if 0 < count < self.minimum)

        def grow(start: int, group: tuple[Leaf, ...], count: int, total: int) -> Iterator[frozenset[Leaf]]:
            for place in range(start, len(leaves)):
                leaf = leaves[place]
                more, changed = count + self.people[leaf], (total + change[leaf]) % PRIME
                if more < self.minimum:
                    bigger = (*group, leaf)
                    if not changed:
                        yield frozenset(bigger)
                    yield from grow(place + 1, bigger, more, changed)

        yield from grow(0, (), 0, 0)


def _sum(loose: Mapping[Leaf, list[int]], group: Collection[Leaf]) -> list[int]:
    return [sum(column) % PRIME for column in zip(*(loose[leaf] for leaf in group), strict=True)]


def free_directions(shown: Collection[frozenset[Leaf]], leaves: list[Leaf]) -> dict[Leaf, list[int]]:
    """Leaf -> its part in each way the unknowns can change while everything shown stays as it is.

    A sum over leaves is determined if and only if their parts cancel in every way. Gauss and Jordan, modulo a prime.
    """
    rows: dict[Leaf, dict[Leaf, int]] = {}
    for group in shown:
        row = dict.fromkeys(group, 1)
        for pivot in [leaf for leaf in row if leaf in rows]:
            _take(row, rows[pivot], row[pivot])
        if row:
            pivot = min(row)
            inverse = pow(row[pivot], -1, PRIME)
            row = {leaf: value * inverse % PRIME for leaf, value in row.items()}
            for other in rows.values():
                if pivot in other:
                    _take(other, row, other[pivot])
            rows[pivot] = row
    free = [leaf for leaf in leaves if leaf not in rows]
    parts = {leaf: [int(leaf == one) for one in free] for leaf in free}
    return parts | {pivot: [-row.get(one, 0) % PRIME for one in free] for pivot, row in rows.items()}


def _take(row: dict[Leaf, int], other: Mapping[Leaf, int], times: int) -> None:
    for leaf, value in other.items():
        left = (row.get(leaf, 0) - times * value) % PRIME
        if left:
            row[leaf] = left
        else:
            row.pop(leaf, None)
