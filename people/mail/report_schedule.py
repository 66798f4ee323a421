"""On which days a supervisor's report of an assignment is due. Pure: days in, days out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, get_args

from people.assigning.windows import Window

Rhythm = Literal["weekly", "monthly", "due"]
RHYTHMS: tuple[Rhythm, ...] = get_args(Rhythm)
RHYTHM_TITLES: dict[Rhythm, str] = {
    "weekly": "Tiap minggu, hari Senin",
    "monthly": "Tiap bulan, tanggal 1",
    "due": "Sekali, sehari setelah batas waktu",
}
LATEST = timedelta(days=7)
"""A report whose day passed longer ago (the server was off, the nights are quiet) is not made any more."""


@dataclass(frozen=True)
class Wish:
    """``form``: one of ``actions.reports.makers.MAILED``."""

    rhythm: Rhythm
    form: str


def report_day(rhythm: Rhythm, window: Window, since: date, today: date) -> date | None:
    """The latest day up to today on which a report was due to somebody who asked for it on ``since``; None: none lately."""
    days = (today - timedelta(days=back) for back in range(LATEST.days + 1))
    return next((day for day in days if day >= since and _is_due(rhythm, window, day)), None)


def next_report_day(rhythm: Rhythm, window: Window, today: date) -> date | None:
    """The first day after today; None when no more follow, or nobody knows yet when the assignment begins."""
    if window.is_waiting:
        return None
    ahead = max(today, window.opens_on)
    last = window.due_on + timedelta(days=31)
    days = (ahead + timedelta(days=more) for more in range(max(0, (last - ahead).days) + 1))
    return next((day for day in days if day > today and _is_due(rhythm, window, day)), None)


def rhythm_in_words(rhythm: Rhythm) -> str:
    """As it stands within a sentence."""
    title = RHYTHM_TITLES[rhythm]
    return title[:1].lower() + title[1:]


def _is_due(rhythm: Rhythm, window: Window, day: date) -> bool:
    """Within the window, and once more after its end, when the figures are whole."""
    if window.is_waiting or day <= window.opens_on:
        return False
    if rhythm == "due":
        return day == window.due_on + timedelta(days=1)
    if rhythm == "weekly":
        return day.isoweekday() == 1 and day <= window.due_on + timedelta(days=7)
    return day.day == 1 and day <= _first_of_next_month(window.due_on)


def _first_of_next_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)
