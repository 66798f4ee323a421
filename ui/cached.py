"""Everything kept between runs by ``st.cache_data``. The cache is shared by all visitors, so whatever an answer depends
on (the viewer's scope, every filter, the data's version, the courseware's files) is an ordinary argument.

Only the database is left out of the key; its path stands in for it.
"""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import streamlit as st

from actions.assigning import assignment_status as status_actions
from actions.assigning.assignment_status import Status
from actions.authoring import item_review
from actions.authoring.item_review import QuizReview
from actions.courseware import Courseware
from actions.understanding import growth, item_report, misconceptions, over_time, supervise, sureness
from actions.understanding.item_report import ItemView
from actions.understanding.misconceptions import BeliefReport
from actions.understanding.over_time import SinceSnapshot, Weekly
from actions.understanding.supervise import Overview
from actions.understanding.sureness import SurenessReport
from analytics.crossover import Growth
from analytics.estimates import NoData, Withheld
from content.problems import Problem
from people.access import Scope
from people.models import Viewer
from quizzes.findings import find_warnings
from store.database import Database

_TTL_SECONDS = 60
"""People move between agencies without a new attempt; a minute later the page knows."""

_HASH: dict[Any, Any] = {
    Scope: lambda scope: (scope.agency_id, scope.agency_path),
    Courseware: lambda courseware: courseware.folder_state,
    Viewer: lambda viewer: viewer.role,  # authors all read the same: counts of everybody
}


def overview(
    database: Database,
    courseware: Courseware,
    scope: Scope,
    assignment_id: str,
    agency_id: str,
    employment: str,
    as_of: date | None = None,
    *,
    now: datetime,
) -> Overview:
    version = supervise.data_version(database, scope, assignment_id)
    path, slot = str(database.path), _five_minutes(now)
    return _overview(database, path, courseware, scope, assignment_id, agency_id, employment, as_of, version, slot)


def growths(
    database: Database,
    courseware: Courseware,
    scope: Scope,
    assignment_id: str,
    agency_id: str,
    employment: str,
    *,
    now: datetime,
) -> tuple[Growth | NoData | Withheld, ...]:
    version = supervise.data_version(database, scope, assignment_id)
    path, slot = str(database.path), _five_minutes(now)
    return _growths(database, path, courseware, scope, assignment_id, agency_id, employment, version, slot)


def assignment_status(
    database: Database, courseware: Courseware, scope: Scope, assignment_id: str, agency_id: str, *, now: datetime
) -> Status:
    version = status_actions.status_version(database, scope, assignment_id)
    path, hour = str(database.path), _hour(now)
    return _assignment_status(database, path, courseware, scope, assignment_id, agency_id, version, hour)


def _hour(now: datetime) -> datetime:
    """A day begins on the hour everywhere."""
    return now.replace(minute=0, second=0, microsecond=0)


