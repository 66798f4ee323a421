"""Statements that change single people or many: memberships, posts, roles and numbers."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field

from people.models import Role
from people.registry.person_changes import Standing
from people.roster.models import NumberKind, PostKind
from store.database import Connection, one, rows
from store.registry.roster import begin_memberships, end_memberships, set_people
from store.schema.registry_schema import BEGINNING

_STANDINGS = (
    "SELECT person.id, person.name, person.email, home.agency_id, home.employment, "
    f"COALESCE(home.valid_from, (SELECT MAX(valid_to) FROM membership WHERE person_id = person.id), '{BEGINNING}') AS since, "
    "(SELECT group_concat(role) FROM role_grant WHERE person_id = person.id) AS roles "
    "FROM json_each(:ids) AS asked JOIN person ON person.id = asked.value "
    "LEFT JOIN membership AS home ON home.person_id = person.id AND home.valid_to IS NULL ORDER BY person.id"
)
_DROP_POSTS = (
    "DELETE FROM post WHERE person_id = :person_id AND valid_to IS NULL AND valid_from >= :day "
    "AND (:with_acting = 1 OR kind = 'definitif')"
)
_END_POSTS = (
    "UPDATE post SET valid_to = :day WHERE person_id = :person_id AND valid_to IS NULL AND valid_from < :day "
    "AND (:with_acting = 1 OR kind = 'definitif')"
)
_POST = "SELECT id, person_id, agency_id, kind, title, valid_from FROM post WHERE id = :id AND valid_to IS NULL"
_GRANT = (
    "INSERT INTO role_grant (person_id, role, title, description) VALUES (:person_id, :role, '', '') "
    "ON CONFLICT (person_id, role) DO NOTHING"
)
_REVOKE = "DELETE FROM role_grant WHERE person_id = :person_id AND role = :role"
_ADMINISTRATORS = (
    "SELECT role_grant.person_id FROM role_grant "
    "JOIN membership ON membership.person_id = role_grant.person_id AND membership.valid_to IS NULL "
    "LEFT JOIN account ON account.person_id = role_grant.person_id "
    "WHERE role_grant.role = 'administrator' AND account.disabled_at IS NULL"
)
_NUMBER = "SELECT person_id, kind, number FROM person_number WHERE person_id = :person_id"
_TAKEN = (
    "SELECT person_id FROM person_number WHERE upper(number) = :number "
    "UNION ALL SELECT person_id FROM former_number WHERE upper(number) = :number"
)
_SET_NUMBER = "UPDATE person_number SET kind = :kind, number = :number WHERE person_id = :person_id"
_FORGET_FORMER = "DELETE FROM former_number WHERE person_id = :person_id AND upper(number) = upper(:number)"
_KEEP_FORMER = (
    "INSERT INTO former_number (person_id, kind, number, valid_to) VALUES (:person_id, :kind, :number, :valid_to)"
)


@dataclass(frozen=True)
class NumberRow:
    person_id: str
    kind: NumberKind
    number: str = field(repr=False)


@dataclass(frozen=True)
class OpenPost:
    id: str
    person_id: str
    agency_id: str
    kind: PostKind
    title: str
    valid_from: str


def standings(connection: Connection, ids: Iterable[str]) -> list[Standing]:
    """Those of the ids that are people, in the order of ids."""
    return [
        Standing(
            row["id"], row["name"], row["email"], row["agency_id"], row["employment"], row["since"],
            frozenset(row["roles"].split(",")) if row["roles"] else frozenset(),
        )
        for row in rows(connection, _STANDINGS, ids=json.dumps(sorted(set(ids))))
    ]  # fmt: skip


def move_people(connection: Connection, people: Iterable[Standing], agency_id: str, day: str) -> None:
    """Whatever began on that day is replaced; definitive posts end."""
    moved = [
        {"person_id": one.id, "day": day, "agency_id": agency_id, "employment": one.employment, "with_acting": 0}
        for one in people
    ]
    _end_posts(connection, moved)
    begin_memberships(connection, moved)


def begin_membership(connection: Connection, person_id: str, agency_id: str, employment: str, day: str) -> None:
    begun = {"person_id": person_id, "day": day, "agency_id": agency_id, "employment": employment}
    begin_memberships(connection, [begun])


def end_people(connection: Connection, people: Iterable[Standing], day: str) -> None:
    """They belong nowhere from that day on, and hold no post."""
    ended = [{"person_id": one.id, "day": day, "with_acting": 1} for one in people]
    _end_posts(connection, ended)
    end_memberships(connection, ended)


def set_person(connection: Connection, person_id: str, name: str, email: str | None) -> None:
    set_people(connection, [{"id": person_id, "name": name, "email": email}])


def grant_role(connection: Connection, people: Iterable[Standing], role: Role) -> None:
    connection.executemany(_GRANT, [{"person_id": one.id, "role": role} for one in people])


def revoke_role(connection: Connection, people: Iterable[Standing], role: Role) -> None:
    connection.executemany(_REVOKE, [{"person_id": one.id, "role": role} for one in people])


def acting_administrators(connection: Connection) -> frozenset[str]:
    """Who could administer the site now: the role, a place somewhere, and no closed account."""
    return frozenset(row["person_id"] for row in rows(connection, _ADMINISTRATORS))


def find_number(connection: Connection, person_id: str) -> NumberRow | None:
    row = one(connection, _NUMBER, person_id=person_id)
    return NumberRow(**dict(row)) if row else None


def find_owner_ever(connection: Connection, number: str) -> str | None:
    """Whose number it is, or once was."""
    row = one(connection, _TAKEN, number=number.upper())
    return row["person_id"] if row else None


def replace_number(connection: Connection, old: NumberRow, kind: NumberKind, number: str, day: str) -> None:
    """The old one is kept, so that a roster that still has it is recognised."""
    connection.execute(_FORGET_FORMER, {"person_id": old.person_id, "number": number})
    connection.execute(_SET_NUMBER, {"person_id": old.person_id, "kind": kind, "number": number})
    connection.execute(_KEEP_FORMER, vars(old) | {"valid_to": day})


def find_open_post(connection: Connection, post_id: str) -> OpenPost | None:
    row = one(connection, _POST, id=post_id)
    return OpenPost(**dict(row)) if row else None


def _end_posts(connection: Connection, ended: list[dict[str, object]]) -> None:
    connection.executemany(_DROP_POSTS, ended)
    connection.executemany(_END_POSTS, ended)
