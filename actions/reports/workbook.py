"""A workbook for the staff: numbers as numbers, everything else as text that stays text, and not one formula."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from analytics.report_columns import Value

_AS_TEXT = 49
"""Excel's own number of the format Text: what somebody edits stays text, also a NIP."""
_FORMATS = {"persen": '0"%"', "poin persen": '+0;"−"0;0', "tanggal": "dd/mm/yyyy", "orang": "#,##0", "jawaban": "#,##0"}
_WIDEST, _NARROWEST = 60, 8


@dataclass(frozen=True)
class Heading:
    """``unit`` decides how numbers below it are written."""

    title: str
    unit: str = ""


@dataclass(frozen=True)
class Page:
    """One sheet. ``above``: lines over the table, the first one bold."""

    title: str
    above: Sequence[str]
    head: Sequence[Heading]
    rows: Sequence[Sequence[Value]]


def workbook_of(pages: Iterable[Page], title: str, now: datetime) -> bytes:
    """The same bytes for the same pages and time."""
    target = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(target, options) as book:
        book.set_properties({"title": title, "created": now.replace(tzinfo=None, microsecond=0)})
        styles = {unit: book.add_format({"num_format": shape}) for unit, shape in _FORMATS.items()}
        styles |= {
            "": book.add_format({"num_format": _AS_TEXT, "text_wrap": True, "valign": "top"}),
            "judul": book.add_format({"bold": True, "font_size": 14}),
            "kepala": book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1}),
        }
        for page in pages:
            _write(book.add_worksheet(page.title), page, styles)
    return target.getvalue()


def _write(sheet: Worksheet, page: Page, styles: dict[str, Format]) -> None:
    for place, words in enumerate(page.above):
        sheet.write_string(place, 0, words, styles["judul"] if place == 0 else None)
    top = len(page.above) + 1
    for column, heading in enumerate(page.head):
        sheet.write_string(top, column, heading.title, styles["kepala"])
        sheet.set_column(column, column, _width(page, column))
    for place, row in enumerate(page.rows, start=top + 1):
        for column, value in enumerate(row):
            _write_cell(sheet, place, column, value, page.head[column].unit, styles)
    sheet.freeze_panes(top + 1, 1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(top)


def _write_cell(sheet: Worksheet, row: int, column: int, value: Value, unit: str, styles: dict[str, Format]) -> None:
    if value is None:
        return
    if isinstance(value, str):
        sheet.write_string(row, column, value, styles[""])
    elif isinstance(value, date):
        sheet.write_datetime(row, column, datetime(value.year, value.month, value.day), styles["tanggal"])
    else:
        sheet.write_number(row, column, value, styles.get(unit))


def _width(page: Page, column: int) -> int:
    cells = [len(str(row[column])) for row in page.rows if row[column] is not None]
    longest_word = max(map(len, page.head[column].title.split()), default=0)
    return min(_WIDEST, max(_NARROWEST, longest_word, *cells)) + 2 if cells else max(_NARROWEST, longest_word) + 2
