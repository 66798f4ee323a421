"""Intervals: known values, bounds, and that one person's answers do not count as many people."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.estimates import (
    MICRO,
    MIN_LEARNERS,
    Estimate,
    NoData,
    Withheld,
    wilson_interval,
)
from analytics.gain import Gain, gain
from analytics.ranking import group_of, most_pressing
from analytics.rollups import Tally
from tests.analytics.raw_means import effective_sample_size, raw_mean

marks = st.lists(st.integers(0, 5), min_size=MIN_LEARNERS, max_size=60)


def tally_of(correct_of_five: list[int]) -> Tally:
    means = [round(MICRO * right / 5) for right in correct_of_five]
    return Tally(len(means), 5 * len(means), sum(means), sum(m * m for m in means))


@pytest.mark.parametrize(
    ("right", "n", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_gives_the_values_printed_by_newcombe_1998(right, n, low, high):
    """Newcombe, R. G. (1998), "Two-sided confidence intervals for the single proportion", Statistics in Medicine 17, table I."""
    found = wilson_interval(right / n, n, confidence=0.95)
    assert found == pytest.approx((low, high), abs=0.0001)


def test_newcombe_gives_the_difference_printed_in_his_paper():
    """56/70 against 48/80, 95 %: method 10 gives 0.0524 to 0.3339 (Newcombe 1998, table II)."""
    sides = [Estimate(r / n, *wilson_interval(r / n, n, 0.95), n, n) for r, n in ((48, 80), (56, 70))]
    found = gain(*sides)
    assert isinstance(found, Gain)
    assert (found.low, found.high) == pytest.approx((0.0524, 0.3339), abs=0.0001)


@given(marks)
def test_the_interval_holds_the_value_and_stays_between_0_and_1(correct):
    found = raw_mean(tally_of(correct))
    assert isinstance(found, Estimate)
    assert 0 <= found.low <= found.value <= found.high <= 1


@given(marks)
def test_the_effective_sample_size_lies_between_people_and_answers(correct):
    tally = tally_of(correct)
    assert tally.learners <= effective_sample_size(tally) <= tally.answers


def test_people_who_are_all_alike_count_once_each():
    assert effective_sample_size(tally_of([3] * 10)) == 10


@given(marks, marks)
def test_groups_never_overlap(one, other):
    part, whole = raw_mean(tally_of(one)), raw_mean(tally_of(other))
    assert isinstance(part, Estimate) and isinstance(whole, Estimate)
    overlap = part.low <= whole.high and whole.low <= part.high
    assert (group_of(part, whole) == "unclear") == overlap


def test_the_most_pressing_indicator_has_most_parts_clearly_below():
    whole = (Estimate(0.7, 0.69, 0.71, 999, 999), Estimate(0.6, 0.59, 0.61, 999, 999))
    low, fine = Estimate(0.3, 0.2, 0.4, 50, 250), Estimate(0.7, 0.5, 0.8, 50, 250)
    lower = Estimate(0.2, 0.1, 0.3, 50, 250)
    found = most_pressing([(low, fine), (lower, fine), (NoData(), low)], whole)
    assert found is not None
    assert (found.column, found.low_parts, found.measured, found.alike) == (0, (0, 1), 2, (1,))
    assert found.first_parts == (0, 1), "they touch: nothing says which of them is lower"
    apart = most_pressing([(low, fine), (Estimate(0.1, 0.05, 0.15, 50, 250), fine)], whole)
    assert apart is not None and (apart.low_parts, apart.first_parts) == ((0, 1), (1,))
    assert most_pressing([], (NoData(),)) is None


def test_a_gain_needs_both_sides():
    known = raw_mean(tally_of([3] * 9))
    assert gain(NoData(), known) == NoData()
    assert gain(known, Withheld("few")) == Withheld("few")
