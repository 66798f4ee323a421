"""Where people are sure and yet wrong: the supervisor's red flag by indicator and by wrong belief. Reads rollups only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace

from actions.courseware import Courseware
from actions.summaries.belief_names import follow_belief_names
from actions.understanding.supervise import (
    ALL_EMPLOYMENT,
    Lesson,
    agency_in_scope,
    assignment_of,
    check_employment,
    has_items,
    indicators_of,
    lesson_about,
    lesson_at,
)
from actions.understanding.sure_cells import sure_table_of
from analytics.estimates import Estimate, NoData, wilson_interval
from analytics.misconceptions import MIN_COMMON_SHARE
from analytics.rollups import DIRECT, Cell, Counts
from analytics.sureness import Sureness, sure_belief_cells
from content.models import Misconception
from content.words import INDICATOR_TITLES
from people.access import Scope
from people.models import Agency
from store.database import Connection, Database
from store.registry import agencies as agency_store
from store.summaries import sureness_rollups as sureness_store

BELIEFS_TOLD = 5
Rows = list[tuple[str, str, Counts]]


@dataclass(frozen=True)
class SurePart:
    """One part of the agency on screen; ``cells`` and ``cells_in_file`` follow the report's ``indicators``."""

    name: str
    path: str
    cells: tuple[Sureness, ...]
    cells_in_file: tuple[Sureness, ...]
    """As a file may say them that is passed on."""


@dataclass(frozen=True)
class SureTotal:
    """One agency as a whole, per indicator; nothing where its post-test has never asked."""

    indicator_titles: tuple[str, ...]
    cells: tuple[Sureness, ...]


@dataclass(frozen=True)
class SureBelief:
    """``share``: of the people who were sure of an answer that could show the belief, those whose answer showed it."""

    misconception_id: str
    belief: str
    correction: str
    indicator_title: str
    share: Estimate
    cure: Lesson | None


@dataclass(frozen=True)
class SurenessReport:
    """``is_asked``: the post-test asks, or has asked; ``beliefs``: those with the highest lower end, told by share."""

    agency: Agency
    employment: str
    is_asked: bool
    indicators: tuple[str, ...]
    indicator_titles: tuple[str, ...]
    total: tuple[Sureness, ...]
    parts: tuple[SurePart, ...]
    lessons: tuple[Lesson | None, ...]
    beliefs: tuple[SureBelief, ...]
    has_beliefs: bool
    """False below the report agencies, where beliefs are not counted."""
    total_in_file: tuple[Sureness, ...]

    @property
    def in_file(self) -> SurenessReport:
        """The same as a file may say it; beliefs are told from ten people on anyway."""
        parts = tuple(replace(part, cells=part.cells_in_file) for part in self.parts)
        return replace(self, total=self.total_in_file, parts=parts)


def sureness_report(
    database: Database,
    courseware: Courseware,
    scope: Scope,
    assignment_id: str,
    agency_id: str,
    employment: str = ALL_EMPLOYMENT,
) -> SurenessReport:
    """Of today's tree, from first post-test attempts. Raises NotAllowed, NotFound.

    Hidden over the whole tree, whoever is looking: a scope only chooses what is read.
    """
    check_employment(employment)
    follow_belief_names(database, courseware)
    with database.read() as connection:
        _, course = assignment_of(connection, courseware, scope, assignment_id)
        agency = agency_in_scope(connection, scope, agency_id)
        table = sure_table_of(database, connection, assignment_id, course.posttest)
        places = _places(connection, agency)
        beliefs = _beliefs(connection, courseware, assignment_id, course.posttest, (agency.path, employment))
    cells, in_file = table.cells, table.cells_in_file
    indicators = indicators_of(cells)
    quiz = courseware.bank.quizzes.get(course.posttest)
    parts = [
        SurePart(name, path, *(_at(told, indicators, (path, employment)) for told in (cells, in_file)))
        for name, path in places
    ]
    return SurenessReport(
        agency=agency,
        employment=employment,
        is_asked=bool(cells) or (quiz is not None and quiz.asks_sureness),
        indicators=indicators,
        indicator_titles=tuple(INDICATOR_TITLES[one] for one in indicators),
        total=_at(cells, indicators, (agency.path, employment)),
        parts=tuple(part for part in parts if not all(isinstance(cell, NoData) for cell in part.cells)),
        lessons=tuple(lesson_about(courseware, course, one) for one in indicators),
        beliefs=beliefs if has_items(agency) else (),
        has_beliefs=has_items(agency),
        total_in_file=_at(in_file, indicators, (agency.path, employment)),
    )


