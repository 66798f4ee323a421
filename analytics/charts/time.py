"""Figures of numbers over time: running totals with a deadline, and the way from a first number to a last one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import plotly.graph_objects as go

from analytics.charts.comprehension import GREY, INK_ON_LIGHT, calm, distinct, two_line_label
from analytics.tables import number

_LINE_LOOK = (
    ("#6B7F85", "circle-open", "dot", 14), ("#1F7F93", "circle", "solid", 8), ("#0066CC", "diamond", "dash", 8),
)  # fmt: skip
"""Seen on light and on dark; told apart by marker and dash too; the first marker is so large that it shows around one on the same spot."""
_DEADLINE = "#C2540A"
_MOST_TICKS = 5
"""What a phone has room for."""
_INDONESIAN = ",."
"""Decimal comma, thousands with a point."""


@dataclass(frozen=True)
class Mark:
    """A day (ISO text) and how it is written below the line."""

    day: str
    label: str


def running_totals(
    days: Sequence[Mark], lines: Sequence[tuple[str, Sequence[int]]], due: Mark, *, ink: str = INK_ON_LIGHT
) -> go.Figure:
    """One line per total, and the deadline as an upright line."""
    figure = go.Figure()
    for (name, totals), (colour, symbol, dash, size) in zip(lines, _LINE_LOOK, strict=False):
        figure.add_scatter(
            x=[mark.day for mark in days], y=list(totals), mode="lines+markers", name=name,
            line={"color": colour, "width": 2.5, "dash": dash}, marker={"symbol": symbol, "size": size, "color": colour},
            customdata=[f"<b>{name}</b> sampai {m.label}: {number(total)}" for m, total in zip(days, totals, strict=True)],
            hovertemplate="%{customdata}<extra></extra>",
        )  # fmt: skip
    figure.add_vline(x=due.day, line={"color": _DEADLINE, "width": 2, "dash": "dash"})
    figure.add_annotation(
        x=due.day, y=1, yref="paper", yanchor="bottom", xanchor="right", showarrow=False,
        text=f"Tenggat {due.label}", font={"size": 12, "color": ink},
    )  # fmt: skip
    shown = _apart(days, due)
    figure.update_xaxes(
        tickvals=[mark.day for mark in shown], ticktext=[mark.label for mark in shown], fixedrange=True, showgrid=False,
        tickfont={"color": ink, "size": 11}, tickangle=0,
    )  # fmt: skip
    figure.update_yaxes(rangemode="tozero", fixedrange=True, tickfont={"color": ink, "size": 11}, tickformat=",d")
    return calm(figure, height=360, top=28, legend=True).update_layout(separators=_INDONESIAN)


def _apart(days: Sequence[Mark], due: Mark) -> list[Mark]:
    """Those whose words do not touch: periods may be of any length."""
    if not days:
        return []
    first, end = (date.fromisoformat(day) for day in (days[0].day, max(days[-1].day, due.day)))
    least, shown = (end - first) / _MOST_TICKS, [days[0]]
    for mark in days[1:]:
        if date.fromisoformat(mark.day) - date.fromisoformat(shown[-1].day) >= least:
            shown.append(mark)
    return shown


@dataclass(frozen=True)
class Step:
    """A total, or a change that leads to the next one."""

    label: str
    size: int
    is_total: bool = False


def waterfall(steps: Sequence[Step], *, ink: str = INK_ON_LIGHT) -> go.Figure:
    """From the first total down to the last."""
    figure = go.Figure(
        go.Waterfall(
            orientation="h",
            y=distinct([two_line_label(step.label) for step in steps]),
            x=[step.size for step in steps],
            measure=["absolute" if step.is_total else "relative" for step in steps],
            text=[_signed(step) for step in steps],
            textposition="outside",
            textfont={"color": ink, "size": 12},
            increasing={"marker": {"color": "#1F7F93"}},
            decreasing={"marker": {"color": _DEADLINE}},
            totals={"marker": {"color": "#5B6E75"}},
            connector={"line": {"color": GREY, "width": 1}},
            hoverinfo="skip",
            cliponaxis=False,
        )
    )
    figure.update_xaxes(
        range=[0, 1.25 * max(1, _highest(steps))], fixedrange=True, tickfont={"color": ink}, nticks=4, tickformat=",d"
    )
    figure.update_yaxes(autorange="reversed", fixedrange=True, showgrid=False, tickfont={"size": 11, "color": ink})
    return calm(figure, height=60 + 44 * len(steps), top=8).update_layout(separators=_INDONESIAN)


def _signed(step: Step) -> str:
    sign = "−" if step.size < 0 else "" if step.is_total else "+"
    return sign + number(abs(step.size))


def _highest(steps: Sequence[Step]) -> int:
    """How far the bars reach."""
    reached = highest = 0
    for step in steps:
        reached = step.size if step.is_total else reached + step.size
        highest = max(highest, reached)
    return highest


@dataclass(frozen=True)
class Interval:
    """A share in percent with its interval."""

    value: float
    low: float
    high: float


def then_and_now(
    labels: Sequence[str], sides: Sequence[tuple[str, Sequence[Interval | None]]], *, ink: str = INK_ON_LIGHT
) -> go.Figure:
    """Per label one interval of each side, the earlier above the later; the axis is cut to where they are."""
    figure = go.Figure()
    for side, (name, found) in enumerate(sides):
        colour, symbol, _, size = _LINE_LOOK[2 * side]
        shown = [(place, one) for place, one in enumerate(found) if one is not None]
        figure.add_scatter(
            x=[one.value for _, one in shown],
            y=[place + (side - 0.5) * 0.36 for place, _ in shown],
            mode="markers",
            name=name,
            marker={"symbol": symbol, "size": size, "color": colour},
            error_x={
                "type": "data", "symmetric": False, "color": colour, "thickness": 2.5,
                "array": [one.high - one.value for _, one in shown],
                "arrayminus": [one.value - one.low for _, one in shown],
            },
            customdata=[f"<b>{name}</b>: {one.value:.0f}% ({one.low:.0f}–{one.high:.0f})" for _, one in shown],
            hovertemplate="%{customdata}<extra></extra>",
        )  # fmt: skip
    ends = [end for _, found in sides for one in found if one is not None for end in (one.low, one.high)]
    figure.update_xaxes(
        range=[max(0, min(ends, default=0) - 5), min(100, max(ends, default=100) + 5)], fixedrange=True, ticksuffix="%",
        nticks=5, tickangle=0, tickfont={"color": ink}, zeroline=False,
    )  # fmt: skip
    figure.update_yaxes(
        tickvals=list(range(len(labels))), ticktext=[two_line_label(label) for label in labels], fixedrange=True,
        range=[len(labels) - 0.4, -0.6], showgrid=False, zeroline=False, tickfont={"size": 11, "color": ink},
    )  # fmt: skip
    return calm(figure, height=110 + 62 * len(labels), top=8, legend=True)


def changes(labels: Sequence[str], found: Sequence[Interval], *, ink: str = INK_ON_LIGHT) -> go.Figure:
    """Points gained or lost per label, with intervals about a line at zero."""
    figure = go.Figure(
        go.Scatter(
            x=[one.value for one in found],
            y=distinct([two_line_label(label) for label in labels]),
            mode="markers",
            marker={"symbol": "diamond", "size": 10, "color": "#1F7F93"},
            error_x={
                "type": "data", "symmetric": False, "color": "#1F7F93", "thickness": 2.5,
                "array": [one.high - one.value for one in found],
                "arrayminus": [one.value - one.low for one in found],
            },
            hoverinfo="skip",
        )
    )  # fmt: skip
    figure.add_vline(x=0, line={"color": _DEADLINE, "width": 2, "dash": "dash"})
    widest = max([10.0, *(abs(end) for one in found for end in (one.low, one.high))])
    figure.update_xaxes(
        range=[-1.1 * widest, 1.1 * widest],
        fixedrange=True,
        nticks=5,
        tickangle=0,
        tickformat="d",
        tickfont={"color": ink},
        title={"text": "poin", "font": {"color": ink, "size": 12}},
    )
    figure.update_yaxes(autorange="reversed", fixedrange=True, showgrid=False, tickfont={"size": 11, "color": ink})
    return calm(figure, height=100 + 40 * len(labels), top=8)
