"""Choosing when heads are written to about an assignment: by whoever may change that assignment, audited."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from actions.assigning.assignments import changeable, may_change
from actions.courseware import Courseware
from actions.mail.send_mail import mail_of
from people.access import Assigner
from people.assigning.assignment_rules import Given
from people.mail.mail_times import DAYS_BEFORE, WEEKDAYS, MailPlan, mail_days
from people.mail.outbox_rules import PlanRefused
from settings import Settings
from store.assigning import assignment_rules
from store.auditing import audit as audit_store
from store.auditing.audit import AuditEntry, as_json
from store.clock import to_text
from store.database import Database
from store.ids import new_id
from store.mail import mail_plans
from store.mail.mail_plans import RoundRow


@dataclass(frozen=True)
class Planned:
    """An assignment's schedule, the days still to come, and what was made on the latest days."""

    given: Given
    plan: MailPlan
    days: tuple[date, ...]
    rounds: tuple[RoundRow, ...]


def running(database: Database, courseware: Courseware, by: Assigner, now: datetime) -> tuple[Given, ...]:
    """Assignments that are neither over nor withdrawn and may be changed by the assigner, the earliest deadline first."""
    with database.read() as connection:
        return tuple(
            given
            for given in assignment_rules.all_given(connection)
            if not given.is_withdrawn
            and not given.window.is_over(now)
            and given.course_id in courseware.bank.courses
            and may_change(connection, by.scope, given)
        )


def planned(database: Database, settings: Settings, by: Assigner, assignment_id: str, now: datetime) -> Planned:
    """Raises NotAllowed, NotFound."""
    with database.read() as connection:
        given = changeable(connection, by.scope, assignment_id)
        plan = mail_plans.plan_of(connection, assignment_id)
        rounds = tuple(mail_plans.rounds_of(connection, assignment_id))
    return Planned(given, plan, days_to_come(given, plan, settings, now), rounds)


def days_to_come(given: Given, plan: MailPlan, settings: Settings, now: datetime) -> tuple[date, ...]:
    """From today on."""
    quiet_days = settings.mail.quiet_days if settings.mail else frozenset()
    today = given.window.day_of(now)
    return tuple(sorted(day for day in mail_days(plan, given.window, quiet_days) if day >= today))


def choose_plan(
    database: Database, settings: Settings, by: Assigner, assignment_id: str, plan: MailPlan, now: datetime
) -> None:
    """A plan without days switches the letters off. Raises MailNotPossible, NotAllowed, NotFound, PlanRefused."""
    if plan.is_on:
        mail_of(settings)
    if not (plan.weekdays <= set(WEEKDAYS) and plan.days_before <= set(DAYS_BEFORE)):
        raise PlanRefused("Jadwal surat memuat hari yang tidak dikenal.", "Pilih hari dari daftar.")
    with database.write() as connection:
        given = changeable(connection, by.scope, assignment_id)
        if plan.is_on and given.window.is_over(now):
            raise PlanRefused(
                "Penugasan itu sudah berakhir.", "Jadwal surat hanya untuk penugasan yang masih berjalan."
            )
        before = mail_plans.plan_of(connection, assignment_id)
        if before == plan:
            return
        mail_plans.set_plan(connection, assignment_id, plan, by.actor, to_text(now))
        was, will_be = as_json(_facts(before)), as_json(_facts(plan))
        entry = AuditEntry(
            new_id(now), None, to_text(now), by.actor, "mail.plan", "assignment", assignment_id, was, will_be
        )
        audit_store.add_audit_entries(connection, [entry])


def _facts(plan: MailPlan) -> dict[str, object]:
    return {
        "weekdays": sorted(plan.weekdays), "days_before": sorted(plan.days_before), "reminders": plan.reminders,
    }  # fmt: skip
