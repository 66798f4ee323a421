"""Statements about rollups: the summary rows supervisors read, so that no page scans answers.

Kept in the transaction that starts or closes an attempt. Only a person's FIRST attempt of a quiz counts towards
comprehension and items; passing counts the best attempt.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from store.database import Connection, one, rows
from store.learning import refreshers
from store.learning.refreshers import ChangeRow, RefreshedItemRow
from store.registry.agencies import end_of
from store.schema.person_rollup_schema import REBUILD, RECOUNT
from store.summaries import item_rollups, misconception_rollups, pairs, seats, studied, sureness_rollups, weeks
from store.summaries.item_rollups import ItemAnswerRow, PaperRow
from store.summaries.misconception_rollups import MisconceptionRow
from store.summaries.pairs import PairRow
from store.summaries.seats import SeatRow
from store.summaries.sureness_rollups import SureBeliefRow, SurenessRow

_PROGRESS = (
    "INSERT INTO rollup_progress (assignment_id, quiz_id, agency_id, employment, started, finished, passed) "
    "VALUES (:assignment_id, :quiz_id, :agency_id, :employment, :started, :finished, :passed) "
    "ON CONFLICT (assignment_id, quiz_id, agency_id, employment) DO UPDATE SET started = rollup_progress.started + excluded.started, "
    "finished = rollup_progress.finished + excluded.finished, passed = rollup_progress.passed + excluded.passed"
)
_INDICATOR = (
    "INSERT INTO rollup_indicator (assignment_id, quiz_id, agency_id, employment, indicator, learners, answers, "
    "mean_micro_sum, mean_micro_square_sum) VALUES (:assignment_id, :quiz_id, :agency_id, :employment, :indicator, "
    ":learners, :answers, :mean_micro_sum, :mean_micro_square_sum) "
    "ON CONFLICT (assignment_id, quiz_id, agency_id, employment, indicator) DO UPDATE SET "
    "learners = rollup_indicator.learners + excluded.learners, answers = rollup_indicator.answers + excluded.answers, "
    "mean_micro_sum = rollup_indicator.mean_micro_sum + excluded.mean_micro_sum, "
    "mean_micro_square_sum = rollup_indicator.mean_micro_square_sum + excluded.mean_micro_square_sum"
)
_RESPONSE = (
    "INSERT INTO rollup_response (assignment_id, quiz_id, report_id, employment, item_version, value, learners, "
    "mark_micro_sum) VALUES (:assignment_id, :quiz_id, :report_id, :employment, :item_version, :value, :learners, "
    ":mark_micro_sum) ON CONFLICT (assignment_id, quiz_id, report_id, employment, item_version, value) DO UPDATE SET "
    "learners = rollup_response.learners + excluded.learners, mark_micro_sum = rollup_response.mark_micro_sum + excluded.mark_micro_sum"
)
_READ_PROGRESS = (
    "SELECT r.quiz_id, r.agency_id, r.employment, r.started, r.finished, r.passed FROM rollup_progress AS r "
    "JOIN agency ON agency.id = r.agency_id "
    "WHERE r.assignment_id = :assignment_id AND agency.path >= :path AND agency.path < :path_end"
)
_READ_RESPONSE = (  # grouped before the join: three times as fast as joining every row first
    "SELECT t.item_version, version.item_id, t.employment, t.value, t.learners, t.mark_micro_sum FROM ("
    "SELECT r.item_version, r.employment, r.value, SUM(r.learners) AS learners, SUM(r.mark_micro_sum) AS mark_micro_sum "
    "FROM rollup_response AS r WHERE r.assignment_id = :assignment_id AND r.quiz_id = :quiz_id "
    "AND r.report_id IN (SELECT id FROM agency WHERE path >= :path AND path < :path_end) "
    "GROUP BY r.item_version, r.employment, r.value"
    ") AS t JOIN item_version AS version ON version.fingerprint = t.item_version"
)
_READ_ITEM_PEOPLE = (
    "SELECT r.item_version, r.report_id, r.employment, SUM(r.learners) FROM rollup_response AS r "
    "WHERE r.assignment_id = :assignment_id AND r.quiz_id = :quiz_id "
    "AND r.report_id IN (SELECT id FROM agency WHERE path >= :path AND path < :path_end) "
    "GROUP BY r.item_version, r.report_id, r.employment"
)
_READ_OFFICE_ANSWERS = (
    "SELECT r.item_version, agency.path, r.employment, r.value, r.learners FROM rollup_response AS r "
    "JOIN agency ON agency.id = r.report_id WHERE r.assignment_id = :assignment_id AND r.quiz_id = :quiz_id "
    "AND r.value <> 'null' AND agency.path >= :path AND agency.path < :path_end"
)
_COUNT_RESPONSES = (
    "SELECT COUNT(*), COALESCE(SUM(learners), 0) FROM rollup_response "
    "WHERE assignment_id = :assignment_id AND quiz_id = :quiz_id"
)
TABLES = {
    "rollup_progress": "assignment_id, quiz_id, agency_id, employment",
    "rollup_indicator": "assignment_id, quiz_id, agency_id, employment, indicator",
    "rollup_response": "assignment_id, quiz_id, report_id, employment, item_version, value",
    "rollup_choice": "dilemma_version, trail, choice_id, report_id, employment",  # written by store/learning/dilemmas.py
    "rollup_person": "assignment_id, quiz_id, person_id",  # kept by triggers
    **item_rollups.TABLES,
    **misconception_rollups.TABLES,
    **weeks.TABLES,  # kept by triggers
    **studied.TABLES,  # kept by triggers
    **sureness_rollups.TABLES,
    **refreshers.TABLES,
    "rollup_seat": "assignment_id, quiz_id, agency_id, employment",  # written by store/summaries/seats.py
    **pairs.TABLES,
}


@dataclass(frozen=True)
class ProgressRow:
    """People (not attempts) who started, finished and passed a quiz."""

    assignment_id: str
    quiz_id: str
    agency_id: str
    employment: str
    started: int
    finished: int
    passed: int


@dataclass(frozen=True)
class IndicatorRow:
    """``mean_micro_sum``: sum over learners of their mean mark on the indicator, in millionths; and of its square."""

    assignment_id: str
    quiz_id: str
    agency_id: str
    employment: str
    indicator: str
    learners: int
    answers: int
    mean_micro_sum: int
    mean_micro_square_sum: int


@dataclass(frozen=True)
class ResponseRow:
    """How many people answered an item version with exactly ``value`` (JSON; ``null`` = unanswered)."""

    assignment_id: str
    quiz_id: str
    report_id: str
    employment: str
    item_version: str
    value: str
    learners: int
    mark_micro_sum: int


RollupRow = (
    ProgressRow
    | IndicatorRow
    | ResponseRow
    | ItemAnswerRow
    | PaperRow
    | MisconceptionRow
    | SurenessRow
    | SureBeliefRow
    | ChangeRow
    | RefreshedItemRow
    | SeatRow
    | PairRow
)
_ADD: dict[type, str] = {
    ProgressRow: _PROGRESS,
    IndicatorRow: _INDICATOR,
    ResponseRow: _RESPONSE,
    ItemAnswerRow: item_rollups.ADD_ANSWER,
    PaperRow: item_rollups.ADD_PAPER,
    MisconceptionRow: misconception_rollups.ADD,
    SurenessRow: sureness_rollups.ADD,
    SureBeliefRow: sureness_rollups.ADD_BELIEF,
    ChangeRow: refreshers.ADD_CHANGE,
    RefreshedItemRow: refreshers.ADD_ITEM,
    PairRow: pairs.ADD,
}


def add_to_rollups(connection: Connection, added: Iterable[RollupRow]) -> None:
    batches: dict[type, list[dict[str, object]]] = {kind: [] for kind in _ADD}
    of_seats: list[SeatRow] = []
    for row in added:
        if isinstance(row, SeatRow):
            of_seats.append(row)
        else:
            batches[type(row)].append(vars(row))
    for kind, statement in _ADD.items():
        connection.executemany(statement, batches[kind])
    seats.add_to_seats(connection, of_seats)


def clear_rollups(connection: Connection) -> None:
    for table in TABLES:
        connection.execute(f"DELETE FROM {table}")


def clear_beliefs(connection: Connection) -> None:
    """The counts of misconceptions only."""
    for table in ("rollup_misconception", "rollup_sure_belief"):
        connection.execute(f"DELETE FROM {table}")


def rebuild_person_rollup(connection: Connection) -> None:
    """Into the emptied table."""
    connection.execute(REBUILD)


def recounted_progress(connection: Connection) -> list[tuple[object, ...]]:
    """What the rollup of people should hold."""
    return [tuple(row) for row in rows(connection, RECOUNT)]


def dump_rollups(connection: Connection) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every rollup in a fixed order, for comparison; the sums of a seat one by one."""
    found = {t: [tuple(r) for r in connection.execute(f"SELECT * FROM {t} ORDER BY {k}")] for t, k in TABLES.items()}
    return {**found, "rollup_seat": seats.dump_seats(connection)}


