"""Choosing when a supervisor gets the report of an assignment by mail: by themselves, or by an administrator for them; audited."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from actions.assigning.assignments import require_reaching
from actions.deeds import Facts, deed
from actions.mail.send_mail import mail_of
from actions.registry.supervision import subtrees
from actions.reports.makers import MAILED
from people.access import Operator, supervision_scopes
from people.assigning.assignment_rules import Given
from people.errors import NotFound
from people.mail.outbox_rules import PlanRefused
from people.mail.report_schedule import RHYTHMS, Rhythm, Wish, next_report_day
from people.models import Viewer
from settings import Settings
from store.assigning import assignment_rules
from store.auditing import audit as audit_store
from store.auditing.audit import AuditEntry, as_json
from store.clock import to_text
from store.database import Connection, Database
from store.ids import new_id
from store.mail import mail_plans
from store.mail import report_mail as wish_store
from store.mail.report_mail import SupervisorRow
from store.registry import people as people_store


@dataclass(frozen=True)
class Wished:
    """What one supervisor asked for, and the next day it leaves; None: never, or not known yet."""

    wish: Wish | None
    next_day: date | None
    has_address: bool


@dataclass(frozen=True)
class WishLine:
    """One wish as an administrator sees it."""

    person_id: str
    name: str = field(repr=False)
    assignment_id: str
    title: str
    rhythm: Rhythm
    form: str


def report_wish(database: Database, settings: Settings, viewer: Viewer, assignment_id: str, now: datetime) -> Wished:
    """Of the viewer. Raises NotAllowed, NotFound, NothingSupervised."""
    given = _given_to(database, settings, viewer, assignment_id, now)
    with database.read() as connection:
        wish = wish_store.find_wish(connection, viewer.person_id, assignment_id)
        has_address = mail_plans.has_address(connection, viewer.person_id)
    next_day = next_report_day(wish.rhythm, given.window, given.window.day_of(now)) if wish else None
    return Wished(wish, next_day, has_address)


def choose_report_mail(
    database: Database, settings: Settings, viewer: Viewer, assignment_id: str, wish: Wish | None, now: datetime
) -> None:
    """For the viewer; None: no more. Raises MailNotPossible, NotAllowed, NotFound, NothingSupervised, PlanRefused."""
    given = _given_to(database, settings, viewer, assignment_id, now)
    _check(settings, given, wish, now)
    with database.write() as connection:
        before = wish_store.find_wish(connection, viewer.person_id, assignment_id)
        if before == wish:
            return
        wish_store.set_wish(connection, viewer.person_id, assignment_id, wish, viewer.person_id, to_text(now))
        was, will_be = as_json(_facts(assignment_id, before)), as_json(_facts(assignment_id, wish))
        entry = AuditEntry(
            new_id(now), None, to_text(now), viewer.person_id, "mail.report", "person", viewer.person_id, was, will_be
        )
        audit_store.add_audit_entries(connection, [entry])


# --- An administrator, for others ------------------------------------------------------------


def report_wishes(database: Database, operator: Operator) -> tuple[WishLine, ...]:
    """Everybody's, by name."""
    with database.read() as connection:
        titles = {given.id: given.title for given in assignment_rules.all_given(connection)}
        found = wish_store.all_wishes(connection)
    return tuple(
        WishLine(row.person_id, row.name, row.assignment_id, titles.get(row.assignment_id, ""), row.rhythm, row.form)
        for row in found
    )


def report_readers(database: Database, operator: Operator) -> tuple[SupervisorRow, ...]:
    """Supervisors who have an address, by name."""
    with database.read() as connection:
        return tuple(wish_store.reachable_supervisors(connection))


def set_report_mail(
    database: Database,
    settings: Settings,
    operator: Operator,
    person_id: str,
    assignment_id: str,
    wish: Wish | None,
    now: datetime,
) -> str:
    """For a supervisor; the deed's batch id. What they may see is asked when the report is made.

    Raises MailNotPossible, NotFound, PlanRefused.
    """
    with deed(database, operator, now) as doing:
        connection = doing.connection
        given = _given(connection, assignment_id)
        _check(settings, given, wish, now)
        if not people_store.has_role(connection, person_id, "supervisor") and wish is not None:
            raise PlanRefused("Orang ini bukan penyelia.", "Pilih penyelia dari daftar.")
        before = wish_store.find_wish(connection, person_id, assignment_id)
        wish_store.set_wish(connection, person_id, assignment_id, wish, operator.actor, to_text(now))
        doing.note("mail.report", "person", person_id, _facts(assignment_id, before), _facts(assignment_id, wish))
    return doing.batch_id


def _given_to(database: Database, settings: Settings, viewer: Viewer, assignment_id: str, now: datetime) -> Given:
    """An assignment that reaches one of the viewer's subtrees."""
    today = now.astimezone(ZoneInfo(settings.time_zone)).date()
    scopes = supervision_scopes(viewer, subtrees(database, viewer, today))
    with database.read() as connection:
        for scope in scopes[:-1]:
            try:
                return require_reaching(connection, scope, assignment_id)
            except NotFound:
                continue
        return require_reaching(connection, scopes[-1], assignment_id)


def _given(connection: Connection, assignment_id: str) -> Given:
    given = assignment_rules.find_given(connection, assignment_id)
    if given is None:
        raise NotFound("Penugasan itu", "Pilih penugasan dari daftar.")
    return given


def _check(settings: Settings, given: Given, wish: Wish | None, now: datetime) -> None:
    if wish is None:
        return
    mail_of(settings)
    if wish.rhythm not in RHYTHMS or wish.form not in MAILED:
        raise PlanRefused("Jadwal atau bentuk laporan itu tidak dikenal.", "Pilih dari daftar.")
    if given.is_withdrawn or (given.window.is_over(now) and _none_left(given, wish, now)):
        raise PlanRefused("Penugasan itu sudah berakhir.", "Unduh laporannya di halaman Pemahaman.")


def _none_left(given: Given, wish: Wish, now: datetime) -> bool:
    return next_report_day(wish.rhythm, given.window, given.window.day_of(now)) is None


def _facts(assignment_id: str, wish: Wish | None) -> Facts | None:
    return {"assignment": assignment_id, "rhythm": wish.rhythm, "form": wish.form} if wish else None
