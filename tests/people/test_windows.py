"""Rules of windows: whole days of the assignment's zone, exact to the second."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from people.assigning.windows import ZONE_NAMES, ZONES, Window, offset_of

SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(("zone", "hour"), [("WIB", 17), ("WITA", 16), ("WIT", 15)])
def test_the_last_day_ends_at_midnight_of_its_zone(zone, hour: int) -> None:
    window = Window(date(2026, 11, 1), date(2026, 11, 30), zone)
    end = datetime(2026, 11, 30, hour, tzinfo=UTC)
    assert window.closes_at == end and window.is_open(end - SECOND) and not window.is_open(end) and window.is_over(end)
    begin = datetime(2026, 10, 31, hour, tzinfo=UTC)
    assert window.opens_at == begin and window.is_open(begin) and not window.is_open(begin - SECOND)
    assert window.due_in_words == f"30 November 2026 pukul 24.00 {zone}"


@given(st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1)), st.sampled_from(sorted(ZONE_NAMES)))
def test_our_offsets_are_those_of_the_time_zone_database(moment: datetime, name: str) -> None:
    here = moment.replace(tzinfo=UTC)
    assert here.astimezone(ZoneInfo(name)).replace(tzinfo=None) == here.astimezone(offset_of(ZONE_NAMES[name])).replace(
        tzinfo=None
    )
    assert set(ZONE_NAMES.values()) == set(ZONES)
