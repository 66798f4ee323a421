"""Statements about windows that are counted from election stages."""

from __future__ import annotations

from datetime import date

from people.assigning.stage_windows import Anchor, WindowRule
from store.assigning.assignment_rules import Author
from store.database import Connection, rows

_ADD = (
    "INSERT INTO assignment_window_rule (assignment_id, seq, opens_stage, opens_edge, opens_days, opens_day, due_stage, "
    "due_edge, due_days, due_day, set_by, set_at) SELECT :assignment_id, COALESCE(MAX(seq), 0) + 1, :opens_stage, "
    ":opens_edge, :opens_days, :opens_day, :due_stage, :due_edge, :due_days, :due_day, :set_by, :set_at "
    "FROM assignment_window_rule WHERE assignment_id = :assignment_id"
)
_ALL = (
    "SELECT assignment_id, opens_stage, opens_edge, opens_days, opens_day, due_stage, due_edge, due_days, due_day "
    "FROM assignment_window_rule ORDER BY assignment_id, seq"
)


def add_window_rule(connection: Connection, assignment_id: str, rule: WindowRule, author: Author) -> None:
    """Two fixed days end the rule."""
    facts = _columns("opens", rule.opens) | _columns("due", rule.due)
    connection.execute(_ADD, facts | {"assignment_id": assignment_id, "set_by": author.actor, "set_at": author.at})


def window_rules(connection: Connection) -> dict[str, WindowRule]:
    """Assignment -> the rule that holds; those that hang on no stage are left out."""
    newest = {row["assignment_id"]: row for row in rows(connection, _ALL)}
    found = {key: WindowRule(_read(row, "opens"), _read(row, "due")) for key, row in newest.items()}
    return {key: rule for key, rule in found.items() if isinstance(rule.opens, Anchor) or isinstance(rule.due, Anchor)}


def _columns(end: str, when: Anchor | date) -> dict[str, object]:
    if isinstance(when, date):
        return {f"{end}_stage": None, f"{end}_edge": None, f"{end}_days": None, f"{end}_day": when.isoformat()}
    return {f"{end}_stage": when.stage_id, f"{end}_edge": when.edge, f"{end}_days": when.days, f"{end}_day": None}


def _read(row, end: str) -> Anchor | date:
    if row[f"{end}_stage"] is None:
        return date.fromisoformat(row[f"{end}_day"])
    return Anchor(row[f"{end}_stage"], row[f"{end}_edge"], row[f"{end}_days"])
