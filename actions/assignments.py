"""Giving assignments and changing them: created, window moved, people exempted or accommodated; each one audited deed.

Who gives an assignment must have every agency of it in scope, and so must whoever changes it or excuses from it: a unit
cannot make its own figure better.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import date, datetime

from actions.assigned import decision_of
from actions.courseware import Courseware
from people.access import Assigner, Scope
from people.assignment_errors import AssignmentRefused
from people.assignment_rules import Decision, Exemption, Given, Rule
from people.errors import NotAllowed, NotFound
from people.windows import Window
from store import agencies as agency_store
from store import assignment_rules as rule_store
from store import assignments as assignment_store
from store import audit as audit_store
from store.assignment_rules import Accommodation, Author
from store.audit import AuditEntry, as_json
from store.clock import to_text
from store.database import Connection, Database
from store.ids import new_id

MAX_EXTRA_MINUTES, MAX_EXTRA_ATTEMPTS = 300, 20
_MAX_TITLE, _MAX_REASON = 120, 300


@dataclass(frozen=True)
class Draft:
    """What is to be given: nothing is written yet."""

    course_id: str
    title: str
    rule: Rule
    window: Window


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
        _note(connection, by, now, "assignment.create", ("assignment", assignment_id), None, _facts(given))
    return assignment_id


def change_window(
    database: Database, by: Assigner, assignment_id: str, opens_on: date, due_on: date, now: datetime
) -> None:
    """Once open, the first day stays: it decides who is a joiner. Raises AssignmentRefused, NotAllowed, NotFound."""
    with database.write() as connection:
        given = _changeable(connection, by.scope, assignment_id)
        old = given.window
        window = replace(old, opens_on=opens_on, due_on=due_on)
        _check_window(window, now)
        if opens_on != old.opens_on and now >= min(old.opens_at, window.opens_at):
            raise AssignmentRefused(
                "Penugasan ini sudah dibuka, jadi hari pertamanya tidak dapat diubah.", "Ubah batas waktunya saja."
            )
        if window == old:
            return
        rule_store.set_window(connection, assignment_id, window)
        before, after = _days(old), _days(window)
        _note(connection, by, now, "assignment.window", ("assignment", assignment_id), before, after)


def exempt(
    database: Database, by: Assigner, assignment_id: str, person_id: str, exemption: Exemption | None, now: datetime
) -> None:
    """Exemption or leave, with reason and document; None takes it back. Raises AssignmentRefused, NotAllowed, NotFound."""
    if exemption is not None:
        _check_words(exemption.reason, exemption.document)
        if exemption.until_day is not None and exemption.until_day < exemption.from_day:
            raise AssignmentRefused("Tanggal berakhir mendahului tanggal mulai.", "Perbaiki salah satunya.")
    with database.write() as connection:
        _targeted(connection, by.scope, assignment_id, person_id, now)
        before = rule_store.exemption_of(connection, assignment_id, person_id)
        if before == exemption:
            return
        rule_store.add_exemption(connection, assignment_id, person_id, exemption, Author(by.actor, to_text(now)))
        was, will_be = _about(assignment_id, before), _about(assignment_id, exemption)
        _note(connection, by, now, "assignment.exempt", ("person", person_id), was, will_be)


def accommodate(
    database: Database, by: Assigner, assignment_id: str, person_id: str, extra: Accommodation, now: datetime
) -> None:
    """Extra minutes and attempts from the next start on; zero and zero take them back.

    Raises AssignmentRefused, NotAllowed, NotFound.
    """
    if not (0 <= extra.extra_minutes <= MAX_EXTRA_MINUTES and 0 <= extra.extra_attempts <= MAX_EXTRA_ATTEMPTS):
        raise AssignmentRefused(
            "Tambahan waktu atau percobaan di luar batas.",
            f"Isi 0 sampai {MAX_EXTRA_MINUTES} menit dan 0 sampai {MAX_EXTRA_ATTEMPTS} percobaan.",
        )
    if extra.extra_minutes or extra.extra_attempts:
        _check_words(extra.reason, extra.document)
    with database.write() as connection:
        _targeted(connection, by.scope, assignment_id, person_id, now)
        before = rule_store.accommodation_of(connection, assignment_id, person_id)
        if before == extra:
            return
        rule_store.add_accommodation(connection, assignment_id, person_id, extra, Author(by.actor, to_text(now)))
        was, will_be = _about(assignment_id, before), _about(assignment_id, extra)
        _note(connection, by, now, "assignment.accommodate", ("person", person_id), was, will_be)


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
    _check_window(draft.window, now)
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


def _changeable(connection: Connection, scope: Scope, assignment_id: str) -> Given:
    given = rule_store.find_given(connection, assignment_id)
    if given is None:
        raise NotFound("Penugasan itu", "Pilih penugasan dari daftar.")
    if not may_change(connection, scope, given):
        raise NotAllowed("assign")
    return given


def _targeted(
    connection: Connection, scope: Scope, assignment_id: str, person_id: str, now: datetime
) -> tuple[Given, Decision]:
    """Somebody whom the assignment is for and who counts in scope; anybody else does not exist here."""
    given = _changeable(connection, scope, assignment_id)
    decision = decision_of(connection, given, person_id, now)
    if decision is None or decision.standing == "out" or decision.agency_id is None:
        raise NotFound("Orang itu", "Pilih dari daftar sasaran penugasan.")
    agency = agency_store.find_agency(connection, decision.agency_id)
    if agency is None or not scope.covers(agency.path):
        raise NotFound("Orang itu", "Pilih dari daftar sasaran penugasan.")
    return given, decision


def _check_window(window: Window, now: datetime) -> None:
    if window.due_on < window.opens_on:
        raise AssignmentRefused("Batas waktu mendahului hari pertama.", "Perbaiki salah satu tanggalnya.")
    if window.is_over(now):
        raise AssignmentRefused("Batas waktu itu sudah lewat.", "Pilih hari ini atau sesudahnya.")


def _check_words(reason: str, document: str) -> None:
    for words, name in ((reason, "Alasan"), (document, "Rujukan dokumen")):
        if not 1 <= len(words.strip()) <= _MAX_REASON:
            raise AssignmentRefused(f"{name} kosong atau terlalu panjang.", f"Tulis 1 sampai {_MAX_REASON} huruf.")


def _days(window: Window) -> dict[str, object]:
    return {"opens_on": window.opens_on.isoformat(), "due_on": window.due_on.isoformat(), "zone": window.zone}


def _facts(given: Given) -> dict[str, object]:
    rule = given.rule
    return {
        "course": given.course_id, "title": given.title, "agencies": sorted(rule.agency_ids),
        "employments": sorted(rule.employments), "audience": rule.audience, "joiners": rule.joiners,
        "movers": rule.movers, **_days(given.window),
    }  # fmt: skip


def _about(assignment_id: str, what: Exemption | Accommodation | None) -> dict[str, object]:
    return {"assignment": assignment_id, **(asdict(what) if what else {})}


def _note(
    connection: Connection,
    by: Assigner,
    now: datetime,
    action: str,
    subject: tuple[str, str],
    before: dict[str, object] | None,
    after: dict[str, object] | None,
) -> None:
    entry = AuditEntry(
        new_id(now), None, to_text(now), by.actor, action, *subject, as_json(before), as_json(after)
    )  # fmt: skip
    audit_store.add_audit_entries(connection, [entry])
