"""Statements about growth: counts of people by how they did in pre-test and post-test (``store.schema.pair_schema``).

First attempts only. Kept in the transaction that closes the second of the two.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from store.database import Connection, one, rows

ADD = (
    "INSERT INTO rollup_pair (assignment_id, before_quiz_id, quiz_id, agency_id, employment, indicator, a_first, "
    "before_answers, before_micro, before_micro_squares, after_answers, after_micro, after_micro_squares, learners) "
    "VALUES (:assignment_id, :before_quiz_id, :quiz_id, :agency_id, :employment, :indicator, :a_first, :before_answers, "
    ":before_micro, :before_micro_squares, :after_answers, :after_micro, :after_micro_squares, :learners) "
    "ON CONFLICT (assignment_id, before_quiz_id, quiz_id, agency_id, employment, indicator, a_first, before_answers, "
    "before_micro, before_micro_squares, after_answers, after_micro, after_micro_squares) "
    "DO UPDATE SET learners = rollup_pair.learners + excluded.learners"
)
_OF_QUIZZES = "assignment_id = :assignment_id AND before_quiz_id = :before_quiz_id AND quiz_id = :quiz_id"
_READ = (
    "SELECT indicator, agency_id, employment, a_first, before_answers, before_micro, before_micro_squares, "
    f"after_answers, after_micro, after_micro_squares, learners FROM rollup_pair WHERE {_OF_QUIZZES}"
)
_COUNT = f"SELECT COALESCE(SUM(learners), 0) AS learners FROM rollup_pair WHERE {_OF_QUIZZES}"
_OTHER_CLOSED = (
    "SELECT id, assignment_id FROM attempt WHERE person_id = :person_id AND quiz_id <> :quiz_id AND number = 1 "
    "AND state <> 'open' ORDER BY quiz_id"
)
"""Of every assignment: asked for one, SQLite would walk all first attempts of it instead of the few of a person."""
TABLES = {
    "rollup_pair": "assignment_id, before_quiz_id, quiz_id, agency_id, employment, indicator, a_first, before_answers, "
    "before_micro, before_micro_squares, after_answers, after_micro, after_micro_squares",
}


@dataclass(frozen=True)
class PairRow:
    """People of one seat, that of the post-test ``quiz_id``, who did alike on an indicator in both tests.

    ``a_first``: 1 where form A came first. Of either test: answers, marks in millionths, squares of these.
    """

    assignment_id: str
    before_quiz_id: str
    quiz_id: str
    agency_id: str
    employment: str
    indicator: str
    a_first: int
    before_answers: int
    before_micro: int
    before_micro_squares: int
    after_answers: int
    after_micro: int
    after_micro_squares: int
    learners: int


def read_pairs(
    connection: Connection, assignment_id: str, before_quiz_id: str, quiz_id: str
) -> Iterator[tuple[str, str, str, int, int, int, int, int, int, int, int]]:
    """(indicator, agency id, employment, the seven columns of a pattern, people), of the whole tree."""
    names = {"assignment_id": assignment_id, "before_quiz_id": before_quiz_id, "quiz_id": quiz_id}
    return connection.execute(_READ, names)


def count_pairs(connection: Connection, assignment_id: str, before_quiz_id: str, quiz_id: str) -> int:
    """Counts only ever grow, so the same sum means the same rows."""
    names = {"assignment_id": assignment_id, "before_quiz_id": before_quiz_id, "quiz_id": quiz_id}
    return one(connection, _COUNT, **names)["learners"]


def other_closed_ids(connection: Connection, person_id: str, assignment_id: str, quiz_id: str) -> list[str]:
    """Closed first attempts of the same person at other quizzes of the assignment."""
    found = rows(connection, _OTHER_CLOSED, person_id=person_id, quiz_id=quiz_id)
    return [row["id"] for row in found if row["assignment_id"] == assignment_id]
