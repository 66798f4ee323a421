"""The schema of windows counted from election stages: rows are only added, and the newest one of an assignment holds.

An end without a stage is a fixed day; a row without any stage ends the rule, because the days were set by hand.
"""

from __future__ import annotations

STAGE_WINDOWS = """
CREATE TABLE assignment_window_rule (
    assignment_id TEXT NOT NULL REFERENCES assignment(id), seq INTEGER NOT NULL,
    opens_stage TEXT, opens_edge TEXT CHECK (opens_edge IN ('begins', 'ends')), opens_days INTEGER, opens_day TEXT,
    due_stage TEXT, due_edge TEXT CHECK (due_edge IN ('begins', 'ends')), due_days INTEGER, due_day TEXT,
    set_by TEXT NOT NULL, set_at TEXT NOT NULL, PRIMARY KEY (assignment_id, seq),
    CHECK ((opens_stage IS NULL) = (opens_edge IS NULL)), CHECK ((due_stage IS NULL) = (due_edge IS NULL)),
    CHECK ((opens_stage IS NULL) = (opens_day IS NOT NULL)), CHECK ((due_stage IS NULL) = (due_day IS NOT NULL))
) STRICT, WITHOUT ROWID;
CREATE TRIGGER assignment_window_rule_is_never_changed BEFORE UPDATE ON assignment_window_rule
BEGIN SELECT RAISE(ABORT, 'window rules are append-only'); END;
CREATE TRIGGER assignment_window_rule_is_never_deleted BEFORE DELETE ON assignment_window_rule
BEGIN SELECT RAISE(ABORT, 'window rules are append-only'); END;
"""
