"""Supervising: which agency has not understood what, how sure are we, and what can be done about it. Reads rollups only."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from actions.assigning.assignment_status import given_in
from actions.assigning.assignments import require_reaching
from actions.assigning.standings import standings_of
from actions.courseware import Courseware
from actions.understanding.report_results import Results, results_of
from actions.understanding.report_tree import ReportTree, report_tree
from analytics.comprehension.results import chance_below
from analytics.estimates import Comprehension, Estimate, Withheld
from analytics.ranking import Group, group_of
from analytics.rollups import ALL, DIRECT, Cell, People, add_up
from content.words import INDICATOR_TITLES, INDICATORS
from people.access import Scope
from people.assigning.assignment_counts import Standing, measures_of
from people.assigning.assignment_rules import Given
from people.errors import NetralError, NotAllowed, NotFound
from people.models import EMPLOYMENT_TITLES, Agency
from quizzes.models import Course
from store.assigning import assignment_rules as rule_store
from store.assigning.assignments import Assignment
from store.database import Connection, Database
from store.registry import agencies as agency_store
from store.summaries import rollups as rollup_store

ALL_EMPLOYMENT = ALL
DEFAULT_TARGET = 0.75
"""Where the quiz has left the bank."""


class ItemsTooDeep(NetralError):
    def __init__(self) -> None:
        super().__init__("Rincian soal hanya dihitung untuk seluruh wilayah dan untuk instansi tepat di bawahnya.")
        self.what_to_do = "Naik ke instansi di atasnya untuk melihat soal yang paling banyak keliru."


@dataclass(frozen=True)
class AgencyRow:
    """One part of the agency on screen. ``agency_id`` is None for the people who sit in the agency itself."""

    agency_id: str | None
    name: str
    kind: str
    has_parts: bool
    learners: int
    cells: tuple[Comprehension, ...]
    groups: tuple[Group, ...]
    below_target: tuple[float | None, ...]
    """Per indicator the chance that comprehension is below the target; None where no estimate is shown."""
    cells_in_file: tuple[Comprehension, ...]
    """As a file may say them that is passed on (see ``in_files.py``)."""


@dataclass(frozen=True)
class Lesson:
    """What to assign: a lesson, and the section of it that sets the matter right."""

    lesson_id: str
    title: str
    section_id: str | None = None
    section_title: str | None = None


@dataclass(frozen=True)
class Overview:
    """Everything the page shows of one agency, but its items. Tuples of cells follow ``indicators``."""

    assignment: Assignment
    agency: Agency
    trail: tuple[Agency, ...]
    """From the top of the viewer's scope down to the agency."""
    employment: str
    people: People
    passed_is_withheld: bool
    by_employment: tuple[tuple[str, People], ...]
    indicators: tuple[str, ...]
    indicator_titles: tuple[str, ...]
    total: tuple[Comprehension, ...]
    total_below_target: tuple[float | None, ...]
    rows: tuple[AgencyRow, ...]
    target: float
    """The pass mark of the post-test: what an agency is expected to reach."""
    lessons: tuple[Lesson | None, ...]
    """The lesson of the course that speaks most directly of each indicator."""
    has_items: bool
    as_of: date | None = None
    """The day whose tree and members are shown; None: today's. Evidence counts in the unit where it was given either way."""
    left_out: int = 0
    """Units with results that the tree of that day does not have."""
    total_in_file: tuple[Comprehension, ...] = ()


def assignments_in(database: Database, courseware: Courseware, scope: Scope) -> tuple[Assignment, ...]:
    """Assignments that reach an agency of the scope and were not withdrawn, the earliest deadline first."""
    found = given_in(database, courseware, scope)
    return tuple(rule_store.assignment_row(given) for given in found if not given.is_withdrawn)


def overview(
    database: Database,
    courseware: Courseware,
    scope: Scope,
    assignment_id: str,
    agency_id: str,
    employment: str = ALL_EMPLOYMENT,
    as_of: date | None = None,
    *,
    now: datetime,
) -> Overview:
    """``employment`` is one kind, or ALL_EMPLOYMENT; ``as_of`` a day whose tree, names and members are meant.

    Raises NotAllowed, NotFound, NotThere.
    """
    check_employment(employment)
    with database.read() as connection:
        assignment, course = assignment_of(connection, courseware, scope, assignment_id)
        present = agency_in_scope(connection, scope, agency_id)
        tree = report_tree(connection, scope, as_of)
        given = rule_store.find_given(connection, assignment_id)
        if as_of is None:
            found = standings_of(connection, scope, given, course.posttest, now) if given else None
            finished: list[rollup_store.ProgressRow] = []
            people = add_up(funnel(found.standings if found else ()), tree.root)
        else:
            progress = rollup_store.read_progress(connection, assignment_id, scope.agency_path)
            finished = [row for row in progress if row.quiz_id == course.posttest]
            people = _people(tree, finished, given)
    agency = tree.place_of(present)
    target = target_of(courseware, course)
    after = results_of(database, courseware, assignment_id, course.posttest, tree, now)
    indicators = indicators_of(after.indicators)
    here = (agency.path, employment)
    total = tuple(after.found(i, here) for i in indicators)
    return Overview(
        assignment=assignment,
        agency=agency,
        trail=tuple(a for a in tree.agencies if agency.path.startswith(a.path)),
        employment=employment,
        people=people.get(here, People()),
        passed_is_withheld=any(isinstance(cell, Withheld) for cell in total),
        by_employment=tuple(
            (title, people[agency.path, kind])
            for kind, title in EMPLOYMENT_TITLES.items()
            if (agency.path, kind) in people
        ),
        indicators=indicators,
        indicator_titles=tuple(INDICATOR_TITLES[i] for i in indicators),
        total=total,
        total_below_target=below_each(total, target),
        rows=_rows(agency, tree, people, after, total, employment, target),
        target=target,
        lessons=tuple(lesson_about(courseware, course, i) for i in indicators),
        has_items=has_items(present),
        as_of=as_of,
        left_out=len({row.agency_id for row in finished if row.finished} - tree.paths.keys()),
        total_in_file=tuple(after.in_file(i, here) for i in indicators),
    )


