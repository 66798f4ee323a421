"""Pooled comprehension: equal to dense linear algebra, blind to the order of rows, and sane at its limits."""

from __future__ import annotations

import random
from dataclasses import replace
from fractions import Fraction
from math import sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import expit

from analytics.comprehension.answers import Answers, Counts
from analytics.comprehension.cells import cells_of
from analytics.comprehension.model import HARDNESS_PRIOR, Fit, fit, fit_counts
from analytics.comprehension.results import (
    chance_below,
    shown,
    with_interval,
)
from analytics.comprehension.spread import find_spread
from analytics.comprehension.tree import build_tree, gather, smooth, variance_of_totals
from analytics.estimates import MICRO, Estimate, NoData, Withheld
from analytics.hiding.suppression import withheld_cells
from analytics.rollups import ALL, DIRECT
from tests.analytics.dense import blup
from tests.analytics.organisations import make_organisation
from tests.analytics.packing import Sitting, pack

small = st.integers(0, 10**6).map(lambda seed: make_organisation(seed, agencies=3))


def sitting(place: str, right: int, items: int = 5) -> Sitting:
    return Sitting(place, tuple(f"i{n}" for n in range(items)), tuple(MICRO * (n < right) for n in range(items)))


def fitted(sittings: list[Sitting]) -> Fit:
    found = fit(pack(sittings))
    assert found is not None
    return found


def row(found: Fit, place: str) -> int:
    return found.tree.places.index(place)


def same(one: Fit, other: Fit) -> bool:
    """To the last bit."""
    return one.tree.places == other.tree.places and all(
        np.array_equal(getattr(one, name), getattr(other, name)) for name in ("value", "error", "learners", "answers")
    )


def random_leaves(seed: int):
    dice = np.random.default_rng(seed)
    tree, seat = build_tree(make_organisation(seed).members)
    precision, shift = np.zeros((2, len(tree.places)))
    for place in seat.values():
        if dice.random() < 0.9:
            precision[place] = dice.gamma(2, 4)
            shift[place] = precision[place] * dice.normal(1, 0.5)
    deviation = np.concatenate([[0], dice.uniform(0, 0.5, tree.levels) ** 2])
    return tree, precision, shift, deviation


@pytest.mark.parametrize("seed", range(12))
def test_smoothing_along_the_tree_equals_dense_linear_algebra(seed):
    tree, precision, shift, deviation = random_leaves(seed)
    mean, covariance, _ = blup(tree, precision, shift, deviation)
    found = smooth(tree, precision[:, None], shift[:, None], deviation[:, None])
    assert found.mean[:, 0] == pytest.approx(mean, abs=1e-9)
    assert found.variance[:, 0] == pytest.approx(np.diag(covariance), abs=1e-9)
    weights = np.random.default_rng(seed).uniform(0, 3, len(tree.places))
    weights[[bool(np.any(tree.parent[1:] == place)) for place in range(len(tree.places))]] = 0
    totals = variance_of_totals(tree, found, weights[:, None])[:, 0]
    for place, name in enumerate(tree.places):
        below = weights * [other.startswith(name) for other in tree.places]
        assert totals[place] == pytest.approx(below @ covariance @ below, abs=1e-9)


@pytest.mark.parametrize("seed", range(6))
def test_the_likelihood_along_the_tree_equals_the_restricted_likelihood(seed):
    """Up to a constant, which the comparison of two spreads takes out."""
    tree, precision, shift, deviation = random_leaves(seed)
    two = np.column_stack([deviation, deviation * 2.5])
    found = gather(tree, precision[:, None], shift[:, None], two).log_likelihood
    dense = [blup(tree, precision, shift, two[:, place])[2] for place in (0, 1)]
    assert found[1] - found[0] == pytest.approx(dense[1] - dense[0], abs=1e-9)


