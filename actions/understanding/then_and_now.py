"""Comprehension as it was when months ended beside today's: what may be said of the difference, and who is counted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from actions.courseware import Courseware
from actions.understanding.frozen_comprehension import MODEL
from actions.understanding.report_results import results_of
from actions.understanding.report_tree import report_tree
from actions.understanding.supervise import agency_in_scope, assignment_of
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
from people.models import Agency
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
class MonthThen:
    """One frozen month. ``cells`` follow the indicators of the ``Months`` it is in."""

    head: SnapshotHead
    same_model: bool
    cells: tuple[Comprehension, ...]
    cells_in_file: tuple[Comprehension, ...]
    """As a file may say them that is passed on."""


@dataclass(frozen=True)
class Months:
    """The frozen months that hold comprehension, the earliest first, and today. Each cell is that of ``then_and_now``."""

    agency: Agency
    indicators: tuple[str, ...]
    months: tuple[MonthThen, ...]
    today: tuple[Comprehension, ...]
    today_in_file: tuple[Comprehension, ...]

    @property
    def in_file(self) -> Months:
        months = tuple(replace(month, cells=month.cells_in_file) for month in self.months)
        return replace(self, months=months, today=self.today_in_file)


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
    found = months_and_today(database, courseware, scope, assignment_id, agency_id, now=now)
    with database.read() as connection:
        head = snapshot_store.find_snapshot(connection, month, assignment_id)
    if head is None:
        raise NotFound("Catatan bulan itu", "Pilih bulan lain dari daftar.")
    one = next((one for one in found.months if one.head.month == month), None)
    if one is None:
        return Remembered(head, False, False, ())
    told = (found.indicators, one.cells, found.today, one.cells_in_file, found.today_in_file)
    compared = map(ThenAndNow, *told)
    return Remembered(head, True, one.same_model, tuple(compared))


def months_and_today(
    database: Database, courseware: Courseware, scope: Scope, assignment_id: str, agency_id: str, *, now: datetime
) -> Months:
    """All kinds of employment, today's tree. Raises NotAllowed, NotFound."""
    with database.read() as connection:
        _, course = assignment_of(connection, courseware, scope, assignment_id)
        agency = agency_in_scope(connection, scope, agency_id)
        months = _months(connection, assignment_id, course.posttest)
        people = frozen_store.people_now(connection, assignment_id, course.posttest)
        paths = agency_store.all_paths(connection)
        tree = report_tree(connection, scope)
    if not months:
        return Months(agency, (), (), (), ())
    results = results_of(database, courseware, assignment_id, course.posttest, tree, now)
    indicators = tuple(one for one in INDICATORS if one in people)
    here = (agency.path, ALL)
    shown = {
        one: days_shown(
            agency.id, people[one], paths, [month.day(one) for month in months], _hidden(results.found, one)
        )
        for one in indicators
    }
    told = {
        one: days_shown(
            agency.id, people[one], paths, [month.day_in_file(one) for month in months], _hidden(results.in_file, one),
            FILE_MINIMUM,
        )
        for one in indicators
    }  # fmt: skip
    then = []
    for at, month in enumerate(months):
        cells = [_frozen(month.cells.get((one, agency.id)), is_shown=at in shown[one]) for one in indicators]
        files = [in_file(cell, is_hidden=at not in told[one]) for one, cell in zip(indicators, cells, strict=True)]
        then.append(MonthThen(month.head, month.model.model == MODEL, tuple(cells), tuple(files)))
    today, today_in_file = (tuple(tell(one, here) for one in indicators) for tell in (results.found, results.in_file))
    return Months(agency, indicators, tuple(reversed(then)), today, today_in_file)


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
