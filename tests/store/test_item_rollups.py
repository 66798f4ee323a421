"""An older database gets its item statistics from the attempts it already holds."""

from __future__ import annotations

from pathlib import Path

import pytest

from actions.learning import take_quiz
from store.database import Database
from store.schema.item_rollup_schema import rest_micro
from store.summaries.item_rollups import TABLES
from store.summaries.rollups import dump_rollups
from tests.actions.test_rollups import answer_to
from tests.builders import NOW, add_learner, fresh_id, make_courseware, make_database, quiz_data


def sit(database: Database, courseware, viewer, number: int, *, answered: int = 6, hand_in: bool = True) -> None:
    attempt = take_quiz.start_attempt(database, courseware, viewer, "kuis", NOW, attempt_id=fresh_id(), seed=number)
    items = take_quiz.view_attempt(database, viewer, attempt, NOW).items
    for position in range(answered):
        for change in (1, 0):  # an answer that is changed counts once, as it stood at the end
            answer = answer_to(items[position].shown, number + change)
            take_quiz.save_answer(database, viewer, attempt, position, answer, NOW)
    if hand_in:
        take_quiz.submit(database, viewer, attempt, NOW)


def test_what_the_migration_fills_in_equals_what_is_kept_along_the_way(tmp_path: Path) -> None:
    database = make_database(tmp_path / "netral.sqlite")
    courseware = make_courseware(tmp_path / "site", quizzes=[quiz_data(attempt_limit=3)])
    viewers = [add_learner(database, f"orang-{n}") for n in range(5)]
    for number, viewer in enumerate(viewers):
        sit(database, courseware, viewer, number, answered=6 - number)
    sit(database, courseware, viewers[0], 9)  # a second attempt does not count
    sit(database, courseware, add_learner(database, "belum"), 3, hand_in=False)
    with database.write() as connection:
        kept = {table: dump_rollups(connection)[table] for table in TABLES}
        for table in TABLES:
            connection.execute(f"DROP TABLE {table}")
        connection.execute("DELETE FROM _sqlite_migrations WHERE name = 'create_item_rollups'")
    database.migrate()
    with database.read() as connection:
        assert {table: dump_rollups(connection)[table] for table in TABLES} == kept
    assert sum(row[-1] for row in kept["rollup_paper"]) == 5  # type: ignore[misc]
    assert sum(row[4] for row in kept["rollup_item_answer"]) == 5 * 6  # type: ignore[misc]
    database.close()


@pytest.mark.parametrize(
    ("total", "own", "count", "rest"),
    [(3_000_000, 1_000_000, 3, 1_000_000), (1_000_000, 0, 4, 333_333), (2_000_000, 0, 4, 666_667), (500_000, 500_000, 1, 0)],
)  # fmt: skip
def test_the_rest_is_the_mean_of_the_other_items(total: int, own: int, count: int, rest: int) -> None:
    assert rest_micro(total, own, count) == rest
