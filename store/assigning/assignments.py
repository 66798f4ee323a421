"""Statements about assignments: which course is due for which agencies by when."""

from __future__ import annotations

from dataclasses import dataclass

from store.database import Connection, one, rows

_ADD = "INSERT INTO assignment (id, course_id, title, opens_on, due_on) VALUES (:id, :course_id, :title, :opens_on, :due_on)"
_ADD_AGENCY = "INSERT INTO assignment_agency (assignment_id, agency_id) VALUES (:assignment_id, :agency_id)"
_OF_PERSON = (
    "SELECT assignment.id, assignment.course_id, assignment.title, assignment.opens_on, assignment.due_on "
    "FROM assignment JOIN assignment_agency ON assignment_agency.assignment_id = assignment.id "
    "JOIN agency AS assigned ON assigned.id = assignment_agency.agency_id "
    "JOIN agency AS home ON home.id = :agency_id "
    "WHERE substr(home.path, 1, length(assigned.path)) = assigned.path ORDER BY assignment.due_on, assignment.id"
)
_ALL = "SELECT id, course_id, title, opens_on, due_on FROM assignment ORDER BY due_on, id"
_GET = "SELECT id, course_id, title, opens_on, due_on FROM assignment WHERE id = :id"


@dataclass(frozen=True)
class Assignment:
    """Dates are ISO text; both days count."""

    id: str
    course_id: str
    title: str
    opens_on: str
    due_on: str


def add_assignment(connection: Connection, assignment: Assignment, agency_ids: list[str]) -> None:
    connection.execute(_ADD, vars(assignment))
    connection.executemany(_ADD_AGENCY, [{"assignment_id": assignment.id, "agency_id": a} for a in agency_ids])


def assignments_of(connection: Connection, agency_id: str) -> list[Assignment]:
    """Assignments of this agency or of any agency above it."""
    return [Assignment(**dict(row)) for row in rows(connection, _OF_PERSON, agency_id=agency_id)]


def all_assignments(connection: Connection) -> list[Assignment]:
    return [Assignment(**dict(row)) for row in rows(connection, _ALL)]


def find_assignment(connection: Connection, assignment_id: str) -> Assignment | None:
    row = one(connection, _GET, id=assignment_id)
    return Assignment(**dict(row)) if row else None
