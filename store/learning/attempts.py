"""Statements about attempts and their responses. Responses are appended, never changed; the last one per position counts."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from pydantic import TypeAdapter

from quizzes.attempts import Attempt, Result
from quizzes.belief_names import with_names
from quizzes.draw import Paper, PaperItem
from quizzes.models import Item, Quiz
from quizzes.models import fingerprint as fingerprint_of
from quizzes.responses import Response, decode_response
from store.clock import from_text, to_text
from store.database import Connection, one, rows
from store.learning.belief_names import belief_names

_ITEM: TypeAdapter[Item] = TypeAdapter(Item)

_KEEP_ITEM = (
    "INSERT INTO item_version (fingerprint, item_id, body) VALUES (:fingerprint, :item_id, :body) "
    "ON CONFLICT (fingerprint) DO NOTHING"
)
_KEEP_QUIZ = (
    "INSERT INTO quiz_version (fingerprint, quiz_id, body) VALUES (:fingerprint, :quiz_id, :body) "
    "ON CONFLICT (fingerprint) DO NOTHING"
)
_ITEM_BODY = "SELECT body FROM item_version WHERE fingerprint = :fingerprint"
_QUIZ_BODY = "SELECT body FROM quiz_version WHERE fingerprint = :fingerprint"
_ADD = (
    "INSERT INTO attempt (id, person_id, assignment_id, quiz_id, quiz_version, number, agency_id, employment, paper, "
    "started_at, deadline_at, state) VALUES (:id, :person_id, :assignment_id, :quiz_id, :quiz_version, :number, "
    ":agency_id, :employment, :paper, :started_at, :deadline_at, 'open')"
)
_CLOSE = (
    "UPDATE attempt SET state = :state, closed_at = :closed_at, score = :score, passed = :passed, marks = :marks "
    "WHERE id = :id AND state = 'open'"
)
_COLUMNS = (
    "id, person_id, assignment_id, quiz_id, quiz_version, number, agency_id, employment, paper, started_at, deadline_at, "
    "state, closed_at, score, passed, marks"
)
_GET = f"SELECT {_COLUMNS} FROM attempt WHERE id = :id"
_OF_PERSON = (
    "SELECT id, quiz_id, number, state, started_at, deadline_at, closed_at, score, passed FROM attempt "
    "WHERE person_id = :person_id ORDER BY quiz_id, number"
)
_OVERDUE = "SELECT id FROM attempt WHERE state = 'open' AND deadline_at < :now ORDER BY deadline_at"
_HAS_OVERDUE = (
    "SELECT 1 FROM attempt WHERE state = 'open' AND deadline_at < :now AND assignment_id = :assignment_id LIMIT 1"
)
_ALL = f"SELECT {_COLUMNS} FROM attempt ORDER BY id"
_CLOSED = f"SELECT {_COLUMNS} FROM attempt WHERE state <> 'open' ORDER BY person_id, quiz_id, number"
_REPORT_ID = "SELECT report_id FROM agency WHERE id = :id"
_ADD_RESPONSE = (
    "INSERT INTO response (attempt_id, seq, position, value, answered_at) SELECT :attempt_id, "
    "COALESCE(MAX(seq), 0) + 1, :position, :value, :answered_at FROM response WHERE attempt_id = :attempt_id"
)
_ADD_RESPONSE_AT = (
    "INSERT INTO response (attempt_id, seq, position, value, answered_at) "
    "VALUES (:attempt_id, :seq, :position, :value, :answered_at)"
)
_RESPONSES = "SELECT position, value, answered_at FROM response WHERE attempt_id = :attempt_id ORDER BY seq"
_FLAG = "INSERT INTO attempt_flag (attempt_id, position) VALUES (:attempt_id, :position) ON CONFLICT DO NOTHING"
_UNFLAG = "DELETE FROM attempt_flag WHERE attempt_id = :attempt_id AND position = :position"
_FLAGS = "SELECT position FROM attempt_flag WHERE attempt_id = :attempt_id"


@dataclass(frozen=True)
class AttemptRecord:
    """An attempt with where it counts; the result columns are None while open."""

    attempt: Attempt
    assignment_id: str
    agency_id: str
    employment: str
    score: float | None
    passed: bool | None
    mark_fractions: tuple[float, ...] | None


@dataclass(frozen=True)
class AttemptSummary:
    """One line of a person's history."""

    id: str
    quiz_id: str
    number: int
    state: str
    started_at: str
    deadline_at: str | None
    closed_at: str | None
    score: float | None
    passed: bool | None


