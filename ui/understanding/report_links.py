"""Links within the report on comprehension: another agency with everything else that was chosen."""

from __future__ import annotations

import streamlit as st

from actions.understanding.supervise import Overview
from ui.understanding.report_day import day_parameter
from ui.understanding.subtree_choice import kept
from ui.understanding.view_choice import VIEW

AGENCY, EMPLOYMENT, ASSIGNMENT, INDICATOR = "instansi", "kepegawaian", "tugas", "indikator"
"""Query parameters: ids only, each checked where it is used."""


def link_to(found: Overview, agency_id: str) -> dict[str, str]:
    """The present filters, view and indicator, at another agency."""
    params = kept() | {AGENCY: agency_id, ASSIGNMENT: found.assignment.id}
    if VIEW in st.query_params:
        params[VIEW] = st.query_params[VIEW]
    if INDICATOR in st.query_params:
        params[INDICATOR] = st.query_params[INDICATOR]
    return params | ({EMPLOYMENT: found.employment} if found.employment else {}) | day_parameter(found)
