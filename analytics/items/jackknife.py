"""Intervals of figures that have no formula of their own: each figure again with one tenth of the people left out."""

from __future__ import annotations

import numpy as np
from scipy.special import stdtrit

from analytics.estimates import CONFIDENCE

TENTHS = 10


def half_widths(without_a_tenth: np.ndarray, confidence: float = CONFIDENCE) -> np.ndarray:
    """Jackknife of TENTHS groups: ``without_a_tenth[left out, ...]`` are the figures of the people who are left.

    Miller, R. G. (1974), "The jackknife - a review", Biometrika 61, 1-15.
    """
    spread = ((without_a_tenth - without_a_tenth.mean(axis=0)) ** 2).sum(axis=0)
    return float(stdtrit(TENTHS - 1, 0.5 + confidence / 2)) * np.sqrt((TENTHS - 1) / TENTHS * spread)
