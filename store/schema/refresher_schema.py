"""The schema of refreshers: which attempt answered which due date of which post-test, and the sums told to supervisors."""

from __future__ import annotations

REFRESHERS = """
CREATE TABLE refresher (
    attempt_id TEXT PRIMARY KEY REFERENCES attempt(id), posttest_id TEXT NOT NULL REFERENCES attempt(id),
    due_days INTEGER NOT NULL, UNIQUE (posttest_id, due_days)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER refresher_is_never_changed BEFORE UPDATE ON refresher
BEGIN SELECT RAISE(ABORT, 'what a refresher answered is append-only'); END;
CREATE TRIGGER refresher_is_never_deleted BEFORE DELETE ON refresher
BEGIN SELECT RAISE(ABORT, 'what a refresher answered is append-only'); END;
CREATE TABLE rollup_refresher (
    assignment_id TEXT NOT NULL, quiz_id TEXT NOT NULL, due_days INTEGER NOT NULL, agency_id TEXT NOT NULL,
    employment TEXT NOT NULL, indicator TEXT NOT NULL, learners INTEGER NOT NULL,
    change_micro_sum INTEGER NOT NULL, change_micro_square_sum INTEGER NOT NULL,
    PRIMARY KEY (assignment_id, quiz_id, due_days, agency_id, employment, indicator)
) STRICT, WITHOUT ROWID;
CREATE TABLE rollup_refresher_item (
    assignment_id TEXT NOT NULL, quiz_id TEXT NOT NULL, due_days INTEGER NOT NULL, side TEXT NOT NULL
    CHECK (side IN ('before', 'after')), indicator TEXT NOT NULL, item_version TEXT NOT NULL, share_micro_sum INTEGER NOT NULL,
    PRIMARY KEY (assignment_id, quiz_id, due_days, side, indicator, item_version)
) STRICT, WITHOUT ROWID;
"""
"""``quiz_id`` of the sums is the post-test's, ``indicator`` empty for the mean of all. A person counts where the refresher was
taken. How high those people stood at the post-test is not kept: beside everybody's comprehension it would tell of the others."""
