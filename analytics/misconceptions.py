"""Which wrong beliefs are common: those told of one cell, in bands within which no order is claimed.

Their shares come from ``analytics.comprehension.beliefs``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from analytics.estimates import Comprehension, Estimate

MIN_BELIEF_LEARNERS = 10
"""As for items: a belief says more of a person than a mark does."""
MIN_COMMON_SHARE = 0.1
"""What fewer than one in ten show is not called common; it also keeps the one or two who erred out of the list."""


@dataclass(frozen=True)
class Ranked:
    """``band``: beliefs of one band overlap in their intervals, directly or through others, so no order is claimed in it."""

    misconception: str
    found: Estimate
    band: int = 1


@dataclass(frozen=True)
class Common:
    """The most common beliefs of one cell; ``close``: how many left out overlap the last one told."""

    told: tuple[Ranked, ...]
    close: int


def most_common(found: Mapping[str, Comprehension], limit: int) -> Common:
    """Those whose interval begins highest, told by share; none under MIN_COMMON_SHARE, and withheld ones have no place.

    Chosen by share alone, the list of a small agency would be the beliefs that fewest people met: among many beliefs
    the luck of ten people makes the largest shares.
    """
    known = [
        Ranked(name, share)
        for name, share in found.items()
        if isinstance(share, Estimate) and share.value >= MIN_COMMON_SHARE
    ]
    known.sort(key=lambda one: (-one.found.low, -one.found.value, one.misconception))
    told, others = known[:limit], known[limit:]
    told.sort(key=lambda one: (-one.found.value, one.misconception))
    close = sum(one.found.high >= told[-1].found.low for one in others) if told else 0
    return Common(_in_bands(told), close)


def _in_bands(told: list[Ranked]) -> tuple[Ranked, ...]:
    """A new band begins where everything after lies under everything before. Bands keep the order of the shares."""
    bands: dict[str, int] = {}
    band, lowest = 0, -1.0
    for one in sorted(told, key=lambda one: -one.found.high):
        if one.found.high < lowest or band == 0:
            band, lowest = band + 1, one.found.low
        lowest = min(lowest, one.found.low)
        bands[one.misconception] = band
    return tuple(replace(one, band=bands[one.misconception]) for one in told)
