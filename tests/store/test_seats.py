"""Sums per seat: an older database gets them from its attempts, and a sample of whole attempts is drawn by the end of their ids."""

from __future__ import annotations

from pathlib import Path

import pytest

from store.database import Database
from store.learning.first_attempts import _LOTS, first_attempts, sampled_attempts
from store.schema.seat_schema import packed, unpacked
from store.summaries.rollups import dump_rollups
from store.summaries.seats import SeatRow, add_to_seats, read_seats
from tests.builders import add_learner, fresh_id, make_courseware, make_database, quiz_data
from tests.store.test_item_rollups import sit

TASK = "tugas-kursus"
_CLOSED_FIRST = "SELECT id FROM attempt WHERE assignment_id = ? AND number = 1 AND state <> 'open'"


@pytest.fixture
def school(tmp_path: Path):
    """Twelve people, one of them twice, and one who has not handed in."""
    database = make_database(tmp_path / "netral.sqlite")
    courseware = make_courseware(tmp_path / "site", quizzes=[quiz_data(attempt_limit=3)])
    viewers = [add_learner(database, f"orang-{n}", ("disdik", "dinkes")[n % 2]) for n in range(12)]
    for number, viewer in enumerate(viewers):
        sit(database, courseware, viewer, number, answered=number % 7)
    sit(database, courseware, viewers[0], 9)
    sit(database, courseware, add_learner(database, "belum"), 3, hand_in=False)
    yield database
    database.close()


def test_what_the_migration_fills_in_equals_what_is_kept_along_the_way(school: Database) -> None:
    with school.write() as connection:
        kept = dump_rollups(connection)["rollup_seat"]
        connection.execute("DROP TABLE rollup_seat")
        connection.execute("DELETE FROM _sqlite_migrations WHERE name = 'create_seats'")
    school.migrate()
    with school.read() as connection:
        assert dump_rollups(connection)["rollup_seat"] == kept
        read = list(read_seats(connection, TASK, "kuis"))
    assert sorted((agency, kind) for agency, kind, *_ in read) == [("dinkes", "pns"), ("disdik", "pns")]
    for _, _, subjects, learners, _ in read:
        assert dict(zip(subjects, learners, strict=True))["indicator:karier"] == 6


def test_each_item_topic_and_mark_of_a_first_attempt_is_in_the_sums(school: Database) -> None:
    """Counted here from the papers and marks themselves."""
    with school.read() as connection:
        expected: dict[tuple[str, str], list[int]] = {}
        for _, agency, _, _, versions, marks in first_attempts(connection, TASK, "kuis"):
            for version, mark in zip(versions, marks, strict=True):
                sums = expected.setdefault((agency, version), [0, 0])
                sums[0] += 1
                sums[1] += round(1_000_000 * mark)
        for agency, _, subjects, learners, marks in read_seats(connection, TASK, "kuis"):
            found = {s: [n, m] for s, n, m in zip(subjects, learners, marks, strict=True) if ":" not in s}
            assert found == {version: sums for (there, version), sums in expected.items() if there == agency}
            kinds = {subject.partition(":")[0] for subject in subjects if ":" in subject}
            assert kinds == {"indicator", "objective", "lesson"}


def test_the_same_sums_are_the_same_text_in_any_order() -> None:
    sums = {"b": (2, 1_500_000), "a": (1, 0), "lesson:x": (3, 7)}
    assert packed(sums) == packed(dict(reversed(sums.items())))
    assert unpacked(*packed(sums)) == (["a", "b", "lesson:x"], [1, 2, 3], [0, 1_500_000, 7])


def test_rows_of_one_seat_are_added_up(school: Database) -> None:
    row = SeatRow("t", "q", "disdik", "pns", "v1", 1, 400_000)
    with school.write() as connection:
        add_to_seats(connection, [row, row])
        add_to_seats(connection, [row, SeatRow("t", "q", "disdik", "pns", "v0", 1, 0)])
        assert list(read_seats(connection, "t", "q")) == [("disdik", "pns", ["v0", "v1"], [1, 3], [0, 1_200_000])]


def test_the_sample_is_always_the_same_and_grows_by_whom_it_adds(school: Database) -> None:
    with school.read() as connection:
        every = {row.person_id for row in first_attempts(connection, TASK, "kuis")}
        samples = [[row.person_id for row in sampled_attempts(connection, TASK, "kuis", n)] for n in (4, 4, 8, 99)]
    assert samples[0] == samples[1] == samples[2][:4] and samples[2] == samples[3][:8]
    assert set(samples[3]) == every and len(samples[3]) == len(every) == 12


def test_a_sample_is_a_walk_along_an_index_and_sorts_nothing(school: Database) -> None:
    """So its price does not grow with the attempts."""
    with school.read() as connection:
        parameters = {"assignment_id": TASK, "quiz_id": "kuis", "employment": "pns", "at_most": 4}
        plan = [row["detail"] for row in connection.execute(f"EXPLAIN QUERY PLAN {_LOTS}", parameters)]
    assert plan == ["SEARCH attempt USING COVERING INDEX attempt_lots (quiz_id=? AND employment=?)"]


def test_the_sample_is_the_first_lots_whatever_the_kind_of_employment_and_of_no_other_assignment(
    school: Database,
) -> None:
    """The lot is the end of the id; here of twelve pns, and of four pppk of whom two belong to another assignment."""
    with school.write() as connection:
        connection.execute("INSERT INTO assignment SELECT 'lain', course_id, title, opens_on, due_on FROM assignment")
        for number in range(4):
            connection.execute("INSERT INTO person (id, name, origin) VALUES (?, 'X', 'demo')", (f"pppk-{number}",))
            connection.execute(
                "INSERT INTO attempt (id, person_id, assignment_id, quiz_id, quiz_version, number, agency_id, employment, paper, "
                "started_at, state, closed_at, score, passed, marks) SELECT ?, ?, ?, quiz_id, quiz_version, 1, agency_id, "
                "'pppk', paper, started_at, state, closed_at, score, passed, marks FROM attempt WHERE number = 1 "
                "AND state <> 'open' LIMIT 1",
                (fresh_id(), f"pppk-{number}", "lain" if number % 2 else TASK),
            )
        ids = [row["id"] for row in connection.execute(_CLOSED_FIRST, (TASK,))]
        by_lot = sorted(ids, key=lambda one: one[14:])
        people = dict(map(tuple, connection.execute("SELECT id, person_id FROM attempt")))
        for at_most in (1, 5, 14, 99):
            found = [row.person_id for row in sampled_attempts(connection, TASK, "kuis", at_most)]
            assert found == [people[one] for one in by_lot[:at_most]]
    assert len(ids) == 14
