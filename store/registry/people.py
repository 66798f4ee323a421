"""Statements about people, their memberships and their roles."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from people.models import Employment, Person, Role
from store.database import Connection, one, rows
from store.registry.agencies import end_of

_ADD_PERSON = "INSERT INTO person (id, name, origin) VALUES (:id, :name, :origin)"
_ADD_MEMBERSHIP = (
    "INSERT INTO membership (person_id, valid_from, agency_id, employment) "
    "VALUES (:person_id, :valid_from, :agency_id, :employment)"
)
_ADD_ROLE = (
    "INSERT INTO role_grant (person_id, role, title, description) VALUES (:person_id, :role, :title, :description)"
)
_FIND = (
    "SELECT person.id, person.name, membership.employment, membership.agency_id FROM person "
    "JOIN membership ON membership.person_id = person.id AND membership.valid_to IS NULL WHERE person.id = :id"
)
_ROLES = (
    "SELECT role_grant.person_id, person.name, role_grant.role, role_grant.title, role_grant.description "
    "FROM role_grant JOIN person ON person.id = role_grant.person_id ORDER BY role_grant.person_id, role_grant.role"
)
_HAS_ROLE = "SELECT 1 FROM role_grant WHERE person_id = :person_id AND role = :role"
_HEADCOUNT = (
    "SELECT agency_id, employment, COUNT(*) AS n FROM membership WHERE valid_to IS NULL "
    "AND agency_id IN (SELECT id FROM agency WHERE path >= :path AND path < :path_end) GROUP BY agency_id, employment"
)
_REAL = "SELECT 1 FROM person WHERE origin = 'real' LIMIT 1"
_COUNT = "SELECT COUNT(*) AS n FROM person"


@dataclass(frozen=True)
class RoleGrant:
    person_id: str
    name: str
    role: Role
    title: str
    description: str


def add_people(connection: Connection, people: Iterable[Person], origin: str, valid_from: str) -> None:
    records = list(people)
    connection.executemany(_ADD_PERSON, [{"id": p.id, "name": p.name, "origin": origin} for p in records])
    connection.executemany(
        _ADD_MEMBERSHIP,
        [
            {"person_id": p.id, "valid_from": valid_from, "agency_id": p.agency_id, "employment": p.employment}
            for p in records
        ],
    )


def find_person(connection: Connection, person_id: str) -> Person | None:
    row = one(connection, _FIND, id=person_id)
    return Person(**dict(row)) if row else None


def add_role(connection: Connection, grant: RoleGrant) -> None:
    parameters = vars(grant).copy()
    del parameters["name"]
    connection.execute(_ADD_ROLE, parameters)


def role_grants(connection: Connection) -> list[RoleGrant]:
    return [RoleGrant(**dict(row)) for row in rows(connection, _ROLES)]


def has_role(connection: Connection, person_id: str, role: Role) -> bool:
    return one(connection, _HAS_ROLE, person_id=person_id, role=role) is not None


def headcount(connection: Connection, path: str) -> dict[tuple[str, Employment], int]:
    """(agency id, employment) -> people who belong there now, for the subtree at ``path``."""
    found = rows(connection, _HEADCOUNT, path=path, path_end=end_of(path))
    return {(row["agency_id"], row["employment"]): row["n"] for row in found}


def count_people(connection: Connection) -> int:
    return one(connection, _COUNT)["n"]


def has_real_people(connection: Connection) -> bool:
    return one(connection, _REAL) is not None
