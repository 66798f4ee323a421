"""Part of the view "Waktu": what has faded some weeks after the post-test, of those who took a refresher, and what to do."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from actions.understanding.forgetting import AfterDays, ForgettingReport, forgetting_report
from actions.understanding.supervise import Overview
from analytics import tables
from analytics.charts import time as time_charts
from analytics.charts.time import Interval
from analytics.forgetting import Change, Forgetting
from analytics.measures import help_of
from analytics.ranking import lowest_band
from analytics.tables import Table
from analytics.words.listing import listed
from content.words import INDICATOR_TITLES
from people.access import Scope
from ui import keeper
from ui.figures import draw, ink, say, show_table
from ui.understanding.lesson_link import lesson_link
from ui.visit import Visit

_OVERALL = "Semua indikator"


def show_forgetting(visit: Visit, scope: Scope, found: Overview) -> None:
    st.subheader("Yang pudar sesudah pascauji", anchor=False, help=help_of("forgetting"))
    report = keeper.of_assignment(visit, forgetting_report, scope, found.assignment.id, found.agency.id)
    if not report.after:
        st.info(_nothing(report), icon=":material/info:")
        return
    known = [one for one in report.after if isinstance(one.overall, Change)]
    if not known:
        st.info(f"Angka penyegaran di sini {tables.FEW} atau melindungi kelompok kecil.", icon=":material/lock:")
        return
    for one in known:
        say(sentence(one))
    when = {one.days: f", {one.days} hari" if len(known) > 1 else "" for one in known}
    lines = [(after, title, told) for after in known for title, told in _lines(after) if isinstance(told, Change)]
    draw(
        time_charts.changes(
            [f"{title}{when[after.days]}" for after, title, _ in lines],
            [Interval(100 * told.value, 100 * told.low, 100 * told.high) for _, _, told in lines],
            ink=ink(),
        ),
        "pudar",
        f"Berapa poin pemahaman orang yang sama berubah sejak pascauji di {found.agency.name}, dengan rentang 90%. "
        "Angka yang sama ada pada tabel di bawahnya.",
    )
    took = [f"{tables.number(one.overall.learners)} orang sekitar {one.days} hari sesudahnya" for one in known]  # type: ignore[union-attr]
    st.caption(
        f"Dari {tables.number(report.finished)} orang yang selesai pascauji, penyegaran sudah dikerjakan oleh {listed(took)}. Penyegaran "
        "sukarela: yang mengerjakannya boleh jadi yang lebih rajin, sehingga yang pudar sebenarnya dapat lebih banyak."
    )
    file = forgetting_table(replace(report, after=tuple(one.in_file for one in report.after)))
    show_table("Perubahan sejak pascauji", forgetting_table(report), "pudar", file=file)
    _what_to_do(visit, found, known)


def sentence(after: AfterDays) -> str:
    """What the group as a whole kept, and on which indicators it clearly fell."""
    told = after.overall
    assert isinstance(told, Change)
    span = f"{tables.points(told.value)} poin ({tables.points(told.low)} s.d. {tables.points(told.high)})"
    words = f"Sekitar {after.days} hari sesudah pascauji: {span}"
    if not told.is_clear:
        words += ", jadi secara keseluruhan **belum tampak ada yang pudar**."
    elif told.value > 0:
        words += ", jadi pemahaman **malah naik**."
    else:
        in_hundred = max(1, round(-100 * told.value))
        words += f". **Dari 100 jawaban, kira-kira {in_hundred} yang dulu benar kini keliru.**"
    fallen = [INDICATOR_TITLES[name] for name, one in after.indicators if _has_fallen(one)]
    return f"{words} Yang jelas turun: **{listed(fallen)}**." if fallen else words


def forgetting_table(report: ForgettingReport) -> Table:
    """Every due date with each indicator, also what is withheld."""
    rows = [(f"{after.days} hari", title, _told(told)) for after in report.after for title, told in _lines(after)]
    return Table(("Sesudah", "Indikator", "Perubahan"), tuple(rows))


def _lines(after: AfterDays) -> list[tuple[str, Forgetting]]:
    return [(_OVERALL, after.overall), *((INDICATOR_TITLES[name], told) for name, told in after.indicators)]


def _told(told: Forgetting) -> str:
    if not isinstance(told, Change):
        return tables.estimate_text(told)
    low, high = tables.points(told.low), tables.points(told.high)
    value = tables.points(told.value).removeprefix("+")  # a spreadsheet would read it as a formula
    return f"{value} poin ({low} s.d. {high}), n {tables.number(told.learners)}"


def _nothing(report: ForgettingReport) -> str:
    if not report.offered:
        return "Kursus ini belum punya penyegaran, jadi belum dapat dilihat apa yang pudar sesudah pascauji."
    return (
        "Belum ada yang mengerjakan penyegaran. Penyegaran muncul sendiri di Beranda pegawai beberapa minggu sesudah "
        "pascauji; ingatkan mereka untuk membukanya."
    )


def _what_to_do(visit: Visit, found: Overview, known: list[AfterDays]) -> None:
    """The indicator that fell furthest, of those that clearly fell; all that may be it where none is told apart."""
    fallen = [
        (told, name)
        for after in known
        for name, told in after.indicators
        if isinstance(told, Change) and _has_fallen(told)
    ]
    if not fallen:
        st.markdown("**Yang dapat dilakukan:** ingatkan pegawai membuka Beranda; penyegaran menunggu di sana.")
        return
    worst = sorted({fallen[place][1] for place in lowest_band([told for told, _ in fallen])})
    which = f"{'salah satu: ' if len(worst) > 1 else ''}**{listed([INDICATOR_TITLES[name] for name in worst])}**"
    st.markdown(
        f"**Yang dapat dilakukan:** bahas lagi {which} pada apel atau rapat berikutnya, dan ingatkan "
        "pegawai membuka penyegaran di Beranda mereka."
    )
    for name in worst:
        lesson_link(visit, found.lessons[found.indicators.index(name)] if name in found.indicators else None)


def _has_fallen(told: Forgetting) -> bool:
    return isinstance(told, Change) and told.is_clear and told.value < 0
