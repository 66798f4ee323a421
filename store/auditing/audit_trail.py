"""Statements that read the audit trail deed by deed: the entries of one batch belong together, one without a batch stands alone.

Ids rise with time, so a deed's own id says when it was; nothing is sorted.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from store.auditing.audit import AuditEntry
from store.database import Connection, one, rows
from store.patterns import containing

_DEED = "COALESCE(batch_id, id)"
_ENTRY = "id, batch_id, happened_at, actor, action, subject_kind, subject_id, before, after"
_ABOUT = (
    "id IN (SELECT id FROM audit_entry INDEXED BY audit_by_subject WHERE subject_kind IN (SELECT value FROM json_each(:kinds)) "
    "AND subject_id IN (SELECT value FROM json_each(:subjects)))"
)
_CONDITIONS = {
    "earliest": f"{_DEED} >= :earliest",
    "before": f"{_DEED} < :before",
    "actors": "actor IN (SELECT value FROM json_each(:actors))",
    "action": "action = :action",
    "subjects": _ABOUT,
}
_KINDS = json.dumps(["account", "agency", "assignment", "person"])
_ACTIONS = (
    f"SELECT action, COUNT(*) AS n FROM audit_entry WHERE {_DEED} = :deed GROUP BY action ORDER BY n DESC, action"
)
_OF_DEED = f"SELECT {_ENTRY} FROM audit_entry WHERE {_DEED} = :deed ORDER BY action, actor, id LIMIT :limit"
_FIRST = f"SELECT action FROM audit_entry WHERE {_DEED} = :deed LIMIT 1"
_NAMES = (
    "SELECT id, name FROM person WHERE id IN (SELECT value FROM json_each(:ids)) "
    "UNION ALL SELECT id, name FROM agency WHERE id IN (SELECT value FROM json_each(:ids)) "
    "UNION ALL SELECT id, title AS name FROM assignment WHERE id IN (SELECT value FROM json_each(:ids))"
)
_CALLED = (
    "SELECT id FROM person WHERE lower(name) GLOB :pattern "
    "UNION ALL SELECT id FROM agency WHERE lower(name) GLOB :pattern "
    "UNION ALL SELECT id FROM assignment WHERE lower(title) GLOB :pattern LIMIT :limit"
)


@dataclass(frozen=True)
class TrailFilter:
    """None asks for nothing. ``earliest``, ``before``: ids of deeds, the first included, the second not."""

    earliest: str | None = None
    before: str | None = None
    actors: tuple[str, ...] | None = None
    action: str | None = None
    subjects: tuple[str, ...] | None = None

    def where(self) -> str:
        parts = [text for name, text in _CONDITIONS.items() if getattr(self, name) is not None]
        return "WHERE " + " AND ".join(parts) if parts else ""

    def order(self) -> str:
        """What is about a few subjects is looked up and then sorted: the plus keeps SQLite from walking the whole trail in order."""
        return _DEED if self.subjects is None else f"+{_DEED}"

    def parameters(self) -> dict[str, object]:
        return {
            "earliest": self.earliest, "before": self.before, "action": self.action, "kinds": _KINDS,
            "actors": json.dumps(self.actors or ()), "subjects": json.dumps(self.subjects or ()),
        }  # fmt: skip


@dataclass(frozen=True)
class DeedLine:
    """``entries``: how many of its entries were found."""

    deed: str
    actor: str
    entries: int


def deeds(connection: Connection, asked: TrailFilter, limit: int) -> list[DeedLine]:
    """The latest first."""
    sql = (
        f"SELECT {_DEED} AS deed, MIN(actor) AS actor, COUNT(*) AS entries FROM audit_entry {asked.where()} "
        f"GROUP BY {asked.order()} ORDER BY {asked.order()} DESC LIMIT :limit"
    )
    return [DeedLine(**dict(row)) for row in rows(connection, sql, **asked.parameters(), limit=limit)]


def entries(connection: Connection, asked: TrailFilter, limit: int) -> Iterator[AuditEntry]:
    """The latest deed first."""
    sql = f"SELECT {_ENTRY} FROM audit_entry {asked.where()} ORDER BY {asked.order()} DESC LIMIT :limit"
    for row in connection.execute(sql, asked.parameters() | {"limit": limit}):
        yield AuditEntry(**dict(row))


def actions_of(connection: Connection, deed: str) -> dict[str, int]:
    """Action -> how many entries of the deed, the most frequent first."""
    return {row["action"]: row["n"] for row in rows(connection, _ACTIONS, deed=deed)}


def entries_of(connection: Connection, deed: str, limit: int) -> list[AuditEntry]:
    """In the order of the index, action by action: a roster's 200,000 are not sorted to show thirty."""
    return [AuditEntry(**dict(row)) for row in rows(connection, _OF_DEED, deed=deed, limit=limit)]


def find_first_action(connection: Connection, deed: str) -> str | None:
    row = one(connection, _FIRST, deed=deed)
    return row["action"] if row else None


def names_of(connection: Connection, ids: Iterable[str]) -> dict[str, str]:
    """Those of the ids that are people, agencies or assignments -> what they are called now."""
    return {row["id"]: row["name"] for row in rows(connection, _NAMES, ids=json.dumps(sorted(set(ids))))}


def ids_called(connection: Connection, part: str, limit: int) -> tuple[str, ...]:
    """People, agencies and assignments whose name contains the part."""
    return tuple(row["id"] for row in rows(connection, _CALLED, pattern=containing(part), limit=limit))
