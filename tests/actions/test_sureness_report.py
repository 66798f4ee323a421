"""The supervisor's report of sure and wrong answers: first post-tests only, scope, the same masking for everybody, lessons."""

from __future__ import annotations

from pathlib import Path

import pytest

from actions.learning import take_quiz
from actions.learning.say_sureness import say_sureness
from actions.registry import supervision
from actions.understanding.sureness import sureness_report
from analytics.estimates import NoData, Withheld
from analytics.sureness import SureShare
from people.errors import NotAllowed, NotFound
from people.models import Viewer
from store.summaries.misconception_rollups import MisconceptionRow
from store.summaries.rollups import add_to_rollups
from store.summaries.sureness_rollups import SureBeliefRow, SurenessRow
from tests.actions.test_rollups import answer_to
from tests.builders import (
    NOW,
    add_learner,
    course_data,
    fresh_id,
    make_courseware,
    make_database,
    misconception_data,
    quiz_data,
)

BELIEFS = tuple(f"keliru-{n}" for n in range(7))


class Office:
    """A region with two offices and a post-test that asks; counts can be written as if people had sat."""

    def __init__(self, folder: Path, *, asks: bool = True) -> None:
        self.database = make_database(folder / "netral.sqlite")
        self.courseware = make_courseware(
            folder / "site",
            misconceptions=[misconception_data(id=one, belief=f"Anggapan {one}.") for one in BELIEFS],
            quizzes=[
                quiz_data(asks_sureness=asks, attempt_limit=3),
                quiz_data(id="pra", mode="pretest", asks_sureness=asks),
            ],
            courses=[course_data(pretest="pra")],
        )

    def sat(self, agency: str, kind: str, people: list[tuple[int, int]], indicator: str = "karier") -> None:
        """People as (sure answers, wrong ones)."""
        with self.database.write() as connection:
            add_to_rollups(
                connection,
                [
                    SurenessRow(
                        "tugas-kursus", "kuis", agency, kind, indicator, 1, int(w > 0), a, w, a * a, a * w, w * w
                    )
                    for a, w in people
                ],
            )

    def believed(self, agency: str, kind: str, belief: str, met: int, sure: int, held: int) -> None:
        with self.database.write() as connection:
            add_to_rollups(connection, [MisconceptionRow("tugas-kursus", "kuis", agency, kind, belief, met, held)])
            add_to_rollups(connection, [SureBeliefRow("tugas-kursus", "kuis", agency, kind, belief, sure, held)])

    def see(self, agency: str = "kab", kind: str = "", within: str = "kab"):
        viewer = Viewer("dewi", "Dewi", "supervisor", "pns", within, "X", True)
        scope = supervision.scope_of(self.database, viewer, NOW.date())
        return sureness_report(self.database, self.courseware, scope, "tugas-kursus", agency, kind)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def test_first_post_tests_are_counted_and_nothing_else(office: Office) -> None:
    learners = [add_learner(office.database, f"orang-{n}") for n in range(6)]
    for quiz in ("pra", "kuis", "kuis"):
        for learner in learners:
            attempt = take_quiz.start_attempt(
                office.database, office.courseware, learner, quiz, NOW, attempt_id=fresh_id(), seed=4
            )
            view = take_quiz.view_attempt(office.database, learner, attempt, NOW)
            for position, item in enumerate(view.items[:4]):
                take_quiz.save_answer(office.database, learner, attempt, position, answer_to(item.shown, 1), NOW)
                say_sureness(office.database, learner, attempt, position, position < 3, NOW)
            take_quiz.submit(office.database, learner, attempt, NOW)
    report = office.see()
    place = report.indicators.index("karier")
    found = report.total[place]
    assert isinstance(found, SureShare) and (found.share.learners, found.share.answers) == (6, 18)
    assert office.see("disdik").total == report.total


def test_parts_add_up_and_the_report_names_the_lesson(office: Office) -> None:
    office.sat("disdik", "pns", [(5, 3)] * 20)
    office.sat("dinkes", "pppk", [(4, 0)] * 30)
    report = office.see()
    whole, (dinkes, disdik) = report.total[0], report.parts
    assert (dinkes.name, disdik.name) == ("Dinas Kesehatan", "Dinas Pendidikan")
    assert whole.share.learners == 50 and whole.share.value == pytest.approx(60 / 220)  # type: ignore[union-attr]
    assert disdik.cells[0].is_red_flag and not dinkes.cells[0].is_red_flag  # type: ignore[union-attr]
    assert (disdik.cells[0].erring, dinkes.cells[0].erring) == (20, 0)  # type: ignore[union-attr]
    assert report.lessons[0] and report.lessons[0].lesson_id == "dasar"
    assert office.see("disdik").parts == () and office.see(kind="pppk").total == (dinkes.cells[0],)


def test_few_sure_people_are_hidden_with_what_would_tell_of_them_for_every_viewer_alike(office: Office) -> None:
    office.sat("disdik", "pns", [(5, 3)] * 4)
    office.sat("dinkes", "pns", [(5, 1)] * 9)
    report = office.see()
    assert isinstance(report.total[0], SureShare)
    assert [part.cells[0] for part in report.parts] == [Withheld("protects"), Withheld("few")]
    for agency in ("disdik", "dinkes"):
        assert isinstance(office.see(agency, within=agency).total[0], Withheld)


def test_the_most_surely_held_beliefs_come_with_their_cure_and_at_most_five(office: Office) -> None:
    for number, belief in enumerate(BELIEFS):
        office.believed("disdik", "pns", belief, 100, 60, 10 + 5 * number)
    told = office.see().beliefs
    assert [one.misconception_id for one in told] == [f"keliru-{n}" for n in (6, 5, 4, 3, 2)]
    assert told[0].share.value == pytest.approx(40 / 60) and told[0].share.learners == 60
    assert told[0].cure and told[0].cure.section_id == "awal"


@pytest.mark.parametrize(("met", "sure"), [(100, 9), (100, 95), (9, 9)])
def test_a_belief_is_not_told_where_the_sure_or_the_others_are_few(office: Office, met: int, sure: int) -> None:
    office.believed("disdik", "pns", BELIEFS[0], met, sure, sure)
    assert office.see().beliefs == ()


def test_a_belief_hardly_anybody_holds_is_not_told(office: Office) -> None:
    office.believed("disdik", "pns", BELIEFS[0], 200, 100, 9)
    assert office.see().beliefs == ()


def test_nothing_said_and_nothing_asked_are_told_apart(office: Office, tmp_path: Path) -> None:
    silent = office.see()
    assert silent.is_asked and all(isinstance(cell, NoData) for cell in silent.total) and silent.beliefs == ()
    assert not Office(tmp_path / "lain", asks=False).see().is_asked


def test_strange_questions_are_refused(office: Office) -> None:
    for asked in ("kab", "dinkes", "tidak-ada"):
        with pytest.raises(NotAllowed):
            office.see(asked, within="disdik")
    with pytest.raises(NotFound):
        office.see(kind="honorer")
