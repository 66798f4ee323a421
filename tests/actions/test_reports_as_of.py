"""Reports as it was then: the tree, names and members of a day; on any day the children add up to the parent."""

from __future__ import annotations

import random
import tempfile
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from actions.registry import agencies as tree
from actions.registry import supervision
from actions.registry.agencies import carry_out
from actions.understanding import supervise
from actions.understanding.report_tree import NotThere
from actions.understanding.supervise import Overview
from analytics.estimates import Estimate, Withheld
from people.errors import NotAllowed
from people.models import Viewer
from people.registry.agency_tree import AgencyChangeRefused
from store.assigning.assignments import Assignment, add_assignment
from store.database import Database
from store.registry import memberships as membership_store
from store.registry import registry as registry_store
from store.summaries import rollups as rollup_store
from store.summaries.rollups import IndicatorRow, ProgressRow
from tests.actions.test_agency_deeds import STEP, _hire, order_of
from tests.analytics.region import ASSIGNMENT, make_region, supervisor
from tests.builders import NOW, new_database, open_agency, shipped_courseware
from tests.people.test_agency_history import new, on


@pytest.fixture(scope="module")
def courseware():
    return shipped_courseware()


@pytest.fixture
def region(tmp_path, courseware) -> Database:
    return make_region(tmp_path / "netral.sqlite", courseware, offices=6)


def see(database, courseware, agency_id="prov", as_of=None, viewer=None, employment="") -> Overview:
    scope = supervision.scope_of(database, viewer or supervisor(), NOW.date())
    return supervise.overview(database, courseware, scope, ASSIGNMENT, agency_id, employment, as_of, now=NOW)


def row(found: Overview, agency_id: str):
    return next(row for row in found.rows if row.agency_id == agency_id)


# --- What moved, merged and was renamed --------------------------------------------------------

THEN, SINCE = date(2026, 5, 31), "2026-06-01"


def test_a_unit_that_moved_counts_in_its_old_place_then_and_in_its_new_one_now(tmp_path, courseware) -> None:
    region = make_region(tmp_path / "netral.sqlite", courseware, offices=6, small_office=12)
    carry_out(region, on(SINCE), tree.Move("d00-u0", "d02"))
    now, then = see(region, courseware), see(region, courseware, as_of=THEN)
    assert (row(now, "d00").learners, row(now, "d02").learners) == (30, 90)
    assert (row(then, "d00").learners, row(then, "d02").learners) == (60, 60)
    cells = row(now, "d00").cells[0], row(then, "d00").cells[0]
    assert all(isinstance(cell, Estimate) for cell in cells) and cells[1].learners > cells[0].learners
    _is_the_same_but_for_pooling(then.total, now.total)


def test_names_are_those_of_the_day(region, courseware) -> None:
    carry_out(region, on(SINCE), tree.Rename("d00", "Dinas Belajar"))
    assert row(see(region, courseware), "d00").name == "Dinas Belajar"
    assert row(see(region, courseware, as_of=THEN), "d00").name == "Dinas Pendidikan dan Kebudayaan"
    assert see(region, courseware, "d00-u0", as_of=THEN).trail[1].name == "Dinas Pendidikan dan Kebudayaan"


def test_a_merged_unit_has_its_own_people_then_and_none_now(region, courseware) -> None:
    carry_out(region, on(SINCE), tree.Merge("d00-u0", "d00-u1"))
    now, then = see(region, courseware, "d00"), see(region, courseware, "d00", as_of=THEN)
    assert [r.agency_id for r in now.rows] == ["d00-u1"] and now.rows[0].learners == 60
    assert {r.agency_id: r.learners for r in then.rows} == {"d00-u0": 30, "d00-u1": 30}
    assert now.people == then.people


def test_a_unit_opened_since_is_left_out_and_said_to_be(region, courseware) -> None:
    opened = open_agency(region, on(SINCE), new("BARU"), "d00")
    with region.write() as connection:
        rollup_store.add_to_rollups(connection, [ProgressRow(ASSIGNMENT, "pascauji-dasar", opened, "pns", 9, 9, 9)])
    assert (see(region, courseware, as_of=THEN).left_out, see(region, courseware).left_out) == (1, 0)
    with pytest.raises(NotThere):
        see(region, courseware, opened, as_of=THEN)


def test_a_day_before_the_agency_itself_is_told_in_a_sentence(region, courseware) -> None:
    opened = open_agency(region, on(SINCE), new("BARU"), "prov")
    viewer = Viewer("dewi", "Dewi", "supervisor", "pns", opened, "", True)
    with pytest.raises(NotThere, match="31 Mei 2026"):
        see(region, courseware, opened, as_of=THEN, viewer=viewer)


def _is_the_same_but_for_pooling(then, now) -> None:
    """The same people; each day's tree has its own neighbours to learn from."""
    for one, other in zip(then, now, strict=True):
        assert (one.learners, one.answers) == (other.learners, other.answers)
        assert one.value == pytest.approx(other.value, abs=0.005)


