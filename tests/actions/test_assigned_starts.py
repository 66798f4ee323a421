"""Rules of starting under an assignment: inside the window, with the person's own time and attempts, and never twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from actions.assigning import assignments, excuses
from actions.learning import study, take_quiz
from people.assigning.assignment_errors import NotOpenYet, WindowClosed
from people.assigning.assignment_rules import Exemption
from people.assigning.windows import Window
from people.errors import NetralError, NoAttemptsLeft, NotFound
from people.models import Viewer
from store.assigning.assignment_rules import Accommodation
from store.database import open_database
from tests.actions.assigning import BEFORE, DUE, DURING, MINUTE, OPENS, SECOND, Region, at_once

WINDOW = Window(OPENS, DUE, "WITA")
LIMIT = timedelta(minutes=30)


@pytest.fixture
def region(tmp_path: Path) -> Region:
    return Region(tmp_path)


@pytest.fixture
def ani(region: Region) -> Viewer:
    return region.hire("ani")


def test_before_the_first_moment_a_start_is_refused_and_told_when(region: Region, ani: Viewer) -> None:
    region.assign()
    with pytest.raises(NotOpenYet) as caught:
        region.start(ani, WINDOW.opens_at - SECOND)
    assert str(caught.value) == "Penugasan ini baru dibuka pada 1 November 2026 pukul 00.00 WITA."
    assert caught.value.what_to_do.endswith(".") and region.count("attempt") == 0
    assert region.start(ani, WINDOW.opens_at)


def test_after_the_last_moment_a_start_is_refused_and_told_since_when(region: Region, ani: Viewer) -> None:
    region.assign()
    with pytest.raises(WindowClosed) as caught:
        region.start(ani, WINDOW.closes_at)
    assert "ditutup pada 30 November 2026 pukul 24.00 WITA" in str(caught.value) and region.count("attempt") == 0
    assert region.start(ani, WINDOW.closes_at - SECOND)


def test_an_attempt_begun_in_time_may_be_finished_after_it(region: Region, ani: Viewer) -> None:
    region.assign()
    attempt_id = region.start(ani, WINDOW.closes_at - SECOND)
    later = WINDOW.closes_at + LIMIT - MINUTE
    assert region.start(ani, later) == attempt_id
    take_quiz.save_answer(region.database, ani, attempt_id, 0, None, later)
    take_quiz.submit(region.database, ani, attempt_id, later)
    assert take_quiz.view_result(region.database, ani, attempt_id).attempt.state == "submitted"
    with pytest.raises(WindowClosed):
        region.start(ani, later)


def test_an_overdue_attempt_is_closed_even_when_the_window_refuses_another(region: Region, ani: Viewer) -> None:
    region.assign()
    attempt_id = region.start(ani, WINDOW.closes_at - SECOND)
    with pytest.raises(WindowClosed):
        region.start(ani, WINDOW.closes_at + LIMIT + MINUTE)
    assert take_quiz.view_result(region.database, ani, attempt_id).attempt.state == "expired"


def test_a_window_that_is_moved_holds_at_once(region: Region, ani: Viewer) -> None:
    assignment_id = region.assign()
    late = WINDOW.closes_at + MINUTE
    later = DUE + timedelta(days=7)
    assignments.change_window(region.database, region.head(), assignment_id, OPENS, later, DURING)
    assert region.start(ani, late)


def test_the_open_one_of_two_assignments_counts(region: Region, ani: Viewer) -> None:
    with pytest.raises(NotFound):
        region.start(ani)
    region.assign()
    second = region.assign("kab")
    assignments.change_window(region.database, region.head(), second, OPENS, DUE + timedelta(days=60), DURING)
    attempt_id = region.start(ani, WINDOW.closes_at + MINUTE)
    with region.database.read() as connection:
        row = connection.execute("SELECT assignment_id FROM attempt WHERE id = ?", (attempt_id,)).fetchone()
    assert row[0] == second


def test_who_is_out_cannot_start_and_who_is_exempt_may(region: Region, ani: Viewer) -> None:
    assignment_id = region.assign(employments=frozenset({"pns"}))
    with pytest.raises(NotFound):
        region.start(region.hire("budi", employment="pppk"))
    away = Exemption("leave", "Cuti melahirkan", "SK 7", "2026-11-01", None)
    excuses.exempt_all(region.database, region.head(), assignment_id, ["ani"], away, DURING)
    assert region.start(ani)


def test_extra_minutes_move_the_deadline_of_that_person_only(region: Region, ani: Viewer) -> None:
    assignment_id, budi = region.assign(), region.hire("budi")
    extra = Accommodation(15, 0, "Tunanetra", "Surat 12")
    excuses.accommodate_all(region.database, region.head(), assignment_id, ["ani"], extra, DURING)
    for viewer, minutes in ((ani, 45), (budi, 30)):
        view = take_quiz.view_attempt(region.database, viewer, region.start(viewer), DURING)
        assert view.deadline_at == DURING + timedelta(minutes=minutes)
    (course,) = study.course_progress(region.database, region.courseware, ani, DURING)
    assert (course.posttest.time_limit_minutes, course.posttest.quiz.time_limit_minutes) == (45, 30)


def test_extra_attempts_are_on_top_and_can_be_taken_back(region: Region, ani: Viewer) -> None:
    assignment_id = region.assign()
    for _ in range(3):
        region.finish(ani)
    with pytest.raises(NoAttemptsLeft):
        region.start(ani)
    extra = Accommodation(0, 2, "Listrik padam", "BA 3")
    excuses.accommodate_all(region.database, region.head(), assignment_id, ["ani"], extra, DURING)
    (course,) = study.course_progress(region.database, region.courseware, ani, DURING)
    assert course.posttest.attempts_left == 2
    region.finish(ani)
    excuses.accommodate_all(region.database, region.head(), assignment_id, ["ani"], Accommodation(), DURING)
    with pytest.raises(NoAttemptsLeft) as caught:
        region.start(ani)
    assert caught.value.limit == 3 and region.count("attempt") == 4


@pytest.mark.parametrize("processes", [1, 4])
def test_sixty_four_starts_of_the_last_allowed_attempt_make_one(region: Region, ani: Viewer, processes: int) -> None:
    """The last attempt is an extra one; several databases stand for several server processes."""
    assignment_id = region.assign()
    extra = Accommodation(0, 1, "Listrik padam", "BA 3")
    excuses.accommodate_all(region.database, region.head(), assignment_id, ["ani"], extra, DURING)
    for _ in range(3):
        region.finish(ani)
    doors = [open_database(region.database.path) for _ in range(processes)]

    def start(place: int) -> str:
        return take_quiz.start_attempt(
            doors[place % processes], region.courseware, ani, "kuis", DURING, attempt_id=f"id-{place}", seed=place
        )

    found = at_once(64, start)
    assert region.count("attempt") == 4 and len(set(map(str, found))) == 1 and isinstance(found[0], str)


@pytest.mark.parametrize("processes", [1, 4])
def test_sixty_four_start_and_submit_at_once_use_the_last_attempt_once(
    region: Region, ani: Viewer, processes: int
) -> None:
    region.assign()
    for _ in range(2):
        region.finish(ani)
    doors = [open_database(region.database.path) for _ in range(processes)]

    def start_and_submit(place: int) -> str:
        door = doors[place % processes]
        made = take_quiz.start_attempt(
            door, region.courseware, ani, "kuis", DURING, attempt_id=f"id-{place}", seed=place
        )
        take_quiz.submit(door, ani, made, DURING)
        return made

    found = at_once(64, start_and_submit)
    started = {made for made in found if isinstance(made, str)}
    assert len(started) == 1 and region.count("attempt") == 3
    assert all(isinstance(made, (str, NoAttemptsLeft)) for made in found), [
        e for e in found if not isinstance(e, NetralError)
    ]


def test_a_learner_sees_what_opens_later(region: Region, ani: Viewer) -> None:
    region.assign()
    (course,) = study.course_progress(region.database, region.courseware, ani, BEFORE)
    assert course.window == WINDOW and course.due_on == DUE
    elsewhere = replace(ani, person_id="orang-asing")
    assert study.course_progress(region.database, region.courseware, elsewhere, BEFORE) == ()
