"""Statements behind the list of people: found by name or by number, a page at a time, in the order of names."""

from __future__ import annotations

from dataclasses import dataclass

from people.models import Employment
from store.database import Connection, one, rows

_COLUMNS = (
    "SELECT person.id, person.name, who.number, agency.name AS agency_name, home.employment FROM person "
    "LEFT JOIN person_number AS who ON who.person_id = person.id "
    "LEFT JOIN membership AS home ON home.person_id = person.id AND home.valid_to IS NULL "
    "LEFT JOIN agency ON agency.id = home.agency_id "
)
_PAGE = _COLUMNS + (
    "WHERE person.id IN (SELECT id FROM person ORDER BY name, id LIMIT :limit OFFSET :offset) ORDER BY person.name, person.id"
)
_PAGE_NAMED = _COLUMNS + (
    "WHERE person.id IN (SELECT id FROM person WHERE lower(name) LIKE :pattern ESCAPE '!' ORDER BY name, id "
    "LIMIT :limit OFFSET :offset) ORDER BY person.name, person.id"
)
_NUMBERED = _COLUMNS + "WHERE person.id = (SELECT person_id FROM person_number WHERE upper(number) = :number)"
_COUNT = "SELECT COUNT(*) AS n FROM person"
_COUNT_NAMED = "SELECT COUNT(*) AS n FROM person WHERE lower(name) LIKE :pattern ESCAPE '!'"


@dataclass(frozen=True)
class DirectoryRow:
    """``agency_name`` and ``employment`` are None for somebody who has left."""

    id: str
    name: str
    number: str | None
    agency_name: str | None
    employment: Employment | None


def find_by_number(connection: Connection, number: str) -> DirectoryRow | None:
    """``number`` in capitals, without spaces."""
    row = one(connection, _NUMBERED, number=number)
    return DirectoryRow(**dict(row)) if row else None


def people_page(connection: Connection, name_part: str, limit: int, offset: int) -> list[DirectoryRow]:
    """Everybody whose name contains the part, whatever the case; an empty part finds everybody."""
    if not name_part:
        found = rows(connection, _PAGE, limit=limit, offset=offset)
    else:
        found = rows(connection, _PAGE_NAMED, pattern=_pattern(name_part), limit=limit, offset=offset)
    return [DirectoryRow(**dict(row)) for row in found]


def count_named(connection: Connection, name_part: str) -> int:
    if not name_part:
        return one(connection, _COUNT)["n"]
    return one(connection, _COUNT_NAMED, pattern=_pattern(name_part))["n"]


def _pattern(part: str) -> str:
    escaped = part.lower().replace("!", "!!").replace("%", "!%").replace("_", "!_")
    return f"%{escaped}%"
