"""Penugasan: who must finish what by when, how far each unit is, and the list to follow up with."""

from __future__ import annotations

from html import escape

import streamlit as st

from actions import assignment_status, assignments
from actions.assignment_status import PeopleQuery, Status, UnitStatus
from people.access import Assigner
from people.assignment_counts import MEASURE_TITLES, Measure
from people.assignment_rules import Given
from people.errors import NetralError
from people.follow_up import whatsapp_text
from people.windows import Window
from ui import look, session
from ui.mail_plan import show_mail_plan
from ui.new_assignment import show_new_assignment
from ui.problem import show_error
from ui.visit import Visit

ASSIGNMENT, UNIT = "tugas", "unit"
"""Query parameters: ids only, checked by the action."""
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_COLUMNS: tuple[Measure, ...] = ("targeted", "assigned", "exempt", "on-leave", "left", "started", "finished", "passed")
_SHOWN = 200


def show(visit: Visit) -> None:
    by = assignments.assigner(visit.database, visit.viewer)
    st.title("Penugasan", anchor=False)
    if notice := session.take_assignment_notice():
        look.html(look.note(escape(notice), "ok"))
    asked = st.query_params.get(ASSIGNMENT)
    if asked is None:
        _list(visit, by)
        show_new_assignment(visit, by)
        return
    st.page_link(visit.pages["penugasan"], label="Semua penugasan", icon=":material/arrow_back:")
    unit = st.query_params.get(UNIT, by.scope.agency_id)
    try:
        found = assignment_status.status(visit.database, visit.courseware, by.scope, asked, unit, visit.now)
    except NetralError as error:
        show_error(error)
        return
    _status(visit, by, found)


# --- The list --------------------------------------------------------------------------------


def _list(visit: Visit, by: Assigner) -> None:
    found = assignment_status.given_in(visit.database, visit.courseware, by.scope)
    if not found:
        look.html(look.note("<strong>Belum ada penugasan untuk instansi Anda.</strong> Buat yang pertama di bawah."))
    for given in found:
        with look.card(f"tugas-{given.id}"):
            course = visit.courseware.bank.courses[given.course_id]
            look.html(f"<h2>{escape(given.title)}</h2>" + look.meta(course.title, _when(given.window, visit)))
            st.page_link(
                visit.pages["penugasan"],
                label="Lihat keadaan dan tindak lanjut",
                width="stretch",
                icon=":material/arrow_forward:",
                query_params={ASSIGNMENT: given.id},
            )


def _when(window: Window, visit: Visit) -> str:
    if window.is_open(visit.now):
        return f"sampai {window.due_in_words}"
    return f"ditutup {window.due_in_words}" if window.is_over(visit.now) else f"dibuka {window.opens_in_words}"


# --- One assignment --------------------------------------------------------------------------


def _status(visit: Visit, by: Assigner, found: Status) -> None:
    given, total = found.given, found.total
    look.html(
        f"<h2>{escape(given.title)}</h2>"
        + look.meta(" › ".join(agency.name for agency in found.trail), _when(given.window, visit))
        + f'<p class="n-small">{escape(found.rule_words)}</p>'
    )
    look.html(look.facts((MEASURE_TITLES[measure], str(total.counts.of(measure))) for measure in _COLUMNS))
    if found.units:
        rows = [(unit.name, *(str(unit.counts.of(m)) for m in _COLUMNS)) for unit in (*found.units, total)]
        look.html(look.table("Keadaan menurut unit", ("Unit", *(MEASURE_TITLES[m] for m in _COLUMNS)), rows))
        _choose_unit(found)
    _people(visit, by, found)
    _follow_up(visit, by, given, total)
    if found.may_change:
        _change_window(visit, by, given)
        if visit.site.settings.mail is not None:
            st.subheader("Surat kepada pimpinan unit", anchor=False)
            show_mail_plan(visit, by, given.id, _say)


