"""Sign-ins per second with real argon2id, and how long the last of a crowd at the door waits."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

from actions.signing_in import passwords
from actions.signing_in.accounts import Door, enter_by_password
from bench.table import Row
from people.models import Agency, Person
from store.clock import to_text
from store.database import Database, open_database
from store.registry import agencies, people
from store.signing_in import accounts

PASSWORD = "kuda nil berenang pelan"


def measure_sign_ins(folder: Path, crowd: int) -> list[Row]:
    """Everybody presses the button at once, as many at a time as the site hashes passwords."""
    database = open_database(folder / "sign-ins.sqlite")
    names = _staff(database, crowd)
    one_hash = _seconds_of_one_hash()
    now = datetime.now(UTC)

    def enter(name: str) -> None:
        enter_by_password(database, name, PASSWORD, Door(), now)

    began = time.perf_counter()
    with ThreadPoolExecutor(passwords.MAX_AT_ONCE) as pool:
        list(pool.map(enter, names))
    took = time.perf_counter() - began
    database.close()
    return [
        Row("one password checked (argon2id, 19 MiB, 2 passes)", one_hash * 1e3, "ms"),
        Row(
            f"sign-ins per second, {crowd} people at once",
            crowd / took,
            "1/s",
            note=f"{passwords.MAX_AT_ONCE} at a time; the last of {crowd} waits {took:.1f} s",
        ),
    ]


def _staff(database: Database, count: int) -> list[str]:
    password_hash = passwords.hash_password(PASSWORD)
    names = [f"PEGAWAI-{number:04}" for number in range(count)]
    with database.write() as connection:
        agencies.add_agencies(connection, [Agency("kab", None, "Kabupaten", "instansi", "kab/", "kab")])
        people.add_people(connection, [Person(name, name, "pns", "kab") for name in names], "real", "2026-01-01")
        for name in names:
            accounts.add_number(connection, name, "own", name)
            people.add_role(connection, people.RoleGrant(name, "", "learner", "", ""))
            accounts.add_account(connection, name)
            accounts.set_password(connection, name, password_hash, to_text(datetime.now(UTC)))
    return names


def _seconds_of_one_hash() -> float:
    passwords.decoy_hash()
    taken = []
    for _ in range(10):
        began = time.perf_counter()
        passwords.is_password(None, PASSWORD)
        taken.append(time.perf_counter() - began)
    return min(taken)
