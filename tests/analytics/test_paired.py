"""Growth cut from sittings: only the same persons in two forms, and who fell is hidden with its neighbours."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.comprehension.paired import GrowthMeasure, pair_up
from analytics.comprehension.sittings import Sat, Sittings, pack_sittings
from analytics.crossover import Growth, Pair, Worse, form_effect, growth
from analytics.estimates import MICRO, NoData, Withheld

FORM_OF = {f"{form}{n}": form for form in "AB" for n in range(5)}
PATHS = {"a": "r/a/", "b": "r/b/", "c": "r/c/"}


def one(person: str, agency: str, form: str, marks: list[float], kind: str = "pns") -> Sat:
    return Sat(person, agency, kind, "2026-11-22T01:00:00Z", [f"{form}{n}" for n in range(5)], marks)


def made_up(agencies: list[str], seed: int = 3) -> tuple[list[Sat], list[Sat]]:
    dice = random.Random(seed)
    before, after = [], []
    for number, agency in enumerate(agencies):
        forms = "AB" if number % 2 else "BA"
        before.append(one(f"p{number}", agency, forms[0], [float(dice.random() < 0.5) for _ in range(5)]))
        after.append(one(f"p{number}", agency, forms[1], [float(dice.random() < 0.7) for _ in range(5)]))
    return before, after


def measured(before: list[Sat], after: list[Sat], hidden=frozenset()) -> GrowthMeasure:
    sides: list[Sittings] = [pack_sittings(before), pack_sittings(after)]
    return GrowthMeasure(pair_up(*sides, FORM_OF), frozenset(FORM_OF), PATHS, hidden)


@settings(max_examples=20, deadline=None)
@given(st.lists(st.sampled_from("abc"), min_size=12, max_size=60), st.randoms(use_true_random=False))
def test_it_is_the_growth_of_the_pairs_one_by_one(agencies, dice):
    before, after = made_up(agencies)
    later = {sat.person_id: sat for sat in after}
    pairs = [
        Pair(b.versions[0][0], tuple(int(m * MICRO) for m in b.marks), tuple(int(m * MICRO) for m in later[b.person_id].marks))
        for b in before
    ]  # fmt: skip
    found = measured(dice.sample(before, len(before)), after).found(("r/", ""))
    expected = growth(pairs, form_effect(pairs))
    assert isinstance(found, Growth) and isinstance(expected, Growth)
    assert (found.value, found.low, found.high) == pytest.approx((expected.value, expected.low, expected.high))
    assert found.learners == len(agencies)


def test_only_who_took_both_tests_in_two_forms_counts():
    before, after = made_up(["a"] * 20)
    before.append(one("only-before", "a", "A", [1.0] * 5))
    after.append(one("only-after", "a", "A", [1.0] * 5))
    same = [one("same-form", "a", "A", [0.0] * 5)]
    found = measured(before + same, after + same).found(("r/a/", ""))
    assert isinstance(found, Growth) and found.learners == 20


def test_a_person_counts_where_the_second_test_was_taken():
    before, after = made_up(["a"] * 20)
    moved = [sat._replace(agency_id="b") for sat in after[:8]] + after[8:]
    found = measured(before, moved)
    assert found.found(("r/b/", "")).learners == 8 and found.found(("r/a/", "")).learners == 12


def test_few_pairs_and_what_comprehension_hides_are_hidden():
    before, after = made_up(["a"] * 20 + ["b"] * 20 + ["c"] * 4)
    found = measured(before, after)
    assert found.found(("r/c/", "")) == Withheld("few")
    assert {type(found.found((f"r/{x}/", ""))) for x in "ab"} == {Growth, Withheld}  # one protects c
    assert measured(*made_up(["a"] * 20), hidden={("r/a/", "")}).found(("r/a/", "")) == Withheld("protects")
    assert found.found(("r/d/", "")) == NoData()


def test_who_fell_in_a_group_of_eight_is_not_had_by_subtraction():
    """a (20) and b (8) make r (28): b is too small for it, so a, the only other part, does not tell it either."""
    found = measured(*made_up(["a"] * 20 + ["b"] * 8))
    told = {place: found.found((place, "")) for place in ("r/", "r/a/", "r/b/")}
    assert all(isinstance(one, Growth) for one in told.values())
    assert isinstance(told["r/"].worse, Worse)
    assert told["r/b/"].worse == Withheld("few") and told["r/a/"].worse == Withheld("protects")
