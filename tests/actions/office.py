"""An office whose people sign in with a number and a password; real storage, real argon2."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

import pyotp

from actions.signing_in import accounts, passwords, second_factor
from actions.signing_in.accounts import Door, Entry
from people.models import Person, Role, Viewer
from store.clock import to_text
from store.database import Database
from store.registry import people as people_store
from store.signing_in import accounts as account_store
from tests.builders import NOW, make_database

PASSWORD = "kuda nil berenang pelan"
NEW_PASSWORD = "lampu taman berderit keras"
NIP = "198501012010011001"
HERE = Door("", "Chrome di Android")


@cache
def password_hash(password: str = PASSWORD) -> str:
    return passwords.hash_password(password)


def number_of(name: str) -> str:
    """A made-up NIP of somebody's own, the same at every run."""
    return "19850101201001" + f"{int(hashlib.sha256(name.encode()).hexdigest(), 16) % 10_000:04}"


class Office:
    """Hires people and hands out what they need to come in."""

    def __init__(self, folder: Path) -> None:
        self.database: Database = make_database(folder / "netral.sqlite")

    def hire(
        self, name: str, *roles: Role, number: str | None = None, activated: bool = True, agency: str = "disdik"
    ) -> str:
        """The person's login name; the person's id is ``name``."""
        number = number or number_of(name)
        with self.database.write() as connection:
            people_store.add_people(connection, [Person(name, name.title(), "pns", agency)], "real", "2026-01-01")
            kind = "nip" if number.isdigit() and len(number) == 18 else "own"
            account_store.add_number(connection, name, kind, number)
            for role in roles or ("learner",):
                people_store.add_role(connection, people_store.RoleGrant(name, "", role, "", ""))  # type: ignore[arg-type]
            if activated:
                account_store.add_account(connection, name)
                account_store.set_password(connection, name, password_hash(), to_text(NOW))
        return number

    def code_for(self, person_id: str, now: datetime = NOW) -> str:
        with self.database.write() as connection:
            return accounts.add_code(connection, person_id, "admin", now)

    def enter(self, login_name: str, password: str = PASSWORD, now: datetime = NOW, door: Door = HERE) -> Entry:
        return accounts.enter_by_password(self.database, login_name, password, door, now)

    def second_code(self, token: str, now: datetime = NOW) -> str:
        """What the authenticator app of somebody who is setting it up shows."""
        step = second_factor.find_second_step(self.database, token, now)
        assert step is not None and step.secret is not None
        return pyotp.TOTP(step.secret).at(now)

    def administrator(self, name: str = "admin") -> Viewer:
        self.hire(name, "administrator")
        return Viewer(name, name.title(), "administrator", "pns", "disdik", "Dinas Pendidikan", False)

    def rows(self, sql: str) -> list[tuple]:
        with self.database.read() as connection:
            return [tuple(row) for row in connection.execute(sql)]

    def change(self, sql: str) -> None:
        with self.database.write() as connection:
            connection.execute(sql)


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)
