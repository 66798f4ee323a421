"""The first tables: agencies and people, what they learn and answer, and the summaries of it."""

from __future__ import annotations

PEOPLE = """
CREATE TABLE agency (
    id TEXT PRIMARY KEY, parent_id TEXT REFERENCES agency(id), name TEXT NOT NULL, kind TEXT NOT NULL,
    path TEXT NOT NULL UNIQUE, report_id TEXT NOT NULL
) STRICT;
CREATE INDEX agency_by_parent ON agency(parent_id);
CREATE TABLE person (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, origin TEXT NOT NULL CHECK (origin IN ('demo', 'real'))
) STRICT;
CREATE INDEX person_by_origin ON person(origin);
CREATE TABLE membership (
    person_id TEXT NOT NULL REFERENCES person(id), valid_from TEXT NOT NULL, valid_to TEXT,
    agency_id TEXT NOT NULL REFERENCES agency(id),
    employment TEXT NOT NULL CHECK (employment IN ('pns', 'pppk', 'non-asn', 'kepala-desa', 'perangkat-desa')),
    PRIMARY KEY (person_id, valid_from)
) STRICT, WITHOUT ROWID;
CREATE INDEX membership_by_agency ON membership(agency_id, employment);
CREATE TABLE role_grant (
    person_id TEXT NOT NULL REFERENCES person(id), role TEXT NOT NULL CHECK (role IN ('learner', 'supervisor', 'author')),
    title TEXT NOT NULL, description TEXT NOT NULL, PRIMARY KEY (person_id, role)
) STRICT, WITHOUT ROWID;
CREATE TABLE session (
    token_hash TEXT PRIMARY KEY, person_id TEXT NOT NULL REFERENCES person(id), role TEXT NOT NULL,
    opened_at TEXT NOT NULL, expires_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE assignment (
    id TEXT PRIMARY KEY, course_id TEXT NOT NULL, title TEXT NOT NULL, opens_on TEXT NOT NULL, due_on TEXT NOT NULL
) STRICT;
CREATE TABLE assignment_agency (
    assignment_id TEXT NOT NULL REFERENCES assignment(id), agency_id TEXT NOT NULL REFERENCES agency(id),
    PRIMARY KEY (assignment_id, agency_id)
) STRICT, WITHOUT ROWID;
"""

EVIDENCE = """
CREATE TABLE item_version (
    fingerprint TEXT PRIMARY KEY, item_id TEXT NOT NULL, body TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE quiz_version (
    fingerprint TEXT PRIMARY KEY, quiz_id TEXT NOT NULL, body TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE attempt (
    id TEXT PRIMARY KEY, person_id TEXT NOT NULL REFERENCES person(id), assignment_id TEXT NOT NULL REFERENCES assignment(id),
    quiz_id TEXT NOT NULL, quiz_version TEXT NOT NULL REFERENCES quiz_version(fingerprint), number INTEGER NOT NULL,
    agency_id TEXT NOT NULL REFERENCES agency(id), employment TEXT NOT NULL, paper TEXT NOT NULL,
    started_at TEXT NOT NULL, deadline_at TEXT,
    state TEXT NOT NULL CHECK (state IN ('open', 'submitted', 'expired')), closed_at TEXT, score REAL, passed INTEGER, marks TEXT,
    UNIQUE (person_id, quiz_id, number),
    CHECK ((state = 'open') = (closed_at IS NULL)), CHECK ((state = 'open') = (score IS NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX attempt_overdue ON attempt(deadline_at) WHERE state = 'open';
CREATE TABLE response (
    attempt_id TEXT NOT NULL REFERENCES attempt(id), seq INTEGER NOT NULL, position INTEGER NOT NULL,
    value TEXT NOT NULL, answered_at TEXT NOT NULL, PRIMARY KEY (attempt_id, seq)
) STRICT, WITHOUT ROWID;
CREATE TABLE attempt_flag (
    attempt_id TEXT NOT NULL REFERENCES attempt(id), position INTEGER NOT NULL, PRIMARY KEY (attempt_id, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE section_progress (
    person_id TEXT NOT NULL REFERENCES person(id), lesson_id TEXT NOT NULL, section_id TEXT NOT NULL,
    response TEXT, done_at TEXT NOT NULL, PRIMARY KEY (person_id, lesson_id, section_id)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER response_is_never_changed BEFORE UPDATE ON response
BEGIN SELECT RAISE(ABORT, 'responses are append-only'); END;
CREATE TRIGGER response_is_never_deleted BEFORE DELETE ON response
BEGIN SELECT RAISE(ABORT, 'responses are append-only'); END;
CREATE TRIGGER response_only_while_open BEFORE INSERT ON response
WHEN (SELECT state FROM attempt WHERE id = NEW.attempt_id) <> 'open'
BEGIN SELECT RAISE(ABORT, 'the attempt is closed'); END;
CREATE TRIGGER closed_attempt_is_never_changed BEFORE UPDATE ON attempt WHEN OLD.state <> 'open'
BEGIN SELECT RAISE(ABORT, 'closed attempts are final'); END;
CREATE TRIGGER attempt_is_never_deleted BEFORE DELETE ON attempt
BEGIN SELECT RAISE(ABORT, 'attempts are append-only'); END;
"""

