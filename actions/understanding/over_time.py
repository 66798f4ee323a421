"""How an assignment goes on, week by week, and what changed since a month that was frozen. Reads rollups and snapshots."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from actions.assigning.assignments import require_reaching
from actions.courseware import Courseware
from actions.learning.assigned import days_of
from actions.understanding.standing_changes import Standing
from actions.understanding.supervise import agency_in_scope
from analytics.hiding.safe_cuts import Counts, cuts_alone, cuts_of_parts
from analytics.reconciliation import ADDS, TAKES, Term, Terms, add_up_places, correct, reconcile, withheld_terms
from analytics.rollups import DIRECT, root_of
from people.access import Scope
from people.assigning.assignment_rules import Given
from people.errors import NotFound
from people.models import Agency
from quizzes.models import Course
from store.database import Connection, Database
from store.registry import agencies as agency_store
from store.summaries import snapshots as snapshot_store
from store.summaries import weeks as week_store
from store.summaries.snapshots import SnapshotHead

_WEEK = timedelta(days=7)
_LEAST_PROGRESS = {"assigned": 0, "finished": 2, "passed": 3}
"""Measures that are reconciled -> how far somebody must have got to be counted."""


@dataclass(frozen=True)
class Period:
    """One or more whole weeks, and the totals at their end."""

    first: date
    last: date
    total: Counts
    """Started, finished, passed."""
    added: Counts


@dataclass(frozen=True)
class Weekly:
    """``waiting``: results exist, of which nothing can be shown yet."""

    periods: tuple[Period, ...]
    due_on: date
    waiting: bool


@dataclass(frozen=True)
class Reconciled:
    """One measure from then to now. ``terms`` without a number are withheld; what is not there is nobody."""

    measure: str
    terms: dict[Term, int | None]


@dataclass(frozen=True)
class SinceSnapshot:
    head: SnapshotHead
    measures: tuple[Reconciled, ...]


def weekly(
    database: Database, courseware: Courseware, scope: Scope, assignment_id: str, agency_id: str, *, now: datetime
) -> Weekly:
    """Whole weeks only, results in the unit where they were given, the tree of today. Raises NotAllowed, NotFound."""
    with database.read() as connection:
        given, course = _given(connection, courseware, scope, assignment_id)
        agency = agency_in_scope(connection, scope, agency_id)
        root = root_of(agency.path)  # decided over the whole tree, whoever is looking
        agencies = agency_store.agencies_below(connection, root)
        found = week_store.read_weeks(connection, given.id, course.posttest, root)
    weeks = _whole_weeks([row.week for row in found], given.window.day_of(now))
    at = {week.isoformat(): place for place, week in enumerate(weeks)}
    added: dict[str, list[list[int]]] = {}
    for row in found:
        if row.week in at:
            for place in _places_between(row.path, root):
                here = added.setdefault(place, [[0, 0, 0] for _ in weeks])[at[row.week]]
                for which, count in enumerate(row[2:]):
                    here[which] += count
    series = {place: _running(steps) for place, steps in added.items()}
    here = series.get(agency.path, [])
    periods = _periods(weeks, here, _cuts(agency.path, root, agencies, series))
    has_results = any(row.path.startswith(agency.path) for row in found)
    return Weekly(periods, given.window.due_on, waiting=has_results and not periods)


def snapshots(database: Database, scope: Scope, assignment_id: str) -> tuple[SnapshotHead, ...]:
    """The newest first. Raises NotFound."""
    with database.read() as connection:
        require_reaching(connection, scope, assignment_id)
        return tuple(reversed(snapshot_store.snapshots_of(connection, assignment_id)))


def since_snapshot(
    database: Database,
    courseware: Courseware,
    scope: Scope,
    assignment_id: str,
    agency_id: str,
    month: str,
    *,
    now: datetime,
) -> SinceSnapshot:
    """From the frozen number of that month to today's. Raises NotAllowed, NotFound."""
    with database.read() as connection:
        given, course = _given(connection, courseware, scope, assignment_id)
        agency = agency_in_scope(connection, scope, agency_id)
        head = snapshot_store.find_snapshot(connection, month, assignment_id)
        if head is None:
            raise NotFound("Catatan bulan itu", "Pilih bulan lain dari daftar.")
        today = days_of(given, now)[1]
        standing = Standing(connection, given, course.posttest, min(head.day, today), head.ends_at, today)
        frozen_paths = snapshot_store.paths_of(connection, head)
        frozen = snapshot_store.people_of(connection, head)
    changes = standing.changes()
    measures = []
    for measure, least in _LEAST_PROGRESS.items():
        found = reconcile(changes, least)
        correct(found, add_up_places((frozen_paths[row.agency_id], getattr(row, measure)) for row in frozen))
        hidden = withheld_terms(found, (*standing.trees, frozen_paths))
        measures.append(Reconciled(measure, _shown(found.get(agency.id, Terms()), agency.id, hidden)))
    return SinceSnapshot(head, tuple(measures))