def _people(tree: ReportTree, finished: list[rollup_store.ProgressRow], given: Given | None) -> dict[Cell, People]:
    paths = tree.paths
    targets, kinds = (given.rule.agency_ids, given.rule.employments) if given else (frozenset(), frozenset())
    reached = {agency for agency, path in paths.items() if not targets.isdisjoint(path.split("/"))}
    assigned = [
        (paths[agency], kind, People(assigned=count))
        for (agency, kind), count in tree.headcount.items()
        if agency in reached and kind in kinds
    ]
    done = [
        (paths[row.agency_id], row.employment, People(0, row.started, row.finished, row.passed))
        for row in finished
        if row.agency_id in paths
    ]
    return add_up([*assigned, *done], tree.root)


def _rows(
    agency: Agency,
    tree: ReportTree,
    people: dict[Cell, People],
    results: Results,
    total: tuple[Comprehension, ...],
    employment: str,
    target: float,
) -> tuple[AgencyRow, ...]:
    parents = {a.parent_id for a in tree.agencies}
    places = [(a.id, a.name, a.kind, a.path, a.id in parents) for a in tree.agencies if a.parent_id == agency.id]
    places.sort(key=lambda place: place[1])
    direct = agency.path + DIRECT
    if places and (direct, employment) in people:
        places.append((None, f"Langsung di {agency.name}", agency.kind, direct, False))
    rows = []
    for place_id, name, kind, path, has_parts in places:
        cells = tuple(results.found(i, (path, employment)) for i in indicators_of(results.indicators))
        in_file = tuple(results.in_file(i, (path, employment)) for i in indicators_of(results.indicators))
        learners = people.get((path, employment), People()).assigned
        below = below_each(cells, target)
        rows.append(
            AgencyRow(place_id, name, kind, has_parts, learners, cells, groups_of(cells, total), below, in_file)
        )
    return tuple(rows)


def groups_of(cells: tuple[Comprehension, ...], total: tuple[Comprehension, ...]) -> tuple[Group, ...]:
    return tuple(group_of(cell, whole) for cell, whole in zip(cells, total, strict=True))


def below_each(cells: tuple[Comprehension, ...], target: float) -> tuple[float | None, ...]:
    return tuple(chance_below(cell, target) if isinstance(cell, Estimate) else None for cell in cells)


def assignment_of(
    connection: Connection, courseware: Courseware, scope: Scope, assignment_id: str
) -> tuple[Assignment, Course]:
    """One that does not reach the scope does not exist there. Raises NotFound."""
    assignment = rule_store.assignment_row(require_reaching(connection, scope, assignment_id))
    course = courseware.bank.courses.get(assignment.course_id)
    if course is None:
        raise NotFound("Penugasan itu", "Pilih penugasan lain dari daftar.")
    return assignment, course


def indicators_of(asked: Collection[str]) -> tuple[str, ...]:
    """In their usual order; all of them while nobody was asked."""
    return tuple(i for i in INDICATORS if i in asked or not asked)


def target_of(courseware: Courseware, course: Course) -> float:
    """The pass mark of the post-test."""
    quiz = courseware.bank.quizzes.get(course.posttest)
    return quiz.pass_mark if quiz else DEFAULT_TARGET


def agency_in_scope(connection: Connection, scope: Scope, agency_id: str) -> Agency:
    """An agency outside the scope and one that does not exist get the same answer."""
    agency = agency_store.find_agency(connection, agency_id)
    if agency is None or not scope.covers(agency.path):
        raise NotAllowed("supervise")
    return agency


def funnel(standings: Iterable[Standing]) -> Iterator[tuple[str, str, People]]:
    """(path, kind, people) of those who must: the numbers of the assignment's page."""
    for standing in standings:
        of = measures_of(standing)
        if "assigned" in of:
            reached = ("started" in of, "finished" in of, "passed" in of)
            yield (
                standing.path,
                standing.decision.employment or "",
                People(standing.number, *(standing.number * is_so for is_so in reached)),
            )


def check_employment(employment: str) -> None:
    """Raises NotFound."""
    if employment != ALL_EMPLOYMENT and employment not in EMPLOYMENT_TITLES:
        raise NotFound("Jenis kepegawaian itu", "Pilih dari daftar.")


def has_items(agency: Agency) -> bool:
    """Whether answers and choices are counted for this agency by itself."""
    return agency.parent_id is None or agency.report_id == agency.id


def lesson_about(courseware: Courseware, course: Course, indicator: str) -> Lesson | None:
    """What to assign for an indicator. The fewer other indicators a lesson treats, the more directly it speaks of this one."""
    lessons = courseware.library.lessons_of(course.modules)
    about = [lesson for lesson in lessons if indicator in lesson.indicators]
    best = min(about, key=lambda lesson: len(lesson.indicators), default=None)
    return Lesson(best.id, best.title) if best else None


def lesson_at(courseware: Courseware, reference: str) -> Lesson | None:
    """The lesson and section of ``lesson#section``; None when they have left the library."""
    section = courseware.library.find_section(reference)
    lesson = courseware.library.find_lesson(reference.partition("#")[0])
    return Lesson(lesson.id, lesson.title, section.id, section.title) if lesson and section else None
