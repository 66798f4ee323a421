"""Figures for the supervisor's page. Every figure has transparent paper, and never tells by colour alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from math import ceil, floor
from textwrap import wrap

import plotly.graph_objects as go

from analytics.charts.shades import HIGH, LOW, MARKS, SCALE_FROM, SCALE_TO, TEALS, UNCLEAR, text_on
from analytics.crossover import Growth
from analytics.estimates import Comprehension, Estimate
from analytics.ranking import Group
from analytics.tables import chance_text, estimate_text, growth_text, percent, points

_GROUP_LOOK: tuple[tuple[Group, str, str, str], ...] = (
    ("low", "Paling perlu perhatian", LOW, "triangle-down"),
    ("unclear", "Belum dapat dibedakan", UNCLEAR, "circle"),
    ("high", "Paling paham", HIGH, "triangle-up"),
)
GREY = "#8A979B"
_ROW_PIXELS = 34
_WIDE_CELLS = 4
"""With more columns there is no room in a cell for the interval and the number of people."""
_CHANCES_WIDTH = 0.2
"""Of the width of the scale: room for the chances beside it."""
INK_ON_LIGHT, INK_ON_DARK = "#36454B", "#C3D0D2"
"""Text beside the figure, at least 4.5:1 on the page's paper."""


@dataclass(frozen=True)
class MapRow:
    """One line of the map: an agency, its estimate per column, and where each stands against the whole."""

    label: str
    cells: tuple[Comprehension, ...]
    groups: tuple[Group, ...]


@dataclass(frozen=True)
class IntervalRow:
    label: str
    found: Estimate
    group: Group
    below_target: float | None = None
    """The chance that it is below the target."""


def heatmap(columns: Sequence[str], rows: Sequence[MapRow], *, ink: str = INK_ON_LIGHT) -> go.Figure:
    """Agencies down, indicators across; the first row is drawn on top. Cells without a number show a dash.

    Interval and people stand small beside the number while columns are few; the style sheet hides them on a phone.
    """
    labels = distinct([two_line_label(row.label) for row in rows])
    titles = [_two_lines(column) for column in columns]
    figure = go.Figure(
        go.Heatmap(
            x=titles,
            y=labels,
            z=[[c.value if isinstance(c, Estimate) else None for c in row.cells] for row in rows],
            customdata=[[_hover(row.label, c) for c in row.cells] for row in rows],
            hovertemplate="%{customdata}<extra></extra>",
            hoverongaps=True,
            colorscale=[[place / (len(TEALS) - 1), colour] for place, colour in enumerate(TEALS)],
            zmin=SCALE_FROM,
            zmax=SCALE_TO,
            showscale=False,
            xgap=3,
            ygap=3,
        )
    )
    texts: dict[str, list[tuple[str, str, str]]] = {}
    for row, label in zip(rows, labels, strict=True):
        for title, cell, group in zip(titles, row.cells, row.groups, strict=True):
            texts.setdefault(_text_colour(cell, ink), []).append(
                (title, label, _cell_text(cell, group, len(columns) <= _WIDE_CELLS))
            )
    for colour, cells in texts.items():
        across, down, words = zip(*cells, strict=True)
        figure.add_scatter(
            x=across, y=down, text=words, mode="text", textfont={"color": colour, "size": 13}, hoverinfo="skip"
        )
    figure.update_xaxes(
        range=[-0.5, len(columns) - 0.5],
        side="top",
        showgrid=False,
        ticks="",
        tickangle=0,
        tickfont={"size": 10, "color": ink},
        fixedrange=True,
    )
    figure.update_yaxes(
        range=[len(rows) - 0.5, -0.5],
        showgrid=False,
        ticks="",
        tickfont={"size": 11, "color": ink},
        fixedrange=True,
        zeroline=False,
    )
    return calm(figure, height=56 + _ROW_PIXELS * len(rows), top=44)


