"""A figure of a whole quiz as a row: its name, the figure over everybody, and its interval by the widths found in the sample."""

from __future__ import annotations

from collections.abc import Mapping

from analytics.fairness.words import decimal
from analytics.items.item_measures import ITEM_MEASURES
from analytics.words.ranges import ANY, CORRELATION, NONE, SHARE, SIZE, Limits, ends

HEADER = ("Ukuran", "Angka", "Rentang 90%")
_DECIMAL: Mapping[str, Limits] = {"skewness": ANY, "kurtosis": ANY, "dependability": SHARE, "kappa": CORRELATION}
"""The others are shares."""
_SIZES = ("standard_deviation", "standard_error", "absolute_error")


def figure_row(name: str, figures: Mapping[str, float], widths: Mapping[str, float]) -> tuple[str, str, str]:
    """``name``: its id in the catalogue."""
    title, value = ITEM_MEASURES[name].title, figures.get(name)
    if value is None:
        return title, NONE, NONE
    limits = _DECIMAL.get(name, SIZE if name in _SIZES else SHARE)
    within = ends(value, widths[name], limits) if name in widths else None
    if name in _DECIMAL:
        return title, decimal(value, 2), _between(within, 1, 2, "")
    return title, f"{decimal(100 * value, 1)}%", _between(within, 100, 1, "%")


def _between(within: tuple[float, float] | None, times: int, places: int, unit: str) -> str:
    if within is None:
        return NONE
    return " sampai ".join(f"{decimal(times * end, places)}{unit}" for end in within)
