"""Laporan untuk diserahkan: reports of the agency on screen, made when asked for."""

from __future__ import annotations

import streamlit as st

from actions.reports.makers import MAKERS, Maker
from actions.reports.report_file import ReportFile
from actions.understanding.supervise import Overview
from analytics.measures import help_of
from analytics.report_columns import FILE_MINIMUM
from people.access import Scope
from people.errors import NetralError
from ui import look
from ui.problem import show_error
from ui.visit import Visit


def show_downloads(visit: Visit, scope: Scope, found: Overview) -> None:
    """A press makes the report, and only that run shows it: any other choice on the page is about other numbers."""
    st.subheader("Laporan untuk diserahkan", anchor=False, help=help_of("withheld_in_files"))
    name = look.as_text(found.agency.name)
    words = (
        f"Tentang {name} atas penugasan di atas, dengan angka yang sama seperti di layar; hasil kurang dari {FILE_MINIMUM} "
        "orang tidak dimuat."
    )
    if found.employment or found.as_of:
        words += " Laporan selalu memuat semua jenis kepegawaian dan susunan unit hari ini."
    st.caption(words)
    for maker in MAKERS.values():
        with look.card(f"laporan-{maker.format}"), st.container(gap="small"):
            st.markdown(f"**{maker.title}.** {maker.about}")
            if st.button(
                f"Siapkan {maker.title}", icon=":material/assignment:", key=f"pemahaman-siapkan-{maker.format}"
            ):
                _make(visit, scope, found, maker)


def _make(visit: Visit, scope: Scope, found: Overview, maker: Maker) -> None:
    try:
        with st.spinner("Membuat laporan…"):
            made = maker.make(
                visit.database, visit.courseware, scope, found.assignment.id, found.agency.id, now=visit.now
            )
    except NetralError as error:
        show_error(error)
        return
    st.download_button(
        f"Unduh {maker.title} ({_size(made)})",
        made.data,
        file_name=made.name,
        mime=made.mime,
        icon=":material/download:",
        key=f"pemahaman-unduh-laporan-{maker.format}",
        on_click="ignore",
        type="primary",
    )


def _size(made: ReportFile) -> str:
    return f"{max(1, round(len(made.data) / 1000))} kB"
