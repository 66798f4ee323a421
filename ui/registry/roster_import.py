"""The import of a roster: read, compared, looked at, then stored as one deed that can be taken back."""

from __future__ import annotations

from datetime import date
from html import escape

import streamlit as st

from actions.registry.roster import (
    MAX_REMEMBERED,
    Consent,
    PreviewOutdated,
    RosterOptions,
    RosterPreview,
    apply_roster,
    can_be_remembered,
    preview_roster,
)
from people.access import Operator
from people.models import EMPLOYMENT_TITLES
from people.roster.models import RosterRefused
from people.roster.plan import Difference
from people.roster.writing import refused_xlsx, template_xlsx
from ui import look, session
from ui.done import finish
from ui.problem import show_error
from ui.visit import Visit

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_SHOWN = 20
_FORM = "pegawai-impor"
_PARTS = (("new", "Baru"), ("changed", "Berubah"), ("moved", "Pindah unit"), ("gone", "Tidak ada lagi"))


def show_import(visit: Visit, operator: Operator) -> None:
    st.subheader("Impor daftar pegawai", anchor=False)
    if not visit.site.settings.is_production:
        look.html(look.note("Situs demo tidak menerima daftar pegawai sungguhan.", "warn"))
        return
    look.html(
        "<p>Unduh templat, isi, lalu unggah di bawah ini. Anda melihat dahulu apa yang akan berubah; tidak ada yang tersimpan "
        'sebelum Anda menekan tombol simpan.</p><p class="n-small" style="margin-top:.5rem">Biarkan kolom NIP/Nomor berformat '
        "Teks. Excel hanya menyimpan 15 angka pertama dari sebuah bilangan, jadi NIP yang tersimpan sebagai bilangan ditolak.</p>"
        "<details><summary>Berkas lebih besar dari 10 MB?</summary><p>10 MB memuat lebih dari 200.000 orang. Hapus kolom yang "
        "tidak perlu, bagi menjadi beberapa berkas (tanpa centang “memuat semua pegawai”), atau minta pengelola server "
        "menjalankan <code>python cli.py import-roster</code>.</p></details>"
    )
    st.download_button(
        "Unduh templat", template_xlsx, "templat-pegawai.xlsx", _XLSX, key="pegawai-templat", on_click="ignore"
    )
    file = st.file_uploader(
        "Daftar pegawai (.xlsx atau .csv, paling besar 10 MB)",
        type=["xlsx", "csv"],
        key=f"pegawai-berkas-{session.form_generation(_FORM)}",
    )
    is_complete = st.checkbox("Berkas memuat semua pegawai; yang tidak ada dinonaktifkan", key="pegawai-lengkap")
    if file is None:
        session.set_shown_plan(None)
        return
    today = visit.local(visit.now).date()
    options = RosterOptions(today, today, is_complete)
    try:
        with st.spinner("Membaca dan membandingkan ..."):
            preview = preview_roster(visit.database, operator, visit.site.settings.mode, file.getvalue(), options)
    except RosterRefused as refusal:
        show_error(refusal)
        return
    _show_plan(preview)
    _confirm(visit, operator, preview)


def _show_plan(preview: RosterPreview) -> None:
    plan = preview.plan
    facts = [(title, str(len(getattr(plan, part)))) for part, title in _PARTS]
    look.html(look.facts((*facts, ("Tetap", str(plan.unchanged)), ("Ditolak", str(len(plan.refused))))))
    if plan.held:
        text = f"{len(plan.held)} orang tidak ada dalam berkas tetapi tetap aktif: admin, atau menunggu baris yang ditolak."
        look.html(look.note(escape(text)))
    for part, title in _PARTS:
        _show_people(title, getattr(plan, part))
    if preview.remarks:
        lines = "".join(f"<li>{escape(str(remark))}</li>" for remark in preview.remarks[:_SHOWN])
        look.html(f"<h3>Catatan</h3><ul>{lines}</ul>")
    if plan.refused:
        rows = [(str(row.place), " | ".join(map(str, row.reasons))) for row in plan.refused[:_SHOWN]]
        look.html(look.table(f"Baris yang ditolak ({len(rows)} dari {len(plan.refused)})", ("Letak", "Alasan"), rows))
        st.download_button(
            "Unduh baris yang ditolak", refused_xlsx(plan.refused), "baris-ditolak.xlsx", _XLSX, key="pegawai-ditolak",
            on_click="ignore",
        )  # fmt: skip


def _show_people(title: str, differences: tuple[Difference, ...]) -> None:
    if not differences:
        return
    rows = []
    for one in differences[:_SHOWN]:
        before, after = one.before, one.after
        name = after.name if after else before.name if before else ""
        was = f"{before.name}, {EMPLOYMENT_TITLES[before.employment]}" if before and before.employment else "-"
        will_be = (
            f"{after.name}, {EMPLOYMENT_TITLES[after.employment]}, sejak {look.long_date(date.fromisoformat(after.valid_from))}"
            if after
            else "-"
        )
        rows.append((name, was, will_be))
    caption = f"{title} ({len(rows)} dari {len(differences)})"
    look.html(look.table(caption, ("Nama", "Sebelum", "Sesudah"), rows))


def _confirm(visit: Visit, operator: Operator, preview: RosterPreview) -> None:
    plan, seen = preview.plan, session.find_shown_plan()
    digest = plan.digest()
    session.set_shown_plan(digest)
    skip = bool(plan.refused) and st.checkbox("Simpan tanpa baris yang ditolak", key="pegawai-lewati")
    many = preview.asks_about_gone and st.checkbox(
        f"Ya, nonaktifkan {len(plan.gone)} dari {plan.active_before} orang", key="pegawai-setujui"
    )
    if not plan.differences:
        look.html(look.note("Tidak ada yang perlu disimpan."))
        return
    if not can_be_remembered(plan):
        text = (
            f"Impor dengan lebih dari {MAX_REMEMBERED} perubahan tidak dapat dibatalkan dengan satu tombol. Buat cadangan "
            "lebih dahulu (python cli.py backup); bila keliru, pulihkan cadangan itu."
        )
        look.html(look.note(escape(text), "warn"))
    if not st.button("Simpan semua perubahan ini", type="primary", key="pegawai-simpan"):
        return
    if seen != digest:
        raise PreviewOutdated()
    report = apply_roster(
        visit.database, operator, visit.site.settings.mode, preview, Consent(many, skip), visit.now
    )  # without progress: a st.* call inside the transaction could break it off
    session.renew_form(_FORM)
    session.set_shown_plan(None)
    text = (
        f"Tersimpan: {report.new} baru, {report.changed} berubah, {report.moved} pindah, {report.gone} tidak ada lagi."
    )
    finish(text, report.batch_id if report.is_remembered else None)
