"""After a restore nobody is signed in, and no code that was handed out before opens anything."""

from __future__ import annotations

from pathlib import Path

import pytest

from actions.backup import back_up, restore
from actions.signing_in.accounts import choose_password
from actions.signing_in.setup import offer_setup, require_open_setup
from actions.signing_in.sign_in import find_viewer
from people.errors import NetralError
from people.signing_in.account_errors import CodeRefused
from store.database import open_database
from tests.actions.office import NEW_PASSWORD, Office, minutes
from tests.builders import NOW

LATER = NOW + minutes(3)


def test_sessions_and_unused_codes_of_the_backup_open_nothing_after_a_restore(tmp_path: Path) -> None:
    office = Office(tmp_path)
    ani, budi = office.hire("ani"), office.hire("budi", activated=False)
    session, code, setup = office.enter(ani).token, office.code_for("budi"), offer_setup(office.database, NOW)
    assert setup is not None and find_viewer(office.database, session, NOW) is not None
    back_up(office.database.path, tmp_path / "cadangan.sqlite")
    path = office.database.path
    office.database.close()

    restored = restore(path, tmp_path / "cadangan.sqlite", LATER)

    assert (restored.sessions_ended, restored.codes_voided) == (1, 1)
    office.database = open_database(path)
    assert find_viewer(office.database, session, LATER) is None
    with pytest.raises(CodeRefused):
        choose_password(office.database, budi, code, NEW_PASSWORD, LATER)
    with pytest.raises(NetralError):
        require_open_setup(office.database, setup, LATER)
    assert find_viewer(office.database, office.enter(ani, now=LATER).token, LATER) is not None, (
        "the password is as it was"
    )


def test_a_code_that_was_used_stays_in_the_list_as_used(tmp_path: Path) -> None:
    office = Office(tmp_path)
    budi = office.hire("budi", activated=False)
    choose_password(office.database, budi, office.code_for("budi"), NEW_PASSWORD, NOW)
    back_up(office.database.path, tmp_path / "cadangan.sqlite")
    used = office.rows("SELECT person_id, used_at FROM entry_code")
    path = office.database.path
    office.database.close()
    assert restore(path, tmp_path / "cadangan.sqlite", LATER).codes_voided == 0
    office.database = open_database(path)
    assert office.rows("SELECT person_id, used_at FROM entry_code") == used != []
