"""Two forms of one test: Rasch difficulties to the digit, the link recovers the truth, scores are carried over fairly."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from math import exp, log

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize

from analytics.estimates import MICRO
from analytics.fairness import words
from analytics.fairness.equating import Between, Equating, equate, equipercentile_of, linear_of
from analytics.fairness.halves import equate_halves, forms, link_halves
from analytics.fairness.link import Sitting, link_forms
from analytics.fairness.rasch import Papers, chances, conditional_difficulties
from analytics.fairness.sample import Drawn, pack_sample
from tests.analytics.fair_worlds import crossed


def by_counting(eps: list[Fraction], score: int) -> tuple[list[Fraction], Fraction]:
    """Every pattern of that score, one by one, in fractions: the chance of each item, and the symmetric function."""
    gamma, right = Fraction(0), [Fraction(0)] * len(eps)
    for pattern in product((0, 1), repeat=len(eps)):
        if sum(pattern) == score:
            weight = Fraction(1)
            for one, is_right in zip(eps, pattern, strict=True):
                weight *= one if is_right else 1
            gamma += weight
            right = [total + weight * is_right for total, is_right in zip(right, pattern, strict=True)]
    return [total / gamma for total in right], gamma


@settings(deadline=None, max_examples=60)
@given(st.lists(st.fractions(Fraction(1, 20), Fraction(20), max_denominator=40), min_size=2, max_size=8), st.data())
def test_chances_equal_a_count_of_all_patterns_in_fractions(eps, data):
    score = data.draw(st.integers(0, len(eps)))
    exact, gamma = by_counting(eps, score)
    found, log_gamma = chances(np.array([[float(one) for one in eps]]), np.array([score]))
    assert found[0] == pytest.approx([float(one) for one in exact], abs=1e-12)
    assert log_gamma[0] == pytest.approx(log(float(gamma)), abs=1e-9)


def small_papers(seed: int = 4) -> Papers:
    """Three of six items each, in any order: few enough to count every pattern."""
    dice = np.random.default_rng(seed)
    items = np.argsort(dice.random((400, 6)), axis=1)[:, :3]
    hardness = np.linspace(-1.2, 1.5, 6)
    return Papers(items, dice.random((400, 3)) < 1 / (1 + np.exp(hardness[items] - dice.normal(0, 1, (400, 1)))))


def likelihood_by_counting(papers: Papers, value: np.ndarray) -> float:
    total = 0.0
    for items, right in zip(papers.items.tolist(), papers.right.tolist(), strict=True):
        patterns = [p for p in product((0, 1), repeat=len(items)) if sum(p) == sum(right)]
        weights = [exp(-sum(value[i] for i, r in zip(items, p, strict=True) if r)) for p in patterns]
        total += -sum(value[i] for i, r in zip(items, right, strict=True) if r) - log(sum(weights))
    return total


def test_the_maximum_is_that_of_the_likelihood_counted_out_pattern_by_pattern():
    papers = small_papers()
    found = conditional_difficulties(papers, 6, least=1)
    assert found is not None
    again = minimize(
        lambda free: -likelihood_by_counting(papers, np.append(free, -free.sum())), np.zeros(5), method="BFGS",
        options={"gtol": 1e-7},
    )  # fmt: skip
    other = np.append(again.x, -again.x.sum())
    other -= np.average(other, weights=found.met)
    assert found.value == pytest.approx(other, abs=1e-5)  # as near as differences of a likelihood tell
    assert likelihood_by_counting(papers, found.value) >= likelihood_by_counting(papers, other) - 1e-9


def test_at_the_maximum_every_item_is_right_as_often_as_expected_counted_in_fractions():
    """The gradient, exactly: what is right less what the patterns lead one to expect, at 1e-6 of one answer."""
    papers = small_papers()
    found = conditional_difficulties(papers, 6, least=1)
    assert found is not None
    eps = [Fraction(exp(-value)) for value in found.value]
    surplus = [Fraction(0)] * 6
    for items, right in zip(papers.items.tolist(), papers.right.tolist(), strict=True):
        expected, _ = by_counting([eps[i] for i in items], sum(right))
        for item, is_right, chance in zip(items, right, expected, strict=True):
            surplus[item] += int(is_right) - chance
    assert max(abs(float(one)) for one in surplus) < 1e-6


def test_an_item_everybody_had_right_and_items_without_a_link_have_no_place():
    dice = np.random.default_rng(1)
    two_islands = np.where(np.arange(400)[:, None] % 2, [0, 1, 2], [3, 4, 5])
    right = dice.random((400, 3)) < 0.6
    found = conditional_difficulties(Papers(two_islands, right), 6, least=1)
    assert found is not None and found.known.sum() == 3
    everybody = Papers(
        np.tile([0, 1, 2, 3], (300, 1)), np.column_stack([np.full(300, True), dice.random((300, 3)) < 0.5])
    )
    found = conditional_difficulties(everybody, 4)
    assert found is not None and found.known.tolist() == [False, True, True, True]
    assert conditional_difficulties(Papers(np.zeros((5, 1), dtype=int), np.ones((5, 1), dtype=bool)), 1) is None


def test_shorter_papers_count_beside_longer_ones():
    papers = small_papers()
    padded = Papers(np.pad(papers.items, ((0, 0), (0, 2)), constant_values=-1), np.pad(papers.right, ((0, 0), (0, 2))))
    one, other = (conditional_difficulties(p, 6, least=1) for p in (papers, padded))
    assert one is not None and other is not None
    assert one.value == pytest.approx(other.value, abs=1e-9)


def test_difficulties_come_back_without_bias_whoever_the_people_are():
    """Able people on purpose: a joint maximum would stretch the scale by 20/19 and lean with them."""
    dice = np.random.default_rng(2)
    truth = dice.normal(0, 1, 60)
    items = np.argsort(dice.random((6_000, 60)), axis=1)[:, :20]
    ability = dice.exponential(1.2, (6_000, 1))
    found = conditional_difficulties(
        Papers(items, dice.random(items.shape) < 1 / (1 + np.exp(truth[items] - ability))), 60
    )
    assert found is not None and found.known.all()
    truth = truth - np.average(truth, weights=found.met)
    slope = (found.value * truth).sum() / (truth**2).sum()
    assert slope == pytest.approx(1, abs=0.02)
    assert np.std(found.value - truth) < 0.09


def test_the_link_finds_how_much_harder_form_b_is():
    world = crossed(8, 1_500, 0.4)
    found = link_forms(world.sittings, 120)
    assert found is not None and found.is_steady
    assert found.both.low <= world.harder <= found.both.high
    assert found.both.high - found.both.low < 0.12
    assert found.both.items > 0.5
    assert found.placed == {"A": 60, "B": 60}


def test_the_links_interval_holds_the_truth_nine_times_in_ten():
    """30 worlds here, 400 in the long proof: at 90 % fewer than 23 would come about twice in 100 such tests."""
    held = [(w, link_forms(w.sittings, 80)) for w in (crossed(s, 400, 0.3, per_form=40) for s in range(30))]
    assert sum(found.both.low <= w.harder <= found.both.high for w, found in held if found) >= 23
    assert abs(np.mean([found.both.value - w.harder for w, found in held if found])) < 0.02


def test_persons_who_sat_both_count_once_as_persons():
    """The same sitting given twice is no more evidence than once."""
    sitting = crossed(3, 800, 0.2).sittings[0]
    once, twice = link_forms((sitting,), 120), link_forms((sitting, sitting), 120)
    assert once is not None and twice is not None
    assert twice.both.high - twice.both.low == pytest.approx(once.both.high - once.both.low, rel=0.05)


def test_too_few_on_a_form_are_not_linked():
    world = crossed(3, 150, 0.2)
    assert link_forms(world.sittings, 120) is None
    assert link_forms((), 120) is None


# --- Scores ----------------------------------------------------------------------------------


def totals(seed: int, people: int, a: float, b: float) -> np.ndarray:
    dice = np.random.default_rng(seed)
    return dice.binomial(20, dice.beta(a, b, people)).astype(float)


def of(a: np.ndarray, b: np.ndarray, cut: float = 0.75) -> Equating:
    found = equate(a, b, 20, cut)
    assert found is not None
    return found


def test_equating_worked_by_hand():
    """A: 10 and 14 (mean 12, deviation 2). B: 8 and 16 (mean 12, deviation 4): 14 on A is 16 on B, by mean 14."""
    a, b = np.tile([10.0, 14.0], 60), np.tile([8.0, 16.0], 60)
    assert linear_of(14, a, b)[0] == pytest.approx(16)
    found = of(a, b, 0.7)
    assert (found.cut, found.at_cut.mean, found.harder.value) == (14, 14, 0)
    assert found.at_cut.equipercentile == pytest.approx(16)
    assert found.turned == 0  # nobody on B scored from 14 to 15.9


def test_the_share_whose_verdict_turns_is_counted_person_by_person():
    a, b = totals(1, 3_000, 8, 3), totals(2, 3_000, 6, 3.5)
    found = of(a, b)
    worth = b.mean() + (15 - a.mean()) / a.std() * b.std()
    turned = [(score >= 15) != (score >= round(worth)) for score in b.tolist()]
    assert found.turned == pytest.approx(sum(turned) / len(turned), rel=1e-9) and found.turned > 0.05


def test_percentile_ranks_as_in_the_textbook():
    """Kolen & Brennan (2014), table 2.2: scores 0 to 4 with frequencies .2 .3 .2 .2 .1 on X and .1 .2 .2 .3 .2 on Y. Ranks
    of X: 10, 35, 60, 80, 95; e_Y(0) = 0.5 and e_Y(1) = 1.75."""
    x, y = np.repeat(np.arange(5.0), [20, 30, 20, 20, 10]), np.repeat(np.arange(5.0), [10, 20, 20, 30, 20])
    assert [equipercentile_of(s, x, y, 4) for s in range(5)] == pytest.approx([0.5, 1.75, 2.8333, 3.5, 4.25], abs=1e-3)


def test_a_form_equals_itself_and_a_shift_comes_back():
    a = totals(1, 3_000, 7, 3)
    same = of(a, a)
    assert same.verdict == "alike" and same.turned == 0
    assert same.at_cut.linear.value == pytest.approx(15)
    a = np.clip(a, 2, 18)
    found = of(a, a - 2)
    assert found.verdict == "different" and found.harder.value == pytest.approx(2)
    assert [one.linear.value - one.score for one in found.scores] == pytest.approx([-2] * 7)
    assert [one.equipercentile - one.score for one in found.scores] == pytest.approx([-2] * 7, abs=0.06)


def test_the_linear_interval_holds_the_truth_nine_times_in_ten_with_skewed_scores():
    a, b = totals(1, 300_000, 8, 3), totals(2, 300_000, 7, 3.2)
    truth, apart = linear_of(15, a, b)[0], a.mean() - b.mean()
    dice = np.random.default_rng(5)
    found = [of(dice.choice(a, 400), dice.choice(b, 400)) for _ in range(400)]
    assert 0.86 <= np.mean([f.at_cut.linear.low <= truth <= f.at_cut.linear.high for f in found]) <= 0.94
    assert 0.86 <= np.mean([f.harder.low <= apart <= f.harder.high for f in found]) <= 0.94


def test_too_few_people_or_all_alike_are_not_equated():
    a = totals(1, 99, 7, 3)
    assert equate(a, totals(2, 500, 7, 3), 20, 0.75) is None
    assert equate(np.full(200, 15.0), totals(2, 500, 7, 3), 20, 0.75) is None


@pytest.mark.parametrize(
    ("harder", "expected"),
    [((0.1, -0.2, 0.4), "alike"), ((0.8, 0.6, 1.0), "different"), ((-0.7, -1.3, -0.1), "different"), ((0.3, -0.4, 1.0), "unclear")],
)  # fmt: skip
def test_the_verdict_asks_for_the_whole_interval(harder, expected):
    from dataclasses import replace

    a = totals(1, 500, 7, 3)
    found = replace(of(a, a), harder=Between(*harder))
    assert found.verdict == expected
    sentence = words.equating_sentence(found)
    assert {"alike": "Kedua bentuk setara", "different": "tidak sama sulit", "unclear": "Belum pasti"}[
        expected
    ] in sentence
    assert f"bentuk {'B' if harder[0] > 0 else 'A'} lebih sulit {words.decimal(abs(harder[0]))} soal" in sentence


def test_a_sample_is_cut_by_the_items_on_each_paper():
    rows = [
        Drawn("a", "pns", "k", "desa", ["a1", "a2"], [1, 0.5]),
        Drawn("b", "pns", "k", "desa", ["b1", "b2"], [1, 1]),
        Drawn("old", "pns", "k", "desa", ["a1", "b1"], [1, 1]),
    ]
    sample = pack_sample(rows)
    assert forms(sample, {"b1", "b2"}).tolist() == ["A", "B", ""]
    assert equate_halves(sample, {"b1", "b2"}, 0.5) is None
    assert equate_halves(pack_sample([]), set(), 0.5) is None


def test_halves_give_what_their_parts_give():
    world = crossed(8, 600, 0.3)
    samples = [as_sample(sitting) for sitting in world.sittings]
    of_b = {f"i{item:03d}" for item in range(60, 120)}
    direct, cut = link_forms(world.sittings, 120), link_halves(samples, of_b)
    assert direct is not None and cut is not None
    assert cut.both.value == pytest.approx(direct.both.value, abs=1e-6)
    scores, is_b = world.sittings[0].papers.score, world.sittings[0].form == "B"
    equated = equate_halves(samples[0], of_b, 0.75)
    assert equated is not None
    assert equated.harder.value == pytest.approx(scores[~is_b].mean() - scores[is_b].mean())


def as_sample(sitting: Sitting):
    return pack_sample(
        Drawn(person, "pns", "k", "desa", [f"i{item:03d}" for item in items], [float(r) for r in right])
        for person, items, right in zip(
            sitting.people, sitting.papers.items.tolist(), sitting.papers.right.tolist(), strict=True
        )
    )


def test_marks_outside_zero_to_one_are_refused():
    with pytest.raises(ValueError, match="mark"):
        pack_sample([Drawn("a", "pns", "k", "desa", ["x"], [1.2])])
    assert pack_sample([Drawn("a", "pns", "k", "desa", ["x"], [0.5])]).mark.tolist() == [MICRO // 2]
