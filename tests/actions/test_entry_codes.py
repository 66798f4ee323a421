"""Rules of entry codes: they set a password once, are guessed by nobody, and are kept only as a hash."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest

from actions.signing_in.accounts import CODE_LENGTH, choose_password
from people.errors import NetralError
from people.signing_in.account_errors import CodeRefused, PasswordRefused, SignInRefused, TooManyTries
from people.signing_in.throttle import FREE_FAILURES, LONGEST_WAIT
from tests.actions.office import NEW_PASSWORD, NIP, PASSWORD, Office
from tests.builders import NOW

SECOND = timedelta(seconds=1)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def refusal(office: Office, name: str, password: str, **more) -> NetralError:
    with pytest.raises((SignInRefused, TooManyTries)) as caught:
        office.enter(name, password, **more)
    return caught.value


def test_a_first_entry_code_sets_the_password(office: Office) -> None:
    office.hire("ani", number=NIP, activated=False)
    code = office.code_for("ani")
    choose_password(office.database, NIP, f" {code.lower().replace('0', 'o')} ", NEW_PASSWORD, NOW)
    assert office.enter(NIP, NEW_PASSWORD)


def test_a_code_works_once(office: Office) -> None:
    office.hire("ani", number=NIP, activated=False)
    code = office.code_for("ani")
    choose_password(office.database, NIP, code, NEW_PASSWORD, NOW)
    with pytest.raises(CodeRefused):
        choose_password(office.database, NIP, code, PASSWORD, NOW)
    assert office.enter(NIP, NEW_PASSWORD)


def test_a_code_works_once_under_32_concurrent_tries(office: Office) -> None:
    office.hire("ani", number=NIP, activated=False)
    code = office.code_for("ani")

    def attempt(number: int) -> str | None:
        password = f"kuda nil berenang ke-{number} kali"
        try:
            choose_password(office.database, NIP, code, password, NOW)
        except (CodeRefused, TooManyTries):
            return None
        return password

    with ThreadPoolExecutor(32) as pool:
        winners = [password for password in pool.map(attempt, range(32)) if password]
    assert len(winners) == 1
    assert office.enter(NIP, winners[0], now=NOW + LONGEST_WAIT)


@pytest.mark.parametrize("case", ["expired", "somebody else's", "made up", "replaced", "unknown name", "disabled"])
def test_a_code_that_is_not_good_is_refused_with_one_sentence(office: Office, case: str) -> None:
    office.hire("ani", number=NIP, activated=False)
    office.hire("budi", activated=False)
    code, name, now = office.code_for("ani"), NIP, NOW
    if case == "expired":
        now = NOW + CODE_LENGTH
    elif case == "somebody else's":
        code = office.code_for("budi")
    elif case == "made up":
        code = "AAAA-BBBB-CCCC"
    elif case == "replaced":
        office.code_for("ani")
    elif case == "unknown name":
        name = "197001011990011999"
    else:
        office.change("UPDATE account SET disabled_at = '2026-01-01T00:00:00Z'")
    with pytest.raises(CodeRefused) as caught:
        choose_password(office.database, name, code, NEW_PASSWORD, now)
    assert str(caught.value) == str(CodeRefused())


def test_guessing_codes_makes_one_wait_too(office: Office) -> None:
    office.hire("ani", number=NIP, activated=False)
    office.code_for("ani")
    for _ in range(FREE_FAILURES + 1):
        with pytest.raises(CodeRefused):
            choose_password(office.database, NIP, "AAAA-BBBB-CCCC", NEW_PASSWORD, NOW)
    with pytest.raises(TooManyTries):
        choose_password(office.database, NIP, "AAAA-BBBB-CCCD", NEW_PASSWORD, NOW)


def test_nobody_can_keep_the_holder_of_a_good_code_waiting(office: Office) -> None:
    office.hire("ani", number=NIP, activated=False)
    code = office.code_for("ani")
    for _ in range(20):
        with pytest.raises((CodeRefused, TooManyTries)):
            choose_password(office.database, NIP, "AAAA-BBBB-CCCC", NEW_PASSWORD, NOW)
        refusal(office, NIP, "kata sandi yang salah")
    choose_password(office.database, NIP, code, NEW_PASSWORD, NOW)


def test_a_refused_password_does_not_use_up_the_code(office: Office) -> None:
    office.hire("ani", number=NIP, activated=False)
    code = office.code_for("ani")
    for _ in range(10):
        with pytest.raises(PasswordRefused):
            choose_password(office.database, NIP, code, "bismillah123", NOW)
    choose_password(office.database, NIP, code, NEW_PASSWORD, NOW)


def test_a_code_is_kept_only_as_a_hash_under_the_sites_key(office: Office) -> None:
    office.hire("ani")
    code = office.code_for("ani")
    kept = str(office.rows("SELECT * FROM entry_code"))
    assert code not in kept and code.replace("-", "") not in kept
