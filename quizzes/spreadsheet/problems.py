"""One thing that is wrong in a workbook: sheet, row, column and header, how bad, what, and how to mend it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from content.problems import SEVERITY_TITLES, Severity


@dataclass(frozen=True)
class CellProblem:
    """``row`` counts from 1 as Excel does; ``column`` is Excel's letter. Words are Indonesian."""

    sheet: str
    row: int
    column: str
    header: str
    severity: Severity
    message: str
    how_to_fix: str

    def __str__(self) -> str:
        place = f"lembar '{self.sheet}', baris {self.row}"
        if self.column:
            place += f", kolom {self.column}" + (f" ({self.header})" if self.header else "")
        return f"{place}: {SEVERITY_TITLES[self.severity]}: {self.message} {self.how_to_fix}"


def in_order(problems: Iterable[CellProblem]) -> tuple[CellProblem, ...]:
    """By sheet, row and column, as a reader of the sheet meets them; Z comes before AA. Each once."""
    return tuple(sorted(set(problems), key=lambda p: (p.sheet, p.row, len(p.column), p.column, p.severity, p.message)))


class WorkbookRefused(Exception):
    """The file cannot be read as a workbook at all; the message and the remedy are Indonesian sentences."""

    def __init__(self, message: str, how_to_fix: str) -> None:
        super().__init__(message)
        self.message, self.how_to_fix = message, how_to_fix


def column_letter(index: int) -> str:
    """0 is A, 25 is Z, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
