"""One walk through a dilemma: where it stands after the choices made, what may follow, and what it scored.

Pure: the same dilemma and the same choices always lead to the same place.
"""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass, replace

from quizzes.dilemmas import find_step
from quizzes.models import Choice, Dilemma, DilemmaStep, Ending


class WalkRefused(Exception):
    """The walk cannot go where it was asked to."""


class WalkEnded(WalkRefused):
    def __init__(self, ending_id: str) -> None:
        super().__init__(f"the story ended at {ending_id}")
        self.ending_id = ending_id


class NoSuchChoice(WalkRefused):
    def __init__(self, step_id: str, choice_id: str) -> None:
        super().__init__(f"step {step_id} has no choice {choice_id}")
        self.step_id, self.choice_id = step_id, choice_id


@dataclass(frozen=True)
class Taken:
    """One choice made, and the step it was made at."""

    step: DilemmaStep
    choice: Choice

    @property
    def is_best(self) -> bool:
        return self.choice.weight == 1


@dataclass(frozen=True)
class Walk:
    """Either ``step`` (the next choice is made there) or ``ending`` is there, never both."""

    dilemma: Dilemma
    taken: tuple[Taken, ...]
    step: DilemmaStep | None
    ending: Ending | None = None

    @property
    def step_number(self) -> int:
        """Of the choice to be made next, counted from 1."""
        return len(self.taken) + 1

    @property
    def trail(self) -> str:
        """The ids of the steps where choices were made, joined by ``/`` (ids hold none)."""
        return "/".join(taken.step.id for taken in self.taken)

    @property
    def score(self) -> float | None:
        """The mean weight of the choices made, 0..1; None before the first.

        A mean and not a sum, because paths differ in length; and every choice counts alike, because each is a decision
        of its own: a poor first choice is not counted again in the harder places it leads to.
        """
        return sum(t.choice.weight for t in self.taken) / len(self.taken) if self.taken else None

    @property
    def best_count(self) -> int:
        """How many choices were the best of their step."""
        return sum(t.is_best for t in self.taken)


def begin(dilemma: Dilemma) -> Walk:
    return Walk(dilemma, (), dilemma.steps[0])


def choose(walk: Walk, choice_id: str) -> Walk:
    """The walk after one more choice. Raises WalkEnded, NoSuchChoice."""
    if walk.step is None:
        raise WalkEnded(walk.ending.id if walk.ending else "")
    choice = next((choice for choice in walk.step.choices if choice.id == choice_id), None)
    if choice is None:
        raise NoSuchChoice(walk.step.id, choice_id)
    taken = (*walk.taken, Taken(walk.step, choice))
    following = find_step(walk.dilemma, choice.leads_to)
    ending = next((e for e in walk.dilemma.endings if e.id == choice.leads_to), None)
    return replace(walk, taken=taken, step=following, ending=ending)


def replay(dilemma: Dilemma, choice_ids: Iterable[str]) -> Walk:
    """The place these choices lead to. Raises WalkRefused when they do not fit the dilemma."""
    walk = begin(dilemma)
    for choice_id in choice_ids:
        walk = choose(walk, choice_id)
    return walk


def best_choice(step: DilemmaStep) -> Choice:
    return max(step.choices, key=lambda choice: choice.weight)


def shown_choices(step: DilemmaStep, run_id: str) -> tuple[Choice, ...]:
    """In an order of this run's own, so that the place of a choice tells nothing about its weight."""
    choices = list(step.choices)
    dice = random.Random(f"{run_id}:{step.id}")
    dice.shuffle(choices)
    return tuple(choices)


def steps_in_order(dilemma: Dilemma) -> tuple[DilemmaStep, ...]:
    """Every step after all the steps that lead to it."""
    ordered: list[DilemmaStep] = []

    def visit(step: DilemmaStep) -> None:
        for following in followers(dilemma, step):
            if following not in ordered:
                visit(following)
        ordered.append(step)

    visit(dilemma.steps[0])
    return tuple(reversed(ordered))


def followers(dilemma: Dilemma, step: DilemmaStep) -> tuple[DilemmaStep, ...]:
    """The steps (not the endings) this one can lead to directly, last choice first."""
    found = [find_step(dilemma, choice.leads_to) for choice in reversed(step.choices)]
    return tuple(dict.fromkeys(step for step in found if step is not None))
