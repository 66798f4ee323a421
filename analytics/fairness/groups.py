"""Differential item functioning over a whole test: one group of people after the other against the largest.

Matched by the mean mark less the mean facility of the items drawn, facilities counted as the mean of the two groups'
own, over items that both groups met. The matching score is purified in two stages: items of class C are left out of it
and all items judged again, each with its own mark kept in its own score (Holland & Thayer, in Wainer & Braun, Test
Validity, Erlbaum, 1988; Clauser, Mazor & Hambleton, Applied Measurement in Education 6, 1993). How often equally able
people of the two groups are right is the standardisation of Dorans & Kulick, Journal of Educational Measurement 23, 1986.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from math import fsum
from statistics import NormalDist

import numpy as np

from analytics.estimates import MICRO
from analytics.fairness.sample import Sample
from analytics.items.dif import MIN_GROUP_LEARNERS, STRATA, Dif, Stratum, mantel_haenszel
from analytics.items.flags import Figure

MIN_OFFICES = 3
"""A group of fewer offices would be a statement about one office."""
MOST_OF_ONE_OFFICE = 0.8
"""Nor may one office be nearly the whole group (a dominance rule: Hundepool et al., Statistical Disclosure Control, Wiley, 2012)."""


@dataclass(frozen=True)
class ItemDif:
    """``focal_right``: share of the group that had the item right; ``expected_right``: of the reference group at the same scores."""

    version: str
    dif: Dif
    focal_right: float
    expected_right: float

    @property
    def figure(self) -> Figure:
        """How far from alike, whichever way, within two standard errors."""
        size, error = abs(self.dif.delta), 2 * self.dif.delta_error
        return Figure(size, size - error, size + error)


@dataclass(frozen=True)
class Comparison:
    """``group`` against ``reference``, item by item. ``left_out``: items taken out of the matching score."""

    group: str
    reference: str
    learners: int
    reference_learners: int
    items: tuple[ItemDif, ...]
    left_out: int

    @property
    def by_chance(self) -> float:
        """Class C to expect among these items if none of them differed at all."""
        return fsum(chance_of_class_c(item.dif.delta_error) for item in self.items)

    @property
    def large(self) -> tuple[ItemDif, ...]:
        return tuple(item for item in self.items if item.dif.dif_class == "C")


def compare_groups(sample: Sample, labels: np.ndarray) -> tuple[Comparison, ...]:
    """``labels``: the group of each sitting, or "" for none. Groups under MIN_GROUP_LEARNERS, or of too few offices, are not
    there at all, nor those of whom no item was met by enough."""
    sizes = Counter(labels.tolist())
    known = sorted(
        (
            g
            for g in sizes
            if g and sizes[g] >= MIN_GROUP_LEARNERS and _many_offices(_people(sample.office[labels == g]))
        ),
        key=lambda g: (-sizes[g], g),
    )
    found = (_compare(sample, labels == known[0], labels == group, group, known[0]) for group in known[1:])
    return tuple(comparison for comparison in found if comparison.items)


def _people(offices: np.ndarray) -> np.ndarray:
    """Of each office."""
    return np.unique(offices, return_counts=True)[1]


def _many_offices(people: np.ndarray) -> np.ndarray:
    """Per row of [.., office]: whether its people come from enough offices, and not nearly all from one."""
    several = (people > 0).sum(axis=-1) >= MIN_OFFICES
    return several & (people.max(axis=-1) <= MOST_OF_ONE_OFFICE * people.sum(axis=-1))


@dataclass(frozen=True, eq=False)
class _Met:
    """The answers of two groups to the items both met. ``slices``: item -> its answers; ``residual``: mark less facility."""

    sitting: np.ndarray
    is_focal: np.ndarray
    right: np.ndarray
    residual: np.ndarray
    slices: dict[int, slice]
    sittings: int


def _compare(sample: Sample, reference: np.ndarray, focal: np.ndarray, group: str, against: str) -> Comparison:
    met = _met(sample, reference, focal)
    first = _judge_all(met, frozenset())
    left_out = frozenset(item for item, found in first.items() if found and found[0].dif_class == "C")
    judged = _judge_all(met, left_out) if left_out else first
    items = tuple(ItemDif(sample.versions[item], *found) for item, found in judged.items() if found)
    return Comparison(group, against, int(focal.sum()), int(reference.sum()), items, len(left_out))


def _met(sample: Sample, reference: np.ndarray, focal: np.ndarray) -> _Met:
    sitting_of, size = sample.sitting_of, len(sample.versions)
    of_focal, of_reference = focal[sitting_of], reference[sitting_of]
    learners = [np.bincount(sample.item_of[chosen], minlength=size) for chosen in (of_focal, of_reference)]
    common = (learners[0] >= MIN_GROUP_LEARNERS) & (learners[1] >= MIN_GROUP_LEARNERS)
    _, office = np.unique(sample.office, return_inverse=True)
    cell = sample.item_of * (office.max() + 1) + office[sitting_of]
    for chosen in (of_focal, of_reference):
        common &= _many_offices(np.bincount(cell[chosen], minlength=size * (office.max() + 1)).reshape(size, -1))
    kept = np.flatnonzero(common[sample.item_of] & (of_focal | of_reference))
    kept = kept[np.argsort(sample.item_of[kept], kind="stable")]
    item_of, mark, is_focal = sample.item_of[kept], sample.mark[kept] / MICRO, of_focal[kept]
    facility = np.zeros(size)
    for side in (True, False):
        chosen = is_focal == side
        counts = np.maximum(1, np.bincount(item_of[chosen], minlength=size))
        facility += np.bincount(item_of[chosen], weights=mark[chosen], minlength=size) / counts / 2
    starts = np.searchsorted(item_of, np.arange(size + 1))
    slices = {int(item): slice(starts[item], starts[item + 1]) for item in np.flatnonzero(common)}
    return _Met(sitting_of[kept], is_focal, sample.mark[kept] == MICRO, mark - facility[item_of], slices, len(sample))


def _judge_all(met: _Met, left_out: frozenset[int]) -> dict[int, tuple[Dif, float, float] | None]:
    sums, counts = _sums(met, left_out)
    found = {}
    for item, at in met.slices.items():
        people, own = met.sitting[at], item in left_out
        total = sums[people] + met.residual[at] if own else sums[people]
        matching = np.round(
            total / np.maximum(1, counts[people] + own), 9
        )  # equal scores stay equal, whatever was added up
        found[item] = _judge(met, at, matching)
    return found


def _judge(met: _Met, at: slice, matching: np.ndarray) -> tuple[Dif, float, float] | None:
    """``matching``: of everybody who met the item. None where nothing can be told."""
    strata = strata_by(matching, met.is_focal[at], met.right[at])
    found = mantel_haenszel(strata)
    if not isinstance(found, Dif):
        return None
    both = [s for s in strata if s.focal_right + s.focal_wrong and s.reference_right + s.reference_wrong]
    focal = sum(s.focal_right + s.focal_wrong for s in both)
    expected = fsum(
        (s.focal_right + s.focal_wrong) * s.reference_right / (s.reference_right + s.reference_wrong) for s in both
    )
    return found, sum(s.focal_right for s in both) / focal, expected / focal


def _sums(met: _Met, left_out: frozenset[int]) -> tuple[np.ndarray, np.ndarray]:
    """Per sitting: the sum of what is left after each item's facility, and of how many items, without those left out."""
    kept = np.ones(len(met.sitting), dtype=bool)
    for item in left_out:
        kept[met.slices[item]] = False
    sums = np.bincount(met.sitting[kept], weights=met.residual[kept], minlength=met.sittings)
    return sums, np.bincount(met.sitting[kept], minlength=met.sittings)


def strata_by(matching: np.ndarray, is_focal: np.ndarray, right: np.ndarray) -> tuple[Stratum, ...]:
    """Eight strata of about equal size by the matching score, or fewer where many have the same score."""
    ordered = np.sort(matching)
    cuts = np.unique(ordered[[len(ordered) * part // STRATA for part in range(1, STRATA)]])
    cell = 4 * np.searchsorted(cuts, matching, side="left") + 2 * is_focal + ~right
    counts = np.bincount(cell, minlength=4 * (len(cuts) + 1)).reshape(-1, 4)
    return tuple(Stratum(*row) for row in counts.tolist() if any(row))


def chance_of_class_c(error: float) -> float:
    """Of an item that does not differ at all: to lie at least 1.5 and clearly more than 1 from 0, on either side."""
    if error <= 0:
        return 0.0
    needed = max(1.5, 1 + NormalDist().inv_cdf(0.95) * error)
    return 2 * NormalDist().cdf(-needed / error)