@dataclass(frozen=True)
class SavedResponse:
    """``answered_at`` is the acknowledgement: the time written with the answer."""

    value: str
    answered_at: str


def keep_versions(connection: Connection, quiz: Quiz, items: Iterable[tuple[str, Item]]) -> str:
    """Freeze the texts an attempt is taken against; returns the quiz's fingerprint."""
    connection.executemany(
        _KEEP_ITEM, [{"fingerprint": f, "item_id": i.id, "body": i.model_dump_json()} for f, i in items]
    )
    quiz_print = fingerprint_of(quiz)
    connection.execute(_KEEP_QUIZ, {"fingerprint": quiz_print, "quiz_id": quiz.id, "body": quiz.model_dump_json()})
    return quiz_print


def get_item_version(connection: Connection, fingerprint: str) -> Item:
    """With the ids that misconceptions have today. KeyError when no attempt ever drew this version."""
    return with_names(_frozen_item(connection, fingerprint), belief_names(connection))


def item_versions(connection: Connection, fingerprints: Iterable[str]) -> dict[str, Item]:
    """Many of them, as ``get_item_version`` gives them."""
    names = belief_names(connection)
    return {one: with_names(_frozen_item(connection, one), names) for one in fingerprints}


def items_of(connection: Connection, paper: Paper) -> list[Item]:
    """The items of a paper, in its order."""
    found = item_versions(connection, (drawn.fingerprint for drawn in paper))
    return [found[drawn.fingerprint] for drawn in paper]


def _frozen_item(connection: Connection, fingerprint: str) -> Item:
    if fingerprint not in _items:
        row = one(connection, _ITEM_BODY, fingerprint=fingerprint)
        if row is None:
            raise KeyError(fingerprint)
        _items[fingerprint] = _ITEM.validate_json(row["body"])
    return _items[fingerprint]


def add_attempt(
    connection: Connection, attempt: Attempt, quiz_version: str, assignment_id: str, agency_id: str, employment: str
) -> None:
    connection.execute(
        _ADD,
        {
            "id": attempt.id,
            "person_id": attempt.person_id,
            "assignment_id": assignment_id,
            "quiz_id": attempt.quiz.id,
            "quiz_version": quiz_version,
            "number": attempt.number,
            "agency_id": agency_id,
            "employment": employment,
            "paper": encode_paper(attempt.paper),
            "started_at": to_text(attempt.started_at),
            "deadline_at": to_text(attempt.deadline_at) if attempt.deadline_at else None,
        },
    )


def close_attempt(connection: Connection, closed: Attempt, result: Result) -> bool:
    """False when it was closed already; the first closing stands."""
    cursor = connection.execute(
        _CLOSE,
        {
            "id": closed.id,
            "state": closed.state,
            "closed_at": to_text(closed.closed_at or closed.started_at),
            "score": round(result.score, 6),
            "passed": int(result.passed),
            "marks": json.dumps([round(m.fraction, 6) for m in result.marks], separators=(",", ":")),
        },
    )
    return cursor.rowcount == 1


def find_attempt(connection: Connection, attempt_id: str) -> AttemptRecord | None:
    row = one(connection, _GET, id=attempt_id)
    return _record(connection, row) if row else None


def all_attempts(connection: Connection) -> Iterable[AttemptRecord]:
    for row in connection.execute(_ALL):
        yield _record(connection, row)


def closed_attempts(connection: Connection) -> Iterable[AttemptRecord]:
    """Every closed attempt, each person's first before the next: what rollups are rebuilt from."""
    for row in connection.execute(_CLOSED):
        yield _record(connection, row)


def report_id_of(connection: Connection, agency_id: str) -> str:
    return one(connection, _REPORT_ID, id=agency_id)["report_id"]


