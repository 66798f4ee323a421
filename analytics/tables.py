"""Numbers as text: one table serves both the screen and the CSV, so the two cannot differ."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from analytics.crossover import MIN_WORSE_LEARNERS, Growth, Normalised, Worse
from analytics.estimates import MIN_LEARNERS, Comprehension, NoData, Withheld

NO_DATA = "belum ada hasil"


def few_text(minimum: int) -> str:
    return f"disembunyikan (kurang dari {minimum} orang)"


FEW = few_text(MIN_LEARNERS)
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
        return few_text(found.minimum) if found.reason == "few" else PROTECTS
    return f"{percent(found.value)} ({found.low * 100:.0f}–{found.high * 100:.0f}), n {number(found.learners)}"


def chance_text(chance: float | None) -> str:
    """Never 0 or 100 percent: an estimate is not a certainty."""
    if chance is None:
        return "–"
    return "<1%" if chance < 0.01 else ">99%" if chance > 0.99 else percent(chance)


def growth_text(found: Growth | NoData | Withheld) -> str:
    if isinstance(found, Growth):
        return f"{points(found.value)} poin ({points(found.low)} s.d. {points(found.high)}), n {number(found.learners)}"
    return estimate_text(found)


def room_text(found: Growth | NoData | Withheld) -> str:
    """The share of the room above the pre-test that was won."""
    if not isinstance(found, Growth) or not isinstance(found.normalised, Normalised):
        return "–"
    room = found.normalised
    return f"{percent(room.value)} ({room.low * 100:.0f} s.d. {room.high * 100:.0f})".replace("-", "−")


def worse_text(found: Growth | NoData | Withheld) -> str:
    """How many clearly fell, beside what luck alone would do."""
    if not isinstance(found, Growth) or isinstance(found.worse, NoData):
        return "–"
    if isinstance(found.worse, Worse):
        return f"{number(found.worse.clearly)} orang; karena kebetulan saja kira-kira {found.worse.by_luck:.0f}"
    return few_text(MIN_WORSE_LEARNERS) if found.worse.reason == "few" else PROTECTS


def to_csv(table: Table) -> bytes:
    """UTF-8 with BOM and semicolons, as spreadsheets set to Indonesian expect; no cell can start a formula."""
    return csv_lines([safe_cell(cell) for cell in row] for row in (table.header, *table.rows))


def csv_lines(rows: Iterable[Sequence[str]]) -> bytes:
    """The same of cells that are safe already."""
    text = io.StringIO()
    csv.writer(text, delimiter=";", lineterminator="\r\n").writerows(rows)
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def safe_cell(cell: str) -> str:
    """A cell that a spreadsheet would run as a formula gets an apostrophe in front (OWASP, "CSV Injection")."""
    return f"'{cell}" if cell.lstrip(" ").startswith(_FORMULA_STARTS) else cell
