"""The supervisor's view of certainty: where people are sure and yet wrong, by topic, and what to do about it."""

from __future__ import annotations

from html import escape

import streamlit as st

from actions.understanding.supervise import Overview
from actions.understanding.sureness import SureBelief, SurenessReport, sureness_report
from analytics import tables
from analytics.charts.sureness import sure_but_wrong
from analytics.estimates import Withheld
from analytics.measures import help_of
from analytics.ranking import group_of, highest_band
from analytics.sureness import RED_FLAG, SureShare
from analytics.tables import Table
from analytics.words.share_words import share_words
from analytics.words.sureness_words import people_text, sureness_text
from analytics.words.view_words import names_words
from people.access import Scope
from ui import keeper, look
from ui.figures import draw, ink, show_table
from ui.understanding.lesson_link import lesson_link
from ui.visit import Visit

_NAMED = 3


def show_sureness(visit: Visit, scope: Scope, found: Overview) -> None:
    st.subheader("Yakin tetapi keliru", anchor=False, help=help_of("sure_wrong"))
    report = keeper.of_assignment(visit, sureness_report, scope, found.assignment.id, found.agency.id, found.employment)
    if not any(isinstance(cell, SureShare) for cell in report.total):
        _nothing(report)
        return
    worst = most_wrong(report)
    words = f"<p><strong>{escape(sentence(report, worst))}</strong></p><p>{escape(beside(report, worst))}</p>"
    look.html(look.note(words, "warn" if _flags(report) else "ok"))
    lesson_link(visit, report.lessons[worst])
    st.caption(
        "Persen keliru di antara jawaban yang ditandai yakin oleh pesertanya sendiri, beserta rentang 90%. Garis "
        f"putus-putus adalah {tables.percent(RED_FLAG)}: di atasnya, kata “yakin” menjanjikan lebih dari isinya."
    )
    draw(
        sure_but_wrong(report.indicator_titles, report.total, ink=ink()),
        "yakin",
        f"Jawaban yakin yang keliru di {report.agency.name} menurut indikator. Angka yang sama ada pada tabel di bawahnya.",
    )
    table, file = sureness_table(report), sureness_table(report.in_file)
    show_table("Yakin tetapi keliru per bagian dan indikator", table, "yakin-tetapi-keliru", file=file)
    st.caption(
        "Pada tabel: persen yang keliru dan rentangnya, lalu berapa orang keliru paling sedikit satu kali di antara yang "
        "pernah yakin. ▲ berarti bendera merah."
    )
    _beliefs(visit, report)


def most_wrong(report: SurenessReport) -> int:
    """The indicator whose interval begins highest."""

    def lowest(place: int) -> float:
        cell = report.total[place]
        return cell.share.low if isinstance(cell, SureShare) else -1.0

    return max(range(len(report.total)), key=lowest)


def sentence(report: SurenessReport, place: int) -> str:
    """What the figure says of the agency."""
    cell, title, name = report.total[place], report.indicator_titles[place], report.agency.name
    if not isinstance(cell, SureShare):
        return ""
    if not cell.erring:
        return f"Tidak ada bendera merah di {name}: tidak satu pun jawaban yang ditandai yakin ternyata keliru."
    said = f"{share_words(cell.share)} jawaban yang ditandai yakin pada {title} ternyata keliru."
    if _flags(report):
        return f"Bendera merah: di {name}, {said}"
    cells = [one.share if isinstance(one, SureShare) else one for one in report.total]
    alike = [report.indicator_titles[one] for one in highest_band(cells) if one != place]
    which = f"Salah satu yang tertinggi, belum dapat dibedakan dari {names_words(alike)}" if alike else "Yang tertinggi"
    return f"Tidak ada bendera merah di {name}. {which}: {said}"


def beside(report: SurenessReport, place: int) -> str:
    """How many people, where else, and what to do."""
    cell = report.total[place]
    if not isinstance(cell, SureShare) or not cell.erring:
        return ""
    words = f"{people_text(cell)} yang pernah yakin pada topik ini keliru paling sedikit satu kali."
    others = [report.indicator_titles[one] for one in _flags(report) if one != place]
    if others:
        words += f" Bendera merah juga pada {', '.join(others)}."
    words += _clearly_worse(report, place)
    if _flags(report):
        words += " Yang yakin jarang bertanya: tugaskan materinya dan bahas bersama."
    return words


