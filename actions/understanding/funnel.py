"""The funnel of an assignment: how many must, have read the course, began the post-test, finished and passed it; part by part.

The counts are those of the assignment's own page. Who has read the course comes from a rollup (see ``store/summaries/studied.py``).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from actions.assigning.standings import Standings, standings_of
from actions.courseware import Courseware
from actions.understanding.comprehension import estimates_of
from actions.understanding.supervise import ALL_EMPLOYMENT, Overview, assignment_of, overview
from analytics.estimates import Withheld
from analytics.hiding.file_cells import passed_hidden_in_files
from analytics.rollups import DIRECT, Counts, add_up_counts
from people.access import Scope
from people.assigning.assignment_counts import measures_of
from people.errors import NotFound
from quizzes.models import Course
from store.assigning import assignment_people, assignment_rules
from store.database import Connection, Database
from store.summaries import studied as studied_store
from store.summaries.studied import SectionKey


@dataclass(frozen=True)
class FunnelCounts:
    """People. ``studied``: None where the course has no lessons; ``passed``: None where a small group would be told of, and
    ``passed_in_file`` where one would in a file that is passed on."""

    assigned: int
    studied: int | None
    started: int
    finished: int
    passed: int | None
    passed_in_file: int | None

    @property
    def in_file(self) -> FunnelCounts:
        return replace(self, passed=self.passed_in_file)


@dataclass(frozen=True)
class FunnelRow:
    """One part of the agency; ``agency_id`` is None for the people who sit in the agency itself."""

    agency_id: str | None
    name: str
    counts: FunnelCounts


@dataclass(frozen=True)
class Funnel:
    """``unread``: of those who finished the post-test, how many have not done every section of the course."""

    name: str
    whole: FunnelCounts
    unread: int
    rows: tuple[FunnelRow, ...]

    @property
    def in_file(self) -> Funnel:
        rows = tuple(replace(row, counts=row.counts.in_file) for row in self.rows)
        return replace(self, whole=self.whole.in_file, rows=rows)


def funnel(
    database: Database,
    courseware: Courseware,
    scope: Scope,
    assignment_id: str,
    agency_id: str,
    employment: str = ALL_EMPLOYMENT,
    *,
    now: datetime,
) -> Funnel:
    """Always by today's tree. Raises NotAllowed, NotFound."""
    shown = overview(database, courseware, scope, assignment_id, agency_id, employment, now=now)
    with database.read() as connection:
        _, course = assignment_of(connection, courseware, scope, assignment_id)
    sections = frozenset(_sections_of(courseware, course))
    _count_sections(database, course.id, sections)
    with database.read() as connection:
        given = assignment_rules.find_given(connection, assignment_id)
        if given is None:
            raise NotFound("Penugasan itu", "Pilih penugasan lain dari daftar.")
        found = standings_of(connection, scope, given, course.posttest, now)
        read = _read_by_group(connection, found, course.id, len(sections))
    cells = add_up_counts(list(_counted(found, read)), scope.agency_path)
    results = estimates_of(database, courseware, assignment_id, course.posttest, now).hidden_in_files.values()
    hidden_in_file = passed_hidden_in_files({cell: counts[3] for cell, counts in cells.items()}, results)

    def counts_at(path: str, *, hides_passed: bool) -> FunnelCounts:
        assigned, studied, started, finished, passed, _ = cells.get((path, employment), (0,) * 6)
        told = None if hides_passed else passed
        in_file = None if (path, employment) in hidden_in_file else told
        return FunnelCounts(assigned, studied if sections else None, started, finished, told, in_file)

    path = shown.agency.path
    return Funnel(
        name=shown.agency.name,
        whole=counts_at(path, hides_passed=shown.passed_is_withheld),
        unread=cells.get((path, employment), (0,) * 6)[5] if sections else 0,
        rows=tuple(
            FunnelRow(
                row.agency_id,
                row.name,
                counts_at(
                    _path_of(found, shown, row.agency_id),
                    hides_passed=any(isinstance(cell, Withheld) for cell in row.cells),
                ),
            )
            for row in shown.rows
        ),
    )


def _sections_of(courseware: Courseware, course: Course) -> Iterator[SectionKey]:
    """Every section of every lesson of the course, as the content files have them today."""
    for lesson in courseware.library.lessons_of(course.modules):
        for section in lesson.sections:
            yield lesson.id, section.id


def _count_sections(database: Database, course_id: str, sections: frozenset[SectionKey]) -> None:
    """See to it that exactly these are counted; writes only after the content files have changed."""
    with database.read() as connection:
        if studied_store.sections_known(connection, course_id) == sections:
            return
    with database.write() as connection:
        if studied_store.sections_known(connection, course_id) != sections:
            studied_store.set_sections(connection, course_id, sections)


def _path_of(found: Standings, shown: Overview, agency_id: str | None) -> str:
    return shown.agency.path + DIRECT if agency_id is None else found.places.paths[agency_id]


def _read_by_group(connection: Connection, found: Standings, course_id: str, sections: int) -> dict[str, int]:
    """Group of people who stand alike -> how many of them have done all sections."""
    if not sections:
        return {}
    groups = assignment_people.studied_in(connection, found.whom, course_id, sections)
    return {group.key: group.number for group in groups}


def _counted(found: Standings, read: dict[str, int]) -> Iterator[tuple[str, str, Counts]]:
    """(path, kind, counts): assigned, studied, started, finished, passed, finished without having studied."""
    for group, standing in zip(found.groups, found.standings, strict=True):
        of = measures_of(standing)
        if "assigned" not in of:
            continue
        number, studied = standing.number, read.get(group.key, 0)
        started, finished, passed = (number * (measure in of) for measure in ("started", "finished", "passed"))
        unread = (number - studied) * ("finished" in of)
        kind = standing.decision.employment or ""
        yield standing.path, kind, (number, studied, started, finished, passed, unread)
