"""Statements about monthly snapshots: append-only, sealed by their head row."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from people.registry.agency_tree import AgencyAsOf
from store.database import Connection, one, rows
from store.summaries.comprehension_snapshots import FrozenComprehension, add_comprehension
from store.summaries.rollups import IndicatorRow

_HEADS = "SELECT month, assignment_id, day, ends_at, taken_at FROM snapshot WHERE assignment_id = :assignment_id ORDER BY month"
_FIND = (
    "SELECT month, assignment_id, day, ends_at, taken_at FROM snapshot "
    "WHERE month = :month AND assignment_id = :assignment_id"
)
_ADD_HEAD = (
    "INSERT INTO snapshot (month, assignment_id, day, ends_at, taken_at) "
    "VALUES (:month, :assignment_id, :day, :ends_at, :taken_at)"
)
_ADD_AGENCY = (
    "INSERT INTO snapshot_agency (month, assignment_id, agency_id, parent_id, name, kind, path) "
    "VALUES (:month, :assignment_id, :agency_id, :parent_id, :name, :kind, :path)"
)
_ADD_PEOPLE = (
    "INSERT INTO snapshot_people (month, assignment_id, agency_id, employment, assigned, started, finished, passed) "
    "VALUES (:month, :assignment_id, :agency_id, :employment, :assigned, :started, :finished, :passed)"
)
_ADD_INDICATOR = (
    "INSERT INTO snapshot_indicator (month, assignment_id, quiz_id, agency_id, employment, indicator, learners, answers, "
    "mean_micro_sum, mean_micro_square_sum) VALUES (:month, :assignment_id, :quiz_id, :agency_id, :employment, "
    ":indicator, :learners, :answers, :mean_micro_sum, :mean_micro_square_sum)"
)
_PEOPLE = (
    "SELECT agency_id, employment, assigned, started, finished, passed FROM snapshot_people "
    "WHERE month = :month AND assignment_id = :assignment_id"
)
_PATHS = "SELECT agency_id, path FROM snapshot_agency WHERE month = :month AND assignment_id = :assignment_id"
_INDICATORS = (
    "SELECT assignment_id, quiz_id, agency_id, employment, indicator, learners, answers, mean_micro_sum, "
    "mean_micro_square_sum FROM snapshot_indicator WHERE month = :month AND assignment_id = :assignment_id"
)
_ALL_INDICATORS = (
    "SELECT assignment_id, quiz_id, agency_id, employment, indicator, learners, answers, mean_micro_sum, "
    "mean_micro_square_sum FROM rollup_indicator WHERE assignment_id = :assignment_id"
)
_CLOSED_SINCE = (
    "SELECT id FROM attempt WHERE assignment_id = :assignment_id AND number = 1 AND closed_at >= :ends_at ORDER BY id"
)


@dataclass(frozen=True)
class SnapshotHead:
    """``month`` as ``2026-10``; ``day``: whose tree and members were counted; ``ends_at``: the moment the month was over."""

    month: str
    assignment_id: str
    day: str
    ends_at: str
    taken_at: str


@dataclass(frozen=True)
class SnapshotPeople:
    agency_id: str
    employment: str
    assigned: int
    started: int
    finished: int
    passed: int


def snapshots_of(connection: Connection, assignment_id: str) -> list[SnapshotHead]:
    """The oldest first."""
    return [SnapshotHead(**dict(row)) for row in rows(connection, _HEADS, assignment_id=assignment_id)]


def find_snapshot(connection: Connection, month: str, assignment_id: str) -> SnapshotHead | None:
    row = one(connection, _FIND, month=month, assignment_id=assignment_id)
    return SnapshotHead(**dict(row)) if row else None


def add_snapshot(
    connection: Connection,
    head: SnapshotHead,
    tree: Iterable[AgencyAsOf],
    people: Iterable[SnapshotPeople],
    indicators: Iterable[IndicatorRow],
    comprehension: FrozenComprehension | None = None,
) -> bool:
    """False when that month was frozen already; the first freezing stands."""
    key = {"month": head.month, "assignment_id": head.assignment_id}
    if find_snapshot(connection, **key) is not None:
        return False
    connection.executemany(
        _ADD_AGENCY,
        [
            key | {"agency_id": a.id, "parent_id": a.parent_id, "name": a.name, "kind": a.kind, "path": a.path}
            for a in tree
        ],
    )
    connection.executemany(_ADD_PEOPLE, [key | vars(row) for row in people])
    connection.executemany(_ADD_INDICATOR, [vars(row) | key for row in indicators])
    if comprehension is not None:
        add_comprehension(connection, head.month, head.assignment_id, comprehension)
    connection.execute(_ADD_HEAD, vars(head))
    return True


def people_of(connection: Connection, head: SnapshotHead) -> list[SnapshotPeople]:
    found = rows(connection, _PEOPLE, month=head.month, assignment_id=head.assignment_id)
    return [SnapshotPeople(*tuple(row)) for row in found]


def paths_of(connection: Connection, head: SnapshotHead) -> dict[str, str]:
    """Agency id -> its path in the tree of that day."""
    return dict(map(tuple, rows(connection, _PATHS, month=head.month, assignment_id=head.assignment_id)))  # type: ignore[arg-type]


def indicators_of(connection: Connection, head: SnapshotHead) -> list[IndicatorRow]:
    found = rows(connection, _INDICATORS, month=head.month, assignment_id=head.assignment_id)
    return [IndicatorRow(*tuple(row)) for row in found]


def present_indicators(connection: Connection, assignment_id: str) -> list[IndicatorRow]:
    """Of every agency, as the rollup has them now."""
    return [IndicatorRow(*tuple(row)) for row in rows(connection, _ALL_INDICATORS, assignment_id=assignment_id)]


def first_attempts_closed_since(connection: Connection, assignment_id: str, ends_at: str) -> list[str]:
    found = rows(connection, _CLOSED_SINCE, assignment_id=assignment_id, ends_at=ends_at)
    return [row["id"] for row in found]
