"""Tahapan: how many must, have read the course, began, finished and passed, for the agency and side by side for its parts."""

from __future__ import annotations

import streamlit as st

from actions.understanding.funnel import Funnel, FunnelCounts
from actions.understanding.funnel import funnel as funnel_of
from actions.understanding.supervise import Overview
from analytics import tables
from analytics.charts import funnel as charts_funnel
from analytics.charts.drawn import MOST_DRAWN, drawn_words
from analytics.charts.funnel import StageRow
from analytics.measures import MEASURES, help_of
from analytics.tables import Table
from analytics.words.part_words import Stage, funnel_words
from people.access import Scope
from ui import keeper
from ui.figures import draw, ink, say, show_table
from ui.pages.penugasan import ASSIGNMENT, UNIT
from ui.understanding.subtree_choice import kept
from ui.visit import Visit

_HIDDEN = "disembunyikan"
_STAGES = (  # measure of the catalogue, after a number of people, whether it must be taken to come further
    ("studied", "menyelesaikan semua materi", False),
    ("started", "membuka pascauji", True),
    ("finished", "menyelesaikannya", True),
    ("passed", "lulus", True),
)
_SHORT = {"studied": "Materi", "started": "Mulai", "finished": "Selesai", "passed": "Lulus"}


def show_funnel(visit: Visit, scope: Scope, found: Overview) -> None:
    st.subheader("Dari ditugaskan sampai lulus", anchor=False, help=help_of("studied"))
    if found.as_of:
        st.info("Tampilan ini selalu menurut susunan unit sekarang.", icon=":material/info:")
    funnel = keeper.of_assignment(
        visit, funnel_of, scope, found.assignment.id, found.agency.id, found.employment, now=keeper.slot(visit.now)
    )
    stages = stages_of(funnel.whole)
    say(funnel_words(funnel.name, stages))
    if not funnel.whole.assigned:
        return
    draw(
        charts_funnel.funnel_bars(stages, ink=ink()),
        "tahapan",
        f"Banyaknya orang di {funnel.name} pada tiap tahap. Angka yang sama ada pada tabel di bawahnya.",
    )
    st.caption(_aside(funnel) + _closed_by_itself(visit, found))
    _who_has_not_finished(visit, found, funnel)
    rows = [row for row in funnel.rows if row.counts.assigned]
    if rows:
        _show_parts(funnel)
    show_table("Orang pada tiap tahap", funnel_table(funnel), "tahapan", file=funnel_table(funnel.in_file))


def _who_has_not_finished(visit: Visit, found: Overview, funnel: Funnel) -> None:
    """To the names, which are on the page of assignments."""
    if "penugasan" in visit.pages and (funnel.whole.finished or 0) < funnel.whole.assigned:
        st.page_link(
            visit.pages["penugasan"],
            label="Ingatkan yang belum selesai: namanya di Penugasan",
            icon=":material/arrow_forward:",
            query_params=kept() | {ASSIGNMENT: found.assignment.id, UNIT: found.agency.id},
        )


def stages_of(counts: FunnelCounts) -> list[Stage]:
    """A course without lessons has no step of reading."""
    first = Stage(MEASURES["assigned"].title, "", counts.assigned)
    others = [
        Stage(MEASURES[measure].title, doing, getattr(counts, measure), is_gate)
        for measure, doing, is_gate in _STAGES
        if measure != "studied" or counts.studied is not None
    ]
    return [first, *others]


def _aside(funnel: Funnel) -> str:
    if funnel.whole.studied is None:
        return "Kursus ini tidak punya materi. Persen dihitung dari yang ditugaskan."
    return (
        "Persen dihitung dari yang ditugaskan. Materi (bergaris) bukan syarat pascauji: "
        f"{tables.number(funnel.unread)} dari {tables.number(funnel.whole.finished)} orang yang selesai belum membaca "
        "semua bagiannya."
    )


def _closed_by_itself(visit: Visit, found: Overview) -> str:
    """Why hardly anybody is between beginning and finishing a test with a time limit."""
    bank = visit.courseware.bank
    course = bank.courses.get(found.assignment.course_id)
    quiz = bank.quizzes.get(course.posttest) if course else None
    if quiz is None or quiz.time_limit_minutes is None:
        return ""
    return (
        f" Waktu pascauji {quiz.time_limit_minutes} menit. Yang belum dikumpulkan ditutup dan dinilai sendiri saat waktunya "
        "habis, jadi yang mulai tanpa selesai hanya mereka yang sedang mengerjakan."
    )


def _show_parts(funnel: Funnel) -> None:
    st.subheader("Tahapan per bagian", anchor=False)
    rows = [row for row in funnel.rows if row.counts.assigned]
    measures = _measures(funnel)
    shown = rows[:MOST_DRAWN]
    st.caption(
        "Persen dari yang ditugaskan di bagian itu, menurut abjad; makin gelap makin banyak. – disembunyikan. "
        + drawn_words(len(rows), "yang pertama menurut abjad")
    )
    draw(
        charts_funnel.stage_map(
            [_SHORT[measure] for measure in measures],
            [StageRow(r.name, r.counts.assigned, tuple(getattr(r.counts, m) for m in measures)) for r in shown],
            ink=ink(),
        ),
        "tahapan-bagian",
        f"Bagian orang yang sampai pada tiap tahap, {len(shown)} bagian {funnel.name}. "
        "Angka yang sama ada pada tabel di bawahnya.",
    )


def _measures(funnel: Funnel) -> list[str]:
    return [measure for measure in _SHORT if measure != "studied" or funnel.whole.studied is not None]


def funnel_table(funnel: Funnel) -> Table:
    """What the figures show, as text."""
    measures = _measures(funnel)

    def line(name: str, counts: FunnelCounts) -> tuple[str, ...]:
        cells = (_cell(getattr(counts, measure), counts.assigned) for measure in measures)
        return name, tables.number(counts.assigned), *cells

    return Table(
        ("Bagian", MEASURES["assigned"].title, *(MEASURES[measure].title for measure in measures)),
        (line(f"Seluruh {funnel.name}", funnel.whole), *(line(row.name, row.counts) for row in funnel.rows)),
    )


def _cell(people: int | None, assigned: int) -> str:
    if people is None:
        return _HIDDEN
    return f"{tables.number(people)} ({tables.percent(people / assigned)})" if assigned else tables.number(people)
