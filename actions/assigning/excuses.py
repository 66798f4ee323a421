"""Excusing people from an assignment and giving them more time or attempts: one or many at once, always written down.

Who excuses must have every agency of the assignment in scope: a unit cannot make its own figure better.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from actions.assigning.assignments import changeable, note
from actions.learning.assigned import decision_of
from people.access import Assigner, Scope
from people.assigning.assignment_errors import AssignmentRefused, NotForOneself
from people.assigning.assignment_rules import Decision, Exemption, Given
from people.errors import NotFound
from store.assigning import assignment_rules as rule_store
from store.assigning.assignment_rules import NOTHING_EXTRA, Accommodation, Author, Decided
from store.clock import to_text
from store.database import Connection, Database
from store.ids import new_id
from store.registry import agencies as agency_store

MAX_EXTRA_MINUTES, MAX_EXTRA_ATTEMPTS = 300, 20
MAX_PEOPLE = 200
"""At once; more than that is a rule of its own, not a list of exceptions."""
_MAX_REASON = 300


@dataclass(frozen=True)
class PersonSheet:
    """One person of an assignment: where they stand, what they have been given, and everything decided before."""

    decision: Decision
    exemption: Exemption | None
    extra: Accommodation
    history: tuple[Decided, ...]


def person_sheets(
    database: Database, by: Assigner, assignment_id: str, person_ids: Sequence[str], now: datetime
) -> tuple[PersonSheet, ...]:
    """In the order asked for. Raises NotAllowed, NotFound."""
    with database.read() as connection:
        given = changeable(connection, by.scope, assignment_id)
        return tuple(
            PersonSheet(
                _targeted(connection, by.scope, given, person_id, now),
                rule_store.exemption_of(connection, assignment_id, person_id),
                rule_store.accommodation_of(connection, assignment_id, person_id),
                tuple(rule_store.history_of(connection, assignment_id, person_id)),
            )
            for person_id in person_ids
        )


def exempt_all(
    database: Database,
    by: Assigner,
    assignment_id: str,
    person_ids: Sequence[str],
    exemption: Exemption | None,
    now: datetime,
) -> int:
    """Exemption or leave, with reason and document; None takes it back. How many people it changed: all, or nobody on an error.

    Raises AssignmentRefused, NotAllowed (also for oneself), NotFound.
    """
    if exemption is not None:
        _check_words(exemption.reason, exemption.document)
        if exemption.until_day is not None and exemption.until_day < exemption.from_day:
            raise AssignmentRefused("Tanggal berakhir mendahului tanggal mulai.", "Perbaiki salah satunya.")

    def decide(connection: Connection, person_id: str, author: Author) -> object:
        before = rule_store.exemption_of(connection, assignment_id, person_id)
        if before != exemption:
            rule_store.add_exemption(connection, assignment_id, person_id, exemption, author)
        return before

    return _decide_all(database, by, (assignment_id, "assignment.exempt", exemption), person_ids, now, decide)


def accommodate_all(
    database: Database,
    by: Assigner,
    assignment_id: str,
    person_ids: Sequence[str],
    extra: Accommodation,
    now: datetime,
) -> int:
    """Extra minutes and attempts from the next start on; zero and zero take them back. How many people it changed.

    Raises AssignmentRefused, NotAllowed (also for oneself), NotFound.
    """
    if not (0 <= extra.extra_minutes <= MAX_EXTRA_MINUTES and 0 <= extra.extra_attempts <= MAX_EXTRA_ATTEMPTS):
        raise AssignmentRefused(
            "Tambahan waktu atau percobaan di luar batas.",
            f"Isi 0 sampai {MAX_EXTRA_MINUTES} menit dan 0 sampai {MAX_EXTRA_ATTEMPTS} percobaan.",
        )
    if extra.extra_minutes or extra.extra_attempts:
        _check_words(extra.reason, extra.document)
    else:
        extra = NOTHING_EXTRA

    def decide(connection: Connection, person_id: str, author: Author) -> object:
        before = rule_store.accommodation_of(connection, assignment_id, person_id)
        if before != extra:
            rule_store.add_accommodation(connection, assignment_id, person_id, extra, author)
        return before

    return _decide_all(database, by, (assignment_id, "assignment.accommodate", extra), person_ids, now, decide)


def _decide_all(
    database: Database,
    by: Assigner,
    what: tuple[str, str, Exemption | Accommodation | None],
    person_ids: Sequence[str],
    now: datetime,
    decide: Callable[[Connection, str, Author], object],
) -> int:
    """One transaction and one batch of audit entries; who has it already is left alone."""
    assignment_id, deed, wanted = what
    if not 1 <= len(person_ids) <= MAX_PEOPLE:
        raise AssignmentRefused(
            "Belum ada orang yang dipilih, atau terlalu banyak.", f"Pilih 1 sampai {MAX_PEOPLE} orang."
        )
    author, batch_id, changed = Author(by.actor, to_text(now)), new_id(now), 0
    with database.write() as connection:
        given = changeable(connection, by.scope, assignment_id)
        if by.actor in person_ids:
            raise NotForOneself()
        for person_id in dict.fromkeys(person_ids):
            _targeted(connection, by.scope, given, person_id, now)
            before = decide(connection, person_id, author)
            if before != wanted:
                changed += 1
                was, will_be = _about(assignment_id, before), _about(assignment_id, wanted)
                note(connection, by, now, deed, ("person", person_id), was, will_be, batch_id)
    return changed


def _targeted(connection: Connection, scope: Scope, given: Given, person_id: str, now: datetime) -> Decision:
    """Somebody whom the assignment is for and who counts in scope; anybody else does not exist here."""
    decision = decision_of(connection, given, person_id, now)
    if decision is None or decision.standing == "out" or decision.agency_id is None:
        raise NotFound("Orang itu", "Pilih dari daftar sasaran penugasan.")
    agency = agency_store.find_agency(connection, decision.agency_id)
    if agency is None or not scope.covers(agency.path):
        raise NotFound("Orang itu", "Pilih dari daftar sasaran penugasan.")
    return decision


def _check_words(reason: str, document: str) -> None:
    for words, name in ((reason, "Alasan"), (document, "Rujukan dokumen")):
        if not 1 <= len(words.strip()) <= _MAX_REASON:
            raise AssignmentRefused(f"{name} kosong atau terlalu panjang.", f"Tulis 1 sampai {_MAX_REASON} huruf.")


def _about(assignment_id: str, what: object) -> dict[str, object]:
    return {"assignment": assignment_id, **(asdict(what) if what else {})}  # type: ignore[call-overload]
