"""The schema of the registry: dated agencies, people's numbers, dated memberships and posts, and the audit trail.

Days are ISO text; a span is half open, ``valid_from`` <= day < ``valid_to``, and has no end while ``valid_to`` is NULL.
``agency`` itself keeps saying how the tree is now. An agency closed by a merger hangs under its successor there, so that
its evidence counts where its people went.
"""

from __future__ import annotations

BEGINNING = "0001-01-01"
"""Since always: when an agency began that was there before anybody wrote dates down."""

REGISTRY = f"""
CREATE TABLE agency_span (
    agency_id TEXT PRIMARY KEY REFERENCES agency(id), code TEXT NOT NULL, opened_on TEXT NOT NULL, closed_on TEXT,
    CHECK (closed_on IS NULL OR closed_on > opened_on)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX agency_by_code ON agency_span(code);
CREATE TABLE agency_name (
    agency_id TEXT NOT NULL REFERENCES agency(id), valid_from TEXT NOT NULL, valid_to TEXT, name TEXT NOT NULL,
    kind TEXT NOT NULL, PRIMARY KEY (agency_id, valid_from), CHECK (valid_to IS NULL OR valid_to > valid_from)
) STRICT, WITHOUT ROWID;
CREATE TABLE agency_parent (
    agency_id TEXT NOT NULL REFERENCES agency(id), valid_from TEXT NOT NULL, valid_to TEXT,
    parent_id TEXT REFERENCES agency(id), PRIMARY KEY (agency_id, valid_from),
    CHECK (valid_to IS NULL OR valid_to > valid_from), CHECK (parent_id IS NULL OR parent_id <> agency_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX agency_parent_by_parent ON agency_parent(parent_id);
CREATE TABLE agency_succession (
    from_id TEXT NOT NULL REFERENCES agency(id), to_id TEXT NOT NULL REFERENCES agency(id), happened_on TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('merged', 'split')), PRIMARY KEY (from_id, to_id, happened_on)
) STRICT, WITHOUT ROWID;
INSERT INTO agency_span (agency_id, code, opened_on) SELECT id, id, '{BEGINNING}' FROM agency;
INSERT INTO agency_name (agency_id, valid_from, name, kind) SELECT id, '{BEGINNING}', name, kind FROM agency;
INSERT INTO agency_parent (agency_id, valid_from, parent_id) SELECT id, '{BEGINNING}', parent_id FROM agency;

ALTER TABLE person ADD COLUMN email TEXT;
CREATE INDEX person_by_name ON person(name, id);
CREATE TABLE person_number (
    person_id TEXT PRIMARY KEY REFERENCES person(id), kind TEXT NOT NULL CHECK (kind IN ('nip', 'ni-pppk', 'own')),
    number TEXT NOT NULL CHECK (kind = 'own' OR (length(number) = 18 AND number NOT GLOB '*[^0-9]*'))
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX person_by_number ON person_number(upper(number));

CREATE TABLE dated_membership (
    person_id TEXT NOT NULL REFERENCES person(id), valid_from TEXT NOT NULL, valid_to TEXT,
    agency_id TEXT NOT NULL REFERENCES agency(id), employment TEXT NOT NULL
        CHECK (employment IN ('pns', 'cpns', 'pppk', 'non-asn', 'kepala-desa', 'perangkat-desa')),
    PRIMARY KEY (person_id, valid_from), CHECK (valid_to IS NULL OR valid_to > valid_from)
) STRICT, WITHOUT ROWID;
INSERT INTO dated_membership (person_id, valid_from, valid_to, agency_id, employment)
    SELECT person_id, valid_from, valid_to, agency_id, employment FROM membership;
DROP TABLE membership;
ALTER TABLE dated_membership RENAME TO membership;
CREATE INDEX membership_by_agency ON membership(agency_id, employment);
CREATE UNIQUE INDEX membership_is_one_at_a_time ON membership(person_id) WHERE valid_to IS NULL;
CREATE TABLE post (
    id TEXT PRIMARY KEY, person_id TEXT NOT NULL REFERENCES person(id), agency_id TEXT NOT NULL REFERENCES agency(id),
    kind TEXT NOT NULL CHECK (kind IN ('definitif', 'plt', 'plh')), title TEXT NOT NULL,
    valid_from TEXT NOT NULL, valid_to TEXT, CHECK (valid_to IS NULL OR valid_to > valid_from)
) STRICT, WITHOUT ROWID;
CREATE INDEX post_by_person ON post(person_id);
CREATE INDEX post_by_agency ON post(agency_id);

CREATE TABLE audit_entry (
    id TEXT PRIMARY KEY, batch_id TEXT, happened_at TEXT NOT NULL, actor TEXT NOT NULL, action TEXT NOT NULL,
    subject_kind TEXT NOT NULL, subject_id TEXT NOT NULL, before TEXT, after TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX audit_by_subject ON audit_entry(subject_kind, subject_id);
CREATE TRIGGER audit_entry_is_only_ever_emptied BEFORE UPDATE ON audit_entry
WHEN NEW.id <> OLD.id OR NEW.batch_id IS NOT OLD.batch_id OR NEW.happened_at <> OLD.happened_at OR NEW.actor <> OLD.actor
    OR NEW.action <> OLD.action OR NEW.subject_kind <> OLD.subject_kind OR NEW.subject_id <> OLD.subject_id
    OR (NEW.before IS NOT NULL AND NEW.before IS NOT OLD.before)
    OR (NEW.after IS NOT NULL AND NEW.after IS NOT OLD.after)
BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END;
CREATE TRIGGER audit_entry_is_never_deleted BEFORE DELETE ON audit_entry
BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END;
"""
