"""Where people are very many, a random sample of whole persons stands for all of them in one number: the clustering."""

from __future__ import annotations

import time

import numpy as np
import pytest
from scipy.special import expit

from analytics.comprehension.answers import Answers, Counts
from analytics.comprehension.model import Fit, fit
from analytics.estimates import MICRO

UNITS, ITEMS, PER_PERSON = 200, 40, 5


def province(learners: int, seed: int) -> Answers:
    """People differ on the logit scale, so that answers of one person resemble each other, and so do units and items."""
    dice = np.random.default_rng(seed)
    places = tuple(sorted(f"r/{unit % 20:02d}/{unit:03d}/" for unit in range(UNITS)))
    level, hardness = 1 + dice.normal(0, 0.3, UNITS), dice.normal(0, 0.7, ITEMS)
    place_of = dice.integers(0, UNITS, learners, dtype=np.int32)
    ability = level[place_of] + dice.normal(0, 1, learners)
    drawn = dice.integers(0, ITEMS, (learners, PER_PERSON), dtype=np.int32)
    right = dice.random(drawn.shape) < expit(ability[:, None] - hardness[drawn])
    return Answers(
        places, tuple(f"i{item:03d}" for item in range(ITEMS)), place_of,
        np.repeat(np.arange(learners, dtype=np.int32), PER_PERSON), drawn.ravel(), (MICRO * right).astype(np.int32).ravel(),
    )  # fmt: skip


def drawn_by_lot(everybody: Answers, count: int, seed: int) -> Answers:
    chosen = np.sort(np.random.default_rng(seed).choice(everybody.learners, count, replace=False))
    of_answers = (chosen[:, None] * PER_PERSON + np.arange(PER_PERSON)).ravel()
    return Answers(
        everybody.places, everybody.items, everybody.place_of[chosen],
        np.repeat(np.arange(count, dtype=np.int32), PER_PERSON), everybody.item_of[of_answers], everybody.mark[of_answers],
    )  # fmt: skip


def fitted(persons: Answers, everybody: Counts | None = None) -> Fit:
    found = fit(persons, None, None, everybody)
    assert found is not None
    return found


@pytest.fixture(scope="module")
def crowd() -> tuple[Answers, Fit]:
    everybody = province(60_000, 1)
    return everybody, fitted(everybody)


def test_ten_thousand_of_sixty_tell_the_clustering_within_a_few_percent(crowd):
    """One standard error is about 1.5 %; twelve samples."""
    everybody, whole = crowd
    off = [
        fitted(drawn_by_lot(everybody, 10_000, seed), everybody.counts).state.clustering / whole.state.clustering - 1
        for seed in range(12)
    ]
    assert whole.state.clustering > 1.2, "or there would be nothing to find"
    assert np.std(off) < 0.02
    assert abs(np.mean(off)) < 0.01
    assert np.max(np.abs(off)) < 0.05


def test_so_values_hardly_move_and_intervals_by_a_percent(crowd):
    everybody, whole = crowd
    for seed in range(3):
        sampled = fitted(drawn_by_lot(everybody, 10_000, seed), everybody.counts)
        assert np.array_equal(sampled.learners, whole.learners) and np.array_equal(sampled.answers, whole.answers)
        assert np.abs(sampled.value - whole.value).max() < 0.001
        assert np.abs(sampled.error / whole.error - 1).max() < 0.025


def test_a_fit_to_sums_takes_no_longer_for_twenty_times_the_people():
    """Only the counts differ; whole persons are as many."""
    few = province(15_000, 2)
    sums = few.counts
    many = Counts(sums.places, sums.items, 20 * sums.exposures, 20 * sums.mark_sums, 20 * sums.learners_at)
    spent = []
    for counts in (sums, many):
        started = time.process_time()
        fitted(few, counts)
        spent.append(time.process_time() - started)
    assert spent[1] < 3 * spent[0] + 0.2
