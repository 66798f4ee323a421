"""Statements about refreshers: the post-test that one goes back to, due dates already answered, and the sums kept of both."""

from __future__ import annotations

from dataclasses import dataclass

from store.database import Connection, one, rows

_POSTTEST = (
    "SELECT id, assignment_id, closed_at FROM attempt WHERE person_id = :person_id AND quiz_id = :quiz_id AND number = 1 "
    "AND state <> 'open'"
)
_TAKEN = (
    "SELECT refresher.attempt_id, refresher.due_days, attempt.state FROM refresher "
    "JOIN attempt ON attempt.id = refresher.attempt_id WHERE refresher.posttest_id = :posttest_id ORDER BY refresher.due_days"
)
_FIND = "SELECT attempt_id, posttest_id, due_days FROM refresher WHERE attempt_id = :attempt_id"
_ADD = "INSERT INTO refresher (attempt_id, posttest_id, due_days) VALUES (:attempt_id, :posttest_id, :due_days)"
ADD_CHANGE = (
    "INSERT INTO rollup_refresher (assignment_id, quiz_id, due_days, agency_id, employment, indicator, learners, "
    "before_micro_sum, change_micro_sum, change_micro_square_sum) VALUES (:assignment_id, :quiz_id, :due_days, :agency_id, "
    ":employment, :indicator, :learners, :before_micro_sum, :change_micro_sum, :change_micro_square_sum) "
    "ON CONFLICT (assignment_id, quiz_id, due_days, agency_id, employment, indicator) DO UPDATE SET "
    "learners = rollup_refresher.learners + excluded.learners, "
    "before_micro_sum = rollup_refresher.before_micro_sum + excluded.before_micro_sum, "
    "change_micro_sum = rollup_refresher.change_micro_sum + excluded.change_micro_sum, "
    "change_micro_square_sum = rollup_refresher.change_micro_square_sum + excluded.change_micro_square_sum"
)
ADD_ITEM = (
    "INSERT INTO rollup_refresher_item (assignment_id, quiz_id, due_days, side, indicator, item_version, share_micro_sum) "
    "VALUES (:assignment_id, :quiz_id, :due_days, :side, :indicator, :item_version, :share_micro_sum) "
    "ON CONFLICT (assignment_id, quiz_id, due_days, side, indicator, item_version) DO UPDATE SET "
    "share_micro_sum = rollup_refresher_item.share_micro_sum + excluded.share_micro_sum"
)
TABLES = {
    "rollup_refresher": "assignment_id, quiz_id, due_days, agency_id, employment, indicator",
    "rollup_refresher_item": "assignment_id, quiz_id, due_days, side, indicator, item_version",
}


@dataclass(frozen=True)
class Posttest:
    """Somebody's first closed attempt at a post-test."""

    id: str
    assignment_id: str
    closed_at: str


@dataclass(frozen=True)
class Taken:
    attempt_id: str
    due_days: int
    state: str


@dataclass(frozen=True)
class Refreshed:
    """One attempt at a refresher answers one due date of one post-test."""

    attempt_id: str
    posttest_id: str
    due_days: int


@dataclass(frozen=True)
class ChangeRow:
    """``before``: the mean mark at the post-test; ``change``: that of the refresher less it. Sums over people, in millionths."""

    assignment_id: str
    quiz_id: str
    due_days: int
    agency_id: str
    employment: str
    indicator: str
    learners: int
    before_micro_sum: int
    change_micro_sum: int
    change_micro_square_sum: int


@dataclass(frozen=True)
class RefreshedItemRow:
    """How much of people's items of an indicator this one was (in millionths), at the post-test or at the refresher."""

    assignment_id: str
    quiz_id: str
    due_days: int
    side: str
    indicator: str
    item_version: str
    share_micro_sum: int


def first_posttest(connection: Connection, person_id: str, quiz_id: str) -> Posttest | None:
    row = one(connection, _POSTTEST, person_id=person_id, quiz_id=quiz_id)
    return Posttest(**dict(row)) if row else None


def taken_after(connection: Connection, posttest_id: str) -> list[Taken]:
    return [Taken(**dict(row)) for row in rows(connection, _TAKEN, posttest_id=posttest_id)]


def find_refreshed(connection: Connection, attempt_id: str) -> Refreshed | None:
    row = one(connection, _FIND, attempt_id=attempt_id)
    return Refreshed(**dict(row)) if row else None


def add_refreshed(connection: Connection, refreshed: Refreshed) -> None:
    """One attempt per due date: a second is refused by the table."""
    connection.execute(_ADD, vars(refreshed))
