"""Putting messages into the outbox: one form for all kinds, each made at most once by its key."""

from __future__ import annotations

from datetime import datetime, timedelta

from actions.mail.send_mail import CODE_LENGTHS, SITE, mail_of
from people.access import Postmaster
from people.errors import NotFound
from people.mail.mail_texts import Text, activation_text, reset_text, test_text
from people.mail.outbox_rules import Kind, NoAddress
from people.models import Agency
from people.signing_in.login_names import normal_login_name
from settings import Settings
from store.clock import to_text
from store.database import Connection, Database
from store.ids import new_id
from store.mail import mail_plans, outbox
from store.mail.outbox import NewMessage
from store.registry import agencies as agency_store
from store.registry import people as people_store
from store.registry import registry

RESETS_A_DAY = 5
LIFE: dict[Kind, timedelta] = {
    "reset": timedelta(minutes=30), "test": timedelta(hours=1), "activation": timedelta(days=3),
    "report": timedelta(days=3),
}  # fmt: skip
"""How long a message of that kind may wait; digests and reminders end with their day."""
_DAY = timedelta(days=1)


def draft_message(
    settings: Settings, kind: Kind, person_id: str, text: Text, key: str, now: datetime, until: datetime
) -> NewMessage:
    """The same Message-ID however often it is sent, so that a mail program can tell a second copy. Raises MailNotPossible."""
    fresh = new_id(now)
    domain = mail_of(settings).sender.rpartition("@")[2]
    at = to_text(now)
    return NewMessage(
        fresh, kind, person_id, text.subject, text.body, key, at, at, to_text(until), f"<{fresh}@{domain}>"
    )


def request_reset(database: Database, settings: Settings, login_name: str, now: datetime) -> bool:
    """A message with a code to whoever signs in by that name and has an address; whether one was made.

    At most five a day for one person: more would only fill somebody else's mailbox. Raises MailNotPossible.
    """
    mail_of(settings)
    with database.write() as connection:
        who = mail_plans.find_resettable(connection, normal_login_name(login_name))
        if who is None or outbox.count_made_for(connection, who.id, "reset", to_text(now - _DAY)) >= RESETS_A_DAY:
            return False
        text = reset_text(who.name, settings.public_url)
        key = f"reset:{who.id}:{to_text(now)}"
        message = draft_message(settings, "reset", who.id, text, key, now, now + LIFE["reset"])
        return outbox.add_messages(connection, [message], SITE) == 1


def send_test(database: Database, settings: Settings, by: Postmaster, now: datetime) -> str:
    """A message to oneself; its id. Raises MailNotPossible, NoAddress."""
    with database.write() as connection:
        who = people_store.find_person(connection, by.actor)
        if who is None or not mail_plans.has_address(connection, by.actor):
            raise NoAddress()
        key = f"test:{by.actor}:{to_text(now)}"
        text = test_text(who.name, settings.public_url)
        message = draft_message(settings, "test", by.actor, text, key, now, now + LIFE["test"])
        outbox.add_messages(connection, [message], by.actor)
    return message.id


def count_activations(database: Database, by: Postmaster, unit_code: str) -> tuple[str, int]:
    """The unit's name, and how many there and below have an address and no password yet. Raises NotFound."""
    with database.read() as connection:
        unit = _unit(connection, unit_code)
        return unit.name, len(mail_plans.not_activated(connection, unit.path))


def send_activations(database: Database, settings: Settings, by: Postmaster, unit_code: str, now: datetime) -> int:
    """A message with an activation code to each of them, at most one a day; how many. Raises MailNotPossible, NotFound."""
    mail_of(settings)
    days = CODE_LENGTHS["activation"].days
    with database.write() as connection:
        messages = [
            draft_message(
                settings, "activation", who.id, activation_text(who.name, settings.public_url, days),
                f"activation:{who.id}:{to_text(now)[:10]}", now, now + LIFE["activation"],
            )
            for who in mail_plans.not_activated(connection, _unit(connection, unit_code).path)
        ]  # fmt: skip
        return outbox.add_messages(connection, messages, by.actor)


def _unit(connection: Connection, unit_code: str) -> Agency:
    agency_id = registry.find_id_of_code(connection, unit_code)
    agency = agency_store.find_agency(connection, agency_id) if agency_id else None
    if agency is None:
        raise NotFound(f"Unit dengan kode '{unit_code}'", "Periksa kode unit pada berkas pegawai.")
    return agency
