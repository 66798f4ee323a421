"""When mail may leave: quiet hours and days, the days of a digest, and how long to wait after a failure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from people.assigning.windows import Window

WEEKDAYS = {1: "Senin", 2: "Selasa", 3: "Rabu", 4: "Kamis", 5: "Jumat", 6: "Sabtu", 7: "Minggu"}
"""ISO 8601 numbers."""
DAYS_BEFORE = (14, 7, 3, 1, 0)
"""Days before the last day that a schedule may name; 0 is the last day itself."""
MAX_TRIES = 8
_RETRY_MINUTES = (1, 5, 15, 60, 120, 240, 480)
_LONGEST_PAUSE = timedelta(hours=1)


@dataclass(frozen=True)
class QuietTimes:
    """Nothing but urgent mail leaves from ``start`` until ``end`` on the clock, or at all on ``days``.

    Equal times mean no quiet hours. At least one day of the week is not quiet.
    """

    start: time
    end: time
    days: frozenset[int]

    def is_quiet(self, local: datetime) -> bool:
        """``local``: a moment on the clock of the site."""
        return local.isoweekday() in self.days or self._is_hushed(local.time())

    def _is_hushed(self, clock: time) -> bool:
        if self.start <= self.end:
            return self.start <= clock < self.end
        return clock >= self.start or clock < self.end


@dataclass(frozen=True)
class MailPlan:
    """On which days heads are written to: every one of ``weekdays``, and so many ``days_before`` the last day.

    ``reminders``: those who have not finished are written to as well.
    """

    weekdays: frozenset[int] = frozenset()
    days_before: frozenset[int] = frozenset()
    reminders: bool = False

    @property
    def is_on(self) -> bool:
        return bool(self.weekdays or self.days_before)


def mail_days(plan: MailPlan, window: Window, quiet_days: frozenset[int]) -> frozenset[date]:
    """Every day of the window on which mail is due. What falls on a quiet day comes on the last day before that is not."""
    found = set()
    for place in range((window.due_on - window.opens_on).days + 1):
        day = window.opens_on + timedelta(days=place)
        if day.isoweekday() in plan.weekdays or (window.due_on - day).days in plan.days_before:
            while day.isoweekday() in quiet_days:
                day -= timedelta(days=1)
            found.add(day)
    return frozenset(day for day in found if day >= window.opens_on)


def retry_after(tries: int) -> timedelta | None:
    """The wait after that many tries at one message; None: give up."""
    if tries >= MAX_TRIES:
        return None
    return timedelta(minutes=_RETRY_MINUTES[min(tries, len(_RETRY_MINUTES)) - 1])


def pause_after(failures: int) -> timedelta:
    """The wait after the mail server itself could not be used that many times in a row: 1, 2, 4 ... minutes, at most an hour."""
    return min(timedelta(minutes=2 ** min(failures - 1, 10)), _LONGEST_PAUSE)


def plan_in_words(plan: MailPlan) -> str:
    if not plan.is_on:
        return "Tidak ada surat otomatis."
    parts = [f"setiap {', '.join(WEEKDAYS[day] for day in sorted(plan.weekdays))}"] if plan.weekdays else []
    if plan.days_before:
        parts.append(", ".join("hari terakhir" if n == 0 else f"H-{n}" for n in sorted(plan.days_before, reverse=True)))
    to = "kepada pimpinan unit dan kepada yang belum selesai" if plan.reminders else "kepada pimpinan unit"
    return f"Surat {' dan '.join(parts)}, {to}."
