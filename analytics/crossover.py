"""Growth of the same persons from pre-test to post-test, with the difficulty of the two forms taken out.

Half of the people, by chance, meet form A before and B after, the others B before and A after. What B is easier than A
adds to the first half's differences and takes from the second's, so half the difference of the two halves estimates it,
and a mean over both halves is free of it (Senn, Cross-over Trials in Clinical Research, Wiley, 2002, chapter 3). No item
is common to the forms; none is needed, because chance made the two halves equal (random groups design: Kolen & Brennan,
Test Equating, Scaling, and Linking, Springer, 2014, chapters 1 and 2).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from math import fsum, sqrt
from statistics import NormalDist
from typing import Literal

import numpy as np
from scipy.special import stdtrit

from analytics.estimates import CONFIDENCE, MICRO, MIN_LEARNERS, NoData, Withheld

MIN_WORSE_LEARNERS = 10
"""Fewer people than this, and "two of them got worse" would point at persons."""
SPREAD_WORTH = 5
"""Five people who happened to gain alike are not certain: the organisation's spread counts like five more of the group."""
HIGHEST_BEFORE = 0.9
"""Above this there is too little room left for a share of the room to mean anything."""
_HALVES = 2**27 + 1
"""Times this, a float comes apart into two of 26 bits (Dekker, Numerische Mathematik 18, 1971)."""


Turn = Literal["risen", "unclear", "fallen"]


@dataclass(frozen=True)
class Pair:
    """One person's FIRST pre-test and FIRST post-test on one measure: marks in millionths, and the form met before."""

    first: Literal["A", "B"]
    before: tuple[int, ...]
    after: tuple[int, ...]

    @property
    def shares(self) -> tuple[float, float]:
        return _share(self.before), _share(self.after)


@dataclass(frozen=True, eq=False)
class Side:
    """One test of many people, as sums over each one's answers: how many, their marks, the squares of their marks."""

    answers: np.ndarray
    total: np.ndarray
    squares: np.ndarray

    def at(self, chosen: np.ndarray) -> Side:
        return Side(self.answers[chosen], self.total[chosen], self.squares[chosen])

    @property
    def share(self) -> np.ndarray:
        return self.total / self.answers / MICRO

    @property
    def noise(self) -> np.ndarray:
        """Variance of the mean of one person's marks, from how they differ among themselves."""
        about_mean = np.maximum(0, self.squares - self.total**2 / self.answers)
        return about_mean / (self.answers - 1) / self.answers / MICRO**2


@dataclass(frozen=True, eq=False)
class Pairs:
    """Many ``Pair`` side by side: whether form A came first, the two tests, and how many people did exactly so."""

    a_first: np.ndarray
    before: Side
    after: Side
    count: np.ndarray

    def __len__(self) -> int:
        """People."""
        return int(self.count.sum())

    def at(self, chosen: np.ndarray) -> Pairs:
        return Pairs(self.a_first[chosen], self.before.at(chosen), self.after.at(chosen), self.count[chosen])

    @property
    def sign(self) -> np.ndarray:
        """+1 where form B, which is easier by the form effect, came after."""
        return np.where(self.a_first, 1.0, -1.0)

    @property
    def difference(self) -> np.ndarray:
        return self.after.share - self.before.share


def side_by_side(pairs: Sequence[Pair]) -> Pairs:
    before, after = (
        Side(*(np.array(column, dtype=float) for column in zip(*((len(m), sum(m), sum(x * x for x in m)) for m in marks), strict=True)))
        for marks in ([pair.before for pair in pairs], [pair.after for pair in pairs])
    )  # fmt: skip
    a_first = np.array([pair.first == "A" for pair in pairs])
    return Pairs(a_first, before, after, np.ones(len(pairs), dtype=np.int64))


@dataclass(frozen=True)
class FormEffect:
    """By how much form B is easier than form A (share of the full mark), and its variance.

    ``spread``: the variance of people's differences about the mean of their half.
    """

    value: float
    variance: float
    spread: float
    learners: int


@dataclass(frozen=True)
class Normalised:
    """Share of the room above the pre-test that was won (Hake, American Journal of Physics 66, 1998), with its interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Worse:
    """``lower``: people whose adjusted result fell; ``clearly``: fell by more than the chance of the draw explains in 19 of
    20 people; ``by_luck``: how many of the latter to expect if everybody had gained exactly the group's mean."""

    learners: int
    lower: int
    clearly: int
    by_luck: float


@dataclass(frozen=True)
class Growth:
    """``before`` and ``after`` are means over people on the mix of both forms; ``value`` their difference, 90 % interval."""

    value: float
    low: float
    high: float
    before: float
    after: float
    learners: int
    normalised: Normalised | NoData
    worse: Worse | NoData | Withheld

    @property
    def turn(self) -> Turn:
        """Risen or fallen only where the whole interval lies on one side of zero."""
        return "risen" if self.low > 0 else "fallen" if self.high < 0 else "unclear"


