"""One quiz's tallies per indicator and cell of a report's tree, with what must stay hidden."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from actions.report_tree import ReportTree
from analytics.estimates import Comprehension, estimate
from analytics.regrouping import Regrouping
from analytics.rollups import Cell, Tally, add_up
from analytics.suppression import withheld_cells
from store.rollups import IndicatorRow

_Rows = dict[str, list[tuple[str, str, Tally]]]
"""Indicator -> (agency id, employment, tally)."""


class Results:
    def __init__(self, rows: Iterable[IndicatorRow], quiz_id: str, tree: ReportTree) -> None:
        found: _Rows = {}
        for row in rows:
            if row.quiz_id == quiz_id:
                tally = Tally(row.learners, row.answers, row.mean_micro_sum, row.mean_micro_square_sum)
                found.setdefault(row.indicator, []).append((row.agency_id, row.employment, tally))
        today = _added_up(found, tree.now, tree.now_root)
        self._withheld = _masks(today)
        self.tallies = today
        if tree.as_of is not None:
            measured = {agency for tallies in found.values() for agency, _, _ in tallies}
            regrouping = Regrouping(tree.paths, tree.now, measured, tree.now_root)
            self.tallies = _added_up(found, tree.paths, tree.root)
            self._withheld = {
                indicator: regrouping.withheld(cells, self._withheld[indicator])
                for indicator, cells in self.tallies.items()
            }

    def found(self, indicator: str, cell: Cell) -> Comprehension:
        tally = self.tallies.get(indicator, {}).get(cell)
        return estimate(tally, is_withheld=cell in self._withheld.get(indicator, ()))


def _added_up(found: _Rows, paths: Mapping[str, str], root: str) -> dict[str, dict[Cell, Tally]]:
    return {
        indicator: add_up([(paths[agency], kind, tally) for agency, kind, tally in rows if agency in paths], root)
        for indicator, rows in found.items()
    }


def _masks(tallies: Mapping[str, Mapping[Cell, Tally]]) -> dict[str, frozenset[Cell]]:
    masks: list[tuple[dict[Cell, int], frozenset[Cell]]] = []
    withheld = {}
    for indicator, cells in tallies.items():
        learners = {cell: tally.learners for cell, tally in cells.items()}
        mask = next((known for counts, known in masks if counts == learners), None)
        if mask is None:  # nearly always the same people answer every indicator
            mask = withheld_cells(learners)
            masks.append((learners, mask))
        withheld[indicator] = mask
    return withheld
