"""What a roster file says, row by row: rows that are understood, rows that are refused, and remarks."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from people.errors import NetralError
from people.models import Employment

PostKind = Literal["definitif", "plt", "plh"]
POST_TITLES: dict[PostKind, str] = {"definitif": "definitif", "plt": "Plt", "plh": "Plh"}
NumberKind = Literal["nip", "ni-pppk", "own"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the file: the sheet ("" in a CSV file) and the row counted from 1 as Excel does."""

    sheet: str
    row: int

    def __str__(self) -> str:
        return f"lembar '{self.sheet}', baris {self.row}" if self.sheet else f"baris {self.row}"


@dataclass(frozen=True, slots=True)
class RosterRow:
    """One post of one person. What identifies the person stays out of ``repr``, hence out of logs."""

    place: Place
    number_kind: NumberKind
    number: str = field(repr=False)
    name: str = field(repr=False)
    employment: Employment
    unit_code: str
    title: str
    post_kind: PostKind
    valid_from: str | None
    email: str | None = field(repr=False)

    @property
    def key(self) -> str:
        """Two spellings of one number are one person."""
        return self.number.upper()


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a row was refused. ``column`` is Excel's letter, or "" when the row as a whole is meant."""

    column: str
    header: str
    message: str
    how_to_fix: str

    def __str__(self) -> str:
        where = f"kolom {self.column} ({self.header}): " if self.column else ""
        return f"{where}{self.message} {self.how_to_fix}"


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """``cells`` is the row as it stood, in the template's order; ``key`` is whom it is about, when that is sure."""

    place: Place
    reasons: tuple[Reason, ...]
    cells: tuple[str, ...] = field(repr=False, default=())
    key: str | None = field(repr=False, default=None)


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to know that refuses nothing: a hidden sheet, a formula, an odd month."""

    place: str
    message: str

    def __str__(self) -> str:
        return f"{self.place}: {self.message}" if self.place else self.message


@dataclass(frozen=True)
class Roster:
    """All rows of a file."""

    rows: tuple[RosterRow, ...]
    refused: tuple[RefusedRow, ...]
    remarks: tuple[Remark, ...]


class RosterRefused(NetralError):
    """The file as a whole cannot be used; the message and the remedy are Indonesian sentences."""

    def __init__(self, message: str, what_to_do: str) -> None:
        super().__init__(message)
        self.what_to_do = what_to_do
