"""Giving assignments and changing them: created, window moved, withdrawn and restored; each one audited deed.

Who gives an assignment must have every agency of it in scope, and so must whoever changes it or excuses from it: a unit
cannot make its own figure better.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from actions.courseware import Courseware
from people.access import Assigner, Scope
from people.assigning.assignment_errors import AssignmentRefused
from people.assigning.assignment_rules import Given, Rule
from people.assigning.stage_windows import MAX_DAYS, Anchor, StageDays, WindowRule, resolve
from people.assigning.windows import Window
from people.errors import NotAllowed, NotFound
from store.assigning import assignment_rules as rule_store
from store.assigning import assignments as assignment_store
from store.assigning import stage_windows as stage_window_store
from store.assigning import withdrawals as withdrawal_store
from store.assigning.assignment_rules import Author
from store.auditing import audit as audit_store
from store.auditing.audit import AuditEntry, as_json
from store.clock import from_text, to_text
from store.database import Connection, Database
from store.ids import new_id
from store.mail import outbox
from store.registry import agencies as agency_store
from store.registry import people as people_store

_MAX_TITLE, _MAX_REASON = 120, 300


@dataclass(frozen=True)
class Draft:
    """What is to be given: nothing is written yet."""

    course_id: str
    title: str
    rule: Rule
    window: Window
    window_rule: WindowRule | None = None
    """What the window was counted from, when not from plain days."""


@dataclass(frozen=True)
class Withdrawn:
    """``by``: a name."""

    reason: str
    by: str
    at: datetime


def create(
    database: Database, courseware: Courseware, by: Assigner, draft: Draft, now: datetime, *, assignment_id: str
) -> str:
    """The assignment's id, made when the form opened: a second press writes nothing. Raises AssignmentRefused, NotAllowed."""
    with database.write() as connection:
        check_draft(connection, courseware, by.scope, draft, now)
        if rule_store.find_given(connection, assignment_id) is not None:
            return assignment_id
        given = Given(assignment_id, draft.course_id, " ".join(draft.title.split()), draft.rule, draft.window)
        assignment_store.add_assignment(connection, rule_store.assignment_row(given), sorted(draft.rule.agency_ids))
        rule_store.add_rule(connection, given, Author(by.actor, to_text(now)))
        if draft.window_rule is not None:
            stage_window_store.add_window_rule(
                connection, assignment_id, draft.window_rule, Author(by.actor, to_text(now))
            )
        note(connection, by, now, "assignment.create", ("assignment", assignment_id), None, _facts(given))
    return assignment_id


def change_window(
    database: Database, by: Assigner, assignment_id: str, opens_on: date, due_on: date, now: datetime
) -> None:
    """Once open, the first day stays: it decides who is a joiner. Days set by hand no longer follow an election stage.

    Raises AssignmentRefused, NotAllowed, NotFound.
    """
    with database.write() as connection:
        given = changeable(connection, by.scope, assignment_id)
        old = given.window
        window = replace(old, opens_on=opens_on, due_on=due_on)
        check_window(window, now)
        if not old.is_waiting and opens_on != old.opens_on and now >= min(old.opens_at, window.opens_at):
            raise AssignmentRefused(
                "Penugasan ini sudah dibuka, jadi hari pertamanya tidak dapat diubah.", "Ubah batas waktunya saja."
            )
        if window == old:
            return
        rule_store.set_window(connection, assignment_id, window)
        if assignment_id in stage_window_store.window_rules(connection):
            by_hand = WindowRule(opens_on, due_on)
            stage_window_store.add_window_rule(connection, assignment_id, by_hand, Author(by.actor, to_text(now)))
        before, after = _days(old), _days(window)
        note(connection, by, now, "assignment.window", ("assignment", assignment_id), before, after)


def withdraw(database: Database, by: Assigner, assignment_id: str, reason: str, now: datetime) -> None:
    """Nobody's duty from now on; letters about it do not leave; what was taken stays evidence, open attempts may be finished.

    Raises AssignmentRefused, NotAllowed, NotFound.
    """
    if not 1 <= len(reason.strip()) <= _MAX_REASON:
        raise AssignmentRefused("Alasan kosong atau terlalu panjang.", f"Tulis 1 sampai {_MAX_REASON} huruf.")
    _set_withdrawn(database, by, assignment_id, reason.strip(), now, True)


def restore(database: Database, by: Assigner, assignment_id: str, now: datetime) -> None:
    """Take a withdrawal back: everything holds again as before. Raises NotAllowed, NotFound."""
    _set_withdrawn(database, by, assignment_id, "", now, False)


def find_withdrawal(database: Database, scope: Scope, assignment_id: str) -> Withdrawn | None:
    """Why, when and by whom the assignment was withdrawn; None when it is not. Raises NotFound."""
    with database.read() as connection:
        require_reaching(connection, scope, assignment_id)
        found = withdrawal_store.newest_withdrawal(connection, assignment_id)
        if found is None or found.kind != "withdrawn":
            return None
        person = people_store.find_person(connection, found.decided_by)
    return Withdrawn(found.reason, person.name if person else found.decided_by, from_text(found.decided_at))


