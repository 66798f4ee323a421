"""Columns of a list somebody keeps in Excel: their names, and the other names offices give them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

_WORDS = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True)
class Column:
    """``others`` are further headers that mean the same, as ``normal`` writes them; ``weak`` ones only when no other fits."""

    field: str
    header: str
    width: int
    is_required: bool
    help: str
    others: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class ColumnSet:
    """The columns of one kind of list."""

    columns: tuple[Column, ...]

    @cached_property
    def by_field(self) -> dict[str, Column]:
        return {column.field: column for column in self.columns}

    @cached_property
    def required(self) -> tuple[Column, ...]:
        return tuple(column for column in self.columns if column.is_required)

    @cached_property
    def _field_of(self) -> dict[str, str]:
        return {name: column.field for column in self.columns for name in column.others}

    @cached_property
    def _weak_field_of(self) -> dict[str, str]:
        return {name: column.field for column in self.columns for name in column.weak}

    def field_of(self, header: str) -> str | None:
        return self._field_of.get(normal(header))

    def weak_field_of(self, header: str) -> str | None:
        """Fields whose header could also mean a running number: taken only when nothing better stands in the row."""
        return self._weak_field_of.get(normal(header))


def normal(header: str) -> str:
    """Lower case words with single spaces: 'NIP / Nomor *' is 'nip nomor'."""
    return _WORDS.sub(" ", header.casefold()).strip()


def column_letter(index: int) -> str:
    """0 is A, 25 is Z, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
