"""The list of people: searched, filtered, a page at a time; each line leads to the person's sheet or can be ticked."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from actions.registry.directory import DirectoryPage, DirectoryQuery, ListedPerson, list_people
from analytics.tables import number
from people.access import Operator
from people.models import EMPLOYMENT_TITLES, ROLE_TITLES, Agency
from ui import look, session
from ui.visit import Visit

PERSON = "orang"
"""Query parameter: a person's id, checked by the action."""
_PRESENCE = {"present": "Masih pegawai", "left": "Sudah keluar", "anybody": "Semua"}
_ACCOUNT = {"never": "Belum diaktifkan", "active": "Aktif", "disabled": "Dinonaktifkan"}


def show_list(visit: Visit, operator: Operator, agencies: Sequence[Agency]) -> tuple[DirectoryQuery, DirectoryPage]:
    """What was asked and found, for whoever wants to do something with all of it."""
    query = _query(agencies)
    asked = (query.text, query.agency_id, query.employment, query.role, query.presence, query.account)
    generation = session.list_generation(asked, "pegawai")
    wanted = session.widget_values([f"pegawai-halaman-{generation}"]) or [1]
    found = list_people(visit.database, operator, query, int(wanted[0]))
    if not found.count:
        nothing_asked = query == DirectoryQuery()
        look.html(look.note("Belum ada pegawai." if nothing_asked else "Tidak ada orang yang cocok dengan pencarian."))
        return query, found
    words = f"{number(found.count)} orang"
    if found.page_count > 1:
        words += f", halaman {number(found.page)} dari {number(found.page_count)}"
    look.html(f'<p class="n-small" role="status">{words}</p>')
    is_ticking = st.toggle("Pilih beberapa orang", key="pegawai-mencentang")
    with st.container(key="n-links-pegawai"):
        if is_ticking:
            _tick(found.people)
        else:
            for person in found.people:
                st.page_link(
                    visit.pages["pegawai"],
                    label=line(person),
                    icon="",
                    query_params={PERSON: person.id},
                    width="stretch",
                )
    if found.page_count > 1:
        st.number_input(
            "Halaman", 1, found.page_count, key=f"pegawai-halaman-{generation}", width=180, persist_state="page"
        )
    return query, found


def line(person: ListedPerson) -> str:
    """Name and what tells namesakes apart, as Markdown."""
    facts = [
        f"…{person.number_end}" if person.number_end else "",
        EMPLOYMENT_TITLES[person.employment] if person.employment else "",
        person.agency_name or "sudah keluar",
    ]
    return f"**{look.as_text(person.name)}** {look.as_text(' · '.join(filter(None, facts)))}"


def choose_unit(
    agencies: Sequence[Agency],
    label: str,
    key: str,
    chosen: str | None = None,
    placeholder: str = "Pilih atau ketik nama unit",
) -> str | None:
    """The id of an agency, or None; ``chosen`` stands there at first."""
    titles = unit_titles(agencies)
    ids = list(titles)
    index = ids.index(chosen) if chosen in titles else None
    return st.selectbox(
        label, ids, index, format_func=titles.__getitem__, placeholder=placeholder, key=key, persist_state="page"
    )


def unit_titles(agencies: Sequence[Agency]) -> dict[str, str]:
    """Id -> name, with the unit above where there is one below the top: many units are called alike."""
    by_id = {agency.id: agency for agency in agencies}
    return {agency.id: _unit_title(agency, by_id.get(agency.parent_id or "")) for agency in agencies}


def _unit_title(agency: Agency, above: Agency | None) -> str:
    return f"{agency.name} ({above.name})" if above and above.parent_id else agency.name


def _query(agencies: Sequence[Agency]) -> DirectoryQuery:
    text = st.text_input(
        "Cari nama, atau NIP/nomor lengkap", key="pegawai-cari", max_chars=80, persist_state="page",
        icon=":material/search:",
    )  # fmt: skip
    with st.expander("Saringan", icon=":material/filter_alt:"):
        unit = choose_unit(agencies, "Unit (dengan semua di bawahnya)", "pegawai-unit", placeholder="Semua unit")
        with st.grid(columns="auto", min_column_width=200, gap="small"):
            kind = _choose("Jenis kepegawaian", EMPLOYMENT_TITLES, "pegawai-jenis", "Semua jenis")
            role = _choose("Peran", ROLE_TITLES, "pegawai-peran", "Semua peran")
            account = _choose("Akun", _ACCOUNT, "pegawai-akun", "Semua akun")
            presence = st.selectbox(
                "Keadaan",
                list(_PRESENCE),
                format_func=_PRESENCE.__getitem__,
                key="pegawai-keadaan",
                persist_state="page",
            )
    return DirectoryQuery(text, unit, kind, role, presence, account)


def _choose(label: str, titles: dict, key: str, placeholder: str):
    return st.selectbox(
        label, list(titles), index=None, format_func=titles.__getitem__, placeholder=placeholder, key=key,
        persist_state="page",
    )  # fmt: skip


def _tick(people: Sequence[ListedPerson]) -> None:
    ticked = set(session.ticked_people())
    for person in people:
        if st.checkbox(line(person), person.id in ticked, key=f"pegawai-centang-{person.id}"):
            ticked.add(person.id)
        else:
            ticked.discard(person.id)
    session.set_ticked_people(frozenset(ticked))
