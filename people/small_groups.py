"""Naming units without singling anybody out: a unit with few people goes under the name of the one above. Pure."""

from __future__ import annotations

from collections.abc import Mapping

FEWEST = 10
"""People of whom a line of evidence may name the unit."""


def named_units(people: Mapping[str, int], parents: Mapping[str, str | None]) -> dict[str, str | None]:
    """Unit -> the unit to name instead: itself, the nearest above in which enough people are together, or None.

    ``people``: unit -> how many people of it there are. ``parents`` must know every unit and every unit above.
    """
    under: dict[str, list[str]] = {unit: [unit] for unit in people}
    size = dict(people)
    for unit in sorted({*people, *_above(people, parents)}, key=lambda one: -_depth(one, parents)):
        above = parents.get(unit)
        if size.get(unit, 0) < FEWEST and above is not None and unit in under:
            under.setdefault(above, []).extend(under.pop(unit))
            size[above] = size.get(above, 0) + size.pop(unit, 0)
    return {
        unit: named if size[named] >= FEWEST else None for named, units in under.items() for unit in units
    }  # fmt: skip


def _above(units: Mapping[str, int], parents: Mapping[str, str | None]) -> set[str]:
    found: set[str] = set()
    for unit in units:
        above = parents.get(unit)
        while above is not None and above not in found:
            found.add(above)
            above = parents.get(above)
    return found


def _depth(unit: str, parents: Mapping[str, str | None]) -> int:
    above = parents.get(unit)
    return 0 if above is None else 1 + _depth(above, parents)
