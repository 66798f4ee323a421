"""The schema as named steps, each applied once and recorded (sqlite-utils migrations).

Times are UTC text ``2026-11-22T03:04:05Z``; booleans 0/1; ids text made in Python; JSON as text.
Rollups hold integers (marks in millionths), so that sums do not depend on the order of adding.
STRICT, WITHOUT ROWID and triggers are SQLite's dialect and live only here.
"""

from __future__ import annotations

from pysqlite3 import dbapi2 as sqlite3
from sqlite_utils import Database, Migrations

from store.account_schema import ACCOUNTS
from store.agency_page_schema import AGENCY_COUNTS
from store.assignment_schema import ASSIGNMENT_RULES
from store.comprehension_snapshot_schema import COMPREHENSION_SNAPSHOTS
from store.first_attempt_lot_schema import FIRST_ATTEMPT_LOTS
from store.first_attempt_schema import FIRST_ATTEMPTS
from store.item_rollup_schema import ITEM_ROLLUPS, fill_item_rollups
from store.misconception_rollup_schema import MISCONCEPTION_ROLLUP, fill_misconception_rollup
from store.outbox_schema import OUTBOX
from store.people_schema import PEOPLE_ADMINISTRATION
from store.person_rollup_schema import PERSON_ROLLUP
from store.privacy_schema import PRIVACY
from store.refresher_schema import REFRESHERS
from store.registry_schema import REGISTRY
from store.report_mail_schema import REPORT_MAIL
from store.seat_schema import SEATS, fill_seats
from store.snapshot_schema import SNAPSHOTS
from store.stage_window_schema import STAGE_WINDOWS
from store.study_rollup_schema import STUDY_ROLLUP
from store.supervision_schema import SUPERVISION
from store.sureness_schema import SURENESS
from store.undo import UNDO
from store.week_schema import WEEKS
from store.withdrawal_schema import WITHDRAWALS

MIGRATIONS = Migrations("netral")

_PEOPLE = """
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

_EVIDENCE = """
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

_ROLLUPS = """
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

_DILEMMAS = """
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


@MIGRATIONS()
def create_people(db: Database) -> None:
    _execute_all(db, _PEOPLE)


@MIGRATIONS()
def create_evidence(db: Database) -> None:
    _execute_all(db, _EVIDENCE)


@MIGRATIONS()
def create_rollups(db: Database) -> None:
    _execute_all(db, _ROLLUPS)


@MIGRATIONS()
def create_dilemmas(db: Database) -> None:
    _execute_all(db, _DILEMMAS)


@MIGRATIONS()
def create_registry(db: Database) -> None:
    _execute_all(db, REGISTRY)


@MIGRATIONS()
def create_accounts(db: Database) -> None:
    _execute_all(db, ACCOUNTS)


@MIGRATIONS()
def create_assignment_rules(db: Database) -> None:
    _execute_all(db, ASSIGNMENT_RULES)


@MIGRATIONS()
def create_undo(db: Database) -> None:
    _execute_all(db, UNDO)


@MIGRATIONS()
def count_members_of_agencies(db: Database) -> None:
    _execute_all(db, AGENCY_COUNTS)


@MIGRATIONS()
def create_supervision(db: Database) -> None:
    _execute_all(db, SUPERVISION)


@MIGRATIONS()
def create_withdrawals(db: Database) -> None:
    _execute_all(db, WITHDRAWALS)


@MIGRATIONS()
def create_person_rollup(db: Database) -> None:
    _execute_all(db, PERSON_ROLLUP)


@MIGRATIONS()
def create_stage_windows(db: Database) -> None:
    _execute_all(db, STAGE_WINDOWS)


@MIGRATIONS()
def create_privacy(db: Database) -> None:
    _execute_all(db, PRIVACY)


@MIGRATIONS()
def create_outbox(db: Database) -> None:
    _execute_all(db, OUTBOX)


@MIGRATIONS()
def create_people_administration(db: Database) -> None:
    _execute_all(db, PEOPLE_ADMINISTRATION)


@MIGRATIONS()
def create_item_rollups(db: Database) -> None:
    _execute_all(db, ITEM_ROLLUPS)
    fill_item_rollups(db.conn)


@MIGRATIONS()
def index_first_attempts(db: Database) -> None:
    _execute_all(db, FIRST_ATTEMPTS)


@MIGRATIONS()
def create_misconception_rollup(db: Database) -> None:
    _execute_all(db, MISCONCEPTION_ROLLUP)
    fill_misconception_rollup(db.conn)


@MIGRATIONS()
def create_weeks(db: Database) -> None:
    _execute_all(db, WEEKS)


@MIGRATIONS()
def create_snapshots(db: Database) -> None:
    _execute_all(db, SNAPSHOTS)


@MIGRATIONS()
def create_study_rollup(db: Database) -> None:
    _execute_all(db, STUDY_ROLLUP)


@MIGRATIONS()
def create_report_mail(db: Database) -> None:
    _execute_all(db, REPORT_MAIL)


@MIGRATIONS()
def create_sureness(db: Database) -> None:
    _execute_all(db, SURENESS)


@MIGRATIONS()
def index_first_attempt_lots(db: Database) -> None:
    _execute_all(db, FIRST_ATTEMPT_LOTS)


@MIGRATIONS()
def create_comprehension_snapshots(db: Database) -> None:
    _execute_all(db, COMPREHENSION_SNAPSHOTS)


@MIGRATIONS()
def create_refreshers(db: Database) -> None:
    _execute_all(db, REFRESHERS)


@MIGRATIONS()
def create_seats(db: Database) -> None:
    _execute_all(db, SEATS)
    fill_seats(db.conn)


def _execute_all(db: Database, script: str) -> None:
    """Each statement of the script in the migration's own transaction (executescript would commit it first)."""
    statement = ""
    for line in script.splitlines():
        statement += line + "\n"
        if sqlite3.complete_statement(statement):
            db.conn.execute(statement)
            statement = ""
