"""The supervisor's view of misconceptions: which wrong beliefs are common here, in which parts, and what to do about each."""

from __future__ import annotations

from html import escape

import streamlit as st

from actions.understanding.briefing import gathering_pdf, order_words
from actions.understanding.misconceptions import BeliefReport, BeliefView, misconception_report
from actions.understanding.supervise import Overview, has_items
from analytics import tables
from analytics.charts.comprehension import MARKS
from analytics.estimates import Comprehension, NoData, Withheld
from analytics.measures import help_of
from analytics.misconceptions import MIN_BELIEF_LEARNERS
from analytics.ranking import Group
from analytics.tables import Table
from analytics.words.share_words import share_words
from analytics.words.view_words import beliefs_words
from people.access import Scope
from ui import keeper, look
from ui.figures import say, show_table
from ui.understanding.lesson_link import assign_link, lesson_link
from ui.visit import Visit

_FEW = f"disembunyikan (kurang dari {MIN_BELIEF_LEARNERS} orang)"
_NAMED = 3
_PDF = "netral-bahan-pertemuan.pdf"


def show_beliefs(visit: Visit, scope: Scope, found: Overview) -> None:
    st.subheader("Salah paham yang paling umum", anchor=False, help=help_of("misconception"))
    if not found.has_items:
        st.info(
            "Salah paham hanya dihitung untuk seluruh wilayah dan untuk instansi tepat di bawahnya. Naik ke instansi di "
            "atasnya untuk melihatnya.",
            icon=":material/info:",
        )
        _download(visit, scope, found)
        return
    report = _report_of(visit, scope, found, found.agency.id)
    if not report.beliefs:
        _nothing_common(report)
    else:
        told = [(view.belief, view.band, view.share) for view in report.beliefs]
        say(beliefs_words(report.agency.name, told, report.measured, report.close))
        st.caption(
            f"Perkiraan dari percobaan pertama pascauji, disesuaikan dengan soal yang didapat tiap orang. {order_words(report)} "
            "Sebagian pilihan bisa saja tebakan."
        )
    _download(visit, scope, found)
    for place, view in enumerate(report.beliefs, start=1):
        with look.card(f"keliru-{place}"):
            look.html(belief_html(place, view, report))
            with st.container(gap="small"):
                _follow_up(visit, report, view)
    if report.beliefs:
        _show_table(report)


def _report_of(visit: Visit, scope: Scope, found: Overview, agency_id: str) -> BeliefReport:
    return keeper.of_assignment(visit, misconception_report, scope, found.assignment.id, agency_id, found.employment)


def _nothing_common(report: BeliefReport) -> None:
    name = look.as_text(report.agency.name)
    if report.measured:
        st.info(
            f"Dari {report.measured} salah paham yang terukur di {name}, tidak ada yang ditunjukkan "
            "sedikitnya satu dari sepuluh orang.",
            icon=":material/check_circle:",
        )
    elif report.withheld:
        st.info(
            f"Semua angka {name} {_FEW} atau melindungi kelompok kecil. Lihat instansi di atasnya, atau tampilkan "
            "semua pegawai.",
            icon=":material/lock:",
        )
    else:
        st.info("Belum ada hasil pascauji untuk dihitung.", icon=":material/info:")


# --- One belief ------------------------------------------------------------------------------


def how_many(view: BeliefView) -> str:
    """What the figure says, in words."""
    return f"{share_words(view.share)} pegawai mengira begitu"


def belief_html(place: int, view: BeliefView, report: BeliefReport) -> str:
    words = f'<p class="n-eyebrow">{place} · {escape(view.indicator_title)}</p>'
    words += f'<h3 style="font-size:1.0625rem;line-height:1.4;font-weight:650">“{escape(view.belief)}”</h3>'
    words += look.thin_bar(round(view.share.value * 100), 100)
    words += look.meta(f"{how_many(view)}: {share_text(view.share)}", *where(view, report))
    law = f' <span class="n-small">({escape(view.sources)})</span>' if view.sources else ""
    words += look.note(f"<p><strong>Yang benar:</strong> {look.rich(view.correction)}{law}</p>", "ok")
    return f'<div style="display:grid;gap:.625rem">{words}</div>'


def where(view: BeliefView, report: BeliefReport) -> list[str]:
    """The parts where the belief is clearly more common than in the whole."""
    names = [name for name, group in zip(report.parts, view.groups, strict=True) if group == "high"]
    if not names:
        return []
    shown, others = names[:_NAMED], len(names) - _NAMED
    return [f"jelas lebih umum di {', '.join(shown)}" + (f", dan {others} lainnya" if others > 0 else "")]


def _follow_up(visit: Visit, report: BeliefReport, view: BeliefView) -> None:
    lesson_link(visit, view.cure, "Baca bagian")
    assign_link(visit, view.course, report.agency.id, report.agency.name)


# --- Paper -----------------------------------------------------------------------------------


def _download(visit: Visit, scope: Scope, found: Overview) -> None:
    """Hidden when neither this agency nor one above it within the scope has enough people."""
    asked = (visit.database, visit.courseware, scope, found.assignment.id, found.agency.id, found.employment)
    upwards = (_report_of(visit, scope, found, one.id) for one in reversed(found.trail) if has_items(one))
    told = next((report for report in upwards if report.tells_enough(scope.agency_id)), None)
    if told is None:
        return
    beside = "Dua halaman A4: lima salah paham, aturannya, dan pertanyaan untuk peserta. Tanpa nama orang."
    if told.agency.id != found.agency.id:
        beside += f" Pesertanya di sini terlalu sedikit, jadi isinya angka {told.agency.name}."
    today = visit.local(visit.now).date()
    st.download_button(
        "Unduh bahan apel/pertemuan (PDF)",
        lambda: gathering_pdf(*asked, today=today),
        file_name=_PDF,
        mime="application/pdf",
        icon=":material/download:",
        key="pemahaman-unduh-bahan",
        on_click="ignore",
    )
    st.caption(look.as_text(beside))


# --- The table -------------------------------------------------------------------------------


def share_text(found: Comprehension, group: Group = "unknown") -> str:
    """``▲ 64% (58–70), n 120``, or why there is no number."""
    if isinstance(found, Withheld):
        return _FEW if found.reason == "few" else tables.PROTECTS
    if isinstance(found, NoData):
        return tables.NO_DATA
    mark = MARKS[group]
    return f"{mark} {tables.estimate_text(found)}" if mark else tables.estimate_text(found)


def belief_table(report: BeliefReport) -> Table:
    """Parts down, beliefs across: what the screen shows and the file holds."""
    titles = (f"{place}. {view.belief}" for place, view in enumerate(report.beliefs, start=1))
    whole = (f"Seluruh {report.agency.name}", *(share_text(view.share) for view in report.beliefs))
    parts = (
        (name, *(share_text(view.parts[row], view.groups[row]) for view in report.beliefs))
        for row, name in enumerate(report.parts)
    )
    return Table(("Bagian", *titles), (whole, *parts))


def _show_table(report: BeliefReport) -> None:
    show_table("Salah paham per bagian", belief_table(report), "salah-paham")
