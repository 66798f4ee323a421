"""Statements about the rules of assignments: whom each is for, its window, exemptions and accommodations.

An assignment without a rule of its own (the demo's, and those from before rules) is for everybody below its agencies.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from people.assigning.assignment_rules import Exemption, Given, Rule
from people.assigning.windows import Window, Zone
from store.assigning.assignments import Assignment
from store.clock import from_text
from store.database import Connection, one, rows

DEFAULT_ZONE: Zone = "WITA"
"""The zone a site has when its settings say nothing."""

_COLUMNS = (
    "assignment.id, assignment.course_id, assignment.title, assignment.opens_on, assignment.due_on, "
    "rule.audience, rule.joiners, rule.movers, rule.zone, COALESCE((SELECT held.kind FROM assignment_withdrawal AS held "
    "WHERE held.assignment_id = assignment.id ORDER BY held.seq DESC LIMIT 1), '') = 'withdrawn' AS is_withdrawn"
)
_ALL_IDS = "SELECT id FROM assignment"
_IDS_AROUND = (  # both trees: a closed agency hangs under its successor in one only, an earlier place stands in the other
    "WITH RECURSIVE above(id) AS (SELECT agency_id FROM membership WHERE person_id = :person_id "
    "UNION SELECT agency.parent_id FROM above JOIN agency ON agency.id = above.id WHERE agency.parent_id IS NOT NULL "
    "UNION SELECT span.parent_id FROM above JOIN agency_parent AS span ON span.agency_id = above.id "
    "WHERE span.parent_id IS NOT NULL) "
    "SELECT DISTINCT assignment_id AS id FROM assignment_agency WHERE agency_id IN (SELECT id FROM above)"
)
_OF_IDS = "IN (SELECT value FROM json_each(:ids))"
_GIVEN = (
    f"SELECT {_COLUMNS} FROM assignment LEFT JOIN assignment_rule AS rule ON rule.assignment_id = assignment.id "
    f"WHERE assignment.id {_OF_IDS} ORDER BY assignment.due_on, assignment.id"
)
_AGENCIES = f"SELECT assignment_id, agency_id FROM assignment_agency WHERE assignment_id {_OF_IDS}"
_EMPLOYMENTS = f"SELECT assignment_id, employment FROM assignment_employment WHERE assignment_id {_OF_IDS}"
_ADD_RULE = (
    "INSERT INTO assignment_rule (assignment_id, audience, joiners, movers, zone, given_by, given_at) "
    "VALUES (:assignment_id, :audience, :joiners, :movers, :zone, :given_by, :given_at)"
)
_ADD_EMPLOYMENT = "INSERT INTO assignment_employment (assignment_id, employment) VALUES (:assignment_id, :employment)"
_SET_WINDOW = "UPDATE assignment SET opens_on = :opens_on, due_on = :due_on WHERE id = :id"
_ADD_EXEMPTION = (
    "INSERT INTO assignment_exemption (assignment_id, person_id, seq, kind, reason, document, from_day, until_day, "
    "decided_by, decided_at) SELECT :assignment_id, :person_id, COALESCE(MAX(seq), 0) + 1, :kind, :reason, :document, "
    ":from_day, :until_day, :decided_by, :decided_at FROM assignment_exemption "
    "WHERE assignment_id = :assignment_id AND person_id = :person_id"
)
_EXEMPTIONS = (
    "SELECT person_id, kind, reason, document, from_day, until_day FROM assignment_exemption "
    "WHERE assignment_id = :assignment_id ORDER BY person_id, seq"
)
_EXEMPTION_OF = (
    "SELECT person_id, kind, reason, document, from_day, until_day FROM assignment_exemption "
    "WHERE assignment_id = :assignment_id AND person_id = :person_id ORDER BY seq DESC LIMIT 1"
)
_HISTORY = (
    "SELECT kind, reason, document, from_day, until_day, NULL AS extra_minutes, NULL AS extra_attempts, decided_by, "
    "(SELECT name FROM person WHERE id = decided_by) AS decided_by_name, decided_at, seq FROM assignment_exemption "
    "WHERE assignment_id = :assignment_id AND person_id = :person_id UNION ALL "
    "SELECT 'extra', reason, document, '', NULL, extra_minutes, extra_attempts, decided_by, "
    "(SELECT name FROM person WHERE id = decided_by), decided_at, seq FROM assignment_accommodation "
    "WHERE assignment_id = :assignment_id AND person_id = :person_id ORDER BY decided_at DESC, seq DESC"
)
_ADD_ACCOMMODATION = (
    "INSERT INTO assignment_accommodation (assignment_id, person_id, seq, extra_minutes, extra_attempts, reason, document, "
    "decided_by, decided_at) SELECT :assignment_id, :person_id, COALESCE(MAX(seq), 0) + 1, :extra_minutes, "
    ":extra_attempts, :reason, :document, :decided_by, :decided_at FROM assignment_accommodation "
    "WHERE assignment_id = :assignment_id AND person_id = :person_id"
)
_ACCOMMODATION = (
    "SELECT extra_minutes, extra_attempts, reason, document FROM assignment_accommodation "
    "WHERE assignment_id = :assignment_id AND person_id = :person_id ORDER BY seq DESC LIMIT 1"
)
_REACHING = (
    "SELECT DISTINCT assigned.assignment_id FROM assignment_agency AS assigned "
    "JOIN agency AS target ON target.id = assigned.agency_id "
    "WHERE substr(:path, 1, length(target.path)) = target.path "
    "OR substr(target.path, 1, length(:path)) = :path"
)


@dataclass(frozen=True)
class Author:
    """Who decided, and when (as the database writes times)."""

    actor: str
    at: str


@dataclass(frozen=True)
class Accommodation:
    """What one person gets on top of everybody's time and attempts."""

    extra_minutes: int = 0
    extra_attempts: int = 0
    reason: str = ""
    document: str = ""


