"""Comprehension with its uncertainty: from counts to ``Estimate``, ``NoData`` or ``Withheld``."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

from analytics.rollups import Tally

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
    """Known, but not shown; ``reason`` is ``few`` (under MIN_LEARNERS) or ``protects`` (a small group could be computed)."""

    reason: str


Comprehension = Estimate | NoData | Withheld


def estimate(tally: Tally | None, *, is_withheld: bool = False) -> Comprehension:
    """The mean over learners of their mean mark, with a 90% interval.

    The interval is Wilson's score interval (Wilson 1927) at the effective sample size of Kish (1965).
    """
    if tally is None or tally.learners == 0:
        return NoData()
    if tally.learners < MIN_LEARNERS:
        return Withheld("few")
    if is_withheld:
        return Withheld("protects")
    value = min(1.0, max(0.0, tally.mean_micro_sum / MICRO / tally.learners))
    low, high = wilson_interval(value, effective_sample_size(tally))
    return Estimate(value, low, high, tally.learners, tally.answers)


def effective_sample_size(tally: Tally) -> float:
    """How many independent answers the group is worth: p(1-p) / (s^2/n), between the learners and the answers.

    Answers of one person resemble each other, so 20 people with 5 answers each tell less than 100 people would.
    Kish, L. (1965), Survey Sampling, Wiley, section 8.2 (the design effect).
    """
    n = tally.learners
    mean = tally.mean_micro_sum / MICRO / n
    if n < 2:
        return float(n)
    square_sum = tally.mean_micro_square_sum / MICRO / MICRO
    variance = max(0.0, (square_sum - n * mean * mean) / (n - 1))
    if variance < 1e-12:  # everybody alike: the spread tells nothing, so count people
        return float(n)
    return min(float(max(n, tally.answers)), max(float(n), mean * (1 - mean) * n / variance))


def wilson_interval(share: float, n: float, confidence: float = CONFIDENCE) -> tuple[float, float]:
    """Wilson, E. B. (1927), "Probable inference, the law of succession, and statistical inference", JASA 22, 209-212."""
    z = NormalDist().inv_cdf(0.5 + confidence / 2)
    middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    return max(0.0, min(share, middle - half)), min(1.0, max(share, middle + half))