def _given(connection: Connection, courseware: Courseware, scope: Scope, assignment_id: str) -> tuple[Given, Course]:
    given = require_reaching(connection, scope, assignment_id)
    course = courseware.bank.courses.get(given.course_id)
    if course is None:
        raise NotFound("Penugasan itu", "Pilih penugasan lain dari daftar.")
    return given, course


# --- Weeks -------------------------------------------------------------------------------------


def _whole_weeks(mondays: list[str], today: date) -> list[date]:
    """From the first week with a result to the last that is over."""
    if not mondays:
        return []
    weeks, monday = [], date.fromisoformat(min(mondays))
    while monday + _WEEK <= today:
        weeks.append(monday)
        monday += _WEEK
    last = date.fromisoformat(max(mondays))
    return [week for week in weeks if week <= last]


def _places_between(path: str, root: str) -> list[str]:
    """The agency's direct part and every path from it up to the root."""
    ids = path.removeprefix(root).rstrip("/").split("/") if path != root else []
    return [path + DIRECT, *(root + "".join(f"{one}/" for one in ids[:depth]) for depth in range(len(ids) + 1))]


def _running(steps: list[list[int]]) -> list[Counts]:
    totals, sums = [], [0, 0, 0]
    for step in steps:
        sums = [total + more for total, more in zip(sums, step, strict=True)]
        totals.append(tuple(sums))
    return totals


def _cuts(path: str, root: str, agencies: Iterable[Agency], series: dict[str, list[Counts]]) -> tuple[int, ...]:
    """Weeks that may be shown of one place, decided level by level from the top of the tree."""
    cuts = cuts_alone(series.get(root, ()))
    parts: dict[str, list[str]] = {}
    for agency in agencies:
        above = agency.path[: -len(agency.id) - 1]
        parts.setdefault(above, []).append(agency.path)
    for place in _places_between(path, root)[1:]:
        if place != root:
            whole = place[: place.rstrip("/").rfind("/") + 1]
            family = [part for part in (*parts[whole], whole + DIRECT) if part in series]
            cuts = cuts_of_parts(cuts, {part: series[part] for part in family}).get(place, ())
    return cuts


def _periods(weeks: list[date], series: list[Counts], cuts: tuple[int, ...]) -> tuple[Period, ...]:
    periods: list[Period] = []
    begins, before = 0, (0, 0, 0)
    for cut in cuts:
        total = series[cut]
        added = tuple(now - then for now, then in zip(total, before, strict=True))
        periods.append(Period(weeks[begins], weeks[cut] + _WEEK - timedelta(days=1), total, added))
        begins, before = cut + 1, total
    return tuple(periods)


# --- Since a snapshot --------------------------------------------------------------------------


def _shown(terms: Terms, place: str, hidden: frozenset[tuple[str, str]]) -> dict[Term, int | None]:
    there: dict[Term, int | None] = {"then": None if (place, "then") in hidden else terms["then"]}
    for term in (*ADDS[1:], *TAKES):
        if terms[term]:
            there[term] = None if (place, term) in hidden else terms[term]
    there["now"] = None if (place, "now") in hidden else terms["now"]
    return there
