"""Sending what is due: one sender at a time, each message claimed and committed before the mail server hears of it.

Whatever happens to the sender between claim and answer, the message is found as ``sending`` by the next one, which
makes it ``unknown``: it may have been sent, so only a person decides to send it again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from actions.mail.smtp import Line, Outcome, is_sendable, write_message
from actions.reports.report_file import ReportFile
from actions.signing_in.accounts import CODE_LENGTH, add_code
from actions.signing_in.tokens import new_token
from people.errors import NetralError
from people.mail.mail_times import QuietTimes, pause_after, retry_after
from people.mail.outbox_rules import CODE_KINDS, CODE_MARK, Kind, MailNotPossible
from people.privacy.retention import RULES
from settings import MailSettings, Settings
from store.clock import from_text, to_text
from store.database import Connection, Database, StorageError
from store.ids import new_id
from store.mail import outbox
from store.mail.outbox import Message, Move

SITE = "situs"
"""The actor of what the site does by itself."""
TURN_LENGTH = timedelta(minutes=5)
"""Longer than one message can take; after a crash another sender may begin when it is over."""
RESET_CODE_LENGTH = timedelta(minutes=30)
CODE_LENGTHS: dict[Kind, timedelta] = {"reset": RESET_CODE_LENGTH, "activation": CODE_LENGTH}
BODIES_KEPT = timedelta(days=RULES["letters"].days)
_MINUTE = timedelta(minutes=1)
Attach = Callable[[Message, datetime], ReportFile]
_CRASHED = "Pengirim berhenti mendadak saat surat ini dikirim; mungkin sudah terkirim."


@dataclass(frozen=True)
class Report:
    """What one go sent. ``trouble``: why it ended early; ``is_taken``: another process is sending."""

    counts: Counter[str] = field(default_factory=Counter)
    trouble: str = ""
    is_taken: bool = False


def quiet_times(mail: MailSettings) -> QuietTimes:
    return QuietTimes(mail.quiet_from, mail.quiet_until, mail.quiet_days)


def is_quiet(settings: Settings, now: datetime) -> bool:
    """Whether only urgent mail may leave now. Raises MailNotPossible."""
    return quiet_times(mail_of(settings)).is_quiet(now.astimezone(ZoneInfo(settings.time_zone)))


def mail_of(settings: Settings) -> MailSettings:
    """Raises MailNotPossible."""
    if settings.mail is None:
        raise MailNotPossible()
    return settings.mail


def own_name(settings: Settings) -> str:
    return urlsplit(settings.public_url).hostname or "localhost"


def send_due(
    database: Database,
    settings: Settings,
    now: Callable[[], datetime],
    should_stop: Callable[[], bool] = lambda: False,
    attach: Attach | None = None,
) -> Report:
    """Send what is due, as many as a minute allows. ``attach`` makes the report that goes with a message; without it
    those messages wait. Raises MailNotPossible, StorageError.
    """
    mail, owner, report = mail_of(settings), new_token(), Report()
    line = Line(mail, own_name(settings))
    try:
        while not should_stop():
            message = _claim(database, settings, owner, now(), report, can_attach=attach is not None)
            if message is None:
                break
            outcome = _deliver(database, line, mail, message, now(), attach)
            _settle(database, message, outcome, now())
            report.counts[outcome.kind] += 1
            if outcome.kind == "halt":
                report = replace(report, trouble=outcome.reason)
                break
    except _Taken:
        return replace(report, is_taken=True)
    finally:
        line.close()
        with database.write() as connection:
            outbox.end_turn(connection, owner)
    return report


class _Taken(Exception):
    """Another sender has its turn."""


def _claim(
    database: Database, settings: Settings, owner: str, now: datetime, report: Report, *, can_attach: bool
) -> Message | None:
    """The next message, marked as being sent and committed; None: nothing (more) is due. Raises _Taken."""
    mail, at = mail_of(settings), to_text(now)
    only_urgent = is_quiet(settings, now)
    with database.write() as connection:
        if not outbox.take_turn(connection, owner, at, to_text(now + TURN_LENGTH)):
            raise _Taken()
        _settle_orphans(connection, at)
        _cancel_expired(connection, at)
        outbox.empty_bodies_before(connection, new_id(now - BODIES_KEPT, 0))
        resume_at = outbox.get_sender(connection).resume_at
        if resume_at and from_text(resume_at) > now:
            return None
        if outbox.count_claims_since(connection, to_text(now - _MINUTE)) >= mail.per_minute:
            return None
        while message := outbox.next_message(connection, at, only_urgent=only_urgent, reports=can_attach):
            claim = new_token()
            if is_sendable(message.address):
                outbox.move(connection, Move(message.id, "waiting", "sending", at, SITE, tried=1, claim=claim))
                return replace(_with_code(connection, message, now), claim=claim, tries=message.tries + 1)
            reason = "Orang ini tidak punya alamat surel yang dapat dipakai."
            for was, to in (("waiting", "sending"), ("sending", "failed")):
                outbox.move(connection, Move(message.id, was, to, at, SITE, reason))  # type: ignore[arg-type]
            report.counts["refused"] += 1
    return None


def _settle_orphans(connection: Connection, at: str) -> None:
    """Only one sends at a time, and it settles each message before the next: what is being sent now was left by a crash."""
    for message_id in outbox.ids_sending(connection):
        outbox.move(connection, Move(message_id, "sending", "unknown", at, SITE, _CRASHED))


def _cancel_expired(connection: Connection, at: str) -> None:
    for message_id in outbox.ids_expired(connection, at):
        outbox.move(connection, Move(message_id, "waiting", "cancelled", at, SITE, "Waktunya sudah lewat."))


def _with_code(connection: Connection, message: Message, now: datetime) -> Message:
    """A code is made only now, in the same transaction as the claim, and stands in clear nowhere but in the message."""
    if message.kind not in CODE_KINDS:
        return message
    length = CODE_LENGTHS[message.kind]
    keeps_others = message.kind == "reset"
    code = add_code(connection, message.person_id, "surel", now, length=length, keeps_others=keeps_others)
    return replace(message, body=message.body.replace(CODE_MARK, code))


def _deliver(
    database: Database, line: Line, mail: MailSettings, message: Message, now: datetime, attach: Attach | None
) -> Outcome:
    def still_ours() -> bool:
        with database.read() as connection:
            return outbox.is_claimed(connection, message.id, message.claim)

    try:
        attachment = attach(message, now) if attach and message.kind == "report" else None
        words = write_message(
            mail.sender, message.address, message.subject, message.body, message.message_id, now, attachment
        )
    except StorageError:
        return Outcome("later", "Laporan belum dapat dibuat: basis data sedang sibuk.")
    except NetralError as refusal:
        return Outcome("refused", str(refusal))
    return line.deliver(message.address, words, still_ours)


def _settle(database: Database, message: Message, outcome: Outcome, now: datetime) -> None:
    with database.write() as connection:
        if outcome.kind == "halt":
            _halt(connection, message, outcome.reason, now)
            return
        outbox.set_trouble(connection, 0, "", "")
        wait = retry_after(message.tries)
        step = Move(message.id, "sending", "failed", to_text(now), SITE, outcome.reason, held=message.claim)
        if outcome.kind == "accepted":
            step = replace(step, to="sent")
        elif outcome.kind in ("unknown", "lost"):
            step = replace(step, to="unknown")
        elif outcome.kind == "later" and wait is not None:
            step = replace(step, to="waiting", not_before=to_text(now + wait))
        if not outbox.move(connection, step) and step.to == "sent":
            # Somebody thought this sender dead meanwhile; it knows better.
            outbox.move(connection, replace(step, was="unknown"))


def _halt(connection: Connection, message: Message, reason: str, now: datetime) -> None:
    """The server, not the message, is the trouble: the message keeps its tries, and everybody waits a while.

    Another message goes first then, should it be this one at which the server hangs up.
    """
    failures = outbox.get_sender(connection).failures + 1
    resume_at = now + pause_after(failures)
    step = Move(
        message.id, "sending", "waiting", to_text(now), SITE, reason,
        tried=-1, not_before=to_text(resume_at + _MINUTE), held=message.claim,
    )  # fmt: skip
    outbox.move(connection, step)
    outbox.set_trouble(connection, failures, to_text(resume_at), reason)
