"""Statements about assignments that were withdrawn, and restored."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from store.assigning.assignment_rules import Author
from store.database import Connection, one, rows

_ADD = (
    "INSERT INTO assignment_withdrawal (assignment_id, seq, kind, reason, decided_by, decided_at) "
    "SELECT :assignment_id, COALESCE(MAX(seq), 0) + 1, :kind, :reason, :decided_by, :decided_at "
    "FROM assignment_withdrawal WHERE assignment_id = :assignment_id"
)
_NEWEST = (
    "SELECT kind, reason, decided_by, decided_at FROM assignment_withdrawal WHERE assignment_id = :assignment_id "
    "ORDER BY seq DESC LIMIT 1"
)
_UNDER_WAY = "SELECT DISTINCT assignment_id FROM attempt WHERE person_id = :person_id AND state = 'open'"
_VERSION = (
    "SELECT (SELECT COUNT(*) FROM assignment_exemption WHERE assignment_id = :assignment_id) "
    "+ (SELECT COUNT(*) FROM assignment_withdrawal WHERE assignment_id = :assignment_id) AS n"
)


@dataclass(frozen=True)
class Withdrawal:
    kind: Literal["withdrawn", "restored"]
    reason: str
    decided_by: str
    decided_at: str


def add_withdrawal(connection: Connection, assignment_id: str, kind: str, reason: str, author: Author) -> None:
    facts = {"assignment_id": assignment_id, "kind": kind, "reason": reason}
    connection.execute(_ADD, facts | {"decided_by": author.actor, "decided_at": author.at})


def newest_withdrawal(connection: Connection, assignment_id: str) -> Withdrawal | None:
    """The one that holds; ``restored`` when it was taken back."""
    row = one(connection, _NEWEST, assignment_id=assignment_id)
    return Withdrawal(**dict(row)) if row else None


def under_way(connection: Connection, person_id: str) -> frozenset[str]:
    """Assignments of which the person has an attempt open."""
    return frozenset(row["assignment_id"] for row in rows(connection, _UNDER_WAY, person_id=person_id))


def decision_count(connection: Connection, assignment_id: str) -> int:
    """How many exemptions and withdrawals were ever written: it rises whenever a denominator may have changed by a deed."""
    return one(connection, _VERSION, assignment_id=assignment_id)["n"]
