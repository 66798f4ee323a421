"""Made-up organisations where it is known who believes what: offices, beliefs with items of their own, and first attempts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from scipy.special import expit

from analytics.comprehension.beliefs import BeliefCount, BeliefShares, ShownCount
from analytics.estimates import Estimate, wilson_interval
from analytics.hiding.linked_masks import report_cells
from analytics.hiding.suppression import withheld_cells
from analytics.rollups import ALL
from tests.analytics.scoring import Judged, coverage, root_mean_square

_NODES, _WEIGHTS = np.polynomial.hermite_e.hermegauss(41)
_WEIGHTS = _WEIGHTS / _WEIGHTS.sum()
BELIEFS = 8


@dataclass(frozen=True, eq=False)
class Believers:
    """``truth``: (belief, office) -> the chance that a member like hers shows it on an item of its mix; ``inviting``: the share
    of their answers that were to the form whose items invite it more."""

    people: list[BeliefCount]
    answers: list[ShownCount]
    members: dict[str, int]
    mix: dict[str, dict[str, float]]
    truth: dict[tuple[str, str], float]
    inviting: dict[tuple[str, str], float]


@dataclass(frozen=True)
class BeliefScore(Judged):
    """``raw``: people who held it of those who met it, as decision 019 had it."""

    inviting: float


def make_believers(seed: int) -> Believers:
    """A belief is shown by 5 to 40 % in the mean, by offices 0.1 to 0.5 logits apart, by people up to 1.5, by items 0.7, half
    of which stand in a form that invites it more; offices have their own mix of the forms. A paper meets one item or several."""
    dice = np.random.default_rng(seed)
    offices = [f"r/{number:02d}/" for number in range(dice.integers(6, 50))]
    sizes = {office: int(np.clip(np.exp(dice.normal(3.6, 1.2)), 6, 1_500)) for office in offices}
    members = {office: round(size * dice.uniform(1, 2)) for office, size in sizes.items()}
    leaning = {office: dice.beta(0.5, 0.5) for office in offices}
    found = Believers([], [], members, {}, {}, {})
    for belief in (f"belief-{number}" for number in range(BELIEFS)):
        _spread(found, dice, belief, sizes, leaning)
    return found


def _spread(
    found: Believers, dice: np.random.Generator, belief: str, sizes: dict[str, int], leaning: dict[str, float]
) -> None:
    base, of_offices, of_people = dice.uniform(-2.9, -0.4), dice.uniform(0.1, 0.5), dice.uniform(0, 1.5)
    per_form = int(dice.integers(1, 5))
    pull = dice.normal(0, 0.7, 2 * per_form)
    pull[per_form:] += dice.uniform(0, 0.8)
    items = [f"{belief}-{number}" for number in range(2 * per_form)]
    found.mix[belief] = dict.fromkeys(items, 1.0)
    asked_share = dice.uniform(0.05, 0.3)
    for office, size in sizes.items():
        level = base + of_offices * dice.normal()
        chance = expit(level + of_people * _NODES[:, None] + pull)
        found.truth[belief, office] = float(chance.mean(axis=1) @ _WEIGHTS)
        leans = level + of_people * dice.normal(size=size)
        inviting = dice.random(size) < leaning[office]
        asked = dice.random((size, 2 * per_form)) < asked_share
        asked[inviting, :per_form], asked[~inviting, per_form:] = False, False
        shows = asked & (dice.random(asked.shape) < expit(leans[:, None] + pull))
        met = asked.any(axis=1)
        if not met.any():
            continue
        found.people.append(BeliefCount(belief, office, "pns", int(met.sum()), int(shows.any(axis=1).sum())))
        for number in np.flatnonzero(asked.any(axis=0)):
            counts = int(asked[:, number].sum()), int(shows[:, number].sum())
            found.answers.append(ShownCount(belief, items[number], office, "pns", *counts))
        found.inviting[belief, office] = float(asked[inviting].sum() / asked.sum())


def shares_of(world: Believers) -> BeliefShares:
    hidden = {
        belief: withheld_cells(report_cells([(o.path, o.kind, o.met) for o in world.people if o.misconception == belief], "r/"), 10)
        for belief in world.mix
    }  # fmt: skip
    members = {(office, "pns"): count for office, count in world.members.items()}
    return BeliefShares(world.people, world.answers, "r/", hidden, world.mix, members)


def scores_of(seeds: Iterable[int]) -> list[BeliefScore]:
    """Of every office and whole that may be told of."""
    scores = []
    for seed in seeds:
        world = make_believers(seed)
        shares = shares_of(world)
        for belief in world.mix:
            rows = [one for one in world.people if one.misconception == belief]
            weights = [world.members[office] for office in world.members]
            whole = float(np.average([world.truth[belief, office] for office in world.members], weights=weights))
            told = [
                (one.path, one.met, one.held, world.truth[belief, one.path], world.inviting[belief, one.path])
                for one in rows
            ]
            told.append(("r/", sum(o.met for o in rows), sum(o.held for o in rows), whole, 0.5))
            for place, met, held, truth, inviting in told:
                estimate = shares.found(belief, (place, ALL))
                if isinstance(estimate, Estimate):
                    raw = Estimate(held / met, *wilson_interval(held / met, met), met, met)
                    scores.append(BeliefScore(place, estimate, raw, truth, inviting))
    return scores


SIZES = (("10–19", 10, 19), ("20–49", 20, 49), ("50–199", 50, 199), ("200+", 200, 10**9))


def of_size(scores: Iterable[BeliefScore], low: int, high: int) -> list[BeliefScore]:
    return [one for one in scores if one.place != "r/" and low <= one.found.learners <= high]


def table(scores: list[BeliefScore]) -> str:
    """Markdown."""
    offices = [one for one in scores if one.place != "r/"]
    rows = [("all", scores), ("whole organisations", [one for one in scores if one.place == "r/"])]
    rows += [(f"offices, {name} people asked", of_size(scores, low, high)) for name, low, high in SIZES]
    for name, low, high in (("less", 0, 0.1), ("mixed", 0.1, 0.9), ("more", 0.9, 1.01)):
        rows.append((f"offices whose form invites {name}", [one for one in offices if low <= one.inviting <= high]))
    lines = [
        "| places | how many | covered | raw share covered | mean error | of raw share | RMSE | of raw share | mean width | of raw share |",
        "|---|---|---|---|---|---|---|---|---|---|",
    ]
    for name, chosen in rows:
        raw_covered = np.mean([one.raw.low <= one.truth <= one.raw.high for one in chosen])
        errors = [100 * np.mean([getattr(one, of) for one in chosen]) for of in ("error", "raw_error")]
        spread = [100 * root_mean_square(getattr(one, of) for one in chosen) for of in ("error", "raw_error")]
        widths = [
            100 * np.mean([one.high - one.low for one in shown])
            for shown in zip(*((s.found, s.raw) for s in chosen), strict=True)
        ]
        lines.append(
            f"| {name} | {len(chosen):,} | {100 * coverage(chosen):.1f} % | {100 * raw_covered:.1f} % | {errors[0]:+.2f} | "
            f"{errors[1]:+.2f} | {spread[0]:.2f} | {spread[1]:.2f} | {widths[0]:.1f} | {widths[1]:.1f} |"
        )
    return "\n".join(lines)
