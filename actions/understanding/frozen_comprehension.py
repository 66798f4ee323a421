"""What was understood when a month ended: estimated once from the answers given until then, and frozen with the month."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import date

from actions.courseware import Courseware
from actions.understanding.comprehension import Estimates, estimates_until
from analytics.estimates import MICRO, Comprehension, Estimate, Withheld
from analytics.hiding.suppression import withheld_cells
from analytics.rollups import ALL, Cell, add_up_counts
from people.registry.agency_tree import AgencyAsOf
from store.clock import from_text
from store.database import Database
from store.learning import first_attempts as first_store
from store.summaries.comprehension_snapshots import FrozenCell, FrozenComprehension, FrozenModel
from store.summaries.rollups import IndicatorRow
from store.summaries.snapshots import SnapshotHead

MODEL = "017-1"
"""The way of estimating (decision, and its version). Change it whenever the same answers may give other numbers."""


def comprehension_at(
    database: Database,
    courseware: Courseware,
    quiz_id: str,
    head: SnapshotHead,
    tree: Iterable[AgencyAsOf],
    indicators: Iterable[IndicatorRow],
) -> FrozenComprehension:
    """Of every agency of ``tree`` and all kinds of employment together. Small groups are left out of it for good."""
    paths = {agency.id: agency.path for agency in tree}
    ends_at = from_text(head.ends_at)
    day = date.fromisoformat(head.day)
    found = estimates_until(database, courseware, head.assignment_id, quiz_id, ends_at, day, paths)
    counted = [row for row in indicators if row.quiz_id == quiz_id]
    cells: list[FrozenCell] = []
    for indicator in sorted({row.indicator for row in counted}):
        hidden = _hidden([row for row in counted if row.indicator == indicator], paths)
        cells += _cells(found, indicator, paths, hidden)
    inputs = _hash_of_inputs(database, courseware, quiz_id, head, paths)
    return FrozenComprehension(FrozenModel(quiz_id, MODEL, inputs), tuple(cells))


def _hidden(counted: list[IndicatorRow], paths: Mapping[str, str]) -> frozenset[Cell]:
    people = [(paths[row.agency_id], row.employment, (row.learners,)) for row in counted if row.agency_id in paths]
    tops = {path.partition("/")[0] + "/" for path, _, _ in people}
    sums = [add_up_counts([row for row in people if row[0].startswith(top)], top) for top in sorted(tops)]
    return withheld_cells({cell: count for found in sums for cell, (count,) in found.items()})


def _cells(found: Estimates, indicator: str, paths: Mapping[str, str], hidden: frozenset[Cell]) -> Iterable[FrozenCell]:
    for agency_id, path in sorted(paths.items()):
        told: Comprehension = found.found(indicator, (path, ALL), hidden)
        if isinstance(told, Estimate):
            micros = (round(MICRO * share) for share in (told.value, told.low, told.high))
            yield FrozenCell(agency_id, indicator, "known", *micros, told.learners, told.answers)
        elif isinstance(told, Withheld):
            yield FrozenCell(agency_id, indicator, told.reason)


def _hash_of_inputs(
    database: Database, courseware: Courseware, quiz_id: str, head: SnapshotHead, paths: Mapping[str, str]
) -> str:
    """Of the answers' marks, the tree and the quiz; holds nobody's id, and does not depend on any order."""
    quiz = courseware.bank.quizzes.get(quiz_id)
    lines = [repr(item) for item in sorted(paths.items())] + [quiz.model_dump_json() if quiz else ""]
    with database.read() as connection:
        for one in first_store.first_attempts(connection, head.assignment_id, quiz_id):
            if one.closed_at < head.ends_at:
                lines.append(repr((one.agency_id, one.employment, one.closed_at, one.versions, one.marks)))
    return hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()
