"""Pemahaman: which agency has not understood what, how sure are we, and what can the supervisor do about it."""

from __future__ import annotations

from datetime import date
from html import escape

import streamlit as st

from actions.understanding import supervise
from actions.understanding.course_choice import course_with
from actions.understanding.supervise import ALL_EMPLOYMENT, Overview
from analytics import ranking, tables
from analytics.measures import MEASURES, help_of
from analytics.words.view_words import NAMED
from people.access import Scope
from people.errors import NetralError
from people.models import EMPLOYMENT_TITLES
from store.assigning.assignments import Assignment
from ui import keeper, look
from ui.problem import show_error
from ui.understanding.advice import none_below, nothing_measured, some_below
from ui.understanding.comprehension_views import show_views
from ui.understanding.lesson_link import assign_link, lesson_link
from ui.understanding.report_day import asked_day, show_day_choice, show_day_meant
from ui.understanding.report_downloads import show_downloads
from ui.understanding.report_links import AGENCY, ASSIGNMENT, EMPLOYMENT, link_to
from ui.understanding.report_mail import show_report_mail
from ui.understanding.subtree_choice import choose_scope
from ui.understanding.sure_flag import show_sure_flag
from ui.visit import Visit
from ui.way_down import choose_below

_KINDS_NAMED = 3


def show(visit: Visit) -> None:
    look.title("Pemahaman")
    scope = choose_scope(visit)
    assignments = supervise.assignments_in(visit.database, visit.courseware, scope)
    if not assignments:
        look.html(
            look.note(
                "<strong>Belum ada penugasan untuk instansi Anda.</strong> Pemahaman tampil di sini setelah sebuah "
                "kursus ditugaskan dan pesertanya menyelesaikan pascauji."
            )
        )
        return
    assignment = _choose_assignment(assignments)
    agency_id = st.query_params.get(AGENCY, scope.agency_id)
    today = visit.local(visit.now).date()
    try:
        day = asked_day(today)
        asked = (scope, assignment.id, agency_id, _employment_asked(), day)
        found = keeper.of_assignment(visit, supervise.overview, *asked, now=keeper.slot(visit.now))
    except NetralError as error:
        show_error(error)
        st.page_link(visit.pages["pemahaman"], label="Kembali ke instansi Anda", icon=":material/arrow_back:")
        return
    _where(visit, found)
    show_day_meant(found)
    _advice(visit, scope, found)
    _people(found)
    _filters(found, today)
    show_views(visit, scope, found)
    show_downloads(visit, scope, found)
    show_report_mail(visit, found)


# --- Where we are ----------------------------------------------------------------------------


def _choose_assignment(assignments: tuple[Assignment, ...]) -> Assignment:
    by_id = {a.id: a for a in assignments}
    titles = {a.id: a.title for a in assignments}
    asked = st.query_params.get(ASSIGNMENT)
    if len(assignments) == 1:
        return assignments[0]
    chosen = st.selectbox(
        "Penugasan",
        list(by_id),
        index=list(by_id).index(asked) if asked in by_id else 0,
        format_func=titles.__getitem__,
        key="pemahaman-penugasan",
    )
    st.query_params[ASSIGNMENT] = chosen
    return by_id[chosen]


def _employment_asked() -> str:
    return st.query_params.get(EMPLOYMENT, ALL_EMPLOYMENT)


def _where(visit: Visit, found: Overview) -> None:
    """The way back up, then the agency on screen."""
    if len(found.trail) > 1:
        with st.container(key="n-links-jejak", horizontal=True, gap="small"):
            for above in found.trail[:-1]:
                st.page_link(
                    visit.pages["pemahaman"],
                    label=look.as_text(above.name),
                    icon=":material/arrow_back:",
                    query_params=link_to(found, above.id),
                    width="content",
                )
    look.html(
        f'<p class="n-title">{escape(found.agency.name)}</p>'
        + look.meta(found.assignment.title, _who(found), "percobaan pertama pascauji")
    )


def _who(found: Overview) -> str:
    return EMPLOYMENT_TITLES[found.employment] if found.employment else "semua pegawai"  # type: ignore[index]


# --- What to do ------------------------------------------------------------------------------


