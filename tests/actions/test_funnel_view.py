"""The funnel as a view: the assignment's own numbers, who has read the course, and what is withheld, part by part."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from actions.learning import study
from actions.summaries.rollups import rebuild_rollups
from actions.understanding import agency_parts, funnel, supervise
from actions.understanding.funnel import FunnelCounts
from people.errors import NotAllowed, NotFound
from people.models import Viewer
from store.summaries.rollups import dump_rollups
from tests.actions.assigning import DURING, NAMES
from tests.actions.assigning import Region as ShortRegion
from tests.actions.test_funnel import KINDS, scope_at
from tests.builders import lesson_data, make_courseware, quiz_data

_FIRST = lesson_data()["sections"][0]
LESSON = lesson_data(sections=[_FIRST, *(_FIRST | {"id": f"lanjutan-{n}"} for n in range(2))])
SECTIONS = [(LESSON["id"], section["id"]) for section in LESSON["sections"]]


class Region(ShortRegion):
    """The same with a lesson of three sections."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        limits = {"attempt_limit": 3, "time_limit_minutes": 30}
        self.courseware = make_courseware(folder / "tiga-bagian", lessons=[LESSON], quizzes=[quiz_data(**limits)])


def read(region: Region, viewer: Viewer, sections=SECTIONS) -> None:
    for lesson_id, section_id in sections:
        study.mark_section_done(region.database, region.courseware, viewer, lesson_id, section_id, DURING)


def see(region: Region, assignment_id: str, agency: str = "kab", kind: str = "", at: str = "kab") -> funnel.Funnel:
    return funnel.funnel(region.database, region.courseware, scope_at(at), assignment_id, agency, kind, now=DURING)