def sureness_table(report: SurenessReport) -> Table:
    """What the figure shows, and the same for each part."""
    first = (f"Seluruh {report.agency.name}", *map(sureness_text, report.total))
    return Table(
        ("Bagian", *report.indicator_titles),
        (first, *((part.name, *map(sureness_text, part.cells)) for part in report.parts)),
    )


def belief_table(report: SurenessReport) -> Table:
    rows = (
        (one.belief, one.indicator_title, tables.estimate_text(one.share), one.correction, _cure(one))
        for one in report.beliefs
    )
    return Table(("Salah paham", "Indikator", "Diyakini", "Yang benar", "Materi"), tuple(rows))


def how_many(one: SureBelief) -> str:
    return f"{share_words(one.share)} pegawai yang yakin pada soalnya mengira begitu"


def _flags(report: SurenessReport) -> list[int]:
    return [place for place, cell in enumerate(report.total) if isinstance(cell, SureShare) and cell.is_red_flag]


def _clearly_worse(report: SurenessReport, place: int) -> str:
    whole = report.total[place]
    worse = [
        part.name
        for part in report.parts
        if isinstance(part.cells[place], SureShare)
        and isinstance(whole, SureShare)
        and group_of(part.cells[place].share, whole.share) == "high"  # type: ignore[union-attr]
    ]
    if not worse:
        return ""
    others = f", dan {len(worse) - _NAMED} lainnya" if len(worse) > _NAMED else ""
    return f" Jelas lebih sering di {', '.join(worse[:_NAMED])}{others}."


def _beliefs(visit: Visit, report: SurenessReport) -> None:
    st.subheader("Salah paham yang diyakini", anchor=False, help=help_of("sure_belief"))
    if not report.has_beliefs:
        st.info(
            "Salah paham hanya dihitung untuk seluruh wilayah dan untuk instansi tepat di bawahnya. Naik ke instansi di "
            "atasnya untuk melihatnya.",
            icon=":material/info:",
        )
        return
    if not report.beliefs:
        st.info(
            "Tidak ada salah paham yang dapat ditampilkan di sini: belum cukup orang yang yakin, atau tidak ada yang "
            "diyakini sedikitnya satu dari sepuluh orang.",
            icon=":material/info:",
        )
        return
    for place, one in enumerate(report.beliefs, start=1):
        with look.card(f"diyakini-{place}"):
            look.html(_belief_html(one))
            lesson_link(visit, one.cure)
    show_table("Salah paham yang diyakini", belief_table(report), "salah-paham-yang-diyakini")


def _belief_html(one: SureBelief) -> str:
    words = f'<p class="n-eyebrow">{escape(one.indicator_title)}</p>'
    words += f'<h3 style="font-size:1.0625rem;line-height:1.4;font-weight:650">“{escape(one.belief)}”</h3>'
    words += look.meta(f"{how_many(one)}: {tables.estimate_text(one.share)}")
    words += look.note(f"<p><strong>Yang benar:</strong> {look.rich(one.correction)}</p>", "ok")
    return f'<div style="display:grid;gap:.625rem">{words}</div>'


def _cure(one: SureBelief) -> str:
    return f"{one.cure.title}: {one.cure.section_title}" if one.cure else "–"


def _nothing(report: SurenessReport) -> None:
    name = look.as_text(report.agency.name)
    if any(isinstance(cell, Withheld) for cell in report.total):
        st.info(f"Semua angka {name} {tables.FEW} atau melindungi kelompok kecil.", icon=":material/lock:")
    elif not report.is_asked:
        st.info(
            "Pascauji kursus ini tidak menanyakan yakin atau ragu. Penyusun dapat menyalakannya dengan `asks_sureness: "
            "true` pada berkas kuisnya.",
            icon=":material/info:",
        )
    else:
        st.info("Belum ada jawaban pascauji yang ditandai yakin.", icon=":material/info:")
