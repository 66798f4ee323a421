"""Figures kept as sums, worked out a second time from whole persons: how sure and yet wrong, and how much is forgotten."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import isclose, sqrt

import numpy as np
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy import optimize, stats

from analytics.estimates import MICRO
from analytics.forgetting import NOTHING_TO_CORRECT, SPREAD_WORTH, Change, Correction, Sums, correction, forgetting
from analytics.sureness import SureTally

Z = stats.norm.ppf(0.95)
shuffler = st.randoms(use_true_random=False)


def nine(one: float, other: float) -> bool:
    return isclose(one, other, rel_tol=1e-9, abs_tol=1e-9)


# --- Sure and yet wrong ----------------------------------------------------------------------

sure_people = st.lists(
    st.integers(1, 6).flatmap(lambda answers: st.tuples(st.just(answers), st.integers(0, answers))),
    min_size=1, max_size=60,
)  # fmt: skip
"""Per person: sure answers, and how many of them were wrong."""


def tally(people: Sequence[tuple[int, int]]) -> SureTally:
    sure, wrong = np.array(people).T
    parts = len(people), (wrong > 0).sum(), sure.sum(), wrong.sum(), (sure * sure).sum(), (sure * wrong).sum(), (wrong * wrong).sum()  # fmt: skip
    return SureTally(*map(int, parts))


@settings(max_examples=200, deadline=None)
@given(sure_people)
def test_the_share_of_the_sure_has_the_interval_of_so_many_independent_answers(people) -> None:
    """The ratio's variance between persons says how many answers apart would be as sure; Student's t, for so few people."""
    sure, wrong = np.array(people, dtype=float).T
    share = wrong.sum() / sure.sum()
    strays = wrong - share * sure
    independent = float(len(people))
    if len(people) > 1 and 0 < share < 1 and np.abs(strays).max() > 1e-12:
        variance = len(people) * np.var(strays, ddof=1) / sure.sum() ** 2
        as_many = float(np.clip(share * (1 - share) / variance, 1, sure.sum()))
        independent = as_many * (Z / stats.t.ppf(0.95, len(people) - 1)) ** 2
    found = tally(people).share
    assert nine(found.value, share)
    low, high = _score_interval(share, independent)
    assert nine(found.low, low) and nine(found.high, high)


def _score_interval(share: float, n: float) -> tuple[float, float]:
    """The two shares that a test of the observed one would just not refuse."""

    def excess(other: float) -> float:
        return (share - other) ** 2 - Z**2 * other * (1 - other) / n

    low = optimize.brentq(excess, 0, share, xtol=1e-15) if 0 < share < 1 else n / (n + Z**2) * share
    high = optimize.brentq(excess, share, 1, xtol=1e-15) if 0 < share < 1 else (n * share + Z**2) / (n + Z**2)
    return low, high


# --- Forgetting ------------------------------------------------------------------------------

papers = st.lists(st.tuples(st.integers(0, 5), st.integers(3, 8)), min_size=1, max_size=30)
"""Per answer: the item met at the post-test, and the one met at the refresher."""
facilities_of = st.lists(st.tuples(st.floats(0.05, 0.95), st.floats(1e-5, 0.01)), min_size=9, max_size=9)


def counted(items: Sequence[int]) -> dict[str, int]:
    return {f"i{item}": count for item, count in Counter(items).items()}


@settings(max_examples=150, deadline=None)
@given(papers, facilities_of, st.integers(6, 9))
def test_the_correction_is_the_mean_ease_of_answers_after_less_that_before(met, ease, known) -> None:
    """Items from ``known`` on were asked by no post-test. One error belongs to an item, however often it was met on either side."""
    facilities = {f"i{item}": ease[item] for item in range(known)}
    before, after = (np.array([item for item in side if item < known]) for side in zip(*met, strict=True))
    found = correction(*(counted(side) for side in zip(*met, strict=True)), facilities)
    if not len(before) or not len(after):
        assert found == NOTHING_TO_CORRECT
        return
    mean, error = np.array(ease).T
    weight = np.bincount(after, minlength=9) / len(after) - np.bincount(before, minlength=9) / len(before)
    assert nine(found.value, mean[after].mean() - mean[before].mean())
    assert isclose(found.variance, float(weight @ np.diag(error) @ weight), rel_tol=1e-9, abs_tol=1e-18)


@settings(max_examples=100, deadline=None)
@given(papers, facilities_of, shuffler)
def test_the_correction_does_not_depend_on_the_order_of_items(met, ease, dice) -> None:
    def shuffled(of: dict) -> dict:
        return {name: of[name] for name in dice.sample(sorted(of), len(of))}

    sides = [counted(side) for side in zip(*met, strict=True)]
    facilities = {f"i{item}": one for item, one in enumerate(ease)}
    assert correction(*map(shuffled, sides), shuffled(facilities)) == correction(*sides, facilities)


changes_of = st.lists(st.integers(-12, 12).map(lambda twelfths: twelfths / 12), min_size=5, max_size=40)


@settings(max_examples=200, deadline=None)
@given(
    changes_of,
    st.lists(st.integers(-12, 12).map(lambda n: n / 12), max_size=40),
    st.floats(-0.2, 0.2),
    st.floats(0, 0.01),
)
def test_the_change_and_its_interval_are_those_of_the_persons(own, others, easier, doubt) -> None:
    """The organisation's spread counts like five people more, and the doubt about the items is added to that about people."""
    assume(len(own) + len(others) > 1)
    group = np.rint(np.array(own) * MICRO)
    everybody = np.concatenate([group, np.rint(np.array(others) * MICRO)])
    freedom = len(group) - 1 + SPREAD_WORTH
    variance = (
        ((len(group) - 1) * np.var(group, ddof=1) + SPREAD_WORTH * np.var(everybody, ddof=1)) / freedom / MICRO**2
    )
    half = stats.t.ppf(0.95, freedom) * sqrt(variance / len(group) + doubt)
    found = forgetting(_sums(group), _sums(everybody), Correction(easier, doubt), is_withheld=False)
    assert isinstance(found, Change) and found.learners == len(group)
    value = group.mean() / MICRO - easier
    assert nine(found.value, value)
    assert nine(found.low, max(-1.0, value - half)) and nine(found.high, min(1.0, value + half))


def _sums(changes: np.ndarray) -> Sums:
    return Sums(len(changes), int(changes.sum()), sum(int(change) ** 2 for change in changes))