NOTHING_EXTRA = Accommodation()


@dataclass(frozen=True)
class Decided:
    """One line of a person's history: ``kind`` is an exemption's, or ``extra`` for an accommodation."""

    kind: str
    reason: str
    document: str
    from_day: str
    until_day: str | None
    extra_minutes: int | None
    extra_attempts: int | None
    decided_by_name: str
    at: datetime


def all_given(connection: Connection) -> list[Given]:
    """Every assignment with its rule and window, the earliest deadline first."""
    return _given_of(connection, [row["id"] for row in rows(connection, _ALL_IDS)])


def given_around(connection: Connection, person_id: str) -> list[Given]:
    """The same, only those to an agency that some unit of the person, also an earlier one, stands in or ever stood in.

    No other can be the person's, whatever its rule says about joining and moving.
    """
    return _given_of(connection, [row["id"] for row in rows(connection, _IDS_AROUND, person_id=person_id)])


def find_given(connection: Connection, assignment_id: str) -> Given | None:
    return next(iter(_given_of(connection, [assignment_id])), None)


def ids_reaching(connection: Connection, path: str) -> set[str]:
    """Assignments to an agency at, above or below ``path``."""
    return {row["assignment_id"] for row in rows(connection, _REACHING, path=path)}


def add_rule(connection: Connection, given: Given, author: Author) -> None:
    """The assignment itself, and its agencies, are written by ``store.assigning.assignments``."""
    rule = given.rule
    row = {
        "assignment_id": given.id, "audience": rule.audience, "joiners": rule.joiners, "movers": rule.movers,
        "zone": given.window.zone, "given_by": author.actor, "given_at": author.at,
    }  # fmt: skip
    connection.execute(_ADD_RULE, row)
    kinds = [{"assignment_id": given.id, "employment": kind} for kind in sorted(rule.employments)]
    connection.executemany(_ADD_EMPLOYMENT, kinds)


