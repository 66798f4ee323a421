"""Statements behind the outbox page: counts, a page of messages by state, kind and name, and the log of one message."""

from __future__ import annotations

from dataclasses import dataclass, field

from people.mail.outbox_rules import Kind, MailState
from store.database import Connection, one, rows
from store.patterns import containing

_COUNTS = "SELECT state, COUNT(*) AS n FROM outbox GROUP BY state"
_WHERE = (
    "WHERE (:state IS NULL OR outbox.state = :state) AND (:kind IS NULL OR outbox.kind = :kind) "
    "AND (:pattern IS NULL OR outbox.person_id IN (SELECT id FROM person WHERE lower(name) GLOB :pattern)) "
)
_PAGE = (
    "SELECT outbox.id, kind, person.name, subject, state, made_at, tries, last_error, outbox.not_before FROM outbox "
    f"JOIN person ON person.id = person_id {_WHERE} ORDER BY outbox.id DESC LIMIT :limit OFFSET :offset"
)
_COUNT = f"SELECT COUNT(*) AS n FROM outbox {_WHERE}"
_SENDABLE = "AND outbox.body <> '' AND (outbox.kind NOT IN ('digest', 'reminder') OR outbox.expires_at > :now) "
_IDS = f"SELECT outbox.id FROM outbox {_WHERE} ORDER BY outbox.id"
_SENDABLE_IDS = f"SELECT outbox.id FROM outbox {_WHERE} {_SENDABLE} ORDER BY outbox.id"
_LOG = (
    "SELECT happened_at, outbox_log.state, actor, COALESCE(person.name, actor) AS actor_name, reason FROM outbox_log "
    "LEFT JOIN person ON person.id = actor WHERE outbox_id = :id ORDER BY seq"
)


@dataclass(frozen=True)
class Filter:
    """None: any. ``name``: a part of the receiver's name."""

    state: MailState | None = None
    kind: Kind | None = None
    name: str = ""

    def parameters(self) -> dict[str, str | None]:
        part = " ".join(self.name.split())
        return {"state": self.state, "kind": self.kind, "pattern": containing(part) if part else None}


@dataclass(frozen=True)
class ListedMessage:
    id: str
    kind: Kind
    name: str = field(repr=False)
    subject: str
    state: MailState
    made_at: str
    tries: int
    last_error: str
    not_before: str


@dataclass(frozen=True)
class LogLine:
    happened_at: str
    state: MailState
    actor: str
    actor_name: str = field(repr=False)
    reason: str


def counts_by_state(connection: Connection) -> dict[MailState, int]:
    return {row["state"]: row["n"] for row in rows(connection, _COUNTS)}


def page_of(connection: Connection, wanted: Filter, limit: int, offset: int) -> list[ListedMessage]:
    """The newest first."""
    found = rows(connection, _PAGE, limit=limit, offset=offset, **wanted.parameters())
    return [ListedMessage(**dict(row)) for row in found]


def count_of(connection: Connection, wanted: Filter) -> int:
    return one(connection, _COUNT, **wanted.parameters())["n"]


def ids_of(connection: Connection, wanted: Filter, sendable_at: str | None = None) -> list[str]:
    """``sendable_at``: only what could still be sent at that time (``people.mail.outbox_rules.DATED`` ends with its day)."""
    if sendable_at is None:
        return [row["id"] for row in rows(connection, _IDS, **wanted.parameters())]
    return [row["id"] for row in rows(connection, _SENDABLE_IDS, now=sendable_at, **wanted.parameters())]


def log_of(connection: Connection, outbox_id: str) -> list[LogLine]:
    """The oldest first."""
    return [LogLine(**dict(row)) for row in rows(connection, _LOG, id=outbox_id)]
