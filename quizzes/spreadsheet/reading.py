"""A workbook or CSV file becomes items and a list of problems: a broken row is left out, the others convert."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path

from quizzes.models import Item
from quizzes.spreadsheet import columns as c
from quizzes.spreadsheet.cells import Row
from quizzes.spreadsheet.opening import Sheet, open_sheets
from quizzes.spreadsheet.problems import CellProblem, column_letter, in_order
from quizzes.spreadsheet.rows import read_item

HEADER_ROWS = 10
MIN_HEADERS = 4
"""So many known headers make a header row: a line of prose may hold one or two of these words."""


@dataclass(frozen=True)
class FoundItem:
    """An item and the row it was read from."""

    item: Item
    row: Row = field(repr=False, compare=False)
    order: tuple[float, int, int] = (0.0, 0, 0)


@dataclass(frozen=True)
class Reading:
    """``refused_rows`` counts the rows with something in them that gave no item."""

    items: tuple[FoundItem, ...]
    problems: tuple[CellProblem, ...]
    refused_rows: int


def read_workbook(path: Path) -> Reading:
    """Raises :class:`~quizzes.spreadsheet.problems.WorkbookRefused` when there is nothing to read at all."""
    return read_sheets(open_sheets(path))


def read_sheets(sheets: Sequence[Sheet]) -> Reading:
    problems: list[CellProblem] = []
    found: list[FoundItem] = []
    refused = read = 0
    first_use: dict[str, Row] = {}
    for number, sheet in enumerate(sheets):
        if sheet.name.strip().casefold().startswith(c.OWN_SHEETS):
            continue
        header_row = find_header_row(sheet)
        if sheet.is_hidden or header_row is None:
            problems += _unread(sheet)
            continue
        read += 1
        columns, header_problems = _columns(sheet, header_row)
        problems += header_problems
        if any(problem.severity == "error" for problem in header_problems):
            refused += sum(1 for row in sheet.rows[header_row + 1 :] if _has_content(row))
            continue
        order = 0.0
        for index in range(header_row + 1, len(sheet.rows)):
            row = Row(sheet, index + 1, columns)
            if not any(row.is_filled(header) for header in columns):
                continue
            item = read_item(row, _kinds(sheet, columns))
            order = _order(row, order)
            if item is not None:
                earlier = first_use.setdefault(item.id, row)
                if earlier is not row:
                    place = f"lembar '{earlier.sheet.name}' baris {earlier.number}"
                    row.refuse(c.ID, f"pengenal '{item.id}' sudah dipakai di {place}.", "Pilih pengenal lain.")
            problems += row.problems
            if item is None or any(p.severity == "error" for p in row.problems):
                refused += 1
            else:
                found.append(FoundItem(item, row, (order, number, index)))
    if not read and not any(p.severity == "error" for p in problems):
        fix = "Mulai dari templat: python cli.py bank-template -o templat.xlsx."
        problems.append(CellProblem("-", 1, "", "", "error", "tidak ada lembar soal yang dapat dibaca.", fix))
    found.sort(key=lambda one: one.order)
    return Reading(tuple(found), in_order(problems), refused)


def normal_header(value: object) -> str:
    """Without capitals, stars and doubled spaces."""
    return re.sub(r"[\s*:]+", " ", str(value)).strip().casefold()


_KNOWN = {normal_header(header): header for header in c.COLUMNS}


def find_header_row(sheet: Sheet) -> int | None:
    """Index of the first of the top rows that reads like our headers."""
    for index, row in enumerate(sheet.rows[:HEADER_ROWS]):
        if sum(normal_header(value) in _KNOWN for value in row) >= MIN_HEADERS:
            return index
    return None


def _unread(sheet: Sheet) -> Iterator[CellProblem]:
    if not any(_has_content(row) for row in sheet.rows):
        return
    if sheet.is_hidden:
        message, fix = "lembar tersembunyi tidak dibaca.", "Tampilkan (Unhide) bila isinya soal, atau hapus."
    else:
        message = f"lembar tidak dibaca: baris judul tidak ditemukan di {HEADER_ROWS} baris pertama."
        fix = "Salin baris judul dari templat; nama kolom seperti 'id soal' dan 'pembahasan' harus ada."
    is_ours = sheet.name.strip().casefold() in {name.casefold() for name in c.SHEETS}
    yield CellProblem(sheet.name, 1, "", "", "error" if is_ours else "warning", message, fix)


def _has_content(row: Sequence[object]) -> bool:
    return any(value not in (None, "") and str(value).strip() for value in row)


def _columns(sheet: Sheet, header_row: int) -> tuple[dict[str, int], list[CellProblem]]:
    columns: dict[str, int] = {}
    problems: list[CellProblem] = []

    def add(index: int, header: str, severity, message: str, fix: str) -> None:  # type: ignore[no-untyped-def]
        letter = column_letter(index) if index >= 0 else ""
        problems.append(CellProblem(sheet.name, header_row + 1, letter, header, severity, message, fix))

    for index, value in enumerate(sheet.rows[header_row]):
        written = normal_header(value)
        header = _KNOWN.get(written)
        if header is None:
            filled = any(_has_content(row[index : index + 1]) for row in sheet.rows[header_row + 1 :])
            if written or filled:
                near = get_close_matches(written, _KNOWN, 1)
                fix = f"Mungkin maksudnya '{_KNOWN[near[0]]}'." if near else "Hapus, atau beri judul yang dikenal."
                title = str(value).strip() or "tanpa judul"
                add(index, title, "warning", f"kolom '{title}' tidak dikenal dan tidak dibaca.", fix)
        elif header in columns:
            add(index, header, "error", f"judul '{header}' ada di dua kolom.", "Hapus salah satunya.")
        else:
            columns[header] = index
    kinds = _kinds(sheet, columns)
    if len(kinds) > 1 and c.KIND not in columns:
        add(-1, c.KIND, "error", f"kolom '{c.KIND}' tidak ada.", "Tambahkan kolom itu di baris judul.")
    for header, column in c.COLUMNS.items():
        if header not in columns and set(kinds) <= set(column.needed_by):
            add(-1, header, "error", f"kolom '{header}' tidak ada.", "Tambahkan kolom itu di baris judul.")
    expected = [column.header for known, layout in c.SHEETS.values() if known == tuple(kinds) for column in layout]
    absent = [h for h in expected if h not in columns and not set(kinds) <= set(c.COLUMNS[h].needed_by)]
    if absent:
        names = ", ".join(f"'{header}'" for header in absent)
        add(-1, "", "warning", f"kolom berikut tidak ada dan dianggap kosong: {names}.", "Tambahkan bila diperlukan.")
    for row, column in sheet.merged:
        if row > header_row:
            letter = column_letter(column)
            message, fix = "sel digabung (merge); hanya sel pertamanya berisi.", "Lepaskan (Unmerge) lalu isi tiap sel."
            problems.append(CellProblem(sheet.name, row + 1, letter, "", "warning", message, fix))
    return columns, problems


def _kinds(sheet: Sheet, columns: dict[str, int]) -> tuple[str, ...]:
    """What the sheet is for, by its columns: its name may have been changed."""
    if f"{c.LEFT} 1" in columns and f"{c.TEXT} A" not in columns:
        return ("matching",)
    if f"{c.STEP} 1" in columns and f"{c.TEXT} A" not in columns:
        return ("ordering",)
    if f"{c.TEXT} A" not in columns and sheet.name in c.SHEETS:
        return c.SHEETS[sheet.name][0]
    return c.SHEETS["Soal"][0] if f"{c.LEFT} 1" not in columns and f"{c.STEP} 1" not in columns else c.ALL


def _order(row: Row, before: float) -> float:
    """The number written, or that of the row above."""
    number = row.number_in(c.ORDER)
    return before if number is None else number