def assignment_row(given: Given) -> Assignment:
    window = given.window
    return Assignment(given.id, given.course_id, given.title, window.opens_on.isoformat(), window.due_on.isoformat())


def set_window(connection: Connection, assignment_id: str, window: Window) -> None:
    days = {"opens_on": window.opens_on.isoformat(), "due_on": window.due_on.isoformat()}
    connection.execute(_SET_WINDOW, {"id": assignment_id} | days)


def add_exemption(
    connection: Connection, assignment_id: str, person_id: str, exemption: Exemption | None, author: Author
) -> None:
    """None takes the earlier one back."""
    nothing = {"kind": "none", "reason": "", "document": "", "from_day": author.at[:10], "until_day": None}
    facts = nothing if exemption is None else vars(exemption)
    connection.execute(_ADD_EXEMPTION, _decided(assignment_id, person_id, author) | facts)


def exemptions(connection: Connection, assignment_id: str) -> dict[str, Exemption]:
    """Person -> the newest; those taken back are left out."""
    newest = {row["person_id"]: row for row in rows(connection, _EXEMPTIONS, assignment_id=assignment_id)}
    return {person: _exemption(row) for person, row in newest.items() if row["kind"] != "none"}


def exemption_of(connection: Connection, assignment_id: str, person_id: str) -> Exemption | None:
    row = one(connection, _EXEMPTION_OF, assignment_id=assignment_id, person_id=person_id)
    return _exemption(row) if row and row["kind"] != "none" else None


def add_accommodation(
    connection: Connection, assignment_id: str, person_id: str, extra: Accommodation, author: Author
) -> None:
    """All zero takes the earlier one back."""
    connection.execute(_ADD_ACCOMMODATION, _decided(assignment_id, person_id, author) | vars(extra))


def accommodation_of(connection: Connection, assignment_id: str, person_id: str) -> Accommodation:
    row = one(connection, _ACCOMMODATION, assignment_id=assignment_id, person_id=person_id)
    return Accommodation(**dict(row)) if row else NOTHING_EXTRA


def history_of(connection: Connection, assignment_id: str, person_id: str) -> list[Decided]:
    """Every excuse and allowance of one person, the newest first."""
    found = rows(connection, _HISTORY, assignment_id=assignment_id, person_id=person_id)
    return [
        Decided(*tuple(row)[:7], row["decided_by_name"] or row["decided_by"], from_text(row["decided_at"]))
        for row in found
    ]


def _decided(assignment_id: str, person_id: str, author: Author) -> dict[str, str]:
    return {
        "assignment_id": assignment_id, "person_id": person_id, "decided_by": author.actor, "decided_at": author.at,
    }  # fmt: skip


def _exemption(row) -> Exemption:
    return Exemption(row["kind"], row["reason"], row["document"], row["from_day"], row["until_day"])


def _given_of(connection: Connection, assignment_ids: list[str]) -> list[Given]:
    ids = json.dumps(assignment_ids)
    agencies, employments = _sets(connection, _AGENCIES, ids), _sets(connection, _EMPLOYMENTS, ids)
    return [_given(row, agencies, employments) for row in rows(connection, _GIVEN, ids=ids)]


def _sets(connection: Connection, sql: str, ids: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for assignment_id, value in rows(connection, sql, ids=ids):
        found[assignment_id].add(value)
    return found


def _given(row, agencies: dict[str, set[str]], employments: dict[str, set[str]]) -> Given:
    window = Window(date.fromisoformat(row["opens_on"]), date.fromisoformat(row["due_on"]), row["zone"] or DEFAULT_ZONE)
    targets = frozenset(agencies.get(row["id"], ()))
    if row["zone"] is None:
        rule = Rule(targets)
    else:
        kinds = frozenset(employments.get(row["id"], ()))
        rule = Rule(targets, kinds, row["audience"], row["joiners"], row["movers"])  # type: ignore[arg-type]
    return Given(row["id"], row["course_id"], row["title"], rule, window, bool(row["is_withdrawn"]))
