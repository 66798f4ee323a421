"""What the first triggers left open: an attempt under way changes only by closing, and the texts it is taken against never."""

from __future__ import annotations

_FIXED = (
    "id", "person_id", "assignment_id", "quiz_id", "quiz_version", "number", "agency_id", "employment", "paper", "started_at",
    "deadline_at",
)  # fmt: skip
_VERSION = """
CREATE TRIGGER {table}_is_never_changed BEFORE UPDATE ON {table}
BEGIN SELECT RAISE(ABORT, 'versions are append-only'); END;
CREATE TRIGGER {table}_is_never_deleted BEFORE DELETE ON {table}
BEGIN SELECT RAISE(ABORT, 'versions are append-only'); END;
"""
_OPEN_ATTEMPT = f"""
CREATE TRIGGER open_attempt_changes_only_by_closing BEFORE UPDATE ON attempt WHEN OLD.state = 'open' AND (NEW.state = 'open'
    OR {" OR ".join(f"NEW.{column} IS NOT OLD.{column}" for column in _FIXED)})
BEGIN SELECT RAISE(ABORT, 'an attempt only closes, once'); END;
"""
EVIDENCE_GUARDS = _OPEN_ATTEMPT + _VERSION.format(table="item_version") + _VERSION.format(table="quiz_version")
