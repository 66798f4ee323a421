"""Growth: the forms' difficulty cancels, Welch's interval comes out on the whole, small groups stay hidden."""

from __future__ import annotations

from dataclasses import replace
from math import sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from analytics.crossover import (
    FormEffect,
    Growth,
    Normalised,
    Pair,
    Worse,
    form_effect,
    growth,
    side_by_side,
)
from analytics.estimates import MICRO, NoData, Withheld

marks_of_five = st.tuples(*[st.sampled_from([0, MICRO // 2, MICRO])] * 5)
pairs = st.builds(Pair, st.sampled_from(["A", "B"]), marks_of_five, marks_of_five)


def marks(right: int, of: int = 5) -> tuple[int, ...]:
    return tuple(MICRO * (n < right) for n in range(of))


def simulated(seed: int, people: int, *, gain: float, easier: float, share_a: float = 0.5) -> list[Pair]:
    """Answers with known chances: ``easier`` is what form B adds."""
    dice = np.random.default_rng(seed)
    found = []
    for _ in range(people):
        first = "A" if dice.random() < share_a else "B"
        before = dice.uniform(0.3, 0.6)
        chances = before + easier * (first == "B"), before + gain + easier * (first == "A")
        found.append(Pair(first, *(tuple((MICRO * (dice.random(10) < chance)).tolist()) for chance in chances)))
    return found


def grown(people: list[Pair], everybody: list[Pair] | None = None) -> Growth:
    found = growth(people, form_effect(everybody or people))
    assert isinstance(found, Growth)
    return found


def test_form_effect_and_growth_worked_by_hand():
    """A first: 1 -> 4 and 2 -> 4 of 5. B first: 3 -> 4, 2 -> 2, 2 -> 3 of 5. Means of the differences: 0.5 and 2/15."""
    people = [Pair("A", marks(b), marks(a)) for b, a in ((1, 4), (2, 4))]
    people += [Pair("B", marks(b), marks(a)) for b, a in ((3, 4), (2, 2), (2, 3))]
    effect = form_effect(people)
    assert isinstance(effect, FormEffect)
    assert effect.value == pytest.approx((0.5 - 2 / 15) / 2)
    found = grown(people)
    assert found.value == pytest.approx((0.5 + 2 / 15) / 2)
    assert found.after - found.before == pytest.approx(found.value)


def test_the_form_effect_has_welchs_variance():
    """Half the difference of two independent means: checked against scipy's Welch test."""
    people = simulated(1, 300, gain=0.2, easier=0.1)
    effect = form_effect(people)
    assert isinstance(effect, FormEffect)
    sides = [[p.shares[1] - p.shares[0] for p in people if p.first == f] for f in ("A", "B")]
    welch = stats.ttest_ind(*sides, equal_var=False)
    assert effect.value / sqrt(effect.variance) == pytest.approx(welch.statistic, rel=1e-9)


def test_without_a_form_effect_to_take_out_the_interval_is_students():
    """At five degrees of freedom more, for the organisation's spread."""
    people = simulated(2, 60, gain=0.2, easier=0.0)
    differences = [p.shares[1] - p.shares[0] for p in people]
    found = growth(people, FormEffect(0.0, 0.0, float(np.var(differences, ddof=1)), 60))
    assert isinstance(found, Growth)
    student = stats.t.interval(0.90, 64, np.mean(differences), stats.sem(differences))
    assert (found.low, found.high) == pytest.approx(student, rel=1e-9)


def test_five_people_who_gained_alike_are_not_certain():
    everybody = simulated(4, 200, gain=0.2, easier=0.0)
    alike = grown([Pair("A", marks(2), marks(3))] * 5, everybody)
    assert alike.high - alike.low > 0.1


def test_a_unit_that_met_the_easy_form_last_gains_no_more_than_it_learned():
    everybody = simulated(3, 4_000, gain=0.15, easier=0.12)
    lucky = [pair for pair in everybody if pair.first == "A"][:200]
    raw = sum(p.shares[1] - p.shares[0] for p in lucky) / len(lucky)
    found = grown(lucky, everybody)
    assert raw > 0.24
    assert found.value == pytest.approx(0.15, abs=0.02)


def test_ninety_percent_intervals_hold_the_gain_nine_times_in_ten():
    held = 0
    for seed in range(400):
        everybody = simulated(seed, 150, gain=0.15, easier=0.12)
        found = grown(everybody[:25], everybody)
        held += found.low <= 0.15 <= found.high
    assert 0.86 <= held / 400 <= 0.94


@settings(deadline=None)
@given(st.lists(pairs, min_size=12, max_size=40))
def test_swapping_the_names_of_the_forms_changes_nothing(people):
    swapped = [Pair("B" if p.first == "A" else "A", p.before, p.after) for p in people]
    one, other = growth(people, form_effect(people)), growth(swapped, form_effect(swapped))
    assert isinstance(one, Growth) == isinstance(other, Growth)
    if isinstance(one, Growth) and isinstance(other, Growth):
        assert (one.value, one.low, one.high) == pytest.approx((other.value, other.low, other.high), abs=1e-12)


@settings(deadline=None)
@given(st.lists(pairs, min_size=12, max_size=40), st.integers())
def test_the_order_of_people_changes_nothing(people, seed):
    order = np.random.default_rng(abs(seed)).permutation(len(people))
    one, other = (growth(rows, form_effect(rows)) for rows in (people, [people[n] for n in order]))
    assert one == other


@settings(deadline=None)
@given(st.lists(st.tuples(pairs, st.integers(1, 400)), min_size=3, max_size=25))
def test_people_who_did_alike_count_as_often_as_there_are_of_them(counted):
    """To the last bit."""
    one_by_one = [pair for pair, count in counted for _ in range(count)]
    together = replace(side_by_side([pair for pair, _ in counted]), count=np.array([count for _, count in counted]))
    assert len(together) == len(one_by_one)
    effect = form_effect(one_by_one)
    assert form_effect(together) == effect
    assert growth(together, effect) == growth(one_by_one, effect)


def test_normalised_gain_is_the_share_of_the_room_that_was_won():
    """Hake (1998): from 40 % to 70 % wins half of what was left."""
    people = [Pair(first, marks(2), marks(3 + n % 2)) for first in ("A", "B") for n in range(10)]
    found = grown(people)
    assert isinstance(found.normalised, Normalised)
    assert found.normalised.value == pytest.approx((0.7 - 0.4) / (1 - 0.4))
    assert found.normalised.low < 0.5 < found.normalised.high


def test_no_normalised_gain_where_hardly_anything_was_left_to_gain():
    assert grown([Pair(f, marks(5), marks(5 - n % 2)) for f in ("A", "B") for n in range(10)]).normalised == NoData()


def test_who_gets_worse_is_told_beside_what_chance_alone_would_do():
    everybody = simulated(5, 500, gain=0.0, easier=0.0)
    found = grown(everybody).worse
    assert isinstance(found, Worse)
    assert found.by_luck == pytest.approx(25, abs=6)
    assert found.clearly == pytest.approx(found.by_luck, abs=12)
    fallen = [Pair(p.first, p.before, (0,) * 10) if n < 100 else p for n, p in enumerate(everybody)]
    worse = grown(fallen).worse
    assert isinstance(worse, Worse) and worse.clearly > worse.by_luck + 30


def test_under_ten_people_nobody_is_told_how_many_got_worse():
    assert grown([Pair(f, marks(2), marks(n)) for f in ("A", "B") for n in range(4)]).worse == Withheld("few")


def test_four_people_are_withheld_and_nobody_is_no_data():
    everybody = simulated(6, 50, gain=0.1, easier=0.0)
    effect = form_effect(everybody)
    assert growth(everybody[:4], effect) == Withheld("few")
    assert growth(everybody[:9], effect, is_withheld=True) == Withheld("protects")
    assert growth([], effect) == NoData()


def test_with_one_form_only_there_is_no_growth_to_tell():
    assert form_effect([Pair("A", marks(2), marks(3))] * 20) == NoData()
    assert growth([Pair("A", marks(2), marks(3))] * 20, NoData()) == NoData()
