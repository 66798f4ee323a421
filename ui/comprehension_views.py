"""The views of comprehension: map, order, progress, items, dilemmas. Each chart comes with its table and a file of the same."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

import streamlit as st

from actions.supervise import ItemsTooDeep, ItemView, Lesson, Overview
from analytics import charts, ranking, tables
from analytics.estimates import Estimate, NoData
from analytics.gain import Gain
from analytics.items import MIN_ITEM_LEARNERS
from analytics.measures import MEASURES, help_of
from analytics.ranking import Group
from analytics.tables import Table
from people.access import Scope
from ui import cached, look
from ui.dilemma_views import show_dilemmas
from ui.time_views import show_over_time
from ui.visit import Visit

_GROUPS: dict[Group, str] = {
    "low": "paling perlu perhatian",
    "high": "paling paham",
    "unclear": "belum dapat dibedakan",
    "unknown": "–",
}
_CHART_CONFIG = {"displayModeBar": False, "scrollZoom": False}
_HARDEST = 5


def lesson_link(visit: Visit, lesson: Lesson | None) -> None:
    if lesson is not None and "materi" in visit.pages:
        st.page_link(
            visit.pages["materi"],
            label=f"Baca materi {look.as_text(lesson.title)}",
            icon=":material/menu_book:",
            query_params={"id": lesson.lesson_id} | ({"bagian": lesson.section_id} if lesson.section_id else {}),
            width="content",
        )


def show_views(visit: Visit, scope: Scope, found: Overview) -> None:
    views: dict[str, Callable[[], None]] = {
        "Peta": lambda: _map(found),
        "Urutan": lambda: _order(found),
        "Kemajuan": lambda: _progress(found),
        "Waktu": lambda: show_over_time(visit, scope, found, _chart, _table, _ink()),
        "Soal": lambda: _items(visit, scope, found),
        "Dilema": lambda: show_dilemmas(visit, scope, found),
    }
    view = st.segmented_control(
        "Tampilan",
        list(views),
        default="Peta",
        required=True,
        key="pemahaman-tampilan",
        label_visibility="collapsed",
        width="stretch",
    )
    views[view or "Peta"]()
    if "metode" in visit.pages:
        st.page_link(visit.pages["metode"], label="Cara menghitung semua angka ini", icon=":material/balance:")


def _map(found: Overview) -> None:
    st.subheader("Peta pemahaman", anchor=False, help=help_of("comprehension"))
    if not _anything_shown(found):
        _nothing_to_draw(found)
        return
    st.caption(
        "Persen pemahaman; makin gelap makin paham. ▼ jelas di bawah dan ▲ jelas di atas keseluruhan; "
        "– belum ada hasil atau disembunyikan."
    )
    rows = [charts.MapRow(f"Seluruh {found.agency.name}", found.total, tuple("unknown" for _ in found.total))]
    rows += [charts.MapRow(row.name, row.cells, row.groups) for row in found.rows]
    _chart(
        charts.heatmap(found.indicator_titles, rows, ink=_ink()),
        "peta",
        f"Peta pemahaman {found.agency.name}: {len(found.rows)} bagian kali {len(found.indicators)} indikator. "
        "Angka yang sama ada pada tabel di bawahnya.",
    )
    _table("Pemahaman per bagian dan indikator", comprehension_table(found), "pemahaman")
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
    pressing = ranking.most_pressing([row.cells for row in found.rows], found.total)
    column = st.segmented_control(
        "Indikator",
        range(len(found.indicators)),
        default=pressing.column if pressing else 0,
        required=True,
        format_func=found.indicator_titles.__getitem__,
        key=f"pemahaman-indikator-{found.agency.id}",
    )
    column = 0 if column is None else column
    measured = [
        charts.IntervalRow(row.name, row.cells[column], row.groups[column])
        for row in found.rows
        if isinstance(row.cells[column], Estimate)
    ]
    st.caption(
        f"Titik adalah pemahaman, garis adalah {MEASURES['interval'].title.lower()}. Di dalam tiap kelompok urutannya "
        "menurut abjad, karena yang garisnya bertumpang tindih belum dapat dibedakan."
    )
    _chart(
        charts.intervals(measured, found.total[column], "Seluruhnya", ink=_ink()),
        "urutan",
        f"Pemahaman {found.indicator_titles[column]} tiap bagian dengan rentang 90%, dalam tiga kelompok. "
        "Angka yang sama ada pada tabel di bawahnya.",
    )
    _table(f"Kelompok pada {found.indicator_titles[column]}", order_table(found, column), "urutan")


def order_table(found: Overview, column: int) -> Table:
    order = list(_GROUPS)
    rows = sorted(found.rows, key=lambda row: (order.index(row.groups[column]), row.name))
    return Table(
        ("Bagian", found.indicator_titles[column], "Kelompok"),
        tuple((row.name, tables.estimate_text(row.cells[column]), _GROUPS[row.groups[column]]) for row in rows),
    )


def _progress(found: Overview) -> None:
    st.subheader("Prauji ke pascauji", anchor=False, help=help_of("gain"))
    known = [gain for gain in found.gains if isinstance(gain, Gain)]
    if not known:
        _nothing_to_draw(found)
        return
    st.caption(
        "Perbandingan dua kelompok (semua peserta prauji dengan semua peserta pascauji), bukan pertumbuhan orang yang "
        "sama. Angka di tengah garis adalah selisihnya dalam poin persen."
    )
    _chart(
        charts.dumbbell(found.indicator_titles, found.gains, ink=_ink()),
        "kemajuan",
        f"Pemahaman {found.agency.name} pada prauji dan pascauji menurut indikator. Angka yang sama ada pada tabel di bawahnya.",
    )
    _table("Prauji, pascauji, dan selisihnya", gain_table(found), "kemajuan", expanded=True)


def gain_table(found: Overview) -> Table:
    def side(gain: object, name: str) -> str:
        return tables.estimate_text(getattr(gain, name) if isinstance(gain, Gain) else gain)  # type: ignore[arg-type]

    return Table(
        ("Indikator", "Prauji", "Pascauji", "Selisih"),
        tuple(
            (title, side(gain, "before"), side(gain, "after"), tables.gain_text(gain))
            for title, gain in zip(found.indicator_titles, found.gains, strict=True)
        ),
    )


def _items(visit: Visit, scope: Scope, found: Overview) -> None:
    st.subheader("Soal yang paling sering keliru", anchor=False, help=help_of("facility"))
    if not found.has_items:
        too_deep = ItemsTooDeep()
        st.info(f"{too_deep} {too_deep.what_to_do}", icon=":material/info:")
        return
    views = cached.item_views(
        visit.database, visit.courseware, scope, found.assignment.id, found.agency.id, found.employment
    )
    if not views:
        st.info(
            f"Belum ada soal yang dijawab paling sedikit {MIN_ITEM_LEARNERS} orang di sini.", icon=":material/info:"
        )
        return
    st.caption(f"{MEASURES['wrong_answer'].title}: {MEASURES['wrong_answer'].definition}")
    for number, view in enumerate(views[:_HARDEST], start=1):
        with look.card(f"soal-{number}"):
            look.html(_item_html(view))
            lesson_link(visit, view.cure)
    _table("Semua soal yang terukur, dari yang tersulit", item_table(views), "soal")


def _item_html(view: ItemView) -> str:
    body = look.meta(view.indicator_title, f"dijawab benar {tables.estimate_text(view.figures.facility)}")
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
        ("Soal", "Indikator", "Dijawab benar", "Jawaban keliru terbanyak", "Salah paham", "Materi"),
        tuple(
            (
                view.stem,
                view.indicator_title,
                tables.estimate_text(view.figures.facility),
                f"{view.wrong_text} ({view.figures.wrong_learners} orang)" if view.wrong_text else "–",
                view.belief or "–",
                f"{view.cure.title}: {view.cure.section_title}" if view.cure else "–",
            )
            for view in views
        ),
    )


# --- Shared pieces ---------------------------------------------------------------------------


def _anything_shown(found: Overview) -> bool:
    cells = [*found.total, *(cell for row in found.rows for cell in row.cells)]
    return any(isinstance(cell, Estimate) for cell in cells)


def _nothing_to_draw(found: Overview) -> None:
    if all(isinstance(cell, NoData) for cell in found.total):
        st.info("Belum ada hasil untuk digambar.", icon=":material/info:")
    else:
        st.info(f"Semua angka di sini {tables.FEW} atau melindungi kelompok kecil.", icon=":material/lock:")


def _ink() -> str:
    return charts.INK_ON_DARK if st.context.theme.type == "dark" else charts.INK_ON_LIGHT


def _chart(figure: object, key: str, words: str) -> None:
    st.plotly_chart(figure, key=f"pemahaman-gambar-{key}", config=_CHART_CONFIG, alt=words)


def _table(caption: str, table: Table, name: str, *, expanded: bool = False) -> None:
    """The same numbers in words; the file holds exactly this table."""
    with st.expander(f"Tabel: {caption}", icon=":material/table_chart:", expanded=expanded):
        rows = [[_unbroken(cell) for cell in row] for row in table.rows]
        look.html(f'<div style="overflow-wrap:normal">{look.table(caption, table.header, rows)}</div>')
        st.download_button(
            "Unduh CSV",
            tables.to_csv(table),
            file_name=f"netral-{name}.csv",
            mime="text/csv",
            icon=":material/download:",
            key=f"pemahaman-unduh-{name}",
            on_click="ignore",
        )


def _unbroken(cell: str) -> str:
    """Figures keep together when a phone wraps the cell."""
    return (
        cell.replace(" (", "\u00a0(").replace(", n ", ", n\u00a0").replace("–", "–\u2060") if len(cell) < 40 else cell
    )
