"""Reports of modules and objectives kept between runs, as ``ui/cached.py`` keeps the others."""

from __future__ import annotations

from datetime import datetime

import streamlit as st

from actions.courseware import Courseware
from actions.understanding import supervise, topics
from actions.understanding.topics import By, TopicReport
from people.access import Scope
from store.database import Database
from ui.cached import _HASH, _TTL_SECONDS, _five_minutes


def topic_report(
    database: Database,
    courseware: Courseware,
    scope: Scope,
    assignment_id: str,
    agency_id: str,
    employment: str,
    by: By,
    page: int,
    *,
    now: datetime,
) -> TopicReport:
    version = supervise.data_version(database, scope, assignment_id)
    path, slot = str(database.path), _five_minutes(now)
    return _topic_report(
        database, path, courseware, scope, assignment_id, agency_id, employment, by, page, version, slot
    )


@st.cache_data(max_entries=64, ttl=_TTL_SECONDS, show_spinner="Menghitung perkiraan pemahaman…", hash_funcs=_HASH)
def _topic_report(
    _database: Database,
    database_path: str,
    courseware: Courseware,
    scope: Scope,
    assignment_id: str,
    agency_id: str,
    employment: str,
    by: By,
    page: int,
    version: tuple[int, ...],
    slot: datetime,
) -> TopicReport:
    return topics.topic_report(_database, courseware, scope, assignment_id, agency_id, employment, by, page, now=slot)
