"""What may be said of a share: an ``Estimate`` with its interval, ``NoData`` or ``Withheld``."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

MIN_LEARNERS = 5
"""Fewer than this and a number would speak of persons, not of a group."""
CONFIDENCE = 0.90
MICRO = 1_000_000


@dataclass(frozen=True)
class Estimate:
    """A share between 0 and 1 with its 90% interval, and how many people and answers it rests on."""

    value: float
    low: float
    high: float
    learners: int
    answers: int


@dataclass(frozen=True)
class NoData:
    """Nobody has finished yet: unknown, which is not zero."""


@dataclass(frozen=True)
class Withheld:
    """Known, but not shown; ``reason`` is ``few`` (under ``minimum`` people) or ``protects`` (a small group could be computed)."""

    reason: str
    minimum: int = MIN_LEARNERS


Comprehension = Estimate | NoData | Withheld


def wilson_interval(share: float, n: float, confidence: float = CONFIDENCE) -> tuple[float, float]:
    """Wilson, E. B. (1927), "Probable inference, the law of succession, and statistical inference", JASA 22, 209-212."""
    z = NormalDist().inv_cdf(0.5 + confidence / 2)
    middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    return max(0.0, min(share, middle - half)), min(1.0, max(share, middle + half))
