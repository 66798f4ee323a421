"""Finding the lists in a file: its visible sheets, the header of each, and their rows with Excel's row numbers."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice

from people.roster.cells import Cell, Sheet, is_blank
from people.roster.column_set import ColumnSet, column_letter
from people.roster.header import SEARCHED_ROWS, Header, find_header, is_header_again, missing_columns
from people.roster.models import Remark, RosterRefused
from people.roster.text_file import read_text_file
from people.roster.workbook import read_workbook

Show = Callable[[str, int, int], None]
MAX_BYTES = 60_000_000
_STEP = 5_000
_READING = "Membaca berkas"
_KNOWN_OTHERS = (
    (b"\xd0\xcf\x11\xe0", "Berkas Excel lama (.xls) atau bersandi tidak dibaca."),
    (b"%pdf", "Berkas PDF tidak dibaca."),
    (b"<htm", "Berkas ini halaman web yang bernama Excel."),
    (b"<!do", "Berkas ini halaman web yang bernama Excel."),
    (b"<tab", "Berkas ini halaman web yang bernama Excel."),
    (b"<?xm", "Berkas ini XML, bukan Excel."),
)


def quiet(label: str, done: int, total: int) -> None:
    """For callers that show no progress."""


@dataclass(frozen=True)
class FoundList:
    """A sheet under its header. ``rows()`` may be walked once."""

    sheet: Sheet
    header: Header
    columns: ColumnSet
    source: Iterable[list[Cell]]

    def rows(self, show: Show = quiet) -> Iterator[tuple[int, list[Cell], Collection[int]]]:
        """(row number, cells, columns from 0 whose cells are formulas); blank rows and repeated headers are left out."""
        formulas: dict[int, set[int]] = {}
        for row_number, column in self.sheet.formulas:
            formulas.setdefault(row_number, set()).add(column)
        for number, cells in enumerate(self.source, start=self.header.end + 1):
            if number % _STEP == 0:
                show(_READING, number, self.sheet.row_count)
            if not all(is_blank(cell) for cell in cells) and not is_header_again(self.header, cells, self.columns):
                yield number, cells, formulas.get(number, ())
        show(_READING, self.sheet.row_count, self.sheet.row_count)


def find_lists(data: bytes, columns: ColumnSet) -> tuple[list[FoundList], list[Remark]]:
    """At least one list. Raises RosterRefused when there is none, or the file cannot be read."""
    if len(data) > MAX_BYTES:
        raise RosterRefused("Berkas terlalu besar.", f"Bagi menjadi berkas di bawah {MAX_BYTES // 1_000_000} MB.")
    sheets, remarks = _sheets(data, columns)
    found: list[FoundList] = []
    missing: list[str] = []
    for sheet in sheets:
        source = iter(sheet.rows)
        top = [list(row) for row in islice(source, SEARCHED_ROWS + 1)]
        header = find_header(top, columns)
        if header is not None:
            found.append(FoundList(sheet, header, columns, chain(top[header.end :], source)))
            remarks += _about(sheet, header, columns)
        elif any(not is_blank(cell) for row in top for cell in row):
            missing = missing or missing_columns(top, columns)
            remarks.append(Remark(f"lembar '{sheet.name}'", "tidak dibaca: judul kolom tidak ditemukan."))
    if not found:
        names = ", ".join(missing or [column.header for column in columns.required])
        raise RosterRefused(
            f"Judul kolom tidak ditemukan dalam sepuluh baris pertama; yang kurang: {names}.",
            "Pakai judul seperti templat.",
        )
    return found, remarks


def _sheets(data: bytes, columns: ColumnSet) -> tuple[tuple[Sheet, ...], list[Remark]]:
    if not data.strip(b"\0 \t\r\n"):
        raise RosterRefused("Berkas ini kosong.", "Unggah berkas yang memuat daftar.")
    start = data[:4].lower()
    for magic, message in _KNOWN_OTHERS:
        if start == magic:
            raise RosterRefused(message, "Buka di Excel, simpan sebagai .xlsx tanpa sandi, lalu unggah.")
    if data.startswith(b"PK"):
        book = read_workbook(data)
        return book.sheets, list(book.remarks)
    return (read_text_file(data, columns),), []


def _about(sheet: Sheet, header: Header, columns: ColumnSet) -> list[Remark]:
    """Formulas in columns that are read, and columns that are not."""
    where = f"lembar '{sheet.name}'" if sheet.name else ""
    remarks = []
    used = set(header.place_of.values())
    count = sum(row > header.end and column in used for row, column in sheet.formulas)
    if count:
        remarks.append(Remark(where, f"{count} sel berisi rumus; yang dibaca ialah hasil terakhir yang tersimpan."))
    unread = [
        f"{text} ({column_letter(index)})"
        for index, text in enumerate(header.headers)
        if text and index not in used and columns.field_of(text) is None and columns.weak_field_of(text) is None
    ]
    if unread:
        remarks.append(Remark(where, f"kolom tidak dipakai: {', '.join(unread)[:500]}."))
    return remarks
