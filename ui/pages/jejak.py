"""Jejak audit: who did what and when, deed by deed, with the way back where there still is one."""

from __future__ import annotations

from datetime import date
from html import escape

import streamlit as st

from actions.auditing.audit_trail import (
    SHOWN_ENTRIES,
    TrailDeed,
    TrailEntry,
    TrailQuery,
    trail_csv,
    trail_page,
    trail_xlsx,
)
from actions.deeds import take_back
from people.access import operator_of, require
from people.audit_words import ACTION_TITLES
from people.errors import NetralError
from ui import look
from ui.done import finish, show_done
from ui.problem import show_error
from ui.visit import Visit

SUBJECT, BEFORE = "tentang", "sebelum"
"""Query parameters: ids only."""
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def show(visit: Visit) -> None:
    require(visit.viewer, "read_audit")
    operator = operator_of(visit.viewer)
    look.title("Jejak audit")
    show_done(visit, operator)
    query = _query(visit)
    try:
        page = trail_page(visit.database, visit.viewer, query)
    except NetralError as error:
        show_error(error)
        return
    if not page.deeds:
        look.html(look.note("Tidak ada catatan yang cocok." if _narrows(query) else "Belum ada catatan."))
        return
    for deed in page.deeds:
        _show_deed(visit, deed)
    _turn(visit, query, page.next_before)
    _export(visit, query)


def _query(visit: Visit) -> TrailQuery:
    subject_id = st.query_params.get(SUBJECT)
    if subject_id:
        st.page_link(visit.pages["jejak"], label="Tampilkan semua catatan", icon=":material/arrow_back:")
    with st.expander("Saringan", icon=":material/filter_alt:"):
        with st.grid(columns="auto", min_column_width=200, gap="small"):
            first = st.date_input("Sejak tanggal", None, format="DD/MM/YYYY", key="jejak-sejak")
            last = st.date_input("Sampai tanggal", None, format="DD/MM/YYYY", key="jejak-sampai")
            actor = st.text_input("Dilakukan oleh (nama)", key="jejak-pelaku", max_chars=80)
            subject = st.text_input("Tentang (nama orang, unit, penugasan)", key="jejak-tentang", max_chars=80)
        action = st.selectbox(
            "Tindakan", list(ACTION_TITLES), index=None, format_func=_TITLES.__getitem__, placeholder="Semua tindakan",
            key="jejak-tindakan",
        )  # fmt: skip
    return TrailQuery(
        visit.site.settings.time_zone, _day(first), _day(last), actor, subject, action, subject_id,
        st.query_params.get(BEFORE),
    )  # fmt: skip


def _narrows(query: TrailQuery) -> bool:
    return query != TrailQuery(query.zone)


def _show_deed(visit: Visit, deed: TrailDeed) -> None:
    with look.card(f"jejak-{deed.id}"):
        moment = visit.local(deed.happened_at)
        state = look.badge("sudah dibatalkan", "warn") if deed.is_taken_back else ""
        head = look.meta(f"{look.long_date(moment.date())} pukul {moment:%H.%M}")
        if deed.count == 1:
            body = _entry(deed.entries[0], "h2")
        else:
            counts = ", ".join(f"{title} ({number})" for title, number in deed.counts)
            more = f"<p>… dan {deed.count - SHOWN_ENTRIES} catatan lain; unduh untuk melihat semuanya.</p>"
            body = (
                f'<h2 style="font-size:1.0625rem">{escape(deed.actor)}: {deed.count} catatan sekaligus</h2>'
                f"<p>{escape(counts)}</p><details><summary>Lihat satu per satu</summary>"
                + "".join(_entry(entry, "p") for entry in deed.entries)
                + (more if deed.count > SHOWN_ENTRIES else "")
                + "</details>"
            )
        look.html(head + body + state)
        if deed.is_undoable:
            _offer_undo(visit, deed)


def _entry(entry: TrailEntry, tag: str) -> str:
    style = ' style="font-size:1.0625rem"' if tag == "h2" else ""
    return f"<{tag}{style}>{escape(entry.sentence)}</{tag}>" + look.meta(
        *(_change(*change) for change in entry.changes)
    )


def _change(fact: str, was: str, is_now: str) -> str:
    if was == "-":
        return f"{fact}: {is_now}"
    return f"{fact}: {was}, dihapus" if is_now == "-" else f"{fact}: dari {was} menjadi {is_now}"


def _offer_undo(visit: Visit, deed: TrailDeed) -> None:
    with st.popover("Batalkan …", icon=":material/undo:", key=f"jejak-buka-{deed.id}"):
        look.html("<p>Semua data yang diubah tindakan ini kembali seperti sebelumnya. Pembatalannya juga dicatat.</p>")
        if st.button("Ya, batalkan", key=f"jejak-batal-{deed.id}", type="primary"):
            batch_id = take_back(visit.database, operator_of(visit.viewer), deed.id, visit.now)
            finish("Perubahan itu sudah dibatalkan; semua kembali seperti sebelumnya.", batch_id)


def _turn(visit: Visit, query: TrailQuery, next_before: str | None) -> None:
    about = {SUBJECT: query.subject_id} if query.subject_id else {}
    with st.container(horizontal=True):
        if query.before:
            st.page_link(visit.pages["jejak"], label="Terbaru", icon=":material/arrow_back:", query_params=about)
        if next_before:
            st.page_link(
                visit.pages["jejak"], label="Lebih lama", icon=":material/arrow_forward:",
                query_params={**about, BEFORE: next_before},
            )  # fmt: skip


def _export(visit: Visit, query: TrailQuery) -> None:
    arguments = (visit.database, visit.viewer, query)
    st.subheader("Unduh", anchor=False)
    with st.container(horizontal=True):
        st.download_button(
            "CSV", lambda: trail_csv(*arguments), "jejak-audit.csv", "text/csv", key="jejak-csv",
            icon=":material/download:", on_click="ignore",
        )  # fmt: skip
        st.download_button(
            "XLSX", lambda: trail_xlsx(*arguments), "jejak-audit.xlsx", _XLSX, key="jejak-xlsx",
            icon=":material/download:", on_click="ignore",
        )  # fmt: skip


def _day(chosen: object) -> date | None:
    return chosen if isinstance(chosen, date) else None


_TITLES = {action: title[0].upper() + title[1:] for action, title in ACTION_TITLES.items()}
