"""A cell of a roster as it came from the file, and a sheet of them; numbers stay numbers so that they can be refused."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

Cell = str | int | float | bool | date | datetime | time | timedelta


@dataclass(frozen=True)
class Sheet:
    """``rows`` begin with row 1 of the file and column A. ``formulas``: (row from 1, column from 0) of formula cells."""

    name: str
    rows: Iterable[list[Cell]]
    row_count: int
    formulas: frozenset[tuple[int, int]] = field(default_factory=frozenset)


def text_of(cell: Cell) -> str:
    """For headers, refusals and free text: never for a number that identifies somebody."""
    if isinstance(cell, str):
        return cell if cell.isalnum() else " ".join(cell.split())
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(sep=" ")
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    return str(cell)


def is_blank(cell: Cell) -> bool:
    return isinstance(cell, str) and not cell.strip()
