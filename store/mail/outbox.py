"""Statements about messages: made once per dedupe key, claimed by one sender, moved on with a line in the log each time."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field

from people.mail.outbox_rules import URGENT, Kind, MailState
from store.database import Connection, one, rows

_ADD = (
    "INSERT INTO outbox (id, kind, person_id, subject, body, dedupe_key, rank, made_at, not_before, expires_at, state, "
    "tries, last_error, claim, message_id) VALUES (:id, :kind, :person_id, :subject, :body, :dedupe_key, :rank, :made_at, "
    ":not_before, :expires_at, 'waiting', 0, '', '', :message_id) ON CONFLICT (dedupe_key) DO NOTHING"
)
_LOG = (
    "INSERT INTO outbox_log (outbox_id, seq, happened_at, state, actor, reason) SELECT :outbox_id, "
    "COALESCE(MAX(seq), 0) + 1, :at, :state, :actor, :reason FROM outbox_log WHERE outbox_id = :outbox_id"
)
_MOVE = (
    "UPDATE outbox SET state = :to, tries = tries + :tried, not_before = COALESCE(:not_before, not_before), "
    "expires_at = COALESCE(:expires_at, expires_at), "
    "last_error = :reason, claim = COALESCE(:claim, claim) WHERE id = :id AND state = :was AND (:held IS NULL OR claim = :held)"
)
_FIND = (
    "SELECT outbox.id, kind, person_id, subject, body, state, tries, expires_at, message_id, claim, person.name, "
    "COALESCE(person.email, '') AS address FROM outbox JOIN person ON person.id = person_id "
)
_GET = _FIND + "WHERE outbox.id = :id"
_NEXT = (
    _FIND + "WHERE outbox.id = (SELECT id FROM outbox WHERE state = 'waiting' AND rank <= :rank AND body <> '' "
    "AND not_before <= :now AND expires_at > :now AND (:reports OR kind <> 'report') ORDER BY rank, id LIMIT 1)"
)
_IS_CLAIMED = "SELECT 1 FROM outbox WHERE id = :id AND state = 'sending' AND claim = :claim"
_SENDING = "SELECT id FROM outbox WHERE state = 'sending' ORDER BY id"
_EXPIRED = "SELECT id FROM outbox WHERE state = 'waiting' AND expires_at <= :now LIMIT 200"
_CLAIMS_SINCE = "SELECT COUNT(*) AS n FROM outbox_log WHERE happened_at > :since AND state = 'sending'"
_MADE_FOR = "SELECT COUNT(*) AS n FROM outbox WHERE person_id = :person_id AND kind = :kind AND made_at > :since"
_TAKE = (
    "UPDATE outbox_sender SET owner = :owner, until_at = :until WHERE name = 'surel' "
    "AND (owner IN ('', :owner) OR until_at <= :now)"
)
_RELEASE = "UPDATE outbox_sender SET owner = '', until_at = '' WHERE name = 'surel' AND owner = :owner"
_TROUBLE = (
    "UPDATE outbox_sender SET failures = :failures, resume_at = :resume_at, trouble = :trouble WHERE name = 'surel'"
)
_SENDER = "SELECT owner, until_at, failures, resume_at, trouble FROM outbox_sender WHERE name = 'surel'"
_EMPTY_OLD = (
    "UPDATE outbox SET body = '' WHERE id IN (SELECT id FROM outbox WHERE body <> '' AND id < :oldest_kept "
    "AND state IN ('sent', 'failed', 'cancelled', 'unknown') ORDER BY id LIMIT 500)"
)
_TO_OR_ABOUT = (
    "SELECT id, state FROM outbox WHERE person_id = :person_id UNION "
    "SELECT id, state FROM outbox WHERE body <> '' AND kind = 'digest' "
    "AND EXISTS (SELECT 1 FROM json_each(:lines) AS line WHERE instr(body, line.value) > 0)"
)
_WAITING_ABOUT = (  # keys are made in actions/mail/digests.py; ``;`` follows ``:`` in ASCII
    "SELECT id FROM outbox WHERE state = 'waiting' AND (dedupe_key > 'digest:' || :about || ':' AND dedupe_key < 'digest:' || :about || ';' "
    "OR dedupe_key > 'reminder:' || :about || ':' AND dedupe_key < 'reminder:' || :about || ';')"
)
_WAITING_NAMING = (
    "SELECT id FROM outbox WHERE state = 'waiting' AND (kind = 'reminder' AND person_id = :person_id "
    "OR kind = 'digest' AND instr(body, :line) > 0)"
)
_EMPTY = "UPDATE outbox SET body = '', subject = '' WHERE id = :id"
_FORGOTTEN = "Identitas penerima, atau orang pada daftarnya, sudah dihapus."
_WITHDRAWN = "Penugasannya ditarik."
_RESTRICTED = "Penerima, atau orang pada daftarnya, minta datanya dibatasi."


@dataclass(frozen=True)
class NewMessage:
    id: str
    kind: Kind
    person_id: str
    subject: str
    body: str
    dedupe_key: str
    made_at: str
    not_before: str
    expires_at: str
    message_id: str


@dataclass(frozen=True)
class Message:
    """``address``: the person's e-mail as it is now; empty when they have none."""

    id: str
    kind: Kind
    person_id: str
    subject: str
    body: str = field(repr=False)
    state: MailState
    tries: int
    expires_at: str
    message_id: str
    claim: str = field(repr=False)
    name: str = field(repr=False)
    address: str = field(repr=False)


