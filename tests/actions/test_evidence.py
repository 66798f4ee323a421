"""What an auditor reads: codes instead of names, small units under larger names, and a check that finds what was altered."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest

from actions.auditing.evidence import (
    DECISION_HEAD,
    HEAD,
    PAGE_LENGTH,
    WITHHELD,
    assignment_counts,
    decisions,
    evidence_csv,
    evidence_page,
)
from actions.auditing.evidence_check import EvidenceCheck, check_evidence
from actions.learning import take_quiz
from people.audit_words import ACTION_TITLES
from people.errors import NotAllowed, NotFound
from people.models import Viewer
from store.auditing.audit import AuditEntry, add_audit_entries
from store.clock import to_text
from store.database import Database
from store.ids import new_id
from store.summaries.rollups import dump_rollups
from tests.actions.test_rollups import answer_to
from tests.builders import KINDS, NOW, add_learner, item_data, make_courseware, make_database

AUDITOR = Viewer("putu", "Putu", "auditor", "pns", "kab", "Kabupaten", False)
TASK = "tugas-kursus"


class School:
    """People take the quiz; ``take`` gives the attempt's id."""

    def __init__(self, folder: Path) -> None:
        self.courseware = make_courseware(folder)
        self.database: Database = make_database(folder / "netral.sqlite")
        self._attempts = 0

    def take(self, person_id: str, agency: str = "disdik", *, submit: bool = True, again: bool = False) -> str:
        learner = Viewer(person_id, person_id, "learner", "pns", agency, agency, True)
        if not again:
            learner = add_learner(self.database, person_id, agency)
        self._attempts += 1
        now = NOW + timedelta(seconds=self._attempts)
        attempt_id = take_quiz.start_attempt(
            self.database, self.courseware, learner, "kuis", now, attempt_id=new_id(now, self._attempts), seed=1
        )
        if submit:
            take_quiz.submit(self.database, learner, attempt_id, now + timedelta(minutes=1))
        return attempt_id

    def spoil(self, sql: str, guard: str) -> None:
        """As somebody with the file in their hands could: the trigger that guards the table is taken away first."""
        with self.database.write() as connection:
            connection.execute(f"DROP TRIGGER IF EXISTS {guard}")
            connection.execute(sql)

    def check(self) -> EvidenceCheck:
        return check_evidence(self.database, AUDITOR, lambda stage, done, total: None)


@pytest.fixture
def school(tmp_path: Path) -> School:
    return School(tmp_path)


def test_a_person_is_a_code_that_stays_and_is_not_their_id_or_name(school: School) -> None:
    school.take("budisantoso")
    school.take("budisantoso", again=True)
    school.take("siti")
    rows = evidence_page(school.database, AUDITOR, TASK).rows
    codes = [row[0] for row in rows]
    assert codes[1] == codes[2] != codes[0] and len(codes[0]) == 11
    assert codes == [row[0] for row in evidence_page(school.database, AUDITOR, TASK).rows]
    text = str(rows).lower() + evidence_csv(school.database, AUDITOR, TASK).decode().lower()
    assert "budisantoso" not in text and "siti" not in text
    assert all(len(row) == len(HEAD) for row in rows)


def test_a_unit_of_few_people_is_named_by_the_one_above(school: School) -> None:
    school.take("satu", "dinkes")
    assert {row[1] for row in evidence_page(school.database, AUDITOR, TASK).rows} == {WITHHELD}
    for number in range(11):
        school.take(f"guru{number}", "disdik")
    named = [row[1] for row in evidence_page(school.database, AUDITOR, TASK).rows]
    assert named.count("Dinas Pendidikan") == 11 and named.count(WITHHELD) == 1
    for number in range(9):
        school.take(f"perawat{number}", "dinkes")
    assert {row[1] for row in evidence_page(school.database, AUDITOR, TASK).rows} == {
        "Dinas Pendidikan",
        "Dinas Kesehatan",
    }


def test_counts_of_few_people_are_said_in_words(school: School) -> None:
    assert assignment_counts(school.database, AUDITOR) == ()
    school.take("ani")
    (count,) = assignment_counts(school.database, AUDITOR)
    assert count.people == "kurang dari 10" and count.passed == "kurang dari 10"
    for number in range(9):
        school.take(f"guru{number}", submit=False)
    (count,) = assignment_counts(school.database, AUDITOR)
    assert (count.attempts, count.people, count.closed) == ("10", "10", "1")


