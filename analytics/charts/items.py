"""The map of items: how easy each proved (across) and how well it tells the strong from the weak (up), in four regions."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import plotly.graph_objects as go

from analytics.charts.comprehension import INK_ON_LIGHT, calm
from analytics.items.flags import TOO_EASY, WEAK
from analytics.items.item_map import REGIONS, MapPoint, Region
from analytics.tables import percent

LOOKS: dict[Region, tuple[str, str]] = {
    "key": ("#B34A06", "x"),
    "confusing": ("#B88000", "triangle-down"),
    "easy": ("#7C888C", "square"),
    "good": ("#17697A", "circle"),
}
"""Colour and symbol; unsure items are hollow."""


def item_map(points: Sequence[MapPoint], chosen: str | None = None, *, ink: str = INK_ON_LIGHT) -> go.Figure:
    """``chosen``: the item whose two intervals are drawn. The customdata of a point begins with its item's id."""
    figure = go.Figure()
    low = min([-0.1, *(point.discrimination.value - 0.05 for point in points)])
    high = max([0.5, *(point.discrimination.value + 0.05 for point in points)])
    left = min([40.0, *(100 * point.facility.value - 4 for point in points)])
    _regions(figure, left, low, high, ink)
    for region, (colour, symbol) in LOOKS.items():
        for is_sure in (True, False):
            members = [point for point in points if point.region == region and point.is_sure == is_sure]
            if members:
                _draw(figure, region, members, colour, symbol if is_sure or symbol == "x" else f"{symbol}-open")
    for point in points:
        if point.item_id == chosen:
            _intervals(figure, point, ink)
    figure.update_xaxes(
        range=[left, 102], ticksuffix="%", fixedrange=True, zeroline=False, showgrid=False, tickfont={"color": ink},
        title={"text": "dijawab benar →", "font": {"color": ink, "size": 12}},
    )  # fmt: skip
    figure.update_yaxes(
        range=[low, high], fixedrange=True, zeroline=False, showgrid=False, tickfont={"color": ink}, tickformat=".1f",
        title={"text": "daya beda →", "font": {"color": ink, "size": 12}},
    )  # fmt: skip
    return calm(figure, height=440, top=8).update_layout(separators=",.", clickmode="event+select")


def _regions(figure: go.Figure, left: float, low: float, high: float, ink: str) -> None:
    edge = 100 * TOO_EASY
    areas: tuple[tuple[Region, float, float, float, float], ...] = (
        ("key", left, 102, low, 0),
        ("confusing", left, edge, 0, WEAK),
        ("easy", edge, 102, 0, high),
        ("good", left, edge, WEAK, high),
    )
    for region, x0, x1, y0, y1 in areas:
        colour, _ = LOOKS[region]
        figure.add_shape(
            type="rect", x0=x0, x1=x1, y0=y0, y1=y1, layer="below", fillcolor=colour, opacity=0.1, line={"width": 0}
        )
    for region, x, y, anchor in (
        ("key", left, low, "bottom"), ("confusing", left, 0, "bottom"), ("good", left, high, "top"),
    ):  # fmt: skip
        figure.add_annotation(
            x=x, y=y, xanchor="left", yanchor=anchor, showarrow=False, xshift=4, text=REGIONS[region],  # type: ignore[index]
            font={"size": 12, "color": ink},
        )  # fmt: skip
    figure.add_annotation(
        x=102, y=high, xanchor="right", yanchor="top", showarrow=False, text=REGIONS["easy"], textangle=-90,
        font={"size": 12, "color": ink},
    )  # fmt: skip


def _draw(figure: go.Figure, region: Region, members: list[MapPoint], colour: str, symbol: str) -> None:
    figure.add_scatter(
        x=[100 * point.facility.value for point in members],
        y=[point.discrimination.value for point in members],
        mode="markers",
        name=REGIONS[region],
        marker={"color": colour, "symbol": symbol, "size": 9, "opacity": 0.85, "line": {"width": 2, "color": colour}},
        selected={"marker": {"opacity": 0.85}},
        unselected={"marker": {"opacity": 0.85}},
        customdata=[[point.item_id, _hover(point)] for point in members],
        hovertemplate="%{customdata[1]}<extra></extra>",
    )


def _intervals(figure: go.Figure, point: MapPoint, ink: str) -> None:
    x, y = point.facility, point.discrimination
    for xs, ys in (([x.low, x.high], [y.value] * 2), ([x.value] * 2, [y.low, y.high])):
        figure.add_scatter(
            x=[100 * one for one in xs], y=ys, mode="lines", line={"color": ink, "width": 2}, hoverinfo="skip"
        )
    figure.add_scatter(
        x=[100 * x.value], y=[y.value], mode="markers", hoverinfo="skip",
        marker={"symbol": "circle-open", "size": 20, "color": ink, "line": {"width": 3, "color": ink}},
    )  # fmt: skip


def _hover(point: MapPoint) -> str:
    x, y = point.facility, point.discrimination
    return (
        f"<b>{escape(point.item_id, quote=False)}</b><br>dijawab benar {percent(x.value)} "
        f"({x.low * 100:.0f}–{x.high * 100:.0f})<br>daya beda {decimal(y.value)} ({decimal(y.low)} s.d. {decimal(y.high)})"
        f"<br>{REGIONS[point.region]}{'' if point.is_sure else ', belum pasti'}"
    )


def decimal(value: float) -> str:
    """With a decimal comma and a true minus sign; no minus sign before a zero."""
    return f"{round(value, 2) + 0.0:.2f}".replace(".", ",").replace("-", "−")
