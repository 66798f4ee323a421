"""Figures of how far people are: an agency's steps as bars, and the same steps of its parts side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import plotly.graph_objects as go

from analytics.charts.comprehension import INK_ON_LIGHT, TEALS, calm, distinct, two_line_label
from analytics.tables import number, percent
from analytics.words.part_words import Stage

_BAR, _BESIDE = "#1F7F93", "#A3CBD3"
_ROW_PIXELS = 34
_LIGHTEST_TEXT_ON = 0.62
"""From this share on the shade is so dark that white text keeps 4.5:1 on it, below it dark text does."""


def funnel_bars(stages: Sequence[Stage], *, ink: str = INK_ON_LIGHT) -> go.Figure:
    """People per step, as a share of those who must; a step that is no gate is hatched, a withheld one has no bar."""
    assigned = stages[0].people or 1
    shares = [100 * (stage.people or 0) / assigned for stage in stages]
    figure = go.Figure(
        go.Bar(
            orientation="h",
            y=[stage.title for stage in stages],
            x=shares,
            text=[_people(stage, assigned) for stage in stages],
            textposition="none",
            marker={
                "color": [_BAR if stage.is_gate else _BESIDE for stage in stages],
                "pattern": {
                    "shape": ["" if stage.is_gate else "/" for stage in stages],
                    "fgcolor": _BAR,
                    "size": 6,
                },
            },
            hoverinfo="skip",
            width=0.62,
        )
    )
    for stage, share in zip(stages, shares, strict=True):
        inside = share > 55
        figure.add_annotation(
            x=share, y=stage.title, xanchor="right" if inside and stage.is_gate else "left", showarrow=False,
            xshift=-6 if inside and stage.is_gate else 6, text=_people(stage, assigned),
            font={"size": 13, "color": "#FFFFFF" if inside and stage.is_gate else ink},
        )  # fmt: skip
    figure.update_xaxes(
        range=[0, 108], ticksuffix="%", dtick=25, fixedrange=True, zeroline=False, tickfont={"color": ink}
    )
    figure.update_yaxes(autorange="reversed", fixedrange=True, showgrid=False, tickfont={"size": 13, "color": ink})
    return calm(figure, height=50 + 46 * len(stages), top=8)


def _people(stage: Stage, assigned: int) -> str:
    if stage.people is None:
        return "disembunyikan"
    return f"{number(stage.people)} ({percent(stage.people / assigned)})"


@dataclass(frozen=True)
class StageRow:
    """A part: how many must, and how many came to each step (None: withheld, or the course has no such step)."""

    label: str
    assigned: int
    people: tuple[int | None, ...]


def stage_map(columns: Sequence[str], rows: Sequence[StageRow], *, ink: str = INK_ON_LIGHT) -> go.Figure:
    """Parts down, steps across, each cell the share of the part's people who came so far."""
    labels = distinct([two_line_label(row.label) for row in rows])
    shares = [[_share(row, people) for people in row.people] for row in rows]
    figure = go.Figure(
        go.Heatmap(
            x=list(columns), y=labels, z=shares, zmin=0, zmax=1, showscale=False, xgap=3, ygap=3, hoverongaps=True,
            colorscale=[[place / (len(TEALS) - 1), colour] for place, colour in enumerate(TEALS)],
            customdata=[[_hover(row, column, n) for column, n in zip(columns, row.people, strict=True)] for row in rows],
            hovertemplate="%{customdata}<extra></extra>",
        )
    )  # fmt: skip
    cells: dict[str, list[tuple[str, str, str]]] = {}
    for label, line in zip(labels, shares, strict=True):
        for column, share in zip(columns, line, strict=True):
            colour = ink if share is None else "#FFFFFF" if share >= _LIGHTEST_TEXT_ON else "#05090A"
            cells.setdefault(colour, []).append((column, label, "–" if share is None else f"{share * 100:.0f}"))
    for colour, found in cells.items():
        across, down, words = zip(*found, strict=True)
        figure.add_scatter(
            x=across, y=down, text=words, mode="text", textfont={"color": colour, "size": 13}, hoverinfo="skip"
        )
    figure.update_xaxes(
        range=[-0.5, len(columns) - 0.5], side="top", showgrid=False, ticks="", tickangle=0, fixedrange=True,
        tickfont={"size": 11, "color": ink},
    )  # fmt: skip
    figure.update_yaxes(
        range=[len(rows) - 0.5, -0.5], showgrid=False, ticks="", fixedrange=True, zeroline=False,
        tickfont={"size": 11, "color": ink}, showline=False,
    )  # fmt: skip
    return calm(figure, height=40 + _ROW_PIXELS * len(rows), top=30)


def _share(row: StageRow, people: int | None) -> float | None:
    return None if people is None or not row.assigned else people / row.assigned


def _hover(row: StageRow, column: str, people: int | None) -> str:
    told = "disembunyikan" if people is None else f"{number(people)} dari {number(row.assigned)} orang"
    return f"<b>{escape(row.label, quote=False)}</b><br>{column}: {told}"
