"""Finding the header of a sheet: in one of its first ten rows, or spread over two of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from people.roster.cells import Cell, text_of
from people.roster.column_set import ColumnSet, column_letter
from people.roster.models import RosterRefused

SEARCHED_ROWS = 10


@dataclass(frozen=True)
class Header:
    """``place_of``: field -> index of its column; ``headers``: all texts; ``end``: index of the row after the header."""

    place_of: dict[str, int]
    headers: tuple[str, ...]
    end: int

    def letter(self, field: str) -> str:
        return column_letter(self.place_of[field])

    def text(self, field: str) -> str:
        return self.headers[self.place_of[field]]


def find_header(top: Sequence[Sequence[Cell]], known: ColumnSet) -> Header | None:
    """The header with the most known columns among the first ten rows. Raises RosterRefused for a doubled column.

    None when no row and no two rows together have every required column.
    """
    found: list[Header] = []
    doubled: RosterRefused | None = None
    rows = [tuple(text_of(cell) for cell in row) for row in top[:SEARCHED_ROWS]]
    for index, row in enumerate(rows):
        pair = [(_joined(row, rows[index + 1], known), index + 2)] if index + 1 < len(rows) else []
        for texts, end in ((row, index + 1), *pair):
            try:
                found += _read(texts, end, known)
            except RosterRefused as refusal:
                doubled = doubled or refusal
    if not found:
        if doubled is not None:
            raise doubled
        return None
    best = max(found, key=lambda header: (len(header.place_of), -header.end))
    return Header(best.place_of, best.headers, _after_numbering(rows, best.end))


def missing_columns(top: Sequence[Sequence[Cell]], known: ColumnSet) -> list[str]:
    """Required headers that the most header-like row lacks; all of them when no row looks like a header."""
    best: set[str] = set()
    for row in top[:SEARCHED_ROWS]:
        found = {known.field_of(text_of(cell)) for cell in row} - {None}
        best = max(best, found, key=len)  # type: ignore[type-var]
    return [column.header for column in known.required if column.field not in best]


def is_header_again(header: Header, row: Sequence[Cell], known: ColumnSet) -> bool:
    """Whether a row repeats the header, as lists printed page by page do."""
    places = [header.place_of[column.field] for column in known.required]
    return all(
        place < len(row) and known.field_of(text_of(row[place])) == column.field
        for place, column in zip(places, known.required, strict=True)
    )


def _read(row: Sequence[str], end: int, known: ColumnSet) -> list[Header]:
    places: dict[str, list[int]] = {}
    for index, text in enumerate(row):
        if (field := known.field_of(text)) is not None:
            places.setdefault(field, []).append(index)
    for index, text in enumerate(row):
        field = known.weak_field_of(text)
        if field is not None and field not in places:
            places[field] = [index]
    if any(column.field not in places for column in known.required):
        return []
    for field, indexes in places.items():
        if len(indexes) > 1:
            letters = " dan ".join(column_letter(index) for index in indexes)
            raise RosterRefused(
                f"Kolom '{known.by_field[field].header}' ada lebih dari satu: {letters}.",
                "Sisakan satu kolom, lalu unggah lagi.",
            )
    return [Header({field: indexes[0] for field, indexes in places.items()}, tuple(row), end)]


def _joined(upper: Sequence[str], lower: Sequence[str], known: ColumnSet) -> tuple[str, ...]:
    """One header out of two rows: merged cells above, their parts below."""
    width = max(len(upper), len(lower))
    above, below = ([*row, *[""] * (width - len(row))] for row in (upper, lower))
    starts, start = [], 0
    for index in range(width):
        start = index if above[index] or not below[index] else start
        starts.append(start)
    whole = [f"{above[start]} {part}".strip() for start, part in zip(starts, below, strict=True)]
    firm = {start for start, text in zip(starts, whole, strict=True) if known.field_of(text) is not None}
    return tuple(
        text if start in firm or known.field_of(part) is None else part
        for start, text, part in zip(starts, whole, below, strict=True)
    )


def _after_numbering(rows: Sequence[Sequence[str]], end: int) -> int:
    """Past a row such as '1 2 3 4' or '(1) (2) (3)' right under the header."""
    if end >= len(rows):
        return end
    texts = [text.strip("() ").removesuffix(".0") for text in rows[end] if text]
    counting = [str(number) for number in range(1, len(texts) + 1)]
    return end + 1 if len(texts) >= 3 and texts == counting else end
