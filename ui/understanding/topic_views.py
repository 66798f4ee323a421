"""Peta by indicator, by module, or by learning objective: which of them is in the address as a checked id."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

import streamlit as st

from actions.understanding.comprehension import MIN_TOPIC_LEARNERS
from actions.understanding.supervise import Overview
from actions.understanding.topics import By, TopicReport, topic_report
from analytics import tables
from analytics.charts import comprehension as charts
from analytics.estimates import Comprehension, Estimate, Withheld
from analytics.measures import MEASURES, help_of
from analytics.ranking import lowest_band
from analytics.tables import Table
from analytics.words.view_words import names_words, span_words
from people.access import Scope
from ui import keeper, look, session
from ui.asked_choice import segments
from ui.figures import draw, ink, say, show_table
from ui.understanding.lesson_link import lesson_link
from ui.visit import Visit

BY = "menurut"
"""Query parameter: one of the ids below."""
PAGE = "halaman"
"""Query parameter: what the map is drawn by and the number of its page, such as ``tujuan-2``."""
_INDICATORS = "indikator"
_TITLES = {_INDICATORS: "Indikator", "modul": "Modul", "tujuan": "Tujuan belajar"}


def show_map(visit: Visit, scope: Scope, found: Overview, by_indicator: Callable[[], None]) -> None:
    by = segments(BY, "Pemahaman menurut", _TITLES, _INDICATORS, "pemahaman-menurut")
    if by == _INDICATORS:
        by_indicator()
    else:
        _show_topics(visit, scope, found, cast(By, by))


def _show_topics(visit: Visit, scope: Scope, found: Overview, by: By) -> None:
    st.subheader(f"Pemahaman menurut {_TITLES[by].lower()}", anchor=False, help=help_of("topic_comprehension"))
    report = keeper.of_assignment(
        visit, topic_report, scope, found.assignment.id, found.agency.id, found.employment, by,
        _asked_page(by), now=keeper.slot(visit.now),
    )  # fmt: skip
    if not report.topics:
        st.info("Belum ada hasil untuk ditampilkan.", icon=":material/info:")
        return
    if found.as_of is not None:
        st.caption("Menurut susunan unit hari ini, bukan tanggal yang dipilih.")
    if not any(isinstance(cell, Estimate) for cell in _all_cells(report)):
        st.info(
            f"Semua angka di sini kurang dari {MIN_TOPIC_LEARNERS} orang atau melindungi kelompok kecil.",
            icon=":material/lock:",
        )
    elif by == "modul":
        _modules(visit, report)
    else:
        _objectives(visit, report)
    if report.page_count > 1:
        _choose_page(by, report)


def _asked_page(by: By) -> int:
    number = st.query_params.get(PAGE, "").removeprefix(f"{by}-")
    return int(number) if number.isascii() and number.isdecimal() and len(number) < 4 else 1


def _choose_page(by: By, report: TopicReport) -> None:
    key = f"pemahaman-{by}-halaman"
    session.follow_address(key, report.page)
    chosen = st.number_input(f"Halaman (1 sampai {report.page_count})", 1, report.page_count, key=key, width=180)
    if chosen != report.page:
        session.address_follows(key, int(chosen))
        st.query_params[PAGE] = f"{by}-{chosen}"
        st.rerun()


def _modules(visit: Visit, report: TopicReport) -> None:
    _show_weakest(visit, report, "modul")
    look.html(look.meta(*(f"Modul {topic.order}: {topic.title}" for topic in report.topics)))
    st.caption(
        "Persen pemahaman; makin gelap makin paham. ▼ jelas di bawah dan ▲ jelas di atas keseluruhan; "
        f"– belum ada hasil, kurang dari {MIN_TOPIC_LEARNERS} orang, atau disembunyikan."
    )
    rows = [charts.MapRow(f"Seluruh {report.agency.name}", report.whole, tuple("unknown" for _ in report.whole))]
    rows += [charts.MapRow(part.name, part.cells, part.groups) for part in report.parts]
    draw(
        charts.heatmap([f"Modul {topic.order}" for topic in report.topics], rows, ink=ink()),
        "peta-modul",
        f"Peta pemahaman {report.agency.name}: {len(report.parts)} bagian kali {len(report.topics)} modul. "
        "Angka yang sama ada pada tabel di bawahnya.",
    )
    show_table("Pemahaman per bagian dan modul", module_table(report), "pemahaman-modul")
    st.caption(f"n ≥ berarti paling sedikit sekian orang bertemu soal modul itu. {MEASURES['withheld'].definition}")


def _objectives(visit: Visit, report: TopicReport) -> None:
    _show_weakest(visit, report, "tujuan belajar")
    st.caption(
        "Urut dari yang terlemah menurut rata-rata semua jawaban di seluruh organisasi, supaya urutannya sama bagi setiap "
        "instansi. Yang rentangnya bertumpang tindih belum dapat dibedakan."
    )
    show_table("Pemahaman per tujuan belajar", objective_table(report), "pemahaman-tujuan", expanded=True)


def module_table(report: TopicReport) -> Table:
    """What the map shows, as text."""
    first = (f"Seluruh {report.agency.name}", *(at_least_text(cell) for cell in report.whole))
    rows = ((part.name, *(at_least_text(cell) for cell in part.cells)) for part in report.parts)
    return Table(("Bagian", *(topic.title for topic in report.topics)), (first, *rows))


def objective_table(report: TopicReport) -> Table:
    rows = (
        (topic.title, topic_text(cell), tables.chance_text(below), topic.lesson.title if topic.lesson else "–")
        for topic, cell, below in zip(report.topics, report.whole, report.below_target, strict=True)
    )
    header = ("Tujuan belajar", "Pemahaman", f"Di bawah sasaran {tables.percent(report.target)}", "Materi")
    return Table(header, tuple(rows))


def topic_text(cell: Comprehension) -> str:
    """Ten people where indicators ask for five."""
    is_few = isinstance(cell, Withheld) and cell.reason == "few"
    return f"disembunyikan (kurang dari {MIN_TOPIC_LEARNERS} orang)" if is_few else tables.estimate_text(cell)


def at_least_text(cell: Comprehension) -> str:
    """People of a module are counted at the lesson of it that most of them met."""
    return topic_text(cell).replace(", n ", ", n ≥ ")


def weakest_words(report: TopicReport, what: str) -> str:
    """Which topics of this page may be the weakest; one alone only where its interval lies below all others."""
    name, where = report.agency.name, " di halaman ini" if report.page_count > 1 else ""
    alike = [report.topics[place].title.rstrip(".") for place in lowest_band(report.whole)]
    if not alike:
        return f"Belum ada {what} yang dapat dinilai untuk {name} secara keseluruhan."
    known = [cell for cell in report.whole if isinstance(cell, Estimate)]
    if len(alike) == 1:
        (place,) = lowest_band(report.whole)
        clearly = f" jelas yang terlemah{where}" if len(known) > 1 else ""
        return (
            f"Di {name}, {what} **{alike[0]}**{clearly}: {tables.estimate_text(report.whole[place]).partition(', n ')[0]}. "
            f"Kemungkinan di bawah sasaran {tables.percent(report.target)}: {tables.chance_text(report.below_target[place])}."
        )
    span = span_words([known[place] for place in lowest_band(known)])
    whose = "semuanya" if len(alike) == len(known) else f"{tables.number(len(alike))} yang terendah"
    return (
        f"Di {name}, belum ada {what} yang jelas terlemah{where}: {whose} bertumpang tindih ({span}). "
        f"Mulailah dari salah satu: {names_words(alike)}."
    )


def _show_weakest(visit: Visit, report: TopicReport, what: str) -> None:
    """What the numbers of this page say, in one sentence, and the lesson where one is clearly the weakest."""
    say(weakest_words(report, what))
    band = lowest_band(report.whole)
    if len(band) == 1:
        lesson_link(visit, report.topics[band[0]].lesson)


def _all_cells(report: TopicReport) -> list[object]:
    return [*report.whole, *(cell for part in report.parts for cell in part.cells)]
