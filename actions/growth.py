"""From pre-test to post-test: how the same persons grew, with the difficulty of the two forms taken out."""

from __future__ import annotations

from datetime import datetime

from actions.comprehension import estimates_of
from actions.courseware import Courseware
from actions.sittings import everybody
from actions.supervise import agency_in_scope, assignment_of, check_employment, indicators_of
from analytics.comprehension.paired import GrowthMeasure, pair_up
from analytics.crossover import Growth
from analytics.estimates import NoData, Withheld
from people.access import Scope
from quizzes.draw import form_of
from store import attempts as attempt_store
from store.database import Database


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
    with database.read() as connection:
        first, second = (everybody(database, connection, assignment_id, q) for q in (course.pretest, course.posttest))
        versions = {*first.versions, *second.versions}
        items = {version: attempt_store.get_item_version(connection, version) for version in versions}
    paired = pair_up(first, second, {version: form_of(item.id) for version, item in items.items()})
    return tuple(
        GrowthMeasure(
            paired,
            frozenset(version for version, item in items.items() if item.indicator == indicator),
            after.paths,
            after.measures[indicator].hidden,
        ).found((agency.path, employment))
        for indicator in indicators
    )
