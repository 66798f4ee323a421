"""Cara menghitung: what every number on the supervisor's page means, which attempts count, and how sure it is."""

from __future__ import annotations

from html import escape

import streamlit as st

from analytics.estimates import MIN_LEARNERS
from analytics.items.facility import MIN_ITEM_LEARNERS
from analytics.measures import MEASURES, Measure
from people.access import require
from ui import look
from ui.measure_links import ASKED
from ui.visit import Visit


def show(visit: Visit) -> None:
    require(visit.viewer, "supervise")
    look.title("Cara menghitung")
    asked = MEASURES.get(st.query_params.get(ASKED, ""))
    if asked is not None:
        _card(asked)
    look.html(
        '<p class="n-lead">Setiap angka di halaman Pemahaman dijelaskan di sini: apa artinya, percobaan mana yang '
        "dihitung, dan seberapa yakin kita.</p>"
    )
    look.html(
        look.note(
            '<h2 class="n-sub">Tiga hal yang perlu diingat</h2>'
            + look.bullet_list(
                (
                    "**Pemahaman memakai percobaan pertama pascauji; kelulusan memakai percobaan terbaik.** Karena itu "
                    "seseorang dapat lulus sementara pemahaman instansinya belum naik.",
                    f"**Kelompok kecil dilindungi.** Kelompok kurang dari {MIN_LEARNERS} orang disembunyikan, dan soal "
                    f"hanya dirinci bila dijawab paling sedikit {MIN_ITEM_LEARNERS} orang. Angka instansi bukan alat "
                    "menilai perorangan.",
                    "**Rentang lebih penting daripada angkanya.** Dua instansi yang rentangnya bertumpang tindih belum "
                    "dapat dibedakan, jadi tidak diberi peringkat. Yang lebih berguna adalah kemungkinan sebuah instansi "
                    "berada di bawah sasaran.",
                )
            ),
            "accent",
        )
    )
    for measure in MEASURES.values():
        if measure is not asked:
            _card(measure)
    if "pemahaman" in visit.pages:
        st.page_link(visit.pages["pemahaman"], label="Kembali ke Pemahaman", icon=":material/arrow_back:")


def _card(measure: Measure) -> None:
    with look.card(f"ukuran-{measure.id}"):
        look.html(
            f'<h2 class="n-sub">{escape(measure.title)}</h2><p>{escape(measure.definition)}</p>'
            + look.meta(f"Satuan: {measure.unit}", f"Yang dihitung: {measure.counts}", f"Sumber: {measure.source}")
        )
