"""Roster files for tests: true rows with valid numbers, written as CSV or XLSX, with one change away from right."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

import xlsxwriter

from actions.registry.agencies import Change, NewAgency
from people.access import console_operator
from store.database import Database
from tests.builders import NOW, new_database, open_agency

TODAY = date(2026, 11, 22)
HEADERS = ("NIP/Nomor", "Nama", "Jenis Kepegawaian", "Kode Unit", "Jabatan", "Status Jabatan", "Berlaku Sejak", "Email")
FIELDS = ("number", "name", "employment", "unit", "title", "status", "since", "email")
Line = Sequence[object]


def nip(serial: int = 1, *, born: str = "19870515", since: str = "201001", sex: int = 1) -> str:
    return f"{born}{since}{sex}{serial:03d}"


def person(number: str | None = None, **changes: object) -> dict[str, object]:
    """One row's cells by field; a civil servant of unit 01.01."""
    cells: dict[str, object] = {
        "number": nip() if number is None else number, "name": "Siti Aminah", "employment": "PNS", "unit": "01.01",
        "title": "Analis", "status": "", "since": "", "email": "",
    }  # fmt: skip
    return cells | changes


def lines(people: Iterable[Mapping[str, object]], headers: Sequence[str] = HEADERS) -> list[Line]:
    return [headers, *(tuple(one[field] for field in FIELDS) for one in people)]


def as_csv(table: Iterable[Line], encoding: str = "utf-8", delimiter: str = ";") -> bytes:
    target = io.StringIO(newline="")
    csv.writer(target, delimiter=delimiter).writerows(table)
    return target.getvalue().encode(encoding)


def as_xlsx(
    table: Iterable[Line], sheets: Mapping[str, Iterable[Line]] | None = None, hidden: Sequence[str] = ()
) -> bytes:
    """Cells keep their types: a number is a number. A text that begins with ``=`` is a formula, its result after ``|``."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False}) as book:
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        for name, rows in {"Pegawai": table, **(sheets or {})}.items():
            sheet = book.add_worksheet(name)
            if name in hidden:
                sheet.hide()
            for row, line in enumerate(rows):
                for column, cell in enumerate(line):
                    if isinstance(cell, str) and cell.startswith("="):
                        formula, _, result = cell.partition("|")
                        sheet.write_formula(row, column, formula, None, result)
                    elif isinstance(cell, str):
                        sheet.write_string(row, column, cell)
                    elif isinstance(cell, (date, datetime)):
                        sheet.write_datetime(row, column, cell, day)
                    elif cell is not None:
                        sheet.write(row, column, cell)
    return target.getvalue()


def make_registry(path: Path, codes: Sequence[str] = ("01.01", "01.02", "01.03")) -> Database:
    """An agency with the code 01 and units under it, all there since 2000."""
    database = new_database(path)
    change = Change(console_operator(), NOW, TODAY, "2000-01-01")
    root = open_agency(database, change, NewAgency("01", "Kabupaten Contoh", "instansi"), None)
    for code in codes:
        open_agency(database, change, NewAgency(code, f"Dinas {code}", "perangkat-daerah"), root)
    return database