@pytest.mark.parametrize("seed", range(4))
def test_every_number_is_that_of_the_assignments_page_and_parts_add_up(tmp_path: Path, seed: int) -> None:
    dice = random.Random(seed)
    region = Region(tmp_path)
    people = [region.hire(f"p{n}", dice.choice(list(NAMES)), dice.choice(KINDS)) for n in range(30)]
    assignment_id = region.assign("kab", employments=frozenset(dice.sample(KINDS, dice.randrange(1, 3))))
    readers = dice.sample(people, 12)
    for one in readers[:6]:
        read(region, one)
    see(region, assignment_id)  # from here on sections are counted one by one
    for one in readers[6:]:
        read(region, one)
        read(region, one)
    targeted = region.names_behind(region.status(assignment_id).total.query("assigned"))
    by_id = {one.person_id: one for one in people}
    for name in dice.sample(targeted, len(targeted) // 2):
        (region.finish if dice.random() < 0.6 else region.start)(by_id[name])
    for agency in NAMES:
        found = see(region, assignment_id, agency)
        counts = region.status(assignment_id, agency).total.counts
        whole = found.whole
        assert (whole.assigned, whole.started, whole.finished) == (counts.assigned, counts.started, counts.finished)
        assert whole.passed in (counts.passed, None)
        kinds = [see(region, assignment_id, agency, kind).whole for kind in KINDS]
        for part in (kinds, [row.counts for row in found.rows] or [whole]):
            assert sum(one.assigned for one in part) == whole.assigned
            assert sum(one.studied for one in part) == whole.studied
            assert sum(one.finished for one in part) == whole.finished
    done = {one.person_id for one in readers} & set(targeted)
    assert see(region, assignment_id).whole.studied == len(done)
    region.database.close()


def test_having_read_means_every_section_of_every_lesson(tmp_path: Path) -> None:
    region = Region(tmp_path)
    ani, budi = region.hire("ani"), region.hire("budi")
    assignment_id = region.assign("disdik")
    read(region, ani)
    read(region, budi, SECTIONS[:-1])
    assert see(region, assignment_id).whole.studied == 1
    read(region, budi, SECTIONS[-1:])
    assert see(region, assignment_id).whole.studied == 2


def test_who_finished_without_having_read_is_counted(tmp_path: Path) -> None:
    region = Region(tmp_path)
    ani, budi = region.hire("ani"), region.hire("budi")
    assignment_id = region.assign("disdik")
    read(region, ani)
    region.finish(ani)
    region.finish(budi)
    assert see(region, assignment_id).unread == 1


def test_passed_is_withheld_exactly_where_the_page_withholds_it(tmp_path: Path) -> None:
    region = Region(tmp_path)
    for n in range(9):
        viewer = region.hire(f"p{n}", "sd" if n < 6 else "dinkes")
        if n == 0:
            assignment_id = region.assign("kab")
        region.finish(viewer)
    for agency in NAMES:
        shown = supervise.overview(
            region.database, region.courseware, scope_at("kab"), assignment_id, agency, now=DURING
        )
        found = see(region, assignment_id, agency).whole
        assert (found.passed is None) == shown.passed_is_withheld
        if found.passed is not None:
            assert found.passed == shown.people.passed
    assert see(region, assignment_id, "dinkes").whole.passed is None
    assert [row.counts.passed for row in see(region, assignment_id).rows] == [None, None]


def test_the_counts_of_reading_can_be_rebuilt(tmp_path: Path) -> None:
    region = Region(tmp_path)
    ani, budi = region.hire("ani"), region.hire("budi")
    assignment_id = region.assign("disdik")
    read(region, ani)
    see(region, assignment_id)
    read(region, budi, SECTIONS[:1])
    with region.database.write() as connection:
        connection.execute("DELETE FROM section_progress WHERE person_id = 'ani' AND section_id = ?", SECTIONS[0][1:])
    with region.database.read() as connection:
        kept = dump_rollups(connection)["rollup_study"]
    assert kept == [("kursus", "ani", len(SECTIONS) - 1), ("kursus", "budi", 1)]
    rebuild_rollups(region.database)
    with region.database.read() as connection:
        assert dump_rollups(connection)["rollup_study"] == kept


def test_a_new_section_in_the_content_files_must_be_read_too(tmp_path: Path) -> None:
    region = Region(tmp_path)
    ani = region.hire("ani")
    assignment_id = region.assign("disdik")
    read(region, ani)
    assert see(region, assignment_id).whole.studied == 1
    with region.database.write() as connection:  # as if the files had had one section fewer until now
        connection.execute("DELETE FROM course_section WHERE section_id = ?", SECTIONS[0][1:])
        connection.execute("DELETE FROM rollup_study")
    assert see(region, assignment_id).whole.studied == 1


def test_an_agency_or_kind_that_is_not_ones_own_is_refused(tmp_path: Path) -> None:
    region = Region(tmp_path)
    assignment_id = region.assign("kab")
    for deed in (funnel.funnel, agency_parts.agency_parts):
        for agency in ("dinkes", "kab", "tidak-ada"):
            with pytest.raises(NotAllowed):
                deed(region.database, region.courseware, scope_at("disdik"), assignment_id, agency, now=DURING)
        with pytest.raises(NotFound):
            deed(region.database, region.courseware, scope_at("kab"), "tidak-ada", "kab", now=DURING)
        with pytest.raises(NotFound):
            deed(region.database, region.courseware, scope_at("kab"), assignment_id, "kab", "raja", now=DURING)


def test_nobody_assigned_is_a_row_of_zeros(tmp_path: Path) -> None:
    region = Region(tmp_path)
    assignment_id = region.assign("kab")
    found = see(region, assignment_id)
    assert {found.whole, *(row.counts for row in found.rows)} == {FunnelCounts(0, 0, 0, 0, 0, 0)}


def test_the_areas_are_the_overviews_numbers_two_levels_down(tmp_path: Path) -> None:
    region = Region(tmp_path)
    for n in range(14):
        viewer = region.hire(f"p{n}", ("sd", "disdik", "dinkes")[n % 3])
        if n == 0:
            assignment_id = region.assign("kab")
        region.finish(viewer)
    whole = agency_parts.agency_parts(
        region.database, region.courseware, scope_at("kab"), assignment_id, "kab", now=DURING
    ).whole
    assert whole.assigned == 14 == sum(part.assigned for part in whole.parts)

    def check(part: agency_parts.Part) -> None:
        shown = supervise.overview(
            region.database, region.courseware, scope_at("kab"), assignment_id, part.agency_id or "", now=DURING
        )
        assert (part.assigned, part.cells, part.below_target) == (
            shown.people.assigned, shown.total, shown.total_below_target,
        )  # fmt: skip
        if part.parts:
            assert [one.assigned for one in part.parts] == [row.learners for row in shown.rows if row.learners]
        for one in part.parts:
            if one.agency_id is not None:
                check(one)

    check(whole)
