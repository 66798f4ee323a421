"""Comprehension finer than indicators: per module, and per learning objective from the weakest on. Only what is looked at is fitted."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from actions.courseware import Courseware
from actions.understanding.comprehension import Estimates, estimates_of
from actions.understanding.report_tree import ReportTree, report_tree
from actions.understanding.supervise import Lesson, agency_in_scope, assignment_of, check_employment, target_of
from analytics.comprehension.cells import Measure
from analytics.comprehension.results import chance_below
from analytics.estimates import Comprehension, Estimate, NoData
from analytics.ranking import Group, group_of
from analytics.rollups import DIRECT
from people.access import Scope
from people.models import Agency
from quizzes.topics import lesson_topic, objective_topic, topics_of
from store.database import Database

By = Literal["modul", "tujuan"]
PAGE_LENGTH: dict[By, int] = {"modul": 4, "tujuan": 10}
"""How many stand on one page: a map of more columns cannot be read on a phone, and each costs a fit."""


@dataclass(frozen=True)
class Topic:
    """A module, or an objective with its lesson. ``subjects``: the topics whose items it is made of; ``order``: the module's."""

    id: str
    title: str
    subjects: frozenset[str]
    lesson: Lesson | None = None
    order: int = 0


@dataclass(frozen=True)
class TopicPart:
    """One part of the agency on screen; ``cells`` and ``groups`` follow the topics of the page."""

    name: str
    cells: tuple[Comprehension, ...]
    groups: tuple[Group, ...]


@dataclass(frozen=True)
class TopicReport:
    """One page. ``whole``, ``below_target``: of the agency itself, per topic; ``parts``: for modules only."""

    agency: Agency
    topics: tuple[Topic, ...]
    whole: tuple[Comprehension, ...]
    below_target: tuple[float | None, ...]
    parts: tuple[TopicPart, ...]
    target: float
    page: int
    page_count: int


def topic_report(
    database: Database,
    courseware: Courseware,
    scope: Scope,
    assignment_id: str,
    agency_id: str,
    employment: str,
    by: By,
    page: int = 1,
    *,
    now: datetime,
) -> TopicReport:
    """Of one agency of today's tree; a page beyond the last is the last. Raises NotAllowed, NotFound."""
    check_employment(employment)
    with database.read() as connection:
        _, course = assignment_of(connection, courseware, scope, assignment_id)
        agency = agency_in_scope(connection, scope, agency_id)
        tree = report_tree(connection, scope)
    estimates = estimates_of(database, courseware, assignment_id, course.posttest, now)
    asked = _modules(courseware, estimates) if by == "modul" else _objectives(courseware, estimates)
    page_count = max(1, -(-len(asked) // PAGE_LENGTH[by]))
    page = min(max(1, page), page_count)
    topics = asked[(page - 1) * PAGE_LENGTH[by] : page * PAGE_LENGTH[by]]
    measures = [estimates.topic(topic.subjects, _mix(courseware, estimates, topic)) for topic in topics]
    whole = _cells(estimates, measures, agency.path, employment)
    target = target_of(courseware, course)
    below = tuple(chance_below(cell, target) if isinstance(cell, Estimate) else None for cell in whole)
    parts = _parts(estimates, measures, tree, agency, employment, whole) if by == "modul" else ()
    return TopicReport(agency, tuple(topics), whole, below, parts, target, page, page_count)


def _modules(courseware: Courseware, estimates: Estimates) -> list[Topic]:
    """In order of study, those that somebody was asked about."""
    met = set(estimates.answered.sums.subjects)
    found = [
        Topic(module.id, module.title, frozenset(lesson_topic(x) for x in module.lessons), order=module.order)
        for module in sorted(courseware.library.modules, key=lambda module: module.order)
    ]
    return [topic for topic in found if topic.subjects & met]


def _objectives(courseware: Courseware, estimates: Estimates) -> list[Topic]:
    """The weakest first, by the mean of all answers of everybody: the same order for every viewer and every agency, so that
    it tells nothing of a hidden cell, and known before anything is fitted. Objectives that left the library are left out."""
    answered = estimates.answered
    met = set(answered.sums.subjects)
    found = [
        Topic(objective.id, objective.text, frozenset({objective_topic(objective.id)}), Lesson(lesson.id, lesson.title))
        for lesson in courseware.library.lessons
        for objective in lesson.objectives
        if objective_topic(objective.id) in met
    ]

    def weakness(topic: Topic) -> tuple[float, str]:
        (subject,) = topic.subjects
        versions = {version for version, item in answered.items.items() if subject in topics_of(item)}
        return answered.sums.mean_mark(subject, versions), topic.id

    return sorted(found, key=weakness)


def _mix(courseware: Courseware, estimates: Estimates, topic: Topic) -> dict[str, float]:
    """The items of the topic that the quiz can draw today, weighted as it draws them."""
    items = courseware.bank.items
    return {
        item_id: times
        for of_indicator in estimates.mix.values()
        for item_id, times in of_indicator.items()
        if not topic.subjects.isdisjoint(topics_of(items[item_id]))
    }


def _cells(
    estimates: Estimates, measures: Collection[Measure], path: str, employment: str
) -> tuple[Comprehension, ...]:
    return tuple(estimates.found_in(measure, (path, employment)) for measure in measures)


def _parts(
    estimates: Estimates,
    measures: Collection[Measure],
    tree: ReportTree,
    agency: Agency,
    employment: str,
    whole: tuple[Comprehension, ...],
) -> tuple[TopicPart, ...]:
    below = sorted((part for part in tree.agencies if part.parent_id == agency.id), key=lambda part: part.name)
    places = [(part.name, part.path) for part in below]
    if below:
        places.append((f"Langsung di {agency.name}", agency.path + DIRECT))
    found = []
    for name, path in places:
        cells = _cells(estimates, measures, path, employment)
        if not path.endswith(DIRECT) or any(not isinstance(cell, NoData) for cell in cells):
            groups = tuple(group_of(cell, of_whole) for cell, of_whole in zip(cells, whole, strict=True))
            found.append(TopicPart(name, cells, groups))
    return tuple(found)
