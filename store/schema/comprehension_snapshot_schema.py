"""The schema of frozen comprehension: what was estimated of every agency when a month ended, and by which model from what."""

from __future__ import annotations

from store.schema.snapshot_schema import frozen, sealed

_PARTS = ("snapshot_model", "snapshot_comprehension")
_TABLES = """
CREATE TABLE snapshot_model (
    month TEXT NOT NULL, assignment_id TEXT NOT NULL, quiz_id TEXT NOT NULL, model TEXT NOT NULL, inputs TEXT NOT NULL,
    PRIMARY KEY (month, assignment_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE snapshot_comprehension (
    month TEXT NOT NULL, assignment_id TEXT NOT NULL, agency_id TEXT NOT NULL, indicator TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('known', 'few', 'protects')),
    value_micro INTEGER, low_micro INTEGER, high_micro INTEGER, learners INTEGER, answers INTEGER,
    CHECK ((state = 'known') = (value_micro IS NOT NULL)), CHECK ((state = 'known') = (learners IS NOT NULL)),
    PRIMARY KEY (month, assignment_id, agency_id, indicator)
) STRICT, WITHOUT ROWID;
"""
COMPREHENSION_SNAPSHOTS = _TABLES + frozen(*_PARTS) + sealed(*_PARTS)
"""What was withheld when it was frozen is not in the table at all, so that it cannot be shown later by mistake."""
