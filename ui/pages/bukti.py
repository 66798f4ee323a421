"""Bukti: what an auditor reads. Codes instead of names, the unit at the time, marks, and a check that nothing was altered."""

from __future__ import annotations

from html import escape

import streamlit as st

from actions.auditing.evidence import (
    DECISION_HEAD,
    HEAD,
    assignment_counts,
    decisions,
    evidence_csv,
    evidence_page,
    evidence_xlsx,
)
from actions.auditing.evidence_check import EvidenceCheck, check_evidence
from people.access import require
from people.small_groups import FEWEST
from ui import look
from ui.visit import Visit

BEFORE = "sebelum"
"""Query parameter: the id of an attempt."""
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_SHOWN = ("Kode peserta", "Unit saat itu", "Kuis", "Percobaan", "Selesai", "Keadaan", "Nilai", "Lulus")
"""What fits on the screen; the files for download have every column."""
_UNBROKEN_DASH = "\u2011"
_PARTS = {"percobaan": "Percobaan", "keputusan": "Keputusan", "periksa": "Periksa keutuhan"}


def show(visit: Visit) -> None:
    require(visit.viewer, "read_evidence")
    look.title("Bukti")
    look.html(
        '<p class="n-small">Tanpa nama dan nomor: tiap orang punya kode yang tetap di situs ini. '
        f"Unit dengan kurang dari {FEWEST} orang ditulis sebagai unit di atasnya.</p>"
    )
    part = st.radio(
        "Bagian", list(_PARTS), format_func=_PARTS.__getitem__, horizontal=True, key="bukti-bagian",
        persist_state="page",
    )  # fmt: skip
    {"percobaan": _attempts, "keputusan": _decisions, "periksa": _check}[part](visit)


def _attempts(visit: Visit) -> None:
    counts = assignment_counts(visit.database, visit.viewer)
    if not counts:
        look.html(look.note("Belum ada percobaan yang tercatat."))
        return
    rows = [(one.title, one.quiz_id, one.attempts, one.people, one.closed, one.passed) for one in counts]
    head = ("Penugasan", "Kuis", "Percobaan", "Orang", "Selesai", "Orang lulus")
    look.html(look.table("Jumlah menurut penugasan", head, rows))
    titles = {one.assignment_id: one.title for one in counts}
    chosen = st.selectbox("Penugasan", list(titles), format_func=titles.__getitem__, key="bukti-penugasan")
    before = st.query_params.get(BEFORE)
    page = evidence_page(visit.database, visit.viewer, chosen, before)
    if page.rows:
        places = [HEAD.index(name) for name in _SHOWN]
        rows = [tuple(_narrow(row[place]) for place in places) for row in page.rows]
        look.html(look.table("Percobaan, yang terbaru di atas (waktu UTC)", _SHOWN, rows))
    else:
        look.html(look.note("Tidak ada percobaan lagi."))
    with st.container(horizontal=True):
        if before:
            st.page_link(visit.pages["bukti"], label="Terbaru", icon=":material/arrow_back:")
        if page.next_before:
            st.page_link(
                visit.pages["bukti"], label="Lebih lama", icon=":material/arrow_forward:",
                query_params={BEFORE: page.next_before},
            )  # fmt: skip
    _export(visit, chosen)


def _narrow(cell: str) -> str:
    """A moment without its clock, which the title of the table names, and its day in one piece."""
    return cell.removesuffix(" UTC").replace("-", _UNBROKEN_DASH) if cell.endswith(" UTC") else cell


def _export(visit: Visit, assignment_id: str) -> None:
    arguments = (visit.database, visit.viewer, assignment_id)
    st.subheader("Unduh semua percobaan penugasan ini", anchor=False)
    look.html('<p class="n-small">Berkasnya memuat juga versi kuis dan waktu mulai.</p>')
    with st.container(horizontal=True):
        st.download_button(
            "CSV", lambda: evidence_csv(*arguments), "bukti.csv", "text/csv", key="bukti-csv",
            icon=":material/download:", on_click="ignore",
        )  # fmt: skip
        st.download_button(
            "XLSX", lambda: evidence_xlsx(*arguments), "bukti.xlsx", _XLSX, key="bukti-xlsx",
            icon=":material/download:", on_click="ignore",
        )  # fmt: skip


def _decisions(visit: Visit) -> None:
    rows = decisions(visit.database, visit.viewer)
    if not rows:
        look.html(look.note("Belum ada keputusan tentang penugasan."))
        return
    look.html(
        look.table("Penugasan, pembebasan, cuti, dan tambahan waktu (alasannya tidak ditampilkan)", DECISION_HEAD, rows)
    )


def _check(visit: Visit) -> None:
    look.html(
        "<p>Setiap percobaan yang selesai dinilai ulang dari lembar soal dan jawaban yang tersimpan, ringkasan dihitung "
        "ulang, dan berkas basis data diperiksa. Situs tetap dapat dipakai; pemeriksaan dapat memakan beberapa menit.</p>"
    )
    if not st.button("Periksa sekarang", type="primary", key="bukti-periksa"):
        return
    bar = st.progress(0.0, "Mulai memeriksa")

    def show_progress(stage: str, done: int, total: int) -> None:
        bar.progress(done / total if total else 1.0, f"{stage}: {done} dari {total}")

    found = check_evidence(visit.database, visit.viewer, show_progress)
    bar.empty()
    _verdict(found)


def _verdict(found: EvidenceCheck) -> None:
    words = f"{found.attempts} percobaan dan {found.versions} naskah soal dan kuis diperiksa"
    if not found.fault_count:
        look.html(look.note(f"<strong>Utuh.</strong> {escape(words)}; semuanya sama dengan yang tersimpan.", "ok"))
        return
    look.html(
        look.note(
            f"<strong>{found.fault_count} ketidaksesuaian.</strong> {escape(words)}. Sampaikan kepada admin.", "no"
        )
    )
    rows = [(fault.what, fault.where) for fault in found.faults]
    look.html(look.table(f"Ketidaksesuaian ({len(rows)} dari {found.fault_count})", ("Apa", "Di mana"), rows))