def test_pages_follow_each_other_without_loss(school: School) -> None:
    add_learner(school.database, "ani")
    for _ in range(2):
        school.take("ani", again=True)
    for number in range(PAGE_LENGTH):
        school.take(f"guru{number}", submit=False)
    first = evidence_page(school.database, AUDITOR, TASK)
    second = evidence_page(school.database, AUDITOR, TASK, first.next_before)
    assert (len(first.rows), len(second.rows), second.next_before) == (PAGE_LENGTH, 2, None)
    assert evidence_csv(school.database, AUDITOR, TASK).decode().count("\r\n") == 1 + PAGE_LENGTH + 2


def test_decisions_are_read_without_names_and_without_reasons(school: School) -> None:
    add_learner(school.database, "ani")
    after = {"assignment": TASK, "extra_minutes": 30, "extra_attempts": 0, "reason": "rabun jauh", "document": "SK 12"}
    entry = AuditEntry(
        "e1", None, to_text(NOW), "wati", "assignment.accommodate", "person", "ani", None, json.dumps(after)
    )  # fmt: skip
    with school.database.write() as connection:
        add_audit_entries(connection, [entry])
    (row,) = decisions(school.database, AUDITOR)
    assert len(row) == len(DECISION_HEAD) and "tambahan menit: 30" in row[4]
    assert not any(word in str(row).lower() for word in ("rabun", "sk 12", "wati", "'ani'", "ani "))


def test_every_kind_of_decision_about_an_assignment_is_read(school: School) -> None:
    """Also that it was withdrawn: otherwise an auditor would wonder why nobody had to take it any more."""
    actions = [action for action in ACTION_TITLES if action.startswith("assignment.")]
    entries = [
        AuditEntry(f"e{n}", None, to_text(NOW), "wati", action, "assignment", TASK, None, '{"reason": "salah unit"}')
        for n, action in enumerate(actions)
    ]
    with school.database.write() as connection:
        add_audit_entries(connection, entries)
    found = decisions(school.database, AUDITOR)
    assert sorted(row[2] for row in found) == sorted(ACTION_TITLES[action] for action in actions)
    assert "salah unit" not in str(found)


def test_untouched_evidence_is_whole(school: School) -> None:
    for number in range(3):
        school.take(f"guru{number}")
    school.take("guru0", again=True)
    school.take("belum", submit=False)
    found = school.check()
    assert (found.attempts, found.fault_count) == (4, 0), found.faults
    assert found.versions == 7  # six items and the quiz


def test_answers_that_show_a_misconception_are_counted_again_too(tmp_path: Path) -> None:
    """Every kind of summary row that closing an attempt adds is one the check knows."""
    school = School(tmp_path)
    items = [item_data(kind, id=f"soal-{kind.replace('_', '-')}") for kind in KINDS if kind != "true_false"]
    items.append(item_data("true_false", id="soal-salah-paham", misconception="keliru"))
    school.courseware = make_courseware(tmp_path / "lain", items=items)
    attempt_id = school.take("guru", submit=False)
    learner = Viewer("guru", "guru", "learner", "pns", "disdik", "disdik", True)
    for position, item in enumerate(take_quiz.view_attempt(school.database, learner, attempt_id, NOW).items):
        answer = answer_to(item.shown, 1)
        take_quiz.save_answer(school.database, learner, attempt_id, position, answer, NOW + timedelta(seconds=2))
    take_quiz.submit(school.database, learner, attempt_id, NOW + timedelta(minutes=1))
    with school.database.read() as connection:
        assert len(dump_rollups(connection)["rollup_misconception"]) == 1
    assert school.check().fault_count == 0
    with school.database.write() as connection:
        connection.execute("UPDATE rollup_misconception SET met = met + 1")
    assert school.check().fault_count == 1


