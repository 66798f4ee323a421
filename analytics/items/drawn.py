"""Item by item the classical statistics of a quiz whose papers are drawn at random, and where Moodle has them otherwise.

Every item is then one of a pool: it is judged over the people who met it, against the rest of their own papers. Weights are
shares of an average paper, each item counting as often as it was drawn. Where everybody met the same items these are the
figures of ``classical.slot_statistics`` to the last digits.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

import numpy as np

from analytics.estimates import MICRO
from analytics.fairness.sample import Sample
from analytics.items.classical import PoolStatistics, pool_statistics


@dataclass(frozen=True)
class DrawnItem:
    """One item version, marks in items. ``effective_weight`` is None as in ``classical.SlotStatistics``."""

    version: str
    pool: PoolStatistics
    intended_weight: float
    effective_weight: float | None
    has_negative_covariance: bool


def drawn_items(sample: Sample) -> tuple[DrawnItem, ...]:
    """In the order of the versions; empty for an empty sample."""
    order = np.argsort(sample.item_of, kind="stable")
    own, total = sample.mark[order] / MICRO, sample.total[sample.sitting_of[order]]
    ends = np.cumsum(np.bincount(sample.item_of, minlength=len(sample.versions)))
    pools = [
        pool_statistics(mark, paper - mark, 1.0)
        for mark, paper in zip(np.split(own, ends[:-1]), np.split(total, ends[:-1]), strict=True)
        if len(mark)
    ]
    met = [version for version, count in zip(sample.versions, np.diff(ends, prepend=0), strict=True) if count]
    answers = len(own)
    parts = [_weight(pool) * pool.corrected.learners for pool in pools]
    whole = sum(parts)
    return tuple(
        DrawnItem(
            version=version,
            pool=pool,
            intended_weight=pool.corrected.learners / answers,
            effective_weight=None if pool.corrected.learners < 2 or _pulls_down(pool) or not whole else part / whole,
            has_negative_covariance=_pulls_down(pool),
        )
        for version, pool, part in zip(met, pools, parts, strict=True)
    )


def _pulls_down(pool: PoolStatistics) -> bool:
    """Whether the mark goes against the total of the whole paper, which holds it: Moodle's reading is just that."""
    return (pool.as_moodle.covariance or 0.0) < 0


def _weight(pool: PoolStatistics) -> float:
    return sqrt(max(0.0, pool.as_moodle.covariance or 0.0))
