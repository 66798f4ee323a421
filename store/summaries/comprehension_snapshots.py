"""Statements about frozen comprehension: one estimate per agency and indicator, append-only, sealed with its snapshot."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from store.database import Connection, one, rows

_ADD_MODEL = (
    "INSERT INTO snapshot_model (month, assignment_id, quiz_id, model, inputs) "
    "VALUES (:month, :assignment_id, :quiz_id, :model, :inputs)"
)
_ADD_CELL = (
    "INSERT INTO snapshot_comprehension (month, assignment_id, agency_id, indicator, state, value_micro, low_micro, "
    "high_micro, learners, answers) VALUES (:month, :assignment_id, :agency_id, :indicator, :state, :value_micro, "
    ":low_micro, :high_micro, :learners, :answers)"
)
_MODEL = "SELECT quiz_id, model, inputs FROM snapshot_model WHERE month = :month AND assignment_id = :assignment_id"
_CELLS = (
    "SELECT agency_id, indicator, state, value_micro, low_micro, high_micro, learners, answers FROM snapshot_comprehension "
    "WHERE month = :month AND assignment_id = :assignment_id ORDER BY agency_id, indicator"
)
_PEOPLE_THEN = (
    "SELECT indicator, agency_id, SUM(learners) AS learners FROM snapshot_indicator WHERE month = :month "
    "AND assignment_id = :assignment_id AND quiz_id = :quiz_id GROUP BY indicator, agency_id"
)
_PEOPLE_NOW = (
    "SELECT indicator, agency_id, SUM(learners) AS learners FROM rollup_indicator WHERE assignment_id = :assignment_id "
    "AND quiz_id = :quiz_id GROUP BY indicator, agency_id"
)


@dataclass(frozen=True)
class FrozenModel:
    """``model``: the name of the way of computing; ``inputs``: hash of all that went in."""

    quiz_id: str
    model: str
    inputs: str


@dataclass(frozen=True)
class FrozenCell:
    """``state``: ``known``, or why it was withheld, and then nothing else is kept. Shares in millionths."""

    agency_id: str
    indicator: str
    state: str
    value_micro: int | None = None
    low_micro: int | None = None
    high_micro: int | None = None
    learners: int | None = None
    answers: int | None = None


@dataclass(frozen=True)
class FrozenComprehension:
    model: FrozenModel
    cells: tuple[FrozenCell, ...]


People = dict[str, dict[str, int]]
"""Indicator -> agency id -> people whose first attempt counts there."""


def add_comprehension(connection: Connection, month: str, assignment_id: str, found: FrozenComprehension) -> None:
    """Part of adding a snapshot, before its head row."""
    key = {"month": month, "assignment_id": assignment_id}
    connection.execute(_ADD_MODEL, key | vars(found.model))
    connection.executemany(_ADD_CELL, [key | vars(cell) for cell in found.cells])


def model_of(connection: Connection, month: str, assignment_id: str) -> FrozenModel | None:
    """None for a month that was frozen before comprehension was."""
    row = one(connection, _MODEL, month=month, assignment_id=assignment_id)
    return FrozenModel(**dict(row)) if row else None


def cells_of(connection: Connection, month: str, assignment_id: str) -> list[FrozenCell]:
    found = rows(connection, _CELLS, month=month, assignment_id=assignment_id)
    return [FrozenCell(**dict(row)) for row in found]


def people_then(connection: Connection, month: str, assignment_id: str, quiz_id: str) -> People:
    return _by_indicator(
        rows(connection, _PEOPLE_THEN, month=month, assignment_id=assignment_id, quiz_id=quiz_id),
    )


def people_now(connection: Connection, assignment_id: str, quiz_id: str) -> People:
    return _by_indicator(rows(connection, _PEOPLE_NOW, assignment_id=assignment_id, quiz_id=quiz_id))


def _by_indicator(found: Iterable) -> People:
    people: People = {}
    for row in found:
        people.setdefault(row["indicator"], {})[row["agency_id"]] = row["learners"]
    return people
