"""The parts of an agency two levels down: how many people of each must, and what they have understood. For the map of areas."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from actions.assigning.standings import standings_of
from actions.courseware import Courseware
from actions.understanding.report_results import Results, results_of
from actions.understanding.report_tree import report_tree
from actions.understanding.supervise import (
    ALL_EMPLOYMENT,
    agency_in_scope,
    assignment_of,
    below_each,
    check_employment,
    indicators_of,
    target_of,
)
from analytics.estimates import Comprehension
from analytics.rollups import DIRECT, Cell, Counts, add_up_counts
from people.access import Scope
from people.assigning.assignment_counts import measures_of
from people.models import Agency
from store.assigning import assignment_rules
from store.database import Database

LEVELS = 2
"""What a phone can show at once."""


@dataclass(frozen=True)
class Part:
    """``agency_id`` is None for the people who sit in the agency itself; ``cells`` follow ``AgencyParts.indicators``."""

    agency_id: str | None
    name: str
    assigned: int
    cells: tuple[Comprehension, ...]
    below_target: tuple[float | None, ...]
    parts: tuple[Part, ...]
    cells_in_file: tuple[Comprehension, ...]
    """As a file may say them that is passed on (see ``in_files.py``)."""


@dataclass(frozen=True)
class AgencyParts:
    indicators: tuple[str, ...]
    target: float
    whole: Part


@dataclass(frozen=True)
class _Reading:
    """What every part is made from."""

    people: dict[Cell, Counts]
    results: Results
    below: dict[str | None, list[Agency]]
    """Agency id -> the agencies right under it."""
    employment: str
    target: float
    indicators: tuple[str, ...]


def agency_parts(
    database: Database,
    courseware: Courseware,
    scope: Scope,
    assignment_id: str,
    agency_id: str,
    employment: str = ALL_EMPLOYMENT,
    *,
    now: datetime,
) -> AgencyParts:
    """Always by today's tree; parts of whom nobody must are left out. Raises NotAllowed, NotFound."""
    check_employment(employment)
    with database.read() as connection:
        _, course = assignment_of(connection, courseware, scope, assignment_id)
        agency = agency_in_scope(connection, scope, agency_id)
        tree = report_tree(connection, scope)
        given = assignment_rules.find_given(connection, assignment_id)
        found = standings_of(connection, scope, given, course.posttest, now).standings if given else ()
    must = [(one.path, one.decision.employment or "", (one.number,)) for one in found if "assigned" in measures_of(one)]
    below: dict[str | None, list[Agency]] = {}
    for one in sorted(tree.agencies, key=lambda other: other.name):
        below.setdefault(one.parent_id, []).append(one)
    results = results_of(database, courseware, assignment_id, course.posttest, tree, now)
    indicators, target = indicators_of(results.indicators), target_of(courseware, course)
    reading = _Reading(add_up_counts(must, tree.root), results, below, employment, target, indicators)
    return AgencyParts(indicators, target, _part(reading, agency, LEVELS))


def _part(reading: _Reading, agency: Agency, levels: int) -> Part:
    below = reading.below.get(agency.id, []) if levels else []
    parts = [_part(reading, one, levels - 1) for one in below]
    if parts:
        parts.append(_leaf(reading, None, f"Langsung di {agency.name}", agency.path + DIRECT, ()))
    return _leaf(reading, agency.id, agency.name, agency.path, tuple(part for part in parts if part.assigned))


def _leaf(reading: _Reading, agency_id: str | None, name: str, path: str, parts: tuple[Part, ...]) -> Part:
    here = (path, reading.employment)
    cells = tuple(reading.results.found(indicator, here) for indicator in reading.indicators)
    in_file = tuple(reading.results.in_file(indicator, here) for indicator in reading.indicators)
    (assigned,) = reading.people.get(here, (0,))
    return Part(agency_id, name, assigned, cells, below_each(cells, reading.target), parts, in_file)
