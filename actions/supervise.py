"""Supervising: which agency has not understood what, how sure are we, and what can be done about it. Reads rollups only."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from actions.assignment_status import given_in
from actions.courseware import Courseware
from actions.report_results import Results
from actions.report_tree import ReportTree, report_tree
from actions.standings import standings_of
from analytics.estimates import Comprehension, NoData, Withheld
from analytics.gain import Gain, gain
from analytics.items import AnswerCount, ItemFigures, item_figures
from analytics.ranking import Group, group_of
from analytics.rollups import ALL, DIRECT, Cell, People, add_up
from content.words import INDICATOR_TITLES, INDICATORS
from people.access import Scope
from people.assignment_counts import Standing, measures_of
from people.assignment_rules import Given
from people.errors import NetralError, NotAllowed, NotFound
from people.models import EMPLOYMENT_TITLES, Agency
from quizzes.marking import misconceptions_shown
from quizzes.models import Course, Item, MatchingItem, OrderingItem, TrueFalseItem
from quizzes.responses import InvalidResponse, Response, decode_response, right_sides
from quizzes.shown import TRUE_FALSE_TEXTS
from store import agencies as agency_store
from store import assignment_rules as rule_store
from store import assignments as assignment_store
from store import attempts as attempt_store
from store import rollups as rollup_store
from store import withdrawals as withdrawal_store
from store.assignments import Assignment
from store.database import Connection, Database

ALL_EMPLOYMENT = ALL


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
    rows: tuple[AgencyRow, ...]
    gains: tuple[Gain | NoData | Withheld, ...]
    lessons: tuple[Lesson | None, ...]
    """The lesson of the course that speaks most directly of each indicator."""
    has_items: bool
    as_of: date | None = None
    """The day whose tree and members are shown; None: today's. Evidence counts in the unit where it was given either way."""
    left_out: int = 0
    """Units with results that the tree of that day does not have."""


@dataclass(frozen=True)
class ItemView:
    """One item version with its figures and what its most chosen wrong answer tells."""

    figures: ItemFigures
    indicator_title: str
    stem: str
    wrong_text: str | None
    belief: str | None
    correction: str | None
    cure: Lesson | None


def assignments_in(database: Database, courseware: Courseware, scope: Scope) -> tuple[Assignment, ...]:
    """Assignments that reach an agency of the scope and were not withdrawn, the earliest deadline first."""
    found = given_in(database, courseware, scope)
    return tuple(rule_store.assignment_row(given) for given in found if not given.is_withdrawn)


def data_version(database: Database, scope: Scope, assignment_id: str) -> tuple[int, int, int]:
    """Changes with every attempt started or finished in the scope, and with every exemption."""
    with database.read() as connection:
        found = rollup_store.read_progress(connection, assignment_id, scope.agency_path)
        decided = withdrawal_store.decision_count(connection, assignment_id)
    return sum(row.started + row.finished for row in found), sum(row.passed for row in found), decided


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
        assignment, course = assignment_and_course(connection, courseware, assignment_id)
        present = agency_in_scope(connection, scope, agency_id)
        tree = report_tree(connection, scope, as_of)
        indicator_rows = rollup_store.read_indicators(connection, assignment_id, scope.agency_path)
        given = rule_store.find_given(connection, assignment_id)
        if as_of is None:
            found = standings_of(connection, scope, given, course.posttest, now) if given else None
            finished: list[rollup_store.ProgressRow] = []
            people = add_up(_funnel(found.standings if found else ()), tree.root)
        else:
            progress = rollup_store.read_progress(connection, assignment_id, scope.agency_path)
            finished = [row for row in progress if row.quiz_id == course.posttest]
            people = _people(tree, finished, given)
    agency = tree.place_of(present)
    tested = {quiz: Results(indicator_rows, quiz, tree) for quiz in (course.pretest, course.posttest) if quiz}
    after = tested[course.posttest]
    before = tested.get(course.pretest or "")
    indicators = tuple(i for i in INDICATORS if i in after.indicators or not after.indicators)
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
        rows=_rows(agency, tree, people, after, indicators, total, employment),
        gains=tuple(gain(before.found(i, here) if before else NoData(), after.found(i, here)) for i in indicators),
        lessons=tuple(_lesson_about(courseware, course, i) for i in indicators),
        has_items=has_items(present),
        as_of=as_of,
        left_out=len({row.agency_id for row in finished if row.finished} - tree.paths.keys()),
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


def item_views(
    database: Database,
    courseware: Courseware,
    scope: Scope,
    assignment_id: str,
    agency_id: str,
    employment: str = ALL_EMPLOYMENT,
) -> tuple[ItemView, ...]:
    """Items of the post-test, hardest first. Raises ItemsTooDeep, NotAllowed, NotFound."""
    check_employment(employment)
    with database.read() as connection:
        _, course = assignment_and_course(connection, courseware, assignment_id)
        agency = agency_in_scope(connection, scope, agency_id)
        if not has_items(agency):
            raise ItemsTooDeep()
        found = rollup_store.read_responses(connection, assignment_id, course.posttest, agency.path)
        around = found
        if agency.path != scope.agency_path:
            around = rollup_store.read_responses(connection, assignment_id, course.posttest, scope.agency_path)
        own = _answer_counts(found, employment)
        figures = item_figures(own)
        if employment != ALL_EMPLOYMENT:
            figures = _shown_in_both(figures, item_figures(own, _answer_counts(found, ALL_EMPLOYMENT)))
        if around is not found:
            figures = _shown_in_both(figures, item_figures(own, _answer_counts(around, employment)))
        return tuple(_item_view(connection, courseware, one) for one in figures)


