"""How hard each item version proved to be, and which wrong answer was chosen most."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from analytics.estimates import MICRO, Estimate, wilson_interval

MIN_ITEM_LEARNERS = 10
"""An item version is shown only where this many people met it, and where it tells of no smaller group beside; a wrong
answer is told only where this many chose it."""
UNANSWERED = "null"


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
    """``wrong_value`` is the most chosen answer short of the full mark, when at least MIN_ITEM_LEARNERS chose it."""

    version: str
    item_id: str
    facility: Estimate
    unanswered: int
    wrong_value: str | None
    wrong_learners: int


def item_figures(counts: Iterable[AnswerCount]) -> tuple[ItemFigures, ...]:
    """Hardest first. What may be shown at all is not decided here (see ``analytics.hiding.linked_masks``)."""
    by_version: dict[str, list[AnswerCount]] = {}
    for count in counts:
        by_version.setdefault(count.version, []).append(count)
    figures = [_figures(version, answers, sum(a.learners for a in answers)) for version, answers in by_version.items()]
    return tuple(sorted(figures, key=lambda f: (f.facility.value, f.item_id, f.version)))


def _figures(version: str, answers: list[AnswerCount], learners: int) -> ItemFigures:
    share = min(1.0, sum(a.mark_micro_sum for a in answers) / MICRO / learners)
    low, high = wilson_interval(share, learners)
    wrong = [a for a in answers if not a.earned_full_mark and a.value != UNANSWERED and a.learners >= MIN_ITEM_LEARNERS]
    worst = max(wrong, key=lambda a: (a.learners, a.value), default=None)
    return ItemFigures(
        version=version,
        item_id=answers[0].item_id,
        facility=Estimate(share, low, high, learners, learners),
        unanswered=sum(a.learners for a in answers if a.value == UNANSWERED),
        wrong_value=worst.value if worst else None,
        wrong_learners=worst.learners if worst else 0,
    )
