"""Differential item functioning: is an item harder for one group than for equally able people of another?

Mantel & Haenszel, Journal of the National Cancer Institute 22, 1959, for items: Holland & Thayer, in Wainer & Braun (eds.),
Test Validity, Erlbaum, 1988. Classes of Educational Testing Service: Zieky, and Dorans & Holland, in Holland & Wainer
(eds.), Differential Item Functioning, Erlbaum, 1993. A flag is a reason to read the item again, not a verdict on it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import exp, log, sqrt
from statistics import NormalDist
from typing import Literal

from scipy.special import chdtrc

from analytics.estimates import NoData

MIN_GROUP_LEARNERS = 100
"""Per group and item: below this the classes are mostly noise. 100 people at 75 % leave a standard error of nearly 0.8 delta."""
STRATA = 8
CONFIDENCE = 0.95
"""Of the interval around the odds ratio, as is usual there."""
_DELTA = -2.35
"""From the logarithm of an odds ratio to the ETS scale of item difficulty: 4/1.7, and harder is higher."""

DifClass = Literal["A", "B", "C"]


@dataclass(frozen=True)
class Stratum:
    """People of like score: how many of the reference group and of the focal group had the item right and wrong."""

    reference_right: int
    reference_wrong: int
    focal_right: int
    focal_wrong: int


@dataclass(frozen=True)
class Dif:
    """``odds_ratio`` above 1 and ``delta`` below 0: harder for the focal group. Class A negligible, B moderate, C large."""

    odds_ratio: float
    low: float
    high: float
    chi_square: float
    p_value: float
    delta: float
    delta_error: float
    dif_class: DifClass
    reference: int
    focal: int


def mantel_haenszel(strata: Iterable[Stratum]) -> Dif | NoData:
    """NoData when no stratum holds both groups with both results, or all of them on one diagonal."""
    found = [s for s in strata if _size(s) > 1]
    for_reference = [s.reference_right * s.focal_wrong / _size(s) for s in found]
    for_focal = [s.reference_wrong * s.focal_right / _size(s) for s in found]
    above, below = sum(for_reference), sum(for_focal)
    if above <= 0 or below <= 0:
        return NoData()
    error = sqrt(_variance_of_log(found, for_reference, for_focal))
    ratio, z = above / below, NormalDist().inv_cdf(0.5 + CONFIDENCE / 2)
    chi_square = _chi_square(found)
    p_value = float(chdtrc(1, chi_square))
    delta, delta_error = _DELTA * log(ratio), -_DELTA * error
    bounds = (ratio * exp(-z * error), ratio * exp(z * error))
    return Dif(
        ratio, *bounds, chi_square, p_value, delta, delta_error, _class_of(delta, delta_error, p_value),
        sum(s.reference_right + s.reference_wrong for s in found), sum(s.focal_right + s.focal_wrong for s in found),
    )  # fmt: skip


def _size(s: Stratum) -> int:
    return s.reference_right + s.reference_wrong + s.focal_right + s.focal_wrong


def _chi_square(strata: Sequence[Stratum]) -> float:
    """(|sum of right answers less their expectation| - 1/2)^2 / variance: with the continuity correction."""
    surplus = variance = 0.0
    for s in strata:
        n, right = _size(s), s.reference_right + s.focal_right
        reference, focal = s.reference_right + s.reference_wrong, s.focal_right + s.focal_wrong
        surplus += s.reference_right - reference * right / n
        variance += reference * focal * right * (n - right) / (n * n * (n - 1))
    return max(0.0, abs(surplus) - 0.5) ** 2 / variance


def _variance_of_log(strata: Sequence[Stratum], above: Sequence[float], below: Sequence[float]) -> float:
    """Robins, Breslow & Greenland, Biometrics 42, 1986: of the logarithm of the common odds ratio."""
    r, s = sum(above), sum(below)
    agree = [(t.reference_right + t.focal_wrong) / _size(t) for t in strata]
    mixed = sum(p * b + (1 - p) * a for p, a, b in zip(agree, above, below, strict=True))
    return (
        sum(p * a for p, a in zip(agree, above, strict=True)) / (2 * r * r)
        + mixed / (2 * r * s)
        + sum((1 - p) * b for p, b in zip(agree, below, strict=True)) / (2 * s * s)
    )


def _class_of(delta: float, error: float, p_value: float) -> DifClass:
    """A: under 1, or not different from 0 (5 %). C: at least 1.5, and more than 1 beyond chance (5 %, one side). Else B."""
    if abs(delta) < 1 or p_value >= 0.05:
        return "A"
    clearly_large = error == 0 or (abs(delta) - 1) / error > NormalDist().inv_cdf(0.95)
    return "C" if abs(delta) >= 1.5 and clearly_large else "B"
