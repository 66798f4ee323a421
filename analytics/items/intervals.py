"""Correlations with their intervals, and why a correlation can be unknown."""

from __future__ import annotations

from dataclasses import dataclass
from math import atanh, sqrt, tanh
from statistics import NormalDist
from typing import Literal

from analytics.estimates import CONFIDENCE

MIN_CORRELATION_LEARNERS = 30
"""Under 30 people a 90% interval is wider than 0.6: it would say nothing about an item."""


@dataclass(frozen=True)
class Correlation:
    """Between -1 and 1, with its interval."""

    value: float
    low: float
    high: float
    learners: int


@dataclass(frozen=True)
class Unknown:
    """``few``: under the minimum of people; ``flat``: everybody alike, so nothing can go together with anything."""

    reason: Literal["few", "flat"]


def correlation(value: float | None, learners: int) -> Correlation | Unknown:
    """``value`` None when nothing varies. The interval is Fisher's z.

    Fisher, R. A. (1921), "On the probable error of a coefficient of correlation", Metron 1, 3-32. With marks of 0 and 1
    it is an approximation; the simulation in the tests measures how good.
    """
    if learners < MIN_CORRELATION_LEARNERS:
        return Unknown("few")
    if value is None:
        return Unknown("flat")
    low, high = fisher_interval(value, learners)
    return Correlation(value, low, high, learners)


def fisher_interval(value: float, learners: int, confidence: float = CONFIDENCE) -> tuple[float, float]:
    """Raises ValueError for fewer than four people, of whom Fisher's z says nothing."""
    if learners < 4:
        raise ValueError("Fisher's z needs four people")
    if abs(value) >= 1:
        return value, value
    half = NormalDist().inv_cdf(0.5 + confidence / 2) / sqrt(learners - 3)
    return tanh(atanh(value) - half), tanh(atanh(value) + half)