@pytest.mark.parametrize("seed", range(5))
def test_the_whole_fit_equals_a_second_computation_by_dense_matrices(seed):
    """Given clustering and the grid of spreads: levels, hardness, values and errors of every place, to 1e-9."""
    organisation = make_organisation(seed)
    answers = pack(organisation.sittings)
    mix = {item: 1.0 + seed * place for place, item in enumerate(organisation.bank)}
    found = fit(answers, mix, organisation.members)
    assert found is not None
    level, hardness = found.state.level, found.state.hardness
    tree, places, items = found.tree, len(found.tree.places), len(found.items)
    seen, marks = np.zeros((2, places, items))
    for one in organisation.sittings:
        for item, mark in zip(one.items, one.marks, strict=True):
            seen[found.seat[one.place], found.items.index(item)] += 1
            marks[found.seat[one.place], found.items.index(item)] += mark / MICRO

    weights = np.array([mix[item] for item in found.items]) / sum(mix.values())
    seen[0] += 1 / items
    marks[0] += 0.5 / items

    def data(at: np.ndarray):
        chance = expit(at[:, None] - hardness)
        steep = seen * chance * (1 - chance) / found.state.clustering
        return chance, steep, steep.sum(axis=1)

    chance, _, precision = data(level)
    surplus = (marks - seen * chance) / found.state.clustering
    shift = precision * level + surplus.sum(axis=1)
    expected = found.state.spread.expected[:, 0]
    assert level == pytest.approx(blup(tree, precision, shift, expected)[0], abs=1e-9)
    assert -surplus.sum(axis=0) == pytest.approx(hardness / HARDNESS_PRIOR**2, abs=1e-8)

    means, covariances = [], []
    for point in range(found.state.spread.weight.size):
        mean, covariance, _ = blup(tree, precision, shift, found.state.spread.deviation[:, point])
        means.append(mean)
        covariances.append(covariance)
    weight = found.state.spread.weight
    middle = np.tensordot(weight, means, 1)
    covariance = np.tensordot(weight, covariances, 1)
    covariance += sum(w * np.outer(m - middle, m - middle) for w, m in zip(weight, means, strict=True))
    chance, steep, precision = data(middle)
    members = np.zeros(places)
    for place, count in organisation.members.items():
        members[found.seat[place]] = count
    slope = chance * (1 - chance) @ weights
    bend = chance * (1 - chance) * (1 - 2 * chance) @ weights
    value = chance @ weights + bend * np.diag(covariance) / 2
    _, at_expected, _ = blup(tree, precision, np.zeros(places), expected)
    follows = at_expected @ steep
    of_items = np.linalg.inv(np.diag(steep.sum(axis=0) + 1 / HARDNESS_PRIOR**2) - steep.T @ follows)
    for place, name in enumerate(tree.places):
        share = members * [other.startswith(name) for other in tree.places]
        share /= share.sum()
        items_slope = (share * slope) @ follows - share @ (chance * (1 - chance)) * weights
        variance = (share * slope) @ covariance @ (share * slope) + items_slope @ of_items @ items_slope
        assert found.value[place] == pytest.approx(share @ value, abs=1e-9)
        assert found.error[place] ** 2 == pytest.approx(variance, abs=1e-9)


@settings(max_examples=15, deadline=None)
@given(small, st.integers())
def test_the_order_of_rows_changes_nothing_not_even_the_last_bit(organisation, seed):
    dice = random.Random(seed)
    shuffled = list(organisation.sittings)
    dice.shuffle(shuffled)
    for place, one in enumerate(shuffled):
        pairs = list(zip(one.items, one.marks, strict=True))
        dice.shuffle(pairs)
        shuffled[place] = Sitting(one.place, *(tuple(column) for column in zip(*pairs, strict=True)))
    again = fit(pack(shuffled), dict(reversed(organisation.mix.items())), dict(reversed(organisation.members.items())))
    first = fit(pack(organisation.sittings), organisation.mix, organisation.members)
    assert first is not None and again is not None and same(first, again)


@settings(max_examples=10, deadline=None)
@given(small)
def test_parts_add_up_to_wholes_by_their_members(organisation):
    found = fit(pack(organisation.sittings), organisation.mix, organisation.members)
    assert found is not None
    for row_of_place, place in enumerate(found.tree.places):
        below = [unit for unit in organisation.members if unit.startswith(place.removesuffix(DIRECT))]
        if place.endswith(DIRECT):
            below = [place.removesuffix(DIRECT)]
        total = sum(organisation.members[unit] * found.value[found.seat[unit]] for unit in below)
        assert found.value[row_of_place] == pytest.approx(total / sum(organisation.members[unit] for unit in below))


