"""Quiz statistics: a small quiz worked out by hand, any quiz against exact fractions, and what is undefined."""

from __future__ import annotations

import random
from fractions import Fraction
from math import sqrt
from statistics import median

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.items.classical import part_statistics, pool_statistics, quiz_statistics, slot_statistics
from tests.analytics import exact

QUIZ = [[1, 1, 2], [1, 1, 1], [1, 0, 1], [0, 1, 0], [0, 0, 0]]
"""Five people, three slots worth 1, 1 and 2; worked out by hand below."""
MAX_MARKS = [1, 1, 2]

sixths = st.one_of(st.none(), st.integers(-2, 6))
"""Of a slot's full mark: in parts, below zero where wrong answers cost, None where nothing was answered or nobody has graded it."""
weights = st.sampled_from([Fraction(0), Fraction(1, 3), Fraction(1), Fraction(1), Fraction(8)])
"""What slots are worth; 0 is an essay that does not count."""
quizzes = st.integers(1, 6).flatmap(
    lambda slots: st.tuples(
        st.lists(weights, min_size=slots, max_size=slots),
        st.lists(st.lists(sixths, min_size=slots, max_size=slots), min_size=1, max_size=25),
    )
)


def exactly(best, rows):
    """Every mark in fractions; what is not there is worth 0."""
    return [[worth * Fraction(mark or 0, 6) for worth, mark in zip(best, row, strict=True)] for row in rows]


def as_given(best, rows):
    """As floats, what is not there as None."""
    table = exactly(best, rows)
    return [
        [None if given is None else float(mark) for given, mark in zip(row, marks, strict=True)]
        for row, marks in zip(rows, table, strict=True)
    ]


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


@settings(max_examples=150, deadline=None)
@given(quizzes)
def test_any_quiz_agrees_with_exact_fractions_to_nine_digits(quiz):
    """Weights of all sizes and none, marks in parts and below zero, unanswered ones, from a single attempt and slot on."""
    marks, table = as_given(*quiz), exactly(*quiz)
    totals = [sum(row, Fraction(0)) for row in table]
    found, variance = quiz_statistics(marks), exact.covariance(totals, totals)
    assert found.scores.learners == len(table)
    assert close(found.scores.mean, float(exact.mean(totals)))
    assert close(found.scores.median, float(median(totals)))
    assert close(found.scores.standard_deviation, None if variance is None else sqrt(variance))
    skewness, kurtosis = exact.shape(totals)
    assert close(found.scores.skewness, skewness) and close(found.scores.kurtosis, kurtosis)
    alpha = exact.alpha(table)
    assert close(found.internal_consistency, None if alpha is None else float(alpha))
    assert close(found.error_ratio, None if alpha is None else sqrt(1 - alpha))
    assert close(found.standard_error, None if alpha is None else sqrt((1 - alpha) * variance))


@settings(max_examples=150, deadline=None)
@given(quizzes)
def test_any_slot_agrees_with_exact_fractions_to_nine_digits(quiz):
    best, table = quiz[0], exactly(*quiz)
    totals, effective = [sum(row, Fraction(0)) for row in table], exact.effective_weights(table)
    for place, slot in enumerate(slot_statistics(as_given(*quiz), [float(worth) for worth in best])):
        own = [row[place] for row in table]
        rest = [total - mark for total, mark in zip(totals, own, strict=True)]
        covariance, with_total = exact.covariance(own, rest), exact.covariance(own, totals)
        assert close(slot.part.facility, float(exact.mean(own) / best[place]) if best[place] else None)
        assert close(slot.part.standard_deviation, None if covariance is None else sqrt(exact.covariance(own, own)))
        assert close(slot.part.covariance, None if covariance is None else float(covariance))
        assert close(slot.part.discrimination, exact.correlation(own, rest))
        assert close(slot.part.discriminative_efficiency, exact.efficiency(own, rest))
        assert close(slot.intended_weight, float(best[place] / sum(best)) if sum(best) else None)
        assert close(slot.effective_weight, effective[place])
        assert slot.has_negative_covariance == (with_total is not None and with_total < 0)


@settings(max_examples=60, deadline=None)
@given(quizzes, st.randoms())
def test_the_order_of_attempts_changes_no_digit(quiz, dice):
    marks, best = as_given(*quiz), [float(worth) for worth in quiz[0]]
    again = list(marks)
    dice.shuffle(again)
    assert quiz_statistics(marks) == quiz_statistics(again)
    assert slot_statistics(marks, best) == slot_statistics(again, best)


def test_a_mark_that_is_infinite_is_refused_and_one_that_is_missing_earns_nothing():
    assert quiz_statistics([[1, float("nan")], [0, 1], [1, 1]]) == quiz_statistics([[1, 0], [0, 1], [1, 1]])
    for statistics in (quiz_statistics, lambda table: slot_statistics(table, [1, 1])):
        with pytest.raises(ValueError):
            statistics([[1, float("inf")], [0, 1], [1, 1]])


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


@pytest.mark.parametrize(
    "statistics", [quiz_statistics, lambda t: slot_statistics(t, t), lambda t: part_statistics(t, t, 1)]
)
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
    assert found.efficiency_as_moodle == part_statistics(own, [sum(row) for row in marks], 1).discriminative_efficiency
    assert (found.efficiency_as_moodle or 0) > 0.4 > abs(found.corrected.discriminative_efficiency or 0)