def sure_total(
    database: Database,
    courseware: Courseware,
    scope: Scope,
    assignment_id: str,
    agency_id: str,
    employment: str = ALL_EMPLOYMENT,
    *,
    in_file: bool = False,
) -> SureTotal:
    """The first line of ``sureness_report`` alone, which costs little; ``in_file``: as a file may say it.

    Raises NotAllowed, NotFound.
    """
    check_employment(employment)
    with database.read() as connection:
        _, course = assignment_of(connection, courseware, scope, assignment_id)
        agency = agency_in_scope(connection, scope, agency_id)
        table = sure_table_of(database, connection, assignment_id, course.posttest)
    cells = table.cells_in_file if in_file else table.cells
    indicators = indicators_of(cells) if cells else ()
    return SureTotal(
        tuple(INDICATOR_TITLES[one] for one in indicators), _at(cells, indicators, (agency.path, employment))
    )


def _at(cells: Mapping[str, Mapping[Cell, Sureness]], indicators: tuple[str, ...], cell: Cell) -> tuple[Sureness, ...]:
    return tuple(cells.get(indicator, {}).get(cell, NoData()) for indicator in indicators)


def _places(connection: Connection, agency: Agency) -> list[tuple[str, str]]:
    """(name, path) of the parts right below, and of the people who sit in the agency itself."""
    places = sorted((one.name, one.path) for one in agency_store.children_of(connection, agency.id))
    return [*places, (f"Langsung di {agency.name}", agency.path + DIRECT)] if places else []


def _beliefs(
    connection: Connection, courseware: Courseware, assignment_id: str, quiz_id: str, here: Cell
) -> tuple[SureBelief, ...]:
    """The clearest first; what may be shown is worked out one belief after the other until enough are found."""
    sure: dict[str, Rows] = defaultdict(list)
    for name, path, kind, met, held in sureness_store.read_sure_beliefs(connection, assignment_id, quiz_id):
        sure[name].append((path, kind, (met, held)))
    everybody: dict[str, Rows] = defaultdict(list)
    for name, path, kind, met in sureness_store.read_met(connection, assignment_id, quiz_id):
        everybody[name].append((path, kind, (met,)))
    library = courseware.library
    known = (name for name in sure if name in library.misconceptions)
    told: list[SureBelief] = []
    for name in sorted(known, key=lambda one: (-_lower_end(sure[one], here), one)):
        if len(told) == BELIEFS_TOLD:
            break
        share = sure_belief_cells(everybody[name], sure[name]).get(here)
        if isinstance(share, Estimate) and share.value >= MIN_COMMON_SHARE:
            told.append(_belief(courseware, library.misconceptions[name], share))
    return tuple(sorted(told, key=lambda one: (-one.share.value, one.misconception_id)))


def _belief(courseware: Courseware, found: Misconception, share: Estimate) -> SureBelief:
    title, cure = INDICATOR_TITLES[found.indicator], lesson_at(courseware, found.cure)
    return SureBelief(found.id, found.belief, found.correction.strip(), title, share, cure)


def _lower_end(rows: Rows, here: Cell) -> float:
    """Of the interval of one cell, whether or not it may be shown: the order in which beliefs are looked at."""
    place, kind = here
    found = [counts for path, of, counts in rows if path.startswith(place) and kind in (ALL_EMPLOYMENT, of)]
    met, held = (sum(counts[n] for counts in found) for n in (0, 1))
    return wilson_interval(held / met, met)[0] if met else 0.0
