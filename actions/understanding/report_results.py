"""What one viewer may read of one quiz's pooled estimates, in the tree of the report."""

from __future__ import annotations

from datetime import datetime

from actions.courseware import Courseware
from actions.understanding.comprehension import Estimates, estimates_of
from actions.understanding.report_tree import ReportTree
from analytics.estimates import Comprehension
from analytics.hiding.file_cells import in_file
from analytics.hiding.regrouping import Regrouping
from analytics.rollups import Cell
from store.database import Database


class Results:
    """``now``: grouped by today's tree; ``then``: by the report's own, where it is another day's."""

    def __init__(self, now: Estimates, then: Estimates, tree: ReportTree) -> None:
        self._now, self._then, self._tree = now, then, tree
        self._hidden: dict[tuple[str, bool], frozenset[Cell]] = {}
        self.indicators = tuple(then.measures)
        """Those that anybody was asked about."""

    def found(self, indicator: str, cell: Cell) -> Comprehension:
        return self._then.found(indicator, cell, self._cells_hidden(indicator))

    def in_file(self, indicator: str, cell: Cell) -> Comprehension:
        """As a file may say it that is passed on."""
        hidden = self._cells_hidden(indicator, in_file=True)
        return in_file(self.found(indicator, cell), is_hidden=cell in hidden)

    def _cells_hidden(self, indicator: str, *, in_file: bool = False) -> frozenset[Cell]:
        """Another day's cell is hidden unless today's shown cells tell it anyway."""
        if indicator not in self._now.measures:
            return frozenset()
        if (indicator, in_file) not in self._hidden:
            hidden = self._now.hidden_in_files[indicator] if in_file else self._now.measures[indicator].hidden
            if self._tree.as_of is not None:
                measured = {agency for agency, _ in self._now.answered.sums.seats}
                regrouping = Regrouping(self._tree.paths, self._tree.now, measured, self._tree.now_root)
                cells = [cell for cell in self._then.measures[indicator].learners if self._is_here(cell)]
                hidden = regrouping.withheld(cells, hidden)
            self._hidden[indicator, in_file] = hidden
        return self._hidden[indicator, in_file]

    def _is_here(self, cell: Cell) -> bool:
        return cell[0].startswith(self._tree.root)


def results_of(
    database: Database, courseware: Courseware, assignment_id: str, quiz_id: str, tree: ReportTree, now: datetime
) -> Results:
    present = estimates_of(database, courseware, assignment_id, quiz_id, now)
    if tree.as_of is None:
        return Results(present, present, tree)
    then = estimates_of(database, courseware, assignment_id, quiz_id, now, tree.as_of, tree.departed)
    return Results(present, then, tree)
