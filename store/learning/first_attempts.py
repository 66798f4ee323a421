"""Reading closed first attempts in bulk: where each person sat, and the mark of every item. The evidence itself, no copy of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import NamedTuple, get_args

from people.models import Employment
from store.database import Connection, rows

_COLUMNS = "person_id, agency_id, employment, closed_at, paper, marks"
_OF_QUIZ = "assignment_id = :assignment_id AND quiz_id = :quiz_id"
_READ = (
    f"SELECT {_COLUMNS} FROM attempt WHERE {_OF_QUIZ} AND number = 1 AND state <> 'open' AND closed_at >= :since "
    "ORDER BY closed_at, id"
)
_LOTS = (
    f"SELECT id FROM attempt WHERE {_OF_QUIZ} AND employment = :employment AND number = 1 AND state <> 'open' "
    "ORDER BY substr(id, 15) LIMIT :at_most"
)
_SAMPLE = f"SELECT {_COLUMNS} FROM attempt WHERE id IN (SELECT value FROM json_each(:ids)) ORDER BY substr(id, 15) LIMIT :at_most"
_COUNTS = f"SELECT agency_id, employment, finished FROM rollup_progress WHERE {_OF_QUIZ} AND finished > 0"


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
    return _read(connection.execute(_READ, parameters))


def sampled_attempts(connection: Connection, assignment_id: str, quiz_id: str, at_most: int) -> Iterator[FirstAttempt]:
    """A random sample, the same one every time: the first lots (``store.schema.seat_schema``) among the first of each kind.

    The time it takes does not grow with the attempts, only with the share of them that belong to other assignments.
    """
    asked = {"assignment_id": assignment_id, "quiz_id": quiz_id, "at_most": at_most}
    ids = [row["id"] for kind in get_args(Employment) for row in rows(connection, _LOTS, employment=kind, **asked)]
    return _read(connection.execute(_SAMPLE, {"ids": json.dumps(ids), "at_most": at_most}))


def finished_by_seat(connection: Connection, assignment_id: str, quiz_id: str) -> dict[tuple[str, str], int]:
    """(agency id, employment) -> closed first attempts, from the rollup: each counts one person as finished."""
    found = rows(connection, _COUNTS, assignment_id=assignment_id, quiz_id=quiz_id)
    return {(agency_id, employment): finished for agency_id, employment, finished in found}


def _read(found: Iterator[tuple[str, ...]]) -> Iterator[FirstAttempt]:
    version_of = _Versions()
    for person_id, agency_id, employment, closed_at, paper, marks in found:
        versions = [version_of[entry] for entry in paper.split(" ")]
        yield FirstAttempt(person_id, agency_id, employment, closed_at, versions, json.loads(marks))


class _Versions(dict[str, str]):
    """Entry of a paper -> its item version, cut off once: there are few of them, in very many papers."""

    def __missing__(self, entry: str) -> str:
        version = self[entry] = entry.partition(":")[0]
        return version
