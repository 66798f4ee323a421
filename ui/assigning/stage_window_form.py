"""When an assignment is open: by plain days or counted from election stages, and counted again when a stage has new days."""

from __future__ import annotations

from datetime import date, timedelta
from html import escape

import streamlit as st

from actions.assigning import stage_windows
from actions.assigning.assignments import stage_days
from actions.assigning.stage_windows import Recount
from people.access import Assigner
from people.assigning.stage_windows import EDGE_TITLES, MAX_DAYS, Anchor, Edge, WindowRule, resolve
from people.assigning.windows import ZONE_NAMES, ZONES, Window, Zone
from people.errors import NetralError
from ui import look, session
from ui.asked import confirmed
from ui.problem import show_error
from ui.visit import Visit

_USUAL_DAYS = 30
_BY_DAY, _BY_STAGE = "Tanggal", "Menurut tahapan pemilu"
_SIDES = {-1: "hari sebelum", 1: "hari sesudah"}


def choose_window(visit: Visit) -> tuple[Window, WindowRule | None]:
    """The window of a new assignment, and the rule it was counted by."""
    titles = stage_windows.stage_titles(visit.courseware)
    how = _BY_DAY
    if titles:
        how = st.radio("Waktu pengerjaan", (_BY_DAY, _BY_STAGE), key="penugasan-cara-waktu")
    usual = ZONE_NAMES.get(visit.site.settings.time_zone, "WITA")
    if how == _BY_DAY:
        today = visit.local(visit.now).date()
        with st.grid(columns="auto", min_column_width=180, gap="medium", vertical_alignment="bottom"):
            opens_on = st.date_input("Hari pertama", today, format=look.DAY_FORMAT, key="penugasan-mulai")
            due_on = st.date_input(
                "Hari terakhir", today + timedelta(days=_USUAL_DAYS), format=look.DAY_FORMAT, key="penugasan-akhir"
            )
            zone = _zone(usual)
        return Window(opens_on, due_on, zone), None
    rule = WindowRule(_anchor("Dibuka", "buka", titles, -_USUAL_DAYS), _anchor("Hari terakhir", "tutup", titles, 0))
    zone = _zone(usual)
    window = resolve(rule, stage_days(visit.courseware), zone)
    look.html(look.note(escape(f"Dengan tanggal tahapan sekarang: {window_in_words(window)}.")))
    return window, rule


def window_in_words(window: Window) -> str:
    if window.is_waiting:
        return "menunggu tanggal tahapan, belum dibuka"
    return f"dibuka {window.opens_in_words}, sampai {window.due_in_words}"


def show_recounts(visit: Visit, by: Assigner) -> None:
    """What may be counted again, each after a look of its own; nothing is drawn when there is none."""
    for one in stage_windows.recounts(visit.database, visit.courseware, by.scope, visit.now):
        with look.card(f"hitung-{one.given.id}"):
            _recount(visit, by, one)


def _recount(visit: Visit, by: Assigner, one: Recount) -> None:
    look.html(
        f'<h2>Tanggal tahapan berubah: {escape(one.given.title)}</h2><p class="n-small">{escape(one.rule_words)}</p>'
        + look.facts(
            (("Sekarang", window_in_words(one.given.window)), ("Menjadi", window_in_words(one.window))), words=True
        )
    )
    if one.refusal is not None:
        look.html(look.note(escape(one.refusal), "warn"))
        return
    words = f"Waktu “{one.given.title}” menjadi: {window_in_words(one.window)}."
    if not confirmed(f"hitung-{one.given.id}", "Hitung ulang", words, "Ya, pakai tanggal baru", icon="update"):
        return
    try:
        stage_windows.recount(visit.database, visit.courseware, by, one.given.id, one.window, visit.now)
    except NetralError as error:
        show_error(error)
        return
    session.set_assignment_notice("Waktu penugasan sudah dihitung ulang dan dicatat.")
    st.rerun()


def _zone(usual: Zone) -> Zone:
    return st.selectbox("Zona waktu", ZONES, ZONES.index(usual), key="penugasan-zona")


def _anchor(label: str, key: str, titles: dict[str, str], usual_days: int) -> Anchor | date:
    with st.grid(columns="auto", min_column_width=180, gap="medium", vertical_alignment="bottom"):
        days = st.number_input(f"{label}: berapa hari", 0, MAX_DAYS, abs(usual_days), key=f"penugasan-{key}-hari")
        side = st.selectbox(
            f"{label}: sebelum atau sesudah",
            list(_SIDES),
            format_func=_SIDES.__getitem__,
            key=f"penugasan-{key}-sisi",
        )
        stage = st.selectbox(
            f"{label}: tahapan", list(titles), format_func=titles.__getitem__, key=f"penugasan-{key}-tahapan"
        )
        edges: list[Edge] = list(EDGE_TITLES)
        edge = st.selectbox(
            f"{label}: saat tahapan", edges, format_func=EDGE_TITLES.__getitem__, key=f"penugasan-{key}-saat"
        )
    return Anchor(stage, edge, int(days) * side)
