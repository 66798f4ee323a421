"""The figure of comprehension over time: one small panel per indicator, each with its line and 90 % intervals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from math import ceil, floor

import plotly.graph_objects as go
from plotly.subplots import make_subplots

from analytics.charts.comprehension import GREY, INK_ON_LIGHT, calm
from analytics.estimates import Comprehension, Estimate
from analytics.tables import percent
from analytics.words.trend_words import interval_text

_LINE, _OTHER = "#1F7F93", "#B5651D"
_PANEL = 118
_MOST_TICKS = 5
"""What a phone has room for."""
_SIDE = 0.16
"""Room beside the first and the last point, in shares of the width, for their numbers."""


@dataclass(frozen=True)
class Moment:
    """A place on the axis of time. ``is_other``: its numbers stand on another scale than those that are looked at."""

    at: int
    label: str
    told: str
    scale: str = ""
    is_other: bool = False


def trend(
    titles: Sequence[str],
    moments: Sequence[Moment],
    rows: Sequence[Sequence[Comprehension]],
    names: tuple[str, str] = ("", ""),
    *,
    ink: str = INK_ON_LIGHT,
) -> go.Figure:
    """``rows``: per moment the cells of all titles. Only numbers of one scale are joined by a line, and a line breaks where a
    number is not shown. ``names``: of what is looked at, and of what stands on another scale."""
    figure = make_subplots(rows=len(titles), cols=1, shared_xaxes=True, vertical_spacing=0.32 / max(1, len(titles)))
    scales = dict.fromkeys(moment.scale for moment in moments)
    named: set[bool] = set()
    for panel, title in enumerate(titles, start=1):
        column = [row[panel - 1] for row in rows]
        for scale in scales:
            of_scale = [(m, cell) for m, cell in zip(moments, column, strict=True) if m.scale == scale]
            is_other = of_scale[0][0].is_other
            trace = _line(of_scale, names[is_other], ink)
            trace.showlegend = is_other not in named and any(moment.is_other for moment in moments)
            named.add(is_other)
            figure.add_trace(trace, row=panel, col=1)
        figure.add_annotation(
            x=0, xref="x domain", xanchor="left", y=1, yref="y domain", yanchor="bottom", showarrow=False, row=panel, col=1,
            text=f"<b>{escape(title, quote=False)}</b>", font={"size": 13, "color": ink},
        )  # fmt: skip
    has_legend = any(moment.is_other for moment in moments)
    _axes(figure, moments, [cell for row in rows for cell in row if isinstance(cell, Estimate)], ink)
    return calm(figure, height=70 + _PANEL * len(titles) + 40 * has_legend, top=26, legend=has_legend)


def _line(found: Sequence[tuple[Moment, Comprehension]], name: str, ink: str) -> go.Scatter:
    colour, symbol, dash = (_OTHER, "diamond-open", "dot") if found[0][0].is_other else (_LINE, "circle", "solid")
    shares = [cell if isinstance(cell, Estimate) else None for _, cell in found]
    shown = [place for place, share in enumerate(shares) if share is not None]
    texts = ["" for _ in found]
    for place in () if found[0][0].is_other else {*shown[:1], *shown[-1:]}:
        texts[place] = percent(shares[place].value)  # type: ignore[union-attr]
    sides = ["middle left" if place == shown[0] and len(shown) > 1 else "middle right" for place in range(len(found))] if shown else None  # fmt: skip
    return go.Scatter(
        x=[moment.at for moment, _ in found],
        y=[None if share is None else 100 * share.value for share in shares],
        mode="lines+markers+text", name=name, connectgaps=False,
        line={"color": colour, "width": 2, "dash": dash}, marker={"symbol": symbol, "size": 9, "color": colour},
        error_y={
            "type": "data", "symmetric": False, "color": colour, "thickness": 2, "width": 0,
            "array": [0 if share is None else 100 * (share.high - share.value) for share in shares],
            "arrayminus": [0 if share is None else 100 * (share.value - share.low) for share in shares],
        },
        text=texts, textposition=sides, textfont={"size": 12, "color": ink}, cliponaxis=False,
        customdata=[f"<b>{escape(moment.told, quote=False)}</b><br>{interval_text(cell)}" for moment, cell in found],
        hovertemplate="%{customdata}<extra></extra>",
    )  # fmt: skip


def _axes(figure: go.Figure, moments: Sequence[Moment], shown: Sequence[Estimate], ink: str) -> None:
    first, last = moments[0].at, moments[-1].at
    side = max(0.5, _SIDE * (last - first))
    figure.update_xaxes(
        range=[first - side, last + side], tickvals=[one.at for one in moments], ticktext=_tick_texts(moments),
        fixedrange=True, showgrid=False, zeroline=False, tickangle=0, tickfont={"size": 11, "color": ink},
    )  # fmt: skip
    low = 10 * floor(10 * min((one.low for one in shown), default=0))
    high = max(low + 20, 10 * ceil(10 * max((one.high for one in shown), default=1)))
    figure.update_yaxes(
        range=[low - 2, high + 2], fixedrange=True, tickvals=[low, (low + high) / 2, high], ticktext=[f"{tick:.0f}%" for tick in (low, (low + high) / 2, high)],
        zeroline=False, gridcolor=f"{GREY}55", tickfont={"size": 11, "color": ink},
    )  # fmt: skip


def _tick_texts(moments: Sequence[Moment]) -> list[str]:
    """Counted back from the last; where there is no room, only the first line of a label of two."""
    texts: list[str] = []
    step, last = (moments[-1].at - moments[0].at) / _MOST_TICKS, None
    for moment in reversed(moments):
        has_room = last is None or last - moment.at >= step
        first_line, line_break, _ = moment.label.partition("<br>")
        texts.append(moment.label if has_room else first_line if line_break else "")
        last = moment.at if has_room else last
    return texts[::-1]
