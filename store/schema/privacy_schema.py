"""The schema of personal data: what people ask about their own data, who is restricted, and whose identity was erased."""

from __future__ import annotations

PRIVACY = """
CREATE TABLE data_request (
    id TEXT PRIMARY KEY, person_id TEXT NOT NULL REFERENCES person(id),
    kind TEXT NOT NULL CHECK (kind IN ('correction', 'restriction', 'erasure')),
    wish TEXT NOT NULL, asked_at TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'done', 'refused')), answer TEXT NOT NULL,
    closed_at TEXT, closed_by TEXT, CHECK ((state = 'open') = (closed_at IS NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX data_request_by_person ON data_request(person_id);
CREATE INDEX data_request_by_state ON data_request(state, asked_at);
CREATE TABLE person_restriction (
    person_id TEXT PRIMARY KEY REFERENCES person(id), since TEXT NOT NULL, set_by TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE erasure (
    person_id TEXT PRIMARY KEY REFERENCES person(id), erased_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TRIGGER erasure_is_never_changed BEFORE UPDATE ON erasure
BEGIN SELECT RAISE(ABORT, 'an erasure is final'); END;
CREATE TRIGGER erasure_is_never_deleted BEFORE DELETE ON erasure
BEGIN SELECT RAISE(ABORT, 'an erasure is final'); END;
"""
"""``erasure`` holds ids only: it is what a restored backup is compared with."""
