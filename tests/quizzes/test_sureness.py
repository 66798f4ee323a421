"""What is said of an answer: the last saying counts, a line reads back as it was written, and wrong is under one half."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.models import Quiz, fingerprint
from quizzes.sureness import (
    Calibration,
    Saying,
    calibrate,
    decode_sayings,
    encode_saying,
    is_wrong,
    last_sayings,
    sure_beliefs,
    sure_by_indicator,
)
from tests.builders import make_item, make_quiz, quiz_data

sayings = st.lists(
    st.builds(Saying, st.integers(0, 30), st.sampled_from([True, False, None]), st.integers(0, 100_000)), max_size=40
)


@given(sayings)
def test_a_line_of_sayings_reads_back_as_it_was_said(said):
    assert decode_sayings(" ".join(map(encode_saying, said))) == tuple(said)


@given(sayings)
def test_of_any_number_of_changes_the_last_about_each_item_counts(said):
    counted = last_sayings(said)
    for position in range(31):
        about = [one for one in said if one.position == position]
        assert counted.get(position) == (about[-1] if about and about[-1].is_sure is not None else None)


@pytest.mark.parametrize("line", ["5", "5+", "+3", "5*3", "5+3  6+4", "5+3 ", "-1+3", "5+3x"])
def test_a_line_that_nobody_wrote_is_refused(line):
    with pytest.raises(ValueError, match="no saying"):
        decode_sayings(line)


@pytest.mark.parametrize(("mark", "wrong"), [(0, True), (0.49, True), (0.5, False), (0.51, False), (1, False)])
def test_wrong_is_what_earns_less_than_half(mark, wrong):
    assert is_wrong(mark) is wrong


@given(st.lists(st.tuples(st.sampled_from([True, False, None]), st.floats(0, 1))))
def test_calibration_counts_every_marked_answer_once(answers):
    found = calibrate(answers)
    assert found.sure + found.doubted == sum(is_sure is not None for is_sure, _ in answers)
    assert found.sure_right == sum(bool(is_sure) and mark >= 0.5 for is_sure, mark in answers)
    assert found.doubted_right == sum(is_sure is False and mark >= 0.5 for is_sure, mark in answers)
    assert calibrate([]) == Calibration()


def test_only_sure_answers_count_and_an_unanswered_item_never_does():
    from quizzes.attempts import grade

    items = [make_item(id=f"soal-{n}") for n in range(5)]
    responses = {0: "b", 1: "a", 2: "a", 3: None}
    said = {0: True, 1: True, 2: False, 3: True, 4: True}
    marks = grade(make_quiz(), items, responses).marks
    assert sure_by_indicator(items, responses, marks, said) == {"karier": (2, 1)}


def test_a_belief_is_held_surely_only_by_a_sure_answer_that_shows_it():
    from tests.builders import item_data

    options = item_data()["options"]
    options[0]["misconception"] = "keliru"
    items = [make_item(id=f"soal-{n}", options=options) for n in range(3)]
    responses = {0: "a", 1: "b", 2: "a"}
    assert sure_beliefs(items, responses, {0: False}) == {}
    assert sure_beliefs(items, responses, {0: False, 1: True}) == {"keliru": False}
    assert sure_beliefs(items, responses, {0: True, 1: True}) == {"keliru": True}


def test_a_quiz_that_does_not_ask_keeps_the_fingerprint_it_had_before_it_could():
    quiz = make_quiz()
    assert "asks_sureness" not in quiz.model_dump_json() and not quiz.asks_sureness
    asking = Quiz.model_validate(quiz_data(asks_sureness=True), strict=False)
    assert fingerprint(asking) != fingerprint(quiz)
    assert Quiz.model_validate_json(asking.model_dump_json()).asks_sureness
