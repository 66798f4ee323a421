"""The figure of sure and yet wrong: one line per indicator, with the mark where "sure" promises more than it holds."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from analytics.charts.comprehension import INK_ON_LIGHT, calm, two_line_label
from analytics.sureness import RED_FLAG, Sureness, SureShare
from analytics.tables import percent

_CALM, _FLAG = "#1F7F93", "#C2540A"


def sure_but_wrong(columns: Sequence[str], cells: Sequence[Sureness], *, ink: str = INK_ON_LIGHT) -> go.Figure:
    """A dot and its interval per indicator; a triangle where the whole interval lies beyond the dashed line."""
    found = [
        (f"{two_line_label(column)}<br><b>{percent(cell.share.value)}</b>", cell)
        for column, cell in zip(columns, cells, strict=True)
        if isinstance(cell, SureShare)
    ]
    figure = go.Figure()
    looks = (("Bendera merah", True, _FLAG, "triangle-up"), ("Bukan bendera merah", False, _CALM, "circle"))
    for name, is_flag, colour, symbol in looks:
        members = [(label, cell.share) for label, cell in found if cell.is_red_flag is is_flag]
        if not members:
            continue
        figure.add_scatter(
            x=[100 * share.value for _, share in members],
            y=[label for label, _ in members],
            mode="markers",
            name=name,
            marker={"color": colour, "symbol": symbol, "size": 13},
            error_x={
                "type": "data", "symmetric": False, "color": colour, "thickness": 3, "width": 0,
                "array": [100 * (share.high - share.value) for _, share in members],
                "arrayminus": [100 * (share.value - share.low) for _, share in members],
            },
            hoverinfo="skip",
        )  # fmt: skip
    right = max([0.5, *(cell.share.high for _, cell in found)])
    figure.add_vline(x=100 * RED_FLAG, line={"color": ink, "width": 1.5, "dash": "dash"})
    figure.update_xaxes(
        range=[0, 100 * right + 3],
        ticksuffix="%",
        fixedrange=True,
        zeroline=False,
        tickfont={"color": ink},
        tickangle=0,
    )
    figure.update_yaxes(
        categoryorder="array", categoryarray=[label for label, _ in found][::-1], fixedrange=True, showgrid=False,
        tickfont={"size": 13, "color": ink}, range=[-0.6, len(found) - 0.3],
    )  # fmt: skip
    return calm(figure, height=110 + 58 * len(found), top=12, legend=True)
