"""Comprehension as it was when a month ended beside today's: what may be said of the difference, and who is counted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from actions.assigning.assignments import require_reaching
from actions.courseware import Courseware
from actions.understanding.frozen_comprehension import MODEL
from actions.understanding.report_results import results_of
from actions.understanding.report_tree import report_tree
from actions.understanding.supervise import agency_in_scope
from analytics.comprehension.cells import cells_of
from analytics.estimates import MICRO, Comprehension, Estimate, NoData, Withheld
from analytics.hiding.file_cells import in_file
from analytics.hiding.frozen_days import Day, days_shown
from analytics.hiding.suppression import withheld_cells
from analytics.report_columns import FILE_MINIMUM
from analytics.rollups import ALL, Cell
from content.words import INDICATORS
from people.access import Scope
from people.errors import NotFound
from store.database import Connection, Database
from store.registry import agencies as agency_store
from store.summaries import comprehension_snapshots as frozen_store
from store.summaries import snapshots as snapshot_store
from store.summaries.comprehension_snapshots import FrozenCell, FrozenModel
from store.summaries.snapshots import SnapshotHead

_ANY = "semua"
_MONTHS = 12
"""So many frozen months are looked at together."""


@dataclass(frozen=True)
class ThenAndNow:
    """One indicator. ``then`` is Withheld("between") where the two days together would tell too much."""

    indicator: str
    then: Comprehension
    now: Comprehension
    then_in_file: Comprehension
    now_in_file: Comprehension
    """As a file may say them that is passed on."""

    @property
    def in_file(self) -> ThenAndNow:
        return replace(self, then=self.then_in_file, now=self.now_in_file)


@dataclass(frozen=True)
class Remembered:
    """``is_recorded``: whether comprehension was frozen that month; ``same_model``: computed then as it is today."""

    head: SnapshotHead
    is_recorded: bool
    same_model: bool
    indicators: tuple[ThenAndNow, ...]


@dataclass(frozen=True)
class _Month:
    head: SnapshotHead
    model: FrozenModel
    cells: dict[tuple[str, str], FrozenCell]
    """(indicator, agency id) -> what was kept."""
    people: frozen_store.People
    paths: dict[str, str]

    def day(self, indicator: str) -> Day:
        told = {agency for (of, agency), cell in self.cells.items() if of == indicator and cell.state == "known"}
        return Day(self.people.get(indicator, {}), self.paths, told)

    def day_in_file(self, indicator: str) -> Day:
        """Less the agencies of few people that day, and those that would tell of them."""
        day = self.day(indicator)
        people = cells_of({(day.paths[a], _ANY): n for a, n in day.people.items() if n and a in day.paths})
        also = {(path, ALL) for agency, path in day.paths.items() if agency not in day.told}
        hidden = withheld_cells(people, FILE_MINIMUM, also & people.keys())
        return day._replace(told={agency for agency in day.told if (day.paths[agency], ALL) not in hidden})


def then_and_now(
    database: Database,
    courseware: Courseware,
    scope: Scope,
    assignment_id: str,
    agency_id: str,
    month: str,
    *,
    now: datetime,
) -> Remembered:
    """All kinds of employment, today's tree. Raises NotAllowed, NotFound."""
    with database.read() as connection:
        given = require_reaching(connection, scope, assignment_id)
        course = courseware.bank.courses.get(given.course_id)
        if course is None:
            raise NotFound("Penugasan itu", "Pilih penugasan lain dari daftar.")
        agency = agency_in_scope(connection, scope, agency_id)
        head = snapshot_store.find_snapshot(connection, month, assignment_id)
        if head is None:
            raise NotFound("Catatan bulan itu", "Pilih bulan lain dari daftar.")
        months = _months(connection, assignment_id, course.posttest)
        people = frozen_store.people_now(connection, assignment_id, course.posttest)
        paths = agency_store.all_paths(connection)
        tree = report_tree(connection, scope)
    at = next((place for place, one in enumerate(months) if one.head.month == month), None)
    if at is None:
        return Remembered(head, False, False, ())
    results = results_of(database, courseware, assignment_id, course.posttest, tree, now)
    compared = []
    for indicator in (one for one in INDICATORS if one in people):
        days = [one.day(indicator) for one in months]
        shown = days_shown(agency.id, people[indicator], paths, days, _hidden(results.found, indicator))
        then = _frozen(months[at].cells.get((indicator, agency.id)), is_shown=at in shown)
        days = [one.day_in_file(indicator) for one in months]
        told = days_shown(agency.id, people[indicator], paths, days, _hidden(results.in_file, indicator), FILE_MINIMUM)
        here = (agency.path, ALL)
        compared.append(
            ThenAndNow(
                indicator,
                then,
                results.found(indicator, here),
                in_file(then, is_hidden=at not in told),
                results.in_file(indicator, here),
            )
        )
    return Remembered(head, True, months[at].model.model == MODEL, tuple(compared))


def _months(connection: Connection, assignment_id: str, quiz_id: str) -> list[_Month]:
    """Those with comprehension of the same quiz, the latest first."""
    months = []
    for head in reversed(snapshot_store.snapshots_of(connection, assignment_id)[-_MONTHS:]):
        model = frozen_store.model_of(connection, head.month, assignment_id)
        if model is not None and model.quiz_id == quiz_id:
            cells = frozen_store.cells_of(connection, head.month, assignment_id)
            by_place = {(cell.indicator, cell.agency_id): cell for cell in cells}
            people = frozen_store.people_then(connection, head.month, assignment_id, quiz_id)
            months.append(_Month(head, model, by_place, people, snapshot_store.paths_of(connection, head)))
    return months


def _hidden(found: Callable[[str, Cell], Comprehension], indicator: str):
    return lambda place: isinstance(found(indicator, (place, ALL)), Withheld)


def _frozen(cell: FrozenCell | None, *, is_shown: bool) -> Comprehension:
    if cell is None:
        return NoData()
    if cell.state != "known":
        return Withheld(cell.state)
    if not is_shown:
        return Withheld("between")
    value, low, high = (micro / MICRO for micro in (cell.value_micro, cell.low_micro, cell.high_micro))  # type: ignore[operator]
    return Estimate(value, low, high, cell.learners or 0, cell.answers or 0)
