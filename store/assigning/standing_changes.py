"""Statements about the same people on two days: where they belonged, whether excused, and how far they were.

Counted by kinds of cases, like ``store/assigning/assignment_people.py``; no person leaves this module.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from store.database import Connection, rows

_DAYS = ("then", "before", "now")
_ON = "valid_from <= :{day} AND (valid_to IS NULL OR valid_to > :{day})"
_LEADS = "belonged.person_id IN (SELECT value FROM json_each(:{day}_leaders)) AS {day}_leads"
_BELONGED = (
    "SELECT person_id, "
    + ", ".join(
        f"COALESCE(MAX(CASE WHEN {_ON.format(day=day)} THEN {column} END), '') AS {day}_{name}"
        for day in _DAYS
        for column, name in (("agency_id", "agency"), ("employment", "employment"))
    )
    + " FROM membership WHERE valid_from <= :now AND (valid_to IS NULL OR valid_to > :then) GROUP BY person_id"
)
_EXCUSE = (  # the newest decision that had been made, if it holds on the day
    "SELECT given.person_id, given.kind FROM assignment_exemption AS given JOIN ("
    "SELECT person_id, MAX(seq) AS seq FROM assignment_exemption WHERE assignment_id = :assignment_id {known} "
    "GROUP BY person_id) AS newest ON newest.person_id = given.person_id AND newest.seq = given.seq "
    "WHERE given.assignment_id = :assignment_id AND given.kind <> 'none' AND given.from_day <= :{day} "
    "AND (given.until_day IS NULL OR given.until_day >= :{day})"
)
_PROGRESS = (
    "SELECT person_id, MAX(CASE WHEN closed_at < :ends_at THEN 2 + passed WHEN started_at < :ends_at THEN 1 ELSE 0 END) "
    "AS progress_before, MAX(CASE WHEN closed_at IS NULL THEN 1 ELSE 2 + passed END) AS progress_now "
    "FROM attempt WHERE assignment_id = :assignment_id AND quiz_id = :quiz_id GROUP BY person_id"
)
_GROUPS = (
    f"WITH excuse_before(person_id, kind) AS MATERIALIZED ({_EXCUSE.format(known='AND decided_at < :ends_at', day='before')}), "
    f"excuse_now(person_id, kind) AS MATERIALIZED ({_EXCUSE.format(known='', day='now')}), "
    f"done AS MATERIALIZED ({_PROGRESS}) SELECT "
    + ", ".join(f"{day}_agency, {day}_employment, {_LEADS.format(day=day)}" for day in _DAYS)
    + ", COALESCE(excuse_before.kind, '') AS was_excused, COALESCE(excuse_now.kind, '') AS is_excused, "
    "COALESCE(progress_before, 0) AS was_at, COALESCE(progress_now, 0) AS is_at, COUNT(*) AS number "
    f"FROM ({_BELONGED}) AS belonged LEFT JOIN excuse_before ON excuse_before.person_id = belonged.person_id "
    "LEFT JOIN excuse_now ON excuse_now.person_id = belonged.person_id "
    "LEFT JOIN done ON done.person_id = belonged.person_id GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13"
)


@dataclass(frozen=True)
class Span:
    """Of which assignment, and between which days: ``then`` <= ``before`` <= ``now``.

    ``ends_at``: what happened before this moment had happened on the day ``before``.
    """

    assignment_id: str
    quiz_id: str
    then: str
    before: str
    now: str
    ends_at: str
    then_leaders: str = "[]"
    before_leaders: str = "[]"
    now_leaders: str = "[]"


class SpotOnDay(NamedTuple):
    """Membership on one day; an empty agency: of none."""

    agency_id: str
    employment: str
    leads: int


class ChangeGroup(NamedTuple):
    """Everybody for whom all of this is alike. Progress: 0 not started, 1 open, 2 finished, 3 passed."""

    then: SpotOnDay
    before: SpotOnDay
    now: SpotOnDay
    excuse_before: str
    excuse_now: str
    progress_before: int
    progress_now: int
    number: int


def change_groups(connection: Connection, span: Span) -> list[ChangeGroup]:
    found = (tuple(row) for row in rows(connection, _GROUPS, **vars(span)))
    return [ChangeGroup(SpotOnDay(*r[:3]), SpotOnDay(*r[3:6]), SpotOnDay(*r[6:9]), *r[9:]) for r in found]