# --- Who may see what --------------------------------------------------------------------------


def test_a_unit_that_left_the_scope_is_not_shown_in_any_tree(region, courseware) -> None:
    carry_out(region, on(SINCE), tree.Move("d00-u0", "d02"))
    then = see(region, courseware, "d00", as_of=THEN, viewer=supervisor("d00"))
    assert [r.agency_id for r in then.rows] == ["d00-u1"] and then.people.assigned == 30
    with pytest.raises(NotAllowed):
        see(region, courseware, "d00-u0", as_of=THEN, viewer=supervisor("d00"))


def test_two_days_do_not_give_a_small_unit_away(region, courseware) -> None:
    """d05 has three people: today's view hides it and one more; a day on which it sat in d02 must not tell either."""
    carry_out(region, on("2026-03-01"), tree.Move("d05", "d02"))
    carry_out(region, on(SINCE), tree.Move("d05", "prov"))
    now, then = see(region, courseware), see(region, courseware, as_of=THEN)
    assert isinstance(row(now, "d05").cells[0], Withheld)
    assert isinstance(row(then, "d02").cells[0], Withheld)
    assert see(region, courseware, "d02", as_of=THEN).passed_is_withheld
    _is_the_same_but_for_pooling(then.total, now.total)


# --- Sums --------------------------------------------------------------------------------------


@settings(max_examples=10, deadline=None, phases=[Phase.explicit, Phase.generate])  # shrinking would take minutes
@given(st.lists(STEP, min_size=10, max_size=30), st.integers(0, 10**9))
def test_on_any_day_the_children_add_up_to_the_parent(steps, seed) -> None:
    courseware = shipped_courseware()
    with tempfile.TemporaryDirectory() as folder:
        database = new_database(Path(folder) / "netral.sqlite")
        start, dice = date(2020, 1, 1), random.Random(seed)
        root = open_agency(database, on(start.isoformat()), new("R"), None)
        with database.write() as connection:
            assignment = Assignment(ASSIGNMENT, "netralitas-dasar", "Tugas", "2020-01-01", "2026-12-31")
            add_assignment(connection, assignment, [root])
        _play(database, [root], steps, start, dice)
        viewer = Viewer("dewi", "Dewi", "supervisor", "pns", root, "", False)
        for offset in (0, dice.randrange(400), dice.randrange(2400), None):
            day = None if offset is None else start + timedelta(days=offset)
            _adds_up_on_screen(database, courseware, viewer, day)
        database.close()


def _play(database: Database, known: list[str], steps, start: date, dice: random.Random) -> None:
    clock = 0
    for number, (verb, one, other, wait) in enumerate(steps):
        clock = (clock + wait - 150) % 2400
        day = start + timedelta(days=clock)
        here = known[one % len(known)]
        if verb in ("hire", "back"):
            _hire(database, here, f"p{number}", day, [])
            _add_results(database, here, dice)
            continue
        if here == known[0] and verb != "open":
            continue  # the supervisor's own agency stays: everything is always below it
        with suppress(AgencyChangeRefused):
            order = order_of(verb, number, here, known[other % len(known)])
            known.extend(carry_out(database, on(day.isoformat()), order).opened)


def _add_results(database: Database, agency_id: str, dice: random.Random) -> None:
    count = dice.randrange(1, 12)
    rows = [ProgressRow(ASSIGNMENT, "pascauji-dasar", agency_id, "pns", count, count, count // 2)]
    scores = [IndicatorRow(ASSIGNMENT, "pascauji-dasar", agency_id, "pns", "karier", count, count, count * 500_000, 0)]
    with database.write() as connection:
        rollup_store.add_to_rollups(connection, [*rows, *scores])


def _adds_up_on_screen(database: Database, courseware, viewer: Viewer, day: date | None) -> None:
    text = (day or date(2026, 11, 22)).isoformat()
    with database.read() as connection:
        there = registry_store.tree_as_of(connection, text)
        counts = membership_store.headcount_as_of(connection, text)
        started = dict(connection.execute("SELECT agency_id, started FROM rollup_progress").fetchall())
    scope = supervision.scope_of(database, viewer, NOW.date())
    for agency in there:
        found = supervise.overview(database, courseware, scope, ASSIGNMENT, agency.id, "", day, now=NOW)
        below = {a.id for a in there if a.path.startswith(agency.path)}
        if day is not None:
            assert {r.agency_id for r in found.rows} - {None} == {a.id for a in there if a.parent_id == agency.id}
        assert found.people.assigned == sum(n for (a, _), n in counts.items() if a in below)
        if day is not None:  # today's tree also holds closed units, under their successors
            assert found.people.started == sum(started.get(a, 0) for a in below)
        if found.rows:
            assert found.people.assigned == sum(r.learners for r in found.rows)
