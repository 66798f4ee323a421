"""When an assignment is open: whole days in one of Indonesia's three time zones, with an exact end of the last day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Literal, get_args

Zone = Literal["WIB", "WITA", "WIT"]
ZONES: tuple[Zone, ...] = get_args(Zone)
ZONE_NAMES: dict[str, Zone] = {
    "Asia/Jakarta": "WIB",
    "Asia/Pontianak": "WIB",
    "Asia/Makassar": "WITA",
    "Asia/Jayapura": "WIT",
}
"""The names a site's settings use."""
_HOURS: dict[Zone, int] = {"WIB": 7, "WITA": 8, "WIT": 9}
"""Keputusan Presiden 41/1987; Indonesia has no summer time, so an offset is enough."""
_MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November",
    "Desember",
)  # fmt: skip

NOT_KNOWN = date(9999, 1, 1)
"""Stands for a day that depends on something not fixed yet."""


@dataclass(frozen=True)
class Window:
    """Both days count in full: open from 00.00 of ``opens_on`` until 24.00 of ``due_on``, that moment not included."""

    opens_on: date
    due_on: date
    zone: Zone

    @property
    def opens_at(self) -> datetime:
        return _midnight(self.opens_on, self.zone)

    @property
    def closes_at(self) -> datetime:
        """The first moment that is too late."""
        return _midnight(self.due_on + timedelta(days=1), self.zone)

    @property
    def is_waiting(self) -> bool:
        """Its days hang on an election stage whose days are not fixed yet."""
        return self.opens_on >= NOT_KNOWN

    def is_open(self, now: datetime) -> bool:
        return self.opens_at <= now < self.closes_at

    def is_over(self, now: datetime) -> bool:
        return now >= self.closes_at

    def day_of(self, now: datetime) -> date:
        """The date on the wall of the assignment's zone."""
        return now.astimezone(offset_of(self.zone)).date()

    @property
    def opens_in_words(self) -> str:
        return f"{long_date(self.opens_on)} pukul 00.00 {self.zone}"

    @property
    def due_in_words(self) -> str:
        return f"{long_date(self.due_on)} pukul 24.00 {self.zone}"


def long_date(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def long_day(text: str) -> str:
    """The same of a day kept as ISO text."""
    return long_date(date.fromisoformat(text))


def offset_of(zone: Zone) -> timezone:
    return timezone(timedelta(hours=_HOURS[zone]), zone)


def _midnight(day: date, zone: Zone) -> datetime:
    return datetime.combine(day, time(), offset_of(zone)).astimezone(UTC)
