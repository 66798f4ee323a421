"""The map of items for supervisors: how many were right here (across), how well the item separates (up), in four regions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from textwrap import shorten, wrap

import plotly.graph_objects as go

from analytics.charts.comprehension import INK_ON_LIGHT, calm
from analytics.charts.shades import HIGH, LOW, UNCLEAR
from analytics.items.item_place import REGIONS, ItemPlace, Region, region_text, separation_text
from analytics.tables import percent
from analytics.words.view_words import HALF

LOOKS: dict[Region, tuple[str, str]] = {
    "teach": (LOW, "diamond"),
    "doubtful": ("#947600", "triangle-down"),
    "known": (HIGH, "circle"),
    "blunt": (UNCLEAR, "square"),
}
"""Colour (3:1 on light paper and on dark) and symbol; unsure items are hollow."""
_BORDER = 0.05
"""Between the row of 0,0 and that of 0,1, the first that separates."""
_LEVELS = (0, 1, -1, 2, -2, 3, -3)
_LEVEL_HEIGHT, _POINT_WIDTH = 0.012, 1.6
"""Of the scales: points of a row that would lie on one another are drawn over and under its middle."""


@dataclass(frozen=True)
class PlacedItem:
    stem: str
    place: ItemPlace


def place_map(items: Sequence[PlacedItem], *, ink: str = INK_ON_LIGHT) -> go.Figure:
    """One point for every item whose separation is known. Raises ValueError where there is none."""
    known = [(item, item.place.separation) for item in items if item.place.separation is not None]
    rows = [row for _, row in known]
    low, high = min(-0.15, min(rows) - 0.05), max(rows) + 0.12
    left = min(30.0, *(100 * item.place.facility.value - 4 for item, _ in known))
    figure = go.Figure()
    _draw_regions(figure, left, low, high, ink)
    heights = _spread([(100 * item.place.facility.value, row) for item, row in known])
    for region, (colour, symbol) in LOOKS.items():
        for is_sure in (True, False):
            members = [
                (item, height)
                for (item, _), height in zip(known, heights, strict=True)
                if item.place.region == region and item.place.is_sure == is_sure
            ]
            if members:
                _draw(figure, region, members, colour, symbol if is_sure else f"{symbol}-open")
    figure.update_xaxes(
        range=[left, 102], ticksuffix="%", fixedrange=True, zeroline=False, showgrid=False, tickfont={"color": ink},
        title={"text": "dijawab benar di sini →", "font": {"color": ink, "size": 12}},
    )  # fmt: skip
    figure.update_yaxes(
        range=[low, high], dtick=0.1, fixedrange=True, zeroline=False, showgrid=False, tickfont={"color": ink}, tickformat=".1f",
        title={"text": "daya beda soal →", "font": {"color": ink, "size": 12}},
    )  # fmt: skip
    return calm(figure, height=420, top=8).update_layout(separators=",.")


def _spread(points: Sequence[tuple[float, float]]) -> list[float]:
    """A height for each (across, row): in its row, beside its neighbours where there is room."""
    heights = [row for _, row in points]
    last: dict[tuple[float, int], float] = {}
    for place in sorted(range(len(points)), key=lambda place: points[place]):
        across, row = points[place]
        free = (level for level in _LEVELS if across - last.get((row, level), -_POINT_WIDTH) >= _POINT_WIDTH)
        level = next(free, 0)
        last[row, level] = across
        heights[place] = row + level * _LEVEL_HEIGHT
    return heights


def _draw_regions(figure: go.Figure, left: float, low: float, high: float, ink: str) -> None:
    half = 100 * HALF
    areas: tuple[tuple[Region, float, float, float, float], ...] = (
        ("teach", left, half, _BORDER, high),
        ("doubtful", left, half, low, _BORDER),
        ("known", half, 102, _BORDER, high),
        ("blunt", half, 102, low, _BORDER),
    )
    for region, x0, x1, y0, y1 in areas:
        colour, _ = LOOKS[region]
        figure.add_shape(
            type="rect", x0=x0, x1=x1, y0=y0, y1=y1, layer="below", fillcolor=colour, opacity=0.1, line={"width": 0}
        )
        is_up, is_right = y0 == _BORDER, x0 == half
        figure.add_annotation(
            x=x1 if is_right else x0, xanchor="right" if is_right else "left", xshift=-4 if is_right else 4,
            y=y1 if is_up else y0, yanchor="top" if is_up else "bottom", showarrow=False,
            text="<br>".join(wrap(REGIONS[region], 18 if is_right else 10)), align="right" if is_right else "left", font={"size": 12, "color": ink},
        )  # fmt: skip


def _draw(figure: go.Figure, region: Region, members: list[tuple[PlacedItem, float]], colour: str, symbol: str) -> None:
    figure.add_scatter(
        x=[100 * item.place.facility.value for item, _ in members],
        y=[height for _, height in members],
        mode="markers",
        name=REGIONS[region],
        marker={
            "color": colour,
            "symbol": symbol,
            "size": 11 if region in ("teach", "doubtful") else 8,
            "opacity": 0.85,
            "line": {"width": 2, "color": colour},
        },
        customdata=[_hover(item) for item, _ in members],
        hovertemplate="%{customdata}<extra></extra>",
    )


def _hover(item: PlacedItem) -> str:
    facility = item.place.facility
    lines = wrap(shorten(item.stem, 110, placeholder=" …"), 40)
    return (
        f"<b>{'<br>'.join(escape(line, quote=False) for line in lines)}</b><br>dijawab benar {percent(facility.value)} "
        f"({facility.low * 100:.0f}–{facility.high * 100:.0f})<br>daya beda soal {separation_text(item.place.separation)}"
        f"<br>{region_text(item.place)}"
    )