def form_effect(everybody: Sequence[Pair] | Pairs) -> FormEffect | NoData:
    """Estimate it over the whole organisation: in a small unit it would be noise. NoData with fewer than 2 people a side."""
    if not len(everybody):
        return NoData()
    pairs = _columns(everybody)
    sides = [pairs.at(pairs.a_first), pairs.at(~pairs.a_first)]
    if min(len(side) for side in sides) < 2:
        return NoData()
    (mean_ab, var_ab), (mean_ba, var_ba) = (_mean_and_variance(side.difference, side.count) for side in sides)
    value = (mean_ab - mean_ba) / 2
    squares = var_ab * (len(sides[0]) - 1) + var_ba * (len(sides[1]) - 1)
    variance = (var_ab / len(sides[0]) + var_ba / len(sides[1])) / 4
    return FormEffect(value, variance, squares / (len(pairs) - 2), len(pairs))


def growth(
    group: Sequence[Pair] | Pairs, effect: FormEffect | NoData, *, is_withheld: bool = False
) -> Growth | NoData | Withheld:
    """Of one group. ``effect``: of the whole organisation; without one there is no growth to speak of."""
    if not len(group) or isinstance(effect, NoData):
        return NoData()
    if len(group) < MIN_LEARNERS:
        return Withheld("few")
    if is_withheld:
        return Withheld("protects")
    pairs = _columns(group)
    n = len(pairs)
    before = pairs.before.share + pairs.sign * effect.value / 2
    after = pairs.after.share - pairs.sign * effect.value / 2
    value, variance = _mean_and_variance(after - before, pairs.count)
    lean = _total(pairs.sign, pairs.count) / n
    freedom = n - 1 + SPREAD_WORTH
    variance = (variance * (n - 1) + effect.spread * SPREAD_WORTH) / freedom
    error = sqrt(variance / n + lean * lean * effect.variance)
    half = float(stdtrit(freedom, 0.5 + CONFIDENCE / 2)) * error
    return Growth(
        value, max(-1.0, value - half), min(1.0, value + half), _total(before, pairs.count) / n,
        _total(after, pairs.count) / n, n, _normalised(before, after, pairs.count, lean, effect),
        _worse(pairs, after - before, value),
    )  # fmt: skip


def _normalised(
    before: np.ndarray, after: np.ndarray, count: np.ndarray, lean: float, effect: FormEffect
) -> Normalised | NoData:
    """1 - (1 - after) / (1 - before) of the means; the interval by the delta method with their covariance."""
    n = int(count.sum())
    (b, var_b), (a, var_a) = _mean_and_variance(before, count), _mean_and_variance(after, count)
    if b > HIGHEST_BEFORE:
        return NoData()
    covariance = _total((before - b) * (after - a), count) / (n - 1)
    of_after, of_before = 1 / (1 - b), -(1 - a) / (1 - b) ** 2
    variance = (of_after**2 * var_a + of_before**2 * var_b + 2 * of_after * of_before * covariance) / n
    variance += (lean * (of_before - of_after) / 2) ** 2 * effect.variance
    half = float(stdtrit(n - 1, 0.5 + CONFIDENCE / 2)) * sqrt(max(0.0, variance))
    value = (a - b) / (1 - b)
    return Normalised(value, value - half, min(1.0, value + half))


def _worse(pairs: Pairs, differences: np.ndarray, gained: float) -> Worse | NoData | Withheld:
    """A reliable change is one that the draw of the items does not explain (Jacobson & Truax, Journal of Consulting and
    Clinical Psychology 59, 1991)."""
    n = len(pairs)
    if n < MIN_WORSE_LEARNERS:
        return Withheld("few")
    if min(pairs.before.answers.min(), pairs.after.answers.min()) < 2:
        return NoData()
    noise = sqrt(_total(pairs.before.noise + pairs.after.noise, pairs.count) / n)
    limit = NormalDist().inv_cdf(0.95) * noise
    lower, clearly = (int(pairs.count[differences < bound].sum()) for bound in (0, -limit))
    chance = NormalDist().cdf((-limit - gained) / noise) if noise > 0 else float(gained < 0)
    return Worse(n, lower, clearly, n * chance)


def _share(marks: Sequence[int]) -> float:
    return sum(marks) / len(marks) / MICRO


def _columns(pairs: Sequence[Pair] | Pairs) -> Pairs:
    return pairs if isinstance(pairs, Pairs) else side_by_side(pairs)


def _mean_and_variance(values: Sequence[float] | np.ndarray, count: np.ndarray | None = None) -> tuple[float, float]:
    """``count``: how many people stand behind each value; one, where it is not given."""
    values = np.asarray(values)
    count = np.ones(len(values), dtype=np.int64) if count is None else count
    n = int(count.sum())
    mean = _total(values, count) / n
    return mean, _total((values - mean) ** 2, count) / (n - 1)


def _total(values: np.ndarray, count: np.ndarray) -> float:
    """Exactly what ``fsum`` over everybody one by one gives: halves of a value times a count below 2**26 are exact."""
    large = values * _HALVES
    high = large - (large - values)
    return fsum(chain((high * count).tolist(), ((values - high) * count).tolist()))