ROLLUPS = """
CREATE TABLE rollup_progress (
    assignment_id TEXT NOT NULL, quiz_id TEXT NOT NULL, agency_id TEXT NOT NULL, employment TEXT NOT NULL,
    started INTEGER NOT NULL, finished INTEGER NOT NULL, passed INTEGER NOT NULL,
    PRIMARY KEY (assignment_id, quiz_id, agency_id, employment)
) STRICT, WITHOUT ROWID;
CREATE TABLE rollup_indicator (
    assignment_id TEXT NOT NULL, quiz_id TEXT NOT NULL, agency_id TEXT NOT NULL, employment TEXT NOT NULL,
    indicator TEXT NOT NULL, learners INTEGER NOT NULL, answers INTEGER NOT NULL,
    mean_micro_sum INTEGER NOT NULL, mean_micro_square_sum INTEGER NOT NULL,
    PRIMARY KEY (assignment_id, quiz_id, agency_id, employment, indicator)
) STRICT, WITHOUT ROWID;
CREATE TABLE rollup_response (
    assignment_id TEXT NOT NULL, quiz_id TEXT NOT NULL, report_id TEXT NOT NULL, employment TEXT NOT NULL,
    item_version TEXT NOT NULL, value TEXT NOT NULL, learners INTEGER NOT NULL, mark_micro_sum INTEGER NOT NULL,
    PRIMARY KEY (assignment_id, quiz_id, report_id, employment, item_version, value)
) STRICT, WITHOUT ROWID;
"""

DILEMMAS = """
CREATE TABLE dilemma_version (
    fingerprint TEXT PRIMARY KEY, dilemma_id TEXT NOT NULL, body TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE dilemma_run (
    id TEXT PRIMARY KEY, person_id TEXT NOT NULL REFERENCES person(id), dilemma_id TEXT NOT NULL,
    dilemma_version TEXT NOT NULL REFERENCES dilemma_version(fingerprint), number INTEGER NOT NULL,
    agency_id TEXT NOT NULL REFERENCES agency(id), employment TEXT NOT NULL,
    started_at TEXT NOT NULL, ended_at TEXT, ending TEXT,
    UNIQUE (person_id, dilemma_id, number), CHECK ((ended_at IS NULL) = (ending IS NULL))
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX dilemma_run_open ON dilemma_run(person_id, dilemma_id) WHERE ended_at IS NULL;
CREATE TABLE dilemma_choice (
    run_id TEXT NOT NULL REFERENCES dilemma_run(id), step_number INTEGER NOT NULL, step_id TEXT NOT NULL,
    choice_id TEXT NOT NULL, weight REAL NOT NULL CHECK (weight BETWEEN 0 AND 1), chosen_at TEXT NOT NULL,
    PRIMARY KEY (run_id, step_number)
) STRICT, WITHOUT ROWID;
CREATE TABLE rollup_choice (
    dilemma_version TEXT NOT NULL, trail TEXT NOT NULL, choice_id TEXT NOT NULL, report_id TEXT NOT NULL,
    employment TEXT NOT NULL, learners INTEGER NOT NULL,
    PRIMARY KEY (dilemma_version, trail, choice_id, report_id, employment)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER dilemma_choice_is_never_changed BEFORE UPDATE ON dilemma_choice
BEGIN SELECT RAISE(ABORT, 'dilemma choices are append-only'); END;
CREATE TRIGGER dilemma_choice_is_never_deleted BEFORE DELETE ON dilemma_choice
BEGIN SELECT RAISE(ABORT, 'dilemma choices are append-only'); END;
CREATE TRIGGER dilemma_choice_only_while_open BEFORE INSERT ON dilemma_choice
WHEN (SELECT ended_at FROM dilemma_run WHERE id = NEW.run_id) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'the run has ended'); END;
CREATE TRIGGER dilemma_run_changes_only_by_ending BEFORE UPDATE ON dilemma_run
WHEN OLD.ended_at IS NOT NULL OR NEW.ended_at IS NULL OR NEW.id <> OLD.id OR NEW.person_id <> OLD.person_id
    OR NEW.dilemma_id <> OLD.dilemma_id OR NEW.dilemma_version <> OLD.dilemma_version OR NEW.number <> OLD.number
    OR NEW.agency_id <> OLD.agency_id OR NEW.employment <> OLD.employment OR NEW.started_at <> OLD.started_at
BEGIN SELECT RAISE(ABORT, 'a run only ends, once'); END;
CREATE TRIGGER dilemma_run_is_never_deleted BEFORE DELETE ON dilemma_run
BEGIN SELECT RAISE(ABORT, 'dilemma runs are append-only'); END;
CREATE TRIGGER dilemma_version_is_never_changed BEFORE UPDATE ON dilemma_version
BEGIN SELECT RAISE(ABORT, 'versions are append-only'); END;
CREATE TRIGGER dilemma_version_is_never_deleted BEFORE DELETE ON dilemma_version
BEGIN SELECT RAISE(ABORT, 'versions are append-only'); END;
"""
