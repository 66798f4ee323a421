"""Rules of the second step: who must take it, how it is set up, and that a code counts once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pyotp
import pytest

from actions.signing_in.accounts import SECOND_STEP_LENGTH
from actions.signing_in.second_factor import (
    RECOVERY_CODE_COUNT,
    drop_second_factor,
    enter_second_step,
    find_second_step,
)
from actions.signing_in.sign_in import find_viewer
from people.errors import NotAllowed
from people.models import Role
from people.signing_in.account_errors import SecondFactorRefused, TooManyTries
from people.signing_in.throttle import FREE_FAILURES
from tests.actions.office import HERE, NIP, Office
from tests.builders import NOW
from tests.interrupted import Interrupted

STEP = timedelta(seconds=30)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def set_up(office: Office, *roles: Role) -> tuple[str, tuple[str, ...]]:
    """The secret in the phone and the recovery codes of somebody who has set up the second step at NOW."""
    office.hire("dewi", *(roles or ("supervisor",)), number=NIP)
    token = office.enter(NIP).token
    step = find_second_step(office.database, token, NOW)
    assert step is not None and step.secret is not None
    entry = enter_second_step(office.database, token, pyotp.TOTP(step.secret).at(NOW), HERE, NOW)
    return step.secret, entry.recovery_codes


@pytest.mark.parametrize(
    ("role", "needed"),
    [("learner", False), ("author", False), ("auditor", False), ("supervisor", True), ("administrator", True)],
)
def test_whoever_sees_or_manages_others_needs_a_second_factor(office: Office, role: Role, needed: bool) -> None:
    entry = office.enter(office.hire("dewi", role))
    assert entry.needs_second_factor is needed
    assert (find_viewer(office.database, entry.token, NOW) is None) is needed


def test_a_session_that_was_ended_meanwhile_is_not_completed(office: Office) -> None:
    office.hire("dewi", "supervisor", number=NIP)
    token = office.enter(NIP).token
    step = find_second_step(office.database, token, NOW)
    assert step is not None and step.secret is not None
    slow = Interrupted(office.database.path, lambda: office.change("DELETE FROM session"), at=2)
    with pytest.raises(SecondFactorRefused):
        enter_second_step(slow, token, pyotp.TOTP(step.secret).at(NOW), HERE, NOW)
    assert office.rows("SELECT * FROM session") == []


def test_a_right_password_alone_opens_nothing(office: Office) -> None:
    office.hire("dewi", "learner", "supervisor", number=NIP)
    entry = office.enter(NIP)
    assert find_viewer(office.database, entry.token, NOW) is None
    assert office.rows("SELECT * FROM known_device") == []


def test_setting_up_shows_the_secret_until_a_first_code_and_gives_recovery_codes_once(office: Office) -> None:
    office.hire("dewi", "supervisor", number=NIP)
    token = office.enter(NIP).token
    first, again = (find_second_step(office.database, token, NOW) for _ in range(2))
    assert first is not None and first == again and first.secret and len(first.secret) >= 32
    assert first.address is not None and NIP not in first.address and "Dewi" not in first.address
    entry = enter_second_step(office.database, token, office.second_code(token), HERE, NOW)
    assert len(set(entry.recovery_codes)) == RECOVERY_CODE_COUNT
    viewer = find_viewer(office.database, entry.token, NOW)
    assert viewer is not None and viewer.role == "supervisor"
    assert find_second_step(office.database, token, NOW) is None
    later = office.enter(NIP, now=NOW + STEP).token
    shown = find_second_step(office.database, later, NOW + STEP)
    assert shown is not None and shown.secret is None and shown.address is None


def test_the_next_sign_in_asks_for_the_code_and_gives_a_new_token(office: Office) -> None:
    secret, _ = set_up(office)
    now = NOW + STEP
    half = office.enter(NIP, now=now).token
    entry = enter_second_step(office.database, half, pyotp.TOTP(secret).at(now), HERE, now)
    assert entry.token != half and entry.recovery_codes == ()
    assert find_viewer(office.database, half, now) is None
    assert find_viewer(office.database, entry.token, now) is not None


@pytest.mark.parametrize("offset", [-1, 0, 1])
def test_a_phone_clock_may_be_half_a_minute_off(office: Office, offset: int) -> None:
    secret, _ = set_up(office)
    now = NOW + 10 * STEP
    half = office.enter(NIP, now=now).token
    assert enter_second_step(office.database, half, pyotp.TOTP(secret).at(now + offset * STEP), HERE, now)


@pytest.mark.parametrize("offset", [-3, -2, 2, 3])
def test_an_older_or_later_code_is_refused(office: Office, offset: int) -> None:
    secret, _ = set_up(office)
    now = NOW + 10 * STEP
    half = office.enter(NIP, now=now).token
    with pytest.raises(SecondFactorRefused):
        enter_second_step(office.database, half, pyotp.TOTP(secret).at(now + offset * STEP), HERE, now)


def test_a_code_counts_once_even_at_the_same_moment(office: Office) -> None:
    secret, _ = set_up(office)
    now = NOW + 10 * STEP
    code = pyotp.TOTP(secret).at(now)
    halves = [office.enter(NIP, now=now).token for _ in range(4)]

    def attempt(half: str) -> bool:
        try:
            enter_second_step(office.database, half, code, HERE, now)
        except (SecondFactorRefused, TooManyTries):
            return False
        return True

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(attempt, halves)).count(True) == 1


def test_guessing_codes_makes_one_wait(office: Office) -> None:
    secret, _ = set_up(office)
    now = NOW + 10 * STEP
    half = office.enter(NIP, now=now).token
    wrong = f"{(int(pyotp.TOTP(secret).at(now)) + 500_000) % 1_000_000:06}"
    kinds = []
    for _ in range(FREE_FAILURES + 2):
        with pytest.raises((SecondFactorRefused, TooManyTries)) as caught:
            enter_second_step(office.database, half, wrong, HERE, now)
        kinds.append(caught.type)
    assert kinds == [SecondFactorRefused] * (FREE_FAILURES + 1) + [TooManyTries]
    again = office.enter(NIP, now=now).token
    with pytest.raises(TooManyTries):
        enter_second_step(office.database, again, pyotp.TOTP(secret).at(now), HERE, now)


def test_a_recovery_code_replaces_the_phone_once(office: Office) -> None:
    _, codes = set_up(office)
    now = NOW + 10 * STEP
    half = office.enter(NIP, now=now).token
    assert enter_second_step(office.database, half, codes[0].lower().replace("-", " "), HERE, now)
    half = office.enter(NIP, now=now).token
    with pytest.raises(SecondFactorRefused):
        enter_second_step(office.database, half, codes[0], HERE, now)
    assert enter_second_step(office.database, half, codes[1], HERE, now)
    kept = str(office.rows("SELECT * FROM recovery_code"))
    assert not any(code in kept or code.replace("-", "") in kept for code in codes)


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "abcdef", "１２３４５６", "-1", " " * 6, "0" * 5000])
def test_what_is_no_code_is_refused(office: Office, typed: str) -> None:
    set_up(office)
    now = NOW + 10 * STEP
    half = office.enter(NIP, now=now).token
    with pytest.raises(SecondFactorRefused):
        enter_second_step(office.database, half, typed, HERE, now)


def test_the_second_step_must_follow_within_ten_minutes(office: Office) -> None:
    office.hire("dewi", "supervisor", number=NIP)
    token = office.enter(NIP).token
    assert find_second_step(office.database, token, NOW + SECOND_STEP_LENGTH) is None
    with pytest.raises(SecondFactorRefused):
        enter_second_step(office.database, token, "123456", HERE, NOW + SECOND_STEP_LENGTH)


def test_a_full_session_is_no_half_open_one(office: Office) -> None:
    token = office.enter(office.hire("ani")).token
    assert find_second_step(office.database, token, NOW) is None
    with pytest.raises(SecondFactorRefused):
        enter_second_step(office.database, token, "123456", HERE, NOW)


def test_an_administrator_lets_somebody_who_lost_everything_set_up_anew(office: Office) -> None:
    secret, codes = set_up(office)
    administrator = office.administrator()
    learner = find_viewer(office.database, office.enter(office.hire("ani")).token, NOW)
    assert learner is not None
    with pytest.raises(NotAllowed):
        drop_second_factor(office.database, learner, "dewi", NOW)
    drop_second_factor(office.database, administrator, "dewi", NOW)
    half = office.enter(NIP).token
    step = find_second_step(office.database, half, NOW)
    assert step is not None and step.secret not in (None, secret)
    with pytest.raises(SecondFactorRefused):
        enter_second_step(office.database, half, codes[2], HERE, NOW)
