"""Scores on form A told on the scale of form B, and whether it matters who got which form: random groups design.

Kolen & Brennan, Test Equating, Scaling, and Linking, Springer, 2014: mean, linear and equipercentile equating (chapter 2), error of the linear one
with skewed scores (Braun & Holland, in Holland & Rubin, Test Equating, Academic Press, 1982). A score counts as spread evenly over half an
item on either side, which for whole scores gives their percentile ranks and also serves marks in parts.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor, sqrt
from statistics import NormalDist
from typing import Literal

import numpy as np

from analytics.estimates import CONFIDENCE, Estimate, wilson_interval
from analytics.fairness.link import MIN_FORM_LEARNERS

MATTERS = 0.5
"""Half an item: less changes no whole score (Dorans & Feigenbaum, ETS Research Memorandum 94-10, 1994)."""
AROUND = 3
"""Scores shown on either side of the cut."""

Verdict = Literal["alike", "different", "unclear"]


@dataclass(frozen=True)
class Between:
    """A figure with its 90 % interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Equated:
    """A score on form A (in items) and the same achievement on form B by three ways; the interval is of ``linear``."""

    score: int
    mean: float
    linear: Between
    equipercentile: float


@dataclass(frozen=True)
class Equating:
    """``harder``: items fewer on form B. ``passed``: by the total alone, critical topics left aside; ``passed_less``: A less B.
    ``turned``: share of those on B whose verdict the cut of ``cut_on_b`` would turn."""

    item_count: int
    cut: int
    harder: Between
    scores: tuple[Equated, ...]
    passed: tuple[Estimate, Estimate]
    passed_less: Between
    turned: float

    @property
    def at_cut(self) -> Equated:
        return next(one for one in self.scores if one.score == self.cut)

    @property
    def cut_on_b(self) -> int:
        """What the cut is worth on form B, in whole items."""
        return _whole(self.at_cut.linear.value)

    @property
    def verdict(self) -> Verdict:
        if max(abs(self.harder.low), abs(self.harder.high)) < MATTERS:
            return "alike"
        return "different" if self.harder.low > 0 or self.harder.high < 0 else "unclear"


def equate(a: np.ndarray, b: np.ndarray, item_count: int, cut: float) -> Equating | None:
    """``a``, ``b``: totals in items of two groups that chance made; ``cut``: the share that passes.

    None with fewer than MIN_FORM_LEARNERS on a form, or where everybody on one has the same score.
    """
    if min(len(a), len(b)) < MIN_FORM_LEARNERS or min(a.std(), b.std()) == 0:
        return None
    border = ceil(cut * item_count - 1e-9)
    z = _z()
    error = sqrt(a.var(ddof=1) / len(a) + b.var(ddof=1) / len(b))
    difference = float(a.mean() - b.mean())
    shown = range(max(0, border - AROUND), min(item_count, border + AROUND) + 1)
    scores = tuple(_equated(score, a, b, item_count) for score in shown)
    passes = [float((form >= cut * item_count - 1e-6).mean()) for form in (a, b)]
    passed = tuple(
        Estimate(p, *wilson_interval(p, len(form)), len(form), len(form))
        for p, form in zip(passes, (a, b), strict=True)
    )
    spread = sqrt(sum(p * (1 - p) / len(form) for p, form in zip(passes, (a, b), strict=True)))
    less = passes[0] - passes[1]
    on_b = _whole(next(one for one in scores if one.score == border).linear.value)
    turned = float(((b >= border - 1e-6) != (b >= on_b - 1e-6)).mean())
    return Equating(
        item_count, border, Between(difference, difference - z * error, difference + z * error), scores,
        (passed[0], passed[1]), Between(less, less - z * spread, less + z * spread), turned,
    )  # fmt: skip


def _equated(score: int, a: np.ndarray, b: np.ndarray, item_count: int) -> Equated:
    linear, error = linear_of(score, a, b)
    half = _z() * error
    return Equated(
        score, float(score + b.mean() - a.mean()), Between(linear, linear - half, linear + half),
        equipercentile_of(score, a, b, item_count),
    )  # fmt: skip


def linear_of(score: float, a: np.ndarray, b: np.ndarray) -> tuple[float, float]:
    """Equal standard scores, and the error of that by the delta method."""
    place = (score - a.mean()) / a.std()
    variance = sum(_about(form, place) for form in (a, b)) * b.var()
    return float(b.mean() + place * b.std()), sqrt(max(0.0, variance))


def _about(form: np.ndarray, place: float) -> float:
    z = (form - form.mean()) / form.std()
    return float((1 + place * (z**3).mean() + place**2 * ((z**4).mean() - 1) / 4) / len(form))


def equipercentile_of(score: float, a: np.ndarray, b: np.ndarray, item_count: int) -> float:
    """The score on B with the same percentile rank."""
    grid = np.linspace(-0.5, item_count + 0.5, 20 * (item_count + 1) + 1)
    ranks = _rank(grid, b)
    rising = np.flatnonzero(np.diff(ranks, prepend=-1.0) > 0)  # where nobody scored the rank stands still
    return float(np.interp(_rank(np.array([score]), a)[0], ranks[rising], grid[rising]))


def _rank(at: np.ndarray, scores: np.ndarray) -> np.ndarray:
    values, counts = np.unique(scores, return_counts=True)
    return np.clip(at[:, None] - values + 0.5, 0, 1) @ counts / len(scores)


def _whole(score: float) -> int:
    return floor(score + 0.5)


def _z() -> float:
    return NormalDist().inv_cdf(0.5 + CONFIDENCE / 2)
