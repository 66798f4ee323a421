"""The outbox is built anew around its rows: nothing is lost, everything that was forbidden still is."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlite_utils
from pysqlite3 import dbapi2 as sqlite3

from store.migrations import MIGRATIONS

_AT = "2026-11-22T03:00:00.000000Z"


@pytest.fixture
def old(tmp_path: Path) -> sqlite_utils.Database:
    """The outbox of before, with messages in every state and their log."""
    connection = sqlite3.connect(tmp_path / "lama.sqlite", isolation_level=None)
    connection.execute("PRAGMA foreign_keys = ON")
    database = sqlite_utils.Database(connection)
    MIGRATIONS.apply(database, stop_before="create_report_mail")
    connection.execute("INSERT INTO person (id, name, origin) VALUES ('ani', 'Ani', 'real')")
    for state in ("waiting", "sending", "sent", "failed", "unknown", "cancelled"):
        connection.execute(
            "INSERT INTO outbox VALUES (?, 'digest', 'ani', 'J', 'I', ?, 1, ?, ?, ?, ?, 0, '', '', ?)",
            (state, f"k-{state}", _AT, _AT, _AT, state, f"<{state}@x>"),
        )
        connection.execute("INSERT INTO outbox_log VALUES (?, 1, ?, ?, 'situs', '')", (state, _AT, state))
    return database


def everything(database: sqlite_utils.Database) -> list[tuple]:
    return [
        tuple(row)
        for table in ("outbox", "outbox_log")
        for row in database.conn.execute(f"SELECT * FROM {table} ORDER BY 1")
    ]


def made_of(database: sqlite_utils.Database) -> set[tuple[str, str]]:
    return set(database.conn.execute("SELECT type, name FROM sqlite_schema WHERE tbl_name LIKE 'outbox%'").fetchall())


def test_no_message_and_no_line_of_the_log_is_lost(old) -> None:
    before, things = everything(old), made_of(old)
    MIGRATIONS.apply(old)
    assert everything(old) == before and len(before) == 12
    assert made_of(old) - {thing for thing in made_of(old) if "outbox_report" in thing[1]} == things
    assert old.conn.execute("PRAGMA foreign_key_check").fetchall() == []


@pytest.mark.parametrize(
    "wrong",
    [
        "UPDATE outbox SET state = 'waiting' WHERE id = 'sent'", "UPDATE outbox SET body = 'lain' WHERE id = 'waiting'",
        "DELETE FROM outbox_log", "DELETE FROM outbox WHERE id = 'failed'", "UPDATE outbox_log SET reason = 'x'",
        "INSERT INTO outbox_log VALUES ('tidak-ada', 1, 'x', 'sent', 'situs', '')",
        "INSERT INTO outbox SELECT 'b', 'iklan', person_id, subject, body, 'k', rank, made_at, not_before, expires_at, state, "
        "tries, last_error, claim, 'm' FROM outbox WHERE id = 'sent'",
    ],
)  # fmt: skip
def test_what_was_forbidden_still_is(old, wrong: str) -> None:
    MIGRATIONS.apply(old)
    with pytest.raises(sqlite3.IntegrityError):
        old.conn.execute(wrong)


def test_a_message_may_now_be_a_report(old) -> None:
    new = (
        "INSERT INTO outbox SELECT 'b', 'report', person_id, subject, body, 'k', rank, made_at, not_before, expires_at, state, "
        "tries, last_error, claim, 'm' FROM outbox WHERE id = 'waiting'"
    )
    with pytest.raises(sqlite3.IntegrityError):
        old.conn.execute(new)
    MIGRATIONS.apply(old)
    old.conn.execute(new)
