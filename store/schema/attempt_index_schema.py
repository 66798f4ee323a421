"""Fewer indexes of attempts: each costs every attempt some 80 bytes.

``attempt_over_time`` begins with all that ``attempt_by_assignment`` was asked for. The two of lots become one: the first lots
of an assignment are found among the first of each kind of employment, in the index itself.
"""

from __future__ import annotations

ATTEMPT_INDEXES = """
DROP INDEX IF EXISTS attempt_by_assignment;
DROP INDEX IF EXISTS attempt_lot;
DROP INDEX IF EXISTS attempt_first_lot;
CREATE INDEX attempt_lots ON attempt(quiz_id, employment, substr(id, 15), assignment_id, number, state)
    WHERE number = 1 AND state <> 'open';
"""
"""``number`` and ``state`` are in it so that it can be walked without touching the attempts: SQLite asks for every column named."""
