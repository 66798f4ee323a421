"""Pooled estimates kept between views: refreshed as if computed anew, the same for every viewer, hidden for every viewer."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from actions.registry import supervision
from actions.understanding import growth, supervise
from actions.understanding.comprehension import KEEP, estimates_of
from analytics.estimates import Estimate, Withheld
from analytics.rollups import DIRECT
from store.database import Database, open_database
from store.summaries.rollups import ProgressRow, add_to_rollups
from tests.analytics.region import ASSIGNMENT, Sat, add_attempt, make_region, supervisor
from tests.builders import NOW, shipped_courseware

POSTTEST = "pascauji-dasar"


@pytest.fixture(scope="module")
def courseware():
    return shipped_courseware()


@pytest.fixture
def region(tmp_path, courseware) -> Database:
    return make_region(tmp_path / "netral.sqlite", courseware, offices=6)


def see(database, courseware, agency_id="prov", viewer=None, employment=""):
    scope = supervision.scope_of(database, viewer or supervisor(), NOW.date())
    return supervise.overview(database, courseware, scope, ASSIGNMENT, agency_id, employment, now=NOW)


def finish(database: Database, person_id: str, agency_id: str, seconds: int) -> None:
    """One more person answers everything right, as the database would keep it; negative seconds: ended long ago."""
    with database.write() as connection:
        version, drawn = connection.execute(
            "SELECT quiz_version, paper FROM attempt WHERE quiz_id = ? AND state <> 'open' ORDER BY id LIMIT 1", (POSTTEST,)
        ).fetchone()  # fmt: skip
        versions = [entry.partition(":")[0] for entry in drawn.split(" ")]
        connection.execute("INSERT INTO person (id, name, origin) VALUES (?, 'Baru', 'demo')", (person_id,))
        sat = Sat(POSTTEST, versions, [1.0] * len(versions), True)
        add_attempt(connection, sat, person_id, agency_id, "pns", version, NOW + timedelta(seconds=seconds))
        add_to_rollups(connection, [ProgressRow(ASSIGNMENT, POSTTEST, agency_id, "pns", 1, 1, 1)])


def test_what_is_kept_is_reused_until_something_changes(region, courseware):
    first = estimates_of(region, courseware, ASSIGNMENT, POSTTEST, NOW)
    assert estimates_of(region, courseware, ASSIGNMENT, POSTTEST, NOW) is first
    finish(region, "baru", "d02-u0", 900)
    second = estimates_of(region, courseware, ASSIGNMENT, POSTTEST, NOW)
    assert second is not first and second.answered.learners == first.answered.learners + 1


@pytest.mark.parametrize("seconds", [900, -3600, -30 * 86400], ids=["now", "an hour ago", "a month ago"])
def test_a_refreshed_view_equals_one_computed_from_nothing(region, courseware, seconds):
    """An attempt that ran out may be closed long after its end."""
    before = see(region, courseware)
    finish(region, "baru", "d02-u0", seconds)
    after = see(region, courseware)
    anew = open_database(region.path)
    try:
        assert after == see(anew, courseware) and after.total != before.total
        assert after.total[0].learners == before.total[0].learners + 1
    finally:
        anew.close()


def test_fits_of_very_many_people_stand_for_a_while(region, courseware):
    def now_at(moment):
        return estimates_of(region, courseware, ASSIGNMENT, POSTTEST, moment, many=100)

    first = now_at(NOW)
    finish(region, "baru", "d02-u0", 900)
    assert now_at(NOW + KEEP - timedelta(seconds=1)) is first
    assert now_at(NOW + KEEP).answered.learners == first.answered.learners + 1


def test_an_item_taken_out_of_the_bank_leaves_the_reference_at_once_also_of_very_many_people(region, courseware):
    """Whoever looks at its topics would otherwise look for an item that is not there any more."""
    first = estimates_of(region, courseware, ASSIGNMENT, POSTTEST, NOW, many=100)
    gone = min(first.mix["karier"])
    items = {name: item for name, item in courseware.bank.items.items() if name != gone}
    edited = replace(courseware, bank=replace(courseware.bank, items=items))
    found = estimates_of(region, edited, ASSIGNMENT, POSTTEST, NOW, many=100)
    assert gone not in found.mix["karier"] and found.answered is first.answered


def test_a_sample_of_persons_changes_no_count_and_hardly_a_value(region, courseware):
    """Sixty of everybody are read one by one; the counts, and so who is hidden, are everybody's."""
    whole = estimates_of(region, courseware, ASSIGNMENT, POSTTEST, NOW)
    anew = open_database(region.path)
    try:
        sampled = estimates_of(anew, courseware, ASSIGNMENT, POSTTEST, NOW, many=60)
        assert len(sampled.answered.sample) == 60 < len(whole.answered.sample) == whole.answered.learners
        for indicator, measure in whole.measures.items():
            assert sampled.measures[indicator].learners == measure.learners
            for cell in measure.learners:
                one, other = measure.found(cell), sampled.measures[indicator].found(cell)
                assert type(one) is type(other)
                if isinstance(one, Estimate) and isinstance(other, Estimate):
                    assert (one.learners, one.answers) == (other.learners, other.answers)
                    assert one.value == pytest.approx(other.value, abs=0.05)
    finally:
        anew.close()


