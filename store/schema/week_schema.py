"""The schema of one rollup more: how many people started, finished and passed in which week. Kept by triggers.

A week begins on Monday in the assignment's own time zone: the zone its deadline is in. So the weeks of an attempt follow
from the database alone, and a changed setting of the site does not rewrite the past.
"""

from __future__ import annotations

_COLUMNS = "assignment_id, quiz_id, agency_id, employment, week, started, finished, passed"
_WEEK = (
    "date({moment}, CASE (SELECT zone FROM assignment_rule AS given WHERE given.assignment_id = {row}.assignment_id) "
    "WHEN 'WIB' THEN '+7 hours' WHEN 'WIT' THEN '+9 hours' ELSE '+8 hours' END, 'weekday 0', '-6 days')"
)
_PASSES_NOW = (  # passing counts the best attempt: once per person
    "{row}.passed = 1 AND NOT EXISTS (SELECT 1 FROM attempt AS other WHERE other.person_id = {row}.person_id "
    "AND other.quiz_id = {row}.quiz_id AND other.passed = 1 AND other.{earlier})"
)
_KEEP = """
CREATE TRIGGER rollup_week_{name} AFTER {deed} ON attempt WHEN {condition} BEGIN
    INSERT INTO rollup_week ({columns})
    VALUES (NEW.assignment_id, NEW.quiz_id, NEW.agency_id, NEW.employment, {week}, {counts})
    ON CONFLICT (assignment_id, quiz_id, agency_id, employment, week) DO UPDATE SET
    started = rollup_week.started + excluded.started, finished = rollup_week.finished + excluded.finished,
    passed = rollup_week.passed + excluded.passed;
END;
"""


def _week(row: str, moment: str) -> str:
    return _WEEK.format(row=row, moment=f"{row}.{moment}")


def _keep(name: str, deed: str, condition: str, moment: str, counts: str) -> str:
    week = _week("NEW", moment)
    return _KEEP.format(name=name, deed=deed, condition=condition, columns=_COLUMNS, week=week, counts=counts)


_NOW = _PASSES_NOW.format(row="NEW", earlier="id <> NEW.id")
_CLOSES = f"NEW.state <> 'open' AND (NEW.number = 1 OR {_NOW})"
_PASSED_FIRST = _PASSES_NOW.format(row="attempt", earlier="number < attempt.number")
RECOUNT = (
    "SELECT assignment_id, quiz_id, agency_id, employment, week, SUM(started), "
    "SUM(finished), SUM(passed) FROM ("
    f"SELECT assignment_id, quiz_id, agency_id, employment, {_week('attempt', 'started_at')} AS week, "
    "1 AS started, 0 AS finished, 0 AS passed FROM attempt WHERE number = 1 UNION ALL "
    f"SELECT assignment_id, quiz_id, agency_id, employment, {_week('attempt', 'closed_at')} AS week, "
    f"0 AS started, number = 1 AS finished, {_PASSED_FIRST} AS passed FROM attempt WHERE state <> 'open'"
    ") WHERE started + finished + passed > 0 GROUP BY 1, 2, 3, 4, 5"
)
REBUILD = f"INSERT INTO rollup_week ({_COLUMNS}) {RECOUNT}"
WEEKS = (
    """
CREATE TABLE rollup_week (
    assignment_id TEXT NOT NULL, quiz_id TEXT NOT NULL, agency_id TEXT NOT NULL, employment TEXT NOT NULL,
    week TEXT NOT NULL, started INTEGER NOT NULL, finished INTEGER NOT NULL, passed INTEGER NOT NULL,
    PRIMARY KEY (assignment_id, quiz_id, agency_id, employment, week)
) STRICT, WITHOUT ROWID;
"""
    + f"{REBUILD};\n"
    + _keep("starts", "INSERT", "NEW.number = 1", "started_at", "1, 0, 0")
    + _keep("ends", "UPDATE OF state", f"OLD.state = 'open' AND {_CLOSES}", "closed_at", f"0, NEW.number = 1, {_NOW}")
)
"""Attempts are inserted open and close once (see the triggers of the table itself)."""
