"""Rules of more than one attempt, and of a course that changes or goes meanwhile."""

from __future__ import annotations

from pathlib import Path

import pytest

from actions.courseware import Courseware, load_courseware
from actions.learning import study, take_quiz
from people.errors import NotFound
from store.summaries import rollups
from store.summaries.snapshots import present_indicators
from tests.actions.test_take_quiz import Site
from tests.builders import (
    NOW,
    add_learner,
    course_data,
    fresh_id,
    item_data,
    make_courseware,
    make_database,
    quiz_data,
    write_courseware,
    write_yaml,
)  # fmt: skip


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path)


def edited(site: Site) -> Courseware:
    bank = [item_data(kind, id=f"baru-{n}", stem="Soal baru?") for n, kind in enumerate(("single",) * 6)]
    folders = write_courseware(site.folder / "site", items=bank, quizzes=[quiz_data(pass_mark=0, title="Kuis baru")])
    return load_courseware(*folders)


def test_editing_the_course_does_not_change_an_open_attempt(site: Site) -> None:
    attempt_id = site.start()
    before = site.view(attempt_id)
    site.courseware = edited(site)
    assert site.start() == attempt_id and site.view(attempt_id) == before
    take_quiz.submit(site.database, site.viewer, attempt_id, NOW)
    result = take_quiz.view_result(site.database, site.viewer, attempt_id)
    assert not result.result.passed and result.attempt.quiz.pass_mark == 0.5  # the pass mark of the start
    assert site.view(site.start()).title == "Kuis baru"


def test_a_retry_draws_items_not_seen_before(tmp_path: Path) -> None:
    database = make_database(tmp_path / "netral.sqlite")
    items = [item_data(id=f"q{n}") for n in range(12)]
    courseware = make_courseware(tmp_path / "site", items=items, quizzes=[quiz_data(blueprint=[{"count": 4}])])
    viewer = add_learner(database)
    seen: list[str] = []
    for seed in range(3):
        attempt_id = take_quiz.start_attempt(
            database, courseware, viewer, "kuis", NOW, attempt_id=fresh_id(), seed=seed
        )
        take_quiz.submit(database, viewer, attempt_id, NOW)
        seen += [i.item.id for i in take_quiz.view_result(database, viewer, attempt_id).items]
    assert len(set(seen)) == 12


def test_the_best_attempt_passes_and_the_first_one_tells_comprehension(tmp_path: Path) -> None:
    site = Site(tmp_path, blueprint=[{"count": 6}])
    for right in (False, True, False):
        attempt_id = site.start()
        if right:
            for place, item in enumerate(site.view(attempt_id).items):
                if item.shown.kind == "true_false":
                    site.save(attempt_id, place, 0)
                if item.shown.kind in ("single", "judgement"):
                    wanted = "Pilihan b" if item.shown.kind == "single" else "Pilihan a"
                    site.save(attempt_id, place, item.shown.choices.index(wanted))
        take_quiz.submit(site.database, site.viewer, attempt_id, NOW)
    with site.database.read() as connection:
        (progress,) = rollups.read_progress(connection, "tugas-kursus", "kab/")
        (indicator,) = present_indicators(connection, "tugas-kursus")
        counted = rollups.read_responses(connection, "tugas-kursus", "kuis", "kab/")
    assert (progress.started, progress.finished, progress.passed) == (1, 1, 1)
    assert (indicator.learners, indicator.mean_micro_sum) == (1, 0)  # the first attempt was left empty
    assert {(c.value, c.learners) for c in counted} == {("null", 1)} and len(counted) == 6
    (course,) = study.course_progress(site.database, site.courseware, site.viewer, NOW)
    assert course.posttest.best is not None and course.posttest.best.number == 2
    assert course.posttest.attempts_left == 0


def test_what_is_seen_of_an_open_quiz_holds_nothing_of_the_key(tmp_path: Path) -> None:
    """Anywhere in it, however deep: neither explanation nor feedback, nor which option is which."""
    site = Site(tmp_path, blueprint=[{"count": 6}])
    attempt_id = site.start()
    seen = repr(site.view(attempt_id))
    assert "Apa yang tepat?" in seen and "Pilihan a" in seen
    assert not [secret for secret in ("Pembahasan", "Ulasan", "weight=", "key=", "soal-") if secret in seen]


def test_studying_is_remembered_and_a_section_that_is_not_there_is_refused(site: Site) -> None:
    study.mark_section_done(site.database, site.courseware, site.viewer, "dasar", "awal", NOW)
    study.mark_section_done(site.database, site.courseware, site.viewer, "dasar", "awal", NOW)
    assert study.sections_done(site.database, site.viewer, "dasar") == {"awal": None}
    (course,) = study.course_progress(site.database, site.courseware, site.viewer, NOW)
    assert (course.steps_done, course.step_count) == (1, 2)
    for lesson, section, chosen in (("dasar", "akhir", None), ("asing", "awal", None), ("dasar", "awal", "a")):
        with pytest.raises(NotFound):
            study.mark_section_done(site.database, site.courseware, site.viewer, lesson, section, NOW, chosen=chosen)


def test_a_course_that_is_gone_is_left_out(site: Site) -> None:
    write_yaml(site.folder / "site" / "quizzes" / "courses" / "kursus.yaml", course_data(id="lain"))
    courseware = load_courseware(site.folder / "site" / "content", site.folder / "site" / "quizzes")
    assert study.course_progress(site.database, courseware, site.viewer, NOW) == ()
