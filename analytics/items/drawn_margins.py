"""How surely the statistics of drawn items are known that have no interval of their own: each figure again without one tenth of the people.

The figures are those of ``drawn.drawn_items``, here of all items and tenths at once, from sums that are subtracted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from analytics.estimates import MICRO
from analytics.fairness.sample import Sample
from analytics.items.jackknife import TENTHS, half_widths

FIGURES = ("standard_deviation", "discriminative_efficiency", "efficiency_as_moodle", "effective_weight")


def drawn_margins(sample: Sample) -> dict[str, Mapping[str, float]]:
    """Version -> figure -> half the width of its 90 % interval; without those that some tenth less would leave unknown."""
    if not len(sample):
        return {}
    tenth = np.arange(len(sample)) % TENTHS  # people are in the order of their ids, which says nothing of them
    with np.errstate(invalid="ignore", divide="ignore"):
        figures = _without_each_tenth(sample, tenth[sample.sitting_of])
        widths = [half_widths(figure.T) for figure in figures]
    return {
        version: {
            name: float(half[item]) for name, half in zip(FIGURES, widths, strict=True) if np.isfinite(half[item])
        }
        for item, version in enumerate(sample.versions)
    }


def _without_each_tenth(sample: Sample, tenth: np.ndarray) -> tuple[np.ndarray, ...]:
    """Each of FIGURES by [item, tenth left out]; not finite where it cannot be told."""
    own, total = sample.mark / MICRO, sample.total[sample.sitting_of]
    cell, shape = sample.item_of * TENTHS + tenth, (len(sample.versions), TENTHS)

    def left(values: np.ndarray) -> np.ndarray:
        sums = np.bincount(cell, values, minlength=shape[0] * TENTHS).reshape(shape)
        return sums.sum(axis=1, keepdims=True) - sums

    people = left(np.ones(len(own)))

    def covariance(one: np.ndarray, other: np.ndarray) -> np.ndarray:
        return (left(one * other) - left(one) * left(other) / people) / (people - 1)

    rest = total - own
    with_total = covariance(own, total)
    part = people * np.sqrt(np.where(with_total < 0, np.nan, with_total))
    highest, highest_of_total = (_highest(sample.item_of, own, other, tenth, people) for other in (rest, total))
    return (
        np.sqrt(covariance(own, own)), covariance(own, rest) / highest, with_total / highest_of_total,
        part / np.nansum(part, axis=0),
    )  # fmt: skip


def _highest(
    item_of: np.ndarray, own: np.ndarray, other: np.ndarray, tenth: np.ndarray, people: np.ndarray
) -> np.ndarray:
    """The covariance if the order of people on the item were that on ``other``."""
    found = np.full(people.shape, np.nan)
    by_item = [np.lexsort((values, item_of)) for values in (own, other)]
    for item, (x, y) in enumerate(_pairs(item_of, by_item)):
        for left_out in range(TENTHS):
            a, b = own[x[tenth[x] != left_out]], other[y[tenth[y] != left_out]]
            if len(a) > 1:
                found[item, left_out] = ((a - a.mean()) * (b - b.mean())).sum() / (len(a) - 1)
    return np.where(found > 1e-12, found, np.nan)


def _pairs(item_of: np.ndarray, orders: list[np.ndarray]) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    ends = np.cumsum(np.bincount(item_of))[:-1]
    yield from zip(*(np.split(order, ends) for order in orders), strict=True)
