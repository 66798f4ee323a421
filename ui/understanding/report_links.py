"""Links within the report on comprehension: another agency with everything else that was chosen."""

from __future__ import annotations

import streamlit as st

from actions.understanding.supervise import Overview
from ui.understanding.dilemma_views import DILEMMA
from ui.understanding.report_day import day_parameter
from ui.understanding.subtree_choice import kept
from ui.understanding.time_views import COMPARED, MONTH
from ui.understanding.topic_views import BY, PAGE
from ui.understanding.view_choice import VIEW

AGENCY, EMPLOYMENT, ASSIGNMENT, INDICATOR = "instansi", "kepegawaian", "tugas", "indikator"
"""Query parameters: ids only, each checked where it is used."""
LOOKS = (VIEW, INDICATOR, BY, PAGE, MONTH, COMPARED, DILEMMA)
"""Those that mean the same at any agency."""


def link_to(found: Overview, agency_id: str) -> dict[str, str]:
    """The present filters and looks, at another agency."""
    looks = {name: value for name, value in st.query_params.to_dict().items() if name in LOOKS}
    params = kept() | looks | {AGENCY: agency_id, ASSIGNMENT: found.assignment.id}
    return params | ({EMPLOYMENT: found.employment} if found.employment else {}) | day_parameter(found)
