"""The schema of withdrawing an assignment given by mistake: rows are only added, and the newest one of an assignment holds."""

from __future__ import annotations

WITHDRAWALS = """
CREATE TABLE assignment_withdrawal (
    assignment_id TEXT NOT NULL REFERENCES assignment(id), seq INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('withdrawn', 'restored')), reason TEXT NOT NULL,
    decided_by TEXT NOT NULL, decided_at TEXT NOT NULL, PRIMARY KEY (assignment_id, seq)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER assignment_withdrawal_is_never_changed BEFORE UPDATE ON assignment_withdrawal
BEGIN SELECT RAISE(ABORT, 'withdrawals are append-only'); END;
CREATE TRIGGER assignment_withdrawal_is_never_deleted BEFORE DELETE ON assignment_withdrawal
BEGIN SELECT RAISE(ABORT, 'withdrawals are append-only'); END;
"""
