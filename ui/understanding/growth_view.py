"""Kemajuan: how the same persons grew from pre-test to post-test, and how many clearly fell, as a statement about the group."""

from __future__ import annotations

import streamlit as st

from actions.authoring.fairness import forms_of_assignment
from actions.understanding.growth import growths
from actions.understanding.supervise import Overview
from analytics import tables
from analytics.charts import comprehension as charts
from analytics.crossover import Growth
from analytics.estimates import NoData, Withheld
from analytics.fairness import words
from analytics.measures import MEASURES, help_of
from analytics.tables import Table
from analytics.words.view_words import growth_words
from people.access import Scope
from ui import keeper
from ui.figures import draw, ink, say, show_table
from ui.visit import Visit

Told = Growth | NoData | Withheld


def show_growth(visit: Visit, scope: Scope, found: Overview) -> None:
    st.subheader("Prauji ke pascauji", anchor=False, help=help_of("gain"))
    grown = keeper.of_assignment(
        visit, growths, scope, found.assignment.id, found.agency.id, found.employment, now=keeper.slot(visit.now)
    )
    if not any(isinstance(one, Growth) for one in grown):
        _nothing(grown)
        return
    say(growth_words(found.agency.name, found.indicator_titles, grown))
    st.caption(
        "Orang yang sama, pada percobaan pertama prauji dan percobaan pertama pascauji; beda kesukaran kedua bentuk soal "
        "sudah dikeluarkan. Angka di tengah garis adalah kemajuannya dalam poin persen."
    )
    draw(
        charts.dumbbell(found.indicator_titles, grown, ink=ink()),
        "kemajuan",
        f"Hasil prauji dan pascauji orang yang sama di {found.agency.name} menurut indikator. "
        "Angka yang sama ada pada tabel di bawahnya.",
    )
    in_file = keeper.of_assignment(
        visit, growths, scope, found.assignment.id, found.agency.id, found.employment,
        now=keeper.slot(visit.now), in_file=True,
    )  # fmt: skip
    table, file = (growth_table(found.indicator_titles, told) for told in (grown, in_file))
    show_table("Prauji, pascauji, dan kemajuannya", table, "kemajuan", file=file, expanded=True)
    forms = keeper.of_everybody(
        visit, keeper.about(found.people.finished), forms_of_assignment, scope, found.assignment.id
    )
    if forms is not None:
        st.caption(words.supervisor_line(forms), help=help_of("forms"))


def growth_table(titles: tuple[str, ...], grown: tuple[Told, ...]) -> Table:
    """What the figure shows, as text."""
    header = ("Indikator", "Prauji", "Pascauji", "Kemajuan", MEASURES["room"].title, MEASURES["worse"].title)
    return Table(header, tuple(_line(title, one) for title, one in zip(titles, grown, strict=True)))


def _line(title: str, one: Told) -> tuple[str, ...]:
    sides = (tables.percent(one.before), tables.percent(one.after)) if isinstance(one, Growth) else ("–", "–")
    return title, *sides, tables.growth_text(one), tables.room_text(one), tables.worse_text(one)


def _nothing(grown: tuple[Told, ...]) -> None:
    if any(isinstance(one, Withheld) for one in grown):
        st.info(f"Semua angka di sini {tables.FEW} atau melindungi kelompok kecil.", icon=":material/lock:")
        return
    st.info(
        "Belum ada kemajuan untuk digambar: belum ada orang yang menyelesaikan prauji dan pascauji dalam dua bentuk soal "
        "yang sejajar, atau kursus ini tidak berprauji.",
        icon=":material/info:",
    )
