"""On which days a report is due: within the window, once after it, and not for days that passed long ago."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from people.assigning.windows import NOT_KNOWN, Window
from people.mail.report_schedule import LATEST, RHYTHMS, next_report_day, report_day

WINDOW = Window(date(2026, 11, 1), date(2026, 12, 15), "WITA")
LONG_AGO = date(2026, 1, 1)


def days_of(rhythm: str, window: Window = WINDOW, since: date = LONG_AGO) -> list[str]:
    """Every day on which somebody who looks each day would make a report."""
    day, found = window.opens_on - timedelta(days=10), []
    while day < window.due_on + timedelta(days=60):
        if report_day(rhythm, window, since, day) == day:  # type: ignore[arg-type]
            found.append(day.isoformat()[5:])
        day += timedelta(days=1)
    return found


def test_every_monday_of_the_window_and_the_first_one_after_it() -> None:
    assert days_of("weekly") == ["11-02", "11-09", "11-16", "11-23", "11-30", "12-07", "12-14", "12-21"]


def test_the_first_of_every_month_and_the_first_one_after_the_end() -> None:
    assert days_of("monthly") == ["12-01", "01-01"]


def test_once_on_the_day_after_the_deadline_when_the_figures_are_whole() -> None:
    assert days_of("due") == ["12-16"]


def test_whoever_asks_today_does_not_get_last_mondays_report() -> None:
    assert report_day("weekly", WINDOW, date(2026, 11, 25), date(2026, 11, 26)) is None
    assert report_day("weekly", WINDOW, date(2026, 11, 23), date(2026, 11, 23)) == date(2026, 11, 23)


def test_a_day_missed_is_made_up_for_within_a_week_and_not_later() -> None:
    monthly = [report_day("monthly", WINDOW, LONG_AGO, date(2026, 12, 1) + timedelta(days=n)) for n in range(10)]
    assert monthly == [date(2026, 12, 1)] * (LATEST.days + 1) + [None] * 2


def test_an_assignment_that_waits_for_an_election_stage_has_no_reports() -> None:
    waiting = Window(NOT_KNOWN, NOT_KNOWN, "WIB")
    for rhythm in RHYTHMS:
        assert next_report_day(rhythm, waiting, date(2026, 11, 22)) is None
        assert report_day(rhythm, waiting, LONG_AGO, date(2026, 11, 22)) is None


@given(
    st.sampled_from(RHYTHMS), st.dates(date(2026, 1, 1), date(2027, 12, 31)), st.integers(1, 200), st.integers(-30, 300)
)
def test_the_next_day_announced_is_the_next_day_made(rhythm, opens, length, offset) -> None:
    window = Window(opens, opens + timedelta(days=length), "WIB")
    today = opens + timedelta(days=offset)
    announced = next_report_day(rhythm, window, today)
    ahead = (today + timedelta(days=more) for more in range(1, 600))
    assert announced == next((day for day in ahead if report_day(rhythm, window, today, day) == day), None)
