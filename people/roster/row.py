"""One row of a roster: understood as a post of a person, or refused with every reason at once."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence
from datetime import date, datetime

from people.registry.numbers import AS_TEXT, NumberRefused, check_national, check_own, has_month
from people.roster.cells import Cell, is_blank, text_of
from people.roster.column_set import normal
from people.roster.columns import (
    COLUMNS,
    EMAIL,
    EMPLOYMENT,
    EMPLOYMENT_OF,
    NAME,
    NATIONAL,
    NUMBER,
    POST_KIND_OF,
    ROSTER,
    SINCE,
    STATUS,
    TITLE,
    UNIT,
)  # fmt: skip
from people.roster.header import Header
from people.roster.models import NumberKind, Place, Reason, RefusedRow, RosterRow

_EMAIL = re.compile(r"[^@\s,;<>\"]{1,64}@[^@\s,;<>\"]{1,190}\.[A-Za-z]{2,24}")
_CODE = re.compile(r"[^\s]{1,40}")
_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[ T]00:00(?::00)?)?")
_DAY_FIRST = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})")
_WITH_MONTH = re.compile(r"([0-9]{1,2})\s+([a-z]+)\s+([0-9]{4})")
_MONTHS = {
    name: number
    for number, names in enumerate(
        ("januari jan", "februari feb pebruari", "maret mar", "april apr", "mei", "juni jun", "juli jul", "agustus agu agt",
         "september sep sept", "oktober okt", "november nov nopember", "desember des"), start=1,
    )
    for name in names.split()
}  # fmt: skip
_AS_NUMBER = "bilangan"
_EARLIEST = "1945-08-17"
LONGEST_NAME = 150


class RowRefused(Exception):
    """One cell's reason, on its way to the row's list."""

    def __init__(self, message: str, how_to_fix: str) -> None:
        super().__init__(message)
        self.message, self.how_to_fix = message, how_to_fix


class RowReader:
    """Reads the rows of one sheet under its header; ``today`` bounds birth dates and dates of effect."""

    def __init__(self, header: Header, sheet: str, today: date) -> None:
        self._header, self._sheet, self._today = header, sheet, today
        self._places = header.place_of
        self._dates: dict[str, str | None] = {}
        self._is_text_file = sheet == ""

    def read(self, number: int, cells: Sequence[Cell], formulas: Collection[int]) -> RosterRow | RefusedRow:
        """``number`` is the row counted from 1, ``formulas`` the columns from 0 whose cells are formulas."""
        place, reasons = Place(self._sheet, number), []
        if self._is_text_file and any(not is_blank(cell) for cell in cells[len(self._header.headers) :]):
            reasons.append(Reason(
                "", "", "Sel lebih banyak daripada kolom judul.", "Apit teks yang memuat pemisah dengan tanda kutip."
            ))  # fmt: skip
        found: dict[str, object] = {}
        for field, read in _READERS.items():
            try:
                found[field] = read(self, self._cell(cells, field), found, self._places.get(field) in formulas)
            except RowRefused as refusal:
                letter, header = self._header.letter(field), self._header.text(field)
                reasons.append(Reason(letter, header, refusal.message, refusal.how_to_fix))
        kind_and_number = found.get(NUMBER)
        if reasons:
            key = kind_and_number[1].upper() if kind_and_number else None  # type: ignore[index]
            return RefusedRow(place, tuple(reasons), self._as_it_stood(cells), key)
        kind, number_text = kind_and_number  # type: ignore[misc]
        return RosterRow(
            place, kind, number_text, found[NAME], found[EMPLOYMENT], found[UNIT], found[TITLE], found[STATUS],
            found[SINCE], found[EMAIL],
        )  # type: ignore[arg-type]  # fmt: skip

    def _as_it_stood(self, cells: Sequence[Cell]) -> tuple[str, ...]:
        """In the template's order. What arrived as a number is marked, so that sending it back cannot launder it."""
        found = []
        for column in COLUMNS:
            cell = self._cell(cells, column.field)
            is_lost = column.field in (NUMBER, UNIT) and not isinstance(cell, str)
            found.append(f"({_AS_NUMBER}) {cell}" if is_lost else text_of(cell))
        return tuple(found)

    def _cell(self, cells: Sequence[Cell], field: str) -> Cell:
        place = self._places.get(field)
        return "" if place is None or place >= len(cells) else cells[place]

    def employment(self, cell: Cell, found: dict[str, object], is_formula: bool) -> str:
        text = normal(_text(cell, EMPLOYMENT))
        if text in EMPLOYMENT_OF:
            return EMPLOYMENT_OF[text]
        if not text:
            raise RowRefused("Jenis kepegawaian kosong.", _choices(EMPLOYMENT))
        raise RowRefused("Jenis kepegawaian tidak dikenal.", _choices(EMPLOYMENT))

    def number(self, cell: Cell, found: dict[str, object], is_formula: bool) -> tuple[NumberKind, str]:
        if is_formula:
            raise RowRefused(
                "Nomor berasal dari rumus.", "Salin kolom itu, tempel sebagai Nilai, lalu format sebagai Teks."
            )
        if not isinstance(cell, str):
            raise RowRefused("Nomor tersimpan sebagai bilangan; Excel hanya menyimpan 15 angka pertama.", AS_TEXT)
        if is_blank(cell):
            raise RowRefused("Nomor kosong.", "Isi NIP, NI PPPK, atau nomor buatan instansi.")
        employment = found.get(EMPLOYMENT)
        try:
            return check_number(cell, employment, self._today)
        except NumberRefused as refusal:
            raise RowRefused(str(refusal), refusal.how_to_fix) from None

    def name(self, cell: Cell, found: dict[str, object], is_formula: bool) -> str:
        return clean_name(_text(cell, NAME))

    def unit(self, cell: Cell, found: dict[str, object], is_formula: bool) -> str:
        if not isinstance(cell, str):
            raise RowRefused("Kode unit tersimpan sebagai bilangan; nol di depan dapat hilang.", AS_TEXT)
        code = cell.strip()
        code = code[1:].lstrip() if code[:1] in "'’" else code
        if not _CODE.fullmatch(code):
            raise RowRefused("Kode unit kosong, berspasi, atau terlalu panjang.", "Tulis kode unit yang terdaftar.")
        return code

    def title(self, cell: Cell, found: dict[str, object], is_formula: bool) -> str:
        text = _clean(text_of(cell))
        if len(text) > 200:
            raise RowRefused("Jabatan terlalu panjang.", "Tulis paling banyak 200 huruf.")
        return text

    def status(self, cell: Cell, found: dict[str, object], is_formula: bool) -> str:
        kind = POST_KIND_OF.get(normal(_text(cell, STATUS)))
        if kind is None:
            raise RowRefused("Status jabatan tidak dikenal.", _choices(STATUS))
        return kind

    def since(self, cell: Cell, found: dict[str, object], is_formula: bool) -> str | None:
        if isinstance(cell, str):
            if cell not in self._dates:
                self._dates[cell] = read_day(cell, self._today)
            return self._dates[cell]
        return read_day(cell, self._today)

    def email(self, cell: Cell, found: dict[str, object], is_formula: bool) -> str | None:
        return clean_email(text_of(cell))


