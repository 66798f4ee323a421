"""How surely the figures of a quiz and its verdicts are known, and how far a score near the cut may be off.

Errors by leaving out one tenth of the people at a time (jackknife of groups: Miller, Biometrika 61, 1974; Kott, Journal of
Official Statistics 17, 2001). The error of a score near the cut: Lord, Educational and Psychological Measurement 17, 1957.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil, sqrt

import numpy as np

from analytics.estimates import MICRO
from analytics.fairness.sample import Sample
from analytics.items.jackknife import TENTHS, half_widths
from analytics.items.paper_report import MIN_PAPERS, VERDICT_FIGURES, figures_of, report_of
from analytics.items.reliability import MarkSums

MIN_VERDICT_LEARNERS = 200
"""Fewer, and the interval of "the same verdict again" is wider than 10 points (simulation in the tests)."""


@dataclass(frozen=True)
class Margins:
    """Half the width of the 90 % intervals of a quiz's figures (``paper_report.figures_of``), and of how many people they were found.

    No verdicts under MIN_VERDICT_LEARNERS, or where everybody passes whatever they do; nor any figure that cannot be told.
    """

    widths: Mapping[str, float]
    learners: int


def margins(sample: Sample, cut: float) -> Margins | None:
    """None under MIN_PAPERS people."""
    if len(sample) < MIN_PAPERS:
        return None
    tenth = np.arange(len(sample)) % TENTHS  # people are in the order of their ids, which says nothing of them
    found = [_figures(sample, tenth != left_out, cut) for left_out in range(TENTHS)]
    told = [name for name in found[0] if all(name in one for one in found)]
    if len(sample) < MIN_VERDICT_LEARNERS:
        told = [name for name in told if name not in VERDICT_FIGURES]
    half = half_widths(np.array([[one[name] for name in told] for one in found]))
    return Margins(dict(zip(told, half.tolist(), strict=True)), len(sample))


def _figures(sample: Sample, kept: np.ndarray, cut: float) -> dict[str, float]:
    answered = np.repeat(kept, sample.length)
    mark, item = sample.mark[answered] / MICRO, sample.item_of[answered]
    length, total = sample.length[kept], sample.total[kept]
    counts = np.bincount(item)
    met = counts > 0
    sizes, people = np.unique(length, return_counts=True)
    sums = MarkSums(
        total=float(mark.sum()),
        square_sum=float((mark**2).sum()),
        person_part=float((total**2 / length).sum()),
        item_part=float((np.bincount(item, weights=mark)[met] ** 2 / counts[met]).sum()),
        paper_sizes=dict(zip(sizes.tolist(), people.tolist(), strict=True)),
        item_counts=tuple(counts[met].tolist()),
    )
    return figures_of(report_of(total / length, sums, cut, round(float(length.mean()))))


def error_near_cut(cut: float, item_count: int) -> float:
    """In items: how far the score of somebody at the cut strays from paper to paper; at most this, where marks come in parts."""
    score = ceil(cut * item_count - 1e-9)
    return sqrt(score * (item_count - score) / (item_count - 1)) if item_count > 1 else 0.0
