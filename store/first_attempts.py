"""Reading closed first attempts in bulk: where each person sat, and the mark of every item. The evidence itself, no copy of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import NamedTuple

from store.database import Connection, one

_READ = (
    "SELECT person_id, agency_id, employment, closed_at, paper, marks FROM attempt WHERE assignment_id = :assignment_id "
    "AND quiz_id = :quiz_id AND number = 1 AND state <> 'open' AND closed_at >= :since ORDER BY closed_at, id"
)
_COUNT = "SELECT COALESCE(SUM(finished), 0) AS n FROM rollup_progress WHERE assignment_id = :assignment_id AND quiz_id = :quiz_id"


class FirstAttempt(NamedTuple):
    """``agency_id`` and ``employment`` of that moment; ``marks`` (0 to 1) stand beside the item ``versions``."""

    person_id: str
    agency_id: str
    employment: str
    closed_at: str
    versions: list[str]
    marks: list[float]


def first_attempts(connection: Connection, assignment_id: str, quiz_id: str, since: str = "") -> Iterator[FirstAttempt]:
    """Those that ended at ``since`` or later, by the moment of their end."""
    parameters = {"assignment_id": assignment_id, "quiz_id": quiz_id, "since": since}
    for person_id, agency_id, employment, closed_at, paper, marks in connection.execute(_READ, parameters):
        versions = [entry.partition(":")[0] for entry in paper.split(" ")]
        yield FirstAttempt(person_id, agency_id, employment, closed_at, versions, json.loads(marks))


def count_first_attempts(connection: Connection, assignment_id: str, quiz_id: str) -> int:
    """How many there are, from the rollup: every closed first attempt counts one person as finished."""
    return one(connection, _COUNT, assignment_id=assignment_id, quiz_id=quiz_id)["n"]
