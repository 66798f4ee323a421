"""What of one measure may stand in a file that is passed on: what the screen shows, less groups under FILE_MINIMUM people.

The threshold is applied to the WHOLE tree, like that of the screen: a file of a subtree holds a part of cells that are safe together,
and files of several agencies can be laid side by side.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Protocol, TypeVar

from analytics.comprehension.cells import Measure
from analytics.estimates import NoData, Withheld
from analytics.hiding.suppression import withheld_cells
from analytics.report_columns import FILE_MINIMUM
from analytics.rollups import Cell


class Told(Protocol):
    """A number, and of how many people it is."""

    @property
    def learners(self) -> int: ...


T = TypeVar("T", bound=Told | NoData | Withheld)


def hidden_in_files(measures: Mapping[str, Measure]) -> dict[str, frozenset[Cell]]:
    """Measure -> cells to leave out: those hidden on screen, those of few people, and those that would tell them."""
    masks: dict[tuple[frozenset[tuple[Cell, int]], frozenset[Cell]], frozenset[Cell]] = {}
    found = {}
    for name, measure in measures.items():
        known = (frozenset(measure.learners.items()), measure.hidden)
        if known not in masks:
            masks[known] = withheld_cells(measure.learners, FILE_MINIMUM, also=measure.hidden)
        found[name] = masks[known]
    return found


def passed_hidden_in_files(finished: Mapping[Cell, int], results: Iterable[Collection[Cell]]) -> frozenset[Cell]:
    """Cells whose number of passed is left out: where any result is, where few finished, and what would tell them.

    People count here where they work today, results where they were given: a cell can hold few of one and many of the other.
    """
    hidden = frozenset().union(*results)
    return hidden | withheld_cells(finished, FILE_MINIMUM, also=hidden)


def in_file(found: T, *, is_hidden: bool) -> T | Withheld:
    """What the screen shows of a cell (an estimate of some ``learners``), as a file may say it."""
    if isinstance(found, Withheld):
        return replace(found, minimum=FILE_MINIMUM)
    if isinstance(found, NoData) or not is_hidden:
        return found
    return Withheld("few" if found.learners < FILE_MINIMUM else "protects", FILE_MINIMUM)
