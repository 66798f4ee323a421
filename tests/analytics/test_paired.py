"""Growth from counts of pairs: that of the persons one by one, and who fell is hidden with its neighbours."""

from __future__ import annotations

import random
from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.comprehension.paired import NOBODY, GrowthMeasure, PairCounts, pack_pairs
from analytics.crossover import Growth, Pair, Worse, form_effect, growth
from analytics.estimates import MICRO, NoData, Withheld

PATHS = {"a": "r/a/", "b": "r/b/", "c": "r/c/"}


def made_up(agencies: list[str], seed: int = 3) -> list[tuple[str, Pair]]:
    """Agency of the second test, and one person's two tests of five items."""
    dice = random.Random(seed)
    chances = (0.5, 0.7)
    return [
        (agency, Pair("AB"[n % 2], *(tuple(MICRO * (dice.random() < p) for _ in range(5)) for p in chances)))
        for n, agency in enumerate(agencies)
    ]  # fmt: skip


def counts_of(people: list[tuple[str, Pair]]) -> Counter[tuple]:
    counts: Counter[tuple] = Counter()
    for agency, pair in people:
        sums = (total for m in (pair.before, pair.after) for total in (len(m), sum(m), sum(x * x for x in m)))
        counts[agency, "pns", int(pair.first == "A"), *sums] += 1
    return counts


def packed(counts: list[tuple[tuple, int]]) -> PairCounts:
    return pack_pairs(("karier", *row, count) for row, count in counts)["karier"]


def measured(people: list[tuple[str, Pair]], hidden=frozenset()) -> GrowthMeasure:
    return GrowthMeasure(packed([*counts_of(people).items()]), PATHS, hidden)


@settings(max_examples=20, deadline=None)
@given(st.lists(st.sampled_from("abc"), min_size=12, max_size=60), st.randoms(use_true_random=False))
def test_it_is_the_growth_of_the_pairs_one_by_one_in_any_order(agencies, dice):
    people = made_up(agencies)
    pairs = [pair for _, pair in people]
    expected = growth(pairs, form_effect(pairs))
    assert isinstance(expected, Growth) and measured(people).found(("r/", "")) == expected
    counts = [*counts_of(people).items()]
    mixed = GrowthMeasure(packed(dice.sample(counts, len(counts))), PATHS, frozenset())
    assert mixed.found(("r/", "")) == expected


def test_a_part_is_the_growth_of_its_own_people_with_everybodys_form_effect():
    people = made_up(["a"] * 20 + ["b"] * 15)
    effect = form_effect([pair for _, pair in people])
    for agency in "ab":
        expected = growth([pair for place, pair in people if place == agency], effect)
        assert (
            measured(people).found((f"r/{agency}/", "")) == measured(people).found((f"r/{agency}/", "pns")) == expected
        )
    assert measured(people).found(("r/", "pppk")) == NoData()


def test_nobody_at_all_is_no_data():
    assert GrowthMeasure(NOBODY, PATHS, frozenset()).found(("r/", "")) == NoData()


def test_few_pairs_and_what_comprehension_hides_are_hidden():
    found = measured(made_up(["a"] * 20 + ["b"] * 20 + ["c"] * 4))
    assert found.found(("r/c/", "")) == Withheld("few")
    assert {type(found.found((f"r/{x}/", ""))) for x in "ab"} == {Growth, Withheld}  # one protects c
    assert measured(made_up(["a"] * 20), hidden={("r/a/", "")}).found(("r/a/", "")) == Withheld("protects")
    assert found.found(("r/d/", "")) == NoData()


def test_who_fell_in_a_group_of_eight_is_not_had_by_subtraction():
    """a (20) and b (8) make r (28): b is too small for it, so a, the only other part, does not tell it either."""
    found = measured(made_up(["a"] * 20 + ["b"] * 8))
    told = {place: found.found((place, "")) for place in ("r/", "r/a/", "r/b/")}
    assert all(isinstance(one, Growth) for one in told.values())
    assert isinstance(told["r/"].worse, Worse)
    assert told["r/b/"].worse == Withheld("few") and told["r/a/"].worse == Withheld("protects")


def test_growth_of_nine_is_in_no_file_nor_what_would_tell_it():
    """a (20) and b (9) make r (29), all on screen."""
    found = measured(made_up(["a"] * 20 + ["b"] * 9))
    assert all(isinstance(found.found((place, "")), Growth) for place in ("r/", "r/a/", "r/b/"))
    assert isinstance(found.in_file(("r/", "")), Growth)
    assert found.in_file(("r/b/", "")) == Withheld("few", 10)
    assert found.in_file(("r/a/", "")) == Withheld("protects", 10)
    apart = measured(made_up(["a"] * 20 + ["b"] * 12))
    assert all(apart.in_file((place, "")) == apart.found((place, "")) for place in ("r/", "r/a/", "r/b/"))
    where_hidden = GrowthMeasure(apart.counts, PATHS, (), hidden_in_files={("r/a/", "")})
    assert where_hidden.in_file(("r/a/", "")) == Withheld("protects", 10)
