"""The way to a random sample of closed first attempts: by the last letters of their ids, which are random bits."""

from __future__ import annotations

FIRST_ATTEMPT_LOTS = """
CREATE INDEX attempt_first_lot ON attempt(quiz_id, employment, substr(id, 15)) WHERE number = 1 AND state <> 'open';
"""
"""An id is 26 letters, of which the last 12 hold 60 random bits (``store/ids.py``)."""
