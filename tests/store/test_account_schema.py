"""The step that brings accounts: what was there stays, sessions end once, and the tables refuse what makes no sense."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlite_utils
from pysqlite3 import dbapi2 as sqlite3

from store.database import Database
from store.migrations import MIGRATIONS
from tests.actions.office import NIP, Office


def test_roles_of_an_older_site_stay_and_its_sessions_end(tmp_path: Path) -> None:
    database = Database(tmp_path / "netral.sqlite")
    with database.write() as connection:
        MIGRATIONS.apply(sqlite_utils.Database(connection), stop_before="create_accounts")
        connection.execute("INSERT INTO person (id, name, origin) VALUES ('ani', 'Ani', 'demo')")
        connection.execute("INSERT INTO role_grant VALUES ('ani', 'supervisor', 'Kepala', 'Melihat semua')")
        connection.execute("INSERT INTO session VALUES ('x', 'ani', 'supervisor', '2026-01-01', '2027-01-01')")
    database.migrate()
    with database.read() as connection:
        grants = [tuple(row) for row in connection.execute("SELECT * FROM role_grant")]
        sessions = connection.execute("SELECT COUNT(*) FROM session").fetchone()[0]
        broken = connection.execute("PRAGMA foreign_key_check").fetchall()
    assert grants == [("ani", "supervisor", "Kepala", "Melihat semua")]
    assert sessions == 0 and broken == []


@pytest.mark.parametrize(
    "wrong",
    [
        "INSERT INTO role_grant VALUES ('ani', 'raja', '', '')",
        "INSERT INTO account (person_id) VALUES ('tidak-ada')",
        "UPDATE account SET password_hash = NULL",
        "INSERT INTO entry_code (code_hash, person_id, issued_by, issued_at, expires_at) VALUES ('x', 'hantu', 'a', 'b', 'c')",
    ],
)
def test_the_tables_refuse_what_makes_no_sense(tmp_path: Path, wrong: str) -> None:
    office = Office(tmp_path)
    office.hire("ani", number=NIP)
    with pytest.raises(sqlite3.IntegrityError):
        office.change(wrong)


def test_two_people_cannot_sign_in_by_one_name(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.hire("ani", number="KADES-01")
    with pytest.raises(sqlite3.IntegrityError):
        office.hire("budi", number="kades-01")
