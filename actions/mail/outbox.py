"""Looking after the outbox: how the mail server is, which messages are where, and an administrator's decisions about them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from actions.mail.post import LIFE
from people.access import Postmaster
from people.errors import NotFound
from people.mail.outbox_rules import DATED, DECISIONS, RESULT_OF, Decision, DecisionRefused, MailState, decisions_for
from store.clock import from_text, to_text
from store.database import Connection, Database
from store.mail import outbox, outbox_lists
from store.mail.outbox import Message, Move, Sender
from store.mail.outbox_lists import Filter, ListedMessage, LogLine

PAGE_LENGTH = 25
AT_ONCE = 300
"""Messages changed in one transaction."""


@dataclass(frozen=True)
class Overview:
    counts: Mapping[MailState, int]
    trouble: str
    """What is wrong with the mail server; empty: nothing we know of."""
    resume_at: datetime | None
    is_sending: bool


@dataclass(frozen=True)
class MessagePage:
    messages: tuple[ListedMessage, ...]
    count: int
    """How many there are in all."""

    @property
    def page_count(self) -> int:
        return max(1, -(-self.count // PAGE_LENGTH))


@dataclass(frozen=True)
class MessageDetails:
    """``address`` is hidden but for its first letter and its domain."""

    message: Message
    address: str
    log: tuple[LogLine, ...]
    decisions: tuple[Decision, ...]


def overview(database: Database, by: Postmaster, now: datetime) -> Overview:
    with database.read() as connection:
        counts = outbox_lists.counts_by_state(connection)
        sender: Sender = outbox.get_sender(connection)
    resume_at = from_text(sender.resume_at) if sender.resume_at else None
    is_sending = bool(sender.owner) and from_text(sender.until_at) > now
    return Overview(counts, sender.trouble, resume_at, is_sending)


def list_messages(database: Database, by: Postmaster, wanted: Filter, page: int = 1) -> MessagePage:
    """``page`` counts from 1; the newest message first."""
    with database.read() as connection:
        count = outbox_lists.count_of(connection, wanted)
        found = outbox_lists.page_of(connection, wanted, PAGE_LENGTH, (max(1, page) - 1) * PAGE_LENGTH)
    return MessagePage(tuple(found), count)


def details(database: Database, by: Postmaster, message_id: str, now: datetime) -> MessageDetails:
    """Raises NotFound."""
    with database.read() as connection:
        message = _get(connection, message_id)
        log = tuple(outbox_lists.log_of(connection, message_id))
    return MessageDetails(message, _veiled(message.address), log, _decisions(message, now))


def decide(database: Database, by: Postmaster, message_id: str, decision: Decision, now: datetime) -> None:
    """Send again, consider sent, or cancel one message. Raises DecisionRefused, NotFound."""
    with database.write() as connection:
        if not _decide(connection, by, _get(connection, message_id), decision, now):
            raise DecisionRefused()


def count_decidable(database: Database, by: Postmaster, wanted: Filter, decision: Decision, now: datetime) -> int:
    """How many of the list ``decide_all`` would change now."""
    with database.read() as connection:
        return len(_decidable(connection, wanted, decision, now))


def decide_all(database: Database, by: Postmaster, wanted: Filter, decision: Decision, now: datetime) -> int:
    """The same decision for every message of the list that allows it; how many. Some at a time: answers go between."""
    with database.read() as connection:
        ids = _decidable(connection, wanted, decision, now)
    changed = 0
    for begin in range(0, len(ids), AT_ONCE):
        with database.write() as connection:
            for message_id in ids[begin : begin + AT_ONCE]:
                changed += _decide(connection, by, _get(connection, message_id), decision, now)
    return changed


def _decidable(connection: Connection, wanted: Filter, decision: Decision, now: datetime) -> list[str]:
    if wanted.state is None or decision not in DECISIONS.get(wanted.state, ()):
        return []
    return outbox_lists.ids_of(connection, wanted, to_text(now) if decision == "again" else None)


def _decide(connection: Connection, by: Postmaster, message: Message, decision: Decision, now: datetime) -> bool:
    if decision not in _decisions(message, now):
        return False
    step = Move(message.id, message.state, RESULT_OF[decision], to_text(now), by.actor)
    if decision == "again":
        until = None if message.kind in DATED else to_text(now + LIFE[message.kind])
        step = Move(
            message.id, message.state, "waiting", to_text(now), by.actor,
            tried=-message.tries, not_before=to_text(now), expires_at=until,
        )  # fmt: skip
    return outbox.move(connection, step)


def _decisions(message: Message, now: datetime) -> tuple[Decision, ...]:
    is_over = from_text(message.expires_at) <= now
    is_gone = not message.body  # forgotten after a month
    allowed = decisions_for(message.state, message.kind, is_over=is_over)
    return tuple(one for one in allowed if one != "again" or not is_gone)


def _get(connection: Connection, message_id: str) -> Message:
    message = outbox.find_message(connection, message_id)
    if message is None:
        raise NotFound("Surat itu", "Pilih surat dari daftar.")
    return message


def _veiled(address: str) -> str:
    name, _, domain = address.partition("@")
    return f"{name[:1]}…@{domain}" if domain else "tidak ada"
