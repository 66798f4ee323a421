"""A figure, and under it the same numbers as a table and as a file."""

from __future__ import annotations

import re

import streamlit as st

from analytics import tables
from analytics.charts import comprehension as charts
from analytics.measures import help_of
from analytics.report_columns import FILE_MINIMUM
from analytics.tables import Table
from ui import look
from ui.measure_links import links_beside

_DECIMAL = re.compile(r"−?\d+,\d+ \([^()]+\)")
"""With an interval."""
LESS_IN_FILE = f"Berkas CSV mudah diteruskan, jadi hasil kurang dari {FILE_MINIMUM} orang tidak dimuat, begitu pula yang dapat membocorkannya."
_CHART_CONFIG = {"displayModeBar": False, "scrollZoom": False}


def ink() -> str:
    return charts.INK_ON_DARK if st.context.theme.type == "dark" else charts.INK_ON_LIGHT


def say(words: str) -> None:
    """What the view shows, in one plain sentence above it; **bold** kept."""
    if words:
        look.html(f'<p class="n-says">{look.rich(words)}</p>')


def draw(figure: object, key: str, words: str) -> None:
    st.plotly_chart(figure, key=f"pemahaman-gambar-{key}", config=_CHART_CONFIG, alt=words)


def show_table(caption: str, table: Table, name: str, *, file: Table | None = None, expanded: bool = False) -> None:
    """The same numbers in words. ``file``: what of them may be passed on; without it, exactly this table."""
    file = file or table
    with st.expander(f"Tabel: {caption}", icon=":material/table_chart:", expanded=expanded):
        rows = [[_unbroken(cell) for cell in row] for row in table.rows]
        look.html(
            f'<div class="n-titled" style="overflow-wrap:normal">{look.table(caption, table.header, rows)}</div>{links_beside(name)}'
        )
        st.download_button(
            "Unduh CSV",
            tables.to_csv(file),
            file_name=f"netral-{name}.csv",
            mime="text/csv",
            icon=":material/download:",
            key=f"pemahaman-unduh-{name}",
            on_click="ignore",
        )
        if file != table:
            st.caption(LESS_IN_FILE, help=help_of("withheld_in_files"))


def _unbroken(cell: str) -> str:
    """Figures keep together when a phone wraps the cell; words may fall apart."""
    if _DECIMAL.fullmatch(cell):
        return cell.replace("–", "–\u2060").replace(" s.d. ", "\u00a0s.d.\u00a0")
    if len(cell) >= 40:
        return cell
    whole = cell.replace(", n ", ", n\u00a0")
    return whole.replace(" (", "\u00a0(").replace("–", "–\u2060") if "%" in cell else whole
