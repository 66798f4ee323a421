"""How often would the same person get the same verdict again, and how often is the verdict the true one?

Livingston, S. A. & Lewis, C. (1995), "Estimating the consistency and accuracy of classifications based on test scores",
Journal of Educational Measurement 32, 179-197: from mean, variance and reliability follow an effective number of items
and the spread of true scores; observed scores are binomial around a true one. True scores are taken as a two-parameter
beta (Huynh, H. 1976, Journal of Educational Measurement 13, 253-264). Unlike Livingston & Lewis the effective number
is not rounded: the incomplete beta function is the binomial's tail for any real number, and for the real number of
items it gives exactly the binomial's.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

import numpy as np
from scipy.special import betainc, betaincinv

_GRID = 2000


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
    ability = betaincinv(mean * size, (1 - mean) * size, (np.arange(_GRID) + 0.5) / _GRID)
    passes = _chance_to_pass(ability, cut, item_count, effective)
    deserves = ability >= cut
    share = float(passes.mean())
    wrongly_passed = float((passes * ~deserves).mean())
    wrongly_failed = float(((1 - passes) * deserves).mean())
    return Decisions(
        consistency=float((passes**2 + (1 - passes) ** 2).mean()),
        accuracy=1 - wrongly_passed - wrongly_failed,
        wrongly_passed=wrongly_passed,
        wrongly_failed=wrongly_failed,
        chance_consistency=share**2 + (1 - share) ** 2,
        effective_items=float(effective),
    )


def _chance_to_pass(ability: np.ndarray, cut: float, item_count: int, effective: float) -> np.ndarray:
    """The border lies halfway between the last failing and the first passing number of items right."""
    border = (ceil(cut * item_count - 1e-9) - 0.5) / item_count
    needed = border * effective + 0.5
    return betainc(needed, effective - needed + 1, ability)
