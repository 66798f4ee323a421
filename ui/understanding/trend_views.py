"""Part of the view "Waktu": comprehension from month to month, and from assignment to assignment."""

from __future__ import annotations

from datetime import date

import streamlit as st

from actions.understanding.assignment_trend import AssignmentPoint, AssignmentTrend, assignment_trend
from actions.understanding.supervise import Overview
from actions.understanding.then_and_now import Months, months_and_today
from analytics.charts.trend import Moment, trend
from analytics.estimates import Comprehension, Estimate, Withheld
from analytics.measures import help_of
from analytics.tables import Table, number
from analytics.words.listing import listed
from analytics.words.trend_words import moves_of, time_text, trend_words
from content.words import INDICATOR_TITLES
from people.access import Scope
from ui import keeper, look
from ui.figures import draw, ink, say, show_table
from ui.visit import Visit

TODAY = "hari ini"
Rows = list[tuple[Comprehension, ...]]


def show_trends(visit: Visit, scope: Scope, found: Overview) -> None:
    asked = (scope, found.assignment.id, found.agency.id)
    now = keeper.slot(visit.now)
    st.subheader("Pemahaman dari bulan ke bulan", anchor=False, help=help_of("comprehension_by_month"))
    months = keeper.of_assignment(visit, months_and_today, *asked, now=now)
    _show_months(found, months, visit.local(visit.now).date())
    st.subheader("Pemahaman dari penugasan ke penugasan", anchor=False, help=help_of("comprehension_by_assignment"))
    _show_assignments(found, keeper.of_assignment(visit, assignment_trend, *asked, now=now))


# --- Months ------------------------------------------------------------------------------------


def _show_months(found: Overview, months: Months, today: date) -> None:
    if not any(isinstance(cell, Estimate) for month in months.months for cell in month.cells):
        st.info(_why_no_months(months), icon=":material/info:")
        return
    titles, rows = _titles(months.indicators), [*(month.cells for month in months.months), months.today]
    say(months_words(found.agency.name, months))
    if not all(month.same_model for month in months.months):
        st.info(
            "Cara menghitung pemahaman sudah berganti sejak sebagian bulan ini, jadi selisihnya dapat juga berasal dari sana.",
            icon=":material/info:",
        )
    draw(
        trend(titles, _month_moments(months, today), rows, ink=ink()),
        "bulan-ke-bulan",
        f"Pemahaman di {found.agency.name} pada akhir tiap bulan dan hari ini menurut indikator, dengan rentang 90%. "
        "Angka yang sama ada pada tabel di bawahnya.",
    )
    st.caption(
        f"Titik adalah pemahaman, garis tegak rentang 90%. {gaps_words(months)}Setiap bulan memuat semua yang sudah selesai "
        "sampai bulan itu. Per minggu hanya kemajuan yang dihitung, tidak pemahaman: yang selesai minggu ini bukan orang yang "
        "selesai minggu lalu, jadi naik turunnya hanya akan menunjukkan siapa yang lebih dahulu mengerjakan."
    )
    table, file = months_table(months), months_table(months.in_file)
    show_table("Pemahaman pada akhir tiap bulan", table, "pemahaman-per-bulan", file=file)


def months_words(name: str, months: Months) -> str:
    """From the first month with a number to today."""
    times = [*(f"akhir {month_title(one.head.month)}" for one in months.months), TODAY]
    rows = [*(one.cells for one in months.months), months.today]
    return trend_words(
        name, moves_of(_titles(months.indicators), times, rows), lambda since, until: _since(since, until)
    )


def months_table(months: Months) -> Table:
    """The earliest month first, today last."""
    rows = [(f"Akhir {month_title(one.head.month)}", *map(time_text, one.cells)) for one in months.months]
    return Table(("Keadaan", *_titles(months.indicators)), (*rows, ("Hari ini", *map(time_text, months.today))))


def gaps_words(months: Months) -> str:
    """Which months have no number on which indicator; empty when all have."""
    told = []
    for month in months.months:
        hidden = [
            title
            for title, cell in zip(_titles(months.indicators), month.cells, strict=True)
            if isinstance(cell, Withheld)
        ]
        where = "" if len(hidden) == len(months.indicators) else f" ({listed(hidden)})"
        if hidden:
            told.append(f"akhir {month_title(month.head.month)}{where}")
    if not told:
        return ""
    return f"Garis terputus pada {listed(told)}: angkanya tidak ditampilkan, untuk melindungi kelompok kecil. "


def month_title(month: str) -> str:
    return look.long_date(date.fromisoformat(f"{month}-01")).removeprefix("1 ")


def _since(since: str, until: str) -> str:
    return f"Sejak {since}" if until == TODAY else f"Dari {since} sampai {until}"


def _month_moments(months: Months, today: date) -> list[Moment]:
    """A month is one step, whether or not it was frozen."""
    moments = []
    for month in months.months:
        year, _, of_year = month.head.month.partition("-")
        title = month_title(month.head.month)
        moments.append(Moment(12 * int(year) + int(of_year), f"{title[:3]} {year[2:]}", f"Akhir {title}"))
    here = 12 * today.year + today.month
    return [*moments, Moment(max(here, moments[-1].at + 1), "Hari ini", "Hari ini")]


