"""Made-up people whose answers follow known chances: groups with planted differences, and two forms that are crossed over."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import expit

from analytics.estimates import MICRO
from analytics.fairness.link import Sitting
from analytics.fairness.rasch import Papers
from analytics.fairness.sample import Sample


@dataclass(frozen=True)
class Groups:
    """``planted`` items are ``harder`` logits harder for the focal group, which is ``weaker`` logits weaker in all."""

    reference: int = 8_000
    focal: int = 3_000
    items: int = 106
    per_paper: int = 20
    planted: int = 4
    harder: float = 0.8
    weaker: float = 0.5
    guess: float = 0.0
    slopes: float = 0.0


def two_groups(seed: int, world: Groups = Groups()) -> Sample:
    dice = np.random.default_rng(seed)
    people = world.reference + world.focal
    is_focal = np.arange(people) < world.focal
    hardness, slope = dice.normal(-1.0, 0.8, world.items), np.exp(dice.normal(0, world.slopes, world.items))
    extra = np.where(np.arange(world.items) < world.planted, world.harder, 0.0)
    ability = dice.normal(0, 0.9, people) - world.weaker * is_focal
    drawn = np.sort(np.argsort(dice.random((people, world.items)), axis=1)[:, : world.per_paper], axis=1)
    chance = expit(slope[drawn] * (ability[:, None] - hardness[drawn] - extra[drawn] * is_focal[:, None]))
    right = dice.random(drawn.shape) < world.guess + (1 - world.guess) * chance
    return Sample(
        versions=tuple(f"i{item:03d}" for item in range(world.items)),
        people=tuple(f"p{person:05d}" for person in range(people)),
        employment=np.where(is_focal, "pppk", "pns"),
        office=np.array([f"kantor-{person % 7}" for person in range(people)]),
        office_kind=np.array(["perangkat-daerah"] * people),
        length=np.full(people, world.per_paper),
        item_of=drawn.ravel(),
        mark=right.ravel() * MICRO,
    )


@dataclass(frozen=True)
class Crossed:
    """Before and after: half of the people meet form A first. ``harder``: the mean item of B over that of A."""

    difficulties: np.ndarray
    sittings: tuple[Sitting, Sitting]

    @property
    def harder(self) -> float:
        half = len(self.difficulties) // 2
        return float(self.difficulties[half:].mean() - self.difficulties[:half].mean())


def crossed(seed: int, people: int, harder: float, *, per_form: int = 60, per_paper: int = 20) -> Crossed:
    """Ability before and after goes together (0.8); growth differs from person to person."""
    dice = np.random.default_rng(seed)
    value = np.concatenate([dice.normal(0, 0.9, per_form), dice.normal(harder, 0.9, per_form)])
    a_first = dice.random(people) < 0.5
    common, before, after = dice.normal(size=(3, people))
    names = [f"p{person:05d}" for person in range(people)]
    sittings = []
    for ability, has_a in (
        (0.8 * (np.sqrt(0.8) * common + np.sqrt(0.2) * before), a_first),
        (0.6 + 0.9 * (np.sqrt(0.8) * common + np.sqrt(0.2) * after), ~a_first),
    ):
        drawn = (
            np.argsort(dice.random((people, per_form)), axis=1)[:, :per_paper] + np.where(has_a, 0, per_form)[:, None]
        )
        right = dice.random(drawn.shape) < expit(ability[:, None] - value[drawn])
        sittings.append(Sitting(names, np.where(has_a, "A", "B"), Papers(drawn, right)))
    return Crossed(value, (sittings[0], sittings[1]))