def _say(text: str) -> None:
    session.set_assignment_notice(text)
    st.rerun()


def _choose_unit(found: Status) -> None:
    names = {unit.agency_id: unit.name for unit in found.units if not unit.direct}
    chosen = st.selectbox(
        "Buka unit di bawahnya",
        list(names),
        index=None,
        format_func=names.__getitem__,
        placeholder="Pilih atau ketik nama",
        key=f"penugasan-unit-{found.total.agency_id}",
    )
    if chosen is not None:
        st.query_params[UNIT] = chosen
        st.rerun()


def _people(visit: Visit, by: Assigner, found: Status) -> None:
    """The people behind a number, chosen by unit and by number."""
    st.subheader("Siapa saja", anchor=False)
    total = found.total
    places: dict[str, UnitStatus] = {f"{u.agency_id}{'*' if u.direct else ''}": u for u in (total, *found.units)}
    with st.grid(columns="auto", min_column_width=240, gap="medium", vertical_alignment="bottom"):
        place = st.selectbox(
            "Unit",
            list(places),
            format_func={key: one.name for key, one in places.items()}.__getitem__,
            key=f"penugasan-tempat-{total.agency_id}",
        )
        counts = places[place].counts
        measure = st.selectbox(
            "Angka",
            list(MEASURE_TITLES),
            index=None,
            format_func={m: f"{title} ({counts.of(m)})" for m, title in MEASURE_TITLES.items()}.__getitem__,
            placeholder="Pilih angka",
            key=f"penugasan-angka-{total.agency_id}",
        )
    if measure is None:
        return
    query: PeopleQuery = places[place].query(measure)
    people = assignment_status.people_behind(visit.database, visit.courseware, by.scope, query, visit.now)
    if not people:
        look.html(look.note("Tidak ada orang pada angka ini."))
        return
    caption = f"{MEASURE_TITLES[measure]}, {places[place].name} ({min(len(people), _SHOWN)} dari {len(people)})"
    rows = [(one.name, one.unit, one.employment, one.state, one.reason) for one in people[:_SHOWN]]
    look.html(look.table(caption, ("Nama", "Unit", "Jenis", "Keadaan", "Mengapa"), rows))


def _follow_up(visit: Visit, by: Assigner, given: Given, total: UnitStatus) -> None:
    st.subheader("Tindak lanjut: belum selesai", anchor=False)
    if not total.counts.unfinished:
        look.html(look.note("Semua yang wajib sudah selesai.", "ok"))
        return
    if not st.toggle(f"Tampilkan daftar {total.name}", key=f"penugasan-tindak-{total.agency_id}"):
        return
    arguments = (visit.database, visit.courseware, by.scope, given.id, total.agency_id, visit.now)
    text = whatsapp_text(assignment_status.follow_up(*arguments))
    st.text_area(
        "Teks untuk grup WhatsApp (nama saja)", text, height=240, key=f"penugasan-teks-{total.agency_id}-{len(text)}"
    )
    st.download_button(
        "Unduh daftar (XLSX)",
        lambda: assignment_status.follow_up_file(*arguments),
        file_name="belum-selesai.xlsx",
        mime=_XLSX,
        icon=":material/download:",
        key="penugasan-unduh",
        on_click="ignore",
    )


def _change_window(visit: Visit, by: Assigner, given: Given) -> None:
    st.subheader("Ubah batas waktu", anchor=False)
    window = given.window
    due_on = st.date_input(f"Hari terakhir ({window.zone})", window.due_on, key=f"penugasan-batas-{given.id}")
    if due_on != window.due_on and st.button("Simpan batas waktu", key="penugasan-simpan", icon=":material/save:"):
        assignments.change_window(visit.database, by, given.id, window.opens_on, due_on, visit.now)
        session.set_assignment_notice("Batas waktu sudah diubah dan dicatat.")
        st.rerun()