def test_sums_are_exact():
    organisation = make_organisation(3)
    thirds = [replace(one, marks=tuple(333_333 + n for n in range(5))) for one in organisation.sittings]
    answers: Answers = pack(thirds)
    exact: dict[tuple[str, str], Fraction] = {}
    for one in thirds:
        for item, mark in zip(one.items, one.marks, strict=True):
            exact[one.place, item] = exact.get((one.place, item), Fraction(0)) + Fraction(mark, MICRO)
    for (place, item), total in exact.items():
        found = answers.mark_sums[answers.places.index(place), answers.items.index(item)]
        assert Fraction(round(found * MICRO), MICRO) == total


@settings(max_examples=20, deadline=None)
@given(small, st.integers(0, 10**6))
def test_one_more_right_answer_never_lowers_the_units_own_estimate(organisation, pick):
    chosen = organisation.sittings[pick % len(organisation.sittings)]
    wrong = [place for place, mark in enumerate(chosen.marks) if mark == 0]
    if not wrong:
        return
    marks = tuple(MICRO if place == wrong[0] else mark for place, mark in enumerate(chosen.marks))
    better = list(organisation.sittings)
    better[pick % len(better)] = replace(chosen, marks=marks)
    before, after = (fit(pack(rows), organisation.mix) for rows in (organisation.sittings, better))
    assert before is not None and after is not None
    seat = before.seat[chosen.place]
    assert after.value[seat] >= before.value[seat]


@pytest.mark.parametrize("seed", range(6))
def test_with_spread_held_better_answers_anywhere_lower_no_level_anywhere(seed):
    tree, precision, shift, deviation = random_leaves(seed)
    base = smooth(tree, precision[:, None], shift[:, None], deviation[:, None]).mean
    for place in np.flatnonzero(precision):
        more = shift.copy()
        more[place] += 1
        assert (smooth(tree, precision[:, None], more[:, None], deviation[:, None]).mean >= base - 1e-12).all()


def offices(extra: list[Sitting]) -> list[Sitting]:
    """Ten offices of 40 people who get 2, 3 or 4 of 5 right, and whoever is added."""
    return [sitting(f"r/{office}/", (2, 3, 4, 4)[n % 4]) for office in range(10) for n in range(40)] + extra


def test_one_person_hardly_moves_a_unit_off_its_parent():
    found = fitted(offices([sitting("r/new/", 0)]))
    parent = float(found.value[row(found, "r/")])
    assert abs(found.value[row(found, "r/new/")] - parent) < 0.1 * parent
    assert found.error[row(found, "r/new/")] < 0.2


def test_many_people_speak_for_themselves():
    found = fitted(offices([sitting("r/new/", n % 3) for n in range(6_000)]))
    raw = sum(n % 3 for n in range(6_000)) / 6_000 / 5
    assert found.value[row(found, "r/new/")] == pytest.approx(raw, abs=0.002)


def test_the_more_people_the_nearer_to_their_own_mean():
    values = []
    for people in (1, 4, 16, 64, 256):
        found = fitted(offices([sitting("r/new/", 1) for _ in range(people)]))
        values.append(float(found.value[row(found, "r/new/")]))
    assert values == sorted(values, reverse=True)


def test_ten_answers_of_one_person_count_less_than_ten_of_two():
    """People of one mind: all right or all wrong, so more answers of each tell nothing more."""
    few = fitted([sitting(f"r/{o}/", 5 * (n % 2), 5) for o in range(5) for n in range(40)])
    many = fitted([sitting(f"r/{o}/", 20 * (n % 2), 20) for o in range(5) for n in range(40)])
    assert many.state.clustering == pytest.approx(20, rel=0.2)
    assert few.state.clustering == pytest.approx(5, rel=0.2)
    assert many.error[0] == pytest.approx(few.error[0], rel=0.05)


