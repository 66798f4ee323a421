"""Statements that read evidence for whoever audits it: attempts of one assignment, counts, and what was decided about it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from pydantic import BaseModel, TypeAdapter, ValidationError

from quizzes.models import Dilemma, Item, Quiz, fingerprint
from store.auditing.audit import AuditEntry
from store.database import Connection, one, rows

_LINE = (
    "SELECT attempt.id, attempt.person_id, attempt.agency_id, attempt.quiz_id, attempt.quiz_version, attempt.number, "
    "attempt.started_at, attempt.closed_at, attempt.state, attempt.score, attempt.passed FROM attempt "
)
_PAGE = _LINE + (
    "WHERE id IN (SELECT id FROM attempt WHERE assignment_id = :assignment_id AND (:before IS NULL OR id < :before) "
    "ORDER BY id DESC LIMIT :limit) ORDER BY id DESC"
)
_ALL = _LINE + "WHERE assignment_id = :assignment_id ORDER BY id"
_COUNTS = (
    "SELECT assignment_id, quiz_id, COUNT(*) AS attempts, COUNT(DISTINCT person_id) AS people, "
    "SUM(closed_at IS NOT NULL) AS closed, COUNT(DISTINCT CASE WHEN passed = 1 THEN person_id END) AS passed "
    "FROM attempt GROUP BY assignment_id, quiz_id ORDER BY assignment_id, quiz_id"
)
_ASSIGNMENTS = "SELECT id, title FROM assignment ORDER BY opens_on DESC, id DESC"
_PEOPLE_BY_AGENCY = "SELECT agency_id, COUNT(DISTINCT person_id) AS n FROM attempt WHERE assignment_id = :assignment_id GROUP BY agency_id"
_TREE = "SELECT id, parent_id, name FROM agency"
_DECISIONS = (
    "SELECT id, batch_id, happened_at, actor, action, subject_kind, subject_id, before, after FROM audit_entry "
    "WHERE action LIKE 'assignment.%' ORDER BY COALESCE(batch_id, id) DESC LIMIT :limit"
)
_CLOSED = "SELECT id, person_id, quiz_id, number FROM attempt WHERE state <> 'open' ORDER BY person_id, quiz_id, number"
_VERSIONS: dict[str, tuple[str, Callable[[str], BaseModel]]] = {
    "item": ("SELECT fingerprint, body FROM item_version", TypeAdapter(Item).validate_json),
    "quiz": ("SELECT fingerprint, body FROM quiz_version", Quiz.model_validate_json),
    "dilemma": ("SELECT fingerprint, body FROM dilemma_version", Dilemma.model_validate_json),
}
_COUNT_CLOSED = "SELECT COUNT(*) AS n FROM attempt WHERE closed_at IS NOT NULL"
_STARTED = (
    "SELECT assignment_id, quiz_id, agency_id, employment, COUNT(*) AS started FROM attempt WHERE number = 1 "
    "GROUP BY assignment_id, quiz_id, agency_id, employment"
)
_INTEGRITY = "PRAGMA integrity_check(20)"
_FOREIGN_KEYS = "PRAGMA foreign_key_check"


@dataclass(frozen=True)
class EvidenceLine:
    """One attempt; ``person_id`` never leaves the action that reads it."""

    id: str
    person_id: str
    agency_id: str
    quiz_id: str
    quiz_version: str
    number: int
    started_at: str
    closed_at: str | None
    state: str
    score: float | None
    passed: int | None


@dataclass(frozen=True)
class QuizCount:
    """``people`` started, ``passed`` are people too; ``attempts`` and ``closed`` are attempts."""

    assignment_id: str
    quiz_id: str
    attempts: int
    people: int
    closed: int
    passed: int


def assignments(connection: Connection) -> dict[str, str]:
    """Id -> title, the latest first."""
    return {row["id"]: row["title"] for row in rows(connection, _ASSIGNMENTS)}


def quiz_counts(connection: Connection) -> list[QuizCount]:
    return [QuizCount(**dict(row)) for row in rows(connection, _COUNTS)]


def evidence_page(connection: Connection, assignment_id: str, before: str | None, limit: int) -> list[EvidenceLine]:
    """The latest first; ``before`` is the id of an attempt."""
    found = rows(connection, _PAGE, assignment_id=assignment_id, before=before, limit=limit)
    return [EvidenceLine(**dict(row)) for row in found]


def all_evidence(connection: Connection, assignment_id: str) -> Iterator[EvidenceLine]:
    for row in connection.execute(_ALL, {"assignment_id": assignment_id}):
        yield EvidenceLine(**dict(row))


def people_by_agency(connection: Connection, assignment_id: str) -> dict[str, int]:
    """Agency at the time -> how many people took something of the assignment there."""
    return {row["agency_id"]: row["n"] for row in rows(connection, _PEOPLE_BY_AGENCY, assignment_id=assignment_id)}


def agency_tree(connection: Connection) -> tuple[dict[str, str | None], dict[str, str]]:
    """(id -> id of the agency above, id -> name) of the present tree."""
    found = rows(connection, _TREE)
    return {row["id"]: row["parent_id"] for row in found}, {row["id"]: row["name"] for row in found}


def decisions(connection: Connection, limit: int) -> list[AuditEntry]:
    """What was decided about assignments and about people in them, the latest first."""
    return [AuditEntry(**dict(row)) for row in rows(connection, _DECISIONS, limit=limit)]


def checked_versions(connection: Connection) -> Iterator[tuple[str, str, bool]]:
    """(item, quiz or dilemma; fingerprint; whether the stored text can be read and still has it) of everything ever asked."""
    for kind, (sql, parse) in _VERSIONS.items():
        for row in connection.execute(sql):
            yield kind, row["fingerprint"], _has_print(parse, row["body"], row["fingerprint"])


def _has_print(parse: Callable[[str], BaseModel], body: str, expected: str) -> bool:
    try:
        return fingerprint(parse(body)) == expected
    except ValidationError:
        return False


def closed_attempts(connection: Connection) -> Iterator[tuple[str, str, str, int]]:
    """(id, person, quiz, number), each person's first at a quiz before the next."""
    for row in connection.execute(_CLOSED):
        yield tuple(row)


def count_closed(connection: Connection) -> int:
    return one(connection, _COUNT_CLOSED)["n"]


def started_counts(connection: Connection) -> list[tuple[str, str, str, str, int]]:
    """(assignment, quiz, agency, employment, people who started)."""
    return [tuple(row) for row in rows(connection, _STARTED)]


def file_faults(connection: Connection) -> list[str]:
    """What SQLite finds wrong with the file and with references between rows; empty when all is well."""
    told = [row[0] for row in connection.execute(_INTEGRITY)]
    broken = {f"{row[0]} -> {row[2]}" for row in connection.execute(_FOREIGN_KEYS)}
    return [line for line in told if line != "ok"] + sorted(broken)
