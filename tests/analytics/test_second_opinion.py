"""Statistics that have no second computation elsewhere, worked out again another way to nine digits; no order of rows matters."""

from __future__ import annotations

from fractions import Fraction
from math import exp, isclose, log, sqrt
from statistics import NormalDist, fmean, variance

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy import optimize, stats

from analytics.crossover import SPREAD_WORTH, FormEffect, Growth, Normalised, Pair, Worse, form_effect, growth
from analytics.estimates import MICRO, wilson_interval
from analytics.items.choices import ChoiceTally, step_figures
from analytics.items.dif import Dif, Stratum, mantel_haenszel
from analytics.reconciliation import Change, Side, reconcile
from tests.analytics.test_crossover import pairs

Z = NormalDist().inv_cdf(0.95)
shuffler = st.randoms(use_true_random=False)


def nine(one: float, other: float) -> bool:
    return isclose(one, other, rel_tol=1e-9, abs_tol=1e-9)


# --- Growth, with exact fractions ------------------------------------------------------------------


def share(marks: tuple[int, ...]) -> Fraction:
    return Fraction(sum(marks), MICRO * len(marks))


def sign(pair: Pair) -> int:
    return 1 if pair.first == "A" else -1


def mean(values: list[Fraction]) -> Fraction:
    return sum(values, Fraction()) / len(values)


def exact_effect(people: list[Pair]) -> Fraction:
    sides = [[share(p.after) - share(p.before) for p in people if p.first == first] for first in ("A", "B")]
    return (mean(sides[0]) - mean(sides[1])) / 2


@settings(max_examples=150, deadline=None)
@given(st.lists(pairs, min_size=5, max_size=30), shuffler)
def test_growth_agrees_with_fractions_in_any_order(people: list[Pair], dice) -> None:
    effect = form_effect(people)
    assume(isinstance(effect, FormEffect))
    exact = exact_effect(people)
    assert isinstance(effect, FormEffect) and nine(effect.value, float(exact))
    before = [share(p.before) + sign(p) * exact / 2 for p in people]
    after = [share(p.after) - sign(p) * exact / 2 for p in people]
    found = growth(people, effect)
    assert isinstance(found, Growth)
    assert nine(found.before, float(mean(before))) and nine(found.after, float(mean(after)))
    assert nine(found.value, float(mean(after) - mean(before)))
    if isinstance(found.normalised, Normalised):
        assert nine(found.normalised.value, float((mean(after) - mean(before)) / (1 - mean(before))))
    _check_interval(found, effect, people, [float(a - b) for a, b in zip(after, before, strict=True)])
    _check_worse(found, people, [float(a - b) for a, b in zip(after, before, strict=True)])
    shuffled = dice.sample(people, len(people))
    assert growth(shuffled, form_effect(shuffled)) == found


def _check_interval(found: Growth, effect: FormEffect, people: list[Pair], differences: list[float]) -> None:
    """Student's, with the organisation's spread counted like five more people and the doubt about the forms."""
    n, lean = len(people), fmean(sign(p) for p in people)
    freedom = n - 1 + SPREAD_WORTH
    pooled = (variance(differences) * (n - 1) + effect.spread * SPREAD_WORTH) / freedom
    half = float(stats.t.ppf(0.95, freedom)) * sqrt(pooled / n + lean**2 * effect.variance)
    assert nine(found.low, max(-1.0, found.value - half)) and nine(found.high, min(1.0, found.value + half))


def _check_worse(found: Growth, people: list[Pair], differences: list[float]) -> None:
    if not isinstance(found.worse, Worse):
        return
    noise = sqrt(fmean(variance(m) / len(m) / MICRO**2 for p in people for m in (p.before, p.after)) * 2)
    near = [d for d in differences if abs(d) < 1e-9 or abs(d + Z * noise) < 1e-9]
    if not near:  # what lies on the edge may fall to either side
        assert found.worse.lower == sum(d < 0 for d in differences)
        assert found.worse.clearly == sum(d < -Z * noise for d in differences)
    if noise:
        chance = stats.norm.cdf((-Z * noise - found.value) / noise)
        assert isclose(found.worse.by_luck, len(people) * chance, rel_tol=1e-7, abs_tol=1e-7)


