"""Statements about supervision: the subtrees one person answers for, now and before."""

from __future__ import annotations

from dataclasses import dataclass

from people.models import Agency
from store.database import Connection, one, rows

_IN_FORCE = (
    "SELECT DISTINCT agency.id, agency.parent_id, agency.name, agency.kind, agency.path, agency.report_id "
    "FROM supervision JOIN agency ON agency.id = supervision.agency_id WHERE supervision.person_id = :person_id "
    "AND supervision.valid_from <= :day AND (supervision.valid_to IS NULL OR supervision.valid_to > :day) "
    "ORDER BY agency.path"
)
_HAS_BEGUN = "SELECT 1 FROM supervision WHERE person_id = :person_id AND valid_from <= :day LIMIT 1"
_COLUMNS = (
    "SELECT supervision.id, supervision.person_id, supervision.agency_id, agency.name AS agency_name, "
    "supervision.valid_from, supervision.valid_to, supervision.set_by, supervision.set_at "
    "FROM supervision JOIN agency ON agency.id = supervision.agency_id "
)
_OF_PERSON = _COLUMNS + "WHERE supervision.person_id = :person_id ORDER BY supervision.valid_from, supervision.id"
_GET = _COLUMNS + "WHERE supervision.id = :id"
_ADD = (
    "INSERT INTO supervision (id, person_id, agency_id, valid_from, valid_to, set_by, set_at) "
    "VALUES (:id, :person_id, :agency_id, :valid_from, :valid_to, :set_by, :set_at)"
)
_END = "UPDATE supervision SET valid_to = :day WHERE id = :id"


@dataclass(frozen=True)
class SupervisionRow:
    """One subtree given to one person. ``valid_to`` is the first day without it."""

    id: str
    person_id: str
    agency_id: str
    agency_name: str
    valid_from: str
    valid_to: str | None
    set_by: str
    set_at: str

    def is_in_force(self, day: str) -> bool:
        return self.valid_from <= day and not self.is_over(day)

    def is_over(self, day: str) -> bool:
        return self.valid_to is not None and self.valid_to <= day


def subtrees_of(connection: Connection, person_id: str, day: str) -> list[Agency]:
    """The heads of the subtrees given to the person and in force on that day, as the tree is now; parents first."""
    return [Agency(**dict(row)) for row in rows(connection, _IN_FORCE, person_id=person_id, day=day)]


def has_begun(connection: Connection, person_id: str, day: str) -> bool:
    """Whether any subtree was ever given to the person with effect by that day, also one that has ended."""
    return one(connection, _HAS_BEGUN, person_id=person_id, day=day) is not None


def supervision_rows(connection: Connection, person_id: str) -> list[SupervisionRow]:
    """The oldest first."""
    return [SupervisionRow(**dict(row)) for row in rows(connection, _OF_PERSON, person_id=person_id)]


def find_supervision(connection: Connection, supervision_id: str) -> SupervisionRow | None:
    row = one(connection, _GET, id=supervision_id)
    return SupervisionRow(**dict(row)) if row else None


def add_supervision(connection: Connection, row: SupervisionRow) -> None:
    facts = vars(row).copy()
    del facts["agency_name"]
    connection.execute(_ADD, facts)


def end_supervision(connection: Connection, supervision_id: str, day: str) -> None:
    connection.execute(_END, {"id": supervision_id, "day": day})
