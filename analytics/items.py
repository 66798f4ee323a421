"""How hard each item version proved to be, and which wrong answer was chosen most."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from analytics.estimates import MICRO, MIN_LEARNERS, Estimate, wilson_interval
from analytics.rollups import ALL, Cell
from analytics.suppression import withheld_in

MIN_ITEM_LEARNERS = 10
"""An item version is shown only where this many people met it, and where it tells of no smaller group beside."""
UNANSWERED = "null"
WHOLE = ""
"""The place of everything the viewer may see."""


@dataclass(frozen=True)
class AnswerCount:
    """How many people gave exactly this answer, and what marks it earned them in total (in millionths)."""

    version: str
    item_id: str
    value: str
    learners: int
    mark_micro_sum: int

    @property
    def earned_full_mark(self) -> bool:
        return self.mark_micro_sum >= self.learners * MICRO


@dataclass(frozen=True)
class ItemFigures:
    """``wrong_value`` is the most chosen answer short of the full mark, when at least MIN_LEARNERS chose it."""

    version: str
    item_id: str
    facility: Estimate
    unanswered: int
    wrong_value: str | None
    wrong_learners: int


class ItemPeople(NamedTuple):
    """How many people of one office (the level items are counted at) and one employment kind met an item version."""

    version: str
    place: str
    kind: str
    learners: int


def shown_versions(met: Iterable[ItemPeople], cell: Cell, minimum: int = MIN_ITEM_LEARNERS) -> set[str]:
    """The versions whose figures may be shown in ``cell``: a place, or WHOLE, and an employment kind, or ALL.

    ``met``: everything the viewer may see. Cells under ``minimum`` people are withheld, with those that would tell them
    (see ``analytics.suppression``).
    """
    by_version: dict[str, dict[Cell, int]] = {}
    for version, place, kind, learners in met:
        people = by_version.setdefault(version, {})
        for one in ((place, kind), (place, ALL), (WHOLE, kind), (WHOLE, ALL)):
            people[one] = people.get(one, 0) + learners
    return {
        version
        for version, people in by_version.items()
        if people.get(cell, 0) >= minimum and cell not in withheld_in(people, _sums(people), minimum)
    }


def item_figures(counts: Iterable[AnswerCount]) -> tuple[ItemFigures, ...]:
    """Hardest first. What may be shown at all is not decided here (see ``shown_versions``)."""
    by_version: dict[str, list[AnswerCount]] = {}
    for count in counts:
        by_version.setdefault(count.version, []).append(count)
    figures = [_figures(version, answers, sum(a.learners for a in answers)) for version, answers in by_version.items()]
    return tuple(sorted(figures, key=lambda f: (f.facility.value, f.item_id, f.version)))


def _sums(people: Mapping[Cell, int]) -> list[tuple[Cell, tuple[Cell, ...]]]:
    """Places add up to the whole for each kind, and kinds to all kinds at each place."""
    places = sorted({place for place, _ in people if place != WHOLE})
    kinds = sorted({kind for _, kind in people if kind != ALL})
    across = [((WHOLE, kind), tuple((p, kind) for p in places if (p, kind) in people)) for kind in (ALL, *kinds)]
    within = [((place, ALL), tuple((place, k) for k in kinds if (place, k) in people)) for place in (WHOLE, *places)]
    return across + within


def _figures(version: str, answers: list[AnswerCount], learners: int) -> ItemFigures:
    share = min(1.0, sum(a.mark_micro_sum for a in answers) / MICRO / learners)
    low, high = wilson_interval(share, learners)
    wrong = [a for a in answers if not a.earned_full_mark and a.value != UNANSWERED and a.learners >= MIN_LEARNERS]
    worst = max(wrong, key=lambda a: (a.learners, a.value), default=None)
    return ItemFigures(
        version=version,
        item_id=answers[0].item_id,
        facility=Estimate(share, low, high, learners, learners),
        unanswered=sum(a.learners for a in answers if a.value == UNANSWERED),
        wrong_value=worst.value if worst else None,
        wrong_learners=worst.learners if worst else 0,
    )
