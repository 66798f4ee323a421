"""Tables to take along: CSV as Excel in Indonesia opens it, and XLSX; no cell can act as a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

_FORMULA_STARTS = tuple("=+-@\t\r＝＋－＠")
_WIDEST = 60
_AS_TEXT = 49
"""Excel's own number of the format Text."""


@dataclass(frozen=True)
class Sheet:
    """``above``: lines over the table, the first one bold."""

    title: str
    head: Sequence[str]
    rows: Iterable[Sequence[str]]
    above: Sequence[str] = ()


def table_csv(head: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """With a BOM and semicolons; what begins like a formula gets an apostrophe before it."""
    target = io.StringIO(newline="")
    writer = csv.writer(target, delimiter=";", lineterminator="\r\n")
    for line in (head, *rows):
        writer.writerow([f"'{cell}" if cell.startswith(_FORMULA_STARTS) else cell for cell in line])
    return target.getvalue().encode("utf-8-sig")


def table_xlsx(title: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """One sheet; every cell is text."""
    return workbook_xlsx([Sheet(title, head, rows)])


def workbook_xlsx(sheets: Iterable[Sheet]) -> bytes:
    """Every cell is text, and stays text when somebody edits it: Excel would round a NIP that is a number."""
    target = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(target, options) as book:
        bold, text = book.add_format({"bold": True}), book.add_format({"num_format": _AS_TEXT})
        for one in sheets:
            _write_sheet(book.add_worksheet(one.title), one, bold, text)
    return target.getvalue()


def _write_sheet(sheet: Worksheet, one: Sheet, bold: Format, text: Format) -> None:
    for place, words in enumerate(one.above):
        sheet.write_string(place, 0, words, bold if place == 0 else None)
    top = len(one.above) + 1 if one.above else 0
    sheet.freeze_panes(top + 1, 0)
    widths = [len(cell) for cell in one.head]
    for place, line in enumerate((one.head, *one.rows)):
        for column, cell in enumerate(line):
            sheet.write_string(top + place, column, cell, text if place else bold)
            widths[column] = min(_WIDEST, max(widths[column], len(cell)))
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width + 2, text)
