"""What is hidden of items and of beliefs, decided together: an item that alone can show a belief tells the same answers.

Cells are those of the report: the whole tree, the offices answers are counted at, and the root's own people.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from analytics.hiding.suppression import withheld_cells
from analytics.items.facility import MIN_ITEM_LEARNERS
from analytics.rollups import DIRECT, Cell, add_up_counts

People = Mapping[Cell, int]
NOTHING: frozenset[Cell] = frozenset()


@dataclass(frozen=True)
class LinkedMasks:
    """``met``: item version -> people per cell. ``items``, ``beliefs``: version and misconception -> the cells to hide."""

    met: Mapping[str, People]
    items: Mapping[str, frozenset[Cell]]
    beliefs: Mapping[str, frozenset[Cell]]

    def shown_versions(self, cell: Cell) -> set[str]:
        """Versions that anybody of the cell met and whose figures may be shown there."""
        return {version for version, people in self.met.items() if cell in people and cell not in self.items[version]}


def report_cells(rows: Iterable[tuple[str, str, int]], root: str) -> dict[Cell, int]:
    """(office path, kind, people) -> people per cell. The direct part of an office would say it twice."""
    added = add_up_counts([(path, kind, (count,)) for path, kind, count in rows], root)
    return {
        cell: count
        for cell, (count,) in added.items()
        if count and (not cell[0].endswith(DIRECT) or cell[0] == root + DIRECT)
    }


def linked_masks(
    items: Mapping[str, People],
    beliefs: Mapping[str, People],
    able: Mapping[str, Collection[str]],
    minimum: int = MIN_ITEM_LEARNERS,
) -> LinkedMasks:
    """``able``: misconception -> the versions that can show it. With a single one, both are hidden in the same cells."""
    hidden_items: dict[str, frozenset[Cell]] = {}
    hidden_beliefs: dict[str, frozenset[Cell]] = {}
    for version, people in items.items():
        linked = sorted(name for name in beliefs if set(able.get(name, ())) == {version})
        hidden = hidden_items[version] = hidden_in_all([people, *(beliefs[name] for name in linked)], minimum)
        hidden_beliefs |= dict.fromkeys(linked, hidden)
    for name, people in beliefs.items():
        if name not in hidden_beliefs:
            hidden_beliefs[name] = hidden_in_all([people], minimum)
    return LinkedMasks(items, hidden_items, hidden_beliefs)


def hidden_in_all(tables: Sequence[People], minimum: int) -> frozenset[Cell]:
    """One set of cells that is safe to hide in every one of the tables."""
    return _hidden_in_all(tuple(frozenset(people.items()) for people in tables), minimum)


@lru_cache(maxsize=2_000)
def _hidden_in_all(known: tuple[frozenset[tuple[Cell, int]], ...], minimum: int) -> frozenset[Cell]:
    """Kept, because one more attempt changes only the tables of the items on its paper."""
    tables = [dict(people) for people in known]
    if len(tables) == 1:
        return withheld_cells(tables[0], minimum)
    hidden: frozenset[Cell] = NOTHING
    while True:
        more = hidden
        for people in tables:
            more |= withheld_cells(people, minimum, also=more)
        if more == hidden:
            return hidden
        hidden = more
