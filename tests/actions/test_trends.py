"""Comprehension over time: every point of a trend is a number that the viewer can open elsewhere, hidden where it is hidden there."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from actions.assigning import assignments
from actions.understanding.assignment_trend import MOST, AssignmentTrend, assignment_trend
from actions.understanding.comprehension import estimates_of
from actions.understanding.growth import growths, growths_of_parts
from actions.understanding.snapshots import freeze_month
from actions.understanding.supervise import overview
from actions.understanding.then_and_now import months_and_today, then_and_now
from analytics.crossover import Growth
from analytics.estimates import Estimate, NoData, Withheld
from analytics.rollups import DIRECT
from people.access import supervision_scope
from people.assigning.assignment_rules import Rule
from people.errors import NetralError
from store.registry import agencies as agency_store
from tests.actions.assigning import Region, draft_of
from tests.actions.test_over_time import GIVEN_ON, LAST_MINUTE, OPENS, TODAY, assign, scope_at
from tests.actions.test_then_and_now import sit
from tests.analytics.region import ASSIGNMENT, make_region, supervisor
from tests.builders import NOW, fresh_id, shipped_courseware

IN_NOVEMBER = LAST_MINUTE + timedelta(days=20)
IN_DECEMBER = LAST_MINUTE + timedelta(days=45)
OPENS_AGAIN = date(2026, 11, 10)


def a_year(tmp_path: Path, *, november: int) -> tuple[Region, str]:
    """Twelve of the school and of the health office in October, so many more of the school in November; both months frozen."""
    region = Region(tmp_path)
    for agency in ("sd", "dinkes"):
        for number in range(24):
            region.hire(f"{agency}{number}", agency)
    assignment_id = assign(region)
    for number in range(12):
        sit(region, f"sd{number}", "sd", LAST_MINUTE, right=False)
        sit(region, f"dinkes{number}", "dinkes", LAST_MINUTE)
    for number in range(12, 12 + november):
        sit(region, f"sd{number}", "sd", IN_NOVEMBER)
    for month in ("2026-10", "2026-11"):
        freeze_month(region.database, region.courseware, month, IN_DECEMBER)
    return region, assignment_id


@pytest.mark.parametrize("november", [0, 2, 6])
def test_every_month_of_the_trend_is_that_months_own_comparison(tmp_path: Path, november: int) -> None:
    region, assignment_id = a_year(tmp_path, november=november)
    for agency in ("kab", "disdik", "sd", "dinkes"):
        asked = (region.database, region.courseware, scope_at(), assignment_id, agency)
        trend = months_and_today(*asked, now=IN_DECEMBER)
        assert [month.head.month for month in trend.months] == ["2026-10", "2026-11"]
        seen = overview(*asked, now=IN_DECEMBER)
        assert trend.today == tuple(seen.total[seen.indicators.index(one)] for one in trend.indicators)
        for month in trend.months:
            alone = then_and_now(*asked, month.head.month, now=IN_DECEMBER)
            assert month.cells == tuple(one.then for one in alone.indicators) and month.same_model == alone.same_model
            assert trend.today == tuple(one.now for one in alone.indicators)


def test_a_month_before_a_few_came_is_a_gap(tmp_path: Path) -> None:
    region, assignment_id = a_year(tmp_path, november=2)
    found = months_and_today(region.database, region.courseware, scope_at(), assignment_id, "sd", now=IN_DECEMBER)
    october, november = (month.cells[0] for month in found.months)
    assert october == Withheld("between") and isinstance(november, Estimate)


def give(region: Region, opens_on: date, due_on: date = date(2026, 11, 30)) -> str:
    draft = draft_of(Rule(frozenset({"kab"})), opens_on, due_on)
    return assignments.create(
        region.database, region.courseware, region.head(), draft, GIVEN_ON, assignment_id=fresh_id()
    )


def trend(region: Region, assignment_id: str, agency: str, now=IN_NOVEMBER, scope: str = "kab") -> AssignmentTrend:
    return assignment_trend(region.database, region.courseware, scope_at(scope), assignment_id, agency, now=now)


def test_every_point_is_the_map_of_that_assignment_in_order_of_time(tmp_path: Path) -> None:
    region = Region(tmp_path)
    for agency, count in (("sd", 12), ("dinkes", 3)):
        for number in range(2 * count):
            region.hire(f"{agency}{number}", agency)
    first = give(region, OPENS, date(2026, 11, 8))
    for agency, count in (("sd", 12), ("dinkes", 3)):
        for number in range(count):
            sit(region, f"{agency}{number}", agency, LAST_MINUTE, right=number % 2 > 0)
    second = give(region, OPENS_AGAIN)
    for number in range(12, 24):
        sit(region, f"sd{number}", "sd", IN_NOVEMBER)
    shown = 0
    for agency in ("kab", "disdik", "sd", "dinkes"):
        found = trend(region, second, agency)
        with_results = [first, second] if agency != "dinkes" else [first]
        assert [point.assignment_id for point in found.points] == with_results and not found.left_out
        for point in found.points:
            asked = (region.database, region.courseware, scope_at(), point.assignment_id, agency)
            seen = overview(*asked, now=IN_NOVEMBER)
            assert point.cells == tuple(seen.total[seen.indicators.index(one)] for one in found.indicators)
            shown += sum(isinstance(cell, Estimate) for cell in point.cells)
    assert shown
    assert trend(region, first, "dinkes").points[0].cells[0] == Withheld("few")
    assert [point.is_over for point in trend(region, first, "sd").points] == [True, False]


def test_what_has_not_begun_or_was_taken_back_is_no_point(tmp_path: Path) -> None:
    region = Region(tmp_path)
    for number in range(8):
        region.hire(f"sd{number}", "sd")
    first = assign(region)
    for number in range(8):
        sit(region, f"sd{number}", "sd", LAST_MINUTE)
    give(region, OPENS_AGAIN)
    assert [point.assignment_id for point in trend(region, first, "sd", LAST_MINUTE).points] == [first]
    third = give(region, date(2026, 11, 1))
    assignments.withdraw(region.database, region.head(), third, "Salah sasaran.", IN_NOVEMBER)
    assert [point.assignment_id for point in trend(region, first, "sd").points] == [first]


def test_a_second_look_makes_no_fit_anew_however_many_assignments_are_drawn(tmp_path: Path) -> None:
    region = Region(tmp_path)
    given = [give(region, OPENS + timedelta(days=at)) for at in range(MOST + 2)]

    def fits() -> list[int]:
        trend(region, given[0], "kab")
        asked = (region.database, region.courseware)
        return [id(estimates_of(*asked, one, "kuis", IN_NOVEMBER)) for one in given[-MOST:]]

    assert fits() == fits() and trend(region, given[0], "kab").left_out == 2


def test_a_unit_outside_the_scope_has_no_trend(tmp_path: Path) -> None:
    region, assignment_id = a_year(tmp_path, november=0)
    for look in (months_and_today, assignment_trend):
        with pytest.raises(NetralError):
            look(region.database, region.courseware, scope_at("disdik"), assignment_id, "dinkes", now=TODAY)


# --- Growth of parts ---------------------------------------------------------------------------


def test_each_part_grew_as_its_own_page_says(tmp_path: Path) -> None:
    courseware = shipped_courseware()
    database = make_region(tmp_path / "netral.sqlite", courseware, offices=5)
    scope = supervision_scope(supervisor(), "prov/", "prov")
    shown = hidden = 0
    for agency_id in ("prov", "d00", "d04"):
        for kind in ("", "pns", "pppk"):
            asked = (database, courseware, scope, ASSIGNMENT)
            parts = growths_of_parts(*asked, agency_id, kind, now=NOW)
            with database.read() as connection:
                below = sorted((one.name, one.id) for one in agency_store.children_of(connection, agency_id))
            assert [part.name for part in parts if not part.name.startswith("Langsung di")] == [
                name for name, _ in below
            ]
            for part, (_, part_id) in zip(parts, below, strict=False):
                assert part.cells == growths(*asked, part_id, kind, now=NOW)
                shown += sum(isinstance(cell, Growth) for cell in part.cells)
                hidden += sum(isinstance(cell, Withheld) for cell in part.cells)
    assert shown and hidden
    with pytest.raises(NetralError):
        growths_of_parts(database, courseware, scope, ASSIGNMENT, "prov", "raja", now=NOW)


def test_those_who_sit_in_the_agency_itself_are_a_part(tmp_path: Path) -> None:
    courseware = shipped_courseware()
    database = make_region(tmp_path / "netral.sqlite", courseware, offices=3)
    with database.write() as connection:  # the last office, which has people and no units, gets an empty one
        connection.execute(
            "INSERT INTO agency (id, parent_id, name, kind, path, report_id) "
            "SELECT 'baru', id, 'Unit baru', 'unit', path || 'baru/', report_id FROM agency WHERE id = 'd00-u0'"
        )
    scope = supervision_scope(supervisor(), "prov/", "prov")
    empty, direct = growths_of_parts(database, courseware, scope, ASSIGNMENT, "d00-u0", "", now=NOW)
    assert all(isinstance(cell, NoData) for cell in empty.cells)
    assert direct.name.startswith("Langsung di") and DIRECT not in direct.name
    assert direct.cells == growths(database, courseware, scope, ASSIGNMENT, "d00-u0", "", now=NOW)
