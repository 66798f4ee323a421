"""Tables to take along: nothing in them can act as a formula."""

from __future__ import annotations

import io

from python_calamine import CalamineWorkbook

from people.export import table_csv, table_xlsx

ROWS = [("=1+1", "Ani;Budi"), ("@siapa", "biasa"), ("＋1", "“kutip”")]


def test_a_csv_opens_in_excel_and_no_cell_begins_like_a_formula() -> None:
    text = table_csv(("Satu", "Dua"), ROWS).decode("utf-8")
    assert text.startswith("\ufeffSatu;Dua\r\n")
    assert '\'=1+1;"Ani;Budi"' in text and "'@siapa" in text and "'＋1" in text


def test_an_xlsx_holds_texts_as_they_are() -> None:
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(table_xlsx("Lembar", ("Satu", "Dua"), ROWS))).get_sheet_by_index(
        0
    )
    assert [tuple(row) for row in sheet.to_python()] == [("Satu", "Dua"), *ROWS]
