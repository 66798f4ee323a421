"""What is kept longer than the site's rules allow: a look first, then letting go after a typed word."""

from __future__ import annotations

from datetime import date

import streamlit as st

from actions.privacy.erasure import WORD
from actions.privacy.retention import apply_retention, preview_retention
from analytics.tables import number
from people.access import Operator
from people.privacy.retention import Rule, rules_of
from ui import look
from ui.done import finish
from ui.visit import Visit


def show_retention(visit: Visit, operator: Operator) -> None:
    rules = rules_of(visit.site.settings.retention)
    report = preview_retention(visit.database, operator, rules, visit.now)
    look.html(
        "<p>Data pribadi tidak boleh disimpan lebih lama daripada yang diperlukan (UU 27/2022 Pasal 42 ayat (1), Pasal 43, "
        "dan Pasal 44). Hasil belajar dan angka gabungan tidak ikut dihapus.</p>"
    )
    rows = [(one.rule.title, _kept_for(one.rule), one.rule.becomes, number(one.count)) for one in report.due]
    look.html(look.table("Masa simpan", ("Data", "Disimpan", "Menjadi", "Sudah lewat"), rows))
    if report.people:
        people = [(one.name, look.long_date(date.fromisoformat(one.left_on))) for one in report.people]
        identity = next(one.count for one in report.due if one.rule.id == "identity")
        look.html(
            look.table(f"Identitas yang akan dihapus ({len(people)} dari {identity})", ("Nama", "Keluar"), people)
        )
    look.html('<p class="n-small">Pengelola server dapat mengubah masa simpan (NETRAL_RETENTION).</p>')
    if not report.total:
        look.html(look.note("Tidak ada data yang melewati masa simpannya.", "ok"))
        return
    look.html(look.note("Data yang dihapus tidak dapat dikembalikan, kecuali dari cadangan.", "no"))
    word = st.text_input(f"Ketik {WORD} untuk melanjutkan", key="privasi-retensi-kata", max_chars=10)
    if st.button("Hapus semua yang sudah lewat", key="privasi-retensi", disabled=not word):
        done = apply_retention(visit.database, operator, rules, word, visit.now)
        parts = ", ".join(f"{one.rule.title.lower()} {one.count}" for one in done if one.count)
        finish(f"Masa simpan diterapkan: {parts or 'tidak ada yang lewat'}.")


def _kept_for(rule: Rule) -> str:
    if not rule.is_on:
        return "tanpa batas waktu"
    if not rule.days:
        return f"sampai {rule.since_when}"
    years, days = divmod(rule.days, 365)
    return f"{rule.days} hari sejak {rule.since_when}" if days else f"{years} tahun sejak {rule.since_when}"
