"""Penugasan: who must finish what by when, how far each unit is, and the list to follow up with."""

from __future__ import annotations

from html import escape

import streamlit as st

from actions.assigning import assignment_status, assignments, stage_windows
from actions.assigning.assignment_status import PersonLine, Status, UnitStatus
from analytics import tables
from people.access import Assigner
from people.assigning.assignment_counts import MEASURE_TITLES, Measure
from people.assigning.assignment_rules import Given
from people.assigning.follow_up import whatsapp_text
from people.errors import NetralError, NotFound
from ui import keeper, look, session
from ui.assigning.excuse_form import show_excuses
from ui.assigning.named_lines import people_list
from ui.assigning.new_assignment import is_asked_for, show_new_assignment
from ui.assigning.numbers_table import MEASURE, PLACE, numbers_facts, numbers_table, place_of
from ui.assigning.stage_window_form import show_recounts
from ui.assigning.withdrawal import show_withdraw, show_withdrawn
from ui.mail.mail_plan import show_mail_plan
from ui.measure_links import links_beside
from ui.problem import show_error
from ui.understanding.subtree_choice import choose_assigner, kept
from ui.visit import Visit
from ui.way_down import choose_below

ASSIGNMENT, UNIT = "tugas", "unit"
"""Query parameters: ids only, checked by the action."""
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_PROGRESS: tuple[Measure, ...] = ("assigned", "started", "finished", "passed", "unfinished")
_NOT_OBLIGED: tuple[Measure, ...] = ("exempt", "on-leave", "left")
_SHOWN = 50


def show(visit: Visit) -> None:
    look.title("Penugasan")
    by = choose_assigner(visit)
    if notice := session.take_assignment_notice():
        look.html(look.note(escape(notice), "ok"))
    asked = st.query_params.get(ASSIGNMENT)
    if asked is None:
        show_recounts(visit, by)
        # A form that a link has filled in is what one came for.
        for part in (show_new_assignment, _list) if is_asked_for() else (_list, show_new_assignment):
            part(visit, by)
        return
    unit = st.query_params.get(UNIT, by.scope.agency_id)
    try:
        found = keeper.of_assignment(visit, assignment_status.status, by.scope, asked, unit, keeper.slot(visit.now))
        if MEASURE in st.query_params:
            _people(visit, by, found)
            return
    except NetralError as error:
        _all_link(visit)
        show_error(error)
        return
    _all_link(visit)
    _status(visit, by, found)


def _all_link(visit: Visit) -> None:
    st.page_link(visit.pages["penugasan"], label="Semua penugasan", icon=":material/arrow_back:", query_params=kept())


def _here(found: Status) -> dict[str, str]:
    """The address of the assignment at the unit on screen."""
    return kept() | {ASSIGNMENT: found.given.id, UNIT: found.total.agency_id}


# --- The list --------------------------------------------------------------------------------


def _list(visit: Visit, by: Assigner) -> None:
    found = assignment_status.given_in(visit.database, visit.courseware, by.scope)
    if not found:
        look.html(look.note("<strong>Belum ada penugasan untuk instansi Anda.</strong> Buat yang pertama di bawah."))
    for given in found:
        with look.card(f"tugas-{given.id}"):
            course = visit.courseware.bank.courses[given.course_id]
            look.html(f'<h2 class="n-title">{escape(given.title)}</h2>' + look.meta(course.title, _when(given, visit)))
            st.page_link(
                visit.pages["penugasan"],
                label="Lihat keadaan dan tindak lanjut",
                width="stretch",
                icon=":material/arrow_forward:",
                query_params=kept() | {ASSIGNMENT: given.id},
            )


def _when(given: Given, visit: Visit) -> str:
    window = given.window
    if given.is_withdrawn:
        return "ditarik"
    if window.is_waiting:
        return "menunggu tanggal tahapan"
    if window.is_open(visit.now):
        return f"sampai {window.due_in_words}"
    return f"ditutup {window.due_in_words}" if window.is_over(visit.now) else f"dibuka {window.opens_in_words}"


# --- One assignment --------------------------------------------------------------------------


