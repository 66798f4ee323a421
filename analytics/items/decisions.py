"""How often would the same person get the same verdict again, and how often is the verdict the true one?

Livingston, S. A. & Lewis, C. (1995), "Estimating the consistency and accuracy of classifications based on test scores",
Journal of Educational Measurement 32, 179-197: from mean, variance and reliability follow an effective number of items
and the spread of true scores; observed scores are binomial around a true one. True scores are taken as a two-parameter
beta (Huynh, H. 1976, Journal of Educational Measurement 13, 253-264). Unlike Livingston & Lewis the effective number
is not rounded: the incomplete beta function is the binomial's tail for any real number, and for the real number of
items it gives exactly the binomial's. Averages over true scores are integrals over their percentile ranks, up to the cut and from it on.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil

import numpy as np
from scipy.integrate import quad_vec
from scipy.special import betainc, betaincinv

_TOLERANCE = 1e-12


@dataclass(frozen=True)
class Decisions:
    """Shares of people, 0 to 1."""

    consistency: float
    """Same verdict on two parallel papers."""
    accuracy: float
    """Verdict equals the one their true score deserves."""
    wrongly_passed: float
    wrongly_failed: float
    chance_consistency: float
    """What two unrelated papers with the same share of passes would agree on."""
    effective_items: float

    @property
    def kappa(self) -> float | None:
        """Cohen, J. (1960), Educational and Psychological Measurement 20, 37-46."""
        room = 1 - self.chance_consistency
        return (self.consistency - self.chance_consistency) / room if room > 0 else None


def decisions(mean: float, variance: float, reliability: float, cut: float, item_count: int) -> Decisions | None:
    """``mean`` and ``variance`` of scores 0..1, and the score from which one passes.

    None when the figures leave no spread of true scores (reliability 0, or nobody differs). Raises ValueError when a
    figure is out of its range.
    """
    if not (0 <= mean <= 1 and 0 <= reliability <= 1 and 0 < cut <= 1 and item_count > 0 and variance >= 0):
        raise ValueError("scores, reliability and cut are shares; there is at least one item")
    true_variance = reliability * variance
    if true_variance <= 0 or reliability >= 1 or true_variance >= mean * (1 - mean):
        return None
    effective = (mean * (1 - mean) - true_variance) / (variance - true_variance)
    size = mean * (1 - mean) / true_variance - 1
    if effective < 1:
        return None
    a, b = mean * size, (1 - mean) * size

    def passes_once_and_twice(rank: float) -> np.ndarray:
        chance = _chance_to_pass(betaincinv(a, b, rank), cut, item_count, effective)
        return np.array([chance, chance * chance])

    below = float(betainc(a, b, cut))
    wrongly_passed, twice_below = _integral(passes_once_and_twice, 0.0, below)
    rightly_passed, twice_above = _integral(passes_once_and_twice, below, 1.0)
    wrongly_failed = max(0.0, 1 - below - rightly_passed)
    share = wrongly_passed + rightly_passed
    return Decisions(
        consistency=1 - 2 * (share - twice_below - twice_above),
        accuracy=1 - wrongly_passed - wrongly_failed,
        wrongly_passed=wrongly_passed,
        wrongly_failed=wrongly_failed,
        chance_consistency=share**2 + (1 - share) ** 2,
        effective_items=float(effective),
    )


def _integral(of: Callable[[float], np.ndarray], start: float, end: float) -> tuple[float, float]:
    once, twice = quad_vec(of, start, end, epsabs=_TOLERANCE, epsrel=0)[0] if end > start else (0.0, 0.0)
    return float(once), float(twice)


def _chance_to_pass(ability: float, cut: float, item_count: int, effective: float) -> float:
    """The border lies halfway between the last failing and the first passing number of items right."""
    border = (ceil(cut * item_count - 1e-9) - 0.5) / item_count
    needed = border * effective + 0.5
    return float(betainc(needed, effective - needed + 1, ability))
