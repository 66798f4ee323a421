"""The estimate that decision 004 showed and decision 017 replaced: what the better one is compared with."""

from __future__ import annotations

from analytics.estimates import MICRO, Estimate, wilson_interval
from analytics.rollups import Tally


def raw_mean(tally: Tally) -> Estimate:
    """The mean over learners of their mean mark, with Wilson's interval at the effective sample size."""
    share = min(1.0, tally.mean_micro_sum / MICRO / tally.learners)
    return Estimate(share, *wilson_interval(share, effective_sample_size(tally)), tally.learners, tally.answers)


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
