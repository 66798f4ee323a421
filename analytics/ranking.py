"""Who stands clearly apart: groups only where intervals do not overlap, never a rank."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from analytics.estimates import Comprehension, Estimate, NoData, Withheld

Group = Literal["low", "unclear", "high", "unknown"]


def group_of(part: Comprehension, whole: Comprehension) -> Group:
    """``low``: the whole interval lies under that of the whole scope; ``high``: above it; else nothing can be said."""
    if not isinstance(part, Estimate) or not isinstance(whole, Estimate):
        return "unknown"
    if part.high < whole.low:
        return "low"
    return "high" if part.low > whole.high else "unclear"


class Spanning(Protocol):
    """Anything with an interval."""

    @property
    def low(self) -> float: ...

    @property
    def high(self) -> float: ...


def lowest_band(found: Sequence[Spanning | NoData | Withheld]) -> tuple[int, ...]:
    """Places of those that may be the lowest: every other interval lies wholly above all of theirs. Empty without any."""
    return _first_band(
        (one.low, one.high, at) for at, one in enumerate(found) if not isinstance(one, (NoData, Withheld))
    )


def highest_band(found: Sequence[Spanning | NoData | Withheld]) -> tuple[int, ...]:
    """The same from above."""
    return _first_band(
        (-one.high, -one.low, at) for at, one in enumerate(found) if not isinstance(one, (NoData, Withheld))
    )


def _first_band(found: Iterable[tuple[float, float, int]]) -> tuple[int, ...]:
    spans = sorted(found)
    band: list[int] = []
    top = spans[0][1] if spans else 0.0
    for low, high, at in spans:
        if low > top:
            break
        top = max(top, high)
        band.append(at)
    return tuple(sorted(band))


@dataclass(frozen=True)
class Pressing:
    """The column most in need, and the parts clearly below in it, in the order they were given.

    ``first_parts``: those of ``low_parts`` that nothing tells apart, and all others lie above. ``alike``: the columns that
    may be the lowest of the whole, in the same sense.
    """

    column: int
    low_parts: tuple[int, ...]
    measured: int
    """How many parts have an estimate in that column."""
    first_parts: tuple[int, ...]
    alike: tuple[int, ...]


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
    low = low_in(column)
    first = tuple(low[place] for place in lowest_band([parts[i][column] for i in low]))
    measured = sum(isinstance(cells[column], Estimate) for cells in parts)
    return Pressing(column, tuple(low), measured, first, lowest_band(whole))
