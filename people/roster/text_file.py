"""Reading a roster in CSV: UTF-8 with or without BOM, UTF-16 or cp1252; semicolons, commas or tabs."""

from __future__ import annotations

import csv
import io

from people.roster.cells import Sheet
from people.roster.column_set import ColumnSet
from people.roster.header import SEARCHED_ROWS
from people.roster.models import RosterRefused

DELIMITERS = ";,\t"
MAX_FIELD = 10_000
"""Letters in one cell. More than that is a quotation mark that was never closed."""
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def read_text_file(data: bytes, columns: ColumnSet) -> Sheet:
    """Raises RosterRefused."""
    text = decode(data)
    text, told = _told_delimiter(text)
    rows = _parse(text, told or _likeliest_delimiter(text, columns))
    return Sheet("", rows, len(rows))


def decode(data: bytes) -> str:
    """Raises RosterRefused when the bytes are no text in any of the encodings."""
    for encoding in _encodings(data):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise RosterRefused("Berkas ini bukan CSV atau XLSX.", "Simpan dari Excel sebagai .xlsx atau CSV UTF-8.")


def _encodings(data: bytes) -> list[str]:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return [encoding]
    sample = data[:2000]
    if len(sample) > 3 and sample.count(0) > len(sample) // 4:  # UTF-16 without a BOM: every other byte is zero
        return ["utf-16-le" if sample[1:2] == b"\0" else "utf-16-be"]
    return ["utf-8", "cp1252"]


def _told_delimiter(text: str) -> tuple[str, str | None]:
    """Excel's own first line ``sep=;`` becomes a blank line, so that row numbers stay Excel's."""
    first, newline, rest = text.partition("\n")
    told = first.strip().strip('"').lower()
    if told.startswith("sep=") and told[4:5] in DELIMITERS and len(told) == 5:
        return newline + rest, told[4]
    return text, "\t" if told == "sep=" and "\t" in first else None


def _likeliest_delimiter(text: str, columns: ColumnSet) -> str:
    """The one under which the first rows hold most known headers; then the most frequent one."""
    top = "\n".join(text[:20_000].splitlines()[:SEARCHED_ROWS])

    def known(delimiter: str) -> tuple[int, int]:
        parts = [part.strip('" ') for line in top.splitlines() for part in line.split(delimiter)]
        return sum(columns.field_of(part) is not None for part in parts), top.count(delimiter)

    return max(DELIMITERS, key=known)


def _parse(text: str, delimiter: str) -> list[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[list[str]] = []
    try:
        for row in reader:
            rows.append(row)
    except csv.Error as error:
        raise RosterRefused(
            f"Tanda kutip pada baris {len(rows) + 1} tidak ditutup atau tidak pada tempatnya.",
            "Perbaiki tanda kutip itu, atau simpan sebagai .xlsx.",
        ) from error
    if any(len(cell) > MAX_FIELD for row in rows for cell in row):
        raise RosterRefused("Ada sel yang terlalu panjang: mungkin tanda kutip tidak ditutup.", "Periksa tanda kutip.")
    return rows
