"""What the view "Waktu" keeps between runs besides ``ui/cached.py``, by the same rule: all that an answer depends on is in the key."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import streamlit as st

from actions.courseware import Courseware
from actions.understanding import forgetting, supervise, then_and_now
from actions.understanding.forgetting import ForgettingReport
from actions.understanding.then_and_now import Remembered
from people.access import Scope
from store.database import Database

_TTL_SECONDS = 60
_HASH: dict[Any, Any] = {
    Scope: lambda scope: (scope.agency_id, scope.agency_path),
    Courseware: lambda courseware: courseware.folder_state,
}


def remembered(
    database: Database,
    courseware: Courseware,
    scope: Scope,
    assignment_id: str,
    agency_id: str,
    month: str,
    *,
    now: datetime,
) -> Remembered:
    version = supervise.data_version(database, scope, assignment_id)
    hour = now.replace(minute=0, second=0, microsecond=0)
    return _remembered(database, str(database.path), courseware, scope, assignment_id, agency_id, month, version, hour)


def forgetting_report(
    database: Database, courseware: Courseware, scope: Scope, assignment_id: str, agency_id: str
) -> ForgettingReport:
    version = supervise.data_version(database, scope, assignment_id)
    return _forgetting_report(database, str(database.path), courseware, scope, assignment_id, agency_id, version)


@st.cache_data(max_entries=64, ttl=_TTL_SECONDS, show_spinner=False, hash_funcs=_HASH)
def _remembered(
    _database: Database,
    database_path: str,
    courseware: Courseware,
    scope: Scope,
    assignment_id: str,
    agency_id: str,
    month: str,
    version: tuple[int, ...],
    hour: datetime,
) -> Remembered:
    return then_and_now.then_and_now(_database, courseware, scope, assignment_id, agency_id, month, now=hour)


@st.cache_data(max_entries=32, ttl=_TTL_SECONDS, show_spinner=False, hash_funcs=_HASH)
def _forgetting_report(
    _database: Database,
    database_path: str,
    courseware: Courseware,
    scope: Scope,
    assignment_id: str,
    agency_id: str,
    version: tuple[int, ...],
) -> ForgettingReport:
    return forgetting.forgetting_report(_database, courseware, scope, assignment_id, agency_id)
