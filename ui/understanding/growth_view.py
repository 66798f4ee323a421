"""Kemajuan: how the same persons grew from pre-test to post-test, how many clearly fell, and which parts did, as a statement
about groups."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from actions.authoring.fairness import forms_of_assignment
from actions.understanding.growth import PartGrowth, growths, growths_of_parts
from actions.understanding.supervise import Overview
from analytics import tables
from analytics.charts import comprehension as charts
from analytics.charts.drawn import drawn, drawn_words
from analytics.charts.growth import GrowthRow, growth_of_parts
from analytics.crossover import Growth, Turn
from analytics.estimates import NoData, Withheld
from analytics.fairness import words
from analytics.measures import MEASURES, help_of
from analytics.ranking import Group
from analytics.tables import Table
from analytics.words.view_words import growth_words, part_growth_words
from people.access import Scope
from ui import keeper
from ui.figures import draw, ink, say, show_table
from ui.visit import Visit

Told = Growth | NoData | Withheld
_TURNS: dict[Turn, str] = {"fallen": "▼ jelas turun", "unclear": "belum jelas", "risen": "▲ jelas naik"}
_ORDER = (*_TURNS.values(), "–")
_AS_GROUP: dict[Turn, Group] = {"fallen": "low", "unclear": "unclear", "risen": "high"}


def show_growth(visit: Visit, scope: Scope, found: Overview, indicator: Callable[[], int]) -> None:
    """``indicator`` asks which one the parts are told of."""
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
        "sudah dikeluarkan. Angka di tengah garis adalah kemajuannya dalam poin persen; garis tipis di sekitar pascauji "
        "adalah rentang 90%-nya. Bila garis tipis itu sampai ke titik prauji, kemajuannya belum jelas."
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
    _parts(visit, scope, found, grown, in_file, indicator)


def growth_table(titles: tuple[str, ...], grown: tuple[Told, ...]) -> Table:
    """What the figure shows, as text."""
    header = ("Indikator", "Prauji", "Pascauji", "Kemajuan", MEASURES["room"].title, MEASURES["worse"].title)
    return Table(header, tuple(_line(title, one) for title, one in zip(titles, grown, strict=True)))


def _line(title: str, one: Told) -> tuple[str, ...]:
    sides = (tables.percent(one.before), tables.percent(one.after)) if isinstance(one, Growth) else ("–", "–")
    return title, *sides, tables.growth_text(one), tables.room_text(one), tables.worse_text(one)


def _parts(
    visit: Visit,
    scope: Scope,
    found: Overview,
    grown: tuple[Told, ...],
    file: tuple[Told, ...],
    indicator: Callable[[], int],
) -> None:
    parts, in_file = (
        keeper.of_assignment(
            visit, growths_of_parts, scope, found.assignment.id, found.agency.id, found.employment,
            now=keeper.slot(visit.now), in_file=is_file,
        )
        for is_file in (False, True)
    )  # fmt: skip
    if not parts:
        return
    st.subheader("Bagian mana yang naik, mana yang turun", anchor=False, help=help_of("gain_of_parts"))
    column = indicator()
    title, whole = found.indicator_titles[column], grown[column]
    say(part_growth_words(title, found.agency.name, [(part.name, part.cells[column]) for part in parts]))
    known = [(part.name, one) for part in parts if isinstance(one := part.cells[column], Growth)]
    if known:
        rows = [GrowthRow(*known[place]) for place in drawn([[_AS_GROUP[one.turn]] for _, one in known])]
        st.caption(
            "Titik adalah kemajuan dalam poin persen, garis rentang 90%; pita adalah kemajuan seluruhnya. Disebut jelas naik atau "
            f"jelas turun hanya bila seluruh garisnya di satu sisi nol. Di dalam kelompok urutannya menurut abjad. {drawn_words(len(known))}"
        )
        draw(
            growth_of_parts(rows, whole if isinstance(whole, Growth) else None, ink=ink()),
            "kemajuan-bagian",
            f"Kemajuan {title} tiap bagian {found.agency.name} dengan rentang 90%, dalam tiga kelompok. "
            "Angka yang sama ada pada tabel di bawahnya.",
        )
    table = parts_table(found.agency.name, whole, parts, column)
    of_file = parts_table(found.agency.name, file[column], in_file, column)
    show_table(f"Kemajuan tiap bagian pada {title}", table, "kemajuan-bagian", file=of_file)


def parts_table(name: str, whole: Told, parts: tuple[PartGrowth, ...], column: int) -> Table:
    """The whole first, then those that clearly fell, then the others; by name inside."""
    ordered = sorted(parts, key=lambda part: (_ORDER.index(turn_text(part.cells[column])), part.name))
    cells = [(f"Seluruh {name}", whole), *((part.name, part.cells[column]) for part in ordered)]
    return Table(
        ("Bagian", "Kemajuan", "Arah"), tuple((of, tables.growth_text(one), turn_text(one)) for of, one in cells)
    )


def turn_text(one: Told) -> str:
    return _TURNS[one.turn] if isinstance(one, Growth) else "–"


def _nothing(grown: tuple[Told, ...]) -> None:
    if any(isinstance(one, Withheld) for one in grown):
        st.info(f"Semua angka di sini {tables.FEW} atau melindungi kelompok kecil.", icon=":material/lock:")
        return
    st.info(
        "Belum ada kemajuan untuk digambar: belum ada orang yang menyelesaikan prauji dan pascauji dalam dua bentuk soal "
        "yang sejajar, atau kursus ini tidak berprauji.",
        icon=":material/info:",
    )
