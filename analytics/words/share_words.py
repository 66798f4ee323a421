"""A share of people in plain words: "3 dari 4", and only as exact as its interval allows."""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor

from analytics.estimates import Estimate

_EASY = tuple(Fraction(*pair) for pair in ((1, 10), (1, 5), (1, 4), (1, 3), (2, 5), (1, 2), (3, 5), (2, 3), (3, 4), (4, 5), (9, 10)))  # fmt: skip
WIDEST = 0.3
"""An interval wider than this covers several of the easy fractions: then both its ends are said."""


def share_words(found: Estimate) -> str:
    """Such as ``kira-kira 3 dari 4``; the fraction said always lies within the interval, or both ends cover it."""
    if found.value >= 0.95:
        return "hampir semua"
    if found.high - found.low > WIDEST:
        low, high = floor(found.low * 10), ceil(found.high * 10)
        return f"antara {low} dan {high} dari 10" if low else f"paling banyak {high} dari 10"
    best = min(_EASY, key=lambda one: abs(one - found.value))
    if found.low <= best <= found.high:
        return f"kira-kira {best.numerator} dari {best.denominator}"
    return f"kira-kira {found.value * 100:.0f} dari 100"
