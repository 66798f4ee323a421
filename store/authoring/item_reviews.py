"""Statements about what authors decided on flagged items."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from store.assigning.assignment_rules import Author
from store.database import Connection, rows

Deed = Literal["taken", "kept", "mended", "reopened"]

_ADD = (
    "INSERT INTO item_review (quiz_id, item_id, item_version, flag, seq, deed, note, evidence, decided_by, decided_at) "
    "VALUES (:quiz_id, :item_id, :item_version, :flag, :seq, :deed, :note, :evidence, :decided_by, :decided_at)"
)
_OF_QUIZ = (
    "SELECT item_id, item_version, flag, seq, deed, note, evidence, COALESCE(person.name, '') AS name, decided_at "
    "FROM item_review LEFT JOIN person ON person.id = decided_by WHERE quiz_id = :quiz_id ORDER BY seq, decided_at"
)


@dataclass(frozen=True)
class ReviewSubject:
    """One kind of flag on one version of an item, as a quiz asks it."""

    quiz_id: str
    item_id: str
    item_version: str
    flag: str


@dataclass(frozen=True)
class ReviewRow:
    """``seq`` counts from 1 on for each subject; ``name``: of who decided, as it is today."""

    item_id: str
    item_version: str
    flag: str
    seq: int
    deed: Deed
    note: str
    evidence: str
    name: str
    decided_at: str


def add_review(
    connection: Connection, subject: ReviewSubject, seq: int, deed: Deed, note: str, evidence: str, author: Author
) -> None:
    facts = vars(subject) | {"seq": seq, "deed": deed, "note": note, "evidence": evidence}
    connection.execute(_ADD, facts | {"decided_by": author.actor, "decided_at": author.at})


def reviews_of(connection: Connection, quiz_id: str) -> list[ReviewRow]:
    """About each subject the oldest first."""
    return [ReviewRow(**dict(row)) for row in rows(connection, _OF_QUIZ, quiz_id=quiz_id)]
