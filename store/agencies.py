"""Statements about the agency tree."""

from __future__ import annotations

from collections.abc import Iterable

from people.models import Agency
from store.database import Connection, one, rows

_COLUMNS = "id, parent_id, name, kind, path, report_id"
_GET = f"SELECT {_COLUMNS} FROM agency WHERE id = :id"
_BELOW = f"SELECT {_COLUMNS} FROM agency WHERE path >= :path AND path < :path_end ORDER BY path"
_CHILDREN = f"SELECT {_COLUMNS} FROM agency WHERE parent_id = :parent_id ORDER BY name"
_ROOTS = f"SELECT {_COLUMNS} FROM agency WHERE parent_id IS NULL ORDER BY name"
_ADD = f"INSERT INTO agency ({_COLUMNS}) VALUES (:id, :parent_id, :name, :kind, :path, :report_id)"
_COUNT = "SELECT COUNT(*) AS n FROM agency"


def find_agency(connection: Connection, agency_id: str) -> Agency | None:
    row = one(connection, _GET, id=agency_id)
    return Agency(**dict(row)) if row else None


def agencies_below(connection: Connection, path: str) -> list[Agency]:
    """The agency at ``path`` and everything under it, parents first."""
    return [Agency(**dict(row)) for row in rows(connection, _BELOW, path=path, path_end=end_of(path))]


def children_of(connection: Connection, parent_id: str) -> list[Agency]:
    return [Agency(**dict(row)) for row in rows(connection, _CHILDREN, parent_id=parent_id)]


def root_agencies(connection: Connection) -> list[Agency]:
    return [Agency(**dict(row)) for row in rows(connection, _ROOTS)]


def add_agencies(connection: Connection, agencies: Iterable[Agency]) -> None:
    connection.executemany(_ADD, [vars(agency) for agency in agencies])


def count_agencies(connection: Connection) -> int:
    return one(connection, _COUNT)["n"]


def end_of(path: str) -> str:
    """Upper bound of the paths that start with ``path`` (which ends in ``/``; ``0`` follows ``/`` in ASCII)."""
    return path[:-1] + "0"
