"""Rules of the first start in production: one link, one hour, one administrator, no default password."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from actions.signing_in.accounts import enter_by_password
from actions.signing_in.setup import (
    LINK_LENGTH,
    FirstAdministrator,
    needs_agency,
    offer_setup,
    require_open_setup,
    require_production_database,
    set_up,
)
from people.signing_in.account_errors import (
    FieldMissing,
    NotAProductionDatabase,
    NumberUnfit,
    PasswordRefused,
    SetupClosed,
)
from store.database import Database, open_database
from tests.actions.office import HERE, NIP, PASSWORD, Office
from tests.builders import NOW, add_learner, make_database

WANTED = FirstAdministrator("pemkab", "Pemerintah Kabupaten", "Ibu Admin", "pns", NIP, PASSWORD)


@pytest.fixture
def empty(tmp_path: Path) -> Database:
    return open_database(tmp_path / "netral.sqlite")


def offered(database: Database) -> str:
    token = offer_setup(database, NOW)
    assert token is not None
    return token


def count(database: Database, table: str) -> int:
    with database.read() as connection:
        return connection.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0]


def test_the_link_makes_the_first_administrator_who_then_signs_in(empty: Database) -> None:
    assert needs_agency(empty)
    set_up(empty, offered(empty), WANTED, NOW)
    entry = enter_by_password(empty, NIP, PASSWORD, HERE, NOW)
    assert entry.roles == ("administrator",) and entry.needs_second_factor
    assert not needs_agency(empty) and offer_setup(empty, NOW) is None


def test_an_empty_site_has_no_account_at_all(empty: Database) -> None:
    offered(empty)
    assert count(empty, "account") == count(empty, "person") == 0


def test_the_link_works_once_even_when_used_32_times_at_once(empty: Database) -> None:
    token = offered(empty)

    def attempt(number: int) -> bool:
        try:
            set_up(empty, token, replace(WANTED, login_name=f"ADMIN-{number}"), NOW)
        except SetupClosed:
            return False
        return True

    with ThreadPoolExecutor(32) as pool:
        assert list(pool.map(attempt, range(32))).count(True) == 1
    assert count(empty, "person") == count(empty, "agency") == 1


def test_the_link_expires_after_an_hour(empty: Database) -> None:
    token = offered(empty)
    require_open_setup(empty, token, NOW + LINK_LENGTH - timedelta(seconds=1))
    with pytest.raises(SetupClosed):
        set_up(empty, token, WANTED, NOW + LINK_LENGTH)


def test_several_processes_may_each_print_a_link_and_all_end_with_the_first_use(empty: Database) -> None:
    first, second = offered(empty), offered(empty)
    require_open_setup(empty, first, NOW)
    set_up(empty, second, WANTED, NOW)
    for token in (first, second):
        with pytest.raises(SetupClosed):
            require_open_setup(empty, token, NOW)


@pytest.mark.parametrize("token", ["", "x", "a" * 5000, "' OR 1=1 --"])
def test_a_made_up_token_opens_nothing(empty: Database, token: str) -> None:
    offered(empty)
    with pytest.raises(SetupClosed):
        set_up(empty, token, WANTED, NOW)


def test_the_token_is_kept_only_as_its_hash(empty: Database) -> None:
    token = offered(empty)
    empty.close()
    for path in empty.path.parent.iterdir():
        if path.is_file():
            assert token.encode() not in path.read_bytes()


@pytest.mark.parametrize(
    "change",
    [{"agency_name": " "}, {"agency_code": ""}, {"name": ""}, {"employment": "raja"}, {"login_name": " "}],
)
def test_an_incomplete_form_makes_nothing_and_keeps_the_link(empty: Database, change: dict[str, str]) -> None:
    token = offered(empty)
    with pytest.raises(FieldMissing):
        set_up(empty, token, replace(WANTED, **change), NOW)
    assert count(empty, "person") == 0
    set_up(empty, token, WANTED, NOW)


@pytest.mark.parametrize(
    "number", ["198513012010011001", "198501012010011000", "5103011501850001", "admin!", "1.98E+17"]
)
def test_a_number_the_registry_would_refuse_is_refused_here_too(empty: Database, number: str) -> None:
    token = offered(empty)
    with pytest.raises(NumberUnfit) as caught:
        set_up(empty, token, replace(WANTED, login_name=number), NOW)
    assert number not in str(caught.value)


def test_somebody_the_roster_already_brought_becomes_the_administrator(tmp_path: Path) -> None:
    """A roster may be imported on the server before the link is opened."""
    office = Office(tmp_path)
    office.hire("ani", number=NIP, activated=False)
    set_up(office.database, offered(office.database), WANTED, NOW)
    entry = office.enter(NIP)
    assert set(entry.roles) == {"learner", "administrator"} and count(office.database, "person") == 1


def test_somebody_who_left_does_not_become_an_administrator_who_cannot_come_in(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.hire("ani", number=NIP, activated=False)
    office.change("UPDATE membership SET valid_to = '2026-11-01' WHERE person_id = 'ani'")
    token = offered(office.database)
    with pytest.raises(NumberUnfit):
        set_up(office.database, token, WANTED, NOW)
    set_up(office.database, token, replace(WANTED, login_name="ADMIN-1"), NOW)


def test_a_weak_password_is_refused_here_too(empty: Database) -> None:
    token = offered(empty)
    for password in ("admin", "administrator1", f"{NIP}aman"):
        with pytest.raises(PasswordRefused):
            set_up(empty, token, replace(WANTED, password=password), NOW)


def test_a_site_with_agencies_but_no_administrator_keeps_its_agencies(tmp_path: Path) -> None:
    database = make_database(tmp_path / "netral.sqlite")
    agencies = count(database, "agency")
    assert not needs_agency(database)
    set_up(database, offered(database), replace(WANTED, agency_code="", agency_name=""), NOW)
    assert count(database, "agency") == agencies


def test_production_refuses_a_database_of_demo_people(tmp_path: Path) -> None:
    database = make_database(tmp_path / "netral.sqlite")
    require_production_database(database)
    add_learner(database)
    with pytest.raises(NotAProductionDatabase):
        require_production_database(database)
