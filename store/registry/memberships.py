"""Statements about dated memberships and posts: who belonged where on a day, and who moves when an agency ends.

A person has one membership at a time, which is where they count; posts (definitif, plt, plh) may be several.
"""

from __future__ import annotations

from dataclasses import dataclass

from people.models import Employment
from people.roster.models import PostKind
from store.database import Connection, one, rows

_AS_OF = (
    "SELECT person_id, agency_id, employment FROM membership "
    "WHERE valid_from <= :day AND (valid_to IS NULL OR valid_to > :day) ORDER BY person_id"
)
_HEADCOUNT_AS_OF = (
    "SELECT agency_id, employment, COUNT(*) AS n FROM membership "
    "WHERE valid_from <= :day AND (valid_to IS NULL OR valid_to > :day) GROUP BY agency_id, employment"
)
_POSTS_AS_OF = (
    "SELECT person_id, agency_id, kind, title FROM post "
    "WHERE valid_from <= :day AND (valid_to IS NULL OR valid_to > :day) ORDER BY person_id, kind, agency_id, title"
)
_FROM = (
    "SELECT person_id, valid_from, valid_to, employment FROM membership "
    "WHERE agency_id = :agency_id AND (valid_to IS NULL OR valid_to > :day)"
)
_POSTS_FROM = (
    "SELECT id, person_id, kind, title, valid_from, valid_to FROM post "
    "WHERE agency_id = :agency_id AND (valid_to IS NULL OR valid_to > :day)"
)
_END = "UPDATE membership SET valid_to = :day WHERE person_id = :person_id AND valid_from = :valid_from"
_RELOCATE = "UPDATE membership SET agency_id = :agency_id WHERE person_id = :person_id AND valid_from = :valid_from"
_ADD = (
    "INSERT INTO membership (person_id, valid_from, valid_to, agency_id, employment) "
    "VALUES (:person_id, :valid_from, :valid_to, :agency_id, :employment)"
)
_END_POST = "UPDATE post SET valid_to = :day WHERE id = :id"
_RELOCATE_POST = "UPDATE post SET agency_id = :agency_id WHERE id = :id"
_ADD_POST = (
    "INSERT INTO post (id, person_id, agency_id, kind, title, valid_from, valid_to) "
    "VALUES (:id, :person_id, :agency_id, :kind, :title, :valid_from, :valid_to)"
)
_IN_USE = (
    "SELECT EXISTS (SELECT 1 FROM membership WHERE agency_id = :agency_id AND (valid_to IS NULL OR valid_to > :day)) "
    "OR EXISTS (SELECT 1 FROM post WHERE agency_id = :agency_id AND (valid_to IS NULL OR valid_to > :day)) AS used"
)


@dataclass(frozen=True)
class MembershipAsOf:
    person_id: str
    agency_id: str
    employment: Employment


@dataclass(frozen=True)
class PostAsOf:
    person_id: str
    agency_id: str
    kind: PostKind
    title: str


@dataclass(frozen=True)
class PostRow:
    id: str
    person_id: str
    agency_id: str
    kind: PostKind
    title: str
    valid_from: str
    valid_to: str | None


def memberships_as_of(connection: Connection, day: str) -> list[MembershipAsOf]:
    """Where each person counted on that day: at most one place each."""
    return [MembershipAsOf(*tuple(row)) for row in rows(connection, _AS_OF, day=day)]


def posts_as_of(connection: Connection, day: str) -> list[PostAsOf]:
    return [PostAsOf(*tuple(row)) for row in rows(connection, _POSTS_AS_OF, day=day)]


def headcount_as_of(connection: Connection, day: str) -> dict[tuple[str, Employment], int]:
    """(agency id, employment) -> people who belonged there on that day."""
    found = rows(connection, _HEADCOUNT_AS_OF, day=day)
    return {(row["agency_id"], row["employment"]): row["n"] for row in found}


def is_in_use_from(connection: Connection, agency_id: str, day: str) -> bool:
    """Whether anybody belongs to the agency, or holds a post there, on ``day`` or later."""
    return bool(one(connection, _IN_USE, agency_id=agency_id, day=day)["used"])


def relocate_members(connection: Connection, from_id: str, to_id: str, day: str) -> list[str]:
    """Everybody of one agency belongs to the other from ``day`` on; the days before stay as they were.

    Returns the ids of the people, in order.
    """
    found = rows(connection, _FROM, agency_id=from_id, day=day)
    for row in found:
        key = {"person_id": row["person_id"], "valid_from": row["valid_from"]}
        if row["valid_from"] >= day:
            connection.execute(_RELOCATE, key | {"agency_id": to_id})
            continue
        connection.execute(_END, key | {"day": day})
        connection.execute(_ADD, dict(row) | {"valid_from": day, "agency_id": to_id})
    return sorted({row["person_id"] for row in found})


def posts_from(connection: Connection, agency_id: str, day: str) -> list[PostRow]:
    found = rows(connection, _POSTS_FROM, agency_id=agency_id, day=day)
    return [PostRow(**dict(row), agency_id=agency_id) for row in found]


def relocate_post(connection: Connection, post: PostRow, to_id: str, day: str, fresh_id: str) -> None:
    """``fresh_id`` names the part of the post that is spent in the other agency."""
    if post.valid_from >= day:
        connection.execute(_RELOCATE_POST, {"id": post.id, "agency_id": to_id})
        return
    connection.execute(_END_POST, {"id": post.id, "day": day})
    connection.execute(_ADD_POST, vars(post) | {"id": fresh_id, "agency_id": to_id, "valid_from": day})
