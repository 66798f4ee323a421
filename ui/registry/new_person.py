"""The form of a new person: name, kind of employment, number, unit and day; what is typed goes nowhere but the registry."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from actions.registry.person import NewPerson, add_person
from people.access import Operator
from people.models import EMPLOYMENT_TITLES, Agency, Employment
from ui import look, session
from ui.done import finish
from ui.registry.people_bulk import occasion
from ui.registry.people_list import choose_unit
from ui.visit import Visit

NUMBER_WORDS: dict[Employment, str] = {
    "pns": "NIP (18 angka)",
    "cpns": "NIP (18 angka)",
    "pppk": "NI PPPK (18 angka)",
    "non-asn": "Nomor buatan instansi",
    "kepala-desa": "Nomor buatan instansi, atau NIP",
    "perangkat-desa": "Nomor buatan instansi, atau NIP",
}


def show_new_person(visit: Visit, operator: Operator, agencies: Sequence[Agency]) -> None:
    if not visit.site.settings.is_production:
        look.html(look.note("Situs demo tidak menerima data orang sungguhan.", "warn"))
        return
    at = occasion(visit, operator)
    kind = choose_employment("Jenis kepegawaian", "baru-jenis")
    form = session.new_person_form()
    with st.form("n-orang-baru"):
        name = st.text_input("Nama lengkap", key=f"baru-nama-{form}", max_chars=150, autocomplete="off")
        number = st.text_input(NUMBER_WORDS[kind], key=f"baru-nomor-{form}", max_chars=40, autocomplete="off")
        unit = choose_unit(agencies, "Unit", f"baru-unit-{form}")
        day = st.date_input(
            "Sejak tanggal", at.today, max_value=at.today, format="DD/MM/YYYY", key=f"baru-tanggal-{form}"
        )
        email = st.text_input("Surel (boleh kosong)", key=f"baru-surel-{form}", max_chars=254, autocomplete="off")
        is_sent = st.form_submit_button("Tambahkan orang ini", type="primary", key="baru-simpan")
    if not is_sent:
        return
    if unit is None:
        look.html(look.note("Pilih unitnya lebih dahulu.", "warn"))
        return
    new = NewPerson(name, kind, number, unit, day.isoformat(), email)
    _, batch_id = add_person(visit.database, at, new)
    session.empty_new_person_form()
    finish(f"{' '.join(name.split())} sudah ditambahkan sebagai peserta. Buat kode masuk pada lembarnya.", batch_id)


def choose_employment(label: str, key: str, chosen: Employment = "pns") -> Employment:
    kinds = list(EMPLOYMENT_TITLES)
    return st.selectbox(label, kinds, kinds.index(chosen), format_func=EMPLOYMENT_TITLES.__getitem__, key=key)
