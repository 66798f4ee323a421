"""The figure of growth per part: points won or lost beside a line at zero, with intervals, in three groups by name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor

import plotly.graph_objects as go

from analytics.charts.comprehension import INK_ON_LIGHT, calm, distinct, two_line_label
from analytics.charts.shades import HIGH, LOW, UNCLEAR
from analytics.crossover import Growth, Turn
from analytics.tables import growth_text, points

_LOOK: tuple[tuple[Turn, str, str, str], ...] = (
    ("fallen", "Jelas turun", LOW, "triangle-down"),
    ("unclear", "Belum jelas", UNCLEAR, "circle"),
    ("risen", "Jelas naik", HIGH, "triangle-up"),
)

_MOST_TICKS = 5


@dataclass(frozen=True)
class GrowthRow:
    label: str
    found: Growth


def growth_of_parts(rows: Sequence[GrowthRow], whole: Growth | None, *, ink: str = INK_ON_LIGHT) -> go.Figure:
    """The band is the growth of the whole agency."""
    figure = go.Figure()
    ordered: list[str] = []
    for turn, title, colour, symbol in _LOOK:
        members = sorted((row for row in rows if row.found.turn == turn), key=lambda row: row.label)
        if not members:
            continue
        labels = distinct([two_line_label(row.label) for row in members], taken=ordered)
        ordered += labels
        figure.add_scatter(
            x=[100 * row.found.value for row in members], y=labels, mode="markers", name=title,
            marker={"color": colour, "symbol": symbol, "size": 10},
            error_x={
                "type": "data", "symmetric": False, "color": colour, "thickness": 2, "width": 0,
                "array": [100 * (row.found.high - row.found.value) for row in members],
                "arrayminus": [100 * (row.found.value - row.found.low) for row in members],
            },
            customdata=[f"<b>{label}</b><br>{growth_text(row.found)}" for label, row in zip(labels, members, strict=True)],
            hovertemplate="%{customdata}<extra></extra>",
        )  # fmt: skip
    if whole is not None:
        figure.add_vrect(x0=100 * whole.low, x1=100 * whole.high, fillcolor="#2B7686", opacity=0.14, line_width=0)
        figure.add_annotation(
            x=100 * whole.value, y=1, yref="paper", yanchor="bottom", showarrow=False,
            text=f"Seluruhnya {points(whole.value)}", font={"size": 12, "color": ink},
        )  # fmt: skip
    figure.add_vline(x=0, line={"color": ink, "width": 1.5, "dash": "dash"})
    shown = [row.found for row in rows] + ([whole] if whole else [])
    left = 10 * floor(10 * min([0.0, *(one.low for one in shown)]))
    right = 10 * ceil(10 * max([0.1, *(one.high for one in shown)]))
    step = 10 * ceil((right - left) / 10 / _MOST_TICKS)
    ticks = range(step * ceil(left / step), right + 1, step)
    figure.update_xaxes(
        range=[left - 1, right + 1], tickvals=list(ticks), ticktext=[points(tick / 100) for tick in ticks], fixedrange=True,
        tickangle=0, zeroline=False, tickfont={"color": ink},
    )  # fmt: skip
    figure.update_yaxes(
        categoryorder="array", categoryarray=ordered[::-1], range=[-0.7, len(ordered) - 0.3], fixedrange=True,
        showgrid=False, tickfont={"size": 11, "color": ink},
    )  # fmt: skip
    return calm(figure, height=130 + 32 * len(ordered), top=28, legend=True)
