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
    "change_micro_sum, change_micro_square_sum) VALUES (:assignment_id, :quiz_id, :due_days, :agency_id, "
    ":employment, :indicator, :learners, :change_micro_sum, :change_micro_square_sum) "
    "ON CONFLICT (assignment_id, quiz_id, due_days, agency_id, employment, indicator) DO UPDATE SET "
    "learners = rollup_refresher.learners + excluded.learners, "
    "change_micro_sum = rollup_refresher.change_micro_sum + excluded.change_micro_sum, "
    "change_micro_square_sum = rollup_refresher.change_micro_square_sum + excluded.change_micro_square_sum"
)
ADD_ITEM = (
    "INSERT INTO rollup_refresher_item (assignment_id, quiz_id, due_days, side, indicator, item_version, share_micro_sum) "
    "VALUES (:assignment_id, :quiz_id, :due_days, :side, :indicator, :item_version, :share_micro_sum) "
    "ON CONFLICT (assignment_id, quiz_id, due_days, side, indicator, item_version) DO UPDATE SET "
    "share_micro_sum = rollup_refresher_item.share_micro_sum + excluded.share_micro_sum"
)
_READ_CHANGES = (
    "SELECT r.due_days, r.indicator, agency.path, SUM(r.learners), SUM(r.change_micro_sum), SUM(r.change_micro_square_sum) "
    "FROM rollup_refresher AS r JOIN agency ON agency.id = r.agency_id "
    "WHERE r.assignment_id = :assignment_id AND r.quiz_id = :quiz_id "
    "GROUP BY r.due_days, r.indicator, agency.path ORDER BY r.due_days, r.indicator, agency.path"
)
_READ_ITEMS = (
    "SELECT due_days, side, indicator, item_version, share_micro_sum FROM rollup_refresher_item "
    "WHERE assignment_id = :assignment_id AND quiz_id = :quiz_id ORDER BY due_days, side, indicator, item_version"
)
_FACILITIES = (
    "SELECT item_version, SUM(learners) AS learners, SUM(learners * mark_micro) AS mark_sum, "
    "SUM(learners * mark_micro / 1000000.0 * mark_micro) AS square_sum FROM rollup_item_answer WHERE quiz_id = :quiz_id "
    "GROUP BY item_version"
)
_FINISHED = (
    "SELECT agency.path, SUM(r.finished) AS finished FROM rollup_progress AS r JOIN agency ON agency.id = r.agency_id "
    "WHERE r.assignment_id = :assignment_id AND r.quiz_id = :quiz_id AND r.finished > 0 "
    "GROUP BY agency.path"
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
    """``change``: the mean mark at the refresher less that at the post-test; sums over people, in millionths."""

    assignment_id: str
    quiz_id: str
    due_days: int
    agency_id: str
    employment: str
    indicator: str
    learners: int
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


@dataclass(frozen=True)
class ChangeCount:
    """The same per path of an agency, all kinds of employment together."""

    due_days: int
    indicator: str
    path: str
    learners: int
    change_micro_sum: int
    change_micro_square_sum: int


@dataclass(frozen=True)
class ItemShare:
    due_days: int
    side: str
    indicator: str
    item_version: str
    share_micro_sum: int


@dataclass(frozen=True)
class Facility:
    """Of one item version in first attempts: people, their mean mark (0 to 1), and the variance of that mean."""

    learners: int
    mean: float
    variance: float


def read_changes(connection: Connection, assignment_id: str, quiz_id: str) -> list[ChangeCount]:
    """Of the whole tree: hiding must see every part."""
    return [
        ChangeCount(*tuple(row))
        for row in rows(connection, _READ_CHANGES, assignment_id=assignment_id, quiz_id=quiz_id)
    ]


def read_item_shares(connection: Connection, assignment_id: str, quiz_id: str) -> list[ItemShare]:
    return [
        ItemShare(*tuple(row)) for row in rows(connection, _READ_ITEMS, assignment_id=assignment_id, quiz_id=quiz_id)
    ]


def read_finished(connection: Connection, assignment_id: str, quiz_id: str) -> list[tuple[str, tuple[int]]]:
    """(path, people who finished the post-test), of the whole tree."""
    found = rows(connection, _FINISHED, assignment_id=assignment_id, quiz_id=quiz_id)
    return [(row["path"], (row["finished"],)) for row in found]


def read_facilities(connection: Connection, quiz_id: str) -> dict[str, Facility]:
    """Item version -> how easy it was in the quiz, of everybody on this site."""
    found = {}
    for version, learners, mark_sum, square_sum in map(tuple, rows(connection, _FACILITIES, quiz_id=quiz_id)):
        mean = mark_sum / learners / 1_000_000
        found[version] = Facility(learners, mean, max(0.0, square_sum / learners / 1_000_000 - mean * mean) / learners)
    return found
