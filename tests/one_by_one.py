"""Growth computed from the attempts themselves, person by person: what the counts of pairs must come to."""

from __future__ import annotations

from typing import NamedTuple

from analytics.crossover import Pair
from quizzes.draw import form_of
from store.database import Connection
from store.learning.attempts import get_item_version
from store.learning.first_attempts import FirstAttempt, first_attempts

MICRO = 1_000_000


class Met(NamedTuple):
    """One person's two tests on one indicator, at the seat of the second."""

    agency_id: str
    employment: str
    indicator: str
    pair: Pair


def pairs_one_by_one(connection: Connection, assignment_id: str, pretest: str, posttest: str) -> list[Met]:
    before = {sat.person_id: sat for sat in first_attempts(connection, assignment_id, pretest)}
    found = []
    for after in first_attempts(connection, assignment_id, posttest):
        earlier = before.get(after.person_id)
        forms = [_forms(connection, sat) for sat in (earlier, after)] if earlier else []
        if earlier is None or sorted(forms) != ["A", "B"]:
            continue
        marks, later = _marks(connection, earlier), _marks(connection, after)
        for indicator in marks.keys() & later.keys():
            pair = Pair(forms[0], tuple(marks[indicator]), tuple(later[indicator]))  # type: ignore[arg-type]
            found.append(Met(after.agency_id, after.employment, indicator, pair))
    return found


def _forms(connection: Connection, sat: FirstAttempt) -> str:
    return "".join(sorted({form_of(get_item_version(connection, version).id) for version in sat.versions}))


def _marks(connection: Connection, sat: FirstAttempt) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for version, mark in zip(sat.versions, sat.marks, strict=True):
        found.setdefault(get_item_version(connection, version).indicator, []).append(round(mark * MICRO))
    return found
