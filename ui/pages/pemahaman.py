"""Pemahaman: which agency has not understood what, how sure are we, and what can the supervisor do about it."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

import streamlit as st

from actions import supervise
from actions.supervise import ALL_EMPLOYMENT, AgencyRow, ItemsTooDeep, ItemView, Lesson, Overview
from analytics import charts, ranking, tables
from analytics.estimates import MIN_LEARNERS, Comprehension, Estimate, NoData
from analytics.gain import Gain
from analytics.items import MIN_ITEM_LEARNERS
from analytics.measures import MEASURES, help_of
from analytics.ranking import Group, Pressing
from analytics.tables import Table
from people.access import Scope
from people.errors import NetralError
from people.models import EMPLOYMENT_TITLES
from store.assignments import Assignment
from ui import cached, look
from ui.problem import show_error
from ui.visit import Visit

AGENCY, EMPLOYMENT, ASSIGNMENT = "instansi", "kepegawaian", "tugas"
"""Query parameters: ids only, checked by the action."""
_KINDS = {
    "instansi": "instansi",
    "perangkat-daerah": "perangkat daerah",
    "unit": "unit",
    "kecamatan": "kecamatan",
    "desa": "desa",
}
_GROUPS: dict[Group, str] = {
    "low": "paling perlu perhatian",
    "high": "paling paham",
    "unclear": "belum dapat dibedakan",
    "unknown": "–",
}
_CHART_CONFIG = {"displayModeBar": False, "scrollZoom": False}
_HARDEST = 5


def show(visit: Visit) -> None:
    scope = supervise.scope_of(visit.database, visit.viewer)
    st.title("Pemahaman", anchor=False)
    assignments = supervise.assignments_in(visit.database, visit.courseware, scope)
    if not assignments:
        look.html(
            look.note(
                "<strong>Belum ada penugasan untuk instansi Anda.</strong> Pemahaman tampil di sini setelah sebuah "
                "kursus ditugaskan dan pesertanya menyelesaikan pascauji."
            )
        )
        return
    assignment = _choose_assignment(assignments)
    agency_id = st.query_params.get(AGENCY, scope.agency_id)
    try:
        found = cached.overview(visit.database, visit.courseware, scope, assignment.id, agency_id, _employment_asked())
    except NetralError as error:
        show_error(error)
        st.page_link(visit.pages["pemahaman"], label="Kembali ke instansi Anda", icon=":material/arrow_back:")
        return
    _where(visit, found)
    _advice(visit, found)
    _people(found)
    _filters(found)
    _views(visit, scope, found)


# --- Where we are ----------------------------------------------------------------------------


def _choose_assignment(assignments: tuple[Assignment, ...]) -> Assignment:
    by_id = {a.id: a for a in assignments}
    titles = {a.id: a.title for a in assignments}
    asked = st.query_params.get(ASSIGNMENT)
    if len(assignments) == 1:
        return assignments[0]
    chosen = st.selectbox(
        "Penugasan",
        list(by_id),
        index=list(by_id).index(asked) if asked in by_id else 0,
        format_func=titles.__getitem__,
        key="pemahaman-penugasan",
    )
    st.query_params[ASSIGNMENT] = chosen
    return by_id[chosen]


def _employment_asked() -> str:
    return st.query_params.get(EMPLOYMENT, ALL_EMPLOYMENT)


def _link_to(found: Overview, agency_id: str) -> dict[str, str]:
    """The present filters, at another agency."""
    params = {AGENCY: agency_id, ASSIGNMENT: found.assignment.id}
    return params | ({EMPLOYMENT: found.employment} if found.employment else {})


def _where(visit: Visit, found: Overview) -> None:
    """The way back up, then the agency on screen."""
    if len(found.trail) > 1:
        with st.container(key="n-links-jejak", horizontal=True, gap="small"):
            for above in found.trail[:-1]:
                st.page_link(
                    visit.pages["pemahaman"],
                    label=look.as_text(above.name),
                    icon=":material/arrow_back:",
                    query_params=_link_to(found, above.id),
                    width="content",
                )
    who = EMPLOYMENT_TITLES[found.employment] if found.employment else "semua pegawai"  # type: ignore[index]
    look.html(
        f'<p class="n-title">{escape(found.agency.name)}</p>'
        + look.meta(found.assignment.title, who, "percobaan pertama pascauji")
    )


# --- What to do ------------------------------------------------------------------------------


def _advice(visit: Visit, found: Overview) -> None:
    pressing = ranking.most_pressing([row.cells for row in found.rows], found.total)
    with st.container(key="n-hero-saran"):
        if pressing is None:
            title, text = _nothing_measured(found)
            look.html(_advice_html(title, text))
            return
        low = [found.rows[i] for i in pressing.low_parts]
        title, text = _some_below(found, pressing, low) if low else _none_below(found, pressing)
        look.html(_advice_html(title, text))
        with st.container(horizontal=True, gap="medium"):
            start = next((row for row in low[:1] if row.agency_id), None)
            if start is not None and start.agency_id is not None:
                st.page_link(
                    visit.pages["pemahaman"],
                    label=f"Buka {look.as_text(start.name)}",
                    icon=":material/arrow_forward:",
                    query_params=_link_to(found, start.agency_id),
                    width="content",
                )
            _lesson_link(visit, found.lessons[pressing.column])


def _advice_html(title: str, text: str) -> str:
    return f'<p class="n-eyebrow">Saran tindakan</p><p class="n-title">{escape(title)}</p><p>{look.rich(text)}</p>'


def _nothing_measured(found: Overview) -> tuple[str, str]:
    started, assigned = tables.number(found.people.started), tables.number(found.people.assigned)
    if all(isinstance(cell, NoData) for cell in found.total):
        return (
            "Belum ada hasil pascauji.",
            f"{started} dari {assigned} orang sudah mulai. Ingatkan peserta untuk menyelesaikan materi dan pascauji; "
            f"angka pemahaman tampil setelah paling sedikit {MIN_LEARNERS} orang selesai.",
        )
    return (
        "Hasil di sini disembunyikan untuk melindungi kelompok kecil.",
        f"Kelompok kurang dari {MIN_LEARNERS} orang tidak ditampilkan, begitu pula kelompok yang dapat membocorkannya. "
        "Lihat hasil di tingkat yang lebih tinggi, atau tampilkan semua pegawai.",
    )


def _some_below(found: Overview, pressing: Pressing, low: list[AgencyRow]) -> tuple[str, str]:
    indicator = found.indicator_titles[pressing.column]
    start = low[0]
    title = (
        f"{len(low)} dari {pressing.measured} {_part_word(found)} jelas di bawah rata-rata "
        f"{found.agency.name} pada {indicator}."
    )
    others = _names([row.name for row in low[1:]])
    text = f"Mulailah dari **{start.name}** ({_short(start.cells[pressing.column])})"
    text += f", lalu {others}." if others else "."
    return title, text + _lesson_words(found.lessons[pressing.column])


def _none_below(found: Overview, pressing: Pressing) -> tuple[str, str]:
    indicator = found.indicator_titles[pressing.column]
    value = _short(found.total[pressing.column])
    lesson = _lesson_words(found.lessons[pressing.column])
    if pressing.measured < 2:
        return f"Indikator yang paling perlu diperkuat: {indicator}.", f"Pemahamannya {value}.{lesson}"
    return (
        f"Tidak ada {_part_word(found)} yang jelas tertinggal.",
        f"Indikator terlemah adalah **{indicator}**, {value}.{lesson}",
    )


def _lesson_words(lesson: Lesson | None) -> str:
    return f" Tugaskan materi **{lesson.title}**, lalu bahas bersama." if lesson else ""


def _lesson_link(visit: Visit, lesson: Lesson | None) -> None:
    if lesson is not None and "materi" in visit.pages:
        st.page_link(
            visit.pages["materi"],
            label=f"Baca materi {look.as_text(lesson.title)}",
            icon=":material/menu_book:",
            query_params={"id": lesson.lesson_id} | ({"bagian": lesson.section_id} if lesson.section_id else {}),
            width="content",
        )


def _part_word(found: Overview) -> str:
    kinds = {row.kind for row in found.rows if row.agency_id}
    return _KINDS.get(next(iter(kinds)), "unit kerja") if len(kinds) == 1 else "unit kerja"


def _names(names: list[str]) -> str:
    """At most three, in words."""
    if len(names) > 3:
        return f"{', '.join(names[:2])}, dan {len(names[2:])} lainnya"
    return " dan ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def _short(cell: Comprehension) -> str:
    if not isinstance(cell, Estimate):
        return tables.estimate_text(cell)
    return f"{tables.percent(cell.value)}, rentang {tables.percent(cell.low)}–{tables.percent(cell.high)}"


# --- How many people -------------------------------------------------------------------------


def _people(found: Overview) -> None:
    people = found.people
    passed = "–" if found.passed_is_withheld else tables.number(people.passed)
    shown = (
        ("assigned", tables.number(people.assigned), _kinds_words(found)),
        ("started", tables.number(people.started), f"dari {tables.number(people.assigned)}"),
        ("finished", tables.number(people.finished), f"dari {tables.number(people.assigned)}"),
        ("passed", passed, f"dari {tables.number(people.finished)} yang selesai"),
    )
    with st.container(key="n-card-orang"), st.grid(columns="auto", min_column_width=125, gap="small"):
        for measure_id, value, beside in shown:
            with st.container(gap=None):
                st.metric(MEASURES[measure_id].title, value, help=help_of(measure_id))
                st.caption(beside)


def _kinds_words(found: Overview) -> str:
    if found.employment:
        return EMPLOYMENT_TITLES[found.employment]  # type: ignore[index]
    return " · ".join(f"{title} {tables.number(people.assigned)}" for title, people in found.by_employment[:2])


# --- Filters ---------------------------------------------------------------------------------


def _filters(found: Overview) -> None:
    below = {row.agency_id: row.name for row in found.rows if row.agency_id is not None}
    with st.grid(columns="auto", min_column_width=240, gap="medium", vertical_alignment="bottom"):
        if below:
            chosen = st.selectbox(
                "Buka bagian di bawahnya",
                list(below),
                index=None,
                format_func=below.__getitem__,
                placeholder="Pilih atau ketik nama",
                key=f"pemahaman-buka-{found.agency.id}",
            )
            if chosen is not None:
                st.query_params[AGENCY] = chosen
                st.rerun()
        kinds = {ALL_EMPLOYMENT: "Semua pegawai", **EMPLOYMENT_TITLES}
        employment = st.selectbox(
            "Kepegawaian",
            list(kinds),
            index=list(kinds).index(found.employment),
            format_func=kinds.__getitem__,
            key=f"pemahaman-kepegawaian-{found.employment}",
        )
        if employment != found.employment:
            if employment:
                st.query_params[EMPLOYMENT] = employment
            else:
                del st.query_params[EMPLOYMENT]
            st.rerun()


# --- Views -----------------------------------------------------------------------------------


def _views(visit: Visit, scope: Scope, found: Overview) -> None:
    views: dict[str, Callable[[], None]] = {
        "Peta": lambda: _map(found),
        "Urutan": lambda: _order(found),
        "Kemajuan": lambda: _progress(found),
        "Soal": lambda: _items(visit, scope, found),
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
            _lesson_link(visit, view.cure)
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
