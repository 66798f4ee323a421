"""What the views of fairness keep between runs, as ``ui/cached.py`` does: whatever an answer depends on is an argument."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import streamlit as st

from actions.authoring import fairness as fairness_actions
from actions.authoring.fairness import Fairness, Forms
from actions.courseware import Courseware
from analytics.fairness.equating import Equating
from people.access import Scope
from people.models import Viewer
from store.database import Database

_TTL_SECONDS = 600
_HASH: dict[Any, Any] = {
    Scope: lambda scope: (scope.agency_id, scope.agency_path),
    Courseware: lambda courseware: courseware.folder_state,
    Viewer: lambda viewer: viewer.role,  # authors all read the same: figures of everybody
}


def fairness(database: Database, courseware: Courseware, viewer: Viewer, quiz_id: str, counted: int) -> Fairness:
    """A sample hardly changes with one attempt more: made anew when about a hundredth has come, or after ten minutes."""
    return _fairness(database, str(database.path), courseware, viewer, quiz_id, _about(counted))


@st.cache_data(max_entries=16, ttl=_TTL_SECONDS, show_spinner="Membandingkan kelompok…", hash_funcs=_HASH)
def _fairness(
    _database: Database, database_path: str, courseware: Courseware, viewer: Viewer, quiz_id: str, about: str
) -> Fairness:
    return fairness_actions.fairness(_database, courseware, viewer, quiz_id)


def forms_of_quiz(
    database: Database, courseware: Courseware, viewer: Viewer, quiz_id: str, counted: int
) -> Forms | None:
    """As ``fairness``."""
    return _forms_of_quiz(database, str(database.path), courseware, viewer, quiz_id, _about(counted))


@st.cache_data(max_entries=16, ttl=_TTL_SECONDS, show_spinner="Membandingkan kedua bentuk soal…", hash_funcs=_HASH)
def _forms_of_quiz(
    _database: Database, database_path: str, courseware: Courseware, viewer: Viewer, quiz_id: str, about: str
) -> Forms | None:
    return fairness_actions.forms_of_quiz(_database, courseware, viewer, quiz_id)


def forms_of_assignment(
    database: Database, courseware: Courseware, scope: Scope, assignment_id: str, *, now: datetime
) -> Equating | None:
    hour = now.replace(minute=0, second=0, microsecond=0)
    return _forms_of_assignment(database, str(database.path), courseware, scope, assignment_id, hour)


@st.cache_data(max_entries=32, ttl=_TTL_SECONDS, show_spinner="Membandingkan kedua bentuk soal…", hash_funcs=_HASH)
def _forms_of_assignment(
    _database: Database, database_path: str, courseware: Courseware, scope: Scope, assignment_id: str, hour: datetime
) -> Equating | None:
    return fairness_actions.forms_of_assignment(_database, courseware, scope, assignment_id)


def _about(counted: int) -> str:
    """The first three figures of a number."""
    return f"{counted:.2e}"
