"""Statements about everything that is kept of one person, table by table, and about how many people each table tells of."""

from __future__ import annotations

from dataclasses import dataclass

from store.database import Connection, one, rows
from store.privacy.personal_tables import HOLDINGS, Holding

_AGENCY_NAMES = "SELECT id, name FROM agency"
_PERSON = "SELECT id, name, email, origin FROM person WHERE id = :person_id"
_HOME = (
    "SELECT agency.name, agency.path FROM membership JOIN agency ON agency.id = membership.agency_id "
    "WHERE membership.person_id = :person_id AND membership.valid_to IS NULL"
)


@dataclass(frozen=True)
class Kept:
    """What one table holds of a person: column -> value, of the columns that may be shown."""

    holding: Holding
    rows: tuple[dict[str, object], ...]


@dataclass(frozen=True)
class KnownPerson:
    """``agency_name`` is None for somebody who belongs nowhere now."""

    id: str
    name: str
    email: str | None
    origin: str
    agency_name: str | None


def find_known_person(connection: Connection, person_id: str) -> KnownPerson | None:
    row = one(connection, _PERSON, person_id=person_id)
    home = one(connection, _HOME, person_id=person_id)
    return KnownPerson(**dict(row), agency_name=home["name"] if home else None) if row else None


def is_made_up(connection: Connection, person_id: str) -> bool:
    """Whether the person is one of a demo."""
    known = find_known_person(connection, person_id)
    return known is not None and known.origin == "demo"


def everything_about(connection: Connection, person_id: str) -> list[Kept]:
    """Every table of the register in its order, also those without a row."""
    return [Kept(holding, tuple(_rows(connection, holding, person_id))) for holding in HOLDINGS]


def agency_names(connection: Connection) -> dict[str, str]:
    return {row["id"]: row["name"] for row in rows(connection, _AGENCY_NAMES)}


def people_of(connection: Connection, holding: Holding) -> set[str]:
    """Everybody the table tells of."""
    if holding.owner is None:
        return set()
    sql = f"SELECT DISTINCT {holding.owner} AS id FROM {holding.table} {holding.joined}"
    return {row["id"] for row in rows(connection, sql) if row["id"] is not None}


def _rows(connection: Connection, holding: Holding, person_id: str) -> list[dict[str, object]]:
    shown = [f'"{name}"' for name in holding.columns if name not in holding.hidden]
    sql = f"SELECT {', '.join(shown)} FROM {holding.table} WHERE {holding.whose}"
    return [dict(row) for row in connection.execute(sql, {"person_id": person_id})]
