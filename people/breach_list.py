"""The list of people within reach of a breach, as a spreadsheet for whoever sends the notices; numbers are text."""

from __future__ import annotations

import io

import xlsxwriter

from people.breach import BreachScope

_AS_TEXT = 49
"""Excel's own number of the format Text."""
_HEAD = ("No.", "Nama", "NIP/Nomor", "Surel", "Unit kerja", "Kelompok data")
_WIDTHS = (6, 34, 24, 34, 40, 60)


def breach_xlsx(scope: BreachScope) -> bytes:
    """Sheets: the people, counts by unit, counts by kind. Every cell is text: Excel would round a NIP that is a number."""
    target = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    people = [
        (str(place), one.name, one.number, one.email, one.agency, one.group_titles)
        for place, one in enumerate(scope.people, start=1)
    ]
    counted = [
        ("Menurut unit", ("Unit kerja", "Orang"), [(name, str(count)) for name, count in scope.by_agency()]),
        ("Menurut kelompok", ("Kelompok data", "Orang"), [(name, str(count)) for name, count in scope.by_group()]),
    ]
    with xlsxwriter.Workbook(target, options) as book:
        bold, text = book.add_format({"bold": True}), book.add_format({"num_format": _AS_TEXT})
        for title, head, rows in (("Penerima pemberitahuan", _HEAD, people), *counted):
            sheet = book.add_worksheet(title)
            sheet.freeze_panes(1, 0)
            for row, cells in enumerate([head, *rows]):
                for column, cell in enumerate(cells):
                    sheet.write_string(row, column, cell, text if row else bold)
            for column, width in enumerate(_WIDTHS if head == _HEAD else (60, 10)):
                sheet.set_column(column, column, width, text)
    return target.getvalue()
