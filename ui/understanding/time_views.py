"""The view "Waktu": how an assignment goes on week by week, what was understood month by month, and what changed since one of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import streamlit as st

from actions.understanding import over_time
from actions.understanding.funnel import funnel
from actions.understanding.over_time import Period, Reconciled, SinceSnapshot, Weekly
from actions.understanding.supervise import Overview
from analytics import tables
from analytics.charts import time as time_charts
from analytics.charts.time import Mark, Step
from analytics.measures import help_of
from analytics.reconciliation import TAKES, Term
from analytics.tables import Table
from people.access import Scope
from ui import keeper, look
from ui.asked_choice import segments, selection
from ui.figures import draw, ink, say, show_table
from ui.understanding.forgetting_views import show_forgetting
from ui.understanding.then_views import show_then
from ui.understanding.trend_views import month_title, show_trends
from ui.visit import Visit

MONTH, COMPARED = "bulan", "ukuran"
"""Query parameters: a month that was frozen, and which of its numbers."""
_HIDDEN = "disembunyikan"
_LINES = ("Mulai", "Selesai", "Lulus")
_MEASURES = {"assigned": "Ditugaskan", "finished": "Selesai", "passed": "Lulus"}
_TERMS: dict[Term, str] = {
    "corrected_up": "Perbaikan data (tambah)",
    "joined": "Pegawai baru",
    "moved_in": "Pindah masuk",
    "obliged": "Menjadi wajib",
    "results": "Hasil baru",
    "corrected_down": "Perbaikan data (kurang)",
    "left": "Berhenti",
    "moved_out": "Pindah keluar",
    "excused": "Dikecualikan, cuti, atau tidak wajib lagi",
}
_IN_WORDS: dict[Term, str] = {
    "corrected_up": "{} orang ditambahkan karena perbaikan data",
    "joined": "{} orang pegawai baru",
    "moved_in": "{} orang pindah masuk",
    "obliged": "{} orang menjadi wajib",
    "results": "{} orang mendapat hasil baru",
    "corrected_down": "{} orang dikurangkan karena perbaikan data",
    "left": "{} orang berhenti",
    "moved_out": "{} orang pindah keluar",
    "excused": "{} orang dikecualikan, cuti, atau tidak wajib lagi",
}


def show_over_time(visit: Visit, scope: Scope, found: Overview) -> None:
    if found.employment or found.as_of:
        st.info("Tampilan ini selalu untuk semua jenis kepegawaian dan susunan unit sekarang.", icon=":material/info:")
    st.subheader("Dari minggu ke minggu", anchor=False, help=help_of("weekly"))
    weekly = keeper.of_assignment(
        visit, over_time.weekly, scope, found.assignment.id, found.agency.id, now=keeper.slot(visit.now)
    )
    file = _in_file(visit, scope, found)
    _show_weeks(found, file, weekly)
    show_trends(visit, scope, found)
    st.subheader("Sejak akhir bulan", anchor=False, help=help_of("since_snapshot"))
    _show_since(visit, scope, found, file)
    show_forgetting(visit, scope, found)


def _in_file(visit: Visit, scope: Scope, found: Overview) -> Overview:
    """As files say it: how many passed is a result."""
    stages = keeper.of_assignment(
        visit, funnel, scope, found.assignment.id, found.agency.id, now=keeper.slot(visit.now)
    )  # fmt: skip
    return replace(found, passed_is_withheld=found.passed_is_withheld or stages.whole.passed_in_file is None)


# --- Weeks -------------------------------------------------------------------------------------


def _show_weeks(found: Overview, file: Overview, weekly: Weekly) -> None:
    if not weekly.periods:
        words = (
            "Belum ada minggu yang dapat ditampilkan: minggunya belum berakhir, atau orangnya masih terlalu sedikit."
            if weekly.waiting
            else "Belum ada yang mulai mengerjakan pascauji."
        )
        st.info(words, icon=":material/info:")
        return
    say(_weeks_in_words(found, weekly))
    lines = [
        (name, [period.total[which] for period in weekly.periods])
        for which, name in enumerate(_LINES)
        if name != "Lulus" or not found.passed_is_withheld
    ]
    draw(
        time_charts.running_totals(
            [_mark(period.last) for period in weekly.periods], lines, _mark(weekly.due_on), ink=ink()
        ),
        "waktu",
        f"Jumlah orang di {found.agency.name} yang mulai, selesai, dan lulus pada akhir tiap masa, dengan tenggatnya. "
        "Angka yang sama ada pada tabel di bawahnya.",
    )
    st.caption(
        "Hanya minggu yang sudah berakhir; pada tabel, angka di dalam kurung adalah tambahannya. Minggu dengan tambahan "
        "1 sampai 4 orang digabung dengan minggu sesudahnya. "
        "Dihitung di unit tempat orangnya bekerja ketika mengerjakan, jadi dapat berbeda dari angka di atas bila ada yang pindah."
    )
    show_table(
        "Mulai, selesai, dan lulus per masa", weeks_table(found, weekly), "waktu", file=weeks_table(file, weekly)
    )


def weeks_table(found: Overview, weekly: Weekly) -> Table:
    """Each total with what was added in the period."""
    return Table(
        ("Masa", *_LINES),
        tuple((_span(period), *_totals(period, found.passed_is_withheld)) for period in weekly.periods),
    )


def _totals(period: Period, passed_is_withheld: bool) -> list[str]:
    cells = [
        f"{tables.number(total)} (+{tables.number(more)})"
        for total, more in zip(period.total, period.added, strict=True)
    ]
    return [*cells[:2], _HIDDEN] if passed_is_withheld else cells


def _weeks_in_words(found: Overview, weekly: Weekly) -> str:
    last = weekly.periods[-1]
    started, finished, passed = (tables.number(count) for count in last.total)
    words = f"Sampai {look.long_date(last.last)}, **{started} orang** sudah mulai dan **{finished} orang** selesai"
    words += "." if found.passed_is_withheld else f"; **{passed} orang** lulus."
    return f"{words} Tenggatnya {look.long_date(weekly.due_on)}."


def _span(period: Period) -> str:
    return f"{_mark(period.first).label} – {_mark(period.last).label} {period.last.year}"


def _mark(day: date) -> Mark:
    number, month, _ = look.long_date(day).split(" ")
    return Mark(day.isoformat(), f"{number} {month[:3]}")


# --- Since a month -----------------------------------------------------------------------------


def _show_since(visit: Visit, scope: Scope, found: Overview, file: Overview) -> None:
    heads = over_time.snapshots(visit.database, scope, found.assignment.id)
    if not heads:
        st.info(
            "Belum ada bulan yang dicatat untuk penugasan ini. Catatan dibuat sendiri setelah sebuah bulan berakhir.",
            icon=":material/info:",
        )
        return
    months = {head.month: month_title(head.month) for head in heads}
    columns = st.columns(2, vertical_alignment="bottom")
    with columns[0]:
        month = selection(MONTH, "Dibandingkan dengan akhir bulan", months, next(iter(months)), "pemahaman-bulan")
    since = keeper.of_assignment(
        visit, over_time.since_snapshot, scope, found.assignment.id, found.agency.id, month, now=keeper.slot(visit.now)
    )
    with columns[1]:
        chosen = segments(COMPARED, "Yang dibandingkan", _MEASURES, "finished", "pemahaman-yang-dibandingkan")
    one = next(measure for measure in since.measures if measure.measure == chosen)
    _show_measure(found, one, months[month])
    title = f"Dari akhir {months[month]} sampai hari ini"
    show_table(title, since_table(found, since), "sejak-akhir-bulan", file=since_table(file, since))
    show_then(visit, scope, found, month, months[month])


def _show_measure(found: Overview, one: Reconciled, month: str) -> None:
    if _is_withheld(found, one) or None in one.terms.values():
        say("" if _is_withheld(found, one) else _since_in_words(one, month))
        st.info(
            f"Sebagian angka {_HIDDEN} untuk melindungi kelompok kecil, jadi gambarnya tidak ditampilkan.",
            icon=":material/lock:",
        )
        return
    say(_since_in_words(one, month))
    steps = [
        Step(_title(term, month), -(number or 0) if term in TAKES else (number or 0), term in ("then", "now"))
        for term, number in one.terms.items()
    ]
    draw(
        time_charts.waterfall(steps, ink=ink()),
        "sejak-akhir-bulan",
        f"{_MEASURES[one.measure]} di {found.agency.name}: dari akhir {month}, lewat semua perubahan, sampai hari ini. "
        "Angka yang sama ada pada tabel di bawahnya.",
    )


def since_table(found: Overview, since: SinceSnapshot) -> Table:
    """All measures side by side; numbers that are taken off have a minus sign."""
    month = month_title(since.head.month)
    terms: list[Term] = ["then", *(term for term in _TERMS if any(term in one.terms for one in since.measures)), "now"]
    return Table(
        ("Uraian", *(_MEASURES[one.measure] for one in since.measures)),
        tuple((_title(term, month), *(_cell(found, one, term) for one in since.measures)) for term in terms),
    )


def _cell(found: Overview, one: Reconciled, term: Term) -> str:
    if _is_withheld(found, one):
        return _HIDDEN
    number = one.terms.get(term, 0)
    if number is None:
        return _HIDDEN
    return ("−" if term in TAKES and number else "") + tables.number(number)


def _is_withheld(found: Overview, one: Reconciled) -> bool:
    return one.measure == "passed" and found.passed_is_withheld


def _since_in_words(one: Reconciled, month: str) -> str:
    what = {"assigned": "wajib mengikuti", "finished": "sudah selesai", "passed": "sudah lulus"}[one.measure]
    shown = [_IN_WORDS[t].format(tables.number(n)) for t, n in one.terms.items() if t in _IN_WORDS and n is not None]
    then, now = one.terms["then"], one.terms["now"]
    if then is None and now is None and not shown:
        return ""  # the note beside the missing figure says why
    before = (
        f"Angka akhir {month} {_HIDDEN}."
        if then is None
        else f"Pada akhir {month}: {tables.number(then)} orang {what}."
    )
    changes = f"Sejak itu: {', '.join(shown)}." if shown else "Tidak ada perubahan sejak itu yang dapat ditampilkan."
    after = f"Angka hari ini {_HIDDEN}." if now is None else f"Hari ini: **{tables.number(now)} orang**."
    return f"{before} {changes} {after}"


def _title(term: Term, month: str) -> str:
    if term == "then":
        return f"Akhir {month}"
    return "Hari ini" if term == "now" else _TERMS[term]
