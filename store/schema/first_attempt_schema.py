"""The way to the closed first attempts of one quiz of one assignment, in the order in which they ended."""

from __future__ import annotations

FIRST_ATTEMPTS = """
CREATE INDEX attempt_first_closed ON attempt(assignment_id, quiz_id, closed_at) WHERE number = 1 AND state <> 'open';
"""
