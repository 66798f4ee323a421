"""Made-up organisations whose true comprehension is known: trees, people, items in two forms, and first attempts."""

from __future__ import annotations

from dataclasses import dataclass
from math import log, sqrt

import numpy as np
from scipy.special import expit

from analytics.estimates import MICRO
from analytics.rollups import Tally
from tests.analytics.packing import Sitting

PER_INDICATOR = 5
"""Items of the indicator on one paper."""
_NODES, _WEIGHTS = np.polynomial.hermite_e.hermegauss(41)
_WEIGHTS = _WEIGHTS / _WEIGHTS.sum()


@dataclass(frozen=True, eq=False)
class Organisation:
    """``truth``: per unit, the chance that a member like hers answers an item of the bank. ``present``: the same for those
    who work there today. ``hard_share``: share of the unit's people who drew the second, harder form."""

    bank: tuple[str, ...]
    members: dict[str, int]
    sittings: list[Sitting]
    truth: dict[str, float]
    present: dict[str, float]
    hard_share: dict[str, float]
    raw: dict[str, Tally]
    """Per unit: what the rollups keep today."""

    @property
    def mix(self) -> dict[str, float]:
        """Its papers draw every item alike."""
        return dict.fromkeys(self.bank, 1.0)

    def over(self, place: str, by_unit: dict[str, float]) -> float:
        """The mean over the members of everything below ``place``."""
        below = [unit for unit in self.members if unit.startswith(place)]
        return sum(self.members[u] * by_unit[u] for u in below) / sum(self.members[u] for u in below)


def make_organisation(seed: int, *, world: str = "fair", agencies: int = 8) -> Organisation:
    """``fair``: each agency has its own mix of the two forms; all else is as the model has it, but that people differ on
    the logit scale. ``rough``: besides, agencies deviate with heavy tails (Student, 3 degrees of freedom) and large units
    understand less. ``choosy``: as fair, but the able answer more often.
    """
    dice = np.random.default_rng(seed)
    spread = dice.uniform(0.1, 0.5, 4)
    persons = dice.uniform(0.5, 1.1)
    per_form = int(dice.integers(10, 31))
    hardness = dice.normal(0, 0.7, 2 * per_form)
    hardness[per_form:] += dice.uniform(0, 0.8)
    bank = tuple(f"item-{i:03d}" for i in range(2 * per_form))
    members, level = _units(dice, spread, world, agencies)
    answer_share = dice.uniform(0.5, 0.999)
    agency_mix: dict[str, float] = {}
    truth, present, hard_share, raw = {}, {}, {}, {}
    sittings: list[Sitting] = []
    for unit, size in members.items():
        truth[unit] = float(expit(level[unit] + persons * _NODES[:, None] - hardness).mean(axis=1) @ _WEIGHTS)
        ability = level[unit] + persons * dice.normal(size=size)
        present[unit] = float(expit(ability[:, None] - hardness).mean())
        agency = "/".join(unit.split("/")[:2])
        mix = agency_mix.setdefault(agency, float(dice.beta(0.5, 0.5)))
        keen = expit(
            log(answer_share / (1 - answer_share)) + (0.5 * (ability - level[unit]) if world == "choosy" else 0)
        )
        here = ability[dice.random(size) < keen]
        if len(here) == 0:
            continue
        hard = dice.random(len(here)) < mix
        drawn = dice.random((len(here), per_form)).argsort(axis=1)[:, :PER_INDICATOR] + per_form * hard[:, None]
        right = dice.random(drawn.shape) < expit(here[:, None] - hardness[drawn])
        hard_share[unit] = float(hard.mean())
        means = (right.sum(axis=1) * (MICRO // PER_INDICATOR)).tolist()
        raw[unit] = Tally(len(here), right.size, sum(means), sum(mean * mean for mean in means))
        for items, marks in zip(drawn.tolist(), right.tolist(), strict=True):
            sittings.append(Sitting(unit, tuple(bank[i] for i in items), tuple(MICRO * mark for mark in marks)))
    return Organisation(bank, members, sittings, truth, present, hard_share, raw)


def _units(
    dice: np.random.Generator, spread: np.ndarray, world: str, agencies: int
) -> tuple[dict[str, int], dict[str, float]]:
    """Units at the third or fourth depth, most of them small; some agencies also have people of their own."""
    members: dict[str, int] = {}
    level: dict[str, float] = {}
    deep = dice.random() < 0.5

    def deviation(depth: int) -> float:
        # Student with 3 degrees of freedom has variance 3.
        return spread[depth] * float(dice.standard_t(3) / sqrt(3) if world == "rough" else dice.normal())

    def sow(place: str, above: float, depth: int) -> None:
        here = above + deviation(depth)
        if depth < (3 if deep else 2):
            for part in range(dice.integers(2, 6 if deep else 9)):
                sow(f"{place}{part}/", here, depth + 1)
            if dice.random() < 0.2:
                settle(place, here + deviation(depth + 1))
        else:
            settle(place, here)

    def settle(place: str, here: float) -> None:
        members[place] = int(np.clip(np.exp(dice.normal(2.2, 1.3)), 1, 400))
        level[place] = here - (0.1 * (np.log(members[place]) - 2.2) if world == "rough" else 0)

    base = dice.uniform(0.5, 1.7)
    for agency in range(min(agencies, int(dice.integers(3, 9)))):
        sow(f"r/{agency}/", base, 1)
    return members, level
