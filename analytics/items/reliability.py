"""How far scores can be trusted when papers are drawn at random: variance components of people, items and the rest.

Model: mark = mean + person + item + residual. Brennan, R. L. (2001), Generalizability Theory, Springer, chapters 3, 4
and 7; Cronbach, L. J. et al. (1972), The Dependability of Behavioral Measurements. Two answers: the plain score, to which
the luck of the draw is error (design i:p), and a score adjusted for the difficulty of its paper (design p x i).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import fsum, sqrt

import numpy as np


@dataclass(frozen=True)
class MarkSums:
    """All that components need of any number of marks; can be kept along the way."""

    total: float
    square_sum: float
    person_part: float
    """Sum over people of (sum of own marks) squared / number of own marks."""
    item_part: float
    """The same over items."""
    paper_sizes: Mapping[int, int]
    """Number of items of a paper -> how many people had such a paper."""
    item_counts: tuple[int, ...]
    """How many people met each item."""


@dataclass(frozen=True)
class Components:
    """Variances of one mark: between people, between items, and the rest. An estimate below 0 is shown as 0."""

    people: float
    items: float
    residual: float
    papers: int
    items_per_paper: float
    """Harmonic mean, which is what the error of a mean score depends on."""

    @property
    def dependability(self) -> float | None:
        """Phi: of the plain score, to which the luck of the draw counts as error (design i:p)."""
        return _share(self.people, (self.items + self.residual) / self.items_per_paper)

    @property
    def generalizability(self) -> float | None:
        """E rho squared: of a score adjusted for the difficulty of its paper (design p x i); Cronbach's alpha if all met the same."""
        return _share(self.people, self.residual / self.items_per_paper)

    @property
    def absolute_error(self) -> float:
        """Of one learner's plain score, as a share of the full mark."""
        return sqrt((self.items + self.residual) / self.items_per_paper)


def components_of(sums: MarkSums) -> Components | None:
    """Henderson's first method, fit for any pattern of who met what; None when the three cannot be told apart.

    Henderson, C. R. (1953), "Estimation of variance and covariance components", Biometrics 9, 226-252; Brennan (2001),
    section 7.1. Four sums of squares are set equal to what the model says they come to on average.
    """
    count, papers, items = sum(sums.item_counts), sum(sums.paper_sizes.values()), len(sums.item_counts)
    if papers < 2 or items < 2:
        return None
    expected = np.array(
        [  # of: mean squared, people, items, residual
            [count, count, count, count],
            [count, count, papers, papers],
            [count, items, count, items],
            [count, sum(s * s * n for s, n in sums.paper_sizes.items()) / count, sum(n * n for n in sums.item_counts) / count, 1],
        ]
    )  # fmt: skip
    observed = np.array([sums.square_sum, sums.person_part, sums.item_part, sums.total**2 / count])
    if np.linalg.matrix_rank(expected / count, tol=1e-12) < 4:
        return None
    _, person, item, residual = (max(0.0, float(v)) for v in np.linalg.solve(expected / count, observed / count))
    harmonic = papers / fsum(people / size for size, people in sums.paper_sizes.items())
    return Components(person, item, residual, papers, harmonic)


def _share(signal: float, noise: float) -> float | None:
    return signal / (signal + noise) if signal + noise > 0 else None
