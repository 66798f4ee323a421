"""Remembering what a deed did to rows, so that it can be taken back later, whatever it was.

While a deed is remembered, temporary triggers write the image of every changed row of the registry before and after the change;
taking back puts the images back in reverse order (https://sqlite.org/undoredo.html). A row that has changed since is
never overwritten. Evidence, accounts and the audit trail are not remembered: they are never taken back.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager

from pysqlite3 import dbapi2 as sqlite3

from store.database import Connection, one, rows

UNDO = """
CREATE TABLE undo_step (
    batch_id TEXT NOT NULL, seq INTEGER NOT NULL, table_name TEXT NOT NULL, before TEXT, after TEXT,
    PRIMARY KEY (batch_id, seq), CHECK (before IS NOT NULL OR after IS NOT NULL)
) STRICT, WITHOUT ROWID;
"""
"""Images are JSON objects of whole rows; without ``before`` the row was added, without ``after`` it was removed."""

REMEMBERED = (
    "person", "person_number", "former_number", "membership", "post", "role_grant",
    "agency", "agency_span", "agency_name", "agency_parent", "agency_succession", "supervision", "report_mail",
)  # fmt: skip
_STEPS = "SELECT table_name, before, after FROM undo_step WHERE batch_id = :batch_id ORDER BY seq DESC"
_HAS_STEPS = "SELECT 1 FROM undo_step WHERE batch_id = :batch_id LIMIT 1"
_REPORTED_ELSEWHERE = (
    "SELECT DISTINCT after ->> 'id' AS id FROM undo_step WHERE batch_id = :batch_id AND table_name = 'agency' "
    "AND before ->> 'report_id' <> after ->> 'report_id'"
)
_HUNG = (
    "SELECT DISTINCT COALESCE(before, after) ->> 'agency_id' AS id FROM undo_step "
    "WHERE batch_id = :batch_id AND table_name = 'agency_parent'"
)
_FORGET_PERSON = (
    "DELETE FROM undo_step WHERE batch_id IN (SELECT batch_id FROM undo_step WHERE :person_id IN "
    "(COALESCE(before, after) ->> 'person_id', COALESCE(before, after) ->> 'id'))"
)


class CannotTakeBack(Exception):
    """A row has changed since, or something else needs it; the caller's transaction must be rolled back."""


@contextmanager
def remembered(connection: Connection, batch_id: str) -> Iterator[None]:
    """Inside a write transaction: what is done to the registry within can be taken back as ``batch_id``."""
    connection.execute(
        "CREATE TEMP TABLE undo_now AS SELECT CAST(:batch_id AS TEXT) AS batch_id", {"batch_id": batch_id}
    )
    triggers = [name for table in REMEMBERED for name in _watch(connection, table)]
    yield
    for name in triggers:  # not in ``finally``: after an error the rollback removes them
        connection.execute(f"DROP TRIGGER temp.{name}")
    connection.execute("DROP TABLE temp.undo_now")


def can_take_back(connection: Connection, batch_id: str) -> bool:
    """Whether the deed was remembered and not forgotten since."""
    return one(connection, _HAS_STEPS, batch_id=batch_id) is not None


def reported_elsewhere(connection: Connection, batch_id: str) -> list[str]:
    """Agencies whose item-level figures the deed made count towards another agency."""
    return [row["id"] for row in rows(connection, _REPORTED_ELSEWHERE, batch_id=batch_id)]


def hung_agencies(connection: Connection, batch_id: str) -> list[str]:
    """Agencies that the deed put somewhere in the tree, on any day."""
    return [row["id"] for row in rows(connection, _HUNG, batch_id=batch_id)]


def take_back(connection: Connection, batch_id: str) -> None:
    """Put every row back as it was before the deed. Raises CannotTakeBack."""
    try:
        for table, before, after in rows(connection, _STEPS, batch_id=batch_id):
            _put_back(connection, table, json.loads(before) if before else None, json.loads(after) if after else None)
    except sqlite3.IntegrityError as error:
        raise CannotTakeBack() from error


def forget_person(connection: Connection, person_id: str) -> None:
    """Forget every deed whose images tell of the person: half a deed cannot be taken back."""
    connection.execute(_FORGET_PERSON, {"person_id": person_id})


def _watch(connection: Connection, table: str) -> Iterator[str]:
    columns = [row["name"] for row in rows(connection, f"PRAGMA table_info({table})")]
    old, new = (", ".join(f"'{name}', {side}.{name}" for name in columns) for side in ("OLD", "NEW"))
    old, new = f"json_object({old})", f"json_object({new})"
    for deed, before, after in (("INSERT", "NULL", new), ("UPDATE", old, new), ("DELETE", old, "NULL")):
        name = f"undo_{table}_{deed.lower()}"
        connection.execute(
            f"CREATE TEMP TRIGGER {name} AFTER {deed} ON main.{table} BEGIN "
            "INSERT INTO undo_step (batch_id, seq, table_name, before, after) SELECT batch_id, "
            "COALESCE((SELECT MAX(seq) FROM undo_step WHERE undo_step.batch_id = undo_now.batch_id), 0) + 1, "
            f"'{table}', {before}, {after} FROM undo_now; END"
        )
        yield name


def _put_back(
    connection: Connection, table: str, before: dict[str, object] | None, after: dict[str, object] | None
) -> None:
    if after is None and before is not None:
        names = ", ".join(before)
        places = ", ".join(f":{name}" for name in before)
        connection.execute(f"INSERT INTO {table} ({names}) VALUES ({places})", before)
        return
    assert after is not None
    as_left = " AND ".join(f"{name} IS :after_{name}" for name in after)
    parameters = {f"after_{name}": value for name, value in after.items()}
    if before is None:
        changed = connection.execute(f"DELETE FROM {table} WHERE {as_left}", parameters)
    else:
        sets = ", ".join(f"{name} = :{name}" for name in before)
        changed = connection.execute(f"UPDATE {table} SET {sets} WHERE {as_left}", parameters | before)
    if changed.rowcount != 1:
        raise CannotTakeBack()
