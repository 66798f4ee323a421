"""What may be told of a fit: ``Estimate``, ``NoData`` or ``Withheld`` per agency, and the chance to be below a target."""

from __future__ import annotations

from collections.abc import Collection
from math import exp, log
from statistics import NormalDist

from analytics.comprehension.model import Fit
from analytics.estimates import CONFIDENCE, MIN_LEARNERS, Comprehension, Estimate, NoData, Withheld
from analytics.rollups import DIRECT

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


def _logit(share: float) -> float:
    share = min(1 - 1e-12, max(1e-12, share))
    return log(share / (1 - share))


def _expit(number: float) -> float:
    return 1 / (1 + exp(-number)) if number >= 0 else exp(number) / (1 + exp(number))