def _five_minutes(now: datetime) -> datetime:
    """How long estimates of very many people may stand (``actions.understanding.comprehension.KEEP``)."""
    return now.replace(minute=now.minute // 5 * 5, second=0, microsecond=0)


def item_views(
    database: Database, courseware: Courseware, scope: Scope, assignment_id: str, agency_id: str, employment: str
) -> tuple[ItemView, ...]:
    version = supervise.data_version(database, scope, assignment_id)
    path = str(database.path)
    return _item_views(database, path, courseware, scope, assignment_id, agency_id, employment, version)


def weekly(
    database: Database, courseware: Courseware, scope: Scope, assignment_id: str, agency_id: str, *, now: datetime
) -> Weekly:
    version = supervise.data_version(database, scope, assignment_id)
    path, hour = str(database.path), _hour(now)
    return _weekly(database, path, courseware, scope, assignment_id, agency_id, version, hour)


def since_snapshot(
    database: Database,
    courseware: Courseware,
    scope: Scope,
    assignment_id: str,
    agency_id: str,
    month: str,
    *,
    now: datetime,
) -> SinceSnapshot:
    version = supervise.data_version(database, scope, assignment_id)
    path, hour = str(database.path), _hour(now)
    return _since_snapshot(database, path, courseware, scope, assignment_id, agency_id, month, version, hour)


def content_warnings(courseware: Courseware, content_dir: Path, quizzes_dir: Path) -> tuple[Problem, ...]:
    """What the check command would warn of; a second or two after every edit."""
    return _content_warnings(courseware, content_dir, quizzes_dir)


@st.cache_data(max_entries=4, show_spinner="Memeriksa materi dan soal…", hash_funcs=_HASH)
def _content_warnings(courseware: Courseware, content_dir: Path, quizzes_dir: Path) -> tuple[Problem, ...]:
    return find_warnings(content_dir, quizzes_dir, courseware.library)


@st.cache_data(max_entries=64, ttl=_TTL_SECONDS, show_spinner="Menghitung perkiraan pemahaman…", hash_funcs=_HASH)
def _overview(
    _database: Database,
    database_path: str,
    courseware: Courseware,
    scope: Scope,
    assignment_id: str,
    agency_id: str,
    employment: str,
    as_of: date | None,
    version: tuple[int, ...],
    slot: datetime,
) -> Overview:
    return supervise.overview(_database, courseware, scope, assignment_id, agency_id, employment, as_of, now=slot)


@st.cache_data(max_entries=64, ttl=_TTL_SECONDS, show_spinner="Menghitung kemajuan…", hash_funcs=_HASH)
def _growths(
    _database: Database,
    database_path: str,
    courseware: Courseware,
    scope: Scope,
    assignment_id: str,
    agency_id: str,
    employment: str,
    version: tuple[int, ...],
    slot: datetime,
) -> tuple[Growth | NoData | Withheld, ...]:
    return growth.growths(_database, courseware, scope, assignment_id, agency_id, employment, now=slot)


@st.cache_data(max_entries=64, ttl=_TTL_SECONDS, show_spinner=False, hash_funcs=_HASH)
def _assignment_status(
    _database: Database,
    database_path: str,
    courseware: Courseware,
    scope: Scope,
    assignment_id: str,
    agency_id: str,
    version: tuple[object, ...],
    hour: datetime,
) -> Status:
    return status_actions.status(_database, courseware, scope, assignment_id, agency_id, hour)


@st.cache_data(max_entries=32, ttl=_TTL_SECONDS, show_spinner=False, hash_funcs=_HASH)
def _item_views(
    _database: Database,
    database_path: str,
    courseware: Courseware,
    scope: Scope,
    assignment_id: str,
    agency_id: str,
    employment: str,
    version: tuple[int, ...],
) -> tuple[ItemView, ...]:
    return item_report.item_views(_database, courseware, scope, assignment_id, agency_id, employment)


def quiz_review(database: Database, courseware: Courseware, viewer: Viewer, quiz_id: str, counted: int) -> QuizReview:
    """``counted``: first attempts behind it, as ``item_review.reviewable_quizzes`` has them now."""
    return _quiz_review(database, str(database.path), courseware, viewer, quiz_id, counted)


@st.cache_data(max_entries=16, ttl=600, show_spinner="Menghitung soal…", hash_funcs=_HASH)
def _quiz_review(
    _database: Database, database_path: str, courseware: Courseware, viewer: Viewer, quiz_id: str, counted: int
) -> QuizReview:
    return item_review.review_quiz(_database, courseware, viewer, quiz_id)


def misconception_report(
    database: Database, courseware: Courseware, scope: Scope, assignment_id: str, agency_id: str, employment: str
) -> BeliefReport:
    version = supervise.data_version(database, scope, assignment_id)
    path = str(database.path)
    return _misconception_report(database, path, courseware, scope, assignment_id, agency_id, employment, version)


@st.cache_data(max_entries=32, ttl=_TTL_SECONDS, show_spinner="Menghitung salah paham…", hash_funcs=_HASH)
def _misconception_report(
    _database: Database,
    database_path: str,
    courseware: Courseware,
    scope: Scope,
    assignment_id: str,
    agency_id: str,
    employment: str,
    version: tuple[int, ...],
) -> BeliefReport:
    return misconceptions.misconception_report(_database, courseware, scope, assignment_id, agency_id, employment)


@st.cache_data(max_entries=64, ttl=_TTL_SECONDS, show_spinner=False, hash_funcs=_HASH)
def _weekly(
    _database: Database,
    database_path: str,
    courseware: Courseware,
    scope: Scope,
    assignment_id: str,
    agency_id: str,
    version: tuple[int, ...],
    hour: datetime,
) -> Weekly:
    return over_time.weekly(_database, courseware, scope, assignment_id, agency_id, now=hour)


@st.cache_data(max_entries=64, ttl=_TTL_SECONDS, show_spinner=False, hash_funcs=_HASH)
def _since_snapshot(
    _database: Database,
    database_path: str,
    courseware: Courseware,
    scope: Scope,
    assignment_id: str,
    agency_id: str,
    month: str,
    version: tuple[int, ...],
    hour: datetime,
) -> SinceSnapshot:
    return over_time.since_snapshot(_database, courseware, scope, assignment_id, agency_id, month, now=hour)


def sureness_report(
    database: Database, courseware: Courseware, scope: Scope, assignment_id: str, agency_id: str, employment: str
) -> SurenessReport:
    version = supervise.data_version(database, scope, assignment_id)
    path = str(database.path)
    return _sureness_report(database, path, courseware, scope, assignment_id, agency_id, employment, version)


@st.cache_data(max_entries=32, ttl=_TTL_SECONDS, show_spinner="Menghitung keyakinan…", hash_funcs=_HASH)
def _sureness_report(
    _database: Database,
    database_path: str,
    courseware: Courseware,
    scope: Scope,
    assignment_id: str,
    agency_id: str,
    employment: str,
    version: tuple[int, ...],
) -> SurenessReport:
    return sureness.sureness_report(_database, courseware, scope, assignment_id, agency_id, employment)