@dataclass(frozen=True)
class Sender:
    """Who sends just now (a token, or nobody), and what is wrong with the mail server."""

    owner: str = field(repr=False)
    until_at: str
    failures: int
    resume_at: str
    trouble: str


@dataclass(frozen=True)
class Move:
    """One step of a message: from ``was`` to ``to``, by whom and why. ``held``: only while it carries this claim."""

    id: str
    was: MailState
    to: MailState
    at: str
    actor: str
    reason: str = ""
    tried: int = 0
    not_before: str | None = None
    expires_at: str | None = None
    claim: str | None = None
    held: str | None = None


def add_messages(connection: Connection, messages: Iterable[NewMessage], actor: str) -> int:
    """How many were new; one whose dedupe key is there already is left out."""
    added = 0
    for message in messages:
        rank = 0 if message.kind in URGENT else 1
        if connection.execute(_ADD, vars(message) | {"rank": rank}).rowcount == 1:
            added += 1
            _note(connection, message.id, message.made_at, "waiting", actor, "")
    return added


def move(connection: Connection, step: Move) -> bool:
    """Whether the message was where the step begins; else nothing is changed."""
    names = ("id", "was", "to", "reason", "tried", "not_before", "expires_at", "claim", "held")
    if connection.execute(_MOVE, {name: getattr(step, name) for name in names}).rowcount != 1:
        return False
    _note(connection, step.id, step.at, step.to, step.actor, step.reason)
    return True


def find_message(connection: Connection, message_id: str) -> Message | None:
    row = one(connection, _GET, id=message_id)
    return Message(**dict(row)) if row else None


def next_message(connection: Connection, now: str, *, only_urgent: bool, reports: bool = False) -> Message | None:
    """The urgent first, then the oldest. ``reports``: whether the sender can make those that go with messages."""
    row = one(connection, _NEXT, now=now, rank=0 if only_urgent else 1, reports=int(reports))
    return Message(**dict(row)) if row else None


def is_claimed(connection: Connection, message_id: str, claim: str) -> bool:
    """Whether the message is still being sent under this claim."""
    return one(connection, _IS_CLAIMED, id=message_id, claim=claim) is not None


def ids_sending(connection: Connection) -> list[str]:
    return [row["id"] for row in rows(connection, _SENDING)]


def ids_expired(connection: Connection, now: str) -> list[str]:
    """Some of them: the others are found next time."""
    return [row["id"] for row in rows(connection, _EXPIRED, now=now)]


def count_claims_since(connection: Connection, since: str) -> int:
    return one(connection, _CLAIMS_SINCE, since=since)["n"]


def count_made_for(connection: Connection, person_id: str, kind: Kind, since: str) -> int:
    return one(connection, _MADE_FOR, person_id=person_id, kind=kind, since=since)["n"]


def take_turn(connection: Connection, owner: str, now: str, until: str) -> bool:
    """True when ``owner`` alone may send until then; its own turn is prolonged."""
    return connection.execute(_TAKE, {"owner": owner, "now": now, "until": until}).rowcount == 1


def end_turn(connection: Connection, owner: str) -> None:
    connection.execute(_RELEASE, {"owner": owner})


def get_sender(connection: Connection) -> Sender:
    return Sender(**dict(one(connection, _SENDER)))


def set_trouble(connection: Connection, failures: int, resume_at: str, trouble: str) -> None:
    connection.execute(_TROUBLE, {"failures": failures, "resume_at": resume_at, "trouble": trouble})


def empty_bodies_before(connection: Connection, oldest_kept: str) -> int:
    """Forget the words of older messages, some at a time; ids rise with time, so ``oldest_kept`` may be one made for a moment."""
    return connection.execute(_EMPTY_OLD, {"oldest_kept": oldest_kept}).rowcount


def forget_person(connection: Connection, person_id: str, lines: Iterable[str], at: str, actor: str) -> None:
    """Forget the words of every message to the person, and of every one with one of the lines; what happened when stays.

    Those that wait are cancelled. One that is being sent is in the hands of the sender, which never sends empty words again.
    """
    found = rows(connection, _TO_OR_ABOUT, person_id=person_id, lines=json.dumps(sorted(lines)))
    for row in list(found):
        connection.execute(_EMPTY, {"id": row["id"]})
        if row["state"] == "waiting":
            move(connection, Move(row["id"], "waiting", "cancelled", at, actor, _FORGOTTEN))


def cancel_about(connection: Connection, assignment_id: str, at: str, actor: str) -> None:
    """Digests and reminders of the assignment that have not left will not."""
    for row in rows(connection, _WAITING_ABOUT, about=assignment_id):
        move(connection, Move(row["id"], "waiting", "cancelled", at, actor, _WITHDRAWN))


def cancel_naming(connection: Connection, person_id: str, line: str, at: str, actor: str) -> None:
    """Reminders to the person, and digests with the line of their name, that have not left will not."""
    for row in rows(connection, _WAITING_NAMING, person_id=person_id, line=line):
        move(connection, Move(row["id"], "waiting", "cancelled", at, actor, _RESTRICTED))


def _note(connection: Connection, outbox_id: str, at: str, state: str, actor: str, reason: str) -> None:
    connection.execute(_LOG, {"outbox_id": outbox_id, "at": at, "state": state, "actor": actor, "reason": reason})