def _status(visit: Visit, by: Assigner, found: Status) -> None:
    given, total = found.given, found.total
    look.html(
        f'<h2 class="n-title">{escape(given.title)}</h2>'
        + look.meta(" › ".join(agency.name for agency in found.trail), _when(given, visit))
        + f'<p class="n-small">{escape(found.rule_words)}</p>'
    )
    if words := stage_windows.rule_words_of(visit.database, visit.courseware, given.id):
        look.html(f'<p class="n-small">{escape(words)}</p>')
    if given.is_withdrawn:
        show_withdrawn(visit, by, given, found.may_change)
    columns = _columns(total)
    look.html(
        numbers_facts(total, columns, _here(found))
        + '<p class="n-small" style="margin-top:.625rem">Tekan sebuah angka untuk melihat nama orangnya. Mulai, '
        "selesai, dan lulus dihitung dari pascauji; yang baru mengerjakan prauji atau materi terhitung belum mulai.</p>"
        + (links_beside("penugasan") if "metode" in visit.pages else "")
    )
    if not given.is_withdrawn:
        _follow_up(visit, by, given, total)
    if found.units:
        st.subheader("Keadaan menurut unit", anchor=False)
        _choose_unit(found)
        table = numbers_table("Keadaan menurut unit", (*found.units, total), columns, _here(found))
        look.html(f'<div class="n-titled">{table}</div>')
    if found.may_change and not given.is_withdrawn:
        show_excuses(visit, by, found)
        _change_window(visit, by, given)
        show_withdraw(visit, by, given, total.counts.assigned)
        if visit.site.settings.mail is not None:
            st.subheader("Surat kepada pimpinan unit", anchor=False)
            show_mail_plan(visit, by, given.id, _say)


def _columns(total: UnitStatus) -> tuple[Measure, ...]:
    """How far those who must are, and before it who need not, when there is anybody: zeros take room from names."""
    others = tuple(one for one in _NOT_OBLIGED if total.counts.of(one))
    return (*(("targeted", *others) if others else ()), *_PROGRESS)


def _say(text: str) -> None:
    session.set_assignment_notice(text)
    st.rerun()


def _choose_unit(found: Status) -> None:
    names = {unit.agency_id: unit.name for unit in found.units if not unit.direct}
    chosen = choose_below("Buka unit di bawahnya", names, f"penugasan-unit-{found.total.agency_id}")
    if chosen is not None:
        st.query_params[UNIT] = chosen
        st.rerun()


def _people(visit: Visit, by: Assigner, found: Status) -> None:
    """The people behind one number, by name, page by page. Raises NetralError for an address that makes no sense."""
    places = {place_of(one): one for one in (found.total, *found.units)}
    place = places.get(st.query_params.get(PLACE, place_of(found.total)))
    measure = next((one for one in MEASURE_TITLES if one == st.query_params[MEASURE]), None)
    if place is None or measure is None:
        raise NotFound("Daftar itu", "Kembali ke penugasan, lalu tekan angkanya.")
    st.page_link(
        visit.pages["penugasan"],
        label=look.as_text(found.given.title),
        icon=":material/arrow_back:",
        query_params=_here(found),
    )
    count = place.counts.of(measure)
    st.header(look.as_text(f"{MEASURE_TITLES[measure]}, {place.name}: {tables.number(count)} orang"), anchor=False)
    key = f"{place_of(place)}-{measure}"
    text = st.text_input("Cari nama", max_chars=80, key=f"penugasan-cari-{key}")
    page = 1
    if count > _SHOWN and not text:
        last = -(-count // _SHOWN)
        page = int(st.number_input(f"Halaman (1 sampai {last})", 1, last, 1, key=f"penugasan-halaman-{key}"))
    people = assignment_status.people_behind(
        visit.database, visit.courseware, by.scope, place.query(measure), visit.now,
        text=text, limit=_SHOWN, offset=(page - 1) * _SHOWN,
    )  # fmt: skip
    if not people:
        look.html(look.note("Tidak ada nama yang cocok." if text else "Tidak ada orang pada angka ini."))
        return
    if text and len(people) == _SHOWN:
        look.html(look.note(f"Hanya {_SHOWN} nama pertama yang tampil. Ketik nama yang lebih lengkap."))
    lines = ((one.name, _facts(one), one.reason) for one in people)
    look.html(people_list(MEASURE_TITLES[measure], lines))


def _facts(one: PersonLine) -> tuple[str, ...]:
    """Without what the reason already says."""
    return (one.state,) if one.unit in one.reason else (one.unit, one.employment, one.state)


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
    """A window that waits for an election stage may be given its days by hand."""
    st.subheader("Tetapkan tanggal sendiri" if given.window.is_waiting else "Ubah batas waktu", anchor=False)
    old, today = given.window, visit.local(visit.now).date()
    opens_on, due_on = old.opens_on, today if old.is_waiting else old.due_on
    if old.is_waiting:
        opens_on = st.date_input(
            f"Hari pertama ({old.zone})", today, format=look.DAY_FORMAT, key=f"penugasan-buka-{given.id}"
        )
    due_on = st.date_input(
        f"Hari terakhir ({old.zone})", due_on, format=look.DAY_FORMAT, key=f"penugasan-batas-{given.id}"
    )
    if not old.is_waiting and due_on == old.due_on:
        return
    if st.button("Simpan batas waktu", key="penugasan-simpan", icon=":material/save:"):
        assignments.change_window(visit.database, by, given.id, opens_on, due_on, visit.now)
        session.set_assignment_notice("Batas waktu sudah diubah dan dicatat.")
        st.rerun()
