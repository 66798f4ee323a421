"""Rules of sessions: how long they last, what ends them, and what their owner may do with them."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from actions.signing_in.accounts import IDLE_LIMITS
from actions.signing_in.my_sessions import change_role, end_my_other_sessions, end_my_session, my_roles, my_sessions
from actions.signing_in.sign_in import SESSION_LENGTH, find_viewer, keep_alive, open_session
from people.errors import NotAllowed, NotFound
from people.models import ROLE_TITLES, Viewer
from people.signing_in.account_errors import SignInAgain, SignInRefused
from tests.actions.office import Office, minutes
from tests.builders import NOW, add_learner

SECOND = timedelta(seconds=1)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def signed_in(office: Office, name: str = "ani", *roles) -> tuple[str, Viewer]:
    token = office.enter(office.hire(name, *roles)).token
    viewer = find_viewer(office.database, token, NOW)
    assert viewer is not None
    return token, viewer


def test_the_limits_are_30_minutes_for_learners_15_for_those_who_see_others_and_12_hours_for_all() -> None:
    assert set(IDLE_LIMITS) == set(ROLE_TITLES)
    assert IDLE_LIMITS["learner"] == minutes(30) and timedelta(hours=12) == SESSION_LENGTH
    assert {IDLE_LIMITS[role] for role in ("supervisor", "administrator", "auditor")} == {minutes(15)}


def test_a_session_ends_after_half_an_hour_without_a_sign_of_life(office: Office) -> None:
    token, _ = signed_in(office)
    assert find_viewer(office.database, token, NOW + minutes(30) - SECOND) is not None
    assert find_viewer(office.database, token, NOW + minutes(30)) is None


def test_looking_is_not_a_sign_of_life(office: Office) -> None:
    """The clock of a quiz looks every few seconds; it must not keep an abandoned session open."""
    token, _ = signed_in(office)
    for minute in range(30):
        assert find_viewer(office.database, token, NOW + minutes(minute)) is not None
    assert find_viewer(office.database, token, NOW + minutes(30)) is None


def test_saving_keeps_a_session_alive_until_twelve_hours_and_no_longer(office: Office) -> None:
    token, _ = signed_in(office)
    now = NOW
    while now < NOW + SESSION_LENGTH:
        assert find_viewer(office.database, token, now) is not None
        keep_alive(office.database, token, now)
        now += minutes(29)
    assert find_viewer(office.database, token, NOW + SESSION_LENGTH - SECOND) is not None
    keep_alive(office.database, token, NOW + SESSION_LENGTH - SECOND)
    assert find_viewer(office.database, token, NOW + SESSION_LENGTH) is None


def test_an_ended_session_cannot_be_revived(office: Office) -> None:
    token, _ = signed_in(office)
    keep_alive(office.database, token, NOW + minutes(31))
    assert find_viewer(office.database, token, NOW + minutes(31)) is None


def test_signs_of_life_are_written_at_most_once_a_minute(office: Office) -> None:
    token, _ = signed_in(office)
    keep_alive(office.database, token, NOW + timedelta(seconds=59))
    assert find_viewer(office.database, token, NOW + minutes(30)) is None
    keep_alive(office.database, token, NOW + timedelta(seconds=60))
    assert find_viewer(office.database, token, NOW + minutes(30)) is not None


def test_a_demo_persona_has_no_idle_limit(office: Office) -> None:
    add_learner(office.database, "rekaan")
    token = open_session(office.database, "rekaan.learner", NOW)
    assert find_viewer(office.database, token, NOW + SESSION_LENGTH - SECOND) is not None


@pytest.mark.parametrize(
    "change",
    [
        "DELETE FROM role_grant WHERE person_id = 'ani'",
        "UPDATE membership SET valid_to = '2026-11-22' WHERE person_id = 'ani'",
        "UPDATE account SET disabled_at = '2026-11-22T00:00:00Z' WHERE person_id = 'ani'",
    ],
    ids=["role taken away", "left the agency", "account disabled"],
)
def test_what_is_taken_away_bites_on_the_next_look(office: Office, change: str) -> None:
    token, _ = signed_in(office)
    office.change(change)
    assert find_viewer(office.database, token, NOW) is None
    with pytest.raises(SignInRefused):
        office.enter(office.rows("SELECT number FROM person_number WHERE person_id = 'ani'")[0][0])


def test_a_move_to_another_unit_shows_on_the_next_look(office: Office) -> None:
    token, viewer = signed_in(office)
    office.change("UPDATE membership SET agency_id = 'dinkes' WHERE person_id = 'ani'")
    moved = find_viewer(office.database, token, NOW)
    assert viewer.agency_id == "disdik" and moved is not None and moved.agency_id == "dinkes"


def test_one_sees_ones_own_sessions_and_no_secret_of_them(office: Office) -> None:
    token, viewer = signed_in(office)
    other = office.enter(office.rows("SELECT number FROM person_number")[0][0], now=NOW + SECOND).token
    signed_in(office, "budi")
    mine = my_sessions(office.database, viewer, token, NOW + SECOND)
    assert [session.is_this_one for session in mine] == [False, True]
    assert {session.device for session in mine} == {"Chrome di Android"}
    assert not any(secret in repr(mine) for secret in (token, other))


def test_one_ends_one_of_ones_own_sessions_and_nobody_elses(office: Office) -> None:
    _, viewer = signed_in(office)
    their_token, their_viewer = signed_in(office, "budi")
    (theirs,) = my_sessions(office.database, their_viewer, their_token, NOW)
    with pytest.raises(NotFound):
        end_my_session(office.database, viewer, theirs.id)
    assert find_viewer(office.database, their_token, NOW) is not None
    end_my_session(office.database, their_viewer, theirs.id)
    assert find_viewer(office.database, their_token, NOW) is None


def test_one_ends_all_ones_other_sessions(office: Office) -> None:
    token, viewer = signed_in(office)
    number = office.rows("SELECT number FROM person_number")[0][0]
    others = [office.enter(number).token for _ in range(3)]
    assert end_my_other_sessions(office.database, viewer, token) == 3
    assert find_viewer(office.database, token, NOW) is not None
    assert [find_viewer(office.database, other, NOW) for other in others] == [None] * 3


def test_taking_up_another_role_gives_a_new_token_and_no_more_time(office: Office) -> None:
    token, viewer = signed_in(office, "ani", "learner", "author")
    assert viewer.role == "learner" and set(my_roles(office.database, viewer)) == {"learner", "author"}
    later = NOW + minutes(20)
    fresh = change_role(office.database, viewer, token, "author", later)
    assert find_viewer(office.database, token, later) is None
    now_author = find_viewer(office.database, fresh, later)
    assert now_author is not None and now_author.role == "author"
    keep = later
    while keep < NOW + SESSION_LENGTH - minutes(29):
        keep += minutes(29)
        keep_alive(office.database, fresh, keep)
    assert find_viewer(office.database, fresh, NOW + SESSION_LENGTH) is None


def test_nobody_takes_up_a_role_they_do_not_hold(office: Office) -> None:
    token, viewer = signed_in(office)
    for role in ("supervisor", "administrator", "", "learner'"):
        with pytest.raises(NotAllowed):
            change_role(office.database, viewer, token, role, NOW)


def test_a_role_with_power_is_not_taken_up_without_the_second_factor(office: Office) -> None:
    token, viewer = signed_in(office)
    office.change("INSERT INTO role_grant (person_id, role, title, description) VALUES ('ani', 'supervisor', '', '')")
    with pytest.raises(SignInAgain):
        change_role(office.database, viewer, token, "supervisor", NOW)
    assert find_viewer(office.database, token, NOW) is not None
