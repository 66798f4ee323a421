"""Part of the view "Waktu": comprehension as it was when a month ended, and as it is now; and who is counted in each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from actions.understanding.supervise import Overview
from actions.understanding.then_and_now import Remembered, ThenAndNow, then_and_now
from analytics import tables
from analytics.charts import time as time_charts
from analytics.charts.time import Interval
from analytics.difference import Points, difference
from analytics.estimates import Comprehension, Estimate, Withheld
from analytics.measures import help_of
from analytics.tables import Table
from analytics.words.listing import listed
from analytics.words.trend_words import interval_text, time_text
from content.words import INDICATOR_TITLES
from people.access import Scope
from ui import keeper
from ui.figures import draw, ink, say, show_table
from ui.visit import Visit

BETWEEN = "tidak dibandingkan"


def show_then(visit: Visit, scope: Scope, found: Overview, month: str, title: str) -> None:
    """``month``: the frozen one, ``title``: how it is written."""
    st.subheader(f"Pemahaman: akhir {title} dan hari ini", anchor=False, help=help_of("comprehension_then"))
    then = keeper.of_assignment(
        visit, then_and_now, scope, found.assignment.id, found.agency.id, month, now=keeper.slot(visit.now)
    )
    if not then.is_recorded:
        st.info("Pemahaman belum ikut dicatat pada bulan itu.", icon=":material/info:")
        return
    compared = [one for one in then.indicators if isinstance(one.then, Estimate) and isinstance(one.now, Estimate)]
    if not compared:
        st.info(_why_nothing(then.indicators, title), icon=":material/info:")
        return
    if not then.same_model:
        st.info(
            "Cara menghitung pemahaman sudah berganti sejak bulan itu, jadi selisihnya dapat juga berasal dari sana.",
            icon=":material/info:",
        )
    say(then_words(compared, title))
    draw(
        time_charts.then_and_now(
            [INDICATOR_TITLES[one.indicator] for one in compared],
            [
                (f"Akhir {title}", [_interval(one.then) for one in compared]),
                ("Hari ini", [_interval(one.now) for one in compared]),
            ],
            ink=ink(),
        ),
        "dulu-dan-kini",
        f"Pemahaman di {found.agency.name} pada akhir {title} dan hari ini, dengan rentang 90%. "
        "Angka yang sama ada pada tabel di bawahnya.",
    )
    st.caption(
        f"Angka akhir {title} dicatat ketika itu dan tidak pernah diubah. {_who(compared)} "
        "Yang pindah atau berhenti tetap dihitung di unit tempat mereka mengerjakan pascauji."
    )
    file = then_table(replace(then, indicators=tuple(one.in_file for one in then.indicators)), title)
    show_table(f"Pemahaman akhir {title} dan hari ini", then_table(then, title), "pemahaman-dulu-dan-kini", file=file)


def then_words(compared: Sequence[ThenAndNow], title: str) -> str:
    """What clearly changed, each with its numbers; the others by name."""
    told = [(INDICATOR_TITLES[one.indicator], one, difference(one.then, one.now)) for one in compared]
    clear = [
        f"**{name} jelas {'naik' if points.low > 0 else 'turun'}**, dari {interval_text(one.then)} menjadi {interval_text(one.now)}: "
        f"{_span(points)}."
        for name, one, points in told
        if points and points.is_clear
    ]
    alike = [name for name, _, points in told if not (points and points.is_clear)]
    if not clear:
        return f"Pemahaman pada akhir {title} dan hari ini **belum dapat dibedakan** pada {listed(alike)}: rentangnya bertumpang tindih."
    others = f" {listed(alike)} belum dapat dibedakan: rentangnya bertumpang tindih." if alike else ""
    return f"Sejak akhir {title}: {' '.join(clear)}{others}"


def then_table(then: Remembered, title: str) -> Table:
    """Every indicator, also those that are not shown. People: then, new results since, today."""
    header = ("Indikator", f"Akhir {title}", "Hari ini", "Selisih (poin)", "Hasil baru (orang)")
    return Table(header, tuple(_line(one) for one in then.indicators))


def _line(one: ThenAndNow) -> tuple[str, ...]:
    points = difference(one.then, one.now)
    told = "–" if points is None else f"{_signed(points.value)} ({_signed(points.low)} s.d. {_signed(points.high)})"
    told = told.removeprefix("+")  # a spreadsheet would read it as a formula
    return INDICATOR_TITLES[one.indicator], time_text(one.then), tables.estimate_text(one.now), told, _new(one)


def _new(one: ThenAndNow) -> str:
    if not isinstance(one.then, Estimate) or not isinstance(one.now, Estimate):
        return "–"
    return tables.number(one.now.learners - one.then.learners)


def _who(compared: list[ThenAndNow]) -> str:
    """From then to now in people, of the indicator with most people: nearly always the same for all."""
    then, now = max(((one.then, one.now) for one in compared), key=lambda pair: pair[1].learners)  # type: ignore[union-attr]
    people = tuple(tables.number(n) for n in (then.learners, now.learners - then.learners, now.learners))  # type: ignore[union-attr]
    return f"Yang dihitung: {people[0]} orang ketika itu, ditambah {people[1]} orang dengan hasil baru, kini {people[2]} orang."


def _why_nothing(found: tuple[ThenAndNow, ...], title: str) -> str:
    if any(isinstance(one.then, Withheld) and one.then.reason == "between" for one in found):
        return (
            f"Akhir {title} tidak dibandingkan dengan hari ini: hasil barunya baru dari 1 sampai 4 orang (di sini atau di "
            "unit di sekitarnya), atau susunan unitnya berubah. Perbandingan muncul lagi bila hasil barunya cukup banyak."
        )
    return f"Belum ada angka pemahaman akhir {title} yang dapat ditampilkan untuk unit ini."


def _span(points: Points) -> str:
    return f"selisihnya {_signed(points.value)} poin ({_signed(points.low)} s.d. {_signed(points.high)})"


def _signed(number: int) -> str:
    return tables.points(number / 100)


def _interval(found: Comprehension) -> Interval | None:
    return Interval(100 * found.value, 100 * found.low, 100 * found.high) if isinstance(found, Estimate) else None
