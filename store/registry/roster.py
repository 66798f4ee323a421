"""Statements of a roster import: everybody as they are now, and the many rows it writes at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from people.roster.plan import Known, Post, Unit
from store.database import Connection, rows
from store.registry.agencies import end_of

_KNOWN = (
    "SELECT who.number, person.id, person.name, person.email, home.agency_id, home.employment, home.valid_from "
    "FROM person_number AS who JOIN person ON person.id = who.person_id "
    "LEFT JOIN membership AS home ON home.person_id = who.person_id AND home.valid_to IS NULL "
    "ORDER BY who.person_id"  # in the order of the tables: four times as fast as in the order of numbers
)
_FORMER = (
    "SELECT former_number.number, who.number AS present FROM former_number "
    "JOIN person_number AS who ON who.person_id = former_number.person_id"
)
_LEFT_ON = "SELECT person_id, MAX(valid_to) AS day FROM membership WHERE valid_to IS NOT NULL GROUP BY person_id"
_ADMINISTRATORS = "SELECT person_id FROM role_grant WHERE role = 'administrator'"
_POSTS = "SELECT id, person_id, agency_id, kind, title, valid_from FROM post WHERE valid_to IS NULL"
_UNITS = (
    "SELECT span.code, span.agency_id, span.opened_on FROM agency_span AS span "
    "JOIN agency ON agency.id = span.agency_id WHERE span.closed_on IS NULL"
)
_UNITS_BELOW = _UNITS + " AND agency.path >= :path AND agency.path < :path_end"

_ADD_PERSON = "INSERT INTO person (id, name, origin, email) VALUES (:id, :name, 'real', :email)"
_ADD_NUMBER = "INSERT INTO person_number (person_id, kind, number) VALUES (:id, :kind, :number)"
_ADD_ROLE = (
    "INSERT INTO role_grant (person_id, role, title, description) VALUES (:id, 'learner', '', '') "
    "ON CONFLICT (person_id, role) DO NOTHING"
)
_ADD_MEMBERSHIP = (
    "INSERT INTO membership (person_id, valid_from, agency_id, employment) "
    "VALUES (:person_id, :day, :agency_id, :employment)"
)
_SET_PERSON = "UPDATE person SET name = :name, email = :email WHERE id = :id"
_END_OLDER = (
    "UPDATE membership SET valid_to = :day WHERE person_id = :person_id AND valid_to IS NULL AND valid_from < :day"
)
_DROP_SAME_DAY = "DELETE FROM membership WHERE person_id = :person_id AND valid_to IS NULL AND valid_from >= :day"
_END_POST = "UPDATE post SET valid_to = :day WHERE id = :id AND valid_from < :day"
_DROP_POST = "DELETE FROM post WHERE id = :id AND valid_to IS NULL AND valid_from >= :day"
_ADD_POST = (
    "INSERT INTO post (id, person_id, agency_id, kind, title, valid_from) "
    "VALUES (:id, :person_id, :agency_id, :kind, :title, :day)"
)

Rows = Iterable[dict[str, Any]]


def known_people(connection: Connection, beginning: str) -> dict[str, Known]:
    """Number in capitals -> the person as they are now; ``beginning`` stands for people who never belonged anywhere."""
    posts: dict[str, list[Post]] = defaultdict(list)
    for row in connection.execute(_POSTS):
        posts[row["person_id"]].append(Post(row["agency_id"], row["kind"], row["title"]))
    nothing: frozenset[Post] = frozenset()
    found = {}
    administrators = {row["person_id"] for row in connection.execute(_ADMINISTRATORS)}
    left_on = {row["person_id"]: row["day"] for row in connection.execute(_LEFT_ON)}
    for number, person_id, name, email, agency_id, employment, since in connection.execute(_KNOWN):
        held = frozenset(posts[person_id]) if person_id in posts else nothing
        day = since or left_on.get(person_id, beginning)
        is_kept = person_id in administrators
        found[number.upper()] = Known(person_id, number, name, email, agency_id, employment, day, held, is_kept)
    return found


def former_numbers(connection: Connection) -> dict[str, str]:
    """A number somebody had before -> their number now, both in capitals."""
    return {row["number"].upper(): row["present"].upper() for row in rows(connection, _FORMER)}


def open_units(connection: Connection, path: str | None = None) -> dict[str, Unit]:
    """Code -> agency that is open now, of the whole registry or below ``path``."""
    found = (
        rows(connection, _UNITS) if path is None else rows(connection, _UNITS_BELOW, path=path, path_end=end_of(path))
    )
    return {code: Unit(agency_id, opened_on) for code, agency_id, opened_on in found}


def present_post_ids(connection: Connection) -> dict[tuple[str, str, str, str], list[str]]:
    """(person, agency, kind, title) -> ids of the posts held now."""
    found: dict[tuple[str, str, str, str], list[str]] = defaultdict(list)
    for row in connection.execute(_POSTS):
        found[row["person_id"], row["agency_id"], row["kind"], row["title"]].append(row["id"])
    return found


def make_room(connection: Connection) -> None:
    """64 MB of page cache for this connection: large imports touch every page of a few indexes again and again."""
    connection.execute("PRAGMA cache_size = -65536")


def add_people(connection: Connection, people: Rows) -> None:
    """Each with its number and the learner's role."""
    added = list(people)
    for statement in (_ADD_PERSON, _ADD_NUMBER, _ADD_ROLE):
        connection.executemany(statement, added)


def set_people(connection: Connection, people: Rows) -> None:
    connection.executemany(_SET_PERSON, people)


def begin_memberships(connection: Connection, memberships: Rows) -> None:
    """The one before ends on that day; one that began on that day or later was a mistake and is replaced."""
    begun = list(memberships)
    end_memberships(connection, begun)
    connection.executemany(_ADD_MEMBERSHIP, begun)


def end_memberships(connection: Connection, memberships: Rows) -> None:
    ended = list(memberships)
    connection.executemany(_DROP_SAME_DAY, ended)
    connection.executemany(_END_OLDER, ended)


def add_memberships(connection: Connection, memberships: Rows) -> None:
    """Of people who belong nowhere yet."""
    connection.executemany(_ADD_MEMBERSHIP, memberships)


def end_posts(connection: Connection, posts: Rows) -> None:
    ended = list(posts)
    connection.executemany(_DROP_POST, ended)
    connection.executemany(_END_POST, ended)


def add_posts(connection: Connection, posts: Rows) -> None:
    connection.executemany(_ADD_POST, posts)