def read_progress(connection: Connection, assignment_id: str, path: str) -> list[ProgressRow]:
    found = rows(connection, _READ_PROGRESS, assignment_id=assignment_id, path=path, path_end=end_of(path))
    return [ProgressRow(assignment_id, *tuple(row)) for row in found]


@dataclass(frozen=True)
class ResponseCount:
    """Counts of one answer value of one item version over the agencies read."""

    item_version: str
    item_id: str
    employment: str
    value: str
    learners: int
    mark_micro_sum: int


def read_responses(connection: Connection, assignment_id: str, quiz_id: str, path: str) -> list[ResponseCount]:
    """``path`` must be a report agency's or the root's: item counts are not kept below that level."""
    found = rows(
        connection, _READ_RESPONSE, assignment_id=assignment_id, quiz_id=quiz_id, path=path, path_end=end_of(path)
    )
    return [ResponseCount(*tuple(row)) for row in found]


def count_responses(connection: Connection, assignment_id: str, quiz_id: str) -> tuple[int, ...]:
    """Rows, and the answers they count, of all agencies together."""
    return tuple(one(connection, _COUNT_RESPONSES, assignment_id=assignment_id, quiz_id=quiz_id))


def read_item_people(
    connection: Connection, assignment_id: str, quiz_id: str, path: str
) -> list[tuple[str, str, str, int]]:
    """(item version, report agency, employment, how many people met it)."""
    found = rows(
        connection, _READ_ITEM_PEOPLE, assignment_id=assignment_id, quiz_id=quiz_id, path=path, path_end=end_of(path)
    )
    return [tuple(row) for row in found]


def read_office_answers(
    connection: Connection, assignment_id: str, quiz_id: str, path: str
) -> list[tuple[str, str, str, str, int]]:
    """(item version, path of the report agency, employment, value, how many people answered so); blanks are left out."""
    found = rows(
        connection, _READ_OFFICE_ANSWERS, assignment_id=assignment_id, quiz_id=quiz_id, path=path, path_end=end_of(path)
    )
    return [tuple(row) for row in found]
