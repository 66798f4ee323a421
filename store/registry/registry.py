"""Statements about dated agencies: what the tree was on a day, and how its spans begin and end."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from people.registry.agency_tree import AgencyAsOf, ParentSpan, with_paths
from store.database import Connection, one, rows
from store.registry.agencies import end_of

_TREE = (
    "SELECT span.agency_id AS id, span.code, up.parent_id, named.name, named.kind FROM agency_span AS span "
    "JOIN agency_name AS named ON named.agency_id = span.agency_id "
    "AND named.valid_from <= :day AND (named.valid_to IS NULL OR named.valid_to > :day) "
    "JOIN agency_parent AS up ON up.agency_id = span.agency_id "
    "AND up.valid_from <= :day AND (up.valid_to IS NULL OR up.valid_to > :day) "
    "WHERE span.opened_on <= :day AND (span.closed_on IS NULL OR span.closed_on > :day)"
)
_LIFE = "SELECT agency_id, code, opened_on, closed_on FROM agency_span WHERE agency_id = :id"
_LIVES = "SELECT agency_id, code, opened_on, closed_on FROM agency_span"
_BY_CODE = "SELECT agency_id FROM agency_span WHERE code = :code"
_LAST_NAME = "SELECT MAX(valid_from) AS day FROM agency_name WHERE agency_id = :id"
_LAST_PARENT = "SELECT MAX(valid_from) AS day FROM agency_parent WHERE agency_id = :id"
_SPANS = (
    "SELECT agency_id, parent_id, valid_from, valid_to FROM agency_parent WHERE valid_to IS NULL OR valid_to > :day"
)
_CHILD_SPANS = (
    "SELECT agency_id, parent_id, valid_from, valid_to FROM agency_parent "
    "WHERE parent_id = :id AND (valid_to IS NULL OR valid_to > :day)"
)
_NAME_HISTORY = "SELECT valid_from, valid_to, name, kind FROM agency_name WHERE agency_id = :id ORDER BY valid_from"
_END_NAME = "UPDATE agency_name SET valid_to = :day WHERE agency_id = :id AND valid_to IS NULL"
_ADD_NAME = (
    "INSERT INTO agency_name (agency_id, valid_from, name, kind) VALUES (:id, :day, :name, :kind) "
    "ON CONFLICT (agency_id, valid_from) DO UPDATE SET name = excluded.name, kind = excluded.kind, valid_to = NULL"
)
_END_OLDER_NAME = (
    "UPDATE agency_name SET valid_to = :day WHERE agency_id = :id AND valid_to IS NULL AND valid_from < :day"
)
_END_OLDER_PARENT = (
    "UPDATE agency_parent SET valid_to = :day WHERE agency_id = :id AND valid_to IS NULL AND valid_from < :day"
)
_END_PARENT = "UPDATE agency_parent SET valid_to = :day WHERE agency_id = :id AND valid_to IS NULL"
_ADD_PARENT = (
    "INSERT INTO agency_parent (agency_id, valid_from, parent_id) VALUES (:id, :day, :parent_id) "
    "ON CONFLICT (agency_id, valid_from) DO UPDATE SET parent_id = excluded.parent_id, valid_to = NULL"
)
_CLOSE = "UPDATE agency_span SET closed_on = :day WHERE agency_id = :id"
_SUCCESSION = (
    "INSERT INTO agency_succession (from_id, to_id, happened_on, kind) VALUES (:from_id, :to_id, :day, :kind) "
    "ON CONFLICT (from_id, to_id, happened_on) DO NOTHING"
)
_SUCCESSORS = "SELECT to_id, happened_on, kind FROM agency_succession WHERE from_id = :id ORDER BY happened_on, to_id"
_RENAME_NOW = "UPDATE agency SET name = :name, kind = :kind WHERE id = :id"
_HANG_NOW = "UPDATE agency SET parent_id = :parent_id WHERE id = :id"
_PLACE_NOW = "UPDATE agency SET path = :path, report_id = :report_id WHERE id = :id"
_EVIDENCE = (  # one walk over the evidence, however many agencies are asked about
    "SELECT 1 FROM (SELECT agency_id FROM attempt UNION ALL SELECT agency_id FROM dilemma_run) WHERE agency_id IN ({}) LIMIT 1"
)
_EVIDENCE_UNDER = _EVIDENCE.format("SELECT id FROM agency WHERE path >= :path AND path < :path_end")
_EVIDENCE_IN = _EVIDENCE.format("SELECT value FROM json_each(:ids)")


@dataclass(frozen=True)
class AgencyLife:
    """When an agency began and, if it did, ended; ``closed_on`` is the first day without it."""

    agency_id: str
    code: str
    opened_on: str
    closed_on: str | None


def tree_as_of(connection: Connection, day: str) -> tuple[AgencyAsOf, ...]:
    """Every agency open on that day under the name and the parent it had then, parents first."""
    return with_paths(AgencyAsOf(**dict(row), path="") for row in rows(connection, _TREE, day=day))


def find_life(connection: Connection, agency_id: str) -> AgencyLife | None:
    row = one(connection, _LIFE, id=agency_id)
    return AgencyLife(**dict(row)) if row else None


def agency_lives(connection: Connection) -> list[AgencyLife]:
    return [AgencyLife(**dict(row)) for row in rows(connection, _LIVES)]


def find_id_of_code(connection: Connection, code: str) -> str | None:
    row = one(connection, _BY_CODE, code=code)
    return row["agency_id"] if row else None


def last_change_of_name(connection: Connection, agency_id: str) -> str:
    return one(connection, _LAST_NAME, id=agency_id)["day"]


def last_change_of_parent(connection: Connection, agency_id: str) -> str:
    return one(connection, _LAST_PARENT, id=agency_id)["day"]


def parent_spans_from(connection: Connection, day: str) -> list[ParentSpan]:
    """Whatever has not ended by ``day``, also what begins later."""
    return [ParentSpan(**dict(row)) for row in rows(connection, _SPANS, day=day)]


def child_spans_from(connection: Connection, agency_id: str, day: str) -> list[ParentSpan]:
    return [ParentSpan(**dict(row)) for row in rows(connection, _CHILD_SPANS, id=agency_id, day=day)]


def names_of(connection: Connection, agency_id: str) -> list[tuple[str, str | None, str, str]]:
    """(valid from, valid to, name, kind), the oldest first."""
    return [tuple(row) for row in rows(connection, _NAME_HISTORY, id=agency_id)]


def successors_of(connection: Connection, agency_id: str) -> list[tuple[str, str, str]]:
    """(agency id, day, ``merged`` or ``split``)."""
    return [tuple(row) for row in rows(connection, _SUCCESSORS, id=agency_id)]


def set_name_from(connection: Connection, agency_id: str, day: str, name: str, kind: str) -> None:
    """From ``day`` on, and now; ``day`` is not before the last change."""
    connection.execute(_END_OLDER_NAME, {"id": agency_id, "day": day})
    connection.execute(_ADD_NAME, {"id": agency_id, "day": day, "name": name, "kind": kind})
    connection.execute(_RENAME_NOW, {"id": agency_id, "name": name, "kind": kind})


def set_parent_from(connection: Connection, agency_id: str, day: str, parent_id: str | None) -> None:
    """From ``day`` on; the present tree is moved by ``hang_now``."""
    connection.execute(_END_OLDER_PARENT, {"id": agency_id, "day": day})
    connection.execute(_ADD_PARENT, {"id": agency_id, "day": day, "parent_id": parent_id})


def close_from(connection: Connection, agency_id: str, day: str) -> None:
    for statement in (_CLOSE, _END_NAME, _END_PARENT):
        connection.execute(statement, {"id": agency_id, "day": day})


def add_succession(connection: Connection, from_id: str, to_id: str, day: str, kind: str) -> None:
    connection.execute(_SUCCESSION, {"from_id": from_id, "to_id": to_id, "day": day, "kind": kind})


def has_evidence(connection: Connection, path: str) -> bool:
    """Whether anybody took a quiz or a dilemma as a member of the agency at ``path`` or one below it."""
    return one(connection, _EVIDENCE_UNDER, path=path, path_end=end_of(path)) is not None


def have_evidence(connection: Connection, agency_ids: Iterable[str]) -> bool:
    """Whether anybody took a quiz or a dilemma as a member of one of these very agencies."""
    ids = json.dumps(list(agency_ids))
    return ids != "[]" and one(connection, _EVIDENCE_IN, ids=ids) is not None


def hang_now(connection: Connection, agency_id: str, parent_id: str | None) -> None:
    connection.execute(_HANG_NOW, {"id": agency_id, "parent_id": parent_id})


def place_now(connection: Connection, agency_id: str, path: str, report_id: str) -> None:
    connection.execute(_PLACE_NOW, {"id": agency_id, "path": path, "report_id": report_id})
