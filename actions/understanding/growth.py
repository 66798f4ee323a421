"""From pre-test to post-test: how the same persons grew, with the difficulty of the two forms taken out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from weakref import WeakKeyDictionary

from actions.courseware import Courseware
from actions.understanding.comprehension import Estimates, estimates_of
from actions.understanding.supervise import agency_in_scope, assignment_of, check_employment, indicators_of
from analytics.comprehension.paired import NOBODY, GrowthMeasure, Masks, pack_pairs
from analytics.crossover import Growth
from analytics.estimates import NoData, Withheld
from analytics.rollups import DIRECT, Cell
from people.access import Scope
from quizzes.models import Course
from store.database import Database
from store.registry import agencies as agency_store
from store.summaries import pairs as pair_store

_kept: WeakKeyDictionary[Estimates, tuple[int, tuple[GrowthMeasure, ...]]] = WeakKeyDictionary()
"""Post-test's estimates -> how much was counted, and growth per indicator: as long as those estimates stand."""


@dataclass(frozen=True)
class PartGrowth:
    """One part of the agency on screen; ``cells`` follow ``supervise.Overview.indicators``."""

    name: str
    cells: tuple[Growth | NoData | Withheld, ...]


def growths(
    database: Database,
    courseware: Courseware,
    scope: Scope,
    assignment_id: str,
    agency_id: str,
    employment: str,
    *,
    now: datetime,
    in_file: bool = False,
) -> tuple[Growth | NoData | Withheld, ...]:
    """Of one agency of today's tree, in the order of ``supervise.Overview.indicators``; ``in_file``: as a file may say it.

    Raises NotAllowed, NotFound.
    """
    check_employment(employment)
    with database.read() as connection:
        _, course = assignment_of(connection, courseware, scope, assignment_id)
        agency = agency_in_scope(connection, scope, agency_id)
    return _found(database, courseware, assignment_id, course, [(agency.path, employment)], now, in_file)[0]


def growths_of_parts(
    database: Database,
    courseware: Courseware,
    scope: Scope,
    assignment_id: str,
    agency_id: str,
    employment: str,
    *,
    now: datetime,
    in_file: bool = False,
) -> tuple[PartGrowth, ...]:
    """Of the parts right below, by name, each as ``growths`` tells it on its own page; then of those who sit in the agency
    itself, where there are any. Raises NotAllowed, NotFound."""
    check_employment(employment)
    with database.read() as connection:
        _, course = assignment_of(connection, courseware, scope, assignment_id)
        agency = agency_in_scope(connection, scope, agency_id)
        below = agency_store.children_of(connection, agency.id)
    if not below:
        return ()
    places = [*sorted((one.name, one.path) for one in below), (f"Langsung di {agency.name}", agency.path + DIRECT)]
    told = _found(database, courseware, assignment_id, course, [(path, employment) for _, path in places], now, in_file)
    parts = [PartGrowth(name, cells) for (name, _), cells in zip(places, told, strict=True)]
    has_direct = any(not isinstance(cell, NoData) for cell in parts[-1].cells)
    return tuple(parts if has_direct else parts[:-1])


def _found(
    database: Database,
    courseware: Courseware,
    assignment_id: str,
    course: Course,
    cells: list[Cell],
    now: datetime,
    in_file: bool,
) -> list[tuple[Growth | NoData | Withheld, ...]]:
    """Per cell its growth on every indicator."""
    after = estimates_of(database, courseware, assignment_id, course.posttest, now)
    if course.pretest is None or not after.measures:
        return [tuple(NoData() for _ in indicators_of(after.measures)) for _ in cells]
    measures = _measures(database, assignment_id, course.pretest, course.posttest, after)
    return [tuple(one.in_file(cell) if in_file else one.found(cell) for one in measures) for cell in cells]


def _measures(
    database: Database, assignment_id: str, pretest: str, posttest: str, after: Estimates
) -> tuple[GrowthMeasure, ...]:
    """In the order of ``supervise.indicators_of``. Made once for all agencies; two who ask at once may both do it, to the
    same result."""
    with database.read() as connection:
        count = pair_store.count_pairs(connection, assignment_id, pretest, posttest)
        known = _kept.get(after)
        if known is not None and known[0] == count:
            return known[1]
        counts = pack_pairs(pair_store.read_pairs(connection, assignment_id, pretest, posttest))
    masks: Masks = {}
    made = tuple(
        GrowthMeasure(
            counts.get(indicator, NOBODY),
            after.paths,
            after.measures[indicator].hidden,
            masks,
            after.hidden_in_files[indicator],
        )
        for indicator in indicators_of(after.measures)
    )
    _kept[after] = (count, made)
    return made