def _set_withdrawn(
    database: Database, by: Assigner, assignment_id: str, reason: str, now: datetime, withdrawn: bool
) -> None:
    """Doing it twice changes nothing."""
    with database.write() as connection:
        if changeable(connection, by.scope, assignment_id).is_withdrawn == withdrawn:
            return
        kind, deed = ("withdrawn", "assignment.withdraw") if withdrawn else ("restored", "assignment.restore")
        withdrawal_store.add_withdrawal(connection, assignment_id, kind, reason, Author(by.actor, to_text(now)))
        if withdrawn:
            outbox.cancel_about(connection, assignment_id, to_text(now), by.actor)
        before, after = {"withdrawn": not withdrawn}, {"withdrawn": withdrawn, "reason": reason}
        note(connection, by, now, deed, ("assignment", assignment_id), before, after)


def check_draft(connection: Connection, courseware: Courseware, scope: Scope, draft: Draft, now: datetime) -> None:
    """Raises AssignmentRefused, NotAllowed."""
    if draft.course_id not in courseware.bank.courses:
        raise AssignmentRefused("Kursus itu tidak ada.", "Pilih kursus dari daftar.")
    if not 1 <= len(" ".join(draft.title.split())) <= _MAX_TITLE:
        raise AssignmentRefused("Judul kosong atau terlalu panjang.", f"Tulis judul 1 sampai {_MAX_TITLE} huruf.")
    if not draft.rule.agency_ids:
        raise AssignmentRefused("Belum ada unit yang dipilih.", "Pilih paling sedikit satu unit.")
    if not draft.rule.employments:
        raise AssignmentRefused("Belum ada jenis kepegawaian yang dipilih.", "Pilih paling sedikit satu jenis.")
    check_window(draft.window, now)
    if draft.window_rule is not None:
        _check_window_rule(courseware, draft)
    _require_all(connection, scope, draft.rule)


def may_change(connection: Connection, scope: Scope, given: Given) -> bool:
    """Whether every agency of the assignment is in scope."""
    found = [agency_store.find_agency(connection, agency_id) for agency_id in given.rule.agency_ids]
    return bool(found) and all(agency is not None and scope.covers(agency.path) for agency in found)


def _require_all(connection: Connection, scope: Scope, rule: Rule) -> None:
    """An agency outside the scope and one that does not exist get the same answer."""
    for agency_id in rule.agency_ids:
        agency = agency_store.find_agency(connection, agency_id)
        if agency is None or not scope.covers(agency.path):
            raise NotAllowed("assign")


def require_reaching(connection: Connection, scope: Scope, assignment_id: str) -> Given:
    """One that does not reach the scope does not exist there. Raises NotFound."""
    given = rule_store.find_given(connection, assignment_id)
    if given is None or assignment_id not in rule_store.ids_reaching(connection, scope.agency_path):
        raise NotFound("Penugasan itu", "Pilih penugasan dari daftar.")
    return given


def changeable(connection: Connection, scope: Scope, assignment_id: str) -> Given:
    """Raises NotAllowed, NotFound."""
    given = rule_store.find_given(connection, assignment_id)
    if given is None:
        raise NotFound("Penugasan itu", "Pilih penugasan dari daftar.")
    if not may_change(connection, scope, given):
        raise NotAllowed("assign")
    return given


def stage_days(courseware: Courseware) -> StageDays:
    return {stage.id: (stage.begins, stage.ends) for stage in courseware.library.stages.values()}


def _check_window_rule(courseware: Courseware, draft: Draft) -> None:
    rule, stages = draft.window_rule, stage_days(courseware)
    assert rule is not None
    for end in (rule.opens, rule.due):
        if isinstance(end, Anchor) and (end.stage_id not in stages or abs(end.days) > MAX_DAYS):
            raise AssignmentRefused(
                "Tahapan atau jumlah harinya tidak dikenal.",
                f"Pilih tahapan dari daftar dan paling banyak {MAX_DAYS} hari.",
            )
    if resolve(rule, stages, draft.window.zone) != draft.window:
        raise AssignmentRefused("Tanggal tahapan baru saja berubah.", "Lihat lagi pratinjaunya, lalu tugaskan.")


def check_window(window: Window, now: datetime) -> None:
    """Raises AssignmentRefused."""
    if window.due_on < window.opens_on:
        raise AssignmentRefused("Batas waktu mendahului hari pertama.", "Perbaiki salah satu tanggalnya.")
    if window.is_over(now):
        raise AssignmentRefused("Batas waktu itu sudah lewat.", "Pilih hari ini atau sesudahnya.")


def _days(window: Window) -> dict[str, object]:
    return {"opens_on": window.opens_on.isoformat(), "due_on": window.due_on.isoformat(), "zone": window.zone}


def _facts(given: Given) -> dict[str, object]:
    rule = given.rule
    return {
        "course": given.course_id, "title": given.title, "agencies": sorted(rule.agency_ids),
        "employments": sorted(rule.employments), "audience": rule.audience, "joiners": rule.joiners,
        "movers": rule.movers, **_days(given.window),
    }  # fmt: skip


def note(
    connection: Connection,
    by: Assigner,
    now: datetime,
    action: str,
    subject: tuple[str, str],
    before: dict[str, object] | None,
    after: dict[str, object] | None,
    batch_id: str | None = None,
) -> None:
    """One entry in the audit trail."""
    entry = AuditEntry(
        new_id(now), batch_id, to_text(now), by.actor, action, *subject, as_json(before), as_json(after)
    )  # fmt: skip
    audit_store.add_audit_entries(connection, [entry])
