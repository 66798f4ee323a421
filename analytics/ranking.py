"""Who stands clearly apart: groups only where intervals do not overlap, never a rank."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from analytics.estimates import Comprehension, Estimate

Group = Literal["low", "unclear", "high", "unknown"]


def group_of(part: Comprehension, whole: Comprehension) -> Group:
    """``low``: the whole interval lies under that of the whole scope; ``high``: above it; else nothing can be said."""
    if not isinstance(part, Estimate) or not isinstance(whole, Estimate):
        return "unknown"
    if part.high < whole.low:
        return "low"
    return "high" if part.low > whole.high else "unclear"


def distance_below(part: Comprehension, whole: Comprehension) -> float:
    """How far the part's interval lies under the whole's; 0 when it does not."""
    if not isinstance(part, Estimate) or not isinstance(whole, Estimate):
        return 0.0
    return max(0.0, whole.low - part.high)


@dataclass(frozen=True)
class Pressing:
    """The column most in need, and the parts clearly below in it, the furthest below first."""

    column: int
    low_parts: tuple[int, ...]
    measured: int
    """How many parts have an estimate in that column."""


def most_pressing(parts: Sequence[Sequence[Comprehension]], whole: Sequence[Comprehension]) -> Pressing | None:
    """The column with most parts clearly below; on a tie the one with the lowest whole. None without any estimate."""
    known = [column for column, found in enumerate(whole) if isinstance(found, Estimate)]
    if not known:
        return None

    def low_in(column: int) -> list[int]:
        return [i for i, cells in enumerate(parts) if group_of(cells[column], whole[column]) == "low"]

    def need(column: int) -> tuple[int, float]:
        found = whole[column]
        return len(low_in(column)), -found.value if isinstance(found, Estimate) else 0.0

    column = max(known, key=need)
    low = sorted(low_in(column), key=lambda i: -distance_below(parts[i][column], whole[column]))
    return Pressing(column, tuple(low), sum(isinstance(cells[column], Estimate) for cells in parts))
