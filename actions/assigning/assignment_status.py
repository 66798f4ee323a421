"""Following up an assignment: who is in and why, how far each unit is, and the people behind every number.

A number and its list are made from the same standings, so they cannot differ.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from actions.assigning.assignments import Draft, check_draft, may_change, require_reaching
from actions.assigning.standings import Standings, decision_about, judge, standings_of, whom_of
from actions.courseware import Courseware
from people.access import Scope
from people.assigning.assignment_counts import DIRECT, STATE_TITLES, Counts, Measure, Standing, count_by_path, people_of
from people.assigning.assignment_rules import Cause, Decision, Given, Rule, rule_in_words
from people.assigning.follow_up import FollowedUp, FollowUp, follow_up_xlsx
from people.errors import NotAllowed, NotFound
from people.models import EMPLOYMENT_TITLES, Agency
from store.assigning import assignment_people, assignment_rules, withdrawals
from store.assigning.assignment_people import PeopleGroup, PersonRow, Places, Whom
from store.database import Connection, Database
from store.privacy.data_requests import restricted_people
from store.registry import agencies as agency_store
from store.summaries import rollups

SAMPLE = 5
"""People shown beside each count of a preview."""


@dataclass(frozen=True)
class PeopleQuery:
    """Which people a number counts; ``people_behind`` answers it. ``direct``: only those of the agency itself."""

    assignment_id: str
    agency_id: str
    measure: Measure
    direct: bool = False


@dataclass(frozen=True)
class UnitStatus:
    """A part of the agency on screen, or (``direct``) the people who sit in the agency itself."""

    assignment_id: str
    agency_id: str
    name: str
    has_parts: bool
    direct: bool
    counts: Counts

    def query(self, measure: Measure) -> PeopleQuery:
        """The people of ``counts.of(measure)``."""
        return PeopleQuery(self.assignment_id, self.agency_id, measure, self.direct)


@dataclass(frozen=True)
class Status:
    """``units`` add up to ``total``."""

    given: Given
    rule_words: str
    may_change: bool
    trail: tuple[Agency, ...]
    """From the top of the scope down to the agency."""
    total: UnitStatus
    units: tuple[UnitStatus, ...]


@dataclass(frozen=True)
class PersonLine:
    person_id: str
    name: str
    unit: str
    employment: str
    state: str
    reason: str


@dataclass(frozen=True)
class PreviewGroup:
    """Everybody of one cause; ``samples`` are a few (name, reason)."""

    cause: Cause
    number: int
    samples: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Preview:
    """Everybody in scope: ``assigned`` + ``out`` = ``everybody``."""

    rule_words: str
    assigned: int
    out: int
    groups: tuple[PreviewGroup, ...]

    @property
    def everybody(self) -> int:
        return self.assigned + self.out


def given_in(database: Database, courseware: Courseware, scope: Scope) -> tuple[Given, ...]:
    """Assignments that reach an agency of the scope, the earliest deadline first."""
    with database.read() as connection:
        reaching = assignment_rules.ids_reaching(connection, scope.agency_path)
        found = assignment_rules.all_given(connection)
    return tuple(given for given in found if given.id in reaching and given.course_id in courseware.bank.courses)


def agencies_in(database: Database, scope: Scope) -> tuple[Agency, ...]:
    """What may be assigned to: the scope's agency and everything under it, parents first."""
    with database.read() as connection:
        return tuple(agency_store.agencies_below(connection, scope.agency_path))


def preview(database: Database, courseware: Courseware, scope: Scope, draft: Draft, now: datetime) -> Preview:
    """Who of the scope would be in and why, before anything is written. Raises AssignmentRefused, NotAllowed."""
    given = Given("", draft.course_id, draft.title, draft.rule, draft.window)
    with database.read() as connection:
        check_draft(connection, courseware, scope, draft, now)
        quiz_id = courseware.bank.courses[draft.course_id].posttest
        whom = whom_of(connection, given, quiz_id, scope.agency_path, now)
        places, judged = judge(connection, whom, draft.rule)
        here = [one for one in judged if one[0].now_agency and scope.covers(places.paths[one[0].now_agency])]
        by_cause: dict[Cause, list[PeopleGroup]] = {}
        for group, decision in here:
            by_cause.setdefault(decision.cause, []).append(group)
        groups = tuple(
            PreviewGroup(cause, sum(one.number for one in found), _samples(connection, whom, draft.rule, places, found))
            for cause, found in by_cause.items()
        )
    assigned = sum(group.number for group, decision in here if decision.standing == "in")
    everybody = sum(group.number for group, _ in here)
    return Preview(rule_in_words(draft.rule, places.names), assigned, everybody - assigned, groups)


def _samples(
    connection: Connection, whom: Whom, rule: Rule, places: Places, found: list[PeopleGroup]
) -> tuple[tuple[str, str], ...]:
    """A few people of the first places among these groups: looking through all of them would cost too much."""
    samples: list[tuple[str, str]] = []
    for group in sorted(found, key=lambda one: (places.paths[one.now_agency], one.key)):
        here = replace(whom, path=places.paths[group.now_agency], direct=True)
        people = assignment_people.people_in(connection, here, [group], limit=SAMPLE - len(samples))
        samples += [(row.name, decision_about(rule, places, row, {}).reason) for row in people]
        if len(samples) >= SAMPLE:
            break
    return tuple(sorted(samples))


