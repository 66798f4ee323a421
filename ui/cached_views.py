"""Kept between runs for the views that were added to the page of comprehension; the rules are those of ``ui/cached.py``."""

from __future__ import annotations

from datetime import datetime

import streamlit as st

from actions.courseware import Courseware
from actions.understanding import agency_parts as parts_action
from actions.understanding import funnel as funnel_action
from actions.understanding import supervise
from actions.understanding.agency_parts import AgencyParts
from actions.understanding.funnel import Funnel
from people.access import Scope
from store.database import Database
from ui.cached import _HASH, _TTL_SECONDS, _five_minutes


def funnel(
    database: Database,
    courseware: Courseware,
    scope: Scope,
    assignment_id: str,
    agency_id: str,
    employment: str,
    *,
    now: datetime,
) -> Funnel:
    """Sections done do not change the version: up to a minute later the page knows of them."""
    version = supervise.data_version(database, scope, assignment_id)
    path, slot = str(database.path), _five_minutes(now)
    return _funnel(database, path, courseware, scope, assignment_id, agency_id, employment, version, slot)


def agency_parts(
    database: Database,
    courseware: Courseware,
    scope: Scope,
    assignment_id: str,
    agency_id: str,
    employment: str,
    *,
    now: datetime,
) -> AgencyParts:
    version = supervise.data_version(database, scope, assignment_id)
    path, slot = str(database.path), _five_minutes(now)
    return _agency_parts(database, path, courseware, scope, assignment_id, agency_id, employment, version, slot)


@st.cache_data(max_entries=64, ttl=_TTL_SECONDS, show_spinner="Menghitung tahapan…", hash_funcs=_HASH)
def _funnel(
    _database: Database,
    database_path: str,
    courseware: Courseware,
    scope: Scope,
    assignment_id: str,
    agency_id: str,
    employment: str,
    version: tuple[int, ...],
    slot: datetime,
) -> Funnel:
    return funnel_action.funnel(_database, courseware, scope, assignment_id, agency_id, employment, now=slot)


@st.cache_data(max_entries=32, ttl=_TTL_SECONDS, show_spinner="Menghitung petak…", hash_funcs=_HASH)
def _agency_parts(
    _database: Database,
    database_path: str,
    courseware: Courseware,
    scope: Scope,
    assignment_id: str,
    agency_id: str,
    employment: str,
    version: tuple[int, ...],
    slot: datetime,
) -> AgencyParts:
    return parts_action.agency_parts(_database, courseware, scope, assignment_id, agency_id, employment, now=slot)
