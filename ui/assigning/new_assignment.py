"""The form of a new assignment: for whom, when, and a look at who would be in before it is given."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import get_args

import streamlit as st

from actions.assigning import assignment_status, assignments
from actions.assigning.assignments import Draft
from analytics.tables import number
from people.access import Assigner
from people.assigning.assignment_errors import AssignmentRefused
from people.assigning.assignment_rules import AUDIENCE_TITLES, CAUSE_TITLES, JOINER_TITLES, MOVER_TITLES, Audience, Rule
from people.errors import NotFound
from people.models import EMPLOYMENT_TITLES
from store.ids import new_id
from ui import look, session
from ui.assigning.stage_window_form import choose_window
from ui.problem import show_error
from ui.visit import Visit

FOR_AGENCY, FOR_COURSE = "untuk", "kursus"
"""Query parameters: ids of what the form begins with, checked here."""
_FORM = "penugasan-baru"


def is_asked_for() -> bool:
    """Whether a link has opened the form and filled it in."""
    return FOR_AGENCY in st.query_params or FOR_COURSE in st.query_params


def show_new_assignment(visit: Visit, by: Assigner) -> None:
    asked = is_asked_for()
    key = f"penugasan-buat-{session.form_generation(_FORM)}{'-untuk' if asked else ''}"
    if not st.toggle("Buat penugasan baru", value=asked, key=key):
        return
    try:
        _check_asked(visit, by)
    except NotFound as refusal:
        show_error(refusal)
        return
    draft = _draft(visit, by)
    if not draft.rule.agency_ids or not draft.rule.employments:
        look.html(look.note("Pilih unit dan jenis kepegawaian untuk melihat siapa yang termasuk."))
        return
    try:
        preview = assignment_status.preview(visit.database, visit.courseware, by.scope, draft, visit.now)
    except AssignmentRefused as refusal:
        show_error(refusal)
        return
    out = f", {number(preview.out)} orang tidak" if preview.out else ""
    st.subheader(f"Pratinjau: {number(preview.assigned)} orang wajib{out}", anchor=False)
    look.html(f'<p class="n-small">{escape(preview.rule_words)}</p>')
    order = list(CAUSE_TITLES)
    rows = [
        (CAUSE_TITLES[group.cause], number(group.number), _samples_words(group.samples))
        for group in sorted(preview.groups, key=lambda group: order.index(group.cause))
    ]
    look.html(look.table("Siapa dan mengapa", ("Kelompok", "Orang", "Contoh"), rows))
    if not preview.assigned:
        look.html(
            look.note("Belum ada orang yang termasuk sekarang; yang masuk kemudian mengikuti aturan di atas.", "warn")
        )
    if st.button(f"Tugaskan kepada {number(preview.assigned)} orang", key="penugasan-tugaskan", type="primary"):
        _give(visit, by, draft)


def _samples_words(samples: Iterable[tuple[str, str]]) -> str:
    """Each reason once, with the names it goes for."""
    names: dict[str, list[str]] = {}
    for name, why in samples:
        names.setdefault(why.rstrip("."), []).append(name)
    return "; ".join(f"{', '.join(found)}: {why}" for why, found in names.items())


def _check_asked(visit: Visit, by: Assigner) -> None:
    """A unit outside the scope and one that does not exist get the same answer. Raises NotFound."""
    course_id, agency_id = st.query_params.get(FOR_COURSE), st.query_params.get(FOR_AGENCY)
    if course_id is not None and course_id not in visit.courseware.bank.courses:
        raise NotFound("Kursus pada alamat halaman ini", "Buka Penugasan dari menu, lalu pilih kursus dari daftar.")
    known = {agency.id for agency in assignment_status.agencies_in(visit.database, by.scope)}
    if agency_id is not None and agency_id not in known:
        raise NotFound("Unit pada alamat halaman ini", "Buka Penugasan dari menu, lalu pilih unit dari daftar.")


def _give(visit: Visit, by: Assigner, draft: Draft) -> None:
    assignment_id = session.new_assignment_id(new_id(visit.now))
    assignments.create(visit.database, visit.courseware, by, draft, visit.now, assignment_id=assignment_id)
    session.forget_new_assignment()
    session.renew_form(_FORM)  # closed again: left open it would look as if nothing had happened, and be pressed twice
    session.set_assignment_notice(f"Penugasan “{draft.title}” sudah dibuat.")
    for asked in (FOR_AGENCY, FOR_COURSE):
        st.query_params.pop(asked, None)
    st.rerun()


def _draft(visit: Visit, by: Assigner) -> Draft:
    courses = visit.courseware.bank.courses
    asked = st.query_params.get(FOR_COURSE)
    course_id = st.selectbox(
        "Kursus",
        list(courses),
        list(courses).index(asked) if asked else 0,
        format_func={key: one.title for key, one in courses.items()}.__getitem__,
        key=f"penugasan-kursus-{asked}" if asked else "penugasan-kursus",
    )
    course = courses[course_id]
    title = st.text_input("Judul", course.title, max_chars=120, key=f"penugasan-judul-{course_id}")
    rule = _rule(visit, by, course.audience)
    return Draft(course_id, title, rule, *choose_window(visit))


def _rule(visit: Visit, by: Assigner, usual: Audience | None) -> Rule:
    agencies = {agency.id: agency.name for agency in assignment_status.agencies_in(visit.database, by.scope)}
    asked = st.query_params.get(FOR_AGENCY)
    chosen = st.multiselect(
        "Unit (termasuk semua unit di bawahnya)",
        list(agencies),
        [asked or by.scope.agency_id],
        format_func=agencies.__getitem__,
        key=f"penugasan-unit-baru-{asked}" if asked else "penugasan-unit-baru",
    )
    kinds = st.multiselect(
        "Jenis kepegawaian",
        list(EMPLOYMENT_TITLES),
        list(EMPLOYMENT_TITLES),
        format_func=EMPLOYMENT_TITLES.__getitem__,
        key="penugasan-jenis",
    )
    audiences: dict[Audience | None, str] = {None: "Semua", **{key: AUDIENCE_TITLES[key] for key in get_args(Audience)}}
    audience = st.selectbox(
        "Kelompok sasaran",
        list(audiences),
        list(audiences).index(usual),
        format_func=audiences.__getitem__,
        key=f"penugasan-kelompok-{usual}",
    )
    joiners = st.radio(
        "Yang masuk kemudian", list(JOINER_TITLES), format_func=JOINER_TITLES.__getitem__, key="penugasan-masuk"
    )
    movers = st.radio("Yang pindah", list(MOVER_TITLES), format_func=MOVER_TITLES.__getitem__, key="penugasan-pindah")
    return Rule(frozenset(chosen), frozenset(kinds), audience, joiners, movers)
