"""Statements about the weekly rollup: how many people of each agency started, finished and passed in which week."""

from __future__ import annotations

from typing import NamedTuple

from store.database import Connection, rows
from store.registry.agencies import end_of
from store.schema.week_schema import REBUILD, RECOUNT

TABLES = {"rollup_week": "assignment_id, quiz_id, agency_id, employment, week"}
_READ = (
    "SELECT agency.path, r.week, SUM(r.started), SUM(r.finished), SUM(r.passed) FROM rollup_week AS r "
    "JOIN agency ON agency.id = r.agency_id WHERE r.assignment_id = :assignment_id AND r.quiz_id = :quiz_id "
    "AND agency.path >= :path AND agency.path < :path_end GROUP BY r.agency_id, r.week"
)


class WeekRow(NamedTuple):
    """People of one agency, all kinds of employment together; ``week`` is its Monday."""

    path: str
    week: str
    started: int
    finished: int
    passed: int


def read_weeks(connection: Connection, assignment_id: str, quiz_id: str, path: str) -> list[WeekRow]:
    found = rows(
        connection, _READ, assignment_id=assignment_id, quiz_id=quiz_id, path=path, path_end=end_of(path)
    )  # fmt: skip
    return [WeekRow(*tuple(row)) for row in found]


def rebuild_weeks(connection: Connection) -> None:
    """Into the emptied table."""
    connection.execute(REBUILD)


def recounted_weeks(connection: Connection) -> list[tuple[object, ...]]:
    """What the rollup should hold."""
    return [tuple(row) for row in rows(connection, RECOUNT)]
