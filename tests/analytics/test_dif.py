"""Differential item functioning: printed examples come out, planted differences are found, equal items are left alone."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import expit

from analytics.comprehension.answers import MICRO, Sitting, pack
from analytics.estimates import NoData, Withheld
from analytics.items.dif import Dif, Met, Stratum, dif_of_item, dif_of_items, mantel_haenszel, strata_of

BERKELEY = (
    (512, 313, 89, 19), (353, 207, 17, 8), (120, 205, 202, 391), (138, 279, 131, 244), (53, 138, 94, 299), (22, 351, 24, 317),
)  # fmt: skip
RABBITS = ((0, 6, 0, 5), (3, 3, 0, 6), (6, 0, 2, 4), (5, 1, 6, 0), (2, 0, 5, 0))
counts = st.integers(1, 60)
strata = st.lists(st.builds(Stratum, counts, counts, counts, counts), min_size=1, max_size=8)


def of(cells) -> Dif:
    found = mantel_haenszel([Stratum(*cell) for cell in cells])
    assert isinstance(found, Dif)
    return found


def test_admissions_to_berkeley_as_printed_by_r():
    """Bickel, Hammel & O'Connell, Science 187, 1975; R, ``mantelhaen.test(UCBAdmissions)``."""
    found = of(BERKELEY)
    assert found.odds_ratio == pytest.approx(0.9046968, abs=5e-8)
    assert (found.low, found.high) == pytest.approx((0.7719074, 1.0603298), abs=5e-7)
    assert found.chi_square == pytest.approx(1.4269, abs=5e-5)
    assert found.p_value == pytest.approx(0.2323, abs=5e-5)
    assert found.dif_class == "A"


def test_penicillin_for_rabbits_as_told_by_r():
    """Agresti, Categorical Data Analysis, 1990, pp. 231-237; R's help on ``mantelhaen.test`` gives p = 0.047."""
    found = of(RABBITS)
    assert found.p_value == pytest.approx(0.047, abs=5e-4)
    assert found.odds_ratio == pytest.approx(7.0)


def test_delta_is_minus_2_35_times_the_logarithm():
    """Holland & Thayer (1988): an item half as likely, in odds, for the focal group is 1.63 deltas harder."""
    found = of([(200, 100, 100, 100)])
    assert found.odds_ratio == pytest.approx(2.0)
    assert found.delta == pytest.approx(-1.6289, abs=5e-5)


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ([(60, 40, 59, 41)], "A"),  # no difference
        ([(600, 400, 500, 500)], "A"),  # a sure difference of 0.95 delta: too small to matter
        ([(60, 40, 44, 56)], "B"),  # 1.5 deltas, not surely more than 1
        ([(600, 400, 480, 520)], "B"),  # a sure 1.1 deltas
        ([(700, 300, 400, 600)], "C"),  # a sure 2.9 deltas
        ([(400, 600, 700, 300)], "C"),  # the same in favour of the focal group
    ],
)
def test_the_classes_of_ets(cells, expected):
    assert of(cells).dif_class == expected


@settings(deadline=None)
@given(strata)
def test_swapping_the_groups_turns_the_sign_only(found):
    swapped = [Stratum(s.focal_right, s.focal_wrong, s.reference_right, s.reference_wrong) for s in found]
    one, other = mantel_haenszel(found), mantel_haenszel(swapped)
    assert isinstance(one, Dif) and isinstance(other, Dif)
    assert one.delta == pytest.approx(-other.delta, abs=1e-9)
    assert one.chi_square == pytest.approx(other.chi_square, abs=1e-9)
    assert one.dif_class == other.dif_class


@settings(deadline=None)
@given(st.lists(st.tuples(st.booleans(), st.integers(0, 20), st.booleans()), min_size=1, max_size=200))
def test_every_person_stands_in_one_stratum(people):
    found = strata_of([Met(focal, score / 20, MICRO * right) for focal, score, right in people])
    assert len(found) <= 8
    assert sum(s.reference_right + s.reference_wrong + s.focal_right + s.focal_wrong for s in found) == len(people)
    assert sum(s.focal_right for s in found) == sum(focal and right for focal, _, right in people)


def papers(seed: int, people: int, planted: float) -> tuple[list[Sitting], list[bool]]:
    """20 of 40 items each; the focal group is half a logit weaker, and item 0 is ``planted`` logits harder for it."""
    dice = np.random.default_rng(seed)
    hardness = dice.normal(-0.7, 0.7, 40)
    sittings, focal = [], []
    for person in range(people):
        focal.append(person % 3 == 0)
        ability = dice.normal(-0.5 * focal[-1], 0.8)
        drawn = sorted(dice.choice(40, 20, replace=False).tolist())
        chances = expit(ability - hardness[drawn] - planted * focal[-1] * (np.array(drawn) == 0))
        marks = tuple((MICRO * (dice.random(20) < chances)).tolist())
        sittings.append(Sitting("r/", tuple(f"i{n:02d}" for n in drawn), marks))
    return sittings, focal


def test_a_planted_difference_is_found_and_a_weaker_group_alone_is_none():
    sittings, focal = papers(1, 4_000, planted=1.2)
    found = dif_of_items(pack(sittings), focal)
    planted = found.pop("i00")
    assert isinstance(planted, Dif) and planted.dif_class == "C" and planted.delta < -1.5
    classes = [one.dif_class for one in found.values() if isinstance(one, Dif)]
    assert len(classes) == 39 and classes.count("C") == 0 and classes.count("B") <= 1


def test_one_group_alone_or_a_hundred_people_too_few_is_not_told():
    one = [Met(False, n / 150, MICRO * (n % 2)) for n in range(150)]
    assert dif_of_item(one) == Withheld("few")
    assert dif_of_item(one + [Met(True, 0.5, MICRO)] * 99) == Withheld("few")
    assert dif_of_item([]) == NoData()


def test_everybody_right_tells_nothing():
    assert mantel_haenszel([Stratum(10, 0, 10, 0)]) == NoData()
