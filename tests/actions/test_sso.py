"""Rules of letting in whom the agency's sign-in service knows."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from actions.signing_in.accounts import IDLE_LIMITS, Door, Entry
from actions.signing_in.sign_in import find_viewer
from actions.signing_in.sso import enter_by_sso, sso_key
from people.signing_in.account_errors import SignInRefused, TooManyTries
from people.signing_in.sso import SsoUnknown
from people.signing_in.throttle import FREE_FAILURES
from tests.actions.office import HERE, NIP, Office
from tests.builders import NOW


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def enter(office: Office, number: str = NIP, is_strong: bool = False, door: Door = HERE) -> Entry:
    return enter_by_sso(office.database, number, is_strong, door, NOW)


def test_a_learner_of_the_roster_gets_an_ordinary_session_without_an_account(office: Office) -> None:
    office.hire("ani", number=NIP, activated=False)
    entry = enter(office)
    viewer = find_viewer(office.database, entry.token, NOW)
    assert viewer is not None and viewer.person_id == "ani" and not entry.needs_second_factor
    assert find_viewer(office.database, entry.token, NOW + IDLE_LIMITS["learner"]) is None
    assert office.rows("SELECT * FROM account") == []


@pytest.mark.parametrize("number", ["", " ", "197001011990011999", "1.98501012010011E+17", "x" * 100, "%", NIP[:-1]])
def test_an_unknown_number_opens_nothing_and_makes_nothing(office: Office, number: str) -> None:
    office.hire("ani", number=NIP)
    before = [
        office.rows(f"SELECT count(*) FROM {table}") for table in ("person", "account", "role_grant", "audit_entry")
    ]
    with pytest.raises(SsoUnknown) as refused:
        enter(office, number)
    after = [
        office.rows(f"SELECT count(*) FROM {table}") for table in ("person", "account", "role_grant", "audit_entry")
    ]
    assert after == before and office.rows("SELECT * FROM session") == []
    assert not number.strip() or number not in repr(refused.value)


def test_an_id_of_the_agency_is_found_however_it_is_written(office: Office) -> None:
    office.hire("kades", number="Kades-01")
    assert find_viewer(office.database, enter(office, "kades-01").token, NOW) is not None


@pytest.mark.parametrize(("role", "is_strong", "half_open"), [
    ("learner", False, False), ("author", False, False), ("auditor", False, False), ("supervisor", False, True),
    ("administrator", False, True), ("supervisor", True, False), ("administrator", True, False),
])  # fmt: skip
def test_whoever_sees_others_needs_a_second_factor_there_or_here(office: Office, role, is_strong: bool, half_open: bool) -> None:  # fmt: skip
    office.hire("dewi", role, number=NIP)
    entry = enter(office, is_strong=is_strong)
    assert entry.needs_second_factor is half_open
    assert (find_viewer(office.database, entry.token, NOW) is None) is half_open
    assert office.rows("SELECT stage, is_strong FROM session") == [
        ("second-factor", 0) if half_open else ("open", int(is_strong))
    ]


def test_an_attack_on_the_password_does_not_keep_the_owner_from_sso(office: Office) -> None:
    office.hire("ani", number=NIP)
    for _ in range(FREE_FAILURES + 1):
        with pytest.raises(SignInRefused):
            office.enter(NIP, "salah sekali ini")
    with pytest.raises(TooManyTries):
        office.enter(NIP)
    assert find_viewer(office.database, enter(office).token, NOW) is not None


def test_the_number_is_in_no_row_but_its_own(office: Office) -> None:
    office.hire("ani", number=NIP)
    enter(office)
    for table in ("session", "audit_entry", "known_device", "failed_try", "site_key"):
        assert NIP not in str(office.rows(f"SELECT * FROM {table}"))


def test_the_sites_key_is_made_once_even_when_many_ask_first(office: Office) -> None:
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(lambda _: sso_key(office.database), range(32)))
    assert len(keys) == 1 and len(bytes.fromhex(keys.pop())) == 32
