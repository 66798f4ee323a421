"""Importing a list of agencies: the template, a look at the differences, one more press, and the way back."""

from __future__ import annotations

from html import escape

import streamlit as st

from actions.registry.agencies import Change
from actions.registry.agency_import import AgencyImport, current_rows, import_agencies, preview_agencies
from actions.registry.roster import require_real_site
from people.access import Operator
from people.errors import NetralError
from people.roster.writing import agencies_xlsx
from ui import look, session
from ui.done import finish
from ui.problem import show_error
from ui.visit import Visit

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FORM = "instansi-impor"
_SHOWN = 20


def show_import(visit: Visit, operator: Operator) -> None:
    st.subheader("Impor daftar unit", anchor=False)
    if not visit.site.settings.is_production:
        look.html(look.note("Situs demo tidak menerima daftar unit sungguhan.", "warn"))
        return
    look.html(
        "<p>Unduh templat atau daftar sekarang, isi atau ubah, lalu unggah di bawah ini. Kode baru membuka unit baru; pada kode "
        "yang sudah terdaftar, nama atau induknya diperbarui. Unit yang tidak ada dalam berkas tetap ada.</p>"
    )
    with st.container(horizontal=True):
        st.download_button(
            "Unduh templat", agencies_xlsx, "templat-unit.xlsx", _XLSX, key="instansi-templat", on_click="ignore"
        )
        st.download_button(
            "Unduh daftar sekarang", lambda: agencies_xlsx(current_rows(visit.database, operator)), "daftar-unit.xlsx",
            _XLSX, key="instansi-daftar", on_click="ignore",
        )  # fmt: skip
    key = f"instansi-berkas-{session.form_generation(_FORM)}"
    file = st.file_uploader("Daftar unit (.xlsx atau .csv)", type=["xlsx", "csv"], key=key)
    if file is None:
        session.set_previewed(_FORM, None)
        return
    today = visit.local(visit.now).date()
    change = Change(operator, visit.now, today, today.isoformat())
    try:
        require_real_site(visit.database, visit.site.settings.mode)
        with st.spinner("Membaca dan membandingkan ..."):
            found = preview_agencies(visit.database, change, file.getvalue())
    except NetralError as refusal:
        show_error(refusal)
        return
    _show(found)
    _confirm(visit, change, found, file.getvalue())


def _show(found: AgencyImport) -> None:
    counts = (
        ("Baru", len(found.opened)), ("Ganti nama", len(found.renamed)), ("Pindah", len(found.moved)),
        ("Tetap", found.unchanged), ("Tidak disebut", len(found.absent)), ("Ditolak", len(found.refused)),
    )  # fmt: skip
    look.html(look.facts((title, str(count)) for title, count in counts))
    if found.lines:
        rows = [(line.code, line.before or "(belum ada)", line.after) for line in found.lines[:_SHOWN]]
        caption = f"Perubahan ({len(rows)} dari {len(found.lines)})"
        look.html(look.table(caption, ("Kode", "Sekarang", "Menjadi"), rows))
    if found.remarks:
        lines = "".join(f"<li>{escape(str(remark))}</li>" for remark in found.remarks[:_SHOWN])
        look.html(f"<h3>Catatan</h3><ul>{lines}</ul>")
    if found.refused:
        rows = [(str(row.place), " | ".join(map(str, row.reasons))) for row in found.refused[:_SHOWN]]
        look.html(look.table(f"Baris yang ditolak ({len(rows)} dari {len(found.refused)})", ("Letak", "Alasan"), rows))


def _confirm(visit: Visit, change: Change, found: AgencyImport, data: bytes) -> None:
    digest, seen = found.digest(), session.find_previewed(_FORM)
    session.set_previewed(_FORM, digest)
    if found.refused:
        look.html(look.note("Perbaiki baris yang ditolak, lalu unggah lagi; belum ada yang disimpan.", "warn"))
        return
    if not found.lines:
        look.html(look.note("Tidak ada yang perlu disimpan."))
        return
    if not st.button(f"Simpan {len(found.lines)} perubahan ini", type="primary", key="instansi-simpan-impor"):
        return
    try:
        done = import_agencies(visit.database, change, data, looked_at=seen)
    except NetralError as refusal:
        show_error(refusal)
        return
    session.renew_form(_FORM)
    session.set_previewed(_FORM, None)
    finish(
        f"Daftar unit tersimpan: {len(done.opened)} baru, {len(done.renamed)} ganti nama, {len(done.moved)} pindah.",
        done.batch_id,
    )