def intervals(
    rows: Sequence[IntervalRow], whole: Comprehension, whole_label: str, target: float, *, ink: str = INK_ON_LIGHT
) -> go.Figure:
    """A dot and its interval per agency, in three groups by name; the band is the whole scope's own interval. On the right
    the chance of each to be below the target, which is the dashed line."""
    figure = go.Figure()
    ordered: list[str] = []
    chances: list[str] = []
    for group, title, colour, symbol in _GROUP_LOOK:
        members = sorted((row for row in rows if row.group == group), key=lambda row: row.label)
        if not members:
            continue
        labels = distinct([two_line_label(row.label) for row in members], taken=ordered)
        ordered += labels
        figure.add_scatter(
            x=[100 * row.found.value for row in members],
            y=labels,
            mode="markers",
            name=title,
            marker={"color": colour, "symbol": symbol, "size": 10},
            error_x={
                "type": "data",
                "symmetric": False,
                "array": [100 * (row.found.high - row.found.value) for row in members],
                "arrayminus": [100 * (row.found.value - row.found.low) for row in members],
                "color": colour,
                "thickness": 2,
                "width": 0,
            },
            customdata=[_hover_chance(row, target) for row in members],
            hovertemplate="%{customdata}<extra></extra>",
        )
        chances += [escape(chance_text(row.below_target), quote=False) for row in members]
    if isinstance(whole, Estimate):
        figure.add_vrect(x0=100 * whole.low, x1=100 * whole.high, fillcolor="#2B7686", opacity=0.14, line_width=0)
        figure.add_vline(x=100 * whole.value, line={"color": "#2B7686", "width": 1.5, "dash": "dot"})
        figure.add_annotation(
            x=100 * whole.value, y=1, yref="paper", yanchor="bottom", showarrow=False,
            text=f"{whole_label} {percent(whole.value)}", font={"size": 12, "color": ink},
        )  # fmt: skip
    shown = [row.found for row in rows] + ([whole] if isinstance(whole, Estimate) else [])
    left = 10 * floor(10 * min([target, *(found.low for found in shown)]))
    right = 10 * ceil(10 * max([target, *(found.high for found in shown)]))
    edge = right + _CHANCES_WIDTH * (right - left)
    figure.add_vline(x=100 * target, line={"color": ink, "width": 1.5, "dash": "dash"})
    figure.add_scatter(
        x=[edge] * len(ordered), y=ordered, text=chances, mode="text", textposition="middle left", hoverinfo="skip",
        textfont={"size": 12, "color": ink}, showlegend=False,
    )  # fmt: skip
    figure.update_xaxes(
        range=[left, edge], tickvals=[*range(left, right + 1, 10)], ticksuffix="%", fixedrange=True, zeroline=False,
        tickfont={"color": ink}, tickangle=0,
    )  # fmt: skip
    figure.update_yaxes(
        categoryorder="array", categoryarray=ordered[::-1], fixedrange=True, showgrid=False, tickfont={"size": 11, "color": ink},
        range=[-0.7, len(ordered) - 0.3],
    )  # fmt: skip
    return calm(figure, height=140 + 32 * len(ordered), top=28, legend=True)


