"""Which wrong beliefs are common where: shares pooled along the tree, adjusted for the items met, small groups hidden.

A misconception is met by whoever answered an item that can show it, and held by those who showed it at least once. One item
shows it of one person in twenty, another of every second, and a paper draws a few of them. So what is told is, as for
comprehension, the chance that a member who is asked an item of a fixed mix of these shows it. People count, not answers: being
asked again tells more only as far as two answers of one person differ. See docs/decisions/033-pooled-beliefs.md.

What is hidden is the number of people who met it and how many held it, where fewer than MIN_BELIEF_LEARNERS met it, and
whatever cells would tell that by sums over places and kinds. A rest of one or two people who did NOT show a belief is
not hidden: it singles nobody out for anything wrong, and "nearly everybody here believes it" is what a lesson for the
whole group answers. Who met a belief is not told either, since papers are drawn.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from analytics.comprehension.answers import Counts
from analytics.comprehension.cells import members_of_kind
from analytics.comprehension.model import fit_counts
from analytics.comprehension.results import shown
from analytics.estimates import Comprehension, NoData, Withheld
from analytics.hiding.linked_masks import report_cells
from analytics.misconceptions import MIN_BELIEF_LEARNERS
from analytics.rollups import ALL, Cell, office_of

RESEMBLANCE_GUESS, GUESS_WORTH = 0.5, 1.0
"""Halfway between the answers of strangers and always the same one; felt where hardly anybody was asked twice."""


@dataclass(frozen=True)
class BeliefCount:
    """People of one office and employment kind who met a misconception, and how many of them held it."""

    misconception: str
    path: str
    kind: str
    met: int
    held: int


@dataclass(frozen=True)
class ShownCount:
    """What they answered to one item (blanks are no answers), and how many of these answers showed the misconception."""

    misconception: str
    item: str
    path: str
    kind: str
    answers: int
    shown: int


@dataclass(frozen=True)
class Repeats:
    """Of all who ``met`` a misconception: ``repeats``: answers after their first that could show it; ``again``: showings
    after their first; ``share``: of all answers that showed it."""

    met: int
    repeats: int
    again: int
    share: float


def resemblance(found: Iterable[Repeats]) -> float:
    """How much two answers of the same person to the same misconception are alike: 0 as those of strangers, 1 always.

    The intraclass correlation by moments, over all misconceptions together: of strangers, ``share`` squared would show it twice.
    """
    alike, out_of = RESEMBLANCE_GUESS * GUESS_WORTH, GUESS_WORTH
    for one in found:
        alike += one.again - one.repeats * one.share**2
        out_of += one.repeats * one.share * (1 - one.share)
    return min(1.0, max(0.0, alike / out_of))


def design_effect(one: Repeats, alike: float) -> float:
    """How many times the variance is that of as many answers of strangers: 1 + alike x (answers of the person of an answer - 1).

    Kish, "Survey Sampling" (1965), chapter 5. The latter is at most twice the repeats per person where people meet a
    misconception's items by chance (Poisson): x / (1 - exp(-x)) >= 1 + x / 2.
    """
    return 1 + alike * 2 * one.repeats / one.met


@dataclass(eq=False)
class BeliefShares:
    """Every misconception of one quiz over a whole tree, whoever is looking. Only what is asked for is fitted.

    ``root``: the path of the tree. ``hidden``: misconception -> cells to hide (``analytics.hiding.linked_masks``). ``mix``:
    misconception -> item -> how often a paper asks it. ``members``: people per (agency path, kind), the weights of offices in
    the whole.
    """

    people: Sequence[BeliefCount]
    answers: Sequence[ShownCount]
    root: str
    hidden: Mapping[str, Collection[Cell]]
    mix: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    members: Mapping[Cell, int] = field(default_factory=dict)
    _told: dict[tuple[str, str], Mapping[str, Comprehension]] = field(default_factory=dict)

    @property
    def misconceptions(self) -> Collection[str]:
        """Those that anybody met, by id."""
        return self._met.keys()

    def is_met_at(self, cell: Cell) -> bool:
        return any(cell in cells for cells in self._met.values())

    def found(self, misconception: str, cell: Cell) -> Comprehension:
        """``cell``: the tree, an office or the root's own people (``DIRECT``), of a kind or of ALL."""
        met = self._met.get(misconception, {}).get(cell, 0)
        if not met:
            return NoData()
        if cell in self.hidden[misconception]:
            return Withheld("few" if met < MIN_BELIEF_LEARNERS else "protects")
        place, kind = cell
        if (misconception, kind) not in self._told:
            self._told[misconception, kind] = self._fitted(misconception, kind)
        return self._told[misconception, kind][place]

    def _fitted(self, misconception: str, kind: str) -> Mapping[str, Comprehension]:
        people = [one for one in self._people[misconception] if kind in (ALL, one.kind)]
        answers = [one for one in self._answers[misconception] if kind in (ALL, one.kind)]
        clustering = design_effect(self._repeats[misconception], self._alike)
        members: dict[str, int] = {}
        for path, count in members_of_kind(self.members, kind).items():
            members[office_of(path)] = members.get(office_of(path), 0) + count
        met = {
            one.item for one in self._answers[misconception]
        }  # one that nobody was asked yet tells nothing but doubt
        mix = {item: times for item, times in self.mix.get(misconception, {}).items() if item in met}
        return shown(fit_counts(_counts(people, answers), clustering, mix, members), ())

    @cached_property
    def _people(self) -> dict[str, list[BeliefCount]]:
        found: dict[str, list[BeliefCount]] = {}
        for one in self.people:
            found.setdefault(one.misconception, []).append(one)
        return dict(sorted(found.items()))  # sums over them must not hang on the order of rows

    @cached_property
    def _answers(self) -> dict[str, list[ShownCount]]:
        found: dict[str, list[ShownCount]] = {}
        for one in self.answers:
            found.setdefault(one.misconception, []).append(one)
        return found

    @cached_property
    def _met(self) -> dict[str, dict[Cell, int]]:
        return {
            name: report_cells([(one.path, one.kind, one.met) for one in found], self.root)
            for name, found in self._people.items()
        }

    @cached_property
    def _repeats(self) -> dict[str, Repeats]:
        return {name: _repeats_in(found, self._answers[name]) for name, found in self._people.items()}

    @cached_property
    def _alike(self) -> float:
        return resemblance(self._repeats.values())


def _repeats_in(people: Iterable[BeliefCount], answers: Iterable[ShownCount]) -> Repeats:
    met, held = (sum(counts) for counts in zip(*((one.met, one.held) for one in people), strict=True))
    asked, showed = (sum(counts) for counts in zip(*((one.answers, one.shown) for one in answers), strict=True))
    return Repeats(met, asked - met, showed - held, showed / asked)


def _counts(people: Iterable[BeliefCount], answers: Sequence[ShownCount]) -> Counts:
    """On the grid of offices and items."""
    learners: dict[str, int] = {}
    for one in people:
        learners[one.path] = learners.get(one.path, 0) + one.met
    places, items = sorted(learners), sorted({one.item for one in answers})
    row, column = ({name: n for n, name in enumerate(names)} for names in (places, items))
    asked, showed = np.zeros((2, len(places), len(items)))
    for one in answers:
        asked[row[one.path], column[one.item]] += one.answers
        showed[row[one.path], column[one.item]] += one.shown
    return Counts(tuple(places), tuple(items), asked, showed, np.array(list(map(learners.get, places)), dtype=np.int64))
