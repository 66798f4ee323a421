"""Small groups stay hidden, also from subtraction: which cells of the tree must be withheld.

A cell under MIN_LEARNERS people is withheld. Then, wherever shown numbers add up to a shown whole (agencies to the
agency above, employment kinds to all kinds), the next smallest part is withheld too, until what can be computed by
subtracting covers at least two parts and at least MIN_LEARNERS people. Complementary cell suppression:
Willenborg, L. & de Waal, T. (2001), Elements of Statistical Disclosure Control, Springer, chapter 6.
It stops repeated subtraction. It does not stop two supervisors who put their screens together.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from analytics.estimates import MIN_LEARNERS
from analytics.rollups import ALL, Cell, parts_by_place

Sum = tuple[Cell, tuple[Cell, ...]]


def withheld_cells(
    learners: Mapping[Cell, int], minimum: int = MIN_LEARNERS, also: Collection[Cell] = ()
) -> frozenset[Cell]:
    """``learners``: people per cell of one question (see ``analytics.rollups.add_up``).

    ``also``: cells to hide for a reason that lies outside this question.
    """
    people = {cell: count for cell, count in learners.items() if count > 0}
    withheld = {cell for cell, count in people.items() if count < minimum or cell in also}
    sums = list(sums_of(people))
    changed = bool(withheld)
    while changed:
        changed = False
        for whole, parts in sums:
            while not _is_safe(whole, parts, withheld, people, minimum):
                shown = [part for part in parts if part not in withheld]
                withheld.add(min(shown, key=lambda cell: (people[cell], cell)) if shown else whole)
                changed = True
    return frozenset(withheld)


def sums_of(people: Mapping[Cell, int]) -> Iterator[Sum]:
    """Every way in which parts add up to a whole."""
    parts_of = parts_by_place(people)
    kinds = sorted({kind for _, kind in people})
    for place, kind in people:
        parts = tuple((part, kind) for part in parts_of.get(place, ()) if (part, kind) in people)
        if parts:
            yield (place, kind), parts
        if kind == ALL:
            yield (place, ALL), tuple((place, k) for k in kinds if k != ALL and (place, k) in people)


def _is_safe(
    whole: Cell, parts: tuple[Cell, ...], withheld: set[Cell], people: Mapping[Cell, int], minimum: int
) -> bool:
    hidden = [part for part in parts if part in withheld]
    if whole in withheld:
        return bool(hidden) or not parts
    if not hidden:
        return True
    return len(hidden) > 1 and sum(people[part] for part in hidden) >= minimum
