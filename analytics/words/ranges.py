"""A figure with its interval, as text that fits into one cell: ``62% (55–69)``, ``−0,05 (−0,14 s.d. 0,04)``."""

from __future__ import annotations

from analytics.fairness.words import decimal

NONE = "–"
Limits = tuple[float, float]
SHARE: Limits = (0.0, 1.0)
CORRELATION: Limits = (-1.0, 1.0)
SIZE: Limits = (0.0, float("inf"))
ANY: Limits = (float("-inf"), float("inf"))


def ends(value: float, half: float, limits: Limits) -> tuple[float, float]:
    """``half`` on either side, but no further than the figure can go."""
    return max(limits[0], value - half), min(limits[1], value + half)


def decimal_range(value: float | None, within: tuple[float, float] | None) -> str:
    """To two places; without an interval where none is known."""
    return NONE if value is None else decimal(value, 2) + _range(within, 1, 2)


def percent_range(value: float | None, within: tuple[float, float] | None, places: int = 0) -> str:
    """A share as percent."""
    return NONE if value is None else f"{decimal(100 * value, places)}%{_range(within, 100, places)}"


def _range(within: tuple[float, float] | None, times: int, places: int) -> str:
    if within is None:
        return ""
    low, high = (decimal(times * end, places) for end in within)
    return f" ({low} s.d. {high})" if low.startswith("−") else f" ({low}–{high})"
