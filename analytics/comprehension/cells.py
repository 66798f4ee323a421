"""One measure over a whole tree: what may be told of every place and employment kind, small groups hidden.

The one entrance for ``actions/``. Fits are made when first asked for and kept; nobody's name or id comes out.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from analytics.comprehension.model import fit
from analytics.comprehension.results import shown
from analytics.comprehension.sittings import Sittings
from analytics.comprehension.sums import SeatSums
from analytics.estimates import MIN_LEARNERS, Comprehension, Estimate, NoData, Withheld
from analytics.hiding.suppression import withheld_cells
from analytics.rollups import ALL, Cell, add_up_counts


@dataclass(eq=False)
class Measure:
    """``topics``: whose people count (see ``SeatSums.people``). ``items``: item version -> item id, those of the measure.
    ``mix``: item id -> its weight in the reference mix. ``paths``: agency id -> path; ``members``: people per (path, kind), the weights
    of units in agencies above them. ``sample``: whole persons, all of them or a random sample.

    Everything is of the WHOLE tree, whoever is looking: an estimate does not depend on who sees it, and hiding must see
    every part. A viewer of a subtree sees some of the cells that were hidden together, and can compute no more from them.
    """

    sums: SeatSums
    sample: Sittings
    topics: Collection[str]
    items: Mapping[str, str]
    mix: Mapping[str, float]
    paths: Mapping[str, str]
    members: Mapping[Cell, int]
    minimum: int = MIN_LEARNERS
    also: Collection[Cell] = ()
    """Cells to hide besides: those another measure of the same people hides."""
    masks: dict[frozenset[tuple[Cell, int]], frozenset[Cell]] = field(default_factory=dict)
    """What is hidden for given people per cell; shared by measures of one minimum and ``also``, as nearly always the same people answer them all."""
    _told: dict[str, dict[str, Comprehension]] = field(default_factory=dict)

    @cached_property
    def learners(self) -> dict[Cell, int]:
        """People per cell, every place and kind and ALL."""
        return cells_of(self.sums.people(self.topics, self.paths))

    @cached_property
    def hidden(self) -> frozenset[Cell]:
        people, minimum = self.learners, max(self.minimum, MIN_LEARNERS)
        known = frozenset(people.items())
        if known not in self.masks:
            self.masks[known] = withheld_cells(people, minimum, self.also)
        return self.masks[known]

    def found(self, cell: Cell, hidden: Collection[Cell] | None = None) -> Comprehension:
        """``hidden``: the cells to hide, where they are not those of this tree alone."""
        place, kind = cell
        told = self._of_kind(kind).get(place, NoData())
        return Withheld("protects") if isinstance(told, Estimate) and cell in self._hidden(hidden) else told

    def _hidden(self, hidden: Collection[Cell] | None) -> Collection[Cell]:
        return self.hidden if hidden is None else hidden

    def _of_kind(self, kind: str) -> dict[str, Comprehension]:
        if kind not in self._told:
            everybody = self.sums.counts(self.items, self.topics, self.paths, kind)
            persons = self.sample.answers(self.items, self.paths, kind)
            found = fit(persons, self.mix, members_of_kind(self.members, kind), everybody)
            self._told[kind] = shown(found, (), self.minimum)
        return self._told[kind]


def members_of_kind(members: Mapping[Cell, int], wanted: str) -> dict[str, int]:
    """People per place, of one kind or of ALL."""
    counts: dict[str, int] = {}
    for (place, kind), count in members.items():
        if wanted in (ALL, kind):
            counts[place] = counts.get(place, 0) + count
    return counts


def cells_of(people: Mapping[Cell, int]) -> dict[Cell, int]:
    """People per (path, kind), added up along every tree they sit in."""
    tops = {path.partition("/")[0] + "/" for path, _ in people}
    return {
        cell: count
        for top in tops
        for cell, (count,) in add_up_counts(
            [(path, kind, (n,)) for (path, kind), n in people.items() if path.startswith(top)], top
        ).items()
    }
