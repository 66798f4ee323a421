"""Refreshers: due by the assignment's own calendar, once per due date, apart from the post-test, and kept sums equal to rebuilt ones."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from pysqlite3 import dbapi2 as sqlite3

from actions.assigning import assignments
from actions.assigning.assignments import Draft
from actions.courseware import Courseware
from actions.learning import take_quiz
from actions.learning.refreshers import NotDueYet, due_refreshers, faded
from actions.summaries.rollups import rebuild_rollups
from actions.understanding.forgetting import ForgettingReport, forgetting_report
from analytics.estimates import Withheld
from analytics.forgetting import Change
from people.assigning.assignment_rules import Rule
from people.assigning.windows import Window
from people.errors import NetralError, NotFound
from people.models import Viewer
from store.summaries.rollups import dump_rollups
from tests.actions.assigning import Region, at_once
from tests.actions.recounts_of_sayings import recounted_refreshers
from tests.actions.test_over_time import scope_at
from tests.builders import course_data, fresh_id, item_data, make_courseware, quiz_data

GIVEN_ON = datetime(2026, 8, 20, 3, tzinfo=UTC)
LEARNED = datetime(2026, 9, 1, 3, tzinfo=UTC)


def courseware_of(folder: Path) -> Courseware:
    return make_courseware(
        folder,
        items=[item_data(id=f"soal-{n:02}", indicator=("karier", "kampanye")[n % 2]) for n in range(40)],
        quizzes=[
            quiz_data(
                blueprint=[{"count": 4, "indicator": "karier"}, {"count": 4, "indicator": "kampanye"}], attempt_limit=3
            ),
            quiz_data(
                id="segar", mode="refresher",
                blueprint=[{"count": 3, "indicator": "karier"}, {"count": 3, "indicator": "kampanye"}],
            ),
        ],
        courses=[course_data(refresher={"quiz": "segar", "after_days": [30, 90]})],
    )  # fmt: skip


@pytest.fixture
def region(tmp_path: Path) -> Region:
    region = Region(tmp_path)
    region.courseware = courseware_of(tmp_path / "segar")
    return region


def assign(region: Region, zone: str = "WITA", due: date = date(2026, 9, 15)) -> str:
    draft = Draft("kursus", "Netralitas", Rule(frozenset({"kab"})), Window(date(2026, 8, 25), due, zone))  # type: ignore[arg-type]
    return assignments.create(
        region.database, region.courseware, region.head(), draft, GIVEN_ON, assignment_id=fresh_id()
    )


def take(region: Region, viewer: Viewer, quiz: str, now: datetime, right: int = 0) -> str:
    """The first ``right`` items are answered well, the others left open."""
    attempt = take_quiz.start_attempt(
        region.database, region.courseware, viewer, quiz, now, attempt_id=fresh_id(now), seed=now.toordinal()
    )
    view = take_quiz.view_attempt(region.database, viewer, attempt, now)
    for position in range(right):
        place = view.items[position].shown.choices.index("Pilihan b")
        take_quiz.save_answer(region.database, viewer, attempt, position, place, now)
    take_quiz.submit(region.database, viewer, attempt, now)
    return attempt


def due_days(region: Region, viewer: Viewer, now: datetime) -> list[int]:
    return [one.due_days for one in due_refreshers(region.database, region.courseware, viewer, now)]


def items_of(region: Region, viewer: Viewer, attempt: str) -> set[str]:
    return {one.item.id for one in take_quiz.view_result(region.database, viewer, attempt).items}


@pytest.mark.parametrize(
    ("zone", "closed_at", "first_moment"),
    [
        ("WIB", datetime(2026, 9, 1, 16, 59, tzinfo=UTC), datetime(2026, 9, 30, 17, tzinfo=UTC)),
        ("WIB", datetime(2026, 9, 1, 17, 0, tzinfo=UTC), datetime(2026, 10, 1, 17, tzinfo=UTC)),
        ("WITA", datetime(2026, 9, 1, 15, 59, tzinfo=UTC), datetime(2026, 9, 30, 16, tzinfo=UTC)),
        ("WIT", datetime(2026, 9, 1, 15, 0, tzinfo=UTC), datetime(2026, 10, 1, 15, tzinfo=UTC)),
    ],
)
def test_a_refresher_is_due_from_midnight_of_the_assignments_zone(region, zone, closed_at, first_moment) -> None:
    ani = region.hire("ani")
    assign(region, zone)
    take(region, ani, "kuis", closed_at)
    assert due_days(region, ani, first_moment - timedelta(seconds=1)) == []
    assert due_days(region, ani, first_moment) == [30]


def test_the_window_of_the_assignment_may_be_over(region: Region) -> None:
    ani = region.hire("ani")
    assign(region)
    take(region, ani, "kuis", LEARNED)
    later = LEARNED + timedelta(days=40)
    with pytest.raises(NetralError):
        region.start(ani, later)
    take(region, ani, "segar", later)


def test_one_attempt_per_due_date_and_none_before(region: Region) -> None:
    ani = region.hire("ani")
    assign(region)
    with pytest.raises(NotFound):
        take(region, ani, "segar", LEARNED)
    take(region, ani, "kuis", LEARNED)
    with pytest.raises(NotDueYet) as early:
        take(region, ani, "segar", LEARNED + timedelta(days=29))
    assert early.value.due_on == date(2026, 10, 1)
    take(region, ani, "segar", LEARNED + timedelta(days=33))
    assert due_days(region, ani, LEARNED + timedelta(days=34)) == []
    with pytest.raises(NotDueYet) as done:
        take(region, ani, "segar", LEARNED + timedelta(days=60))
    assert done.value.due_on == date(2026, 11, 30) and "30 November 2026" in done.value.what_to_do
    take(region, ani, "segar", LEARNED + timedelta(days=90))
    with pytest.raises(NotDueYet):
        take(region, ani, "segar", LEARNED + timedelta(days=400))


def test_who_missed_the_first_is_offered_the_next_only(region: Region) -> None:
    ani = region.hire("ani")
    assign(region)
    take(region, ani, "kuis", LEARNED)
    later = LEARNED + timedelta(days=95)
    assert due_days(region, ani, later) == [90]
    take(region, ani, "segar", later)
    assert due_days(region, ani, later) == []


def test_one_that_was_begun_is_offered_until_it_is_handed_in(region: Region) -> None:
    ani = region.hire("ani")
    assign(region)
    take(region, ani, "kuis", LEARNED)
    day = LEARNED + timedelta(days=30)
    begun = take_quiz.start_attempt(
        region.database, region.courseware, ani, "segar", day, attempt_id=fresh_id(day), seed=1
    )
    (found,) = due_refreshers(region.database, region.courseware, ani, day + timedelta(days=65))
    assert found.is_open and found.due_days == 30
    take_quiz.submit(region.database, ani, begun, day + timedelta(days=65))
    assert due_days(region, ani, day + timedelta(days=65)) == [90]


def test_two_tabs_begin_one_refresher(region: Region) -> None:
    ani = region.hire("ani")
    assign(region)
    take(region, ani, "kuis", LEARNED)
    day = LEARNED + timedelta(days=30)
    found = at_once(
        6,
        lambda _: take_quiz.start_attempt(
            region.database, region.courseware, ani, "segar", day, attempt_id=fresh_id(day), seed=1
        ),
    )
    assert len(set(found)) == 1 and region.count("refresher") == 1


def test_it_asks_nothing_that_any_post_test_asked(region: Region) -> None:
    ani = region.hire("ani")
    assign(region)
    seen = set()
    for days in range(3):
        seen |= items_of(region, ani, take(region, ani, "kuis", LEARNED + timedelta(days=days)))
    first = items_of(region, ani, take(region, ani, "segar", LEARNED + timedelta(days=30)))
    second = items_of(region, ani, take(region, ani, "segar", LEARNED + timedelta(days=90)))
    assert not seen & first and not (seen | first) & second


def test_post_test_results_are_not_touched(region: Region) -> None:
    ani = region.hire("ani")
    assign(region)
    take(region, ani, "kuis", LEARNED, right=8)
    before = post_rows(region)
    take(region, ani, "segar", LEARNED + timedelta(days=30), right=1)
    assert post_rows(region) == before


def post_rows(region: Region) -> dict[str, list[tuple]]:
    with region.database.read() as connection:
        dump = dump_rollups(connection)
    return {
        table: [row for row in rows if "kuis" in row]
        for table, rows in dump.items()
        if not table.startswith("rollup_refresher")
    }


def test_the_learner_reads_what_has_faded_and_nobody_else_does(region: Region) -> None:
    ani, budi = region.hire("ani"), region.hire("budi")
    assign(region)
    posttest = take(region, ani, "kuis", LEARNED, right=8)
    refreshed = take(region, ani, "segar", LEARNED + timedelta(days=30))
    found = {one.indicator: one for one in faded(region.database, ani, refreshed)}
    assert found.keys() == {"karier", "kampanye"}
    assert (found["karier"].before, found["karier"].now) == (1.0, 0.0)
    assert (found["karier"].before_items, found["karier"].now_items) == (4, 3)
    assert faded(region.database, ani, posttest) == ()
    with pytest.raises(NotFound):
        faded(region.database, budi, refreshed)


def test_the_kept_sums_equal_the_rebuilt_ones(region: Region) -> None:
    viewers = [region.hire(f"p{number}", ("sd", "dinkes")[number % 2]) for number in range(6)]
    assign(region)
    for number, viewer in enumerate(viewers):
        take(region, viewer, "kuis", LEARNED + timedelta(hours=number), right=number)
    region.move("p0", "2026-09-20", "dinkes")
    moved = Viewer("p0", "P0", "learner", "pns", "dinkes", "Dinkes", True)
    for days in (30, 90):
        for number, viewer in enumerate([moved, *viewers[1:5]]):
            take(region, viewer, "segar", LEARNED + timedelta(days=days + 1), right=number)
    with region.database.read() as connection:
        kept = dump_rollups(connection)
    assert sum(row[6] for row in kept["rollup_refresher"]) == 2 * 5 * 3  # due dates, people, indicators and all of them
    assert {row[3] for row in kept["rollup_refresher"]} == {"sd", "dinkes"}
    shares = {}
    for *_, side, indicator, _, share in kept["rollup_refresher_item"]:
        shares[side, indicator] = shares.get((side, indicator), 0) + share
    assert all(abs(share - 10_000_000) < 100 for share in shares.values())  # ten sittings' items, each person once
    with region.database.read() as connection:
        again = recounted_refreshers(connection)
    assert {table: sorted(kept[table]) for table in again} == again  # type: ignore[type-var]
    rebuild_rollups(region.database)
    with region.database.read() as connection:
        assert dump_rollups(connection) == kept


def test_what_a_refresher_answered_is_never_changed(region: Region) -> None:
    ani = region.hire("ani")
    assign(region)
    take(region, ani, "kuis", LEARNED)
    take(region, ani, "segar", LEARNED + timedelta(days=30))
    for deed in ("UPDATE refresher SET due_days = 90", "DELETE FROM refresher"):
        with pytest.raises(sqlite3.IntegrityError), region.database.write() as connection:
            connection.execute(deed)


def told(region: Region, assignment_id: str, agency: str = "kab") -> ForgettingReport:
    return forgetting_report(region.database, region.courseware, scope_at(), assignment_id, agency)


def test_supervisors_read_what_the_same_people_lost(region: Region) -> None:
    viewers = [region.hire(f"p{number}", ("sd", "dinkes")[number % 2]) for number in range(24)]
    assignment_id = assign(region)
    assert told(region, assignment_id).after == () and told(region, assignment_id).offered
    for viewer in viewers:
        take(region, viewer, "kuis", LEARNED, right=8)
    for viewer in viewers[:14]:
        take(region, viewer, "segar", LEARNED + timedelta(days=31), right=3)
    (after,) = told(region, assignment_id).after
    assert after.days == 30 and isinstance(after.overall, Change) and after.overall.learners == 14
    assert after.overall.value == pytest.approx(-0.5) and after.overall.is_clear
    assert [name for name, _ in after.indicators] == ["karier", "kampanye"]
    assert told(region, assignment_id, "sd").finished == 12
    (school,) = told(region, assignment_id, "sd").after
    assert isinstance(school.overall, Change) and school.overall.learners == 7


def test_a_few_volunteers_and_a_few_who_did_not_are_withheld(region: Region) -> None:
    viewers = [region.hire(f"p{number}", ("sd", "dinkes")[number % 2]) for number in range(24)]
    assignment_id = assign(region)
    for viewer in viewers:
        take(region, viewer, "kuis", LEARNED)
    for viewer in [*viewers[0::2][:3], *viewers[1::2][:7]]:
        take(region, viewer, "segar", LEARNED + timedelta(days=31))
    assert told(region, assignment_id, "sd").after[0].overall == Withheld("few")
    assert told(region, assignment_id, "dinkes").after[0].overall == Withheld("protects")
    for viewer in [*viewers[0::2][3:9], *viewers[1::2][7:10]]:
        take(region, viewer, "segar", LEARNED + timedelta(days=31))
    assert told(region, assignment_id, "dinkes").after[0].overall == Withheld("protects")  # all but two took part