def test_an_item_nobody_has_met_widens_the_interval_and_is_no_error():
    rows = offices([])
    known, wider = (
        fit(pack(rows)),
        fit(pack(rows), dict.fromkeys([*(f"i{n}" for n in range(5)), "new-1", "new-2"], 1.0)),
    )
    assert known is not None and wider is not None
    assert wider.error[0] > 1.2 * known.error[0]


def test_comprehension_stands_on_the_scale_of_the_papers_drawn():
    """A paper takes two of ten easy items and one of five hard ones: what people earned is what the whole shows."""
    dice = np.random.default_rng(3)
    mix = {f"easy-{n}": 2 / 10 for n in range(10)} | {f"hard-{n}": 1 / 5 for n in range(5)}
    mix |= {f"rare-{n}": 1 / 60 for n in range(60)}
    names = [[name for name in mix if name.startswith(kind)] for kind in ("easy", "hard", "rare")]
    rows = []
    for _ in range(4_000):
        drawn = [*dice.choice(names[0], 2, False), dice.choice(names[1]), dice.choice(names[2])]
        right = dice.random(4) < (0.9, 0.9, 0.5, 0.2)
        rows.append(Sitting("r/a/", tuple(map(str, drawn)), tuple(MICRO * int(one) for one in right)))
    earned = sum(sum(one.marks) for one in rows) / (4 * MICRO * len(rows))
    as_drawn, alike = fit(pack(rows), mix), fit(pack(rows))
    assert as_drawn is not None and alike is not None
    assert as_drawn.value[0] == pytest.approx(earned, abs=0.005)
    assert alike.value[0] < earned - 0.2


def test_units_where_nobody_answered_have_no_data_and_leave_doubt_in_the_whole():
    rows = offices([])
    members = {f"r/{n}/": 40 for n in range(10)}
    known, more = fit(pack(rows), None, members), fit(pack(rows), None, members | {"r/silent/": 200})
    assert known is not None and more is not None
    assert shown(more, ())["r/silent/"] == NoData()
    assert more.error[0] > 1.05 * known.error[0]


def test_nobody_at_all_is_no_data():
    assert fit(pack([])) is None
    assert shown(None, ()) == {}


def test_one_unit_alone_can_be_estimated():
    found = shown(fit(pack([sitting("a/", 3) for _ in range(9)])), ())["a/"]
    assert isinstance(found, Estimate)
    assert found.value == pytest.approx(0.6, abs=0.02) and found.learners == 9 and found.answers == 45


def test_everybody_perfect_and_everybody_wrong_stay_inside_0_and_1():
    """And are not taken for certainty."""
    for right in (0, 5):
        for found in shown(fit(pack([sitting(f"a/{n % 3}/", right) for n in range(30)])), ()).values():
            assert isinstance(found, Estimate)
            assert 0 < found.low < found.value < found.high < 1
            assert found.high - found.low > 0.01


def test_deep_trees_share_the_last_levels_spread():
    rows = [sitting(f"a/{n % 2}/{n % 4}/{n % 8}/{n % 16}/", n % 6) for n in range(160)]
    found = fitted(rows)
    assert found.tree.levels == 3 and len(found.tree.depths) == 5


def test_small_units_are_withheld_and_so_is_what_would_tell_them_by_subtraction():
    counts = {"r/a/": 4, "r/b/": 12, "r/c/": 9}
    rows = [sitting(place, n % 6) for place, people in counts.items() for n in range(people)]
    people = cells_of({(place, "pns"): count for place, count in counts.items()})
    found = shown(fit(pack(rows)), {place for place, kind in withheld_cells(people) if kind == ALL})
    assert found["r/a/"] == Withheld("few")
    assert found["r/c/"] == Withheld("protects")
    assert isinstance(found["r/b/"], Estimate) and isinstance(found["r/"], Estimate)


def test_four_people_are_withheld_even_if_nobody_asked_for_it():
    for minimum in (0, 5):
        assert shown(fit(pack([sitting("a/", 3)] * 4)), (), minimum)["a/"] == Withheld("few")


