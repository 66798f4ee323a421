"""The database itself refuses to change or delete evidence."""

from __future__ import annotations

from pathlib import Path

import pytest
from pysqlite3 import dbapi2 as sqlite3

from actions.learning import take_quiz
from store.assigning.assignment_rules import ids_reaching
from store.database import Database
from tests.builders import NOW, add_learner, fresh_id, make_courseware, make_database

TABLES = ("attempt", "response", "item_version", "quiz_version")


@pytest.fixture
def taken(tmp_path: Path) -> tuple[Database, str, str]:
    """A database with one closed and one open attempt, an answer in each."""
    database = make_database(tmp_path / "netral.sqlite")
    courseware = make_courseware(tmp_path / "site")
    ids = []
    for name in ("ani", "budi"):
        viewer = add_learner(database, name)
        ids.append(take_quiz.start_attempt(database, courseware, viewer, "kuis", NOW, attempt_id=fresh_id(), seed=1))
        take_quiz.save_answer(database, viewer, ids[-1], single_position(database, viewer, ids[-1]), 0, NOW)
        if name == "ani":
            take_quiz.submit(database, viewer, ids[-1], NOW)
    return database, ids[0], ids[1]


def single_position(database: Database, viewer, attempt_id: str) -> int:
    items = take_quiz.view_attempt(database, viewer, attempt_id, NOW).items
    return next(place for place, item in enumerate(items) if item.shown.kind == "single")


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE response SET value = 'null'",
        "DELETE FROM response",
        "UPDATE attempt SET score = 1 WHERE state <> 'open'",
        "UPDATE attempt SET state = 'open', closed_at = NULL, score = NULL WHERE state <> 'open'",
        "DELETE FROM attempt",
        "DELETE FROM attempt WHERE state = 'open'",
        "INSERT OR REPLACE INTO response SELECT attempt_id, seq, position, 'null', answered_at FROM response",
        "INSERT OR REPLACE INTO response SELECT response.attempt_id, seq, position, 'null', answered_at FROM response "
        "JOIN attempt ON attempt.id = response.attempt_id WHERE state = 'open'",
        "INSERT INTO response SELECT id, 99, 0, 'null', started_at FROM attempt WHERE state <> 'open'",
        "INSERT INTO response VALUES ('tidak-ada', 1, 0, 'null', 'x')",
        "UPDATE attempt SET state = 'aneh' WHERE state = 'open'",
        "UPDATE attempt SET state = 'submitted' WHERE state = 'open'",
        "UPDATE attempt SET deadline_at = '2099-01-01T00:00:00Z' WHERE state = 'open'",
        "UPDATE attempt SET paper = '' WHERE state = 'open'",
        "UPDATE attempt SET person_id = 'ani', number = 2 WHERE state = 'open'",
        "UPDATE attempt SET agency_id = 'dinkes' WHERE state = 'open'",
        "UPDATE attempt SET employment = 'pppk' WHERE state = 'open'",
        "UPDATE attempt SET started_at = '2020-01-01T00:00:00Z' WHERE state = 'open'",
        "UPDATE attempt SET id = 'baru' WHERE state = 'open'",
        "UPDATE attempt SET state = 'submitted', closed_at = started_at, score = 1, number = 2 WHERE state = 'open'",
        "UPDATE item_version SET body = '{}'",
        "UPDATE item_version SET item_id = 'lain'",
        "INSERT OR REPLACE INTO item_version SELECT fingerprint, item_id, '{}' FROM item_version",
        "DELETE FROM item_version",
        "UPDATE quiz_version SET body = replace(body, '0.5', '0.0')",
        "DELETE FROM quiz_version",
    ],
)
def test_evidence_is_append_only(taken: tuple[Database, str, str], sql: str) -> None:
    database, *_ = taken

    def evidence() -> list[tuple[object, ...]]:
        with database.read() as connection:
            return [tuple(r) for t in TABLES for r in connection.execute(f"SELECT * FROM {t}")]

    before = evidence()
    with pytest.raises(sqlite3.IntegrityError), database.write() as connection:
        connection.execute(sql)
    assert evidence() == before


def test_a_second_attempt_with_the_same_number_is_refused(taken: tuple[Database, str, str]) -> None:
    database, closed, _ = taken
    with pytest.raises(sqlite3.IntegrityError), database.write() as connection:
        row = dict(connection.execute("SELECT * FROM attempt WHERE id = :id", {"id": closed}).fetchone()) | {
            "id": "baru"
        }
        marks = ", ".join(f":{name}" for name in row)
        connection.execute(f"INSERT INTO attempt ({', '.join(row)}) VALUES ({marks})", row)


def test_a_closing_that_lost_the_race_changes_nothing(taken: tuple[Database, str, str]) -> None:
    from quizzes.attempts import grade
    from store.learning.attempts import close_attempt, find_attempt

    database, closed, _ = taken
    with database.write() as connection:
        record = find_attempt(connection, closed)
        assert record is not None
        quiz = record.attempt.quiz
        assert close_attempt(connection, record.attempt, grade(quiz, [], {})) is False


def test_an_assignment_reaches_the_agencies_above_and_below_and_no_lookalike(tmp_path: Path) -> None:
    from people.models import Agency
    from store.assigning.assignments import Assignment, add_assignment
    from store.registry.agencies import add_agencies

    database = make_database(tmp_path / "netral.sqlite", courses=())
    with database.write() as connection:
        add_agencies(
            connection,
            [Agency(i, "kab", i, "unit", f"kab/{i}/", i) for i in ("d_n", "dxn", "D_N")]
            + [Agency("anak", "d_n", "Anak", "unit", "kab/d_n/anak/", "d_n")],
        )
        add_assignment(connection, Assignment("t", "kursus", "T", "2026-01-01", "2026-12-31"), ["d_n"])
    with database.read() as connection:
        paths = ("kab/", "kab/d_n/", "kab/dxn/", "kab/D_N/", "kab/d_n/anak/", "kab/disdik/")
        reached = {path for path in paths if ids_reaching(connection, path)}
    assert reached == {"kab/", "kab/d_n/", "kab/d_n/anak/"}
