"""Statements about sure answers in first post-test attempts: how many were wrong per indicator and unit, and which wrong
beliefs people were sure of per report agency. Kept in the transaction that closes an attempt, like the other rollups.
"""

from __future__ import annotations

from dataclasses import dataclass

from store.database import Connection, rows

ADD = (
    "INSERT INTO rollup_sureness (assignment_id, quiz_id, agency_id, employment, indicator, learners, erring, answers, "
    "wrong, answers_square, answers_wrong, wrong_square) VALUES (:assignment_id, :quiz_id, :agency_id, :employment, "
    ":indicator, :learners, :erring, :answers, :wrong, :answers_square, :answers_wrong, :wrong_square) "
    "ON CONFLICT (assignment_id, quiz_id, agency_id, employment, indicator) DO UPDATE SET "
    "learners = rollup_sureness.learners + excluded.learners, erring = rollup_sureness.erring + excluded.erring, "
    "answers = rollup_sureness.answers + excluded.answers, wrong = rollup_sureness.wrong + excluded.wrong, "
    "answers_square = rollup_sureness.answers_square + excluded.answers_square, "
    "answers_wrong = rollup_sureness.answers_wrong + excluded.answers_wrong, "
    "wrong_square = rollup_sureness.wrong_square + excluded.wrong_square"
)
ADD_BELIEF = (
    "INSERT INTO rollup_sure_belief (assignment_id, quiz_id, report_id, employment, misconception, met, held) "
    "VALUES (:assignment_id, :quiz_id, :report_id, :employment, :misconception, :met, :held) "
    "ON CONFLICT (assignment_id, quiz_id, report_id, employment, misconception) DO UPDATE SET "
    "met = rollup_sure_belief.met + excluded.met, held = rollup_sure_belief.held + excluded.held"
)
_READ = (
    "SELECT agency.path, r.employment, r.indicator, r.learners, r.erring, r.answers, r.wrong, r.answers_square, "
    "r.answers_wrong, r.wrong_square FROM rollup_sureness AS r JOIN agency ON agency.id = r.agency_id "
    "WHERE r.assignment_id = :assignment_id AND r.quiz_id = :quiz_id ORDER BY agency.path, r.employment, r.indicator"
)
_READ_BELIEFS = (
    "SELECT r.misconception, agency.path, r.employment, r.met, r.held FROM rollup_sure_belief AS r "
    "JOIN agency ON agency.id = r.report_id WHERE r.assignment_id = :assignment_id AND r.quiz_id = :quiz_id "
    "ORDER BY r.misconception, agency.path, r.employment"
)
_READ_MET = (
    "SELECT r.misconception, agency.path, r.employment, r.met FROM rollup_misconception AS r "
    "JOIN agency ON agency.id = r.report_id WHERE r.assignment_id = :assignment_id AND r.quiz_id = :quiz_id "
    "ORDER BY r.misconception, agency.path, r.employment"
)
TABLES = {
    "rollup_sureness": "assignment_id, quiz_id, agency_id, employment, indicator",
    "rollup_sure_belief": "assignment_id, quiz_id, report_id, employment, misconception",
}


@dataclass(frozen=True)
class SurenessRow:
    """``learners``: people sure of at least one answer of the indicator; ``erring``: those of them with a wrong one.

    ``answers``: sure answers; ``wrong`` ones. The three last are sums over people of squares and of the product of their
    own ``answers`` and ``wrong``: what an interval needs to count people and not answers.
    """

    assignment_id: str
    quiz_id: str
    agency_id: str
    employment: str
    indicator: str
    learners: int
    erring: int
    answers: int
    wrong: int
    answers_square: int
    answers_wrong: int
    wrong_square: int


@dataclass(frozen=True)
class SureBeliefRow:
    """``met``: people sure of an answer that could have shown the misconception; ``held``: whose sure answer showed it."""

    assignment_id: str
    quiz_id: str
    report_id: str
    employment: str
    misconception: str
    met: int
    held: int


@dataclass(frozen=True)
class SureCount:
    """A row with the path of the agency instead of its id."""

    path: str
    employment: str
    indicator: str
    learners: int
    erring: int
    answers: int
    wrong: int
    answers_square: int
    answers_wrong: int
    wrong_square: int


def read_sureness(connection: Connection, assignment_id: str, quiz_id: str) -> list[SureCount]:
    """Of the WHOLE tree: what is hidden must not depend on who is looking."""
    found = rows(connection, _READ, assignment_id=assignment_id, quiz_id=quiz_id)
    return [SureCount(*tuple(row)) for row in found]


def read_sure_beliefs(connection: Connection, assignment_id: str, quiz_id: str) -> list[tuple[str, str, str, int, int]]:
    """(misconception, path of the report agency, employment, met, held), of the whole tree."""
    return [tuple(row) for row in rows(connection, _READ_BELIEFS, assignment_id=assignment_id, quiz_id=quiz_id)]


def read_met(connection: Connection, assignment_id: str, quiz_id: str) -> list[tuple[str, str, str, int]]:
    """(misconception, path of the report agency, employment, people who met it, sure or not), of the whole tree."""
    return [tuple(row) for row in rows(connection, _READ_MET, assignment_id=assignment_id, quiz_id=quiz_id)]
