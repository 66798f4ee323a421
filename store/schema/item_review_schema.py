"""The schema of what authors decided about flags: rows are only added, and the newest one about a flag holds."""

from __future__ import annotations

ITEM_REVIEWS = """
CREATE TABLE item_review (
    quiz_id TEXT NOT NULL, item_id TEXT NOT NULL, item_version TEXT NOT NULL REFERENCES item_version(fingerprint),
    flag TEXT NOT NULL, seq INTEGER NOT NULL,
    deed TEXT NOT NULL CHECK (deed IN ('taken', 'kept', 'mended', 'reopened')), note TEXT NOT NULL, evidence TEXT NOT NULL,
    decided_by TEXT NOT NULL, decided_at TEXT NOT NULL,
    PRIMARY KEY (quiz_id, item_version, flag, seq), CHECK (deed <> 'kept' OR note <> '')
) STRICT, WITHOUT ROWID;
CREATE TRIGGER item_review_is_never_changed BEFORE UPDATE ON item_review
BEGIN SELECT RAISE(ABORT, 'reviews are append-only'); END;
CREATE TRIGGER item_review_is_never_deleted BEFORE DELETE ON item_review
BEGIN SELECT RAISE(ABORT, 'reviews are append-only'); END;
"""
"""``flag``: its kind; ``evidence``: the figures it showed at that moment, as JSON."""
