"""What happens between two transactions of one deed does not slip through: passwords are slow to hash."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from actions.signing_in import accounts, second_factor
from actions.signing_in.accounts import choose_password
from actions.signing_in.sign_in import find_viewer
from people.signing_in.account_errors import OldPasswordRefused, SecondFactorRefused
from store.database import Connection, Database
from tests.actions.office import HERE, NEW_PASSWORD, NIP, PASSWORD, Office
from tests.builders import NOW


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


class Meddled:
    """A database with something else happening just before the write of that number (from 1)."""

    def __init__(self, database: Database, before_write: int, what: Callable[[], object]) -> None:
        self._database, self._left, self._what = database, before_write, what

    @contextmanager
    def write(self) -> Iterator[Connection]:
        self._left -= 1
        if not self._left:
            self._what()
        with self._database.write() as connection:
            yield connection


def test_a_password_chosen_anew_meanwhile_is_not_overwritten_by_who_knew_the_old_one(office: Office) -> None:
    """The owner resets it while a thief, signed in with the old one, is just changing it."""
    office.hire("ani", number=NIP)
    token = office.enter(NIP).token
    thief = find_viewer(office.database, token, NOW)
    assert thief is not None
    code = office.code_for("ani")

    def reset() -> None:
        choose_password(office.database, NIP, code, NEW_PASSWORD, NOW)

    meddled = Meddled(office.database, 3, reset)
    with pytest.raises(OldPasswordRefused):
        accounts.change_password(meddled, thief, token, PASSWORD, "sandi milik pencuri itu", NOW)  # type: ignore[arg-type]
    assert office.enter(NIP, NEW_PASSWORD)


def test_a_half_open_session_that_ended_meanwhile_opens_nothing(office: Office) -> None:
    """Between the count and the look at the code the password is chosen anew, which ends every session."""
    office.hire("ani", "supervisor", number=NIP)
    token = office.enter(NIP).token
    typed, code = office.second_code(token), office.code_for("ani")

    def reset() -> None:
        choose_password(office.database, NIP, code, NEW_PASSWORD, NOW)

    with pytest.raises(SecondFactorRefused):
        second_factor.enter_second_step(Meddled(office.database, 2, reset), token, typed, HERE, NOW)  # type: ignore[arg-type]
    assert office.rows("SELECT * FROM session") == []
