"""Where everybody stands towards an assignment, counted by kinds of cases, so that 200,000 people cost little more than 200.

Pages of numbers and pages of names are made from the same groups, so that a number is always the length of its list.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from actions.learning.assigned import days_of
from people.access import Scope
from people.assigning.assignment_counts import Standing, measures_of
from people.assigning.assignment_rules import Decision, Exemption, Facts, Given, Rule, decide
from store.assigning import assignment_people, assignment_rules
from store.assigning.assignment_people import PeopleGroup, PersonRow, Places, Whom
from store.database import Connection

Judged = tuple[PeopleGroup, Decision]


@dataclass(frozen=True)
class Standings:
    """Everybody the assignment is about who counts in scope; ``groups`` and ``standings`` go together, place by place."""

    whom: Whom
    places: Places
    groups: tuple[PeopleGroup, ...]
    standings: tuple[Standing, ...]

    def groups_of(self, wanted: Iterable[Standing]) -> list[PeopleGroup]:
        ids = {id(standing) for standing in wanted}
        return [group for group, one in zip(self.groups, self.standings, strict=True) if id(one) in ids]


def whom_of(connection: Connection, given: Given, quiz_id: str, path: str, now: datetime) -> Whom:
    then, day = days_of(given, now)
    if given.rule.audience != "pimpinan":
        return Whom(given.id, quiz_id, path, then, day)
    leaders = [assignment_people.leaders_on(connection, one) for one in (then, day)]
    return Whom(given.id, quiz_id, path, then, day, *leaders)


def judge(connection: Connection, whom: Whom, rule: Rule) -> tuple[Places, list[Judged]]:
    """Every group below the path with its decision, also those who are out."""
    places = Places(connection, whom.then, whom.now)
    found = assignment_people.groups_in(connection, whom)
    return places, [(group, decide(rule, _facts(places, group))) for group in found]


def standings_of(
    connection: Connection, scope: Scope, given: Given, quiz_id: str, now: datetime, below: str | None = None
) -> Standings:
    """Of those who count below the path (the whole scope without one)."""
    path = below or scope.agency_path
    whom = whom_of(connection, given, quiz_id, path, now)
    places, judged = judge(connection, whom, given.rule)
    groups, standings = [], []
    for group, decision in judged:
        if decision.agency_id is None:
            continue
        counted_at = places.paths[decision.agency_id]
        if scope.covers(counted_at) and counted_at.startswith(path):
            groups.append(group)
            standings.append(Standing(decision, group.state, counted_at, group.number))
    return Standings(whom, places, tuple(groups), tuple(standings))


def unfinished_by_name(
    connection: Connection, scope: Scope, given: Given, quiz_id: str, now: datetime
) -> list[Standing]:
    """The same standings, with everybody who must still finish one by one and by name."""
    found = standings_of(connection, scope, given, quiz_id, now)
    late = [standing for standing in found.standings if "unfinished" in measures_of(standing)]
    paths = {group.key: one.path for group, one in zip(found.groups, found.standings, strict=True)}
    excused = assignment_rules.exemptions(connection, given.id)
    people = assignment_people.people_in(connection, found.whom, found.groups_of(late))
    named = [
        Standing(decision_about(given.rule, found.places, row, excused), row.group.state, paths[row.group.key])
        for row in people
    ]
    return [one for one in found.standings if "unfinished" not in measures_of(one)] + named


def decision_about(rule: Rule, places: Places, row: PersonRow, excused: Mapping[str, Exemption]) -> Decision:
    """One person's own decision, with the words of their own excuse."""
    facts = _facts(places, row.group)
    if facts.exemption is not None:
        facts = facts._replace(exemption=excused[row.id])
    return decide(rule, facts._replace(person_id=row.id, name=row.name))


def _facts(places: Places, group: PeopleGroup) -> Facts:
    then, now = places.of(group)
    excuse = Exemption(group.excuse, "", "", "", None) if group.excuse else None  # type: ignore[arg-type]
    return Facts("", "", then, now, excuse)
