"""The schema of supervision: who answers for which subtrees, from which day to which.

Days are ISO text and half open: in force on a day when ``valid_from`` <= day and the day is before ``valid_to`` (no end while NULL).
A row that ends on the day it began was never in force; it is kept, because it was given.
"""

from __future__ import annotations

SUPERVISION = """
CREATE TABLE supervision (
    id TEXT PRIMARY KEY, person_id TEXT NOT NULL REFERENCES person(id), agency_id TEXT NOT NULL REFERENCES agency(id),
    valid_from TEXT NOT NULL, valid_to TEXT, set_by TEXT NOT NULL, set_at TEXT NOT NULL,
    CHECK (valid_to IS NULL OR valid_to >= valid_from)
) STRICT, WITHOUT ROWID;
CREATE INDEX supervision_by_person ON supervision(person_id);
"""
