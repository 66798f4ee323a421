"""How surely reliability and the sameness of verdicts are known, and how far a score near the cut may be off.

Errors by leaving out one tenth of the people at a time (jackknife of groups: Miller, Biometrika 61, 1974; Kott, Journal of
Official Statistics 17, 2001). The error of a score near the cut: Lord, Educational and Psychological Measurement 17, 1957.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, sqrt

import numpy as np
from scipy.special import stdtrit

from analytics.estimates import CONFIDENCE, MICRO
from analytics.fairness.sample import Sample
from analytics.items.decisions import decisions
from analytics.items.reliability import MarkSums, components_of

MIN_VERDICT_LEARNERS = 200
"""Fewer, and the interval of "the same verdict again" is wider than 10 points (simulation in the tests)."""
TENTHS = 10


@dataclass(frozen=True)
class Margins:
    """Half the width of the 90 % intervals, and of how many people they were found."""

    dependability: float
    consistency: float
    accuracy: float
    learners: int


def margins(sample: Sample, cut: float) -> Margins | None:
    """None under MIN_VERDICT_LEARNERS, where everybody passes whatever they do, or where the figures cannot be told."""
    if len(sample) < MIN_VERDICT_LEARNERS or cut <= 0:
        return None
    group = np.arange(len(sample)) % TENTHS  # people are in the order of their ids, which says nothing of them
    found = [_figures(sample, group != left_out, cut) for left_out in range(TENTHS)]
    told = [one for one in found if one is not None]
    if len(told) < TENTHS:
        return None
    variance = (TENTHS - 1) / TENTHS * ((np.array(told) - np.mean(told, axis=0)) ** 2).sum(axis=0)
    half = float(stdtrit(TENTHS - 1, 0.5 + CONFIDENCE / 2)) * np.sqrt(variance)
    return Margins(*(float(width) for width in half), len(sample))


def _figures(sample: Sample, kept: np.ndarray, cut: float) -> tuple[float, float, float] | None:
    answered = np.repeat(kept, sample.length)
    mark, item = sample.mark[answered] / MICRO, sample.item_of[answered]
    length, total = sample.length[kept], sample.total[kept]
    counts = np.bincount(item)
    met = counts > 0
    sizes, people = np.unique(length, return_counts=True)
    found = components_of(
        MarkSums(
            total=float(mark.sum()),
            square_sum=float((mark**2).sum()),
            person_part=float((total**2 / length).sum()),
            item_part=float((np.bincount(item, weights=mark)[met] ** 2 / counts[met]).sum()),
            paper_sizes=dict(zip(sizes.tolist(), people.tolist(), strict=True)),
            item_counts=tuple(counts[met].tolist()),
        )
    )
    reliability = found.dependability if found else None
    if reliability is None:
        return None
    shares = total / length
    verdicts = decisions(float(shares.mean()), float(shares.var(ddof=1)), reliability, cut, round(float(length.mean())))
    return (reliability, verdicts.consistency, verdicts.accuracy) if verdicts else None


def error_near_cut(cut: float, item_count: int) -> float:
    """In items: how far the score of somebody at the cut strays from paper to paper; at most this, where marks come in parts."""
    score = ceil(cut * item_count - 1e-9)
    return sqrt(score * (item_count - score) / (item_count - 1)) if item_count > 1 else 0.0