def _rows(
    agency: Agency,
    tree: ReportTree,
    people: dict[Cell, People],
    results: Results,
    indicators: tuple[str, ...],
    total: tuple[Comprehension, ...],
    employment: str,
) -> tuple[AgencyRow, ...]:
    parents = {a.parent_id for a in tree.agencies}
    places = [(a.id, a.name, a.kind, a.path, a.id in parents) for a in tree.agencies if a.parent_id == agency.id]
    places.sort(key=lambda place: place[1])
    direct = agency.path + DIRECT
    if places and (direct, employment) in people:
        places.append((None, f"Langsung di {agency.name}", agency.kind, direct, False))
    rows = []
    for place_id, name, kind, path, has_parts in places:
        cells = tuple(results.found(i, (path, employment)) for i in indicators)
        groups = tuple(group_of(cell, whole) for cell, whole in zip(cells, total, strict=True))
        learners = people.get((path, employment), People()).assigned
        rows.append(AgencyRow(place_id, name, kind, has_parts, learners, cells, groups))
    return tuple(rows)


def assignment_and_course(
    connection: Connection, courseware: Courseware, assignment_id: str
) -> tuple[Assignment, Course]:
    """Raises NotFound."""
    assignment = assignment_store.find_assignment(connection, assignment_id)
    course = courseware.bank.courses.get(assignment.course_id) if assignment else None
    if assignment is None or course is None:
        raise NotFound("Penugasan itu", "Pilih penugasan lain dari daftar.")
    return assignment, course


def agency_in_scope(connection: Connection, scope: Scope, agency_id: str) -> Agency:
    """An agency outside the scope and one that does not exist get the same answer."""
    agency = agency_store.find_agency(connection, agency_id)
    if agency is None or not scope.covers(agency.path):
        raise NotAllowed("supervise")
    return agency


def _funnel(standings: Iterable[Standing]) -> Iterator[tuple[str, str, People]]:
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


def _lesson_about(courseware: Courseware, course: Course, indicator: str) -> Lesson | None:
    """The fewer other indicators a lesson treats, the more directly it speaks of this one."""
    lessons = courseware.library.lessons_of(course.modules)
    about = [lesson for lesson in lessons if indicator in lesson.indicators]
    best = min(about, key=lambda lesson: len(lesson.indicators), default=None)
    return Lesson(best.id, best.title) if best else None


def _answer_counts(found: list[rollup_store.ResponseCount], employment: str) -> list[AnswerCount]:
    """Counts per version and value, over one employment kind or all."""
    sums: dict[tuple[str, str, str], tuple[int, int]] = {}
    for row in found:
        if employment in (ALL_EMPLOYMENT, row.employment):
            key = (row.item_version, row.item_id, row.value)
            learners, marks = sums.get(key, (0, 0))
            sums[key] = (learners + row.learners, marks + row.mark_micro_sum)
    return [AnswerCount(*key, *counts) for key, counts in sums.items()]


def _shown_in_both(first: tuple[ItemFigures, ...], second: tuple[ItemFigures, ...]) -> tuple[ItemFigures, ...]:
    versions = {figures.version for figures in second}
    return tuple(figures for figures in first if figures.version in versions)


def _item_view(connection: Connection, courseware: Courseware, figures: ItemFigures) -> ItemView:
    item = attempt_store.get_item_version(connection, figures.version)
    wrong: Response | None = None
    if figures.wrong_value is not None:
        try:
            wrong = decode_response(item, figures.wrong_value)
        except (InvalidResponse, json.JSONDecodeError):
            wrong = None
    known = courseware.library.misconceptions
    shown = [known[m] for m in misconceptions_shown(item, wrong) if m in known]
    misconception = shown[0] if shown else None
    return ItemView(
        figures=figures,
        indicator_title=INDICATOR_TITLES[item.indicator],
        stem=item.stem,
        wrong_text=response_text(item, wrong) if wrong is not None else None,
        belief=misconception.belief if misconception else None,
        correction=misconception.correction if misconception else None,
        cure=lesson_at(courseware, misconception.cure if misconception else item.section),
    )


def lesson_at(courseware: Courseware, reference: str) -> Lesson | None:
    """The lesson and section of ``lesson#section``; None when they have left the library."""
    section = courseware.library.find_section(reference)
    lesson = courseware.library.find_lesson(reference.partition("#")[0])
    return Lesson(lesson.id, lesson.title, section.id, section.title) if lesson and section else None


def response_text(item: Item, response: Response) -> str:
    """The answer as it was read on screen."""
    if isinstance(item, TrueFalseItem):
        return TRUE_FALSE_TEXTS[str(response)]
    if isinstance(item, MatchingItem) and isinstance(response, dict):
        rights = right_sides(item)
        return "; ".join(f"{p.left} → {rights[str(response[p.id])]}" for p in item.pairs if p.id in response)
    if isinstance(item, OrderingItem) and isinstance(response, dict):
        steps = {step.id: step.text for step in item.steps}
        return " → ".join(steps[step] for step in sorted(response, key=lambda s: response[s]))  # type: ignore[arg-type,return-value]
    chosen = {response} if isinstance(response, str) else set(response)
    return "; ".join(option.text for option in item.options if option.id in chosen)  # type: ignore[union-attr]
