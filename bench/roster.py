"""Importing a roster: rows per second from the file to the stored people, beside calamine merely reading the cells."""

from __future__ import annotations

import io
import time
from datetime import UTC, date, datetime
from pathlib import Path

import xlsxwriter
from python_calamine import CalamineWorkbook

from actions.registry import agencies
from actions.registry.agencies import Change, NewAgency
from actions.registry.directory import PAGE_LENGTH, DirectoryQuery, list_people
from actions.registry.roster import Consent, RosterOptions, apply_roster, preview_roster
from bench.table import Row
from people.access import console_operator
from people.roster.columns import COLUMNS
from store.database import Database, open_database

_UNITS = 500
_TODAY = date(2026, 11, 22)
_NOW = datetime(2026, 11, 22, 3, tzinfo=UTC)


def measure_roster(folder: Path, row_count: int) -> list[Row]:
    data = _workbook(row_count)
    database = _registry(folder / "roster" / "netral.sqlite")
    baseline = row_count / _seconds(
        lambda: list(CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).iter_rows())
    )
    first_look, write = _import(database, data)
    second_look = _seconds(lambda: _preview(database, data))
    me, last = console_operator(), row_count // PAGE_LENGTH
    pages = [_seconds(lambda page=page: list_people(database, me, page=page)) for page in (1, last)]
    asked = [DirectoryQuery(text) for text in ("pegawai 19", "tidak ada", "1")]
    asked += [DirectoryQuery(employment="pns"), DirectoryQuery(role="supervisor"), DirectoryQuery(account="never")]
    searches = [_seconds(lambda query=query: list_people(database, me, query)) for query in asked]
    database.close()
    whole = first_look + write
    limit = 60 * row_count / 200_000
    return [
        Row(f"import {row_count:,} rows (XLSX), look and apply", whole, "s", at_most=limit),
        Row("import, rows per second", row_count / whole, "rows/s", baseline, "calamine reading the cells"),
        Row("of it reading and comparing", first_look, "s"),
        Row("of it writing (others wait to write)", write, "s"),
        Row("looking again at an unchanged roster", second_look, "s", at_most=limit),
        Row(f"a page of {row_count:,} people (slower of first and last)", max(pages) * 1000, "ms", at_most=300),
        Row(f"a search among {row_count:,} people (slowest of six)", max(searches) * 1000, "ms", at_most=500),
    ]  # fmt: skip


def _import(database: Database, data: bytes) -> tuple[float, float]:
    begun = time.perf_counter()
    preview = _preview(database, data)
    looked = time.perf_counter()
    report = apply_roster(database, console_operator(), "produksi", preview, Consent(), _NOW)
    written = time.perf_counter()
    if report.skipped or not report.new:
        raise RuntimeError(f"{report.skipped} of {report.new + report.skipped} rows were refused")
    return looked - begun, written - looked


def _preview(database: Database, data: bytes):
    return preview_roster(database, console_operator(), "produksi", data, RosterOptions(_TODAY, _TODAY))


def _seconds(work) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def _registry(path: Path) -> Database:
    database = open_database(path)
    change = Change(console_operator(), _NOW, _TODAY, "2000-01-01")
    root = agencies.carry_out(database, change, agencies.Open(NewAgency("R", "Kabupaten", "instansi"), None)).opened[0]
    for number in range(_UNITS):
        agencies.carry_out(database, change, agencies.Open(NewAgency(f"K{number}", f"Unit {number}", "unit"), root))
    return database


def _workbook(row_count: int) -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Pegawai")
        sheet.write_row(0, 0, [column.header for column in COLUMNS])
        for n in range(row_count):
            born = f"{1965 + n % 35}{1 + n // 35 % 12:02d}{1 + n // 420 % 28:02d}"
            number = f"{born}{2000 + n // 11_760 % 20}01{1 + n % 2}{1 + n // 235_200 % 999:03d}"
            cells = [
                number,
                f"Pegawai {n}",
                "PNS",
                f"K{n % _UNITS}",
                "Analis Kebijakan",
                "",
                "2026-01-01",
                f"p{n}@contoh.go.id",
            ]
            sheet.write_row(n + 1, 0, cells)
    return target.getvalue()
