"""Reports by mail: a supervisor chooses when theirs leaves, and an administrator chooses for others."""

from __future__ import annotations

from datetime import date
from html import escape

import streamlit as st

from actions.mail import mail_plans
from actions.registry import supervision
from actions.reports import report_mail
from actions.reports.makers import MAILED
from actions.reports.report_mail import WishLine
from actions.understanding.supervise import Overview
from people.access import Operator
from people.errors import NetralError
from people.mail.report_schedule import RHYTHM_TITLES, Wish, rhythm_in_words
from ui import look
from ui.done import finish
from ui.problem import show_error
from ui.understanding.subtree_choice import SUBTREE
from ui.visit import Visit

_NEVER = "tidak"
_FORM_TITLES = {"pdf": "PDF, untuk dibaca", "xlsx": "XLSX, berisi semua tabel"}
_SHOWN = 50


def show_report_mail(visit: Visit, found: Overview) -> None:
    """On the supervisor's own page; nothing where the site has no mail server."""
    settings = visit.site.settings
    if settings.mail is None:
        return
    st.subheader("Laporan lewat surel", anchor=False)
    assignment_id = found.assignment.id
    asked = report_mail.report_wish(visit.database, settings, visit.viewer, assignment_id, visit.now)
    if not asked.has_address:
        look.html(look.note("Anda belum punya alamat surel di daftar pegawai. Mintalah admin mengisinya."))
        return
    st.caption(
        f"Laporan penugasan {look.as_text(found.assignment.title)} untuk wilayah tanggung jawab Anda, dibuat saat surat dikirim: "
        "angka kelompok saja, tanpa nama orang."
    )
    if asked.wish is not None:
        look.html(look.note(_present(asked.wish, asked.next_day), "ok"))
    wish = _wish_form(asked.wish, f"laporan-{assignment_id}")
    if wish != asked.wish and st.button(
        "Simpan jadwal laporan" if wish else "Hentikan laporan", key=f"laporan-simpan-{assignment_id}", icon=":material/save:"
    ):  # fmt: skip
        try:
            report_mail.choose_report_mail(visit.database, settings, visit.viewer, assignment_id, wish, visit.now)
        except NetralError as refusal:
            show_error(refusal)
        else:
            st.rerun()


def show_report_wishes(visit: Visit, operator: Operator) -> None:
    """On the administrators' page of mail: who gets which report, and a form to change it."""
    st.subheader("Laporan untuk penyelia", anchor=False)
    if visit.site.settings.mail is None:
        look.html(look.note("Belum dapat dipakai: server surel belum diatur."))
        return
    wishes = report_mail.report_wishes(visit.database, operator)
    if wishes:
        rows = [(one.name, one.title, RHYTHM_TITLES[one.rhythm]) for one in wishes[:_SHOWN]]
        caption = f"Laporan yang dikirim ({len(rows)} dari {len(wishes)})"
        look.html(look.table(caption, ("Penyelia", "Penugasan", "Jadwal"), rows))
    else:
        look.html(look.note("Belum ada penyelia yang meminta laporan lewat surel."))
    _choose_for_others(visit, operator, wishes)


def _choose_for_others(visit: Visit, operator: Operator, wishes: tuple[WishLine, ...]) -> None:
    found = report_mail.report_readers(visit.database, operator)
    readers = {one.id: f"{one.name}, {one.agency_name}" for one in found}
    today = visit.local(visit.now).date()
    by = supervision.assigner(visit.database, visit.viewer, today, st.query_params.get(SUBTREE))
    running = {one.id: one.title for one in mail_plans.running(visit.database, visit.courseware, by, visit.now)}
    running |= {one.assignment_id: one.title for one in wishes}
    if not readers or not running:
        look.html(look.note("Belum ada penyelia yang punya alamat surel, atau belum ada penugasan yang berjalan."))
        return
    person_id = st.selectbox(
        "Penyelia", list(readers), index=None, format_func=readers.__getitem__,
        placeholder="Pilih atau ketik nama", key="surat-laporan-penyelia",
    )  # fmt: skip
    assignment_id = st.selectbox(
        "Penugasan yang dilaporkan", list(running), index=None, format_func=running.__getitem__,
        placeholder="Pilih penugasan", key="surat-laporan-penugasan",
    )  # fmt: skip
    if person_id is None or assignment_id is None:
        return
    present = next((w for w in wishes if (w.person_id, w.assignment_id) == (person_id, assignment_id)), None)
    before = Wish(present.rhythm, present.form) if present else None
    wish = _wish_form(before, f"surat-laporan-{person_id}-{assignment_id}")
    if wish != before and st.button("Simpan untuk penyelia ini", key="surat-laporan-simpan", icon=":material/save:"):
        batch_id = report_mail.set_report_mail(
            visit.database, visit.site.settings, operator, person_id, assignment_id, wish, visit.now
        )
        words = RHYTHM_TITLES[wish.rhythm] if wish else "tidak dikirim"
        finish(f"Laporan untuk {readers[person_id]}: {words}.", batch_id)


def _wish_form(present: Wish | None, key: str) -> Wish | None:
    titles = {_NEVER: "Tidak dikirim", **RHYTHM_TITLES}
    chosen = st.selectbox(
        "Kirim laporan", list(titles), index=list(titles).index(present.rhythm if present else _NEVER),
        format_func=titles.__getitem__, key=f"{key}-jadwal",
    )  # fmt: skip
    if chosen == _NEVER:
        return None
    forms = tuple(MAILED)
    form = present.form if present and present.form in forms else forms[0]
    if len(forms) > 1:
        form = st.selectbox(
            "Bentuk berkas", forms, index=forms.index(form), format_func=_FORM_TITLES.__getitem__, key=f"{key}-bentuk"
        )
    return Wish(chosen, form)


def _present(wish: Wish, next_day: date | None) -> str:
    words = f"Jadwal sekarang: {rhythm_in_words(wish.rhythm)}."
    return escape(f"{words} Surat berikutnya {look.long_date(next_day)}." if next_day else words)