def _advice(visit: Visit, scope: Scope, found: Overview) -> None:
    pressing = ranking.most_pressing([row.cells for row in found.rows], found.total)
    with st.container(key="n-hero-saran"):
        if pressing is None:
            title, text = nothing_measured(found)
            look.html(_advice_html(title, text))
            return
        first = [found.rows[i] for i in pressing.first_parts]
        title, text = some_below(found, pressing, first) if first else none_below(found, pressing)
        look.html(_advice_html(title, text))
        lesson = found.lessons[pressing.column]
        with st.container(key="n-links-saran"):
            for row in first[:NAMED]:
                if row.agency_id is not None:
                    st.page_link(
                        visit.pages["pemahaman"],
                        label=f"Buka {look.as_text(row.name)}",
                        icon=":material/arrow_forward:",
                        query_params=link_to(found, row.agency_id),
                        width="stretch",
                    )
            lesson_link(visit, lesson)
            if lesson is not None:
                course = course_with(visit.courseware, lesson.lesson_id, found.assignment.course_id)
                start = first[0] if len(first) == 1 else None
                alone = start and start.agency_id
                assign_link(
                    visit, course, *((alone, start.name) if start and alone else (found.agency.id, found.agency.name))
                )
        show_sure_flag(visit, scope, found)


def _advice_html(title: str, text: str) -> str:
    return f'<p class="n-eyebrow">Saran tindakan</p><h2 class="n-title">{escape(title)}</h2><p>{look.rich(text)}</p>'


# --- How many people -------------------------------------------------------------------------


def _people(found: Overview) -> None:
    people = found.people
    assigned = tables.number(people.assigned)
    passed, passed_of = tables.number(people.passed), f"dari {tables.number(people.finished)} yang selesai"
    if found.passed_is_withheld:
        passed, passed_of = "–", "disembunyikan"
    shown = (
        ("assigned", assigned, _kinds_words(found)),
        ("started", tables.number(people.started), f"dari {assigned} orang"),
        ("finished", tables.number(people.finished), f"dari {assigned} orang"),
        ("passed", passed, passed_of),
    )
    with st.container(key="n-card-orang"), st.grid(columns="auto", min_column_width=125, gap="small"):
        for measure_id, value, beside in shown:
            with st.container(gap=None):
                st.metric(MEASURES[measure_id].title, value, help=help_of(measure_id))
                st.caption(beside)


def _kinds_words(found: Overview) -> str:
    if found.employment:
        return EMPLOYMENT_TITLES[found.employment]  # type: ignore[index]
    counts = [(title, people.assigned) for title, people in found.by_employment]
    if len(counts) > _KINDS_NAMED:
        counts[_KINDS_NAMED - 1 :] = [("lainnya", sum(count for _, count in counts[_KINDS_NAMED - 1 :]))]
    return " · ".join(f"{title} {tables.number(count)}" for title, count in counts)


# --- Filters ---------------------------------------------------------------------------------


def _filters(found: Overview, today: date) -> None:
    """The way down stays in sight; what is rarely asked waits behind a line that says what is shown now."""
    below = {row.agency_id: row.name for row in found.rows if row.agency_id is not None}
    if below:
        chosen = choose_below("Buka bagian di bawahnya", below, f"pemahaman-buka-{found.agency.id}")
        if chosen is not None:
            st.query_params[AGENCY] = chosen
            st.rerun()
    who, tree = _who(found), look.long_date(found.as_of) if found.as_of else "sekarang"
    is_filtered = bool(found.employment or found.as_of)
    with (
        st.expander(f"Saring: {who}, susunan {tree}", expanded=is_filtered),
        st.grid(columns="auto", min_column_width=240, gap="medium", vertical_alignment="bottom"),
    ):
        kinds = {ALL_EMPLOYMENT: "Semua pegawai", **EMPLOYMENT_TITLES}
        employment = st.selectbox(
            "Kepegawaian",
            list(kinds),
            index=list(kinds).index(found.employment),
            format_func=kinds.__getitem__,
            key=f"pemahaman-kepegawaian-{found.employment}",
        )
        if employment != found.employment:
            if employment:
                st.query_params[EMPLOYMENT] = employment
            else:
                del st.query_params[EMPLOYMENT]
            st.rerun()
        show_day_choice(found, today)
