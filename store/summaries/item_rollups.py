"""Statements about item statistics: per distinct answer how many gave it and how they did on the rest; totals of papers.

First attempts only. Kept in the transaction that closes an attempt, like the other rollups.
"""

from __future__ import annotations

from dataclasses import dataclass

from store.database import Connection, rows

ADD_ANSWER = (
    "INSERT INTO rollup_item_answer (quiz_id, item_version, value, mark_micro, learners, rest_micro_sum, "
    "rest_micro_square_sum) VALUES (:quiz_id, :item_version, :value, :mark_micro, :learners, :rest_micro_sum, "
    ":rest_micro_square_sum) ON CONFLICT (quiz_id, item_version, value, mark_micro) DO UPDATE SET "
    "learners = rollup_item_answer.learners + excluded.learners, "
    "rest_micro_sum = rollup_item_answer.rest_micro_sum + excluded.rest_micro_sum, "
    "rest_micro_square_sum = rollup_item_answer.rest_micro_square_sum + excluded.rest_micro_square_sum"
)
ADD_PAPER = (
    "INSERT INTO rollup_paper (quiz_id, item_count, total_micro, learners) "
    "VALUES (:quiz_id, :item_count, :total_micro, :learners) ON CONFLICT (quiz_id, item_count, total_micro) "
    "DO UPDATE SET learners = rollup_paper.learners + excluded.learners"
)
_READ_ANSWERS = (
    "SELECT r.quiz_id, r.item_version, r.value, r.mark_micro, r.learners, r.rest_micro_sum, r.rest_micro_square_sum, "
    "version.item_id FROM rollup_item_answer AS r JOIN item_version AS version ON version.fingerprint = r.item_version "
    "WHERE r.quiz_id = :quiz_id ORDER BY r.item_version, r.value, r.mark_micro"
)
_READ_MARKS = (
    "SELECT item_version, mark_micro, SUM(learners), SUM(rest_micro_sum), SUM(rest_micro_square_sum) FROM rollup_item_answer "
    "WHERE quiz_id = :quiz_id GROUP BY item_version, mark_micro"
)
_READ_PAPERS = (
    "SELECT quiz_id, item_count, total_micro, learners FROM rollup_paper WHERE quiz_id = :quiz_id "
    "ORDER BY item_count, total_micro"
)
_COUNT_PAPERS = "SELECT quiz_id, SUM(learners) AS learners FROM rollup_paper GROUP BY quiz_id"
TABLES = {
    "rollup_item_answer": "quiz_id, item_version, value, mark_micro",
    "rollup_paper": "quiz_id, item_count, total_micro",
}


@dataclass(frozen=True)
class ItemAnswerRow:
    """People who gave exactly ``value`` (JSON; ``null`` = unanswered) and earned ``mark_micro``, with their rest."""

    quiz_id: str
    item_version: str
    value: str
    mark_micro: int
    learners: int
    rest_micro_sum: int
    rest_micro_square_sum: int


@dataclass(frozen=True)
class ItemMarkRow:
    """People who earned ``mark_micro`` on an item version, whatever they answered, with their rest."""

    item_version: str
    mark_micro: int
    learners: int
    rest_micro_sum: int
    rest_micro_square_sum: int


@dataclass(frozen=True)
class PaperRow:
    """People whose paper of ``item_count`` items earned ``total_micro`` in all."""

    quiz_id: str
    item_count: int
    total_micro: int
    learners: int


def read_item_answers(connection: Connection, quiz_id: str) -> list[tuple[str, ItemAnswerRow]]:
    """Each with the id of its item."""
    found = rows(connection, _READ_ANSWERS, quiz_id=quiz_id)
    return [(row["item_id"], ItemAnswerRow(*tuple(row)[:-1])) for row in found]


def read_item_marks(connection: Connection, quiz_id: str) -> list[ItemMarkRow]:
    return [ItemMarkRow(*tuple(row)) for row in rows(connection, _READ_MARKS, quiz_id=quiz_id)]


def read_papers(connection: Connection, quiz_id: str) -> list[PaperRow]:
    return [PaperRow(*tuple(row)) for row in rows(connection, _READ_PAPERS, quiz_id=quiz_id)]


def paper_counts(connection: Connection) -> dict[str, int]:
    """Quiz id -> how many first attempts are counted; changes with every one that is closed."""
    return {row["quiz_id"]: row["learners"] for row in rows(connection, _COUNT_PAPERS)}
