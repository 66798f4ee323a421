"""Statements about the agency tree."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from people.models import Agency
from store.database import Connection, one, rows
from store.schema.registry_schema import BEGINNING

_COLUMNS = "id, parent_id, name, kind, path, report_id"
_GET = f"SELECT {_COLUMNS} FROM agency WHERE id = :id"
_BELOW = f"SELECT {_COLUMNS} FROM agency WHERE path >= :path AND path < :path_end ORDER BY path"
_CHILDREN = f"SELECT {_COLUMNS} FROM agency WHERE parent_id = :parent_id ORDER BY name"
_ROOTS = f"SELECT {_COLUMNS} FROM agency WHERE parent_id IS NULL ORDER BY name"
_ADD = f"INSERT INTO agency ({_COLUMNS}) VALUES (:id, :parent_id, :name, :kind, :path, :report_id)"
_ADD_SPAN = "INSERT INTO agency_span (agency_id, code, opened_on) VALUES (:id, :code, :opened_on)"
_ADD_NAME = "INSERT INTO agency_name (agency_id, valid_from, name, kind) VALUES (:id, :opened_on, :name, :kind)"
_ADD_PARENT = "INSERT INTO agency_parent (agency_id, valid_from, parent_id) VALUES (:id, :opened_on, :parent_id)"
_PATHS = "SELECT id, path FROM agency"
_COUNT = "SELECT COUNT(*) AS n FROM agency"


def find_agency(connection: Connection, agency_id: str) -> Agency | None:
    row = one(connection, _GET, id=agency_id)
    return Agency(**dict(row)) if row else None


def agencies_below(connection: Connection, path: str) -> list[Agency]:
    """The agency at ``path`` and everything under it, parents first."""
    return [Agency(**dict(row)) for row in rows(connection, _BELOW, path=path, path_end=end_of(path))]


def children_of(connection: Connection, parent_id: str) -> list[Agency]:
    return [Agency(**dict(row)) for row in rows(connection, _CHILDREN, parent_id=parent_id)]


def all_paths(connection: Connection) -> dict[str, str]:
    """Agency id -> path, of every tree."""
    return {row["id"]: row["path"] for row in rows(connection, _PATHS)}


def root_agencies(connection: Connection) -> list[Agency]:
    return [Agency(**dict(row)) for row in rows(connection, _ROOTS)]


def add_agencies(
    connection: Connection,
    agencies: Iterable[Agency],
    codes: Mapping[str, str] | None = None,
    opened_on: str = BEGINNING,
) -> None:
    """Parents first. ``codes``: agency id -> code; an agency without one gets its id as code."""
    added = [
        vars(agency) | {"code": (codes or {}).get(agency.id, agency.id), "opened_on": opened_on} for agency in agencies
    ]
    for statement in (_ADD, _ADD_SPAN, _ADD_NAME, _ADD_PARENT):
        connection.executemany(statement, added)


def count_agencies(connection: Connection) -> int:
    return one(connection, _COUNT)["n"]


def end_of(path: str) -> str:
    """Upper bound of the paths that start with ``path`` (which ends in ``/``; ``0`` follows ``/`` in ASCII)."""
    return path[:-1] + "0"
