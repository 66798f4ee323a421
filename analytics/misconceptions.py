"""Which wrong beliefs are common where: shares of people per misconception, with small groups hidden.

A misconception is met by whoever answered an item that can show it, and held by those who showed it at least once.
People, not answers: somebody who chose the same wrong belief three times counts once.

What is hidden is the number of people who met it and how many held it, where fewer than MIN_BELIEF_LEARNERS met it, and
whatever cells would tell that by sums over places and kinds. A rest of one or two people who did NOT show a belief is
not hidden: it singles nobody out for anything wrong, and "nearly everybody here believes it" is what a lesson for the
whole group answers. Who met a belief is not told either, since papers are drawn.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from analytics.estimates import Comprehension, Estimate, Withheld, wilson_interval
from analytics.hiding.suppression import withheld_cells
from analytics.rollups import DIRECT, Cell, add_up_counts

MIN_BELIEF_LEARNERS = 10
"""As for items: a belief says more of a person than a mark does."""
MIN_COMMON_SHARE = 0.1
"""What fewer than one in ten show is not called common; it also keeps the one or two who erred out of the list."""


@dataclass(frozen=True)
class BeliefCount:
    """People of one agency and employment kind who met a misconception, and how many of them held it."""

    misconception: str
    path: str
    kind: str
    met: int
    held: int


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


def belief_shares(
    counts: Iterable[BeliefCount],
    root: str,
    hidden: Mapping[str, Collection[Cell]] | None = None,
    minimum: int = MIN_BELIEF_LEARNERS,
) -> dict[str, dict[Cell, Estimate | Withheld]]:
    """Misconception -> cell -> share of people with its 90% Wilson interval. Cells nobody met are left out.

    ``root``: of the whole tree, so that what is hidden is the same for every viewer and none learns from another.
    ``hidden``: the cells to hide per misconception, where other views were taken into account (``analytics.hiding.linked_masks``).
    """
    by_misconception: dict[str, list[tuple[str, str, tuple[int, ...]]]] = {}
    for count in counts:
        row = (count.path, count.kind, (count.met, count.held))
        by_misconception.setdefault(count.misconception, []).append(row)
    masks = hidden or {}
    return {name: _cells(rows, root, masks.get(name), minimum) for name, rows in by_misconception.items()}


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


def _cells(
    rows: list[tuple[str, str, tuple[int, ...]]], root: str, hidden: Collection[Cell] | None, minimum: int
) -> dict[Cell, Estimate | Withheld]:
    added = add_up_counts(rows, root)
    # Agencies under the root hold nothing but what is counted at themselves: their direct part would say it twice.
    cells = {cell: counts for cell, counts in added.items() if not cell[0].endswith(DIRECT) or cell[0] == root + DIRECT}
    met = {cell: counts[0] for cell, counts in cells.items() if counts[0]}
    hidden = withheld_cells(met, minimum) if hidden is None else hidden
    return {cell: _share(met[cell], cells[cell][1], cell in hidden, minimum) for cell in met}


def _share(met: int, held: int, is_hidden: bool, minimum: int) -> Estimate | Withheld:
    if is_hidden:
        return Withheld("few" if met < minimum else "protects")
    low, high = wilson_interval(held / met, met)
    return Estimate(held / met, low, high, met, met)


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
