"""The schema of monthly snapshots: what an assignment's numbers were when a month ended. Written once, never changed.

The row of ``snapshot`` comes last and seals the others of its month and assignment.
"""

from __future__ import annotations

_PARTS = ("snapshot_agency", "snapshot_people", "snapshot_indicator")
_TABLES = """
CREATE TABLE snapshot (
    month TEXT NOT NULL CHECK (month GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]'),
    assignment_id TEXT NOT NULL REFERENCES assignment(id), day TEXT NOT NULL, ends_at TEXT NOT NULL, taken_at TEXT NOT NULL,
    PRIMARY KEY (month, assignment_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE snapshot_agency (
    month TEXT NOT NULL, assignment_id TEXT NOT NULL, agency_id TEXT NOT NULL, parent_id TEXT, name TEXT NOT NULL,
    kind TEXT NOT NULL, path TEXT NOT NULL, PRIMARY KEY (month, assignment_id, agency_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE snapshot_people (
    month TEXT NOT NULL, assignment_id TEXT NOT NULL, agency_id TEXT NOT NULL, employment TEXT NOT NULL,
    assigned INTEGER NOT NULL, started INTEGER NOT NULL, finished INTEGER NOT NULL, passed INTEGER NOT NULL,
    PRIMARY KEY (month, assignment_id, agency_id, employment)
) STRICT, WITHOUT ROWID;
CREATE TABLE snapshot_indicator (
    month TEXT NOT NULL, assignment_id TEXT NOT NULL, quiz_id TEXT NOT NULL, agency_id TEXT NOT NULL,
    employment TEXT NOT NULL, indicator TEXT NOT NULL, learners INTEGER NOT NULL, answers INTEGER NOT NULL,
    mean_micro_sum INTEGER NOT NULL, mean_micro_square_sum INTEGER NOT NULL,
    PRIMARY KEY (month, assignment_id, quiz_id, agency_id, employment, indicator)
) STRICT, WITHOUT ROWID;
CREATE INDEX attempt_over_time ON attempt(assignment_id, quiz_id, person_id, started_at, closed_at, passed);
"""
_FROZEN = """
CREATE TRIGGER {table}_is_never_changed BEFORE UPDATE ON {table}
BEGIN SELECT RAISE(ABORT, 'snapshots are append-only'); END;
CREATE TRIGGER {table}_is_never_deleted BEFORE DELETE ON {table}
BEGIN SELECT RAISE(ABORT, 'snapshots are append-only'); END;
"""
_SEALED = """
CREATE TRIGGER {table}_is_sealed BEFORE INSERT ON {table}
WHEN EXISTS (SELECT 1 FROM snapshot AS seal WHERE seal.month = NEW.month AND seal.assignment_id = NEW.assignment_id)
BEGIN SELECT RAISE(ABORT, 'this snapshot is sealed'); END;
"""


def frozen(*tables: str) -> str:
    """Triggers by which rows are never changed and never removed."""
    return "".join(_FROZEN.format(table=table) for table in tables)


def sealed(*tables: str) -> str:
    """Triggers by which nothing is added once the head row of the snapshot is there."""
    return "".join(_SEALED.format(table=table) for table in tables)


SNAPSHOTS = _TABLES + frozen("snapshot", *_PARTS) + sealed(*_PARTS)
