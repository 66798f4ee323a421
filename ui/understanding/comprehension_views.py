"""The views of comprehension: map, order, progress, items, dilemmas. Each chart comes with its table and a file of the same."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

import streamlit as st

from actions.understanding.in_files import overview_in_file
from actions.understanding.item_report import ItemView, item_views
from actions.understanding.supervise import ItemsTooDeep, Overview
from analytics import ranking, tables
from analytics.charts import comprehension as charts
from analytics.charts.drawn import drawn, drawn_words, left_out_words, told
from analytics.estimates import Comprehension, Estimate, NoData
from analytics.items.facility import MIN_ITEM_LEARNERS
from analytics.items.item_place import place_words
from analytics.measures import MEASURES, help_of
from analytics.ranking import Group
from analytics.tables import Table
from analytics.words.view_words import items_words, map_words, no_order_words, order_words
from people.access import Scope
from ui import keeper, look
from ui.asked_choice import segments
from ui.figures import draw, ink, say, show_table
from ui.understanding.areas_view import show_areas
from ui.understanding.belief_views import show_beliefs
from ui.understanding.dilemma_views import show_dilemmas
from ui.understanding.funnel_view import show_funnel
from ui.understanding.growth_view import show_growth
from ui.understanding.item_place_view import place_cell, place_facts, show_item_places
from ui.understanding.lesson_link import lesson_link
from ui.understanding.report_links import INDICATOR
from ui.understanding.sureness_views import show_sureness
from ui.understanding.time_views import show_over_time
from ui.understanding.topic_views import show_map
from ui.understanding.view_choice import choose_view
from ui.visit import Visit

_GROUPS: dict[Group, str] = {
    "low": "paling perlu perhatian",
    "high": "paling paham",
    "unclear": "belum dapat dibedakan",
    "unknown": "–",
}
_HARDEST = 5


def show_views(visit: Visit, scope: Scope, found: Overview) -> None:
    views: dict[str, Callable[[], None]] = {
        "Peta": lambda: show_map(visit, scope, found, lambda: _map(found)),
        "Urutan": lambda: _order(found),
        "Petak": lambda: show_areas(visit, scope, found, lambda: _indicator(found)),
        "Tahapan": lambda: show_funnel(visit, scope, found),
        "Kemajuan": lambda: show_growth(visit, scope, found, lambda: _indicator(found)),
        "Waktu": lambda: show_over_time(visit, scope, found),
        "Soal": lambda: _items(visit, scope, found),
        "Dilema": lambda: show_dilemmas(visit, scope, found),
        "Salah paham": lambda: show_beliefs(visit, scope, found),
        "Keyakinan": lambda: show_sureness(visit, scope, found),
    }
    views[choose_view(views)]()
    if "metode" in visit.pages:
        st.page_link(visit.pages["metode"], label="Cara menghitung semua angka ini", icon=":material/balance:")


def _map(found: Overview) -> None:
    st.subheader("Peta pemahaman", anchor=False, help=help_of("comprehension"))
    if not _anything_shown(found):
        _nothing_to_draw(found)
        return
    say(
        map_words(
            found.agency.name, found.indicator_titles, found.total, [row.groups for row in found.rows], "indikator"
        )
    )
    places = told([any(isinstance(cell, Estimate) for cell in row.cells) for row in found.rows])
    parts = [found.rows[place] for place in places]
    st.caption(
        "Persen pemahaman, di layar lebar dengan rentang dan banyaknya orang (n); makin gelap makin paham. ▼ jelas di bawah dan ▲ jelas di atas keseluruhan; "
        f"– belum ada hasil atau disembunyikan. {drawn_words(len(parts))} {left_out_words(len(found.rows) - len(parts))}"
    )
    rows = [charts.MapRow(f"Seluruh {found.agency.name}", found.total, tuple("unknown" for _ in found.total))]
    shown = [parts[place] for place in drawn([row.groups for row in parts])]
    rows += [charts.MapRow(row.name, row.cells, row.groups) for row in shown]
    draw(
        charts.heatmap(found.indicator_titles, rows, ink=ink()),
        "peta",
        f"Peta pemahaman {found.agency.name}: {len(shown)} bagian kali {len(found.indicators)} indikator. "
        "Angka yang sama ada pada tabel di bawahnya.",
    )
    file = comprehension_table(overview_in_file(found))
    show_table("Pemahaman per bagian dan indikator", comprehension_table(found), "pemahaman", file=file)
    st.caption(MEASURES["withheld"].definition)


def comprehension_table(found: Overview) -> Table:
    """What the map shows, as text."""
    first = (f"Seluruh {found.agency.name}", *(tables.estimate_text(cell) for cell in found.total))
    rows = ((row.name, *(tables.estimate_text(cell) for cell in row.cells)) for row in found.rows)
    return Table(("Bagian", *found.indicator_titles), (first, *rows))


def _order(found: Overview) -> None:
    st.subheader("Siapa yang jelas berbeda", anchor=False, help=help_of("group"))
    if not found.rows:
        st.info(
            f"{look.as_text(found.agency.name)} tidak punya bagian di bawahnya untuk dibandingkan.",
            icon=":material/info:",
        )
        return
    if not _anything_shown(found):
        _nothing_to_draw(found)
        return
    column = _indicator(found)
    say(
        order_words(found.indicator_titles[column], found.agency.name, [(r.name, r.groups[column]) for r in found.rows])
    )
    known = [row for row in found.rows if isinstance(row.cells[column], Estimate)]
    measured = [
        charts.IntervalRow(row.name, row.cells[column], row.groups[column], row.below_target[column])
        for row in (known[place] for place in drawn([[row.groups[column]] for row in known]))
    ]
    st.caption(
        f"Titik adalah pemahaman, garis adalah {MEASURES['interval'].title.lower()}. Di dalam tiap kelompok urutannya "
        "menurut abjad, karena yang garisnya bertumpang tindih belum dapat dibedakan. Garis putus-putus adalah sasaran "
        f"{tables.percent(found.target)} (batas lulus pascauji); angka di kanan adalah kemungkinan berada di bawahnya. "
        + drawn_words(len(known))
    )
    draw(
        charts.intervals(measured, found.total[column], "Seluruhnya", found.target, ink=ink()),
        "urutan",
        f"Pemahaman {found.indicator_titles[column]} tiap bagian dengan rentang 90% dan kemungkinan di bawah sasaran, "
        "dalam tiga kelompok. "
        "Angka yang sama ada pada tabel di bawahnya.",
    )
    title, file = f"Kelompok pada {found.indicator_titles[column]}", order_table(overview_in_file(found), column)
    show_table(title, order_table(found, column), "urutan", file=file)


def _indicator(found: Overview) -> int:
    """The column that is looked at; the most pressing one where nobody chose."""
    pressing = ranking.most_pressing([row.cells for row in found.rows], found.total)
    titles = dict(zip(found.indicators, found.indicator_titles, strict=True))
    default = found.indicators[pressing.column if pressing else 0]
    return found.indicators.index(segments(INDICATOR, "Indikator", titles, default, "pemahaman-indikator"))


def order_table(found: Overview, column: int) -> Table:
    order = list(_GROUPS)
    rows = sorted(found.rows, key=lambda row: (order.index(row.groups[column]), row.name))

    def line(name: str, cell: Comprehension, below: float | None, group: str) -> tuple[str, ...]:
        return name, tables.estimate_text(cell), tables.chance_text(below), group

    whole = line(f"Seluruh {found.agency.name}", found.total[column], found.total_below_target[column], "–")
    return Table(
        ("Bagian", found.indicator_titles[column], f"Di bawah sasaran {tables.percent(found.target)}", "Kelompok"),
        (
            whole,
            *(line(r.name, r.cells[column], r.below_target[column], _GROUPS[r.groups[column]]) for r in rows),
        ),
    )


def _items(visit: Visit, scope: Scope, found: Overview) -> None:
    st.subheader("Soal yang paling sering keliru", anchor=False, help=help_of("facility"))
    if not found.has_items:
        too_deep = ItemsTooDeep()
        st.info(f"{too_deep} {too_deep.what_to_do}", icon=":material/info:")
        return
    views = keeper.of_assignment(visit, item_views, scope, found.assignment.id, found.agency.id, found.employment)
    if not views:
        st.info(
            f"Belum ada soal yang dijawab paling sedikit {MIN_ITEM_LEARNERS} orang di sini.", icon=":material/info:"
        )
        return
    hardest = items_words(found.agency.name, [view.figures.facility for view in views])
    say(f"{hardest} {place_words([view.place for view in views])}")
    show_item_places(found.agency.name, views)
    st.caption(f"{MEASURES['wrong_answer'].title}: {MEASURES['wrong_answer'].definition}")
    st.caption(no_order_words([view.figures.facility for view in views], _HARDEST))
    for number, view in enumerate(views[:_HARDEST], start=1):
        with look.card(f"soal-{number}"):
            look.html(_item_html(view))
            lesson_link(visit, view.cure)
    show_table("Semua soal yang terukur, menurut bagian yang menjawab benar", item_table(views), "soal")


def _item_html(view: ItemView) -> str:
    right = f"dijawab benar {tables.estimate_text(view.figures.facility)}"
    body = look.meta(view.indicator_title, right, *place_facts(view))
    body += f'<h3 style="font-size:1.0625rem;line-height:1.4;font-weight:650">{look.rich(view.stem)}</h3>'
    if view.wrong_text:
        body += (
            f"<p><strong>Jawaban keliru terbanyak</strong> ({tables.number(view.figures.wrong_learners)} orang): "
            f"{escape(view.wrong_text)}</p>"
        )
    if view.belief and view.correction:
        body += look.note(
            f"<p><strong>Salah paham:</strong> {look.rich(view.belief)}</p>"
            f"<p><strong>Yang benar:</strong> {look.rich(view.correction)}</p>",
            "warn",
        )
    return f'<div style="display:grid;gap:.625rem">{body}</div>'


def item_table(views: tuple[ItemView, ...]) -> Table:
    return Table(
        (
            "Soal",
            "Indikator",
            "Dijawab benar",
            "Letak (daya beda soal)",
            "Jawaban keliru terbanyak",
            "Salah paham",
            "Materi",
        ),
        tuple(
            (
                view.stem,
                view.indicator_title,
                tables.estimate_text(view.figures.facility),
                place_cell(view),
                f"{view.wrong_text} ({view.figures.wrong_learners} orang)" if view.wrong_text else "–",
                view.belief or "–",
                f"{view.cure.title}: {view.cure.section_title}" if view.cure else "–",
            )
            for view in views
        ),
    )


def _anything_shown(found: Overview) -> bool:
    cells = [*found.total, *(cell for row in found.rows for cell in row.cells)]
    return any(isinstance(cell, Estimate) for cell in cells)


def _nothing_to_draw(found: Overview) -> None:
    if all(isinstance(cell, NoData) for cell in found.total):
        st.info("Belum ada hasil untuk digambar.", icon=":material/info:")
    else:
        st.info(f"Semua angka di sini {tables.FEW} atau melindungi kelompok kecil.", icon=":material/lock:")
