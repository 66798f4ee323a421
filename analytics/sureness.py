"""Sure and yet wrong: how often answers marked "yakin" are wrong, per indicator and per misconception, small groups hidden.

**Share.** Wrong sure answers over sure answers. Answers of one person go together, so the interval counts people: the ratio's
variance from whole persons (linearised, Cochran, W. G. (1977), Sampling Techniques, 3rd ed., chapter 6) gives the number of
independent answers that would say as much, corrected for few people, and with it a Wilson interval (Korn, E. L. & Graubard,
B. I. (1998), Survey Methodology 24, 193-201).

**Hidden.** To have been sure is a new cut through people who are counted elsewhere. Per indicator, cells with fewer than
MIN_LEARNERS sure people are hidden with complementary ones; nobody's exact marks are shown beside them to subtract from.
Per misconception the exact counts of everybody who met it ARE shown elsewhere, so the people who met it and were never sure
("the rest") are a group of their own: a cell is shown only if both the sure and the rest are nobody or enough, and the sums
over places and kinds of each of them are protected.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from scipy.special import ndtri, stdtrit

from analytics.estimates import CONFIDENCE, MIN_LEARNERS, Estimate, NoData, Withheld, wilson_interval
from analytics.hiding.file_cells import in_file
from analytics.hiding.suppression import withheld_cells
from analytics.misconceptions import MIN_BELIEF_LEARNERS
from analytics.report_columns import FILE_MINIMUM
from analytics.rollups import Cell, Counts, add_up_counts

RED_FLAG = 0.2
"""More than one sure answer in five wrong: "sure" then promises more than it holds. It is where the highest level of
certainty-based marking begins to pay (Gardner-Medwin 2006)."""


@dataclass(frozen=True)
class SureShare:
    """``share``: wrong answers among the sure ones; ``erring``: people with at least one such answer."""

    share: Estimate
    erring: int

    @property
    def learners(self) -> int:
        return self.share.learners

    @property
    def is_red_flag(self) -> bool:
        """The whole interval lies above RED_FLAG."""
        return self.share.low > RED_FLAG


Sureness = SureShare | NoData | Withheld


@dataclass(frozen=True)
class SureTally:
    """Sums over people: one, whether anything sure was wrong, sure answers, wrong ones, and squares and product of the two."""

    learners: int
    erring: int
    answers: int
    wrong: int
    answers_square: int
    answers_wrong: int
    wrong_square: int

    @property
    def share(self) -> Estimate:
        value = self.wrong / self.answers
        low, high = wilson_interval(value, self._independent_answers(value))
        return Estimate(value, low, high, self.learners, self.answers)

    def _independent_answers(self, value: float) -> float:
        people, all_, wrong = self.learners, self.answers, self.wrong
        spread = all_**2 * self.wrong_square - 2 * all_ * wrong * self.answers_wrong + wrong**2 * self.answers_square
        if people < 2 or value in (0.0, 1.0) or spread <= 0:
            return people  # nobody differs from anybody: at least as many as there are people
        variance = people / (people - 1) * spread / all_**4
        return min(all_, max(1.0, value * (1 - value) / variance)) * _few_people(people - 1)


def sure_cells(rows: Iterable[tuple[str, str, Counts]]) -> dict[Cell, SureShare | Withheld]:
    """(path, kind, the seven counts of a ``SureTally``) of one indicator and the WHOLE tree -> every cell anybody is in."""
    cells = _add_up(rows)
    people = {cell: counts[0] for cell, counts in cells.items()}
    hidden = withheld_cells(people, MIN_LEARNERS)
    return {cell: _told(SureTally(*counts), cell in hidden) for cell, counts in cells.items()}


def sure_cells_in_file(rows: Iterable[tuple[str, str, Counts]]) -> dict[Cell, SureShare | Withheld]:
    """The same as a file may say it that is passed on: from ten people on."""
    known = list(rows)
    shown = sure_cells(known)
    people = {cell: counts[0] for cell, counts in _add_up(known).items()}
    also = {cell for cell, told in shown.items() if isinstance(told, Withheld)}
    hidden = withheld_cells(people, FILE_MINIMUM, also)
    return {cell: in_file(told, is_hidden=cell in hidden) for cell, told in shown.items()}


def sure_belief_cells(
    met: Iterable[tuple[str, str, Counts]], sure: Iterable[tuple[str, str, Counts]]
) -> dict[Cell, Estimate | Withheld]:
    """Of one misconception and the WHOLE tree: (path, kind, (people who met it,)) and (path, kind, (people who met it with
    a sure answer, those of them who showed it)) -> share of the sure people who showed it."""
    everybody = {cell: counts[0] for cell, counts in _add_up(met).items()}
    cells = _add_up(sure)
    people = {cell: counts[0] for cell, counts in cells.items()}
    hidden = hidden_beliefs(everybody, people)
    return {cell: _belief(*cells[cell], cell in hidden) for cell in cells}


def hidden_beliefs(met: Mapping[Cell, int], sure: Mapping[Cell, int]) -> frozenset[Cell]:
    """Cells of sure people to hide: where they or the rest are few, and whatever would tell of those by sums."""
    rest = {cell: count - sure.get(cell, 0) for cell, count in met.items() if count > sure.get(cell, 0)}
    small_rests = {cell for cell, count in rest.items() if count < MIN_BELIEF_LEARNERS}
    hidden = withheld_cells(met, MIN_BELIEF_LEARNERS) | small_rests
    while True:
        more = withheld_cells(sure, MIN_BELIEF_LEARNERS, hidden)
        more |= withheld_cells(rest, MIN_BELIEF_LEARNERS, hidden | more)
        if more <= hidden:
            return hidden
        hidden |= more


def _add_up(rows: Iterable[tuple[str, str, Counts]]) -> dict[Cell, Counts]:
    """Along every tree that the rows sit in."""
    known = list(rows)
    cells: dict[Cell, Counts] = {}
    for top in sorted({path.partition("/")[0] + "/" for path, _, _ in known}):
        cells |= add_up_counts([row for row in known if row[0].startswith(top)], top)
    return cells


def _told(tally: SureTally, is_hidden: bool) -> SureShare | Withheld:
    if is_hidden:
        return Withheld("few" if tally.learners < MIN_LEARNERS else "protects")
    return SureShare(tally.share, tally.erring)


def _belief(sure: int, held: int, is_hidden: bool) -> Estimate | Withheld:
    if is_hidden:
        return Withheld("few" if sure < MIN_BELIEF_LEARNERS else "protects")
    low, high = wilson_interval(held / sure, sure)
    return Estimate(held / sure, low, high, sure, sure)


def _few_people(degrees: int) -> float:
    """(z / t)²: with few people the spread between them is itself uncertain."""
    level = 0.5 + CONFIDENCE / 2
    return float(ndtri(level) / stdtrit(degrees, level)) ** 2
