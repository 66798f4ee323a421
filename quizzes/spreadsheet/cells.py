"""One row seen through its headers: each cell becomes a text, a word, a number, a date or a choice, or a problem in words.

Excel changes what is typed: '1-2' becomes a date, '50%' becomes 0.5, '007' becomes 7. Such a cell is refused with the
way to type it, never guessed back.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from content.dates import long_date
from quizzes.spreadsheet.opening import Sheet, Value
from quizzes.spreadsheet.problems import CellProblem, column_letter

T = TypeVar("T")
_AS_TEXT = "Pilih selnya, atur format menjadi Teks (Ctrl+1 > Number > Text), lalu ketik ulang isinya."
_MAX_DECIMALS = 17
"""What strict YAML reads."""


@dataclass
class Row:
    """``number`` counts from 1; ``columns`` says where each header stands. Problems found so far are kept here."""

    sheet: Sheet
    number: int
    columns: Mapping[str, int]
    problems: list[CellProblem] = field(default_factory=list)
    used: set[str] = field(default_factory=set)

    def value(self, header: str) -> Value | None:
        """What is in the cell, None when it is empty, missing, a formula, or an error."""
        self.used.add(header)
        if header not in self.columns:
            return None
        place = (self.number - 1, self.columns[header])
        if place in self.sheet.formulas:
            self.refuse(
                header, "sel berisi rumus.", "Salin selnya, lalu tempel sebagai nilai (Paste Special > Values)."
            )
            return None
        if place in self.sheet.errors:
            self.refuse(header, "sel berisi galat Excel (mis. #REF!).", "Ketik ulang isinya sebagai teks.")
            return None
        cells = self.sheet.rows[self.number - 1]
        value = cells[place[1]] if place[1] < len(cells) else ""
        return None if isinstance(value, str) and not value.strip() else value

    def is_filled(self, header: str) -> bool:
        place = (self.number - 1, self.columns.get(header, -1))
        if place[1] < 0:
            return False
        cells = self.sheet.rows[self.number - 1]
        value = cells[place[1]] if place[1] < len(cells) else ""
        has_text = bool(value.strip()) if isinstance(value, str) else value is not None
        return has_text or place in self.sheet.formulas or place in self.sheet.errors

    def refuse(self, header: str, message: str, how_to_fix: str) -> None:
        self._add(header, "error", message, how_to_fix)

    def warn(self, header: str, message: str, how_to_fix: str) -> None:
        self._add(header, "warning", message, how_to_fix)

    def _add(self, header: str, severity, message: str, how_to_fix: str) -> None:  # type: ignore[no-untyped-def]
        letter = column_letter(self.columns[header]) if header in self.columns else "-"
        problem = CellProblem(self.sheet.name, self.number, letter, header, severity, message, how_to_fix)
        if problem not in self.problems:
            self.problems.append(problem)

    def has_problem(self, header: str) -> bool:
        return any(p.header == header and p.severity == "error" for p in self.problems)

    def text(self, header: str) -> str | None:
        """Exactly what is written, spaces and line breaks included."""
        value = self.value(header)
        if value is None or isinstance(value, str):
            if value is not None and value != value.strip():
                self.warn(header, "teksnya diawali atau diakhiri spasi atau baris kosong.", "Hapus bila tidak sengaja.")
            return value
        self.refuse(header, _changed_by_excel(value), _AS_TEXT)
        return None

    def word(self, header: str) -> str | None:
        """An identifier: text without the spaces around it."""
        value = self.value(header)
        if value is None or isinstance(value, str):
            return value.strip() if value is not None else None
        self.refuse(header, _changed_by_excel(value), _AS_TEXT)
        return None

    def words(self, header: str) -> tuple[str, ...]:
        """Identifiers, one on each line; commas, semicolons and spaces part them too."""
        return tuple(part for part in re.split(r"[\s,;]+", self.word(header) or "") if part)

    def choice(
        self, header: str, titles: Mapping[T, str], default: T | None = None, also: Mapping[str, T] | None = None
    ) -> T | None:
        """The key whose title (or, for texts, whose own name) is written; capitals do not matter. ``also`` are other
        names in small letters."""
        value = self.value(header)
        if value is None:
            return default
        written = str(value).strip().casefold() if isinstance(value, (str, bool)) else ""
        for key, title in titles.items():
            if written in (title.casefold(), str(key).casefold()) or (isinstance(key, bool) and value is key):
                return key
        if also is not None and written in also:
            return also[written]
        shown = value.strip() if isinstance(value, str) else _shown(value)
        self.refuse(header, f"'{shown}' bukan nilai yang dikenal.", f"Pilih salah satu: {', '.join(titles.values())}.")
        return None

    def number_in(self, header: str) -> float | None:
        """A number; text with a decimal comma or point counts too."""
        value = self.value(header)
        if isinstance(value, str) and re.fullmatch(r"-?[0-9]+([.,][0-9]+)?", value.strip()):
            value = float(value.strip().replace(",", "."))
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            shown = value if isinstance(value, str) else _shown(value)
            self.refuse(header, f"'{shown}' bukan bilangan.", "Tulis bilangan, mis. 0,5.")
            return None
        if value != round(value, _MAX_DECIMALS):
            self.refuse(header, f"bilangan {value!r} terlalu halus.", "Bulatkan, mis. 0,05.")
            return None
        return float(value)

    def date(self, header: str) -> dt.date | None:
        """A date cell, or the text TTTT-BB-HH."""
        value = self.value(header)
        if isinstance(value, dt.datetime):
            value = value.date() if value.time() == dt.time() else value
        if value is None or (isinstance(value, dt.date) and not isinstance(value, dt.datetime)):
            return value
        if isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value.strip(), re.ASCII):
            try:
                return dt.date.fromisoformat(value.strip())
            except ValueError:
                self.refuse(header, f"tanggal '{value.strip()}' tidak ada di kalender.", "Periksa bulan dan harinya.")
                return None
        shown = value if isinstance(value, str) else _shown(value)
        self.refuse(header, f"'{shown}' bukan tanggal.", "Tulis TTTT-BB-HH, mis. 2026-01-02.")
        return None


def _changed_by_excel(value: Value) -> str:
    kind = "tanggal"
    if isinstance(value, bool):
        kind = "nilai logika"
    elif isinstance(value, (int, float)):
        kind = "angka"
    elif isinstance(value, (dt.time, dt.timedelta)):
        kind = "waktu"
    return (
        f"Excel menyimpan sel ini sebagai {kind} ({_shown(value)}), bukan teks; isinya bisa berbeda dari yang diketik."
    )


def _shown(value: Value) -> str:
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return f"{value:.15g}".replace(".", ",")
    if isinstance(value, dt.date):
        return long_date(value)
    return str(value)
