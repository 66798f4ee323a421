"""Numbers as text: one table serves both the screen and the CSV, so the two cannot differ."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

from analytics.estimates import MIN_LEARNERS, Comprehension, Estimate, NoData, Withheld
from analytics.gain import Gain

NO_DATA = "belum ada hasil"
FEW = f"disembunyikan (kurang dari {MIN_LEARNERS} orang)"
PROTECTS = "disembunyikan (melindungi kelompok kecil)"
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Table:
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def percent(share: float) -> str:
    return f"{share * 100:.0f}%"


def points(difference: float) -> str:
    """A difference with its sign (a true minus sign, which no spreadsheet reads as a formula)."""
    number = round(difference * 100)
    return f"{'−' if number < 0 else '+' if number > 0 else ''}{abs(number)}"


def number(count: int) -> str:
    """12345 -> 12.345, as Indonesians write it."""
    return f"{count:,}".replace(",", ".")


def estimate_text(found: Comprehension) -> str:
    """``64% (58–70), n 120``, or why there is no number."""
    if isinstance(found, NoData):
        return NO_DATA
    if isinstance(found, Withheld):
        return FEW if found.reason == "few" else PROTECTS
    return f"{percent(found.value)} ({found.low * 100:.0f}–{found.high * 100:.0f}), n {number(found.learners)}"


def gain_text(found: Gain | NoData | Withheld) -> str:
    if isinstance(found, Gain):
        return f"{points(found.value)} poin ({points(found.low)} s.d. {points(found.high)})"
    return estimate_text(found)


def estimate_only(found: Comprehension) -> float | None:
    return found.value if isinstance(found, Estimate) else None


def to_csv(table: Table) -> bytes:
    """UTF-8 with BOM and semicolons, as spreadsheets set to Indonesian expect; no cell can start a formula."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    for row in (table.header, *table.rows):
        writer.writerow([safe_cell(cell) for cell in row])
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def safe_cell(cell: str) -> str:
    """A cell that a spreadsheet would run as a formula gets an apostrophe in front (OWASP, "CSV Injection")."""
    return f"'{cell}" if cell.lstrip(" ").startswith(_FORMULA_STARTS) else cell
