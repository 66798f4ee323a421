"""How much an agency's people have lost some weeks after the post-test, from those who took a refresher."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from actions.assigning.assignments import require_reaching
from actions.courseware import Courseware
from actions.summaries.refresher_rollups import ALL_INDICATORS
from actions.understanding.supervise import agency_in_scope
from analytics.forgetting import Correction, Forgetting, Sums, correction, forgetting, hidden_cells, mean_correction
from analytics.hiding.file_cells import in_file
from analytics.report_columns import FILE_MINIMUM
from analytics.rollups import ALL, Cell, add_up_counts
from content.words import INDICATORS
from people.access import Scope
from people.errors import NotFound
from people.models import Agency
from store.database import Database
from store.learning import refreshers as refresher_store
from store.learning.refreshers import ChangeCount, ItemShare

_Cells = dict[Cell, tuple[int, ...]]
_ANY = "semua"


@dataclass(frozen=True)
class AfterDays:
    """``overall``: the mean over the indicators; ``indicators``: each, in their usual order."""

    days: int
    overall: Forgetting
    indicators: tuple[tuple[str, Forgetting], ...]
    hidden_in_file: frozenset[str] = frozenset()
    """Of these (and of ``ALL_INDICATORS``) no file tells that is passed on."""

    @property
    def in_file(self) -> AfterDays:
        told = (*self.indicators, (ALL_INDICATORS, self.overall))
        found = {name: in_file(one, is_hidden=name in self.hidden_in_file) for name, one in told}
        return replace(self, overall=found.pop(ALL_INDICATORS), indicators=tuple(found.items()))


@dataclass(frozen=True)
class ForgettingReport:
    """``offered``: whether the course has a refresher; ``finished``: people of the agency who finished the post-test."""

    agency: Agency
    offered: bool
    finished: int
    after: tuple[AfterDays, ...]


def forgetting_report(
    database: Database, courseware: Courseware, scope: Scope, assignment_id: str, agency_id: str
) -> ForgettingReport:
    """All kinds of employment, today's tree; read from rollups. Raises NotAllowed, NotFound."""
    with database.read() as connection:
        given = require_reaching(connection, scope, assignment_id)
        course = courseware.bank.courses.get(given.course_id)
        if course is None:
            raise NotFound("Penugasan itu", "Pilih penugasan lain dari daftar.")
        agency = agency_in_scope(connection, scope, agency_id)
        changes = refresher_store.read_changes(connection, assignment_id, course.posttest)
        shares = refresher_store.read_item_shares(connection, assignment_id, course.posttest)
        facilities = refresher_store.read_facilities(connection, course.posttest) if changes else {}
        finished = _added_up(refresher_store.read_finished(connection, assignment_id, course.posttest))
    known = {version: (one.mean, one.variance) for version, one in facilities.items()}
    people = {cell: count for cell, (count,) in finished.items()}
    days = sorted({row.due_days for row in changes})
    after = tuple(_after(one, agency, changes, shares, known, people) for one in days)
    return ForgettingReport(agency, course.refresher is not None, people.get((agency.path, ALL), 0), after)


def _after(
    days: int,
    agency: Agency,
    changes: list[ChangeCount],
    shares: list[ItemShare],
    facilities: Mapping[str, tuple[float, float]],
    finished: Mapping[Cell, int],
) -> AfterDays:
    of_day = [row for row in changes if row.due_days == days]
    found: dict[str, Forgetting] = {}
    corrections: list[Correction] = []
    hidden_in_file = set()
    for indicator in (*(i for i in INDICATORS if any(row.indicator == i for row in of_day)), ALL_INDICATORS):
        cells = _added_up(
            (row.path, (row.learners, row.change_micro_sum, row.change_micro_square_sum))
            for row in of_day
            if row.indicator == indicator
        )
        if indicator == ALL_INDICATORS:
            corrected = mean_correction(corrections)
        else:
            met = [row for row in shares if row.due_days == days and row.indicator == indicator]
            corrected = correction(_met(met, "before"), _met(met, "after"), facilities)
            corrections.append(corrected)
        took = {cell: counts[0] for cell, counts in cells.items()}
        hidden = hidden_cells(took, finished)
        here = (agency.path, ALL)
        if here in hidden_cells(took, finished, FILE_MINIMUM, hidden):
            hidden_in_file.add(indicator)
        group = Sums(*cells[here]) if here in cells else None
        found[indicator] = forgetting(group, _everybody(cells), corrected, is_withheld=here in hidden)
    overall = found.pop(ALL_INDICATORS)
    return AfterDays(days, overall, tuple(found.items()), frozenset(hidden_in_file))


def _everybody(cells: _Cells) -> Sums | None:
    tops = [
        counts for (path, kind), counts in cells.items() if kind == ALL and path.count("/") == 1 and path[-2:] != "~/"
    ]
    return Sums(*map(sum, zip(*tops, strict=True))) if tops else None


def _met(shares: Iterable[ItemShare], side: str) -> dict[str, int]:
    return {row.item_version: row.share_micro_sum for row in shares if row.side == side}


def _added_up(rows: Iterable[tuple[str, tuple[int, ...]]]) -> _Cells:
    """Along every tree the paths belong to; kinds of employment are not told apart here, so none needs hiding."""
    known = [(path, _ANY, counts) for path, counts in rows]
    tops = {path.partition("/")[0] + "/" for path, _, _ in known}
    return {
        cell: counts
        for top in sorted(tops)
        for cell, counts in add_up_counts([row for row in known if row[0].startswith(top)], top).items()
    }
