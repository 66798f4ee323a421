"""A figure, and under it the same numbers as a table and as a file."""

from __future__ import annotations

import re

import streamlit as st

from analytics import tables
from analytics.charts import comprehension as charts
from analytics.tables import Table
from ui import look
from ui.measure_links import links_beside

_DECIMAL = re.compile(r"−?\d+,\d+ \([^()]+\)")
"""With an interval."""
_CHART_CONFIG = {"displayModeBar": False, "scrollZoom": False}


def ink() -> str:
    return charts.INK_ON_DARK if st.context.theme.type == "dark" else charts.INK_ON_LIGHT


def say(words: str) -> None:
    """What the view shows, in one plain sentence above it; **bold** kept."""
    if words:
        look.html(f'<p class="n-says">{look.rich(words)}</p>')


def draw(figure: object, key: str, words: str) -> None:
    st.plotly_chart(figure, key=f"pemahaman-gambar-{key}", config=_CHART_CONFIG, alt=words)


def show_table(caption: str, table: Table, name: str, *, expanded: bool = False) -> None:
    """The same numbers in words; the file holds exactly this table."""
    with st.expander(f"Tabel: {caption}", icon=":material/table_chart:", expanded=expanded):
        rows = [[_unbroken(cell) for cell in row] for row in table.rows]
        look.html(
            f'<div class="n-titled" style="overflow-wrap:normal">{look.table(caption, table.header, rows)}</div>{links_beside(name)}'
        )
        st.download_button(
            "Unduh CSV",
            tables.to_csv(table),
            file_name=f"netral-{name}.csv",
            mime="text/csv",
            icon=":material/download:",
            key=f"pemahaman-unduh-{name}",
            on_click="ignore",
        )


def _unbroken(cell: str) -> str:
    """Figures keep together when a phone wraps the cell; words may fall apart."""
    if _DECIMAL.fullmatch(cell):
        return cell.replace("–", "–\u2060").replace(" s.d. ", "\u00a0s.d.\u00a0")
    if len(cell) >= 40:
        return cell
    whole = cell.replace(", n ", ", n\u00a0")
    return whole.replace(" (", "\u00a0(").replace("–", "–\u2060") if "%" in cell else whole
