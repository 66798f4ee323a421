"""Comprehension of one agency from assignment to assignment: of each the number that its own page shows, in order of time."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from actions.assigning.assignment_status import given_in
from actions.assigning.assignments import require_reaching
from actions.courseware import Courseware
from actions.understanding.report_results import results_of
from actions.understanding.report_tree import ReportTree, report_tree
from actions.understanding.supervise import agency_in_scope
from analytics.estimates import Comprehension, NoData
from analytics.rollups import ALL
from content.words import INDICATORS
from people.access import Scope
from people.assigning.assignment_rules import Given
from people.models import Agency
from store.database import Database

MOST = 8
"""So many of the latest assignments: each asks for fits of its own when nothing is kept."""


@dataclass(frozen=True)
class AssignmentPoint:
    """``cells`` follow the indicators of the trend; ``is_over``: its deadline has passed. Numbers of one ``quiz_id`` stand on
    one scale, those of another on another."""

    assignment_id: str
    title: str
    quiz_id: str
    opens_on: date
    due_on: date
    is_over: bool
    cells: tuple[Comprehension, ...]
    cells_in_file: tuple[Comprehension, ...]
    """As a file may say them that is passed on."""


@dataclass(frozen=True)
class AssignmentTrend:
    """The earliest first, only those with results here; ``left_out``: earlier assignments that were not looked at."""

    indicators: tuple[str, ...]
    points: tuple[AssignmentPoint, ...]
    left_out: int

    @property
    def in_file(self) -> AssignmentTrend:
        return replace(self, points=tuple(replace(one, cells=one.cells_in_file) for one in self.points))


def assignment_trend(
    database: Database, courseware: Courseware, scope: Scope, assignment_id: str, agency_id: str, *, now: datetime
) -> AssignmentTrend:
    """``assignment_id``: the one that is looked at. All kinds of employment, today's tree. Raises NotAllowed, NotFound."""
    with database.read() as connection:
        require_reaching(connection, scope, assignment_id)
        agency = agency_in_scope(connection, scope, agency_id)
        tree = report_tree(connection, scope)
    given = [one for one in given_in(database, courseware, scope) if _has_begun(one, now)]
    given.sort(key=lambda one: (one.window.opens_on, one.window.due_on, one.id))
    points = [_point(database, courseware, one, tree, agency, now) for one in given[-MOST:]]
    points = [one for one in points if not all(isinstance(cell, NoData) for cell in one.cells)]
    asked = [at for at in range(len(INDICATORS)) if any(not isinstance(one.cells[at], NoData) for one in points)]
    return AssignmentTrend(
        tuple(INDICATORS[at] for at in asked),
        tuple(_only(one, asked) for one in points),
        max(0, len(given) - MOST),
    )


def _only(point: AssignmentPoint, asked: list[int]) -> AssignmentPoint:
    cells, in_file = (tuple(of[at] for at in asked) for of in (point.cells, point.cells_in_file))
    return replace(point, cells=cells, cells_in_file=in_file)


def _has_begun(given: Given, now: datetime) -> bool:
    return not given.is_withdrawn and not given.window.is_waiting and given.window.opens_at <= now


def _point(
    database: Database, courseware: Courseware, given: Given, tree: ReportTree, agency: Agency, now: datetime
) -> AssignmentPoint:
    """With a cell for every indicator there is."""
    quiz_id = courseware.bank.courses[given.course_id].posttest
    results = results_of(database, courseware, given.id, quiz_id, tree, now)
    told = (tuple(tell(one, (agency.path, ALL)) for one in INDICATORS) for tell in (results.found, results.in_file))
    window = given.window
    return AssignmentPoint(given.id, given.title, quiz_id, window.opens_on, window.due_on, window.is_over(now), *told)
