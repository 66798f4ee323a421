"""How many people made which choice at each step of a branching story, with small groups hidden, also from subtraction.

People flow from step to step, and branches join again. If a step that few people reached were only left out, the next
step's count less what came there from elsewhere would tell what those few chose. So people are counted by their trail
(the steps they came by, the present one last): trails never join, and a step shows the sum over its trails that are
shown. A trail under MIN_STEP_LEARNERS people is withheld in a cell, with whatever cells would tell it by subtraction
(see ``analytics.hiding.suppression``), and with every longer trail that begins with it; its people are counted nowhere on.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from analytics.estimates import Estimate, NoData, Withheld, wilson_interval
from analytics.hiding.suppression import withheld_cells
from analytics.rollups import ALL, Cell, Tally, add_up

MIN_STEP_LEARNERS = 10
"""As for items: fewer people than this, and their choices are not told."""


@dataclass(frozen=True)
class ChoiceTally:
    """How many people of one place and employment kind came by ``trail`` (step ids joined by ``/``) and chose this."""

    trail: str
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


def step_figures(tallies: Iterable[ChoiceTally], root: str, cell: Cell) -> dict[str, StepResult]:
    """Step id -> what may be told of it in ``cell`` to someone who sees everything below ``root``.

    A step nobody of the tallies reached is left out.
    """
    by_trail: dict[str, list[ChoiceTally]] = {}
    for tally in tallies:
        by_trail.setdefault(tally.trail, []).append(tally)
    withheld: dict[str, frozenset[Cell]] = {}
    people: dict[str, int] = {}
    shown: dict[str, dict[str, int]] = {}
    for trail in sorted(by_trail, key=lambda trail: trail.count("/")):
        before, _, step_id = trail.rpartition("/")
        learners = _learners(by_trail[trail], root)
        withheld[trail] = withheld_cells(learners, MIN_STEP_LEARNERS, withheld.get(before, frozenset()))
        people[step_id] = people.get(step_id, 0) + learners.get(cell, 0)
        counts = shown.setdefault(step_id, {})
        if cell not in withheld[trail]:
            _add_choices(counts, by_trail[trail], cell)
    return {step_id: _result(people[step_id], counts) for step_id, counts in shown.items()}


def _learners(found: list[ChoiceTally], root: str) -> dict[Cell, int]:
    cells = add_up(((t.path, t.kind, Tally(t.learners)) for t in found), root)
    return {cell: tally.learners for cell, tally in cells.items()}


def _add_choices(counts: dict[str, int], found: list[ChoiceTally], cell: Cell) -> None:
    place, kind = cell
    for tally in found:
        if tally.path.startswith(place) and kind in (ALL, tally.kind):
            counts[tally.choice_id] = counts.get(tally.choice_id, 0) + tally.learners


def _result(people: int, by_choice: dict[str, int]) -> StepResult:
    if people == 0:
        return NoData()
    if by_choice:
        return StepFigures(sum(by_choice.values()), by_choice)
    return Withheld("few" if people < MIN_STEP_LEARNERS else "protects")