def dumbbell(columns: Sequence[str], gains: Sequence[object], *, ink: str = INK_ON_LIGHT) -> go.Figure:
    """Pre-test (hollow) to post-test (filled, with the interval of growth) of the same persons, one line per indicator."""
    found = [(column, gain) for column, gain in zip(columns, gains, strict=True) if isinstance(gain, Growth)]
    figure = go.Figure()
    for column, gain in found:
        figure.add_scatter(
            x=[100 * gain.before, 100 * gain.after], y=[_two_lines(column)] * 2, mode="lines",
            line={"color": GREY, "width": 3}, hoverinfo="skip", showlegend=False,
        )  # fmt: skip
    for name, symbol, side in (("Prauji", "circle-open", "before"), ("Pascauji", "circle", "after")):
        shares = [getattr(gain, side) for _, gain in found]
        figure.add_scatter(
            x=[100 * share for share in shares], y=[_two_lines(column) for column, _ in found], mode="markers", name=name,
            error_x=_growth_error(found) if side == "after" else None,
            marker={"color": "#1F7F93", "symbol": symbol, "size": 14, "line": {"width": 3, "color": "#1F7F93"}},
            customdata=[
                f"<b>{name}: {column}</b><br>{percent(share)}<br>{growth_text(gain)}"
                for share, (column, gain) in zip(shares, found, strict=True)
            ],
            hovertemplate="%{customdata}<extra></extra>",
        )  # fmt: skip
    for column, gain in found:
        figure.add_annotation(
            x=50 * (gain.before + gain.after), y=_two_lines(column), yshift=15, showarrow=False,
            text=f"<b>{points(gain.value)}</b>", font={"size": 13, "color": ink},
        )  # fmt: skip
    figure.update_xaxes(
        range=[0, 101], ticksuffix="%", fixedrange=True, dtick=25, zeroline=False, tickfont={"color": ink}
    )
    figure.update_yaxes(autorange="reversed", fixedrange=True, showgrid=False, tickfont={"size": 13, "color": ink})
    return calm(figure, height=110 + 56 * len(found), top=24, legend=True)


def _growth_error(found: Sequence[tuple[str, Growth]]) -> dict[str, object]:
    """The interval of growth about the post-test: where it reaches the pre-test, growth is not clear."""
    return {
        "type": "data", "symmetric": False, "color": "#1F7F93", "thickness": 1.5, "width": 7,
        "array": [100 * (gain.high - gain.value) for _, gain in found],
        "arrayminus": [100 * (gain.value - gain.low) for _, gain in found],
    }  # fmt: skip


def two_line_label(name: str, width: int = 20) -> str:
    """A long name on two lines, which a phone has room for; what is still too long is cut with an ellipsis."""
    lines = wrap(name, width)
    if len(lines) > 2:
        rest = " ".join(lines[1:])
        lines = [lines[0], rest[: width - 1].rstrip(" ,") + "…"]
    return "<br>".join(escape(line, quote=False) for line in lines)


def _text_colour(found: Comprehension, ink: str) -> str:
    return text_on(found.value) if isinstance(found, Estimate) else ink


def distinct(labels: list[str], taken: Sequence[str] = ()) -> list[str]:
    """Equal labels would share one line of the figure."""
    seen = set(taken)
    result = []
    for label in labels:
        while label in seen:
            label += "\u200b"
        seen.add(label)
        result.append(label)
    return result


def _two_lines(title: str) -> str:
    return title.replace(" ", "<br>", 1)


def _cell_text(found: Comprehension, group: Group, is_wide: bool) -> str:
    if not isinstance(found, Estimate):
        return "–"
    words = f"{found.value * 100:.0f} {MARKS[group]}".rstrip()
    interval = estimate_text(found).partition(" ")[2]
    return f'{words}<span style="font-size:10px">  {interval}</span>' if is_wide else words


def _hover(label: str, found: Comprehension) -> str:
    return f"<b>{escape(label, quote=False)}</b><br>{estimate_text(found)}"


def _hover_chance(row: IntervalRow, target: float) -> str:
    return f"{_hover(row.label, row.found)}<br>di bawah sasaran {percent(target)}: {escape(chance_text(row.below_target), quote=False)}"


def calm(figure: go.Figure, *, height: int, top: int, legend: bool = False) -> go.Figure:
    figure.update_layout(
        height=height,
        margin={"l": 4, "r": 8, "t": top, "b": 8},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        showlegend=legend,
        legend={"orientation": "h", "y": 0, "yref": "container", "yanchor": "bottom", "x": 0, "title": None},
        dragmode=False,
        hoverlabel={"align": "left"},
    )
    return figure
