"""The former ids of misconceptions, as the store last heard of them from the content files.

Frozen items keep the id they were written with; they are read under the id of today (``store/learning/belief_names.py``).
"""

from __future__ import annotations

BELIEF_NAMES = """
CREATE TABLE belief_name (formerly TEXT PRIMARY KEY, misconception TEXT NOT NULL) STRICT, WITHOUT ROWID;
"""
