"""Statements behind the page of agencies: found by name (also a former one) or code, who leads them, what they became."""

from __future__ import annotations

from dataclasses import dataclass

from people.roster.models import PostKind
from store.database import Connection, rows
from store.patterns import containing

_FOUND = (
    "SELECT span.agency_id AS id, span.code, agency.name, agency.kind, up.name AS parent_name, span.closed_on, "
    "(SELECT old.name FROM agency_name AS old WHERE old.agency_id = span.agency_id AND old.name <> agency.name "
    "AND lower(old.name) GLOB :pattern ORDER BY old.valid_from DESC LIMIT 1) AS former_name "
    "FROM agency_span AS span JOIN agency ON agency.id = span.agency_id LEFT JOIN agency AS up ON up.id = agency.parent_id "
    "WHERE (:with_closed OR span.closed_on IS NULL) AND (lower(span.code) GLOB :pattern "
    "OR EXISTS (SELECT 1 FROM agency_name AS old WHERE old.agency_id = span.agency_id AND lower(old.name) GLOB :pattern)) "
    "ORDER BY span.closed_on IS NOT NULL, agency.name, span.agency_id LIMIT :limit"
)
_POSTS = (
    "SELECT person.name, post.kind, post.title FROM post JOIN person ON person.id = post.person_id "
    "WHERE post.agency_id = :id AND post.valid_from <= :day AND (post.valid_to IS NULL OR post.valid_to > :day) "
    "ORDER BY post.kind, post.title, person.name"
)
_SUCCESSIONS = (
    "SELECT other.name, step.happened_on, step.kind, {} AS is_successor FROM agency_succession AS step "
    "JOIN agency AS other ON other.id = step.{} WHERE step.{} = :id"
)
_RELATED = (
    f"{_SUCCESSIONS.format(1, 'to_id', 'from_id')} UNION ALL {_SUCCESSIONS.format(0, 'from_id', 'to_id')} ORDER BY 2, 1"
)


@dataclass(frozen=True)
class FoundAgency:
    """``former_name``: an earlier name that fits what was searched."""

    id: str
    code: str
    name: str
    kind: str
    parent_name: str | None
    closed_on: str | None
    former_name: str | None


@dataclass(frozen=True)
class HeldPost:
    person_name: str
    kind: PostKind
    title: str


@dataclass(frozen=True)
class Succession:
    """Another agency that this one became (``is_successor``) or came from, ``merged`` or ``split`` on that day."""

    name: str
    happened_on: str
    kind: str
    is_successor: bool


def search_agencies(connection: Connection, part: str, limit: int, *, with_closed: bool) -> list[FoundAgency]:
    """Open ones first, by name. An empty part finds all."""
    found = rows(connection, _FOUND, pattern=containing(part), limit=limit, with_closed=int(with_closed))
    return [FoundAgency(**dict(row)) for row in found]


def posts_held(connection: Connection, agency_id: str, day: str) -> list[HeldPost]:
    return [HeldPost(*tuple(row)) for row in rows(connection, _POSTS, id=agency_id, day=day)]


def related_agencies(connection: Connection, agency_id: str) -> list[Succession]:
    """The oldest first."""
    return [Succession(*tuple(row)[:3], bool(row["is_successor"])) for row in rows(connection, _RELATED, id=agency_id)]
