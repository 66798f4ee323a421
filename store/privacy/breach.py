"""Statements behind the scope of a breach: who was known in a span of time, where, and what is kept of them."""

from __future__ import annotations

from dataclasses import dataclass, field

from people.privacy.personal_data import GroupId
from store.database import Connection, rows
from store.privacy.own_data import people_of
from store.privacy.personal_tables import HOLDINGS
from store.registry.agencies import end_of

_KNOWN = (
    "SELECT person.id, person.name, COALESCE(who.number, '') AS number, COALESCE(person.email, '') AS email, "
    "COALESCE(agency.name, 'tanpa unit') AS agency, COALESCE(agency.path, '') AS path FROM person "
    "LEFT JOIN person_number AS who ON who.person_id = person.id "
    "LEFT JOIN membership AS home ON home.person_id = person.id AND home.valid_from = "
    "(SELECT MAX(valid_from) FROM membership WHERE person_id = person.id AND valid_from <= :until_day) "
    "LEFT JOIN agency ON agency.id = home.agency_id "
    "WHERE NOT EXISTS (SELECT 1 FROM erasure WHERE erasure.person_id = person.id) AND (home.person_id IS NOT NULL "
    "OR NOT EXISTS (SELECT 1 FROM membership WHERE membership.person_id = person.id)) "
    "ORDER BY agency.path, person.name, person.id"
)
_BELONGED = (
    "SELECT DISTINCT membership.person_id FROM membership JOIN agency ON agency.id = membership.agency_id "
    "WHERE agency.path >= :path AND agency.path < :path_end AND membership.valid_from <= :until_day "
    "AND (membership.valid_to IS NULL OR membership.valid_to > :since_day)"
)


@dataclass(frozen=True)
class KnownThen:
    """Somebody the site knew by the end of the span; ``agency`` is where they belonged then."""

    id: str
    name: str = field(repr=False)
    number: str = field(repr=False)
    email: str = field(repr=False)
    agency: str
    path: str


def known_by(connection: Connection, until_day: str) -> list[KnownThen]:
    """Everybody with an identity today who was known by that day, unit by unit."""
    return [KnownThen(*tuple(row)) for row in rows(connection, _KNOWN, until_day=until_day)]


def belonged_between(connection: Connection, path: str, since_day: str, until_day: str) -> set[str]:
    """Whoever belonged to the subtree on any day of the span."""
    found = rows(
        connection, _BELONGED, path=path, path_end=end_of(path), since_day=since_day, until_day=until_day
    )  # fmt: skip
    return {row["person_id"] for row in found}


def groups_of_everybody(connection: Connection) -> dict[GroupId, set[str]]:
    """Kind of data -> everybody of whom the site keeps any."""
    found: dict[GroupId, set[str]] = {}
    for holding in HOLDINGS:
        found.setdefault(holding.group, set()).update(people_of(connection, holding))
    return found