def _why_no_months(months: Months) -> str:
    if any(isinstance(cell, Withheld) for month in months.months for cell in month.cells):
        return (
            "Bulan-bulan lalu tidak ditampilkan di sini, karena hasil barunya sejak itu baru dari 1 sampai 4 orang (di sini atau "
            "di unit di sekitarnya), karena kelompoknya kecil, atau karena susunan unitnya berubah."
        )
    return (
        "Belum ada bulan dengan angka pemahaman. Pemahaman dicatat sendiri setelah sebuah bulan berakhir; tiap bulan menjadi "
        "satu titik di sini."
    )


# --- Assignments -------------------------------------------------------------------------------


def _show_assignments(found: Overview, over_all: AssignmentTrend) -> None:
    shown = [one for one in over_all.points if any(isinstance(cell, Estimate) for cell in one.cells)]
    if len(shown) < 2:
        st.info(_why_no_line(over_all), icon=":material/info:")
        return
    titles = _titles(over_all.indicators)
    quiz_id = next((one.quiz_id for one in over_all.points if one.assignment_id == found.assignment.id), "")
    say(assignments_words(found.agency.name, over_all, quiz_id))
    draw(
        trend(
            titles,
            _assignment_moments(over_all, quiz_id),
            [one.cells for one in over_all.points],
            ("Pascauji yang sama", "Pascauji lain"),
            ink=ink(),
        ),
        "antarpenugasan",
        f"Pemahaman di {found.agency.name} pada tiap penugasan menurut indikator, dengan rentang 90%. "
        "Angka yang sama ada pada tabel di bawahnya.",
    )
    left_out = f"Penugasan yang lebih lama ({number(over_all.left_out)}) tidak digambar. " if over_all.left_out else ""
    st.caption(
        "Tiap titik sama dengan angka pada Peta penugasan itu. Hanya penugasan berpascauji sama yang dihubungkan garis, karena "
        f"pascauji lain bersoal lain. {left_out}Tiap orang dihitung sekali untuk tiap pascauji, pada penugasan tempat ia pertama kali "
        "menyelesaikannya. Jadi titik-titik itu dari orang yang berlainan, dan naik turunnya dapat juga karena orangnya lain."
    )
    table, file = assignments_table(over_all), assignments_table(over_all.in_file)
    show_table("Pemahaman pada tiap penugasan", table, "pemahaman-per-penugasan", file=file)


def assignments_words(name: str, over_all: AssignmentTrend, quiz_id: str) -> str:
    """From the first to the last assignment with the post-test that is looked at; others are not compared in words."""
    numbered = [(at, one) for at, one in enumerate(over_all.points, start=1) if one.quiz_id == quiz_id]
    times = [f"penugasan {at} ({_opened(one)})" for at, one in numbered]
    moves = moves_of(_titles(over_all.indicators), times, [one.cells for _, one in numbered])
    if not moves:
        return (
            f"Di {name}, penugasan ini belum dapat dibandingkan dengan penugasan lain: pascaujinya berbeda, atau angkanya "
            "tidak ditampilkan."
        )
    return trend_words(name, moves, lambda since, until: f"Dari {since} ke {until}")


def assignments_table(over_all: AssignmentTrend) -> Table:
    """Numbered as in the figure."""
    return Table(
        ("Penugasan", "Masa", *_titles(over_all.indicators)),
        tuple(
            (f"{at}. {one.title}", _window(one), *map(time_text, one.cells))
            for at, one in enumerate(over_all.points, start=1)
        ),
    )


def _assignment_moments(over_all: AssignmentTrend, quiz_id: str) -> list[Moment]:
    return [
        Moment(at, f"{at}<br>{_short(one)}", f"{at}. {one.title}", one.quiz_id, one.quiz_id != quiz_id)
        for at, one in enumerate(over_all.points, start=1)
    ]


def _short(one: AssignmentPoint) -> str:
    month, _, year = _opened(one).partition(" ")
    return f"{month[:3]} {year[2:]}"


def _opened(one: AssignmentPoint) -> str:
    return month_title(f"{one.opens_on:%Y-%m}")


def _window(one: AssignmentPoint) -> str:
    words = f"{look.long_date(one.opens_on)} sampai {look.long_date(one.due_on)}"
    return words if one.is_over else f"{words}, masih berjalan"


def _why_no_line(over_all: AssignmentTrend) -> str:
    if len(over_all.points) > 1:
        return "Belum ada dua penugasan yang angkanya dapat ditampilkan di sini; kelompok kecil dilindungi."
    return "Baru satu penugasan yang berhasil di sini. Garis tampak setelah ada penugasan kedua dengan hasil."


def _titles(indicators: tuple[str, ...]) -> list[str]:
    return [INDICATOR_TITLES[one] for one in indicators]
