"""From pre-test to post-test: how the same persons grew, with the difficulty of the two forms taken out."""

from __future__ import annotations

from datetime import datetime
from weakref import WeakKeyDictionary

from actions.comprehension import Estimates, estimates_of
from actions.courseware import Courseware
from actions.supervise import agency_in_scope, assignment_of, check_employment, indicators_of
from analytics.comprehension.paired import GrowthMeasure, pair_up
from analytics.comprehension.sittings import Sittings
from analytics.crossover import Growth
from analytics.estimates import NoData, Withheld
from people.access import Scope
from quizzes.draw import form_of
from store import attempts as attempt_store
from store.database import Database

Measures = tuple[GrowthMeasure, ...]
_kept: WeakKeyDictionary[Estimates, tuple[Sittings, Measures]] = WeakKeyDictionary()
"""Post-test's estimates -> the pre-test they were paired with, and growth per indicator: as long as those estimates stand."""


def growths(
    database: Database,
    courseware: Courseware,
    scope: Scope,
    assignment_id: str,
    agency_id: str,
    employment: str,
    *,
    now: datetime,
) -> tuple[Growth | NoData | Withheld, ...]:
    """Of one agency of today's tree, in the order of ``supervise.Overview.indicators``. Raises NotAllowed, NotFound."""
    check_employment(employment)
    with database.read() as connection:
        _, course = assignment_of(connection, courseware, scope, assignment_id)
        agency = agency_in_scope(connection, scope, agency_id)
    after = estimates_of(database, courseware, assignment_id, course.posttest, now)
    indicators = indicators_of(after.measures)
    if course.pretest is None or not after.measures:
        return tuple(NoData() for _ in indicators)
    before = estimates_of(database, courseware, assignment_id, course.pretest, now)
    cell = (agency.path, employment)
    return tuple(measure.found(cell) for measure in _measures(database, before.sittings, after, indicators))


def _measures(database: Database, before: Sittings, after: Estimates, indicators: tuple[str, ...]) -> Measures:
    """Paired once for all agencies; two who ask at once may both do it, to the same result."""
    known = _kept.get(after)
    if known is not None and known[0] is before:
        return known[1]
    with database.read() as connection:
        versions = {*before.versions, *after.sittings.versions}
        items = {version: attempt_store.get_item_version(connection, version) for version in versions}
    paired = pair_up(before, after.sittings, {version: form_of(item.id) for version, item in items.items()})
    made = tuple(
        GrowthMeasure(
            paired,
            frozenset(version for version, item in items.items() if item.indicator == indicator),
            after.paths,
            after.measures[indicator].hidden,
        )
        for indicator in indicators
    )
    _kept[after] = (before, made)
    return made
