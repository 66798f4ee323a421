"""Pooled comprehension against a known truth: sixty made-up organisations, and a province in time. The long form is in
tests/prove/test_estimates.py."""

from __future__ import annotations

import time

import numpy as np
import pytest

from analytics.comprehension.answers import Answers
from analytics.comprehension.model import fit
from analytics.estimates import MICRO
from tests.analytics.packing import pack
from tests.analytics.scoring import Score, coverage, of_size, root_mean_square, scores_of, wrong_orders


@pytest.fixture(scope="module")
def groups() -> list[list[Score]]:
    return scores_of(range(60))


@pytest.fixture(scope="module")
def every(groups) -> list[Score]:
    return [score for scores in groups for score in scores]


def test_about_nine_in_ten_intervals_hold_the_truth(every):
    assert 0.86 <= coverage(every) <= 0.94


@pytest.mark.parametrize(("low", "high"), [(1, 4), (5, 19), (20, 99)])
def test_so_they_do_in_units_of_every_size(every, low, high):
    assert 0.84 <= coverage(of_size(every, low, high)) <= 0.95


def test_units_under_twenty_are_far_closer_to_the_truth_than_raw_means(every):
    units = of_size(every, 1, 19)
    assert root_mean_square(s.error for s in units) < 0.6 * root_mean_square(s.raw_error for s in units)


def test_who_drew_the_harder_form_is_not_marked_down(every):
    """By less than a point; the raw mean is off by two and more."""
    for low, high, sign in ((0, 0.1, 1), (0.9, 1, -1)):
        units = [s for s in every if s.is_unit and low <= s.hard_share <= high]
        assert abs(np.mean([s.error for s in units])) < 0.01
        assert sign * np.mean([s.raw_error for s in units]) > 0.02


def test_statements_of_order_are_nearly_always_true(groups):
    said, wrong = wrong_orders(groups, lambda score: score.found)
    assert said > 1_000
    assert wrong / said < 0.01


def province(learners: int, items: int, units: int, seed: int = 1) -> Answers:
    """Arrays as ``pack`` makes them, without the rows: five answers each, three in four right."""
    dice = np.random.default_rng(seed)
    places = tuple(f"r/{unit % 40:02d}/{unit % 400:03d}/{unit:05d}/" for unit in range(units))
    return Answers(
        tuple(sorted(places)), tuple(f"i{item:03d}" for item in range(items)),
        dice.integers(0, units, learners, dtype=np.int32),
        np.repeat(np.arange(learners, dtype=np.int32), 5),
        dice.integers(0, items, 5 * learners, dtype=np.int32),
        (MICRO * (dice.random(5 * learners) < 0.75)).astype(np.int32),
    )  # fmt: skip


def test_fifteen_thousand_learners_and_four_indicators_take_less_than_ten_seconds():
    started = time.process_time()
    for indicator in range(4):
        assert fit(province(15_000, 60, 600, indicator)) is not None
    assert time.process_time() - started < 10


def test_packing_fifteen_thousand_sittings_takes_less_than_a_second():
    from tests.analytics.organisations import make_organisation

    rows = make_organisation(1).sittings
    rows = (rows * (15_000 // len(rows) + 1))[:15_000]
    started = time.process_time()
    assert pack(rows).learners == 15_000
    assert time.process_time() - started < 1
