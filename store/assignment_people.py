"""Statements about the people of an assignment: where they belonged on two days, and how far they are.

Nothing here checks who asks: the actions do, with a Scope.
"""

from __future__ import annotations

from collections.abc import Mapping

from people.assignment_counts import State
from people.assignment_rules import Exemption, Facts, Place, leads_a_unit
from store.agencies import end_of, find_agency
from store.database import Connection, one, rows
from store.memberships import posts_as_of
from store.registry import tree_as_of

_ON = "valid_from <= {day} AND ({name}.valid_to IS NULL OR {name}.valid_to > {day})"
_WAS = "was.person_id = person.id AND was." + _ON.format(name="was", day=":then")
_HOME = "home.person_id = person.id AND home." + _ON.format(name="home", day=":now")
_NAME = (  # a restricted person counts, without a name (see store/data_requests.py)
    "CASE WHEN EXISTS (SELECT 1 FROM person_restriction AS held WHERE held.person_id = person.id) "
    "THEN '(nama dibatasi)' ELSE person.name END AS name"
)
_JOINED = (
    f"SELECT person.id, {_NAME}, was.agency_id AS then_agency, was.employment AS then_employment, "
    "home.agency_id AS now_agency, home.employment AS now_employment FROM person "
    f"LEFT JOIN membership AS was ON {_WAS} LEFT JOIN membership AS home ON {_HOME} "
)
_IN_SUBTREE = _JOINED + (
    "WHERE person.id IN (SELECT m.person_id FROM membership AS m JOIN agency ON agency.id = m.agency_id "
    "WHERE agency.path >= :path AND agency.path < :path_end AND ("
    "(m.valid_from <= :then AND (m.valid_to IS NULL OR m.valid_to > :then)) "
    "OR (m.valid_from <= :now AND (m.valid_to IS NULL OR m.valid_to > :now))))"
)
_OF_PERSON = _JOINED + "WHERE person.id = :person_id"
_POSTS_OF_PERSON = (
    "SELECT kind, title FROM post WHERE person_id = :person_id AND valid_from <= :day "
    "AND (valid_to IS NULL OR valid_to > :day)"
)
_ABOVE_ON = (
    "WITH RECURSIVE up(agency_id, height) AS (SELECT :agency_id, 0 UNION ALL SELECT span.parent_id, up.height + 1 FROM up "
    "JOIN agency_parent AS span ON span.agency_id = up.agency_id AND span.valid_from <= :day "
    "AND (span.valid_to IS NULL OR span.valid_to > :day) WHERE span.parent_id IS NOT NULL) "
    "SELECT agency_id FROM up ORDER BY height DESC"
)
_AGENCIES = "SELECT id, name, path FROM agency"
_STATES = (
    "SELECT person_id, MAX(state <> 'open') AS is_finished, MAX(COALESCE(passed, 0)) AS is_passed FROM attempt "
    "WHERE assignment_id = :assignment_id AND quiz_id = :quiz_id GROUP BY person_id"
)
_NUMBERS = (
    "SELECT who.person_id, who.number FROM person_number AS who WHERE who.person_id IN "
    "(SELECT m.person_id FROM membership AS m JOIN agency ON agency.id = m.agency_id "
    "WHERE agency.path >= :path AND agency.path < :path_end)"
)


class Places:
    """Turns (agency, employment) of a day into a Place; reads the tree once per day."""

    def __init__(self, connection: Connection, then: str, now: str, *, with_leaders: bool) -> None:
        present = rows(connection, _AGENCIES)
        self.names = {row["id"]: row["name"] for row in present}
        self.paths = {row["id"]: row["path"] for row in present}
        """Agency -> its present path; one closed by a merger hangs under its successor."""
        then_paths = self.paths
        if then != now:
            then_paths = self.paths | {agency.id: agency.path for agency in tree_as_of(connection, then)}
        self._paths = {"then": then_paths, "now": self.paths}
        self._leaders: dict[str, frozenset[str]] = {"then": frozenset(), "now": frozenset()}
        if with_leaders:
            self._leaders = {"then": _leaders(connection, then), "now": _leaders(connection, now)}
        self._made: dict[tuple[str, str, str, bool], Place] = {}

    def at(self, when: str, person_id: str, agency_id: str | None, employment: str | None) -> Place | None:
        if agency_id is None or employment is None:
            return None
        leads = person_id in self._leaders[when]
        key = (when, agency_id, employment, leads)
        found = self._made.get(key)
        if found is None:
            path = self._paths[when][agency_id]
            found = self._made[key] = Place(agency_id, self.names[agency_id], path, employment, leads)  # type: ignore[arg-type]
        return found


def facts_in(
    connection: Connection, places: Places, then: str, now: str, path: str, excused: Mapping[str, Exemption]
) -> list[Facts]:
    """Everybody who belonged to the subtree at ``path`` on either day."""
    found = rows(connection, _IN_SUBTREE, then=then, now=now, path=path, path_end=end_of(path))
    return [_facts(row, places, excused, now) for row in found]


def facts_of(connection: Connection, then: str, now: str, person_id: str, exemption: Exemption | None) -> Facts | None:
    """The same of one person, without reading the whole tree."""
    row = one(connection, _OF_PERSON, then=then, now=now, person_id=person_id)
    if row is None:
        return None
    _, name, then_agency, then_employment, now_agency, now_employment = row
    here = _place(connection, person_id, now, now_agency, now_employment, is_present=True)
    there = _place(connection, person_id, then, then_agency, then_employment, is_present=then == now)
    return Facts(person_id, name, there, here, exemption if exemption and exemption.holds_on(now) else None)


def states_of(connection: Connection, assignment_id: str, quiz_id: str) -> dict[str, State]:
    """Person -> how far they are with the quiz, of those who began it for this assignment."""
    found: dict[str, State] = {}
    for person_id, is_finished, is_passed in rows(connection, _STATES, assignment_id=assignment_id, quiz_id=quiz_id):
        found[person_id] = "passed" if is_passed else "finished" if is_finished else "open"
    return found


def numbers_in(connection: Connection, path: str) -> dict[str, str]:
    """Person -> NIP or other number, of everybody who ever belonged to the subtree."""
    return {row["person_id"]: row["number"] for row in rows(connection, _NUMBERS, path=path, path_end=end_of(path))}


def _place(
    connection: Connection, person_id: str, day: str, agency_id: str | None, employment: str | None, *, is_present: bool
) -> Place | None:
    agency = find_agency(connection, agency_id) if agency_id else None
    if agency is None or employment is None:
        return None
    path = agency.path
    if not is_present:
        above = rows(connection, _ABOVE_ON, agency_id=agency.id, day=day)
        path = "".join(f"{row['agency_id']}/" for row in above)
    posts = rows(connection, _POSTS_OF_PERSON, person_id=person_id, day=day)
    leads = any(leads_a_unit(post["kind"], post["title"]) for post in posts)
    return Place(agency.id, agency.name, path, employment, leads)  # type: ignore[arg-type]


def _leaders(connection: Connection, day: str) -> frozenset[str]:
    return frozenset(post.person_id for post in posts_as_of(connection, day) if leads_a_unit(post.kind, post.title))


def _facts(row, places: Places, excused: Mapping[str, Exemption], now: str) -> Facts:
    person_id, name, then_agency, then_employment, now_agency, now_employment = row
    exemption = excused.get(person_id)
    if exemption is not None and not exemption.holds_on(now):
        exemption = None
    return Facts(
        person_id, name,
        places.at("then", person_id, then_agency, then_employment),
        places.at("now", person_id, now_agency, now_employment),
        exemption,
    )  # fmt: skip
