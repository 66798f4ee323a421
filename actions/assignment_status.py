"""Following up an assignment: who is in and why, how far each unit is, and the people behind every number.

A number and its list are made from the same standings, so they cannot differ.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from actions.assigned import days_of
from actions.assignments import Draft, check_draft, may_change
from actions.courseware import Courseware
from people.access import Scope
from people.assignment_counts import (
    DIRECT,
    STATE_TITLES,
    Counts,
    Measure,
    Standing,
    State,
    count_by_path,
    measures_of,
    people_of,
)
from people.assignment_rules import Cause, Given, decide_all, rule_in_words
from people.errors import NotAllowed, NotFound
from people.follow_up import FollowedUp, FollowUp, follow_up_xlsx
from people.models import EMPLOYMENT_TITLES, Agency
from store import agencies as agency_store
from store import assignment_people, assignment_rules
from store.assignment_people import Places
from store.database import Connection, Database

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
        then, day = days_of(given, now)
        places = Places(connection, then, day, with_leaders=draft.rule.audience == "pimpinan")
        facts = assignment_people.facts_in(connection, places, then, day, scope.agency_path, {})
        here = [one for one in facts if one.now is not None and scope.covers(places.paths[one.now.agency_id])]
    decided = decide_all(draft.rule, here)
    groups: dict[Cause, list[tuple[str, str]]] = {}
    for decision in decided:
        groups.setdefault(decision.cause, []).append((decision.name, decision.reason))
    assigned = sum(decision.standing == "in" for decision in decided)
    return Preview(
        rule_in_words(draft.rule, places.names),
        assigned,
        len(decided) - assigned,
        tuple(PreviewGroup(cause, len(found), tuple(sorted(found)[:SAMPLE])) for cause, found in groups.items()),
    )


def status(
    database: Database, courseware: Courseware, scope: Scope, assignment_id: str, agency_id: str, now: datetime
) -> Status:
    """Raises NotAllowed, NotFound."""
    with database.read() as connection:
        given, quiz_id = _given(connection, courseware, scope, assignment_id)
        agency = _agency(connection, scope, agency_id)
        tree = agency_store.agencies_below(connection, scope.agency_path)
        standings, places = _standings(connection, scope, given, quiz_id, now)
        is_changeable = may_change(connection, scope, given)
    counts = count_by_path(standings)
    parents = {one.parent_id for one in tree}

    def unit(of: Agency, name: str, direct: bool = False) -> UnitStatus:
        found = counts.get(of.path + (DIRECT if direct else ""), Counts())
        return UnitStatus(given.id, of.id, name, of.id in parents and not direct, direct, found)

    parts = sorted((one for one in tree if one.parent_id == agency.id), key=lambda one: one.name)
    units = [unit(part, part.name) for part in parts]
    if parts:
        units.append(unit(agency, f"Langsung di {agency.name}", direct=True))
    return Status(
        given,
        rule_in_words(given.rule, places.names),
        is_changeable,
        tuple(one for one in tree if agency.path.startswith(one.path)),
        unit(agency, agency.name),
        tuple(one for one in units if one.counts.targeted),
    )


def people_behind(
    database: Database, courseware: Courseware, scope: Scope, query: PeopleQuery, now: datetime
) -> tuple[PersonLine, ...]:
    """The people a number counts, by name. Raises NotAllowed, NotFound."""
    found, places, _ = _people(database, courseware, scope, query, now)
    return tuple(_line(one, places) for one in found)


def follow_up(
    database: Database, courseware: Courseware, scope: Scope, assignment_id: str, agency_id: str, now: datetime
) -> FollowUp:
    """Everybody of the unit who must still finish; numbers only where the scope may see them. Raises NotAllowed, NotFound."""
    query = PeopleQuery(assignment_id, agency_id, "assigned")
    assigned, places, given = _people(database, courseware, scope, query, now)
    found = [one for one in assigned if "unfinished" in measures_of(one)]
    numbers: dict[str, str] = {}
    if scope.sees_numbers:
        with database.read() as connection:
            numbers = assignment_people.numbers_in(connection, scope.agency_path)
    lines = []
    for one in found:
        line = _line(one, places)
        number = numbers.get(line.person_id, "")
        lines.append(FollowedUp(line.name, line.unit, line.employment, line.state, number))
    return FollowUp(given.title, places.names[agency_id], given.window.due_in_words, len(assigned), tuple(lines))


def follow_up_file(
    database: Database, courseware: Courseware, scope: Scope, assignment_id: str, agency_id: str, now: datetime
) -> bytes:
    """The same list as XLSX. Raises NotAllowed, NotFound."""
    found = follow_up(database, courseware, scope, assignment_id, agency_id, now)
    return follow_up_xlsx(found, with_numbers=scope.sees_numbers)


def everybody(
    connection: Connection, courseware: Courseware, scope: Scope, assignment_id: str, now: datetime
) -> tuple[Given, Sequence[Standing], Places]:
    """What ``status`` counts: everybody of the assignment who counts in scope. Raises NotFound."""
    given, quiz_id = _given(connection, courseware, scope, assignment_id)
    standings, places = _standings(connection, scope, given, quiz_id, now)
    return given, standings, places


def _people(
    database: Database, courseware: Courseware, scope: Scope, query: PeopleQuery, now: datetime
) -> tuple[list[Standing], Places, Given]:
    with database.read() as connection:
        given, quiz_id = _given(connection, courseware, scope, query.assignment_id)
        agency = _agency(connection, scope, query.agency_id)
        standings, places = _standings(connection, scope, given, quiz_id, now, below=agency.path)
    return people_of(standings, query.measure, agency.path, direct=query.direct), places, given


def _standings(
    connection: Connection, scope: Scope, given: Given, quiz_id: str, now: datetime, below: str | None = None
) -> tuple[Sequence[Standing], Places]:
    """Everybody the assignment is about who counts below the path (the whole scope without one)."""
    path = below or scope.agency_path
    then, day = days_of(given, now)
    places = Places(connection, then, day, with_leaders=given.rule.audience == "pimpinan")
    excused = assignment_rules.exemptions(connection, given.id)
    facts = assignment_people.facts_in(connection, places, then, day, path, excused)
    states = assignment_people.states_of(connection, given.id, quiz_id)
    not_started: State = "not-started"
    standings = []
    for decision in decide_all(given.rule, facts):
        if decision.agency_id is None:
            continue
        counted_at = places.paths[decision.agency_id]
        if scope.covers(counted_at) and counted_at.startswith(path):
            standings.append(Standing(decision, states.get(decision.person_id, not_started), counted_at))
    return standings, places


def _given(connection: Connection, courseware: Courseware, scope: Scope, assignment_id: str) -> tuple[Given, str]:
    """The assignment and its post-test; one that does not reach the scope does not exist there."""
    given = assignment_rules.find_given(connection, assignment_id)
    course = courseware.bank.courses.get(given.course_id) if given else None
    reaching = assignment_rules.ids_reaching(connection, scope.agency_path)
    if given is None or course is None or given.id not in reaching:
        raise NotFound("Penugasan itu", "Pilih penugasan dari daftar.")
    return given, course.posttest


def _agency(connection: Connection, scope: Scope, agency_id: str) -> Agency:
    agency = agency_store.find_agency(connection, agency_id)
    if agency is None or not scope.covers(agency.path):
        raise NotAllowed("supervise")
    return agency


def _line(standing: Standing, places: Places) -> PersonLine:
    decision = standing.decision
    unit = places.names.get(decision.agency_id or "", "")
    kind = EMPLOYMENT_TITLES[decision.employment] if decision.employment else ""
    return PersonLine(
        decision.person_id, decision.name, unit, kind, STATE_TITLES[standing.state], decision.reason
    )  # fmt: skip