def status(
    database: Database, courseware: Courseware, scope: Scope, assignment_id: str, agency_id: str, now: datetime
) -> Status:
    """Raises NotAllowed, NotFound."""
    with database.read() as connection:
        given, quiz_id = _given(connection, courseware, scope, assignment_id)
        agency = _agency(connection, scope, agency_id)
        tree = agency_store.agencies_below(connection, scope.agency_path)
        found = standings_of(connection, scope, given, quiz_id, now)
        is_changeable = may_change(connection, scope, given)
    counts = count_by_path(found.standings)
    parents = {one.parent_id for one in tree}

    def unit(of: Agency, name: str, direct: bool = False) -> UnitStatus:
        here = counts.get(of.path + (DIRECT if direct else ""), Counts())
        return UnitStatus(given.id, of.id, name, of.id in parents and not direct, direct, here)

    parts = sorted((one for one in tree if one.parent_id == agency.id), key=lambda one: one.name)
    units = [unit(part, part.name) for part in parts]
    if parts:
        units.append(unit(agency, f"Langsung di {agency.name}", direct=True))
    return Status(
        given,
        rule_in_words(given.rule, found.places.names),
        is_changeable,
        tuple(one for one in tree if agency.path.startswith(one.path)),
        unit(agency, agency.name),
        tuple(one for one in units if one.counts.targeted),
    )


def status_version(database: Database, scope: Scope, assignment_id: str) -> tuple[object, ...]:
    """Changes with every attempt, exemption, withdrawal and change of the window; not with the registry. Raises NotFound."""
    with database.read() as connection:
        given = require_reaching(connection, scope, assignment_id)
        done = rollups.read_progress(connection, assignment_id, scope.agency_path)
        decided = withdrawals.decision_count(connection, assignment_id)
    return sum(row.started + row.finished for row in done), sum(row.passed for row in done), decided, str(given.window)


def people_behind(
    database: Database,
    courseware: Courseware,
    scope: Scope,
    query: PeopleQuery,
    now: datetime,
    *,
    text: str = "",
    limit: int | None = None,
    offset: int = 0,
) -> tuple[PersonLine, ...]:
    """The people a number counts whose name has ``text`` in it, by name. Raises NotAllowed, NotFound."""
    with database.read() as connection:
        given, quiz_id = _given(connection, courseware, scope, query.assignment_id)
        agency = _agency(connection, scope, query.agency_id)
        found = standings_of(connection, scope, given, quiz_id, now, below=agency.path)
        wanted = people_of(found.standings, query.measure, agency.path, direct=query.direct)
        return _lines(connection, given, found, wanted, text, limit, offset)


def follow_up(
    database: Database, courseware: Courseware, scope: Scope, assignment_id: str, agency_id: str, now: datetime
) -> FollowUp:
    """Everybody of the unit who must still finish; numbers only where the scope may see them. Raises NotAllowed, NotFound."""
    with database.read() as connection:
        given, quiz_id = _given(connection, courseware, scope, assignment_id)
        agency = _agency(connection, scope, agency_id)
        found = standings_of(connection, scope, given, quiz_id, now, below=agency.path)
        counts = count_by_path(found.standings).get(agency.path, Counts())
        late = people_of(found.standings, "unfinished", agency.path)
        people = _lines(connection, given, found, late)
        numbers = assignment_people.numbers_in(connection, scope.agency_path) if scope.sees_numbers else {}
        restricted = restricted_people(connection)  # their data are not used to chase them
    lines = tuple(
        FollowedUp(one.name, one.unit, one.employment, one.state, numbers.get(one.person_id, ""))
        for one in people
        if one.person_id not in restricted
    )
    return FollowUp(given.title, found.places.names[agency_id], given.window.due_in_words, counts.assigned, lines)


def follow_up_file(
    database: Database, courseware: Courseware, scope: Scope, assignment_id: str, agency_id: str, now: datetime
) -> bytes:
    """The same list as XLSX. Raises NotAllowed, NotFound."""
    found = follow_up(database, courseware, scope, assignment_id, agency_id, now)
    return follow_up_xlsx(found, with_numbers=scope.sees_numbers)


def _lines(
    connection: Connection,
    given: Given,
    found: Standings,
    wanted: Sequence[Standing],
    text: str = "",
    limit: int | None = None,
    offset: int = 0,
) -> tuple[PersonLine, ...]:
    excused = assignment_rules.exemptions(connection, given.id)
    groups = found.groups_of(wanted)
    people = assignment_people.people_in(connection, found.whom, groups, text, limit, offset)
    return tuple(_line(decision_about(given.rule, found.places, row, excused), row, found.places) for row in people)


def _given(connection: Connection, courseware: Courseware, scope: Scope, assignment_id: str) -> tuple[Given, str]:
    """The assignment and its post-test; one that does not reach the scope does not exist there."""
    given = require_reaching(connection, scope, assignment_id)
    course = courseware.bank.courses.get(given.course_id)
    if course is None:
        raise NotFound("Penugasan itu", "Pilih penugasan dari daftar.")
    return given, course.posttest


def _agency(connection: Connection, scope: Scope, agency_id: str) -> Agency:
    agency = agency_store.find_agency(connection, agency_id)
    if agency is None or not scope.covers(agency.path):
        raise NotAllowed("supervise")
    return agency


def _line(decision: Decision, row: PersonRow, places: Places) -> PersonLine:
    unit = places.names.get(decision.agency_id or "", "")
    kind = EMPLOYMENT_TITLES[decision.employment] if decision.employment else ""
    state = STATE_TITLES[row.group.state]
    return PersonLine(decision.person_id, decision.name, unit, kind, state, decision.reason)
