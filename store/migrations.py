"""The schema as named steps, each applied once and recorded (sqlite-utils migrations).

Times are UTC text ``2026-11-22T03:04:05Z``; booleans 0/1; ids text made in Python; JSON as text.
Rollups hold integers (marks in millionths), so that sums do not depend on the order of adding.
STRICT, WITHOUT ROWID and triggers are SQLite's dialect and live only here.
"""

from __future__ import annotations

from pysqlite3 import dbapi2 as sqlite3
from sqlite_utils import Database, Migrations

from store.schema.account_schema import ACCOUNTS
from store.schema.agency_page_schema import AGENCY_COUNTS
from store.schema.assignment_schema import ASSIGNMENT_RULES
from store.schema.attempt_index_schema import ATTEMPT_INDEXES
from store.schema.belief_name_schema import BELIEF_NAMES
from store.schema.comprehension_snapshot_schema import COMPREHENSION_SNAPSHOTS
from store.schema.evidence_guard_schema import EVIDENCE_GUARDS
from store.schema.first_attempt_lot_schema import FIRST_ATTEMPT_LOTS
from store.schema.first_attempt_schema import FIRST_ATTEMPTS
from store.schema.first_schema import DILEMMAS, EVIDENCE, PEOPLE, ROLLUPS
from store.schema.item_rollup_schema import ITEM_ROLLUPS, fill_item_rollups
from store.schema.misconception_rollup_schema import MISCONCEPTION_ROLLUP, fill_misconception_rollup
from store.schema.outbox_schema import OUTBOX
from store.schema.pair_schema import PAIRS, fill_pairs
from store.schema.people_schema import PEOPLE_ADMINISTRATION
from store.schema.person_rollup_schema import PERSON_ROLLUP
from store.schema.privacy_schema import PRIVACY
from store.schema.refresher_schema import REFRESHERS
from store.schema.registry_schema import REGISTRY
from store.schema.report_mail_schema import REPORT_MAIL
from store.schema.seat_schema import SEATS, fill_seats
from store.schema.snapshot_schema import SNAPSHOTS
from store.schema.stage_window_schema import STAGE_WINDOWS
from store.schema.study_rollup_schema import STUDY_ROLLUP
from store.schema.supervision_schema import SUPERVISION
from store.schema.sureness_schema import SURENESS
from store.schema.week_schema import WEEKS
from store.schema.withdrawal_schema import WITHDRAWALS
from store.undo import UNDO

MIGRATIONS = Migrations("netral")


@MIGRATIONS()
def create_people(db: Database) -> None:
    _execute_all(db, PEOPLE)


@MIGRATIONS()
def create_evidence(db: Database) -> None:
    _execute_all(db, EVIDENCE)


@MIGRATIONS()
def create_rollups(db: Database) -> None:
    _execute_all(db, ROLLUPS)


@MIGRATIONS()
def create_dilemmas(db: Database) -> None:
    _execute_all(db, DILEMMAS)


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


@MIGRATIONS()
def create_pairs(db: Database) -> None:
    _execute_all(db, PAIRS)
    fill_pairs(db.conn)


@MIGRATIONS()
def guard_evidence(db: Database) -> None:
    _execute_all(db, EVIDENCE_GUARDS)


@MIGRATIONS()
def have_fewer_attempt_indexes(db: Database) -> None:
    _execute_all(db, ATTEMPT_INDEXES)


@MIGRATIONS()
def create_belief_names(db: Database) -> None:
    _execute_all(db, BELIEF_NAMES)


def steps_unknown(db: Database) -> list[str]:
    """Steps the database has taken that this version does not know: each step is a function of this module."""
    return [step.name for step in MIGRATIONS.applied(db) if step.name not in globals()]


def _execute_all(db: Database, script: str) -> None:
    """Each statement of the script in the migration's own transaction (executescript would commit it first)."""
    statement = ""
    for line in script.splitlines():
        statement += line + "\n"
        if sqlite3.complete_statement(statement):
            db.conn.execute(statement)
            statement = ""