_READERS = {
    EMPLOYMENT: RowReader.employment, NUMBER: RowReader.number, NAME: RowReader.name, UNIT: RowReader.unit,
    TITLE: RowReader.title, STATUS: RowReader.status, SINCE: RowReader.since, EMAIL: RowReader.email,
}  # fmt: skip
"""Field -> its reader; the kind of employment first, because the number depends on it."""


def is_odd(row: RosterRow) -> bool:
    """A civil servant whose number has no month where a NIP has one: perhaps an NI PPPK under the wrong kind."""
    return row.number_kind == "nip" and not has_month(row.number)


def check_number(text: str, employment: object, today: date) -> tuple[NumberKind, str]:
    """The kind a number is for that kind of employment, and the number as it is kept. Raises NumberRefused."""
    if employment in NATIONAL:
        return ("ni-pppk" if employment == "pppk" else "nip"), check_national(text, today)
    number = check_own(text)
    if len(number) == 18 and number.isdigit():  # a civil servant who serves as village head keeps the NIP
        return "nip", check_national(text, today)
    return "own", number


def clean_name(text: str) -> str:
    """Raises RowRefused."""
    name = _clean(text)
    if not name:
        raise RowRefused("Nama kosong.", "Isi nama lengkap.")
    if name[0] in "=+@-" or not any(c.isalpha() for c in name):
        raise RowRefused("Nama tidak memuat huruf atau tampak seperti rumus.", "Tulis nama lengkap.")
    if len(name) > LONGEST_NAME:
        raise RowRefused("Nama terlalu panjang.", f"Tulis paling banyak {LONGEST_NAME} huruf.")
    return name


def clean_email(text: str) -> str | None:
    """None when there is none. Raises RowRefused."""
    email = text.strip()
    if email in ("", "-"):
        return None
    if not _EMAIL.fullmatch(email) or len(email) > 254:
        raise RowRefused("Alamat surel tidak sah.", "Tulis satu alamat, mis. nama@contoh.go.id, atau kosongkan.")
    return email


def _clean(text: str) -> str:
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    text = unicodedata.normalize("NFC", text)
    kept = "".join(c for c in text if c in "\t\n\r" or not unicodedata.category(c).startswith("C"))
    return " ".join(kept.split())


def _text(cell: Cell, field: str) -> str:
    if isinstance(cell, str):
        return cell
    raise RowRefused(
        f"{ROSTER.by_field[field].header} harus teks, bukan bilangan atau tanggal.", "Ketik ulang sebagai teks."
    )


def _choices(field: str) -> str:
    return f"Pilih: {', '.join(ROSTER.by_field[field].choices)}."


def read_day(cell: Cell, today: date) -> str | None:
    """A day that has come, as ISO text; None when the cell is blank. Raises RowRefused."""
    if isinstance(cell, datetime):
        day: str | None = cell.date().isoformat()
    elif isinstance(cell, date):
        day = cell.isoformat()
    elif isinstance(cell, str):
        day = _read_day(cell)
    else:
        raise RowRefused("Tanggal tersimpan sebagai bilangan.", "Format kolom sebagai tanggal, atau tulis 2026-01-31.")
    if day is not None and not _EARLIEST <= day <= today.isoformat():
        raise RowRefused("Tanggal belum tiba atau terlalu lampau.", "Isi tanggal sampai hari ini, atau kosongkan.")
    return day


def _read_day(text: str) -> str | None:
    plain = " ".join(text.casefold().split())
    if plain in ("", "-"):
        return None
    try:
        if match := _ISO.fullmatch(plain):
            return date(int(match[1]), int(match[2]), int(match[3])).isoformat()
        if match := _DAY_FIRST.fullmatch(plain):
            return date(int(match[3]), int(match[2]), int(match[1])).isoformat()
        if (match := _WITH_MONTH.fullmatch(plain)) and match[2] in _MONTHS:
            return date(int(match[3]), _MONTHS[match[2]], int(match[1])).isoformat()
    except ValueError:
        pass
    raise RowRefused("Tanggal tidak dikenal.", "Tulis 2026-01-31, 31/01/2026, atau 31 Januari 2026.")
