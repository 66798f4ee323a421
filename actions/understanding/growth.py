"""From pre-test to post-test: how the same persons grew, with the difficulty of the two forms taken out."""

from __future__ import annotations

from datetime import datetime
from weakref import WeakKeyDictionary

from actions.courseware import Courseware
from actions.understanding.comprehension import Estimates, estimates_of
from actions.understanding.sittings import everybody
from actions.understanding.supervise import agency_in_scope, assignment_of, check_employment, indicators_of
from analytics.comprehension.paired import GrowthMeasure, pair_up
from analytics.comprehension.sittings import Sittings
from analytics.crossover import Growth
from analytics.estimates import NoData, Withheld
from people.access import Scope
from quizzes.draw import form_of
from quizzes.models import Course
from store.database import Database
from store.learning import attempts as attempt_store

_kept: WeakKeyDictionary[Estimates, tuple[tuple[Sittings, ...], tuple[GrowthMeasure, ...]]] = WeakKeyDictionary()
"""Post-test's estimates -> both tests as they were paired, and growth per indicator: as long as those estimates stand."""


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
    cell = (agency.path, employment)
    return tuple(measure.found(cell) for measure in _measures(database, assignment_id, course, after))


def _measures(database: Database, assignment_id: str, course: Course, after: Estimates) -> tuple[GrowthMeasure, ...]:
    """Paired once for all agencies; two who ask at once may both do it, to the same result."""
    with database.read() as connection:
        both = tuple(everybody(database, connection, assignment_id, q) for q in (course.pretest, course.posttest) if q)
        known = _kept.get(after)
        if known is not None and all(old is new for old, new in zip(known[0], both, strict=True)):
            return known[1]
        versions = {version for sittings in both for version in sittings.versions}
        items = {version: attempt_store.get_item_version(connection, version) for version in versions}
    paired = pair_up(*both, {version: form_of(item.id) for version, item in items.items()})
    made = tuple(
        GrowthMeasure(
            paired,
            frozenset(version for version, item in items.items() if item.indicator == indicator),
            after.paths,
            after.measures[indicator].hidden,
        )
        for indicator in indicators_of(after.measures)
    )
    _kept[after] = (both, made)
    return made
