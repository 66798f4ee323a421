"""Items become a workbook an author can work in: styled and frozen headers, drop-downs, help sheets, every cell as text.

Cells are written as text and formatted as Teks: '=1+1' stays what it says and an id like '1-2' never becomes a date.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, BinaryIO

import xlsxwriter

from content.library import Library
from quizzes.models import Item
from quizzes.spreadsheet import columns as c
from quizzes.spreadsheet.guide import add_examples, add_guide, add_lists
from quizzes.spreadsheet.item_rows import Cells, Unwritable, item_cells, sheet_of
from quizzes.spreadsheet.styles import Styles

SPARE_ROWS = 500
"""Rows below the last item that already have drop-downs and the text format."""
_FIRST_DATE = dt.date(1900, 3, 1)
"""Excel thinks 1900 was a leap year: earlier dates are written as text."""


def write_workbook(
    target: Path | BinaryIO, items: Iterable[Item], library: Library, *, with_examples: bool = False
) -> tuple[tuple[str, str], ...]:
    """Returns (item id, why) of items that could not be written; the others are."""
    rows: dict[str, list[Cells]] = {name: [] for name in c.SHEETS}
    left_out: list[tuple[str, str]] = []
    for number, item in enumerate(items, start=1):
        try:
            rows[sheet_of(item)].append({c.ORDER: float(number), **item_cells(item)})
        except Unwritable as reason:
            left_out.append((item.id, str(reason)))
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    workbook = xlsxwriter.Workbook(target if not isinstance(target, Path) else str(target), options)
    workbook.set_properties(
        {"title": "Bank soal Netral", "created": dt.datetime(2026, 1, 1)}
    )  # the same bytes each time
    styles = Styles(workbook)
    add_guide(workbook, styles)
    sheets = {name: workbook.add_worksheet(name) for name in c.SHEETS}
    if with_examples:
        add_examples(workbook, styles)
    if any(rows.values()):
        sheets["Soal"].activate()
    list_ranges = add_lists(workbook, styles, library)
    for name, (_, columns) in c.SHEETS.items():
        _write_sheet(sheets[name], styles, columns, rows[name], list_ranges)
    workbook.close()
    return tuple(left_out)


def _write_sheet(
    sheet: Any, styles: Styles, columns: Sequence[c.Column], rows: Sequence[Cells], list_ranges: dict[str, str]
) -> None:
    last = len(rows) + SPARE_ROWS
    for index, column in enumerate(columns):
        style = {c.CHECKED_ON: styles.date, c.ORDER: styles.number}.get(column.header, styles.text)
        style = styles.number if column.header.startswith(f"{c.WEIGHT} ") else style
        sheet.set_column(index, index, column.width, style)
        sheet.write_string(0, index, column.header, styles.needed if column.needed_by else styles.header)
        sheet.write_comment(0, index, column.help, {"x_scale": 2})
        validation = _validation(column, list_ranges)
        if validation is not None:
            sheet.data_validation(1, index, last, index, validation)
        for row, cells in enumerate(rows, start=1):
            if column.header in cells:
                _write_cell(sheet, row, index, cells[column.header], style, styles)
    sheet.set_row(0, 32)
    sheet.freeze_panes(1, [column.header for column in columns].index(c.ID) + 1)
    sheet.autofilter(0, 0, max(len(rows), 1), len(columns) - 1)


def _write_cell(sheet: Any, row: int, column: int, value: str | float | dt.date, style: Any, styles: Styles) -> None:
    if isinstance(value, dt.date):
        if value >= _FIRST_DATE:
            sheet.write_datetime(row, column, dt.datetime(value.year, value.month, value.day), style)
        else:
            sheet.write_string(row, column, value.isoformat(), styles.text)
    elif isinstance(value, float):
        if float(f"{value:.16G}") == value:
            sheet.write_number(row, column, value, style)
        else:  # xlsxwriter keeps 16 digits
            sheet.write_string(row, column, format(value, ".17f"), styles.text)
    else:
        sheet.write_string(row, column, value, style)


def _validation(column: c.Column, list_ranges: dict[str, str]) -> dict[str, Any] | None:
    if column.choices:
        return {
            "validate": "list", "source": list(column.choices), "error_title": "Tidak dikenal",
            "error_message": "Pilih salah satu dari daftar.", "ignore_blank": True,
        }  # fmt: skip
    part = column.header.rpartition(" ")[0] if column.header.startswith(f"{c.MISCONCEPTION} ") else column.header
    if part in list_ranges:  # what is not in the list may be new: offered, not enforced
        return {"validate": "list", "source": list_ranges[part], "show_error": False, "ignore_blank": True}
    return None