@pytest.mark.parametrize(
    ("sql", "guard", "what"),
    [
        ("UPDATE attempt SET score = 0.9999", "closed_attempt_is_never_changed", "Nilai tersimpan"),
        ("UPDATE attempt SET passed = 1 - passed", "closed_attempt_is_never_changed", "Nilai tersimpan"),
        ("UPDATE attempt SET marks = '[1,1,1,1,1,1]'", "closed_attempt_is_never_changed", "Nilai tersimpan"),
        ("UPDATE rollup_progress SET passed = passed + 1", "closed_attempt_is_never_changed", "Ringkasan"),
        ("DELETE FROM rollup_indicator", "closed_attempt_is_never_changed", "Ringkasan"),
        ("UPDATE rollup_person SET progress = 1", "closed_attempt_is_never_changed", "Ringkasan"),
        ("DELETE FROM rollup_item_answer", "closed_attempt_is_never_changed", "Ringkasan"),
        ("UPDATE rollup_paper SET learners = learners + 1", "closed_attempt_is_never_changed", "Ringkasan"),
        ("DELETE FROM rollup_week", "closed_attempt_is_never_changed", "Ringkasan"),
        ("UPDATE rollup_week SET passed = passed + 1", "closed_attempt_is_never_changed", "Ringkasan"),
        ("DELETE FROM rollup_seat", "closed_attempt_is_never_changed", "Ringkasan"),
        (
            "INSERT INTO rollup_pair VALUES ('t', 'q', 'r', 'disdik', 'pns', 'karier', 1, 1, 0, 0, 1, 0, 0, 1)",
            "closed_attempt_is_never_changed", "Ringkasan",
        ),
        ("INSERT INTO rollup_choice VALUES ('v', 't', 'c', 'disdik', 'pns', 1)", "closed_attempt_is_never_changed", "Ringkasan"),
        (
            "INSERT INTO dilemma_version VALUES ('palsu', 'd', '{\"id\": \"d\"}')",
            "closed_attempt_is_never_changed", "Naskah dilema",
        ),
        (
            "UPDATE item_version SET body = replace(body, 'Apa yang tepat?', 'Apa yang keliru?')",
            "item_version_is_never_changed", "Naskah soal",
        ),
    ],
)  # fmt: skip
def test_what_was_altered_behind_the_sites_back_is_found(school: School, sql: str, guard: str, what: str) -> None:
    school.take("ani")
    school.spoil(sql, guard)
    found = school.check()
    assert found.fault_count and any(what in fault.what for fault in found.faults)
    assert "ani" not in str(found.faults)


@pytest.mark.parametrize(
    ("sql", "guard"),
    [
        ("UPDATE response SET value = '[\"palsu\"]'", "response_is_never_changed"),
        ("UPDATE response SET value = 'bukan JSON'", "response_is_never_changed"),
        ("UPDATE response SET position = 99", "response_is_never_changed"),
        ("UPDATE attempt SET paper = 'palsu:0123'", "closed_attempt_is_never_changed"),
        ("UPDATE attempt SET paper = ''", "closed_attempt_is_never_changed"),
        ("UPDATE attempt SET closed_at = 'kemarin'", "closed_attempt_is_never_changed"),
        ("UPDATE attempt SET marks = 'bukan JSON'", "closed_attempt_is_never_changed"),
    ],
)
def test_an_attempt_that_cannot_be_read_is_a_fault_and_the_others_are_still_checked(
    school: School, sql: str, guard: str
) -> None:
    spoilt, ani = school.take("ani", submit=False), Viewer("ani", "ani", "learner", "pns", "disdik", "disdik", True)
    take_quiz.save_answer(school.database, ani, spoilt, 0, None, NOW + timedelta(seconds=2))
    take_quiz.submit(school.database, ani, spoilt, NOW + timedelta(minutes=1))
    whole = school.take("siti")
    school.spoil(f"{sql} WHERE {'id' if 'attempt SET' in sql else 'attempt_id'} = '{spoilt}'", guard)
    school.spoil(f"UPDATE attempt SET score = 0.9999 WHERE id = '{whole}'", "closed_attempt_is_never_changed")
    found = school.check()
    assert found.attempts == 2
    unreadable, altered = found.faults[:2]
    assert unreadable.what == "Percobaan tidak dapat dibaca" and unreadable.where.endswith("kuis, percobaan 1")
    assert altered.what.startswith("Nilai tersimpan") and "ani" not in str(found.faults)


def test_only_auditors_read_evidence(school: School) -> None:
    school.take("ani")
    for role in ("learner", "supervisor", "author", "administrator"):
        viewer = Viewer("x", "X", role, "pns", "kab", "Kabupaten", False)  # type: ignore[arg-type]
        for reading in (
            lambda who=viewer: evidence_page(school.database, who, TASK),
            lambda who=viewer: evidence_csv(school.database, who, TASK),
            lambda who=viewer: assignment_counts(school.database, who),
            lambda who=viewer: decisions(school.database, who),
            lambda who=viewer: check_evidence(school.database, who, lambda *_: None),
        ):
            with pytest.raises(NotAllowed):
                reading()
    with pytest.raises(NotFound):
        evidence_page(school.database, AUDITOR, "tidak-ada")
