"""Every run of a page looks the session up anew, and is a sign of life; what is taken away bites at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
import streamlit as st

from actions.courseware import CoursewareSource
from actions.signing_in.sign_in import find_viewer
from actions.site import Site
from settings import load_settings
from tests.actions.office import Office
from tests.builders import CONTENT, QUIZZES
from ui.learning.answer_part import is_still_signed_in
from ui.visit import visit_from_cookie


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


@pytest.fixture
def site(office: Office, tmp_path: Path) -> Site:
    return Site(load_settings({"NETRAL_DATA_DIR": str(tmp_path)}), office.database, CoursewareSource(CONTENT, QUIZZES))


def arrive(monkeypatch: pytest.MonkeyPatch, office: Office, minutes_ago: float) -> str:
    """A learner who was last seen that long ago; their browser sends the cookie."""
    opened = datetime.now(UTC) - timedelta(minutes=minutes_ago)
    token = office.enter(office.hire("ani"), now=opened).token
    monkeypatch.setattr(st, "context", SimpleNamespace(cookies={"netral": token}))
    return token


def test_a_run_of_a_page_is_a_sign_of_life(monkeypatch, office: Office, site: Site) -> None:
    token = arrive(monkeypatch, office, 29)
    visit = visit_from_cookie(site)
    assert visit is not None and visit.viewer.person_id == "ani"
    assert find_viewer(office.database, token, datetime.now(UTC) + timedelta(minutes=29)) is not None


def test_so_is_a_saved_answer(monkeypatch, office: Office, site: Site) -> None:
    token = arrive(monkeypatch, office, 20)
    visit = visit_from_cookie(site)
    assert visit is not None
    office.change("UPDATE session SET seen_at = '2026-01-01T00:00:00Z'")
    assert is_still_signed_in(visit)
    ((seen_at,),) = office.rows("SELECT seen_at FROM session")
    assert seen_at > "2026-01-01T00:00:00Z" and find_viewer(office.database, token, datetime.now(UTC)) is not None


def test_nobody_is_there_after_half_an_hour(monkeypatch, office: Office, site: Site) -> None:
    arrive(monkeypatch, office, 31)
    assert visit_from_cookie(site) is None


@pytest.mark.parametrize(
    "change", ["DELETE FROM role_grant", "UPDATE membership SET agency_id = 'dinkes'", "DELETE FROM session"]
)
def test_an_answer_is_not_taken_from_somebody_who_changed_meanwhile(
    monkeypatch, office: Office, site: Site, change: str
) -> None:
    arrive(monkeypatch, office, 1)
    visit = visit_from_cookie(site)
    assert visit is not None
    office.change(change)
    assert not is_still_signed_in(visit)


def test_a_half_open_session_shows_nothing(monkeypatch, office: Office, site: Site) -> None:
    token = office.enter(office.hire("dewi", "supervisor"), now=datetime.now(UTC)).token
    monkeypatch.setattr(st, "context", SimpleNamespace(cookies={"netral": token}))
    assert visit_from_cookie(site) is None
    assert visit_from_cookie(replace(site, settings=replace(site.settings, tls=True))) is None
