"""The schema of assignment rules: for whom and when, who is excused, who gets more time or attempts.

Excuses and allowances are only ever added to; the newest one about a person holds, and one of kind ``none`` (or of zero)
takes the earlier one back. Reasons may be emptied when a person's data must be erased, and nothing else may change.
"""

from __future__ import annotations

ASSIGNMENT_RULES = """
CREATE TABLE assignment_rule (
    assignment_id TEXT PRIMARY KEY REFERENCES assignment(id),
    audience TEXT CHECK (audience IN ('pimpinan', 'pppk', 'non-asn', 'desa')),
    joiners TEXT NOT NULL CHECK (joiners IN ('included', 'left-out')),
    movers TEXT NOT NULL CHECK (movers IN ('kept', 'moved-along', 'released')),
    zone TEXT NOT NULL CHECK (zone IN ('WIB', 'WITA', 'WIT')),
    given_by TEXT NOT NULL, given_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE assignment_employment (
    assignment_id TEXT NOT NULL REFERENCES assignment(id), employment TEXT NOT NULL
        CHECK (employment IN ('pns', 'cpns', 'pppk', 'non-asn', 'kepala-desa', 'perangkat-desa')),
    PRIMARY KEY (assignment_id, employment)
) STRICT, WITHOUT ROWID;
CREATE TABLE assignment_exemption (
    assignment_id TEXT NOT NULL REFERENCES assignment(id), person_id TEXT NOT NULL REFERENCES person(id),
    seq INTEGER NOT NULL, kind TEXT NOT NULL CHECK (kind IN ('exempt', 'leave', 'none')),
    reason TEXT NOT NULL, document TEXT NOT NULL, from_day TEXT NOT NULL, until_day TEXT,
    decided_by TEXT NOT NULL, decided_at TEXT NOT NULL, PRIMARY KEY (assignment_id, person_id, seq),
    CHECK (until_day IS NULL OR until_day >= from_day)
) STRICT, WITHOUT ROWID;
CREATE TABLE assignment_accommodation (
    assignment_id TEXT NOT NULL REFERENCES assignment(id), person_id TEXT NOT NULL REFERENCES person(id),
    seq INTEGER NOT NULL,
    extra_minutes INTEGER NOT NULL CHECK (extra_minutes BETWEEN 0 AND 300),
    extra_attempts INTEGER NOT NULL CHECK (extra_attempts BETWEEN 0 AND 20),
    reason TEXT NOT NULL, document TEXT NOT NULL, decided_by TEXT NOT NULL, decided_at TEXT NOT NULL,
    PRIMARY KEY (assignment_id, person_id, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX attempt_by_assignment ON attempt(assignment_id, quiz_id, person_id, state, passed);

CREATE TRIGGER assignment_rule_is_never_changed BEFORE UPDATE ON assignment_rule
BEGIN SELECT RAISE(ABORT, 'the rule of an assignment is final'); END;
CREATE TRIGGER assignment_rule_is_never_deleted BEFORE DELETE ON assignment_rule
BEGIN SELECT RAISE(ABORT, 'the rule of an assignment is final'); END;
CREATE TRIGGER assignment_exemption_is_only_ever_emptied BEFORE UPDATE ON assignment_exemption
WHEN NEW.assignment_id <> OLD.assignment_id OR NEW.person_id <> OLD.person_id OR NEW.seq <> OLD.seq
    OR NEW.kind <> OLD.kind OR NEW.from_day <> OLD.from_day OR NEW.until_day IS NOT OLD.until_day
    OR NEW.decided_by <> OLD.decided_by OR NEW.decided_at <> OLD.decided_at
    OR NEW.reason NOT IN ('', OLD.reason) OR NEW.document NOT IN ('', OLD.document)
BEGIN SELECT RAISE(ABORT, 'exemptions are append-only'); END;
CREATE TRIGGER assignment_exemption_is_never_deleted BEFORE DELETE ON assignment_exemption
BEGIN SELECT RAISE(ABORT, 'exemptions are append-only'); END;
CREATE TRIGGER assignment_accommodation_is_only_ever_emptied BEFORE UPDATE ON assignment_accommodation
WHEN NEW.assignment_id <> OLD.assignment_id OR NEW.person_id <> OLD.person_id OR NEW.seq <> OLD.seq
    OR NEW.extra_minutes <> OLD.extra_minutes OR NEW.extra_attempts <> OLD.extra_attempts
    OR NEW.decided_by <> OLD.decided_by OR NEW.decided_at <> OLD.decided_at
    OR NEW.reason NOT IN ('', OLD.reason) OR NEW.document NOT IN ('', OLD.document)
BEGIN SELECT RAISE(ABORT, 'accommodations are append-only'); END;
CREATE TRIGGER assignment_accommodation_is_never_deleted BEFORE DELETE ON assignment_accommodation
BEGIN SELECT RAISE(ABORT, 'accommodations are append-only'); END;
"""
