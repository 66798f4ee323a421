"""The supervisor's deed on a real database: scope, sums, withheld groups, items."""

from __future__ import annotations

from functools import partial

import pytest

from actions.assigning.assignment_status import status_version
from actions.registry import supervision
from actions.understanding import growth, item_report, supervise
from actions.understanding.supervise import ALL_EMPLOYMENT, ItemsTooDeep
from analytics.crossover import Growth, Normalised, Worse
from analytics.estimates import Estimate, NoData, Withheld
from people.errors import NotAllowed, NotFound
from tests.analytics.region import ASSIGNMENT, learner, make_region, supervisor
from tests.builders import NOW, shipped_courseware

TODAY = NOW.date()


@pytest.fixture(scope="module")
def courseware():
    return shipped_courseware()


@pytest.fixture(scope="module")
def region(tmp_path_factory, courseware):
    return make_region(tmp_path_factory.mktemp("wilayah") / "netral.sqlite", courseware, offices=6)


def see(region, courseware, agency_id="prov", employment=ALL_EMPLOYMENT, viewer=None):
    scope = supervision.scope_of(region, viewer or supervisor(), TODAY)
    return supervise.overview(region, courseware, scope, ASSIGNMENT, agency_id, employment, now=NOW)


def test_a_learner_gets_no_scope(region):
    with pytest.raises(NotAllowed):
        supervision.scope_of(region, learner(), TODAY)


@pytest.mark.parametrize("asked", ["prov", "d01", "d01-u0", "tidak-ada", "%", "d0"])
def test_nobody_sees_an_agency_outside_their_scope(region, courseware, asked):
    scope = supervision.scope_of(region, supervisor("d00"), TODAY)
    for look in (partial(supervise.overview, now=NOW), item_report.item_views):
        with pytest.raises(NotAllowed):
            look(region, courseware, scope, ASSIGNMENT, asked)


def test_the_headcounts_are_people_with_their_denominators(region, courseware):
    people = see(region, courseware).people
    assert people.assigned == 5 * 2 * 30 + 3 + 1
    assert people.assigned > people.started > people.finished > people.passed > 0


def test_parts_add_up_to_the_whole_on_screen(region, courseware):
    found = see(region, courseware)
    assert sum(row.learners for row in found.rows) == found.people.assigned
    kinds = [see(region, courseware, employment=kind).people for kind in ("pns", "pppk")]
    assert kinds[0] + kinds[1] == found.people


def test_a_weak_office_is_clearly_below_and_a_strong_one_above(region, courseware):
    rows = {row.agency_id: row for row in see(region, courseware).rows}
    assert set(rows["d01"].groups) == {"low"}
    assert set(rows["d04"].groups) == {"high"}
    assert isinstance(rows["d01"].cells[0], Estimate)


def test_a_small_office_is_withheld_together_with_another(region, courseware):
    rows = {row.agency_id: row for row in see(region, courseware).rows}
    hidden = [place for place, row in rows.items() if isinstance(row.cells[0], Withheld)]
    assert rows["d05"].cells[0] == Withheld("few")
    assert len(hidden) >= 2
    assert isinstance(see(region, courseware, "d05").total[0], Withheld)
    assert see(region, courseware, "d05").passed_is_withheld


def test_what_is_withheld_above_is_withheld_when_opened(region, courseware):
    for row in see(region, courseware).rows:
        if row.agency_id is not None:
            assert see(region, courseware, row.agency_id).total == row.cells


def grow(region, courseware, agency_id="prov", employment=ALL_EMPLOYMENT):
    scope = supervision.scope_of(region, supervisor(), TODAY)
    return growth.growths(region, courseware, scope, ASSIGNMENT, agency_id, employment, now=NOW)


def test_growth_is_that_of_the_same_persons(region, courseware):
    """Those who finished both tests, with what the chances of the made-up answers differ by."""
    whole = see(region, courseware).total
    for found, after in zip(grow(region, courseware), whole, strict=True):
        assert isinstance(found, Growth) and isinstance(after, Estimate)
        assert found.low < found.value < found.high and found.value == pytest.approx(found.after - found.before)
        assert found.low < 0.2 < found.high
        assert found.learners == after.learners  # everybody of this region took both
        assert found.after == pytest.approx(after.value, abs=0.04)
        assert isinstance(found.worse, Worse) and isinstance(found.normalised, Normalised)


def test_growth_is_hidden_where_comprehension_is(region, courseware):
    for row in see(region, courseware).rows:
        if row.agency_id is not None:
            told = [type(found) for found in grow(region, courseware, row.agency_id)]
            assert told == [Withheld if isinstance(cell, Withheld) else Growth for cell in row.cells]


def test_the_trail_leads_from_the_scope_to_the_agency(region, courseware):
    assert [a.id for a in see(region, courseware, "d00-u1").trail] == ["prov", "d00", "d00-u1"]
    below = see(region, courseware, "d00-u1", viewer=supervisor("d00"))
    assert [a.id for a in below.trail] == ["d00", "d00-u1"]


def test_items_name_the_wrong_answer_the_misconception_and_the_cure(region, courseware):
    scope = supervision.scope_of(region, supervisor(), TODAY)
    views = item_report.item_views(region, courseware, scope, ASSIGNMENT, "prov")
    shares = [view.figures.facility.value for view in views]
    assert shares == sorted(shares) and len(views) == 12
    told = [view for view in views if view.belief]
    assert told and all(view.wrong_text and view.correction and view.cure for view in told)


def test_items_exist_for_offices_but_not_below_them(region, courseware):
    scope = supervision.scope_of(region, supervisor(), TODAY)
    assert item_report.item_views(region, courseware, scope, ASSIGNMENT, "d01")
    assert not see(region, courseware, "d00-u0").has_items
    with pytest.raises(ItemsTooDeep):
        item_report.item_views(region, courseware, scope, ASSIGNMENT, "d00-u0")


def test_unknown_filters_are_refused(region, courseware):
    with pytest.raises(NotFound):
        see(region, courseware, employment="raja")
    scope = supervision.scope_of(region, supervisor(), TODAY)
    with pytest.raises(NotFound):
        supervise.overview(region, courseware, scope, "tidak-ada", "prov", now=NOW)


def test_without_results_everything_is_unknown_and_nothing_is_zero(tmp_path, courseware):
    empty = make_region(tmp_path / "netral.sqlite", courseware, offices=2, with_results=False)
    found = see(empty, courseware)
    assert set(found.total) == set(grow(empty, courseware)) == {NoData()}
    assert len(found.indicators) == 4


def test_the_version_changes_with_every_attempt(region, courseware):
    scope = supervision.scope_of(region, supervisor(), TODAY)
    from store.summaries import rollups

    before = status_version(region, scope, ASSIGNMENT)
    with region.write() as connection:
        rollups.add_to_rollups(
            connection, [rollups.ProgressRow(ASSIGNMENT, "latihan-campuran", "d00-u0", "pns", 1, 0, 0)]
        )
    assert status_version(region, scope, ASSIGNMENT) != before
