"""A zip of tables for analysts, with their data dictionary: the same bytes for the same figures."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping
from datetime import date

from analytics.data_dictionary import HEAD, NAME, as_markdown, entries
from analytics.report_columns import ReportTable, Value
from analytics.tables import Table, csv_lines, safe_cell, to_csv

_AGES_AGO = (1980, 1, 1, 0, 0, 0)
"""The first moment a zip can name: the real one would change the bytes."""


def zip_of(files: Mapping[str, bytes]) -> bytes:
    """In the order given; every part is an ordinary file."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            info = zipfile.ZipInfo(name, _AGES_AGO)
            info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            archive.writestr(info, data)
    return target.getvalue()


def csv_of(table: ReportTable) -> bytes:
    """Days as ISO text, numbers bare (also negative ones), nothing for what is withheld; no text can start a formula."""
    return csv_lines([table.names, *([_text(value) for value in row] for row in table.rows)])


def csv_files(tables: Iterable[ReportTable]) -> dict[str, bytes]:
    return {f"{table.shape.name}.csv": csv_of(table) for table in tables}


def dictionary_files() -> dict[str, bytes]:
    """For programs and for people."""
    return {f"{NAME}.csv": to_csv(Table(HEAD, entries())), f"{NAME}.md": as_markdown().encode()}


def _text(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return safe_cell(value)
    return value.isoformat() if isinstance(value, date) else str(value)
