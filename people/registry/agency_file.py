"""A list of agencies in CSV or XLSX: code, name, kind, code of the parent, and since when. Read without guessing a code."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from people.roster.cells import Cell, is_blank, text_of
from people.roster.column_set import Column, ColumnSet, normal
from people.roster.lists import FoundList, find_lists
from people.roster.models import Place, Reason, Remark
from people.roster.row import RowRefused, read_day

CODE, NAME, KIND, PARENT, SINCE = "code", "name", "kind", "parent_code", "valid_from"
KINDS = {
    "instansi": "instansi", "perangkat daerah": "perangkat-daerah", "opd": "perangkat-daerah", "skpd": "perangkat-daerah",
    "unit": "unit", "unit kerja": "unit", "sub unit": "unit", "subunit": "unit", "kelurahan": "unit",
    "kecamatan": "kecamatan", "desa": "desa",
}  # fmt: skip
KIND_TITLES = {
    "instansi": "Instansi", "perangkat-daerah": "Perangkat Daerah", "unit": "Unit", "kecamatan": "Kecamatan", "desa": "Desa",
}  # fmt: skip
"""Kind -> its word on screen and in the file; every kind there is."""
AGENCIES = ColumnSet((
    Column(CODE, "Kode Unit", 18, True, "Kode yang tidak berubah; kolom ini harus Teks.", ("kode unit", "kode", "kode opd")),
    Column(NAME, "Nama Unit", 50, True, "Nama resmi.", ("nama unit", "nama", "nama opd", "unit kerja", "nama unit kerja")),
    Column(KIND, "Jenis Unit", 20, True, "Instansi, Perangkat Daerah, Unit, Kecamatan, atau Desa.", ("jenis unit", "jenis"),
           (), ("Instansi", "Perangkat Daerah", "Unit", "Kecamatan", "Desa")),
    Column(PARENT, "Kode Induk", 18, True, "Kode unit di atasnya; kosong untuk puncak.",
           ("kode induk", "induk", "kode unit induk", "kode atasan")),
    Column(SINCE, "Berlaku Sejak", 16, False, "Tanggal; kosong: tanggal impor.", ("berlaku sejak", "sejak", "tmt")),
))  # fmt: skip
_AS_TEXT = "Format kolom sebagai Teks, lalu tulis ulang kodenya."


@dataclass(frozen=True)
class AgencyRow:
    place: Place
    code: str
    name: str
    kind: str
    parent_code: str
    """"" for the top."""
    valid_from: str | None


@dataclass(frozen=True)
class RefusedAgency:
    place: Place
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class AgencyFile:
    """``rows``: parents before children as far as they are in the file."""

    rows: tuple[AgencyRow, ...]
    refused: tuple[RefusedAgency, ...]
    remarks: tuple[Remark, ...]


def read_agencies(data: bytes, today: date) -> AgencyFile:
    """Raises RosterRefused when there is no list of agencies in the file."""
    lists, remarks = find_lists(data, AGENCIES)
    rows: list[AgencyRow] = []
    refused: list[RefusedAgency] = []
    for found in lists:
        for number, cells, _ in found.rows():
            read = _row(found, number, cells, today)
            (rows if isinstance(read, AgencyRow) else refused).append(read)  # type: ignore[arg-type]
    single, doubles = _single(rows)
    ordered, circles = _parents_first(single)
    return AgencyFile(tuple(ordered), (*refused, *doubles, *circles), tuple(remarks))


def _row(found: FoundList, number: int, cells: Sequence[Cell], today: date) -> AgencyRow | RefusedAgency:
    place, reasons, header = Place(found.sheet.name, number), [], found.header

    def cell(field: str) -> Cell:
        index = header.place_of.get(field)
        return "" if index is None or index >= len(cells) else cells[index]

    def read(field: str, reader):
        try:
            return reader(cell(field))
        except RowRefused as refusal:
            reasons.append(Reason(header.letter(field), header.text(field), refusal.message, refusal.how_to_fix))
            return None

    code = read(CODE, lambda value: _code(value, is_required=True))
    name, kind = read(NAME, _name), read(KIND, _kind)
    parent = read(PARENT, lambda value: _code(value, is_required=False))
    since = read(SINCE, lambda value: read_day(value, today))
    return RefusedAgency(place, tuple(reasons)) if reasons else AgencyRow(place, code, name, kind, parent, since)


def _code(cell: Cell, *, is_required: bool) -> str:
    if not isinstance(cell, str):
        raise RowRefused("Kode tersimpan sebagai bilangan; nol dapat hilang.", _AS_TEXT)
    code = cell.strip().removeprefix("'").strip()
    if (is_required and not code) or len(code) > 40 or any(c.isspace() for c in code):
        raise RowRefused("Kode kosong, berspasi, atau terlalu panjang.", "Tulis 1 sampai 40 huruf atau angka.")
    return code


def _name(cell: Cell) -> str:
    name = text_of(cell)
    if not isinstance(cell, str) or is_blank(cell) or len(name) > 200 or not name.isprintable() or name[0] in "=+@":
        raise RowRefused("Nama unit kosong, terlalu panjang, atau bukan teks.", "Tulis nama resminya.")
    return name


def _kind(cell: Cell) -> str:
    kind = KINDS.get(normal(text_of(cell)))
    if kind is None:
        raise RowRefused("Jenis unit tidak dikenal.", f"Pilih: {', '.join(AGENCIES.by_field[KIND].choices)}.")
    return kind


def _single(rows: Sequence[AgencyRow]) -> tuple[list[AgencyRow], list[RefusedAgency]]:
    """Rows whose code stands once; the same code on two rows refuses both unless they say the same."""
    of_code: dict[str, list[AgencyRow]] = {}
    for row in rows:
        of_code.setdefault(row.code, []).append(row)
    single, doubles = [], []
    for same in of_code.values():
        if len({replace(row, place=same[0].place) for row in same}) == 1:
            single.append(same[0])
            continue
        for row in same:
            reason = Reason(
                "", "", f"Kode '{row.code}' ada pada beberapa baris dengan isi berbeda.", "Sisakan satu baris."
            )
            doubles.append(RefusedAgency(row.place, (reason,)))
    return single, doubles


def _parents_first(rows: Sequence[AgencyRow]) -> tuple[list[AgencyRow], list[RefusedAgency]]:
    waiting = {row.code: row for row in rows}
    ordered: list[AgencyRow] = []
    while ready := [row for row in waiting.values() if row.parent_code not in waiting]:
        ordered += ready
        for row in ready:
            del waiting[row.code]
    reason = Reason("", "", "Unit ini menjadi induk bagi dirinya sendiri.", "Perbaiki kode induk.")
    return ordered, [RefusedAgency(row.place, (reason,)) for row in waiting.values()]
