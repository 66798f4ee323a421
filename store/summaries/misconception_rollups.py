"""Statements about misconceptions: how many people met one in their first post-test attempt, and how many showed it.

People, not answers. Kept in the transaction that closes an attempt, like the other rollups.
"""

from __future__ import annotations

from dataclasses import dataclass

from store.database import Connection, one, rows
from store.registry.agencies import end_of

ADD = (
    "INSERT INTO rollup_misconception (assignment_id, quiz_id, report_id, employment, misconception, met, held) "
    "VALUES (:assignment_id, :quiz_id, :report_id, :employment, :misconception, :met, :held) "
    "ON CONFLICT (assignment_id, quiz_id, report_id, employment, misconception) DO UPDATE SET "
    "met = rollup_misconception.met + excluded.met, held = rollup_misconception.held + excluded.held"
)
_READ = (
    "SELECT r.misconception, agency.path, r.employment, r.met, r.held FROM rollup_misconception AS r "
    "JOIN agency ON agency.id = r.report_id WHERE r.assignment_id = :assignment_id AND r.quiz_id = :quiz_id "
    "AND agency.path >= :path AND agency.path < :path_end ORDER BY r.misconception, agency.path, r.employment"
)
_COUNT = (
    "SELECT COUNT(*), COALESCE(SUM(met), 0), COALESCE(SUM(held), 0) FROM rollup_misconception "
    "WHERE assignment_id = :assignment_id AND quiz_id = :quiz_id"
)
TABLES = {"rollup_misconception": "assignment_id, quiz_id, report_id, employment, misconception"}


@dataclass(frozen=True)
class MisconceptionRow:
    """``met``: people who answered an item that could show it; ``held``: those of them who showed it at least once."""

    assignment_id: str
    quiz_id: str
    report_id: str
    employment: str
    misconception: str
    met: int
    held: int


@dataclass(frozen=True)
class MisconceptionCount:
    """The same with the path of the report agency instead of its id."""

    misconception: str
    path: str
    employment: str
    met: int
    held: int


def read_misconceptions(
    connection: Connection, assignment_id: str, quiz_id: str, path: str
) -> list[MisconceptionCount]:
    """``path`` must be a report agency's or the root's: misconceptions are not counted below that level."""
    found = rows(connection, _READ, assignment_id=assignment_id, quiz_id=quiz_id, path=path, path_end=end_of(path))
    return [MisconceptionCount(*tuple(row)) for row in found]


def count_misconceptions(connection: Connection, assignment_id: str, quiz_id: str) -> tuple[int, ...]:
    """Rows, and the sums of ``met`` and ``held``, of all agencies together."""
    return tuple(one(connection, _COUNT, assignment_id=assignment_id, quiz_id=quiz_id))
