"""What is kept longer than the site's rules allow: a look first, then letting go after a typed word."""

from __future__ import annotations

from datetime import date
from html import escape

import streamlit as st

from actions.erasure import WORD
from actions.retention import apply_retention, preview_retention
from people.access import Operator
from people.retention import rules_of
from ui import look
from ui.done import finish
from ui.visit import Visit


def show_retention(visit: Visit, operator: Operator) -> None:
    rules = rules_of(visit.site.settings.retention)
    report = preview_retention(visit.database, operator, rules, visit.now)
    look.html(
        '<p class="n-small">Data yang melewati masa simpannya harus diakhiri dan dihapus (Pasal 42 ayat (1), Pasal 43, dan '
        "Pasal 44). Bukti dan angka gabungan tidak pernah disentuh. Masa simpan diatur dengan NETRAL_RETENTION.</p>"
    )
    rows = [
        (one.rule.title, f"{one.rule.days} hari sejak {one.rule.since_when}", one.rule.becomes, str(one.count))
        for one in report.due
    ]
    look.html(look.table("Masa simpan", ("Data", "Disimpan", "Menjadi", "Sudah lewat"), rows))
    if report.people:
        people = [(one.name, look.long_date(date.fromisoformat(one.left_on))) for one in report.people]
        identity = next(one.count for one in report.due if one.rule.id == "identity")
        look.html(
            look.table(f"Identitas yang akan dihapus ({len(people)} dari {identity})", ("Nama", "Keluar"), people)
        )
    if not report.total:
        look.html(look.note("Tidak ada yang melewati masa simpannya.", "ok"))
        return
    look.html(look.note(escape("Yang dilepas tidak dapat dikembalikan, kecuali dari cadangan."), "no"))
    word = st.text_input(f"Ketik {WORD} untuk melepas semuanya", key="privasi-retensi-kata", max_chars=10)
    if st.button("Lepas semua yang lewat", key="privasi-retensi", disabled=not word):
        done = apply_retention(visit.database, operator, rules, word, visit.now)
        parts = ", ".join(f"{one.rule.title.lower()} {one.count}" for one in done if one.count)
        finish(f"Masa simpan diterapkan: {parts or 'tidak ada yang lewat'}.")
