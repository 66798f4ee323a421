"""One quiz's tallies per indicator and cell of a report's tree, with what must stay hidden."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import chain

from actions.report_tree import ReportTree
from analytics.estimates import Comprehension, estimate
from analytics.regrouping import Regrouping
from analytics.rollups import Cell, Counts, Tally, add_up_counts
from analytics.suppression import withheld_cells
from store.rollups import IndicatorRow

_NOTHING = Tally()
_WIDTH = len(_NOTHING)
_Rows = list[tuple[str, str, Counts]]
"""Agency id, employment, and the tallies of every indicator side by side."""


class Results:
    def __init__(self, rows: Iterable[IndicatorRow], quiz_id: str, tree: ReportTree) -> None:
        of_quiz = [row for row in rows if row.quiz_id == quiz_id]
        self.indicators = tuple(sorted({row.indicator for row in of_quiz}))
        """Those that anybody was asked about."""
        found = _side_by_side(of_quiz, self.indicators)
        self._cells = _added_up(found, tree.now, tree.now_root)
        self._withheld = _masks(self._cells, len(self.indicators))
        if tree.as_of is not None:
            regrouping = Regrouping(tree.paths, tree.now, {agency for agency, _, _ in found}, tree.now_root)
            self._cells = _added_up(found, tree.paths, tree.root)
            self._withheld = [regrouping.withheld(self._cells, hidden) for hidden in self._withheld]

    def found(self, indicator: str, cell: Cell) -> Comprehension:
        if indicator not in self.indicators or cell not in self._cells:
            return estimate(None)
        place = self.indicators.index(indicator)
        tally = Tally(*self._cells[cell][_WIDTH * place : _WIDTH * (place + 1)])
        return estimate(tally, is_withheld=cell in self._withheld[place])


def _side_by_side(rows: list[IndicatorRow], indicators: tuple[str, ...]) -> _Rows:
    found: dict[tuple[str, str], dict[str, Tally]] = {}
    for row in rows:
        tally = Tally(row.learners, row.answers, row.mean_micro_sum, row.mean_micro_square_sum)
        found.setdefault((row.agency_id, row.employment), {})[row.indicator] = tally
    return [
        (agency, kind, tuple(chain.from_iterable(tallies.get(one, _NOTHING) for one in indicators)))
        for (agency, kind), tallies in found.items()
    ]


def _added_up(found: _Rows, paths: Mapping[str, str], root: str) -> dict[Cell, Counts]:
    return add_up_counts([(paths[agency], kind, counts) for agency, kind, counts in found if agency in paths], root)


def _masks(cells: Mapping[Cell, Counts], indicator_count: int) -> list[frozenset[Cell]]:
    known: list[tuple[dict[Cell, int], frozenset[Cell]]] = []
    masks = []
    for place in range(indicator_count):
        learners = {cell: counts[_WIDTH * place] for cell, counts in cells.items()}
        mask = next((mask for counts, mask in known if counts == learners), None)
        if mask is None:  # nearly always the same people answer every indicator
            mask = withheld_cells(learners)
            known.append((learners, mask))
        masks.append(mask)
    return masks
