"""Petak: the parts of an agency as areas as large as their people, with what is likely about the target, and links downwards."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

import streamlit as st

from actions.understanding.agency_parts import Part, agency_parts
from actions.understanding.in_files import part_in_file
from actions.understanding.supervise import Overview
from analytics import tables
from analytics.charts import areas as charts_areas
from analytics.charts.areas import MOST_AREAS, AreaNode, look_of
from analytics.measures import help_of
from analytics.tables import Table
from analytics.words.part_words import Area, areas_words
from people.access import Scope
from ui import keeper, look
from ui.figures import draw, ink, say, show_table
from ui.understanding.report_links import link_to
from ui.visit import Visit

_LINKS = 12
"""So many links stand beside the figure; the list "Buka bagian di bawahnya" has them all."""


def show_areas(visit: Visit, scope: Scope, found: Overview, choose_column: Callable[[], int]) -> None:
    """``choose_column``: draws the choice of the indicator whose colours are shown."""
    st.subheader("Petak sebesar pegawainya", anchor=False, help=help_of("below_target"))
    if found.as_of:
        st.info("Tampilan ini selalu menurut susunan unit sekarang.", icon=":material/info:")
    column = choose_column()
    title = found.indicator_titles[column]
    parts = keeper.of_assignment(
        visit, agency_parts, scope, found.assignment.id, found.agency.id, found.employment, now=keeper.slot(visit.now)
    )
    whole = parts.whole
    say(areas_words(whole.name, title, parts.target, [Area(p.assigned, p.below_target[column]) for p in whole.parts]))
    if not whole.parts:
        return
    draw(
        charts_areas.treemap(node_of(whole, column), parts.target, ink=ink()),
        "petak",
        f"Petak {whole.name}: luas menurut banyaknya pegawai, warna dan kata menurut kemungkinan di bawah sasaran pada "
        f"{title}. Angka yang sama ada pada tabel di bawahnya.",
    )
    st.caption(
        "Luas petak adalah banyaknya orang yang ditugaskan; persennya pemahaman. 'Di bawah' (jingga) dan "
        f"'tercapai' (biru tua) berarti kemungkinannya di atas 90%; sasarannya {tables.percent(parts.target)}. Petak bergaris "
        "belum ada hasilnya atau disembunyikan. Tekan satu petak untuk melihat bagiannya." + _left_out(whole)
    )
    _links(visit, found, whole)
    file = areas_table(part_in_file(whole, parts.target), column, title, parts.target)
    show_table(f"Petak pada {title}", areas_table(whole, column, title, parts.target), "petak", file=file)


def node_of(part: Part, column: int) -> AreaNode:
    below = tuple(node_of(one, column) for one in part.parts)
    return AreaNode(part.name, part.assigned, part.cells[column], part.below_target[column], below)


def _left_out(whole: Part) -> str:
    more = len(whole.parts) - MOST_AREAS
    return f" {tables.number(more)} bagian terkecil digambar sebagai satu petak." if more > 0 else ""


def _links(visit: Visit, found: Overview, whole: Part) -> None:
    """The way down for whoever does not press on figures: the largest first, which is a plain count and no rank."""
    largest = sorted((part for part in whole.parts if part.agency_id), key=lambda part: (-part.assigned, part.name))
    if not largest or "pemahaman" not in visit.pages:
        return
    look.html(f'<p class="n-small">{escape(_links_words(len(largest)))}</p>')
    with st.container(key="n-links-petak"), st.grid(columns="auto", min_column_width=260, gap="small"):
        for part in largest[:_LINKS]:
            st.page_link(
                visit.pages["pemahaman"],
                label=f"{look.as_text(part.name)} ({tables.number(part.assigned)} orang)",
                icon=":material/arrow_forward:",
                query_params=link_to(found, part.agency_id or found.agency.id),
                width="stretch",
            )


def _links_words(count: int) -> str:
    if count <= _LINKS:
        return "Buka bagian:"
    return f"Buka bagian; {_LINKS} yang terbesar dari {tables.number(count)}, selebihnya lewat “Buka bagian di bawahnya” di atas:"


def areas_table(whole: Part, column: int, title: str, target: float) -> Table:
    """Both levels of the figure; parts of a part say whose they are."""
    rows = [_line(whole, column, f"Seluruh {whole.name}")]
    for part in whole.parts:
        rows.append(_line(part, column, part.name))
        rows += [_line(one, column, f"{part.name} › {one.name}") for one in part.parts]
    return Table(
        ("Bagian", "Ditugaskan", title, f"Di bawah sasaran {tables.percent(target)}", "Kesimpulan"), tuple(rows)
    )


def _line(part: Part, column: int, name: str) -> tuple[str, ...]:
    chance = part.below_target[column]
    return (
        name, tables.number(part.assigned), tables.estimate_text(part.cells[column]), tables.chance_text(chance),
        look_of(chance).words,
    )  # fmt: skip
