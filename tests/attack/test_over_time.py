"""Lines over time: everybody is told the same, and what is hidden today was hidden then."""

from __future__ import annotations

import random
from datetime import timedelta
from pathlib import Path

import pytest

from actions.courseware import Courseware
from actions.understanding.snapshots import freeze_month
from actions.understanding.supervise import overview
from actions.understanding.then_and_now import months_and_today
from analytics.estimates import Estimate
from tests.attack.evidence import watchers
from tests.attack.test_small_groups import courseware
from tests.attack.town import ASSIGNMENT, NOW, Town

__all__ = ["courseware"]  # a fixture


@pytest.mark.parametrize("seed", range(2))
def test_months_are_the_same_whoever_is_looking_and_today_is_the_map(
    tmp_path: Path, courseware: Courseware, seed: int
) -> None:
    """What two days may tell together is proved in tests/analytics/test_frozen_days.py."""
    town = Town(tmp_path, courseware, random.Random(40 + seed))
    try:
        freeze_month(town.database, courseware, "2026-10", NOW)
        seen: dict[str, list[object]] = {}
        shown = 0
        for scope, agency in watchers(town):
            asked = (town.database, town.courseware, scope, ASSIGNMENT, agency.id)
            found = months_and_today(*asked, now=NOW + timedelta(hours=1))
            on_map = overview(*asked, now=NOW)
            assert found.today == tuple(on_map.total[on_map.indicators.index(one)] for one in found.indicators)
            for month in found.months:
                for then, now in zip(month.cells, found.today, strict=True):
                    assert not isinstance(then, Estimate) or isinstance(now, Estimate), "hidden today, hidden then"
                    shown += isinstance(then, Estimate)
            seen.setdefault(agency.id, []).append((found.months, found.today))
    finally:
        town.close()
    assert shown
    assert all(one == looks[0] for looks in seen.values() for one in looks)
