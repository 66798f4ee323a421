"""Figures about fairness: how far items differ for a group, and what a score on one form is worth on the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor

import plotly.graph_objects as go

from analytics.charts.comprehension import INK_ON_LIGHT, calm, distinct, two_line_label
from analytics.fairness.equating import Equated
from analytics.fairness.words import decimal
from analytics.items.dif import DifClass

_LOOK: tuple[tuple[DifClass, str, str, str], ...] = (
    ("A", "Kecil (A)", "#6B7F85", "circle"), ("B", "Sedang (B)", "#1F7F93", "diamond"), ("C", "Besar (C)", "#C2540A", "triangle-up"),
)  # fmt: skip
"""Told apart by shape too."""
_ZONES = ((-1, 1, "#6B7F85"), (-1.5, -1, "#1F7F93"), (1, 1.5, "#1F7F93"))


@dataclass(frozen=True)
class DifRow:
    """``harder``: in deltas, above 0 where the item is harder for the group, with its interval."""

    label: str
    harder: float
    low: float
    high: float
    dif_class: DifClass
    hover: str


def dif_dots(rows: Sequence[DifRow], *, ink: str = INK_ON_LIGHT) -> go.Figure:
    """One dot per item, in the order given from above; bands show the classes: inner A, next B, beyond C."""
    figure = go.Figure()
    labels = distinct([two_line_label(row.label, 24) for row in rows])
    for dif_class, title, colour, symbol in _LOOK:
        of_class = [(label, row) for label, row in zip(labels, rows, strict=True) if row.dif_class == dif_class]
        if not of_class:
            continue
        figure.add_scatter(
            x=[row.harder for _, row in of_class], y=[label for label, _ in of_class], mode="markers", name=title,
            marker={"color": colour, "symbol": symbol, "size": 11},
            error_x={
                "type": "data", "symmetric": False, "array": [row.high - row.harder for _, row in of_class],
                "arrayminus": [row.harder - row.low for _, row in of_class], "color": colour, "thickness": 2, "width": 0,
            },
            customdata=[row.hover for _, row in of_class], hovertemplate="%{customdata}<extra></extra>",
        )  # fmt: skip
    edge = max(2, ceil(max(max(abs(row.low), abs(row.high)) for row in rows)))
    for low, high, colour in _ZONES:
        figure.add_vrect(x0=low, x1=high, fillcolor=colour, opacity=0.12, line_width=0)
    figure.add_vline(x=0, line={"color": ink, "width": 1.5, "dash": "dash"})
    for x, anchor, words in ((-edge, "left", "← lebih mudah"), (edge, "right", "lebih sulit →")):
        figure.add_annotation(
            x=x, xanchor=anchor, y=1, yref="paper", yanchor="bottom", showarrow=False,
            text=words, font={"size": 11, "color": ink},
        )  # fmt: skip
    figure.update_xaxes(
        range=[-edge, edge],
        dtick=1 if edge < 4 else 2,
        tickangle=0,
        fixedrange=True,
        zeroline=False,
        tickfont={"color": ink},
    )
    figure.update_yaxes(
        categoryorder="array", categoryarray=labels[::-1], fixedrange=True, showgrid=False,
        tickfont={"size": 11, "color": ink}, range=[-0.7, len(labels) - 0.3],
    )  # fmt: skip
    return calm(figure, height=130 + 34 * len(labels), top=28, legend=True)


def worth_on_b(scores: Sequence[Equated], cut: int, *, ink: str = INK_ON_LIGHT) -> go.Figure:
    """How much more or less a score on form A is worth on form B: by the linear way with its band, and by the two others."""
    figure = go.Figure()
    at = [one.score for one in scores]
    band = [one.linear.high - one.score for one in scores], [one.linear.low - one.score for one in scores]
    figure.add_scatter(
        x=[*at, *at[::-1]], y=[*band[0], *band[1][::-1]], fill="toself", mode="lines", name="Rentang 90%",
        line={"width": 0}, fillcolor="rgba(43,118,134,0.18)", hoverinfo="skip",
    )  # fmt: skip
    ways = (
        ("Linear", [one.linear.value for one in scores], "#1F7F93", "circle", "solid"),
        ("Persentil", [one.equipercentile for one in scores], "#C2540A", "diamond-open", "dot"),
        ("Rata-rata", [one.mean for one in scores], "#6B7F85", "square-open", "dash"),
    )
    for name, values, colour, symbol, dash in ways:
        figure.add_scatter(
            x=at, y=[value - score for value, score in zip(values, at, strict=True)], mode="lines+markers", name=name,
            line={"color": colour, "width": 2, "dash": dash}, marker={"symbol": symbol, "size": 9, "color": colour},
            customdata=[f"<b>{name}</b><br>{score} pada A = {decimal(value)} pada B" for score, value in zip(at, values, strict=True)],
            hovertemplate="%{customdata}<extra></extra>",
        )  # fmt: skip
    figure.add_hrect(y0=-0.5, y1=0.5, fillcolor="#6B7F85", opacity=0.1, line_width=0)
    figure.add_hline(y=0, line={"color": ink, "width": 1.5, "dash": "dash"})
    figure.add_vline(x=cut, line={"color": ink, "width": 1, "dash": "dot"})
    figure.add_annotation(
        x=cut, y=1, yref="paper", yanchor="bottom", showarrow=False, text=f"nilai lulus {cut}", font={"size": 12, "color": ink}
    )  # fmt: skip
    shown = [value - score for _, values, *_ in ways for value, score in zip(values, at, strict=True)]
    edge = max(1, ceil(max(*band[0], *shown))), min(-1, floor(min(*band[1], *shown)))
    figure.update_xaxes(
        dtick=1, fixedrange=True, title={"text": "Nilai pada bentuk A (soal)", "font": {"size": 12, "color": ink}},
        tickfont={"color": ink},
    )  # fmt: skip
    figure.update_yaxes(
        range=[edge[1], edge[0]], fixedrange=True, zeroline=False, tickfont={"color": ink},
        title={"text": "Selisih pada bentuk B (soal)", "font": {"size": 12, "color": ink}},
    )  # fmt: skip
    return calm(figure, height=380, top=28, legend=True).update_layout(separators=",.")
