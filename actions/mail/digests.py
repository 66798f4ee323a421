"""Making the day's digests and reminders: once per assignment and day, from the same standings as the status page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from actions.assigning.assignments import changeable
from actions.assigning.standings import unfinished_by_name
from actions.courseware import Courseware
from actions.learning.assigned import days_of
from actions.mail.post import draft_message
from actions.mail.send_mail import SITE, is_quiet, mail_of
from people.access import Assigner, Scope, courier_scope
from people.assigning.assignment_counts import Standing
from people.assigning.assignment_rules import Given
from people.assigning.windows import offset_of
from people.mail.digest import Round, choose_heads, plan_round
from people.mail.mail_texts import Text, digest_text, reminder_text
from people.mail.mail_times import MailPlan, mail_days
from people.models import Agency
from settings import Settings
from store.assigning import assignment_rules
from store.clock import to_text
from store.database import Connection, Database
from store.mail import mail_plans, outbox
from store.mail.mail_plans import RoundRow
from store.mail.outbox import NewMessage
from store.privacy.data_requests import restricted_people
from store.privacy.erasure import erased_people
from store.registry import agencies as agency_store

AT_ONCE = 300
"""Messages written in one transaction: learners' answers go between."""


@dataclass(frozen=True)
class Sample:
    """One letter as its receiver would get it."""

    agency_id: str
    agency_name: str
    head: str
    text: Text


@dataclass(frozen=True)
class RoundPreview:
    """What would leave if today were a day of the schedule."""

    given: Given
    samples: tuple[Sample, ...]
    reminders: int
    """How many of ``late`` have an address."""
    late: int
    told_above: tuple[tuple[str, int], ...]
    """Units (name, how many) of whom a head above is told."""
    unreached: tuple[tuple[str, int], ...]


def make_due_rounds(database: Database, courseware: Courseware, settings: Settings, now: datetime) -> int:
    """Put the letters of every assignment whose day is today into the outbox; how many. Nothing in quiet times.

    Raises MailNotPossible, StorageError.
    """
    if is_quiet(settings, now):
        return 0
    with database.read() as connection:
        plans = mail_plans.all_plans(connection)
        known = {given.id: given for given in assignment_rules.all_given(connection)} if plans else {}
        due = [
            (known[assignment_id], plan)
            for assignment_id, plan in plans.items()
            if known[assignment_id].course_id in courseware.bank.courses
            and _is_due(connection, known[assignment_id], plan, settings, now)
        ]
    return sum(_make_round(database, courseware, settings, given, plan, now) for given, plan in due)


def preview_round(
    database: Database, courseware: Courseware, settings: Settings, by: Assigner, assignment_id: str, now: datetime
) -> RoundPreview:
    """The letters as they would be now, about people in the assigner's scope; nothing is written.

    Raises NotAllowed, NotFound.
    """
    with database.read() as connection:
        given = changeable(connection, by.scope, assignment_id)
        made, reachable = _plan(connection, courseware, given, now, [by.scope])
    samples = tuple(
        Sample(
            letter.agency_id, letter.agency_name, letter.head.name, digest_text(given, letter, settings.public_url, now)
        )
        for letter in made.letters
    )
    told_above = tuple(pair for letter in made.letters for pair in letter.forwarded)
    reminders = sum(late.person_id in reachable for late in made.late)
    return RoundPreview(given, samples, reminders, len(made.late), told_above, made.unreached)


def _is_due(connection: Connection, given: Given, plan: MailPlan, settings: Settings, now: datetime) -> bool:
    today = given.window.day_of(now)
    return (
        not given.is_withdrawn
        and given.window.is_open(now)
        and today in mail_days(plan, given.window, mail_of(settings).quiet_days)
        and not mail_plans.has_round(connection, given.id, today.isoformat())
    )


def _make_round(
    database: Database, courseware: Courseware, settings: Settings, given: Given, plan: MailPlan, now: datetime
) -> int:
    with database.read() as connection:
        made, reachable = _plan(connection, courseware, given, now, _whole_trees(connection, given))
        unnamed = _unnamed(connection)
    late = [one for one in made.late if plan.reminders and one.person_id in reachable]
    day, url, until = given.window.day_of(now).isoformat(), settings.public_url, _end_of_day(given, now)
    messages: list[NewMessage] = []
    for letter in made.letters:
        key = f"digest:{given.id}:{letter.agency_id}:{day}"
        text = digest_text(given, letter, url, now)
        messages.append(draft_message(settings, "digest", letter.head.person_id, text, key, now, until))
    for one in late:
        key = f"reminder:{given.id}:{one.person_id}:{day}"
        text = reminder_text(given, one, url, now)
        messages.append(draft_message(settings, "reminder", one.person_id, text, key, now, until))
    row = RoundRow(day, len(made.letters), len(late), len(made.unreached))
    added = 0
    for begin in range(0, len(messages), AT_ONCE):
        with database.write() as connection:
            if assignment_rules.find_given(connection, given.id) != given or _unnamed(connection) != unnamed:
                return added  # withdrawing, erasing and restricting see to the letters that are there; the next look plans anew
            added += outbox.add_messages(connection, messages[begin : begin + AT_ONCE], SITE)
    with database.write() as connection:  # last: a round broken off is made again, and each key still counts once
        mail_plans.add_round(connection, given.id, to_text(now), row)
    return added


def _unnamed(connection: Connection) -> frozenset[str]:
    """Who stands in no letter, by what is known now."""
    return restricted_people(connection) | erased_people(connection).keys()


def _plan(
    connection: Connection, courseware: Courseware, given: Given, now: datetime, scopes: Iterable[Scope]
) -> tuple[Round, set[str]]:
    """Who is to be told what, and everybody who has an address."""
    tree: list[Agency] = []
    for whole in _whole_trees(connection, given):
        tree += agency_store.agencies_below(connection, whole.agency_path)
    quiz_id = courseware.bank.courses[given.course_id].posttest
    standings: list[Standing] = []
    for scope in scopes:
        standings += unfinished_by_name(connection, scope, given, quiz_id, now)
    names = {agency.id: agency.name for agency in tree}
    _, day = days_of(given, now)
    heads = choose_heads(mail_plans.head_posts(connection, day), names)
    silent = restricted_people(connection)
    made = plan_round(standings, tree, _paths(connection, given), heads, silent)
    return made, mail_plans.reachable_people(connection)


def _whole_trees(connection: Connection, given: Given) -> list[Scope]:
    """One of each tree in which the assignment has an agency: heads above its agencies may have to be told."""
    roots = {path.split("/")[0] for path in _paths(connection, given)}
    found = (agency_store.find_agency(connection, root_id) for root_id in sorted(roots))
    return [courier_scope(root.id, root.path) for root in found if root is not None]


def _paths(connection: Connection, given: Given) -> list[str]:
    found = (agency_store.find_agency(connection, agency_id) for agency_id in sorted(given.rule.agency_ids))
    return [agency.path for agency in found if agency is not None]


def _end_of_day(given: Given, now: datetime) -> datetime:
    """A digest tells how things stand today; tomorrow it would be wrong. The last day ends with the window."""
    window = given.window
    tomorrow = window.day_of(now) + timedelta(days=1)
    return datetime.combine(tomorrow, time(), offset_of(window.zone))
