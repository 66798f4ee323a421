"""From pre-test to post-test: the difference of two groups' means. Not the growth of the same persons."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

from analytics.estimates import Comprehension, Estimate, NoData, Withheld


@dataclass(frozen=True)
class Gain:
    """Difference in share (-1 to 1) between everybody's post-test and everybody's pre-test, with its 90% interval."""

    value: float
    low: float
    high: float
    before: Estimate
    after: Estimate

    @property
    def is_clear(self) -> bool:
        return self.low > 0 or self.high < 0


def gain(before: Comprehension, after: Comprehension) -> Gain | NoData | Withheld:
    """Hybrid score interval for a difference of independent proportions.

    Newcombe, R. G. (1998), "Interval estimation for the difference between independent proportions: comparison of
    eleven methods", Statistics in Medicine 17, 873-890, method 10.
    """
    for side in (before, after):
        if isinstance(side, (NoData, Withheld)):
            return side
    assert isinstance(before, Estimate) and isinstance(after, Estimate)
    difference = after.value - before.value
    low = difference - sqrt((after.value - after.low) ** 2 + (before.high - before.value) ** 2)
    high = difference + sqrt((after.high - after.value) ** 2 + (before.value - before.low) ** 2)
    return Gain(difference, max(-1.0, low), min(1.0, high), before, after)
