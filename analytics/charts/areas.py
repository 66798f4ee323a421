"""The map of areas: an agency's parts as areas as large as their people, marked by what is likely about the target."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape

import plotly.graph_objects as go

from analytics.charts.comprehension import INK_ON_LIGHT, calm, two_line_label
from analytics.estimates import Comprehension, Estimate
from analytics.tables import chance_text, estimate_text, number, percent
from analytics.words.part_words import LIKELY

MOST_AREAS = 40
"""So many of one level are drawn; the smaller ones together are one area more."""
_LABEL_WIDTH = 15
_HEADER_PIXELS = 46
"""Three lines of a label, for the part that was opened."""


@dataclass(frozen=True)
class AreaNode:
    """A part; ``found`` is what has been understood there, ``below_target`` the chance that it is below the target."""

    name: str
    people: int
    found: Comprehension
    below_target: float | None
    parts: tuple[AreaNode, ...] = ()


@dataclass(frozen=True)
class Look:
    """Never told by colour alone: each has its words, and what is not shown its hatching."""

    words: str
    short: str
    """Where there is little room."""
    colour: str
    text: str
    shape: str = ""


BELOW = Look("di bawah sasaran", "di bawah", "#B34A06", "#FFFFFF")
UNSURE = Look("belum pasti", "belum pasti", "#B9C5C8", "#16201F")
REACHED = Look("mencapai sasaran", "tercapai", "#0F4C5C", "#FFFFFF")
HIDDEN = Look("tidak ditampilkan", "tak tampil", "#E3E8E9", "#16201F", "/")
"""Dark, middle and light, so that they differ without colours too."""


TOP = Look("", "", "#46565C", "#FFFFFF")
"""The agency itself, and the way back to it."""


def look_of(below_target: float | None) -> Look:
    if below_target is None:
        return HIDDEN
    return BELOW if below_target > LIKELY else REACHED if below_target < 1 - LIKELY else UNSURE


@dataclass
class _Nodes:
    ids: list[str] = field(default_factory=list)
    parents: list[str] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    values: list[int] = field(default_factory=list)
    hovers: list[str] = field(default_factory=list)
    looks: list[Look] = field(default_factory=list)

    def add(self, node_id: str, parent: str, label: str, people: int, hover: str, look: Look) -> None:
        for column, value in zip(
            (self.ids, self.parents, self.labels, self.values, self.hovers, self.looks),
            (node_id, parent, label, people, hover, look),
            strict=True,
        ):
            column.append(value)  # type: ignore[attr-defined]


def treemap(whole: AreaNode, target: float, *, ink: str = INK_ON_LIGHT) -> go.Figure:
    """Two levels are on screen; a press on a part opens the next one, in the browser alone."""
    nodes = _Nodes()
    nodes.add("0", "", escape(whole.name, quote=False), whole.people, _hover(whole, target), TOP)
    _add_parts(nodes, "0", whole.parts, target)
    figure = go.Figure(
        go.Treemap(
            ids=nodes.ids, parents=nodes.parents, labels=nodes.labels, values=nodes.values, branchvalues="total",
            customdata=nodes.hovers, hovertemplate="%{customdata}<extra></extra>", texttemplate="%{label}",
            textfont={"color": [look.text for look in nodes.looks], "size": 13}, maxdepth=2, sort=True,
            tiling={"packing": "squarify", "pad": 2}, pathbar={"visible": True, "textfont": {"color": TOP.text, "size": 12}, "thickness": 26},
            marker={
                "colors": [look.colour for look in nodes.looks], "line": {"width": 2, "color": "#FFFFFF" if ink == INK_ON_LIGHT else "#10181A"},
                "pattern": {
                    "shape": [look.shape for look in nodes.looks], "fgcolor": "#8A979B", "fgopacity": 0.6, "size": 9,
                    "bgcolor": [look.colour for look in nodes.looks],
                    "solidity": 0.15,
                },
                "cornerradius": 3, "pad": {"t": _HEADER_PIXELS, "l": 2, "r": 2, "b": 2},
            },
        )
    )  # fmt: skip
    figure.update_layout(uniformtext={"minsize": 10, "mode": "hide"})
    return calm(figure, height=490, top=34)


def _add_parts(nodes: _Nodes, parent: str, parts: Sequence[AreaNode], target: float) -> None:
    by_size = sorted((part for part in parts if part.people), key=lambda part: (-part.people, part.name))
    for place, part in enumerate(by_size[:MOST_AREAS]):
        look, node_id = look_of(part.below_target), f"{parent}/{place}"
        nodes.add(node_id, parent, _label(part, look), part.people, _hover(part, target), look)
        _add_parts(nodes, node_id, part.parts, target)
    rest = by_size[MOST_AREAS:]
    if rest:
        words, people = f"{number(len(rest))} bagian lain", sum(part.people for part in rest)
        hover = f"<b>{words}</b><br>{number(people)} orang; lihat tabel"
        nodes.add(f"{parent}/lain", parent, f"{words}<br>lihat tabel", people, hover, HIDDEN)


def _label(part: AreaNode, look: Look) -> str:
    value = f"{percent(part.found.value)}, " if isinstance(part.found, Estimate) else ""
    return f"{two_line_label(part.name, _LABEL_WIDTH)}<br>{value}{look.short}"


def _hover(part: AreaNode, target: float) -> str:
    chance = f"<br>di bawah sasaran {percent(target)}: {escape(chance_text(part.below_target), quote=False)}"
    return f"<b>{escape(part.name, quote=False)}</b><br>{number(part.people)} orang<br>{estimate_text(part.found)}" + (
        chance if part.below_target is not None else ""
    )
