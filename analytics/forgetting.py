"""How much is lost between the post-test and a refresher: the same persons, other items of the same kind, apart from difficulty.

The mean of people's differences is corrected by what the items themselves differ: mean facility of the items drawn at the
refresher less that of those drawn at the post-test, both from everybody's first post-test attempts (a linear equating of
means through one pool of items: Kolen & Brennan, Test Equating, Scaling, and Linking, Springer, 2014, chapter 2). Chance
draws every paper from one blueprint, so one correction serves all agencies.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from math import fsum, sqrt

from scipy.special import stdtrit

from analytics.estimates import CONFIDENCE, MICRO, MIN_LEARNERS, NoData, Withheld
from analytics.hiding.suppression import withheld_cells
from analytics.rollups import ALL, Cell

SPREAD_WORTH = 5
"""Five people who happened to change alike are not certain: the organisation's spread counts like five more."""


@dataclass(frozen=True)
class Change:
    """Share of the full mark gained (below 0: lost) since the post-test, with its 90 % interval, and of how many people."""

    value: float
    low: float
    high: float
    learners: int

    @property
    def is_clear(self) -> bool:
        return self.low > 0 or self.high < 0


Forgetting = Change | NoData | Withheld


@dataclass(frozen=True)
class Sums:
    """Over people: how many, their changes in millionths, and the squares of these."""

    learners: int
    change_micro: int
    square_micro: int

    @property
    def mean(self) -> float:
        return self.change_micro / self.learners / MICRO

    @property
    def squares_about_mean(self) -> float:
        return max(0.0, self.square_micro / MICRO**2 - self.learners * self.mean**2)


@dataclass(frozen=True)
class Correction:
    """By how much the refresher's items were easier than the post-test's, and the variance of that."""

    value: float
    variance: float


NOTHING_TO_CORRECT = Correction(0.0, 0.0)


def correction(
    before: Mapping[str, int], after: Mapping[str, int], facilities: Mapping[str, tuple[float, float]]
) -> Correction:
    """``before``, ``after``: item version -> how often it was met (any unit); ``facilities``: version -> (mean, its variance).

    Items that no post-test has asked yet are left out of the means.
    """
    weights: dict[str, float] = {}
    for side, sign in ((before, -1.0), (after, 1.0)):
        known = {version: count for version, count in side.items() if version in facilities}
        total = sum(known.values())
        if not total:
            return NOTHING_TO_CORRECT
        for version, count in known.items():
            weights[version] = weights.get(version, 0.0) + sign * count / total
    value = fsum(weight * facilities[version][0] for version, weight in weights.items())
    return Correction(value, fsum(weight**2 * facilities[version][1] for version, weight in weights.items()))


def mean_correction(found: list[Correction]) -> Correction:
    """For the mean over indicators; their items differ, so their errors are apart."""
    if not found:
        return NOTHING_TO_CORRECT
    count = len(found)
    return Correction(sum(c.value for c in found) / count, sum(c.variance for c in found) / count**2)


def forgetting(group: Sums | None, everybody: Sums | None, corrected: Correction, *, is_withheld: bool) -> Forgetting:
    """``everybody``: of the whole organisation, whose spread steadies that of a small group."""
    if group is None or everybody is None or not group.learners:
        return NoData()
    if group.learners < MIN_LEARNERS:
        return Withheld("few")
    if is_withheld:
        return Withheld("protects")
    freedom = group.learners - 1 + SPREAD_WORTH
    spread = everybody.squares_about_mean / max(1, everybody.learners - 1)
    variance = (group.squares_about_mean + SPREAD_WORTH * spread) / freedom
    value = group.mean - corrected.value
    half = float(stdtrit(freedom, 0.5 + CONFIDENCE / 2)) * sqrt(variance / group.learners + corrected.variance)
    return Change(value, max(-1.0, value - half), min(1.0, value + half), group.learners)


def hidden_cells(
    took: Mapping[Cell, int], finished: Mapping[Cell, int], minimum: int = MIN_LEARNERS, also: Collection[Cell] = ()
) -> frozenset[Cell]:
    """Groups under five (or ``minimum``) are hidden, and so are those where all but so few of the finished took part."""
    rest = {cell for cell, count in took.items() if 0 < finished.get(cell, 0) - count < minimum and cell[1] == ALL}
    return withheld_cells(took, minimum, also=rest.union(also))
