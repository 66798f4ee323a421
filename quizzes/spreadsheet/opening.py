"""A file becomes sheets of rows, or is refused: too big, too wide, not a workbook; formulas and error cells are remembered.

python-calamine reads values but tells neither formulas nor errors, and keeps a sheet as one dense block: the sheet's XML
is looked through first, so that a single cell in the last column cannot ask for all the memory there is.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from posixpath import join as join_posix
from xml.etree import ElementTree

from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from content.disk_words import disk_words
from quizzes.spreadsheet.problems import WorkbookRefused

Value = str | float | bool | dt.date | dt.datetime | dt.time | dt.timedelta

MAX_BYTES = 20_000_000
MAX_UNPACKED_BYTES = 200_000_000
MAX_ROWS, MAX_COLUMNS = 10_000, 300
_ADDRESS = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


@dataclass(frozen=True)
class Sheet:
    """``rows[0]`` is Excel's row 1; ``formulas`` and ``errors`` are (row, column) counted from 0."""

    name: str
    rows: tuple[tuple[Value, ...], ...]
    formulas: frozenset[tuple[int, int]] = frozenset()
    errors: frozenset[tuple[int, int]] = frozenset()
    merged: tuple[tuple[int, int], ...] = ()
    is_hidden: bool = False


def open_sheets(path: Path) -> tuple[Sheet, ...]:
    """Every sheet of an .xlsx file, or the one sheet of a .csv file; raises :class:`WorkbookRefused`."""
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise WorkbookRefused(f"Berkas lebih besar dari {MAX_BYTES // 1_000_000} MB.", "Pecah menjadi beberapa.")
        content = path.read_bytes()
    except OSError as error:
        raise WorkbookRefused(
            f"Berkas '{path}' tidak dapat dibaca ({disk_words(error)}).", "Periksa namanya."
        ) from None
    if path.suffix.lower() == ".csv":
        return (_read_csv(content, path.stem),)
    if path.suffix.lower() not in (".xlsx", ".xlsm"):
        raise WorkbookRefused(
            f"Berkas '{path.name}' bukan .xlsx atau .csv.", "Simpan dari Excel sebagai Excel Workbook (.xlsx)."
        )
    return _read_workbook(content)


def _read_csv(content: bytes, name: str) -> Sheet:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise WorkbookRefused("Berkas CSV bukan teks UTF-8.", "Simpan sebagai 'CSV UTF-8' dari Excel.") from None
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    try:
        rows = tuple(tuple(row) for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise WorkbookRefused(
            f"Tata tulis CSV keliru ({error}).", "Simpan ulang dari Excel, atau pakai .xlsx."
        ) from None
    if len(rows) > MAX_ROWS or max(map(len, rows), default=0) > MAX_COLUMNS:
        raise _too_wide(name)
    return Sheet(name, rows)


def _read_workbook(content: bytes) -> tuple[Sheet, ...]:
    try:
        scans = _scan_all(content)
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        return tuple(_read_sheets(workbook, scans))
    except WorkbookRefused:
        raise
    except (KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except BaseException as error:  # a panic in calamine's Rust is no Exception
        raise WorkbookRefused(
            f"Berkas tidak dapat dibaca sebagai buku kerja Excel ({type(error).__name__}).",
            "Buka di Excel, lalu simpan ulang sebagai Excel Workbook (.xlsx) tanpa kata sandi.",
        ) from None


@dataclass
class _Scan:
    formulas: set[tuple[int, int]]
    errors: set[tuple[int, int]]


def _scan_all(content: bytes) -> dict[str, _Scan]:
    """Sheet name -> its formulas and errors, having checked sizes."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if sum(info.file_size for info in archive.infolist()) > MAX_UNPACKED_BYTES:
            raise WorkbookRefused("Isi berkas terlalu besar.", "Hapus gambar dan lembar yang tidak perlu.")
        return {name: _scan(archive, part, name) for name, part in _parts(archive)}


def _parts(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """(sheet name, path in the archive) of each sheet."""
    relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {one.get("Id"): one.get("Target", "") for one in relations}
    for element in ElementTree.fromstring(archive.read("xl/workbook.xml")).iter():
        if element.tag.endswith("}sheet"):
            relation = next((value for name, value in element.items() if name.endswith("}id")), "")
            target = targets.get(relation, "")  # strict workbooks have another namespace for the same thing
            part = target.lstrip("/") if target.startswith("/") else join_posix("xl", target)
            if part in archive.namelist():
                yield element.get("name", ""), part


def _scan(archive: zipfile.ZipFile, part: str, name: str) -> _Scan:
    found = _Scan(set(), set())
    row = column = -1
    with archive.open(part) as stream:
        for event, element in ElementTree.iterparse(stream, events=("start", "end")):
            tag = element.tag.rpartition("}")[2]
            if tag == "row" and event == "start":
                row, column = _row_number(element.get("r"), row), -1
            elif tag == "row":
                element.clear()
            elif tag == "c" and event == "end":
                place = _place(element.get("r", "")) or (row, column + 1)  # addresses may be left out
                column = place[1]
                if not len(element):
                    continue
                if place[0] >= MAX_ROWS or place[1] >= MAX_COLUMNS:
                    raise _too_wide(name)
                if element.get("t") == "e":
                    found.errors.add(place)
                if any(child.tag.endswith("}f") for child in element):
                    found.formulas.add(place)
    return found


def _row_number(written: str | None, before: int) -> int:
    return int(written) - 1 if written and written.isdecimal() else before + 1


def _place(address: str) -> tuple[int, int] | None:
    """'C7' is (6, 2)."""
    match = _ADDRESS.fullmatch(address)
    if match is None:
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return int(match[2]) - 1, column - 1


def _too_wide(name: str) -> WorkbookRefused:
    return WorkbookRefused(
        f"Lembar '{name}' berisi sel di luar {MAX_ROWS} baris dan {MAX_COLUMNS} kolom pertama.",
        "Hapus isi sel yang jauh itu, lalu simpan ulang.",
    )


def _read_sheets(workbook: CalamineWorkbook, scans: dict[str, _Scan]) -> Iterator[Sheet]:
    for facts in workbook.sheets_metadata:
        if facts.typ is not SheetTypeEnum.WorkSheet:
            continue
        if facts.name not in scans:
            raise WorkbookRefused(f"Lembar '{facts.name}' tidak lengkap di dalam berkas.", "Simpan ulang dari Excel.")
        sheet = workbook.get_sheet_by_name(facts.name)
        if sheet.total_height > MAX_ROWS or sheet.total_width > MAX_COLUMNS:
            raise _too_wide(facts.name)
        scan = scans[facts.name]
        yield Sheet(
            facts.name,
            tuple(tuple(row) for row in sheet.to_python(skip_empty_area=False)),
            frozenset(scan.formulas),
            frozenset(scan.errors),
            tuple(start for start, end in sheet.merged_cell_ranges or () if start != end),
            facts.visible is not SheetVisibleEnum.Visible,
        )
