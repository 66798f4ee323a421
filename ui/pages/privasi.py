"""Data pribadi: requests of people about their own data, one person's data, what is kept too long, and breaches."""

from __future__ import annotations

import streamlit as st

from people.access import operator_of, require
from ui import look
from ui.done import show_done
from ui.privacy.privacy_breach import show_breach
from ui.privacy.privacy_person import show_person, show_search
from ui.privacy.privacy_requests import show_requests
from ui.privacy.privacy_retention import show_retention
from ui.visit import Visit

_PARTS = {
    "permohonan": ("Permohonan", show_requests),
    "orang": ("Orang", show_search),
    "retensi": ("Masa simpan", show_retention),
    "kebocoran": ("Kebocoran data", show_breach),
}


def show(visit: Visit) -> None:
    require(visit.viewer, "manage_personal_data")
    operator = operator_of(visit.viewer)
    look.title("Data pribadi")
    show_done(visit, operator)
    person_id = st.query_params.get("orang")
    if person_id:
        show_person(visit, operator, person_id)
        return
    part = st.radio(
        "Bagian", list(_PARTS), format_func=_title, horizontal=True, key="privasi-bagian", persist_state="page"
    )
    _PARTS[part][1](visit, operator)


def _title(part: str) -> str:
    return _PARTS[part][0]
