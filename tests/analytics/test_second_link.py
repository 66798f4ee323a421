"""The link of two forms worked out a second time: the likelihood turned by people's abilities, not by the prior, and its score equations solved."""

from __future__ import annotations

from collections import Counter
from math import sqrt

import numpy as np
import pytest
from scipy import optimize, stats
from scipy.special import expit

from analytics.fairness.link import Harder, Link, Sitting, link_forms
from analytics.fairness.rasch import Papers, conditional_difficulties
from tests.analytics.fair_worlds import crossed

ITEMS = 60
_X, _W = np.polynomial.hermite_e.hermegauss(80)
"""Gauss and Hermite: no grid of abilities, no end of the scale."""


@pytest.fixture(scope="module")
def world() -> tuple[Sitting, Sitting]:
    return crossed(4, 400, 0.3, per_form=ITEMS // 2, per_paper=12).sittings


@pytest.fixture(scope="module")
def found(world) -> Link:
    told = link_forms(world, ITEMS)
    assert told is not None
    return told


def scores(papers: Papers, value: np.ndarray, mean: float, log_spread: float) -> np.ndarray:
    """Per person: how the log likelihood changes with the mean and with the log of the spread."""
    spread = np.exp(log_spread)
    chance = expit((mean + spread * _X)[:, None, None] - value[papers.items])
    likelihood = np.where(papers.right, chance, 1 - chance).prod(axis=2) * _W[:, None]
    turn = (papers.right - chance).sum(axis=2) * likelihood
    both = np.stack([turn, turn * spread * _X[:, None]])
    return both.sum(axis=1).T / likelihood.sum(axis=0)[:, None]


def half(sitting: Sitting, form: str, value: np.ndarray) -> tuple[float, dict[str, float]]:
    """The mean ability, and what each person adds to it."""
    here = sitting.form == form
    papers = sitting.papers.at(here)
    solved = optimize.root(lambda at: scores(papers, value, *at).sum(axis=0), [0.0, 0.0], tol=1e-13)
    assert np.abs(solved.fun).max() < 1e-9
    own = scores(papers, value, *solved.x)
    adds = own @ np.linalg.solve(own.T @ own, [1.0, 0.0])
    return float(solved.x[0]), dict(zip(np.asarray(sitting.people)[here].tolist(), adds.tolist(), strict=True))


def apart(sitting: Sitting, value: np.ndarray) -> tuple[float, Counter]:
    (a, of_a), (b, of_b) = half(sitting, "A", value), half(sitting, "B", value)
    adds = Counter(of_a)
    adds.subtract(of_b)
    return a - b, adds


def difficulties(world: tuple[Sitting, ...]) -> np.ndarray:
    found = np.full(ITEMS, np.nan)
    for form in ("A", "B"):
        papers = [sitting.papers.at(sitting.form == form) for sitting in world]
        joined = Papers(*(np.concatenate(parts) for parts in zip(*((p.items, p.right) for p in papers), strict=True)))
        told = conditional_difficulties(joined, ITEMS)
        assert told is not None
        found[told.known] = told.value[told.known]
    assert not np.isnan(found).any()
    return found


def check(told: Harder, value: float, variance: float) -> None:
    width = stats.norm.ppf(0.95) * sqrt(variance)
    assert (told.value, told.low, told.high) == pytest.approx((value, value - width, value + width), rel=1e-9, abs=1e-9)


def test_each_sitting_and_both_together_have_the_interval_of_whole_persons(world, found):
    value = difficulties(world)
    parts = [apart(sitting, value) for sitting in world]
    for told, (middle, adds) in zip(found.sittings, parts, strict=True):
        check(told, middle, sum(one * one for one in adds.values()))
    people = parts[0][1].keys() | parts[1][1].keys()
    shares = [(parts[0][1][one] + parts[1][1][one]) / 2 for one in people]
    check(found.both, (parts[0][0] + parts[1][0]) / 2, sum(share * share for share in shares))
    turned = [parts[1][1][one] - parts[0][1][one] for one in people]
    change = parts[1][0] - parts[0][0]
    assert found.is_steady == (abs(change) <= stats.norm.ppf(0.95) * sqrt(sum(one * one for one in turned)))


def test_the_order_of_papers_does_not_matter(world, found):
    mixed = np.random.default_rng(1).permutation(len(world[0].form))
    shuffled = [
        Sitting([sitting.people[one] for one in mixed], sitting.form[mixed], sitting.papers.at(mixed))
        for sitting in world
    ]
    again = link_forms(shuffled, ITEMS)
    assert again is not None
    assert (again.both.value, again.both.low) == pytest.approx((found.both.value, found.both.low), rel=1e-9, abs=1e-9)
