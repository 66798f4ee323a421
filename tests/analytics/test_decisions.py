"""Would the same person pass again, and do those pass who should? Against a crowd that really sits two papers."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.items.decisions import decisions
from tests.analytics.forms import responses_of, variance_components


def sat_twice(ability, item_count, dice):
    """Two papers of every person, marks 0 or 1, item difficulties drawn anew for each."""
    return [(dice.random((len(ability), item_count)) < ability[:, None]).astype(float) for _ in range(2)]


@pytest.mark.parametrize(
    ("a", "b", "items", "cut"), [(8, 4, 20, 0.7), (4, 2, 20, 0.8), (10, 10, 40, 0.5), (12, 3, 10, 0.8)]
)
def test_it_foretells_what_two_real_papers_show(a, b, items, cut):
    dice = np.random.default_rng(17)
    ability = dice.beta(a, b, 40_000)
    one, two = (paper.mean(axis=1) for paper in sat_twice(ability, items, dice))
    reliability = ability.var() / one.var()
    found = decisions(one.mean(), one.var(), reliability, cut, items)
    assert found is not None
    passes_one, passes_two, deserves = one >= cut - 1e-9, two >= cut - 1e-9, ability >= cut
    assert found.consistency == pytest.approx((passes_one == passes_two).mean(), abs=0.012)
    assert found.accuracy == pytest.approx((passes_one == deserves).mean(), abs=0.012)
    assert found.wrongly_passed == pytest.approx((passes_one & ~deserves).mean(), abs=0.012)
    assert found.wrongly_failed == pytest.approx((~passes_one & deserves).mean(), abs=0.012)
    assert found.effective_items == pytest.approx(items, rel=0.05)
    by_chance = passes_one.mean() * passes_two.mean() + (1 - passes_one.mean()) * (1 - passes_two.mean())
    assert found.chance_consistency == pytest.approx(by_chance, abs=0.012)
    assert found.kappa == pytest.approx(((passes_one == passes_two).mean() - by_chance) / (1 - by_chance), abs=0.03)


def test_it_foretells_random_forms_of_one_bank_from_their_dependability():
    """Papers of 20 from 300 unequal items, reliability estimated from one sitting; the second sitting is the truth."""
    dice = np.random.default_rng(23)
    learners, bank, per_paper, cut = 6000, 300, 20, 0.7
    ability, difficulty = dice.normal(0.9, 0.9, learners), dice.normal(0, 1, bank)

    def sit():
        items = np.argsort(dice.random((learners, bank)), axis=1)[:, :per_paper]
        return items, (dice.logistic(size=items.shape) < ability[:, None] - difficulty[items]).astype(float)

    (items, marks), (_, again) = sit(), sit()
    people = np.repeat(np.arange(learners), per_paper)
    components = variance_components(responses_of(people, items.ravel(), marks.ravel()))
    scores = marks.mean(axis=1)
    found = decisions(scores.mean(), scores.var(), components.dependability, cut, per_paper)
    observed = ((scores >= cut - 1e-9) == (again.mean(axis=1) >= cut - 1e-9)).mean()
    assert found.consistency == pytest.approx(observed, abs=0.02)
    true_score = (1 / (1 + np.exp(difficulty[None, :] - ability[:, None]))).mean(axis=1)
    right = ((scores >= cut - 1e-9) == (true_score >= cut)).mean()
    assert found.accuracy == pytest.approx(right, abs=0.02)


@given(st.floats(0.2, 0.9), st.floats(0.05, 0.95), st.floats(0.1, 0.95), st.integers(5, 60), st.floats(0.15, 0.6))
def test_shares_stay_shares_and_add_up(mean, reliability, cut, items, spread):
    found = decisions(mean, spread * mean * (1 - mean), reliability, cut, items)
    if found is None:
        return
    assert 0.5 <= found.consistency <= 1 and 0 <= found.accuracy <= 1
    assert found.accuracy + found.wrongly_passed + found.wrongly_failed == pytest.approx(1)
    assert found.consistency >= found.chance_consistency - 1e-9
    assert found.kappa is None or -1e-9 <= found.kappa <= 1


def test_more_reliable_papers_decide_more_alike():
    found = [decisions(0.7, 0.02, r, 0.7, 30) for r in (0.3, 0.6, 0.9)]
    assert [f.consistency for f in found] == sorted(f.consistency for f in found)
    assert [f.accuracy for f in found] == sorted(f.accuracy for f in found)


@pytest.mark.parametrize(("variance", "reliability"), [(0.02, 0.0), (0.0, 0.8), (0.02, 1.0)])
def test_without_a_spread_of_true_scores_nothing_is_claimed(variance, reliability):
    assert decisions(0.7, variance, reliability, 0.7, 30) is None


@pytest.mark.parametrize("bad", [{"mean": 1.2}, {"reliability": -0.1}, {"cut": 0}, {"item_count": 0}, {"variance": -1}])
def test_figures_out_of_range_are_refused(bad):
    good = {"mean": 0.7, "variance": 0.02, "reliability": 0.8, "cut": 0.7, "item_count": 20}
    with pytest.raises(ValueError):
        decisions(**(good | bad))
