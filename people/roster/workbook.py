"""Reading a roster in XLSX: visible sheets only, and never before the package is known to be small and plain."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from zlib import error as zlib_error

from python_calamine import CalamineSheet, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from people.roster.cells import Cell, Sheet
from people.roster.models import Remark, RosterRefused

MAX_UNPACKED_BYTES = 600_000_000
MAX_FILES = 400
MAX_RATIO = 150
MAX_ROWS = 400_000
MAX_COLUMNS = 200
"""A sheet is read as a rectangle: one stray cell far away would otherwise cost all memory."""

_CHUNK = 4_000_000
_CELL = re.compile(rb'<(?:\w+:)?c\b[^>]*?\br=["\']([A-Z]{1,4})([0-9]{1,8})["\'](?:[^>]*[^/>])?>')
"""Cells that may hold something: those that only carry a format are closed at once and count for nothing."""
_FORMULA = re.compile(rb'<(?:\w+:)?c\b[^>]*?\br=["\']([A-Z]{1,4})([0-9]{1,8})["\'][^>]*>\s*<(?:\w+:)?f\b')
_PART = re.compile(rb'<(?:\w+:)?sheet\b[^>]*?\bname="([^"]*)"[^>]*?\b\w+:id="([^"]*)"')
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")
_ATTRIBUTE = re.compile(rb'\b(Id|Target)="([^"]*)"')
_SAVE_AGAIN = "Buka di Excel, simpan lagi sebagai .xlsx, lalu unggah."


@dataclass(frozen=True)
class Workbook:
    """``sheets`` are read lazily, once, in order."""

    sheets: tuple[Sheet, ...]
    remarks: tuple[Remark, ...]


@dataclass(frozen=True)
class _Extent:
    last_row: int
    last_column: int
    formulas: frozenset[tuple[int, int]]


def read_workbook(data: bytes) -> Workbook:
    """Raises RosterRefused."""
    extents = _extents(data)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets, remarks = [], []
        for index, about in enumerate(book.sheets_metadata):
            if about.typ != SheetTypeEnum.WorkSheet:
                continue
            if about.visible != SheetVisibleEnum.Visible:
                remarks.append(Remark(f"lembar '{about.name}'", "tersembunyi, tidak dibaca."))
                continue
            sheets.append(_sheet(about.name, book.get_sheet_by_index(index), extents))
    except PasswordError:
        raise RosterRefused("Berkas ini dikunci dengan sandi.", "Simpan tanpa sandi, lalu unggah lagi.") from None
    except RosterRefused:
        raise
    except BaseException as error:  # a damaged package; the library's text may quote cells, and a panic is no Exception
        if isinstance(error, (KeyboardInterrupt, SystemExit, GeneratorExit)):
            raise
        raise RosterRefused("Berkas Excel ini rusak.", _SAVE_AGAIN) from None
    return Workbook(tuple(sheets), tuple(remarks))


def _sheet(name: str, sheet: CalamineSheet, extents: dict[str, _Extent]) -> Sheet:
    extent = extents.get(name)
    left = sheet.start[1] if sheet.start else 0
    count = sheet.end[0] + 1 if sheet.end else 0
    if extent is None and count:
        raise RosterRefused(f"Lembar '{name}' tidak ditemukan di dalam berkas.", _SAVE_AGAIN)
    return Sheet(name, _rows(sheet, left), count, extent.formulas if extent else frozenset())


def _rows(sheet: CalamineSheet, left: int) -> Iterator[list[Cell]]:
    margin: list[Cell] = [""] * left
    for row in sheet.iter_rows():
        yield [*margin, *row] if left else row


def _extents(data: bytes) -> dict[str, _Extent]:
    """How far each sheet reaches and where its formulas are, found without unpacking it as a whole."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            _refuse_bomb(package, len(data))
            if package.testzip() is not None:
                raise zipfile.BadZipFile
            parts = _parts(package)
            return {name: _extent(name, package, part) for name, part in parts.items()}
    except (zipfile.BadZipFile, KeyError, EOFError, NotImplementedError, RuntimeError, ValueError, OSError, zlib_error):
        raise RosterRefused("Berkas Excel ini rusak atau dikunci.", _SAVE_AGAIN) from None


def _refuse_bomb(package: zipfile.ZipFile, packed: int) -> None:
    infos = package.infolist()
    unpacked = sum(info.file_size for info in infos)
    if len(infos) > MAX_FILES or unpacked > MAX_UNPACKED_BYTES or unpacked > MAX_RATIO * max(packed, 10_000):
        raise RosterRefused("Berkas Excel ini terlalu besar.", "Sisakan lembar daftar pegawai saja, tanpa gambar.")


def _parts(package: zipfile.ZipFile) -> dict[str, str]:
    """Sheet name -> its file in the package."""
    related = {}
    for relation in _RELATION.findall(package.read("xl/_rels/workbook.xml.rels")):
        found = dict(_ATTRIBUTE.findall(relation))
        related[found.get(b"Id", b"")] = found.get(b"Target", b"").decode()
    names = package.namelist()
    parts = {}
    for name, key in _PART.findall(package.read("xl/workbook.xml")):
        target = related.get(key, "").lstrip("/")
        part = target if target.startswith("xl/") else f"xl/{target}"
        if part in names:
            parts[unescape(name.decode("utf-8", "replace"))] = part
    return parts


def _extent(name: str, package: zipfile.ZipFile, part: str) -> _Extent:
    last_row, widest, formulas, tail = 0, b"", set(), b""
    with package.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            text = tail + chunk
            if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
                raise RosterRefused("Berkas Excel ini memuat hal yang tidak diizinkan.", _SAVE_AGAIN)
            for column, row in _CELL.findall(text):
                last_row = max(last_row, int(row))
                widest = max(widest, column, key=lambda letters: (len(letters), letters))
            for column, row in _FORMULA.findall(text):
                formulas.add((int(row), _index(column)))
            cut = text.rfind(b"<row", max(0, len(text) - 200_000))
            tail = text[cut if cut > 0 else max(0, len(text) - 500) :]
    if last_row > MAX_ROWS or _index(widest) >= MAX_COLUMNS:
        raise RosterRefused(
            f"Lembar '{name}' mencapai baris {last_row} dan kolom {widest.decode()}.",
            f"Hapus sel yang jauh dari daftar; paling banyak {MAX_ROWS:,} baris dan {MAX_COLUMNS} kolom.".replace(
                ",", "."
            ),
        )
    return _Extent(last_row, _index(widest), frozenset(formulas))


def _index(letters: bytes) -> int:
    """A is 0."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1
