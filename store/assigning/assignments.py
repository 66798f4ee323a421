"""Statements about assignments: which course is due for which agencies by when."""

from __future__ import annotations

from dataclasses import dataclass

from store.database import Connection

_ADD = "INSERT INTO assignment (id, course_id, title, opens_on, due_on) VALUES (:id, :course_id, :title, :opens_on, :due_on)"
_ADD_AGENCY = "INSERT INTO assignment_agency (assignment_id, agency_id) VALUES (:assignment_id, :agency_id)"


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
