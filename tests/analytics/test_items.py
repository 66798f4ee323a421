"""Items: who counts as many, what counts as wrong, and what stays hidden."""

from __future__ import annotations

from analytics.estimates import MICRO
from analytics.items.facility import AnswerCount, item_figures


def count(value: str, learners: int, mark: float, version: str = "v1") -> AnswerCount:
    return AnswerCount(version, "soal", value, learners, round(learners * mark * MICRO))


def test_the_facility_is_the_mean_mark_and_the_worst_wrong_answer_is_named():
    (found,) = item_figures([count('"a"', 20, 1), count('"b"', 12, 0), count('"c"', 4, 0), count("null", 4, 0)])
    assert found.facility.value == 0.5
    assert found.facility.low < 0.5 < found.facility.high
    assert (found.wrong_value, found.wrong_learners, found.unanswered) == ('"b"', 12, 4)


def test_a_wrong_answer_of_fewer_than_ten_people_is_not_named():
    for chose, told in ((9, None), (10, '"b"')):
        (found,) = item_figures([count('"a"', 20, 1), count('"b"', chose, 0)])
        assert found.wrong_value == told


def test_the_hardest_comes_first():
    easy, hard = count('"a"', 20, 1, "v1"), count('"b"', 20, 0, "v2")
    assert [found.version for found in item_figures([easy, hard])] == ["v2", "v1"]