def attempts_of(connection: Connection, person_id: str) -> list[AttemptSummary]:
    found = rows(connection, _OF_PERSON, person_id=person_id)
    return [AttemptSummary(**{**dict(r), "passed": None if r["passed"] is None else bool(r["passed"])}) for r in found]


def overdue_attempts(connection: Connection, before: str) -> list[str]:
    return [row["id"] for row in rows(connection, _OVERDUE, now=before)]


def has_overdue(connection: Connection, assignment_id: str, before: str) -> bool:
    return one(connection, _HAS_OVERDUE, assignment_id=assignment_id, now=before) is not None


def add_response(connection: Connection, attempt_id: str, position: int, value: str, answered_at: str) -> None:
    connection.execute(
        _ADD_RESPONSE, {"attempt_id": attempt_id, "position": position, "value": value, "answered_at": answered_at}
    )


def add_responses(connection: Connection, records: list[dict[str, object]]) -> None:
    """Many at once, with their ``seq`` given: only for whole simulated attempts."""
    connection.executemany(_ADD_RESPONSE_AT, records)


def latest_responses(connection: Connection, attempt_id: str) -> dict[int, SavedResponse]:
    """Position -> the last answer given there."""
    found = rows(connection, _RESPONSES, attempt_id=attempt_id)
    return {row["position"]: SavedResponse(row["value"], row["answered_at"]) for row in found}


def decoded_responses(connection: Connection, attempt_id: str, items: list[Item]) -> dict[int, Response | None]:
    latest = latest_responses(connection, attempt_id)
    return {position: decode_response(items[position], saved.value) for position, saved in latest.items()}


def set_flag(connection: Connection, attempt_id: str, position: int, flagged: bool) -> None:
    connection.execute(_FLAG if flagged else _UNFLAG, {"attempt_id": attempt_id, "position": position})


def flags(connection: Connection, attempt_id: str) -> frozenset[int]:
    return frozenset(row["position"] for row in rows(connection, _FLAGS, attempt_id=attempt_id))


def encode_paper(paper: Paper) -> str:
    """Fingerprint and order of each item, such as ``0b40ee6fec8461f3:2301``, with spaces between.

    Short on purpose: a row of a WITHOUT ROWID table that is longer than 1,002 bytes spills into a page of its own,
    which made every attempt cost 4 KB more. The item's id follows from its version; no item has ten choices or more.
    """
    return " ".join(f"{p.fingerprint}:{''.join(map(str, p.order))}" for p in paper)


def decode_paper(connection: Connection, text: str) -> Paper:
    entries = (entry.partition(":") for entry in text.split(" "))
    return tuple(
        PaperItem(_frozen_item(connection, print_).id, print_, tuple(int(digit) for digit in order))
        for print_, _, order in entries
    )


_items: dict[str, Item] = {}
_quizzes: dict[str, Quiz] = {}
"""Versions are named by their fingerprint and never change, so a process parses each once."""


def _quiz_version(connection: Connection, fingerprint: str) -> Quiz:
    if fingerprint not in _quizzes:
        body = one(connection, _QUIZ_BODY, fingerprint=fingerprint)["body"]
        _quizzes[fingerprint] = Quiz.model_validate_json(body)
    return _quizzes[fingerprint]


def _record(connection: Connection, row) -> AttemptRecord:
    attempt = Attempt(
        id=row["id"],
        person_id=row["person_id"],
        quiz=_quiz_version(connection, row["quiz_version"]),
        number=row["number"],
        paper=decode_paper(connection, row["paper"]),
        started_at=from_text(row["started_at"]),
        deadline_at=from_text(row["deadline_at"]) if row["deadline_at"] else None,
        state=row["state"],
        closed_at=from_text(row["closed_at"]) if row["closed_at"] else None,
    )
    return AttemptRecord(
        attempt=attempt,
        assignment_id=row["assignment_id"],
        agency_id=row["agency_id"],
        employment=row["employment"],
        score=row["score"],
        passed=None if row["passed"] is None else bool(row["passed"]),
        mark_fractions=tuple(json.loads(row["marks"])) if row["marks"] else None,
    )
