"""Days in Indonesian words."""

from __future__ import annotations

from datetime import date

_MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip


def long_date(day: date) -> str:
    """As '2 Januari 2026'."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
