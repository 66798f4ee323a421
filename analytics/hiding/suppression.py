"""Small groups stay hidden, also from arithmetic: which cells of the tree must be withheld.

A cell under MIN_LEARNERS people is withheld. Then, wherever shown numbers add up to a shown whole (agencies to the
agency above, employment kinds to all kinds), the next smallest part is withheld too, until what can be computed by
subtracting covers at least two parts and at least MIN_LEARNERS people. Complementary cell suppression:
Willenborg, L. & de Waal, T. (2001), Elements of Statistical Disclosure Control, Springer, chapter 6.
Last, no withheld cell, and no few people of several cells together, may follow from any combination of shown ones: the
sums are solved as a system of linear equations, and what they still determine is protected by withholding more.
Two supervisors who put their screens together learn no more as long as the cells are those of the whole tree.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import TypeVar

from analytics.estimates import MIN_LEARNERS
from analytics.hiding.small_unions import told_groups
from analytics.rollups import ALL, Cell, parts_by_place

C = TypeVar("C", bound=tuple)
_PRIME = (1 << 61) - 1
"""Elimination is exact in the whole numbers modulo a large prime: no rounding, no growing fractions."""


def withheld_cells(
    learners: Mapping[Cell, int], minimum: int = MIN_LEARNERS, also: Collection[Cell] = ()
) -> frozenset[Cell]:
    """``learners``: people per cell of one question (see ``analytics.rollups.add_up``).

    ``also``: cells to hide for a reason that lies outside this question.
    """
    people = {cell: count for cell, count in learners.items() if count > 0}
    return withheld_in(people, list(sums_of(people)), minimum, also)


def withheld_in(
    people: Mapping[C, int],
    sums: Collection[tuple[C, tuple[C, ...]]],
    minimum: int = MIN_LEARNERS,
    also: Collection[C] = (),
) -> frozenset[C]:
    """The same for any cells, each with at least one person, and any sums ``(whole, parts)`` among them."""
    withheld = {cell for cell, count in people.items() if count < minimum or cell in also}
    if not withheld:
        return frozenset()
    ordered = sorted(sums)  # what is hidden besides must not depend on the order of rows
    touching: dict[C, list[tuple[C, tuple[C, ...]]]] = {}
    for whole, parts in ordered:
        for cell in (whole, *parts):
            touching.setdefault(cell, []).append((whole, parts))
    wholes = {whole for whole, parts in ordered if parts}
    while True:
        _protect_from_subtraction(people, ordered, withheld, minimum)
        hidden = len(withheld)
        rows = _solve(withheld, ordered)
        for cell in sorted(_determined(rows)):
            withheld |= _next_to_hide({cell}, touching, people, withheld)
        if len(withheld) == hidden:
            for group in told_groups(rows, withheld - wholes, people, minimum):
                withheld |= _next_to_hide(set(group), touching, people, withheld)
        if len(withheld) == hidden:
            return frozenset(withheld)


def solvable(unknown: Collection[C], sums: Iterable[tuple[C, tuple[C, ...]]]) -> set[C]:
    """The unknown cells that everything else, being known, determines through the sums."""
    return _determined(_solve(unknown, sums))


def _determined(rows: Mapping[C, Mapping[C, int]]) -> set[C]:
    return {pivot for pivot, row in rows.items() if len(row) == 1}


def _solve(unknown: Collection[C], sums: Iterable[tuple[C, tuple[C, ...]]]) -> dict[C, dict[C, int]]:
    """Gauss and Jordan: one row per unknown that follows from others, with that one's part in it 1.

    Short sums go first, because long rows that are taken off others make long rows: four times as quick.
    """
    pivots: dict[C, dict[C, int]] = {}
    holding: dict[C, set[C]] = {cell: set() for cell in unknown}
    rows = []
    for whole, parts in sums:
        row = dict.fromkeys((part for part in parts if part in holding), 1)
        if whole in holding:
            row[whole] = _PRIME - 1
        rows.append(row)
    for row in sorted(rows, key=len):
        for pivot in [cell for cell in row if cell in pivots]:
            _subtract(row, pivots[pivot], row[pivot])
        if not row:
            continue
        pivot = min(row, key=lambda cell: len(holding[cell]))
        inverse = pow(row[pivot], -1, _PRIME)
        row = {cell: value * inverse % _PRIME for cell, value in row.items()}
        for other in tuple(holding[pivot]):
            before = set(pivots[other])
            _subtract(pivots[other], row, pivots[other][pivot])
            for cell in before ^ set(pivots[other]):
                holding[cell] ^= {other}
        pivots[pivot] = row
        for cell in row:
            holding[cell].add(pivot)
    return pivots


def _subtract(row: dict[C, int], other: Mapping[C, int], times: int) -> None:
    for cell, value in other.items():
        left = (row.get(cell, 0) - times * value) % _PRIME
        if left:
            row[cell] = left
        else:
            row.pop(cell, None)


def sums_of(people: Mapping[Cell, int]) -> Iterator[tuple[Cell, tuple[Cell, ...]]]:
    """Every way in which parts add up to a whole."""
    parts_of = parts_by_place(people)
    kinds = sorted({kind for _, kind in people})
    for place, kind in people:
        parts = tuple((part, kind) for part in parts_of.get(place, ()) if (part, kind) in people)
        if parts:
            yield (place, kind), parts
        if kind == ALL:
            yield (place, ALL), tuple((place, k) for k in kinds if k != ALL and (place, k) in people)


def _protect_from_subtraction(
    people: Mapping[C, int], sums: Collection[tuple[C, tuple[C, ...]]], withheld: set[C], minimum: int
) -> None:
    changed = True
    while changed:
        changed = False
        for whole, parts in sums:
            while not _is_safe(whole, parts, withheld, people, minimum):
                shown = [part for part in parts if part not in withheld]
                withheld.add(min(shown, key=lambda cell: (people[cell], cell)) if shown else whole)
                changed = True


def _next_to_hide(
    cells: set[C], touching: Mapping[C, Collection[tuple[C, tuple[C, ...]]]], people: Mapping[C, int], withheld: set[C]
) -> set[C]:
    """The smallest of the shown cells that are nearest to those to protect, going from sum to sum."""
    near, reached = set(cells), set(cells)
    while near:
        beside = {one for at in near for whole, parts in touching.get(at, ()) for one in (whole, *parts)} - reached
        shown = beside - withheld
        if shown:
            return {min(shown, key=lambda one: (people[one], one))}
        reached |= beside
        near = beside
    return set()  # protecting another cell has hidden the last one that told of this


def _is_safe(whole: C, parts: tuple[C, ...], withheld: set[C], people: Mapping[C, int], minimum: int) -> bool:
    hidden = [part for part in parts if part in withheld]
    if whole in withheld:
        return bool(hidden) or not parts
    if not hidden:
        return True
    return len(hidden) > 1 and sum(people[part] for part in hidden) >= minimum
