"""Differential item functioning: printed examples come out, planted differences are found, equal items are left alone."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.estimates import NoData
from analytics.items.dif import Dif, Stratum, mantel_haenszel

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


def test_everybody_right_tells_nothing():
    assert mantel_haenszel([Stratum(10, 0, 10, 0)]) == NoData()
