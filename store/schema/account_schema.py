"""The tables of accounts: passwords, one-time codes, throttling, sessions and second factors."""

from __future__ import annotations

ACCOUNTS = """
CREATE TABLE role_grant_new (
    person_id TEXT NOT NULL REFERENCES person(id),
    role TEXT NOT NULL CHECK (role IN ('learner', 'supervisor', 'author', 'administrator', 'auditor')),
    title TEXT NOT NULL, description TEXT NOT NULL, PRIMARY KEY (person_id, role)
) STRICT, WITHOUT ROWID;
INSERT INTO role_grant_new (person_id, role, title, description) SELECT person_id, role, title, description FROM role_grant;
DROP TABLE role_grant;
ALTER TABLE role_grant_new RENAME TO role_grant;

DROP TABLE session;
CREATE TABLE session (
    token_hash TEXT PRIMARY KEY, id TEXT NOT NULL UNIQUE, person_id TEXT NOT NULL REFERENCES person(id), role TEXT NOT NULL,
    stage TEXT NOT NULL CHECK (stage IN ('open', 'second-factor')), device TEXT NOT NULL, idle_seconds INTEGER,
    is_strong INTEGER NOT NULL CHECK (is_strong IN (0, 1)),
    opened_at TEXT NOT NULL, seen_at TEXT NOT NULL, idle_until TEXT NOT NULL, expires_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX session_by_person ON session(person_id);

CREATE TABLE site_key (purpose TEXT PRIMARY KEY, key TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE account (
    person_id TEXT PRIMARY KEY REFERENCES person(id), password_hash TEXT, changed_at TEXT, disabled_at TEXT,
    CHECK ((password_hash IS NULL) = (changed_at IS NULL))
) STRICT, WITHOUT ROWID;
CREATE TABLE entry_code (
    code_hash TEXT PRIMARY KEY, person_id TEXT NOT NULL REFERENCES person(id), batch_id TEXT,
    issued_by TEXT NOT NULL, issued_at TEXT NOT NULL, expires_at TEXT NOT NULL, used_at TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX entry_code_by_person ON entry_code(person_id);
CREATE INDEX entry_code_by_batch ON entry_code(batch_id) WHERE batch_id IS NOT NULL;
CREATE TABLE failed_try (
    subject_hash TEXT PRIMARY KEY, failures INTEGER NOT NULL, retry_at TEXT NOT NULL, last_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX failed_try_by_age ON failed_try(last_at);
CREATE TABLE known_device (
    token_hash TEXT NOT NULL, person_id TEXT NOT NULL REFERENCES person(id), seen_at TEXT NOT NULL,
    PRIMARY KEY (token_hash, person_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE setup_token (token_hash TEXT PRIMARY KEY, expires_at TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE second_factor (
    person_id TEXT PRIMARY KEY REFERENCES person(id), secret TEXT NOT NULL, confirmed_at TEXT, last_step INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE recovery_code (
    person_id TEXT NOT NULL REFERENCES person(id), code_hash TEXT NOT NULL, used_at TEXT,
    PRIMARY KEY (person_id, code_hash)
) STRICT, WITHOUT ROWID;
"""
"""Sessions that stood before this step end: everybody signs in once more. Nothing else is lost."""
