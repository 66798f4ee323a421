"""Rules of an attempt's life: open, then submitted or expired, and never back."""

from __future__ import annotations

from datetime import timedelta

import pytest

from quizzes.attempts import (
    GRACE,
    Attempt,
    AttemptClosed,
    AttemptOverdue,
    NoSuchPosition,
    begin,
    check_can_answer,
    close,
    grade,
)
from quizzes.models import Item
from tests.builders import NOW, drawn_item, make_item, make_quiz

ITEMS: list[Item] = [
    make_item("single", id="q1"),
    make_item("multiple", id="q2", indicator="kampanye"),
    make_item("true_false", id="q3", indicator="kampanye", critical=True),
]
RIGHT = {0: "b", 1: ("a", "c"), 2: "true"}


def make_attempt(**quiz_changes: object) -> Attempt:
    quiz = make_quiz(**{"time_limit_minutes": 30, "blueprint": [{"count": 3}]} | quiz_changes)
    return begin("a1", "ani", quiz, 1, tuple(drawn_item(item) for item in ITEMS), NOW)


def test_an_attempt_from_start_to_submission() -> None:
    """The golden sequence."""
    attempt = make_attempt()
    assert (attempt.state, attempt.deadline_at, attempt.closed_at) == ("open", NOW + timedelta(minutes=30), None)
    for position in range(3):
        check_can_answer(attempt, position, NOW + timedelta(minutes=position))
    closed, result = close(attempt, ITEMS, {0: "b", 1: ("a",), 2: None}, NOW + timedelta(minutes=5))
    assert (closed.state, closed.closed_at) == ("submitted", NOW + timedelta(minutes=5))
    assert [m.fraction for m in result.marks] == [1.0, 0.5, 0.0]
    assert [m.answered for m in result.marks] == [True, True, False]
    assert result.score == pytest.approx(0.5) and result.passed
    assert {k: (t.fraction, t.item_count) for k, t in result.indicators.items()} == {
        "karier": (1.0, 1), "kampanye": (0.25, 2),
    }  # fmt: skip
    assert attempt.is_open  # the given record is not changed


def test_without_a_time_limit_there_is_no_deadline() -> None:
    attempt = make_attempt(time_limit_minutes=None)
    assert attempt.deadline_at is None and not attempt.is_overdue(NOW + timedelta(days=400))


@pytest.mark.parametrize(
    ("after_deadline", "accepted"),
    [(timedelta(seconds=-1), True), (timedelta(), True), (GRACE, True), (GRACE + timedelta(microseconds=1), False)],
)
def test_an_answer_is_accepted_up_to_deadline_and_grace(after_deadline: timedelta, accepted: bool) -> None:
    attempt = make_attempt()
    assert attempt.deadline_at is not None
    now = attempt.deadline_at + after_deadline
    if accepted:
        check_can_answer(attempt, 0, now)
        assert close(attempt, ITEMS, {}, now)[0].state == "submitted"
    else:
        with pytest.raises(AttemptOverdue) as caught:
            check_can_answer(attempt, 0, now)
        assert caught.value.deadline == attempt.deadline_at
        closed, _ = close(attempt, ITEMS, {}, now)
        assert (closed.state, closed.closed_at) == ("expired", attempt.deadline_at)


def test_an_expired_attempt_counts_what_was_saved() -> None:
    attempt = make_attempt()
    _, result = close(attempt, ITEMS, RIGHT, NOW + timedelta(hours=5))
    assert result.score == 1.0


@pytest.mark.parametrize("late", [timedelta(minutes=1), timedelta(hours=1)])
def test_a_closed_attempt_takes_neither_answers_nor_a_second_closing(late: timedelta) -> None:
    closed, _ = close(make_attempt(), ITEMS, {}, NOW + late)
    with pytest.raises(AttemptClosed) as caught:
        check_can_answer(closed, 0, NOW)
    assert caught.value.state == closed.state
    with pytest.raises(AttemptClosed):
        close(closed, ITEMS, {}, NOW)
    assert not closed.is_overdue(NOW + timedelta(days=1))


@pytest.mark.parametrize("position", [-1, 3, 99])
def test_a_position_that_is_not_on_the_paper_is_refused(position: int) -> None:
    with pytest.raises(NoSuchPosition):
        check_can_answer(make_attempt(), position, NOW)


def test_passing_takes_every_critical_topic_whatever_the_total() -> None:
    topic = {"title": "Kritis", "pass_mark": 1.0, "only_critical": True}
    quiz = make_quiz(pass_mark=0.6, critical_topics=[topic])
    without = grade(quiz, ITEMS, {0: "b", 1: ("a", "c"), 2: "false"})
    assert without.score == pytest.approx(2 / 3) and not without.passed
    assert [t.passed for t in without.critical_topics] == [False]
    assert grade(quiz, ITEMS, RIGHT).passed


def test_a_topic_without_items_on_the_paper_does_not_fail_anybody() -> None:
    quiz = make_quiz(critical_topics=[{"title": "T", "pass_mark": 1.0, "indicator": "pelayanan-publik"}])
    assert grade(quiz, ITEMS, RIGHT).passed


def test_the_pass_mark_itself_passes() -> None:
    assert grade(make_quiz(pass_mark=1.0), ITEMS, RIGHT).passed
    thirds = [make_item("matching", id=f"m{n}") for n in range(3)]
    third = {position: {"p1": "p1"} for position in range(3)}
    assert grade(make_quiz(pass_mark=0.333333333), thirds, third).passed
    assert not grade(make_quiz(pass_mark=0.34), thirds, third).passed
