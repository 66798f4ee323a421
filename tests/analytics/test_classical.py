"""Quiz statistics: a small quiz worked out by hand, any quiz against exact fractions, and what is undefined."""

from __future__ import annotations

import random
from fractions import Fraction
from math import sqrt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.items.classical import part_statistics, pool_statistics, quiz_statistics, slot_statistics
from tests.analytics import exact

QUIZ = [[1, 1, 2], [1, 1, 1], [1, 0, 1], [0, 1, 0], [0, 0, 0]]
"""Five people, three slots worth 1, 1 and 2; worked out by hand below."""
MAX_MARKS = [1, 1, 2]

tables = st.integers(2, 6).flatmap(
    lambda slots: st.lists(
        st.lists(st.integers(0, 6), min_size=slots, max_size=slots).map(lambda row: [Fraction(m, 6) for m in row]),
        min_size=5,
        max_size=30,
    )
)


def floats(table):
    return [[float(mark) for mark in row] for row in table]


def close(found, wanted):
    return (found is None) == (wanted is None) and (
        wanted is None or found == pytest.approx(wanted, rel=1e-9, abs=1e-9)
    )


def test_the_quiz_worked_out_by_hand():
    found = quiz_statistics(QUIZ)
    assert (found.scores.learners, found.scores.mean, found.scores.median, found.scores.skewness) == (5, 2, 2, 0)
    assert found.scores.standard_deviation == pytest.approx(sqrt(5 / 2), rel=1e-12)
    assert found.scores.kurtosis == pytest.approx(-6 / 5, rel=1e-12)
    assert found.internal_consistency == pytest.approx(18 / 25, rel=1e-12)
    assert found.error_ratio == pytest.approx(sqrt(7 / 25), rel=1e-12)
    assert found.standard_error == pytest.approx(sqrt(7 / 10), rel=1e-12)


@pytest.mark.parametrize(
    ("slot", "facility", "variance", "covariance", "rest_variance", "highest", "total_covariance"),
    [
        (0, 3 / 5, 3 / 10, 9 / 20, 13 / 10, 9 / 20, 3 / 4),
        (1, 3 / 5, 3 / 10, 1 / 5, 9 / 5, 7 / 10, 1 / 2),
        (2, 2 / 5, 7 / 10, 11 / 20, 7 / 10, 11 / 20, 5 / 4),
    ],
)
def test_the_slots_worked_out_by_hand(slot, facility, variance, covariance, rest_variance, highest, total_covariance):
    found = slot_statistics(QUIZ, MAX_MARKS)[slot]
    assert found.part.facility == pytest.approx(facility, rel=1e-12)
    assert found.part.standard_deviation == pytest.approx(sqrt(variance), rel=1e-12)
    assert found.part.covariance == pytest.approx(covariance, rel=1e-12)
    assert found.part.covariance_max == pytest.approx(highest, rel=1e-12)
    assert found.part.discrimination == pytest.approx(covariance / sqrt(variance * rest_variance), rel=1e-12)
    assert found.part.discriminative_efficiency == pytest.approx(covariance / highest, rel=1e-12)
    assert found.intended_weight == MAX_MARKS[slot] / 4
    whole = sqrt(3 / 4) + sqrt(1 / 2) + sqrt(5 / 4)
    assert found.effective_weight == pytest.approx(sqrt(total_covariance) / whole, rel=1e-12)


@settings(max_examples=60, deadline=None)
@given(tables)
def test_any_quiz_agrees_with_exact_fractions_to_nine_digits(table):
    marks, totals = floats(table), [sum(row) for row in table]
    found = quiz_statistics(marks)
    k2, k3, k4 = exact.k_statistics(totals)
    assert close(found.scores.mean, float(exact.mean(totals)))
    assert close(found.scores.standard_deviation, sqrt(k2))
    assert close(found.scores.skewness, float(k3) / float(k2) ** 1.5 if k2 else None)
    assert close(found.scores.kurtosis, float(k4 / k2**2) if k2 else None)
    alpha = exact.alpha(table)
    assert close(found.internal_consistency, None if alpha is None else float(alpha))
    for place, slot in enumerate(slot_statistics(marks, [1] * len(table[0]))):
        own = [row[place] for row in table]
        rest = [total - mark for total, mark in zip(totals, own, strict=True)]
        assert close(slot.part.facility, float(exact.mean(own)))
        assert close(slot.part.covariance, float(exact.covariance(own, rest)))
        assert close(slot.part.discrimination, exact.correlation(own, rest))
        assert close(slot.part.discriminative_efficiency, exact.efficiency(own, rest))
        assert slot.has_negative_covariance == (exact.covariance(own, totals) < 0)


@settings(max_examples=60, deadline=None)
@given(tables, st.randoms())
def test_the_order_of_attempts_changes_no_digit(table, dice):
    marks = floats(table)
    again = list(marks)
    dice.shuffle(again)
    assert quiz_statistics(marks) == quiz_statistics(again)
    best = [1] * len(marks[0])
    assert slot_statistics(marks, best) == slot_statistics(again, best)


def test_a_slot_that_pulls_against_the_total_is_flagged_and_has_no_effective_weight():
    first, second, third = slot_statistics([[1, 0, 0], [1, 0, 0], [0, 1, 1], [0, 1, 1]], [1, 1, 1])
    assert first.has_negative_covariance and first.effective_weight is None
    assert (second.effective_weight, third.effective_weight) == (pytest.approx(0.5), pytest.approx(0.5))


def test_where_everybody_is_alike_correlations_are_unknown_and_not_zero():
    first, _ = slot_statistics([[0.1, 1], [0.1, 0], [0.1, 1]], [1, 1])
    assert (first.part.covariance, first.part.discrimination, first.part.discriminative_efficiency) == (0, None, None)
    alike = quiz_statistics([[0.1, 0.7]] * 6)
    assert (alike.scores.standard_deviation, alike.scores.skewness, alike.internal_consistency) == (0, None, None)


def test_one_person_has_a_mean_and_nothing_else():
    alone = quiz_statistics([[1, 0]])
    assert (alone.scores.mean, alone.scores.standard_deviation, alone.scores.kurtosis, alone.standard_error) == (
        1,
        None,
        None,
        None,
    )
    assert part_statistics([1], [0], 1).standard_deviation is None


@pytest.mark.parametrize("statistics", [quiz_statistics, lambda t: part_statistics(t, t, 1)])
def test_nobody_is_refused(statistics):
    with pytest.raises(ValueError):
        statistics([])


def test_a_part_is_judged_against_the_rest_and_not_against_a_total_that_holds_it():
    """The trap of tests that draw from a pool: a mark correlates with a total that contains it, whatever it is worth."""
    dice = random.Random(5)
    marks = [[float(dice.random() < 0.5) for _ in range(4)] for _ in range(400)]
    own, rest = [row[0] for row in marks], [sum(row[1:]) for row in marks]
    found = pool_statistics(own, rest, 1)
    assert abs(found.corrected.discrimination or 0) < 0.15
    assert (found.as_moodle.discrimination or 0) > 0.4
