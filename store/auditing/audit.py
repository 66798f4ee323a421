"""Statements about the audit trail: who changed what, when, from what, to what. Never a number of a person."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from store.database import Connection, rows

_ADD = (
    "INSERT INTO audit_entry (id, batch_id, happened_at, actor, action, subject_kind, subject_id, before, after) "
    "VALUES (:id, :batch_id, :happened_at, :actor, :action, :subject_kind, :subject_id, :before, :after)"
)
_OF_SUBJECT = (
    "SELECT id, batch_id, happened_at, actor, action, subject_kind, subject_id, before, after FROM audit_entry "
    "WHERE subject_kind = :subject_kind AND subject_id = :subject_id ORDER BY happened_at, id"
)


@dataclass(frozen=True)
class AuditEntry:
    """``actor`` is a person's id or ``konsol``; ``before`` and ``after`` are flat JSON objects, or None."""

    id: str
    batch_id: str | None
    happened_at: str
    actor: str
    action: str
    subject_kind: str
    subject_id: str
    before: str | None
    after: str | None


_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def as_json(facts: dict[str, object] | None) -> str | None:
    return None if facts is None else _ENCODER.encode(facts)


def add_audit_entries(connection: Connection, entries: Iterable[AuditEntry]) -> None:
    connection.executemany(_ADD, [vars(entry) for entry in entries])


def audit_entries_of(connection: Connection, subject_kind: str, subject_id: str) -> list[AuditEntry]:
    """The oldest first."""
    found = rows(connection, _OF_SUBJECT, subject_kind=subject_kind, subject_id=subject_id)
    return [AuditEntry(**dict(row)) for row in found]
