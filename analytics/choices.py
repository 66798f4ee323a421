"""How many people made which choice at each step of a branching story, with small groups hidden, also from subtraction.

A step under MIN_STEP_LEARNERS people is withheld, with whatever places or employment kinds would tell it by
subtraction (see ``analytics.suppression``). Besides, people flow from step to step: where a withheld step joins the
story again, the next step's count less what came from elsewhere would tell what those few chose. So whatever follows
a withheld step is withheld as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from analytics.estimates import Estimate, NoData, Withheld, wilson_interval
from analytics.rollups import ALL, Cell, Tally, add_up
from analytics.suppression import withheld_cells

MIN_STEP_LEARNERS = 10
"""As for items: fewer people than this at a step, and their choices are not told."""


@dataclass(frozen=True)
class ChoiceTally:
    """How many people of one place and employment kind made one choice."""

    step_id: str
    choice_id: str
    path: str
    kind: str
    learners: int


@dataclass(frozen=True)
class StepFigures:
    """Of one step in one cell: people per choice (those nobody made are left out)."""

    learners: int
    by_choice: Mapping[str, int]

    def share_of(self, choice_id: str) -> Estimate:
        """With its 90% Wilson interval."""
        share = self.by_choice.get(choice_id, 0) / self.learners
        low, high = wilson_interval(share, self.learners)
        return Estimate(share, low, high, self.learners, self.learners)


StepResult = StepFigures | NoData | Withheld


def step_figures(
    tallies: Iterable[ChoiceTally], followers: Mapping[str, Sequence[str]], root: str, cell: Cell
) -> dict[str, StepResult]:
    """Step id -> what may be told of it in ``cell`` to someone who sees everything below ``root``.

    ``followers``: step id -> the steps it leads to, each step after all that lead to it.
    """
    by_step: dict[str, list[ChoiceTally]] = {step_id: [] for step_id in followers}
    for tally in tallies:
        by_step.setdefault(tally.step_id, []).append(tally)
    learners = {
        step_id: {
            place: summed.learners
            for place, summed in add_up(((t.path, t.kind, Tally(t.learners)) for t in found), root).items()
        }
        for step_id, found in by_step.items()
    }
    after_withheld: dict[str, set[Cell]] = {step_id: set() for step_id in by_step}
    results: dict[str, StepResult] = {}
    for step_id, following in followers.items():
        withheld = withheld_cells(learners[step_id], MIN_STEP_LEARNERS, after_withheld[step_id])
        for next_id in following:
            after_withheld[next_id] |= withheld
        results[step_id] = _result(by_step[step_id], learners[step_id], withheld, cell)
    return results


def _result(
    found: list[ChoiceTally], learners: Mapping[Cell, int], withheld: frozenset[Cell], cell: Cell
) -> StepResult:
    people = learners.get(cell, 0)
    if people == 0:
        return NoData()
    if people < MIN_STEP_LEARNERS:
        return Withheld("few")
    if cell in withheld:
        return Withheld("protects")
    place, kind = cell
    by_choice: dict[str, int] = {}
    for tally in found:
        if tally.path.startswith(place) and kind in (ALL, tally.kind):
            by_choice[tally.choice_id] = by_choice.get(tally.choice_id, 0) + tally.learners
    return StepFigures(people, by_choice)
