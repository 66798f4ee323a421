"""What may be told of a fit: ``Estimate``, ``NoData`` or ``Withheld`` per agency, chances, and who stands clearly apart."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from math import exp, log, sqrt
from statistics import NormalDist

from analytics.comprehension.model import Fit
from analytics.estimates import CONFIDENCE, MIN_LEARNERS, Comprehension, Estimate, NoData, Withheld
from analytics.rollups import ALL, DIRECT, Cell

_Z = NormalDist().inv_cdf(0.5 + CONFIDENCE / 2)


def shown(found: Fit | None, withheld: Collection[str], minimum: int = MIN_LEARNERS) -> dict[str, Comprehension]:
    """Every place of the tree, and ``path + DIRECT`` of every seat, under the names of ``analytics.rollups.add_up``.

    ``withheld``: places that ``analytics.hiding.suppression.withheld_cells`` hides. Fewer than ``minimum`` people (never less than
    MIN_LEARNERS; ask for ten where a measure is a few items) are withheld whether named there or not. A place not in the
    result has no data.
    """
    if found is None:
        return {}
    result = {place: _of_row(found, row, minimum, place in withheld) for row, place in enumerate(found.tree.places)}
    for place, row in found.seat.items():
        result[place + DIRECT] = _of_row(found, row, minimum, place + DIRECT in withheld)
    return result


def learners_by_cell(fits: Mapping[str, Fit | None]) -> dict[Cell, int]:
    """Employment kind (or ALL) -> its fit; gives the people per cell that ``withheld_cells`` asks for."""
    cells: dict[Cell, int] = {}
    for kind, found in fits.items():
        if found is not None:
            rows = {place: row for row, place in enumerate(found.tree.places)}
            rows |= {place + DIRECT: row for place, row in found.seat.items()}
            cells |= {(place, kind): int(found.learners[row]) for place, row in rows.items() if found.learners[row]}
    return cells


def places_withheld(cells: Collection[Cell], kind: str = ALL) -> frozenset[str]:
    return frozenset(place for place, of_kind in cells if of_kind == kind)


def _of_row(found: Fit, row: int, minimum: int, is_withheld: bool) -> Comprehension:
    learners = int(found.learners[row])
    if learners == 0:
        return NoData()
    if learners < max(minimum, MIN_LEARNERS):
        return Withheld("few")
    if is_withheld:
        return Withheld("protects")
    return with_interval(float(found.value[row]), float(found.error[row]), learners, int(found.answers[row]))


def with_interval(value: float, error: float, learners: int, answers: int) -> Estimate:
    """The interval is normal on the logit scale: never beyond 0 or 1, and longer toward the middle."""
    value = min(1 - 1e-9, max(1e-9, value))
    half = _Z * error / (value * (1 - value))
    return Estimate(value, _expit(_logit(value) - half), _expit(_logit(value) + half), learners, answers)


def chance_below(found: Estimate, target: float) -> float:
    """The posterior chance that the agency's comprehension is below ``target`` (0 to 1), read off its interval."""
    error = (_logit(found.high) - _logit(found.low)) / (2 * _Z)
    if error <= 0:
        return float(found.value < target)
    return NormalDist().cdf((_logit(target) - _logit(found.value)) / error)


def is_clearly_below(one: Estimate, other: Estimate) -> bool:
    """The one statement of order we make: the two 90 % intervals do not overlap.

    For two independent agencies of like size that asks a distance of 2.3 standard errors (Goldstein & Healy, JRSS A 158,
    1995), and pooling has already drawn both toward what they have in common, so no further correction for the number of
    comparisons is made (Gelman, Hill & Yajima, Journal of Research on Educational Effectiveness 5, 2012).
    """
    return one.high < other.low


def chance_of_order(one: Estimate, other: Estimate) -> float:
    """The chance that ``one`` is below ``other``, taking them as independent (cautious: pooling ties both to one parent)."""
    errors = [(_logit(e.high) - _logit(e.low)) / (2 * _Z) for e in (one, other)]
    difference = _logit(other.value) - _logit(one.value)
    both = sqrt(errors[0] ** 2 + errors[1] ** 2)
    return NormalDist().cdf(difference / both) if both > 0 else (0.5 if difference == 0 else float(difference > 0))


def _logit(share: float) -> float:
    share = min(1 - 1e-12, max(1e-12, share))
    return log(share / (1 - share))


def _expit(number: float) -> float:
    return 1 / (1 + exp(-number)) if number >= 0 else exp(number) / (1 + exp(number))