# --- Items that work differently, with exact fractions ----------------------------------------------

strata = st.lists(st.builds(Stratum, *[st.integers(0, 40)] * 4), min_size=1, max_size=8)


@settings(max_examples=150, deadline=None)
@given(strata, shuffler)
def test_mantel_and_haenszel_agree_with_fractions_in_any_order(found: list[Stratum], dice) -> None:
    result = mantel_haenszel(found)
    assume(isinstance(result, Dif))
    assert isinstance(result, Dif)
    rows = [(s.reference_right, s.reference_wrong, s.focal_right, s.focal_wrong) for s in found]
    rows = [row for row in rows if sum(row) > 1]
    above = sum(Fraction(a * d, a + b + c + d) for a, b, c, d in rows)
    below = sum(Fraction(b * c, a + b + c + d) for a, b, c, d in rows)
    assert nine(result.odds_ratio, float(above / below))
    assert nine(result.delta, -2.35 * log(above / below))
    spread = sqrt(float(_robins_breslow_greenland(rows, above, below)))
    assert nine(log(result.high / result.low), 2 * NormalDist().inv_cdf(0.975) * spread)
    assert nine(result.delta_error, 2.35 * spread)
    other = mantel_haenszel(dice.sample(found, len(found)))
    assert isinstance(other, Dif) and nine(other.delta, result.delta) and other.dif_class == result.dif_class


def _robins_breslow_greenland(rows, above: Fraction, below: Fraction) -> Fraction:
    total = Fraction()
    for a, b, c, d in rows:
        n = a + b + c + d
        p, q, r, s = Fraction(a + d, n), Fraction(b + c, n), Fraction(a * d, n), Fraction(b * c, n)
        total += p * r / (2 * above**2) + (p * s + q * r) / (2 * above * below) + q * s / (2 * below**2)
    return total


# --- Intervals and counts ----------------------------------------------------------------------------


@settings(max_examples=200, deadline=None)
@given(st.integers(1, 500), st.data())
def test_wilsons_interval_is_where_the_score_test_turns(n: int, data) -> None:
    """The shares that a test of the observed one would just not refuse, found by bisection."""
    right = data.draw(st.integers(0, n))
    observed = right / n

    def excess(share: float) -> float:
        return (observed - share) ** 2 - Z**2 * share * (1 - share) / n

    low, high = wilson_interval(observed, n)
    if right:
        assert nine(low, optimize.brentq(excess, 1e-15, observed - 1e-9, xtol=1e-14))
    if right < n:
        assert nine(high, optimize.brentq(excess, observed + 1e-9, 1 - 1e-15, xtol=1e-14))


places = st.sampled_from(["r/", "r/a/", "r/b/", "r/c/"])
kinds = st.sampled_from(["pns", "pppk"])


@settings(max_examples=60, deadline=None)
@given(st.lists(st.builds(ChoiceTally, st.sampled_from(["s", "s/t"]), st.sampled_from("xy"), places, kinds, st.integers(1, 30)), max_size=14), shuffler)  # fmt: skip
def test_choices_do_not_depend_on_the_order_of_rows(found: list[ChoiceTally], dice) -> None:
    shuffled = dice.sample(found, len(found))
    assert step_figures(shuffled, "r/", ("r/", "")) == step_figures(found, "r/", ("r/", ""))


sides = st.builds(Side, st.sampled_from(["", "r/a/", "r/b/"]), st.sampled_from(["", "r/a/", "r/b/"]), st.booleans(), st.integers(0, 3))  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(st.builds(Change, sides, sides, st.integers(1, 9)), max_size=10), shuffler)
def test_changes_do_not_depend_on_the_order_of_rows(found: list[Change], dice) -> None:
    assert reconcile(dice.sample(found, len(found))) == reconcile(found)


def test_the_exponent_of_a_logarithm_is_the_odds_ratio() -> None:
    found = mantel_haenszel([Stratum(30, 10, 20, 20)])
    assert isinstance(found, Dif) and exp(found.delta / -2.35) == pytest.approx(found.odds_ratio, rel=1e-12)
