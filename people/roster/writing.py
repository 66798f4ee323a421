"""The template to fill in, and the refused rows to mend: XLSX with its id columns as text, or CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

import xlsxwriter

from people.models import EMPLOYMENT_TITLES
from people.registry.agency_file import AGENCIES
from people.registry.agency_file import SINCE as AGENCY_SINCE
from people.roster.column_set import Column
from people.roster.columns import COLUMNS, EMPLOYMENT, SINCE
from people.roster.models import RefusedRow

_AS_TEXT = 49
"""Excel's own number of the format Text."""
_TEXT_ROWS = 20_000
"""Rows of the template whose cells are text beforehand and that have drop-downs."""
_FORMULA_STARTS = tuple("=+-@\t\r＝＋－＠")
_HELP = (
    "Isi lembar Pegawai mulai baris 2; satu baris untuk tiap orang.",
    "Jangan mengubah format kolom NIP/Nomor dan Kode Unit: keduanya harus Teks. Excel hanya menyimpan 15 angka pertama "
    "dari sebuah bilangan, sehingga tiga angka terakhir NIP hilang dan tidak dapat dikembalikan.",
    "Menempel dari berkas lain: pakai Tempel Khusus > Nilai, supaya format Teks tetap.",
    "Plt dan Plh: tambahkan baris kedua untuk orang yang sama, dengan status Plt atau Plh serta unit dan jabatannya.",
    "Kolom lain boleh ada; yang tidak dikenal tidak dibaca. Jangan menyertakan NIK.",
)
_AGENCY_HELP = (
    "Isi lembar Unit mulai baris 2; satu baris untuk tiap unit. Urutan baris bebas.",
    "Kode Unit tidak berubah selamanya: unit dengan kode yang sudah terdaftar diganti namanya atau dipindahkan, kode baru "
    "membuka unit baru.",
    "Jangan mengubah format kolom kode: harus Teks, supaya nol di depan tidak hilang.",
    "Unit yang tidak ada dalam berkas tetap ada. Menutup dan menggabungkan unit dilakukan di halaman Instansi.",
)


def template_xlsx() -> bytes:
    """An empty roster and a sheet that explains it."""
    return _template("Pegawai", COLUMNS, SINCE, _HELP)


def agencies_xlsx(rows: Sequence[Sequence[str]] = ()) -> bytes:
    """A list of agencies to fill in or to change (``rows``: cells in the order of the columns), and a sheet that explains it."""
    return _template("Unit", AGENCIES.columns, AGENCY_SINCE, _AGENCY_HELP, rows)


def _template(
    name: str, columns: Sequence[Column], day_field: str, help_lines: Sequence[str], rows: Sequence[Sequence[str]] = ()
) -> bytes:
    target = io.BytesIO()
    with _workbook(target) as book:
        bold = book.add_format({"bold": True, "bg_color": "#E8EEF7", "border": 1})
        text, wrapped = book.add_format({"num_format": _AS_TEXT}), book.add_format({"text_wrap": True, "valign": "top"})
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet = book.add_worksheet(name)
        sheet.freeze_panes(1, 2)
        for place, column in enumerate(columns):
            sheet.write_string(0, place, column.header + (" *" if column.is_required else ""), bold)
            sheet.set_column(place, place, column.width, day if column.field == day_field else text)
            if column.choices:
                allowed = {"validate": "list", "source": list(column.choices), "ignore_blank": True}
                sheet.data_validation(1, place, _TEXT_ROWS, place, allowed)
        for number, row in enumerate(rows, start=1):
            for place, cell in enumerate(row):
                sheet.write_string(number, place, cell, text)
        guide = book.add_worksheet("Petunjuk")
        guide.set_column(0, 0, 22)
        guide.set_column(1, 1, 100, wrapped)
        for place, line in enumerate(help_lines):
            guide.write_string(place, 1, line, wrapped)
        for place, column in enumerate(columns, start=len(help_lines) + 1):
            guide.write_string(place, 0, column.header, bold)
            guide.write_string(place, 1, ("Wajib. " if column.is_required else "") + column.help, wrapped)
    return target.getvalue()


def refused_xlsx(refused: Sequence[RefusedRow]) -> bytes:
    """The rows as they stood with where and why; mended, it can be imported as it is."""
    target = io.BytesIO()
    with _workbook(target) as book:
        bold, text = book.add_format({"bold": True}), book.add_format({"num_format": _AS_TEXT})
        wide = book.add_format({"text_wrap": True, "valign": "top"})
        sheet = book.add_worksheet("Ditolak")
        sheet.freeze_panes(1, 0)
        for place, column in enumerate(COLUMNS):
            sheet.set_column(place, place, column.width, text)
        sheet.set_column(len(COLUMNS), len(COLUMNS), 26)
        sheet.set_column(len(COLUMNS) + 1, len(COLUMNS) + 1, 90, wide)
        for number, line in enumerate(_lines(refused)):
            for place, value in enumerate(line):
                sheet.write_string(number, place, value, bold if number == 0 else text)
    return target.getvalue()


def refused_csv(refused: Sequence[RefusedRow]) -> bytes:
    """With a BOM and semicolons, as Excel in Indonesia opens it; no cell can act as a formula."""
    target = io.StringIO(newline="")
    writer = csv.writer(target, delimiter=";", lineterminator="\r\n")
    for line in _lines(refused):
        writer.writerow([f"'{value}" if value.startswith(_FORMULA_STARTS) else value for value in line])
    return target.getvalue().encode("utf-8-sig")


def _lines(refused: Sequence[RefusedRow]) -> Iterable[list[str]]:
    yield [*(column.header for column in COLUMNS), "Letak", "Alasan"]
    for row in refused:
        cells = [_titled(column.field, cell) for column, cell in zip(COLUMNS, row.cells, strict=True)]
        yield [*cells, str(row.place), " | ".join(map(str, row.reasons))]


def _titled(field: str, cell: str) -> str:
    """Our own words back in the template's."""
    return EMPLOYMENT_TITLES.get(cell, cell) if field == EMPLOYMENT else cell  # type: ignore[call-overload]


def _workbook(target: io.BytesIO) -> xlsxwriter.Workbook:
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    return xlsxwriter.Workbook(target, options)
