"""The supervisor's view of dilemmas: at each step, how many people chose what. Words, figures and a bar that agree."""

from __future__ import annotations

from html import escape

import streamlit as st

from actions.understanding.dilemma_report import ChoiceView, DilemmaReport, StepView, dilemma_report, dilemma_titles
from actions.understanding.supervise import ItemsTooDeep, Overview
from analytics import tables
from analytics.estimates import MIN_LEARNERS, Estimate, NoData
from analytics.items.choices import MIN_STEP_LEARNERS
from analytics.measures import help_of
from analytics.tables import Table
from analytics.words.view_words import dilemma_words
from people.access import Scope
from ui import look
from ui.asked_choice import selection
from ui.figures import say
from ui.measure_links import links_beside
from ui.understanding.lesson_link import lesson_link
from ui.visit import Visit

DILEMMA = "dilema"
"""Query parameter: a dilemma's id."""
_FEW = f"disembunyikan (kurang dari {MIN_STEP_LEARNERS} orang sampai di keadaan ini)"


def show_dilemmas(visit: Visit, scope: Scope, found: Overview) -> None:
    st.subheader("Pilihan pada dilema", anchor=False, help=help_of("dilemma_choice"))
    titles = dilemma_titles(visit.courseware)
    if not found.has_items:
        too_deep = ItemsTooDeep()
        st.info(f"{too_deep} {too_deep.what_to_do}", icon=":material/info:")
        return
    if not titles:
        st.info("Belum ada dilema.", icon=":material/info:")
        return
    chosen = selection(DILEMMA, "Dilema", titles, next(iter(titles)), "pemahaman-dilema")
    reports = dilemma_report(visit.database, visit.courseware, scope, chosen, found.agency.id, found.employment)
    present = [step.best_share for report in reports if report.is_present_version for step in report.steps]
    if present:
        say(dilemma_words(found.agency.name, present))
    st.caption(
        "Percobaan pertama tiap orang, tanpa memandang penugasan. Cerita bercabang: tidak semua "
        "orang sampai di setiap keadaan, dan yang sampai lewat jalan yang disembunyikan tidak ikut dihitung."
    )
    told = [report for report in reports if any(not isinstance(step.best_share, NoData) for step in report.steps)]
    for number, report in enumerate(told):
        if not report.is_present_version:
            st.markdown("**Versi lama teks dilema ini**")
        for place, step in enumerate(report.steps, start=1):
            with look.card(f"dilema-{number}-{place}"):
                _step(visit, place, step)
        lesson_link(visit, report.cure, "Baca materi dilema ini:")
        _download(report, number)
    look.html(links_beside("dilema"))


def _step(visit: Visit, place: int, step: StepView) -> None:
    look.html(f'<p class="n-eyebrow">Keadaan {place}</p><p>{look.rich(step.situation)}</p>')
    if not isinstance(step.best_share, Estimate):
        words = tables.NO_DATA if isinstance(step.best_share, NoData) else _why_hidden(step)
        look.html(f'<p class="n-small"><strong>{look.rich(step.question)}</strong> {escape(words)}</p>')
        return
    best = look.meta(f"tindakan terbaik dipilih {tables.estimate_text(step.best_share)}")
    look.html(
        f'<div style="display:grid;gap:.375rem"><p><strong>{look.rich(step.question)}</strong></p>{best}{choice_table(step)}</div>'
    )
    for choice in step.choices:
        if choice.learners >= MIN_LEARNERS and choice.belief and choice.correction:
            look.html(
                look.note(
                    f"<p><strong>Salah paham</strong> ({_people(choice)}): {look.rich(choice.belief)}</p>"
                    f"<p><strong>Yang benar:</strong> {look.rich(choice.correction)}</p>",
                    "warn",
                )
            )
            lesson_link(visit, choice.cure)


def _why_hidden(step: StepView) -> str:
    return _FEW if getattr(step.best_share, "reason", "") == "few" else tables.PROTECTS


def _people(choice: ChoiceView) -> str:
    return f"{tables.number(choice.learners)} orang"


def choice_table(step: StepView) -> str:
    """One row per choice: its words, people, share, and a bar that says the same."""
    lines = []
    for choice in step.choices:
        best = f" {look.badge('✓ terbaik', 'ok')}" if choice.is_best else ""
        bar = (
            look.thin_bar(choice.learners, round(step.best_share.learners))
            if isinstance(step.best_share, Estimate)
            else ""
        )
        lines.append(
            f'<tr><th scope="row" style="font-weight:400">{look.rich(choice.text)}{best}{bar}</th>'
            f'<td class="n-num" data-column="Orang">{tables.number(choice.learners)}</td>'
            f'<td class="n-num" data-column="Persen">{tables.percent(choice.share)}</td></tr>'
        )
    return (
        f'<table class="n-counts"><caption class="n-unseen">{look.rich(step.question)}</caption><thead><tr><th scope="col">Tindakan</th>'
        '<th scope="col" class="n-num">Orang</th><th scope="col" class="n-num">Persen</th></tr></thead>'
        f"<tbody>{''.join(lines)}</tbody></table>"
    )


def report_table(report: DilemmaReport) -> Table:
    """What the cards show, as text."""
    rows: list[tuple[str, ...]] = []
    for place, step in enumerate(report.steps, start=1):
        if not isinstance(step.best_share, Estimate):
            why = tables.NO_DATA if isinstance(step.best_share, NoData) else _why_hidden(step)
            rows.append((str(place), step.situation, why, "", "", "", ""))
        rows += [
            (
                str(place), step.situation, choice.text, "ya" if choice.is_best else "", str(choice.learners),
                tables.percent(choice.share), choice.belief or "",
            )
            for choice in step.choices
        ]  # fmt: skip
    return Table(("Keadaan", "Situasi", "Tindakan", "Terbaik", "Orang", "Persen", "Salah paham"), tuple(rows))


def _download(report: DilemmaReport, number: int) -> None:
    st.download_button(
        "Unduh CSV",
        tables.to_csv(report_table(report)),
        file_name=f"netral-dilema-{report.dilemma_id}.csv",
        mime="text/csv",
        icon=":material/download:",
        key=f"pemahaman-unduh-dilema-{number}",
        on_click="ignore",
    )
