"""Supervisors' reports by mail: a message for each wish whose day has come, and the report itself when the message leaves.

What a supervisor may see is asked twice: when the message is made, and again when it leaves. No report is kept.
"""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from actions.courseware import Courseware
from actions.mail.post import LIFE, draft_message
from actions.mail.send_mail import SITE, is_quiet
from actions.registry.supervision import NothingSupervised, scope_of, subtrees
from actions.reports.makers import mail_maker
from actions.reports.report_file import ReportFile
from people.access import Scope, supervision_scopes
from people.assigning.assignment_rules import Given
from people.mail.mail_texts import report_text
from people.mail.outbox_rules import ReportNotWanted
from people.mail.report_schedule import report_day
from people.models import Viewer
from settings import Settings
from store.assigning import assignment_rules
from store.clock import from_text, to_text
from store.database import Connection, Database
from store.mail import mail_plans, outbox
from store.mail import report_mail as wish_store
from store.mail.outbox import Message
from store.mail.report_mail import Attached, WishRow
from store.privacy.data_requests import restricted_people
from store.registry import agencies as agency_store
from store.registry import people as people_store
from store.signing_in import accounts as account_store


def make_due_reports(database: Database, courseware: Courseware, settings: Settings, now: datetime) -> int:
    """Put a message into the outbox for every wish whose day has come; how many. Nothing in quiet times.

    Raises MailNotPossible, StorageError.
    """
    if is_quiet(settings, now):
        return 0
    with database.read() as connection:
        wishes = wish_store.all_wishes(connection)
        known = {given.id: given for given in assignment_rules.all_given(connection)} if wishes else {}
        silent = restricted_people(connection) if wishes else frozenset()
    made = 0
    for wish in wishes:
        given = known[wish.assignment_id]
        if wish.person_id in silent or given.is_withdrawn or given.course_id not in courseware.bank.courses:
            continue
        day = _day_of(wish, given, now)
        if day is not None:
            made += _make(database, settings, wish, given, day, now)
    return made


def report_attachment(
    database: Database, courseware: Courseware, settings: Settings, message: Message, now: datetime
) -> ReportFile:
    """The report of a message, as of now, for what its receiver may see now.

    Raises ReportNotWanted when they no longer ask for it or no longer supervise that agency, NotAllowed, NotFound, StorageError.
    """
    with database.read() as connection:
        attached = wish_store.find_attached(connection, message.id)
        if attached is None:
            raise ReportNotWanted()
        wish = wish_store.find_wish(connection, message.person_id, attached.assignment_id)
        given = assignment_rules.find_given(connection, attached.assignment_id)
    if wish is None or given is None or given.is_withdrawn:
        raise ReportNotWanted()
    scope = _scope_now(database, settings, message.person_id, attached.agency_id, now)
    make = mail_maker(attached.form)
    return make(database, courseware, scope, attached.assignment_id, attached.agency_id, now=now)


def _scope_now(database: Database, settings: Settings, person_id: str, agency_id: str, now: datetime) -> Scope:
    with database.read() as connection:
        viewer = _supervisor(connection, person_id)
    today = _today(settings, now)
    try:
        if viewer is not None and any(one.id == agency_id for one in subtrees(database, viewer, today)):
            return scope_of(database, viewer, today, agency_id)
    except NothingSupervised:
        pass
    raise ReportNotWanted()


def _day_of(wish: WishRow, given: Given, now: datetime) -> date | None:
    """The day whose report is still to be made."""
    window = given.window
    day = report_day(wish.rhythm, window, window.day_of(from_text(wish.set_at)), window.day_of(now))
    return day if day is not None and day.isoformat() > wish.last_day else None


def _make(database: Database, settings: Settings, wish: WishRow, given: Given, day: date, now: datetime) -> int:
    """One message for each subtree that the assignment reaches."""
    with database.read() as connection:
        viewer = _supervisor(connection, wish.person_id)
        if viewer is None or not mail_plans.has_address(connection, wish.person_id):
            return 0
    try:
        found = subtrees(database, viewer, _today(settings, now))
    except NothingSupervised:
        return 0
    names = {agency.id: agency.name for agency in found}
    added = 0
    with database.write() as connection:
        if not wish_store.add_round(connection, wish.person_id, given.id, day.isoformat(), to_text(now)):
            return 0
        for scope in supervision_scopes(viewer, found):
            if given.id in assignment_rules.ids_reaching(connection, scope.agency_path):
                added += _add(connection, settings, wish, given, scope.agency_id, names[scope.agency_id], day, now)
    return added


def _add(
    connection: Connection,
    settings: Settings,
    wish: WishRow,
    given: Given,
    agency_id: str,
    agency_name: str,
    day: date,
    now: datetime,
) -> int:
    text = report_text(wish.name, given.title, agency_name, wish.rhythm, settings.public_url)
    key = f"report:{given.id}:{wish.person_id}:{agency_id}:{day.isoformat()}"
    message = draft_message(settings, "report", wish.person_id, text, key, now, now + LIFE["report"])
    if outbox.add_messages(connection, [message], SITE) != 1:
        return 0
    wish_store.attach_report(connection, message.id, Attached(given.id, agency_id, wish.form))
    return 1


def _supervisor(connection: Connection, person_id: str) -> Viewer | None:
    """The person as a supervisor who could sign in now."""
    person = people_store.find_person(connection, person_id)
    account = account_store.find_account_of(connection, person_id)
    if person is None or not people_store.has_role(connection, person_id, "supervisor"):
        return None
    home = agency_store.find_agency(connection, person.agency_id)
    if home is None or (account is not None and account.disabled_at is not None):
        return None
    return Viewer(person.id, person.name, "supervisor", person.employment, home.id, home.name, False)


def _today(settings: Settings, now: datetime) -> date:
    return now.astimezone(ZoneInfo(settings.time_zone)).date()
