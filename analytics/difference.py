"""What may be said of one estimate then and now: a difference in whole points, with an interval that errs on the long side."""

from __future__ import annotations

from dataclasses import dataclass

from analytics.estimates import Comprehension, Estimate


@dataclass(frozen=True)
class Points:
    """Percentage points. The interval runs from one end of the one interval to the far end of the other."""

    value: int
    low: int
    high: int

    @property
    def is_clear(self) -> bool:
        """Only where the two 90 % intervals do not touch: the one statement of order we make anywhere."""
        return self.low > 0 or self.high < 0


def difference(then: Comprehension, now: Comprehension) -> Points | None:
    """From the whole percents on screen, so that anybody can check it; None where either is not shown.

    The two share people, so their errors are tied. The ends taken crosswise hold the true difference whenever both
    intervals hold theirs, whatever the tie is (Bonferroni: at least 80 of 100); as shared people move both estimates the
    same way, it holds far more often than that.
    """
    if not isinstance(then, Estimate) or not isinstance(now, Estimate):
        return None
    return Points(
        _percent(now.value) - _percent(then.value),
        _percent(now.low) - _percent(then.high),
        _percent(now.high) - _percent(then.low),
    )


def _percent(share: float) -> int:
    return int(f"{share * 100:.0f}")
