"""Tables to take along: CSV as Excel in Indonesia opens it, and XLSX; no cell can act as a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

import xlsxwriter

_FORMULA_STARTS = tuple("=+-@\t\r＝＋－＠")
_WIDEST = 60


def table_csv(head: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """With a BOM and semicolons; what begins like a formula gets an apostrophe before it."""
    target = io.StringIO(newline="")
    writer = csv.writer(target, delimiter=";", lineterminator="\r\n")
    for line in (head, *rows):
        writer.writerow([f"'{cell}" if cell.startswith(_FORMULA_STARTS) else cell for cell in line])
    return target.getvalue().encode("utf-8-sig")


def table_xlsx(title: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """One sheet; every cell is text."""
    target = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(target, options) as book:
        bold = book.add_format({"bold": True})
        sheet = book.add_worksheet(title)
        sheet.freeze_panes(1, 0)
        widths = [len(cell) for cell in head]
        for place, line in enumerate((head, *rows)):
            for column, cell in enumerate(line):
                sheet.write_string(place, column, cell, bold if place == 0 else None)
                widths[column] = min(_WIDEST, max(widths[column], len(cell)))
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width + 2)
    return target.getvalue()