def test_a_unit_that_moved_is_found_in_its_new_place_at_once(region, courseware):
    first = estimates_of(region, courseware, ASSIGNMENT, POSTTEST, NOW, many=100)
    with region.write() as connection:
        connection.execute("UPDATE agency SET parent_id = 'd02', path = 'prov/d02/d01-u0/' WHERE id = 'd01-u0'")
    moved = estimates_of(region, courseware, ASSIGNMENT, POSTTEST, NOW, many=100)
    assert moved is not first and moved.answered is first.answered
    cell = ("prov/d02/d01-u0/", "")
    assert isinstance(moved.found("karier", cell, ()), Estimate)


@pytest.mark.parametrize("office", ["d00", "d01", "d04", "d05"])
def test_a_viewer_of_a_part_reads_what_a_viewer_of_the_whole_reads(region, courseware, office):
    """The same figures, and the same ones hidden: neither learns more than the other, nor both together."""
    for employment in ("", "pns"):
        above = see(region, courseware, office, employment=employment)
        below = see(region, courseware, office, supervisor(office), employment)
        assert (above.total, above.rows) == (below.total, below.rows)


def test_what_is_withheld_is_not_told_by_growth_either(region, courseware):
    scope = supervision.scope_of(region, supervisor(), NOW.date())
    hidden = [row.agency_id for row in see(region, courseware).rows if isinstance(row.cells[0], Withheld)]
    assert len(hidden) >= 2
    for agency_id in hidden:
        found = growth.growths(region, courseware, scope, ASSIGNMENT, agency_id, "", now=NOW)
        assert all(isinstance(one, Withheld) for one in found)


def test_parts_weighted_by_their_members_add_up_to_the_whole_on_screen(tmp_path, courseware):
    region = make_region(tmp_path / "lain.sqlite", courseware, offices=6, small_office=12)
    found = see(region, courseware)
    estimates = estimates_of(region, courseware, ASSIGNMENT, POSTTEST, NOW)
    measured = [row for row in found.rows if isinstance(row.cells[0], Estimate)]
    assert len(measured) == 6
    for column, indicator in enumerate(found.indicators):
        direct = estimates.measures[indicator]._of_kind("")["prov/" + DIRECT]  # one member, who has not answered
        assert not isinstance(direct, Estimate)
        sums = sum(row.cells[column].value * row.learners for row in measured)
        people = sum(row.learners for row in measured)
        assert found.total[column].value == pytest.approx(sums / people, abs=0.005)


def test_the_chance_below_the_target_follows_the_estimate(region, courseware):
    found = see(region, courseware)
    rows = {row.agency_id: row for row in found.rows}
    assert found.target == courseware.bank.quizzes[POSTTEST].pass_mark
    assert all(chance > 0.99 for chance in rows["d01"].below_target)
    assert all(chance < 0.5 for chance in rows["d04"].below_target)
    assert set(rows["d05"].below_target) == {None}
