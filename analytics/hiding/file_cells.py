"""What of one measure may stand in a file that is passed on: what the screen shows, less groups under FILE_MINIMUM people.

The threshold is applied to the WHOLE tree, like that of the screen: a file of a subtree holds a part of cells that are safe together,
and files of several agencies can be laid side by side.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from analytics.comprehension.cells import Measure, cells_of
from analytics.comprehension.paired import GrowthMeasure
from analytics.crossover import Growth, Worse
from analytics.estimates import Comprehension, Estimate, NoData, Withheld
from analytics.hiding.suppression import withheld_cells
from analytics.report_columns import FILE_MINIMUM
from analytics.rollups import Cell, People


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


def passed_hidden_in_files(people: Mapping[Cell, People], results: Iterable[Collection[Cell]]) -> frozenset[Cell]:
    """Cells whose number of passed is left out: where any result is, where few finished, and what would tell them.

    People count here where they work today, results where they were given: a cell can hold few of one and many of the other.
    """
    finished = {cell: count.finished for cell, count in people.items()}
    hidden = frozenset().union(*results)
    return hidden | withheld_cells(finished, FILE_MINIMUM, also=hidden)


def growth_hidden_in_files(measure: GrowthMeasure, hidden: Collection[Cell]) -> frozenset[Cell]:
    """Cells of growth to leave out: ``hidden``, those of few people who took both tests, and those that would tell them.

    They are fewer than those whose comprehension is told, so that mask does not do for them.
    """
    counts, paths = measure.counts, measure.paths
    people: Counter[Cell] = Counter()
    for seat, number in zip(counts.seat_of.tolist(), counts.table[:, -1].tolist(), strict=True):
        agency, kind = counts.seats[seat]
        if agency in paths:
            people[paths[agency], kind] += number
    return withheld_cells(cells_of(people), FILE_MINIMUM, also=hidden)


def in_file(found: Comprehension, cell: Cell, hidden: Collection[Cell]) -> Comprehension:
    """What the screen shows of a cell, as a file may say it."""
    if isinstance(found, Estimate) and cell in hidden:
        return Withheld("few" if found.learners < FILE_MINIMUM else "protects")
    return found


def growth_in_file(
    found: Growth | NoData | Withheld, cell: Cell, hidden: Collection[Cell]
) -> Growth | NoData | Withheld:
    """The same for growth, and for how many fell."""
    if not isinstance(found, Growth):
        return found
    if found.learners < FILE_MINIMUM:
        return Withheld("few")
    if cell in hidden:
        return Withheld("protects")
    if isinstance(found.worse, Worse) and found.worse.learners < FILE_MINIMUM:
        return replace(found, worse=Withheld("few"))
    return found
