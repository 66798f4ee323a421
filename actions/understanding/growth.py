"""From pre-test to post-test: how the same persons grew, with the difficulty of the two forms taken out."""

from __future__ import annotations

from datetime import datetime
from weakref import WeakKeyDictionary

from actions.courseware import Courseware
from actions.understanding.comprehension import Estimates, estimates_of
from actions.understanding.supervise import agency_in_scope, assignment_of, check_employment, indicators_of
from analytics.comprehension.paired import NOBODY, GrowthMeasure, Masks, pack_pairs
from analytics.crossover import Growth
from analytics.estimates import NoData, Withheld
from people.access import Scope
from store.database import Database
from store.summaries import pairs as pair_store

_kept: WeakKeyDictionary[Estimates, tuple[int, tuple[GrowthMeasure, ...]]] = WeakKeyDictionary()
"""Post-test's estimates -> how much was counted, and growth per indicator: as long as those estimates stand."""


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
    after = estimates_of(database, courseware, assignment_id, course.posttest, now)
    indicators = indicators_of(after.measures)
    if course.pretest is None or not after.measures:
        return tuple(NoData() for _ in indicators)
    cell = (agency.path, employment)
    measures = _measures(database, assignment_id, course.pretest, course.posttest, after)
    return tuple(measure.in_file(cell) if in_file else measure.found(cell) for measure in measures)


def _measures(
    database: Database, assignment_id: str, pretest: str, posttest: str, after: Estimates
) -> tuple[GrowthMeasure, ...]:
    """Made once for all agencies; two who ask at once may both do it, to the same result."""
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
