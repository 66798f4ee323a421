"""Pegawai: everybody in the registry, found and changed one by one or many at once, and the import of a roster."""

from __future__ import annotations

import streamlit as st

from actions.registry.directory import units
from people.access import operator_of
from ui import look
from ui.done import show_done
from ui.registry.new_person import show_new_person
from ui.registry.people_bulk import show_bulk
from ui.registry.people_list import PERSON, show_list
from ui.registry.person_sheet import show_person
from ui.registry.roster_import import show_import
from ui.visit import Visit

_PARTS = {"daftar": "Daftar", "banyak": "Tindakan banyak orang", "baru": "Tambah orang", "impor": "Impor daftar"}


def show(visit: Visit) -> None:
    operator = operator_of(visit.viewer)
    look.title("Pegawai")
    show_done(visit, operator)
    agencies = units(visit.database, operator)
    asked = st.query_params.get(PERSON)
    if asked is not None:
        show_person(visit, operator, agencies, asked)
        return
    part = st.radio(
        "Bagian", list(_PARTS), format_func=_PARTS.__getitem__, horizontal=True, key="pegawai-bagian",
        persist_state="page",
    )  # fmt: skip
    if part == "impor":
        show_import(visit, operator)
    elif part == "baru":
        show_new_person(visit, operator, agencies)
    else:
        found = show_list(visit, operator, agencies)
        if part == "banyak" and found[1].count:
            show_bulk(visit, operator, agencies, *found)
