"""One line of advice: where people are clearly too sure, with the way to the view that tells more."""

from __future__ import annotations

import streamlit as st

from actions.understanding.supervise import Overview
from actions.understanding.sureness import sure_total
from analytics.words.sureness_words import flags_words
from people.access import Scope
from ui import keeper, look
from ui.measure_links import measure_links
from ui.understanding.report_links import link_to
from ui.understanding.view_choice import VIEW, view_id
from ui.visit import Visit


def show_sure_flag(visit: Visit, scope: Scope, found: Overview) -> None:
    """Nothing without a red flag, and nothing of another day, whose sure answers are not told."""
    if found.as_of is not None:
        return
    told = keeper.of_assignment(visit, sure_total, scope, found.assignment.id, found.agency.id, found.employment)
    words = flags_words(told.indicator_titles, told.cells)
    if not words:
        return
    look.html(
        f"<p><strong>Bendera merah, yakin tetapi keliru:</strong> {look.rich(words)} Yang yakin jarang bertanya.</p>"
    )
    st.page_link(
        visit.pages["pemahaman"],
        label="Lihat keyakinan",
        icon=":material/flag:",
        query_params=link_to(found, found.agency.id) | {VIEW: view_id("Keyakinan")},
        width="content",
    )
    look.html(measure_links(["sure_wrong"]))