def test_a_measure_of_a_few_items_can_ask_for_ten_people():
    found = fit(pack([sitting("a/", 3)] * 9 + [sitting("b/", 3)] * 10))
    assert shown(found, (), 10)["a/"] == Withheld("few")
    assert isinstance(shown(found, (), 10)["b/"], Estimate)


def test_people_of_an_agency_with_parts_are_a_part_of_their_own():
    rows = [sitting("r/", 1) for _ in range(8)] + [sitting("r/a/", 4) for _ in range(8)]
    found = shown(fit(pack(rows)), ())
    own, whole = found["r/" + DIRECT], found["r/"]
    assert isinstance(own, Estimate) and isinstance(whole, Estimate)
    assert own.learners == 8 and whole.learners == 16 and own.value < whole.value


@settings(deadline=None)
@given(st.floats(0.02, 0.98), st.floats(0.01, 0.6), st.floats(0.05, 0.95))
def test_the_chance_of_being_below_agrees_with_the_interval(value, part, target):
    """``part`` of the largest standard error that a share can have."""
    found = with_interval(value, part * sqrt(value * (1 - value)), 20, 100)
    assert 0 < found.low < found.value < found.high < 1
    assert chance_below(found, found.high) == pytest.approx(0.95, abs=1e-6)
    assert chance_below(found, found.low) == pytest.approx(0.05, abs=1e-6)
    assert (chance_below(found, target) > 0.5) == (target > found.value)


@pytest.mark.parametrize(
    ("value", "error", "low", "high"),
    [(0.5, 0.05, 0.418491, 0.581509), (0.8, 0.02, 0.765071, 0.830883), (0.95, 0.03, 0.870522, 0.981716)],
)
def test_the_interval_is_neither_wider_nor_narrower_than_said(value, error, low, high):
    """Worked out by hand: 1.644854 errors on either side, where an error on the logit scale is error / (value (1 - value))."""
    found = with_interval(value, error, 20, 100)
    assert (found.low, found.high) == (pytest.approx(low, abs=1e-6), pytest.approx(high, abs=1e-6))


def test_the_spread_of_agencies_is_found_where_there_are_many():
    dice = np.random.default_rng(1)
    tree, seat = build_tree([f"r/{n}/" for n in range(400)])
    level = dice.normal(1, 0.4, len(tree.places))
    precision = np.full(len(tree.places), 25.0)
    precision[0] = 0
    shift = precision * (level + dice.normal(0, 0.2, len(tree.places)))
    assert np.sqrt(find_spread(tree, precision, shift).expected[1, 0]) == pytest.approx(0.4, abs=0.04)
    assert len(seat) == 400


def test_hundreds_of_answers_that_are_all_alike_do_not_throw_the_fit_off():
    """Whole steps of Newton overshot here, and back again, until nothing was a number. Per place: answers to two items, and marks."""
    table = 38.0 * np.array(
        [(309, 632, 12, 53), (60, 122, 3, 8), (1, 1, 0, 0), (3, 8, 0, 0), (8, 13, 0, 3), (7, 8, 0, 0), (6, 20, 0, 0), (5, 13, 0, 6),
         (15, 44, 0, 0), (1, 12, 0, 1), (4, 12, 0, 2), (5, 5, 1, 0), (2, 5, 0, 0), (23, 44, 1, 4), (3, 7, 0, 1), (5, 27, 1, 2),
         (1, 17, 1, 10), (5, 6, 0, 0), (3, 15, 0, 2), (4, 7, 0, 2), (3, 26, 0, 1), (4, 8, 0, 2)]
    )  # fmt: skip
    seen, marks = table[:, :2], table[:, 2:]
    places = tuple(f"r/{n:02d}/" for n in range(len(table)))
    found = fit_counts(Counts(places, ("a", "b"), seen, marks, seen.max(axis=1).astype(np.int64)), 1.0)
    assert found is not None
    rows = [found.seat[place] for place in places]
    expected = seen * expit(found.state.level[rows, None] - found.state.hardness)
    assert (expected - marks).sum(axis=0) == pytest.approx(found.state.hardness / HARDNESS_PRIOR**2, abs=0.5)
