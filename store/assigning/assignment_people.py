"""Statements about the people of an assignment: where they belonged on two days, and how far they are.

Nothing here checks who asks: the actions do, with a Scope.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from people.assigning.assignment_counts import State
from people.assigning.assignment_rules import Exemption, Facts, Place, leads_a_unit
from store.database import Connection, one, rows
from store.patterns import containing
from store.registry.agencies import end_of, find_agency
from store.registry.registry import tree_as_of

_ON = "valid_from <= {day} AND ({name}.valid_to IS NULL OR {name}.valid_to > {day})"
_WAS = "was.person_id = {person} AND was." + _ON.format(name="was", day=":then")
_HOME = "home.person_id = {person} AND home." + _ON.format(name="home", day=":now")
_IS_RESTRICTED = "EXISTS (SELECT 1 FROM person_restriction AS held WHERE held.person_id = {person})"
_NAME = (  # a restricted person counts, without a name (see store/privacy/data_requests.py)
    f"CASE WHEN {_IS_RESTRICTED} THEN '(nama dibatasi)' ELSE {{name}} END AS name"
)
_OF_PERSON = (
    f"SELECT person.id, {_NAME.format(person='person.id', name='person.name')}, "
    "was.agency_id AS then_agency, was.employment AS then_employment, "
    "home.agency_id AS now_agency, home.employment AS now_employment FROM person "
    f"LEFT JOIN membership AS was ON {_WAS.format(person='person.id')} "
    f"LEFT JOIN membership AS home ON {_HOME.format(person='person.id')} WHERE person.id = :person_id"
)
_IN_SUBTREE = "(SELECT id FROM agency WHERE path >= :path AND path < :path_end)"
_OVERLAPS = "valid_from <= :now AND (valid_to IS NULL OR valid_to > :then)"
_BELONGED = (  # one pass over the memberships in the order they are stored: joining them by person is ten times as slow
    "SELECT person_id, "
    + ", ".join(
        f"COALESCE(MAX(CASE WHEN {_ON.format(name='membership', day=day)} THEN {column} END), '') AS {when}_{name}"
        for when, day in (("then", ":then"), ("now", ":now"))
        for column, name in (("agency_id", "agency"), ("employment", "employment"))
    )
    + f" FROM membership WHERE {_OVERLAPS} AND person_id IN odd {{read}}GROUP BY person_id"
)
_STATE = "CASE done.progress WHEN 3 THEN 'passed' WHEN 2 THEN 'finished' WHEN 1 THEN 'open' ELSE 'not-started' END"
_HELD = "kind <> 'none' AND from_day <= :now AND (until_day IS NULL OR until_day >= :now)"
_EXCUSE_OF_PERSON = (
    f"COALESCE((SELECT CASE WHEN {_HELD} THEN kind END FROM assignment_exemption AS given "
    "WHERE given.assignment_id = :assignment_id AND given.person_id = person.id ORDER BY seq DESC LIMIT 1), '')"
)
_STANDING = (  # one row per person who belonged below the path on either day
    f"subtree(id) AS MATERIALIZED {_IN_SUBTREE}, excuse(person_id, kind) AS MATERIALIZED ("
    "SELECT given.person_id, given.kind FROM assignment_exemption AS given JOIN ("
    "SELECT person_id, MAX(seq) AS seq FROM assignment_exemption WHERE assignment_id = :assignment_id GROUP BY person_id"
    ") AS newest ON newest.person_id = given.person_id AND newest.seq = given.seq "
    f"WHERE given.assignment_id = :assignment_id AND {_HELD}"
    "), standing AS ("
    "SELECT belonged.person_id, belonged.then_agency, belonged.then_employment, "
    "belonged.person_id IN (SELECT value FROM json_each(:then_leaders)) AS then_leads, "
    "belonged.now_agency, belonged.now_employment, "
    "belonged.person_id IN (SELECT value FROM json_each(:now_leaders)) AS now_leads, "
    f"COALESCE(excuse.kind, '') AS excuse, {_STATE} AS state "
    f"FROM ({_BELONGED}) AS belonged LEFT JOIN excuse ON excuse.person_id = belonged.person_id "
    "LEFT JOIN rollup_person AS done ON done.assignment_id = :assignment_id AND done.quiz_id = :quiz_id "
    "AND done.person_id = belonged.person_id WHERE then_agency IN subtree OR now_agency IN subtree)"
)
_KEY = "then_agency, then_employment, then_leads, now_agency, now_employment, now_leads, excuse, state"
_ODD = (  # whoever is not a member of one agency from the day ``then`` on, is or was excused, or leads a unit
    "odd(person_id) AS MATERIALIZED (SELECT person_id FROM membership "
    "WHERE valid_to > :then OR (valid_to IS NULL AND valid_from > :then) "
    "UNION SELECT person_id FROM assignment_exemption WHERE assignment_id = :assignment_id "
    "UNION SELECT value FROM json_each(:then_leaders) UNION SELECT value FROM json_each(:now_leaders)), "
)
_PLAIN = (  # the others, who are nearly all: counted in the order of an index, without looking at each one's days
    "plain(agency_id, employment, open, finished, passed, number) AS MATERIALIZED ("
    "SELECT agency_id, employment, SUM(progress IS 1), SUM(progress IS 2), SUM(progress IS 3), COUNT(*) FROM membership "
    "LEFT JOIN rollup_person AS done ON done.assignment_id = :assignment_id AND done.quiz_id = :quiz_id "
    "AND done.person_id = membership.person_id WHERE valid_to IS NULL AND valid_from <= :then "
    "AND agency_id IN subtree AND membership.person_id NOT IN odd {read}GROUP BY agency_id, employment) "
)
_BY_STATE = {
    "not-started": "number - open - finished - passed", "open": "open", "finished": "finished", "passed": "passed",
}  # fmt: skip
_PLAIN_GROUPS = " UNION ALL ".join(
    f"SELECT agency_id, employment, 0, agency_id, employment, 0, '', '{state}', {number} FROM plain WHERE {number} > 0"
    for state, number in _BY_STATE.items()
)
_GROUPS = (
    f"WITH {_ODD}{_STANDING}, {_PLAIN}SELECT {_KEY}, SUM(number) AS number "
    f"FROM (SELECT {_KEY}, COUNT(*) AS number FROM standing GROUP BY {_KEY} UNION ALL {_PLAIN_GROUPS}) GROUP BY {_KEY}"
)
_HAVE_READ = (  # only those who have done so many sections of the course
    "AND EXISTS (SELECT 1 FROM rollup_study AS done WHERE done.course_id = :course_id "
    "AND done.person_id = membership.person_id AND done.sections >= :sections) "
)
_PEOPLE = (  # person by person in the order of names, so that a page ends the search
    "SELECT id, {name}, {key} FROM (SELECT person.id, person.name AS full_name, COALESCE(was.agency_id, '') AS then_agency, "
    "COALESCE(was.employment, '') AS then_employment, "
    "person.id IN (SELECT value FROM json_each(:then_leaders)) AS then_leads, "
    "COALESCE(home.agency_id, '') AS now_agency, COALESCE(home.employment, '') AS now_employment, "
    "person.id IN (SELECT value FROM json_each(:now_leaders)) AS now_leads, {excuse} AS excuse, {state} AS state "
    "FROM person LEFT JOIN membership AS was ON {was} LEFT JOIN membership AS home ON {home} "
    "LEFT JOIN rollup_person AS done ON done.assignment_id = :assignment_id AND done.quiz_id = :quiz_id "
    "AND done.person_id = person.id WHERE (:pattern = '**' OR "
    "lower(person.name) GLOB :pattern AND NOT {hidden}) {few}) "
    "WHERE then_agency || ' ' || then_employment || ' ' || then_leads || ' ' || now_agency || ' ' || now_employment || ' ' || "
    "now_leads || ' ' || excuse || ' ' || state IN (SELECT value FROM json_each(:keys)) "
    "ORDER BY full_name, id LIMIT :limit OFFSET :offset"
).format(
    name=_NAME.format(person="id", name="full_name"),
    hidden=_IS_RESTRICTED.format(person="person.id"),
    key=_KEY,
    excuse=_EXCUSE_OF_PERSON,
    state=_STATE,
    was=_WAS.format(person="person.id"),
    home=_HOME.format(person="person.id"),
    few="{few}",
)
_FEW = (
    "AND person.id IN (SELECT person_id FROM membership WHERE agency_id IN (SELECT value FROM json_each(:agencies)) "
    f"AND {_OVERLAPS})"
)
_FEW_PEOPLE = 5000
"""Up to so many are looked for where they are, not by walking through everybody."""
_POSTS_OF_PERSON = (
    "SELECT kind, title FROM post WHERE person_id = :person_id AND valid_from <= :day "
    "AND (valid_to IS NULL OR valid_to > :day)"
)
_POST_NAMES = "SELECT DISTINCT kind, title FROM post"
_HOLDERS = (
    "SELECT DISTINCT post.person_id FROM json_each(:posts) AS leading JOIN post "
    "ON post.kind = leading.value ->> 0 AND post.title = leading.value ->> 1 "
    "WHERE post.valid_from <= :day AND (post.valid_to IS NULL OR post.valid_to > :day)"
)
_ABOVE_ON = (
    "WITH RECURSIVE up(agency_id, height) AS (SELECT :agency_id, 0 UNION ALL SELECT span.parent_id, up.height + 1 FROM up "
    "JOIN agency_parent AS span ON span.agency_id = up.agency_id AND span.valid_from <= :day "
    "AND (span.valid_to IS NULL OR span.valid_to > :day) WHERE span.parent_id IS NOT NULL) "
    "SELECT agency_id FROM up ORDER BY height DESC"
)
_AGENCIES = "SELECT id, name, path FROM agency"
_NUMBERS = (
    "SELECT who.person_id, who.number FROM person_number AS who WHERE who.person_id IN "
    "(SELECT m.person_id FROM membership AS m JOIN agency ON agency.id = m.agency_id "
    "WHERE agency.path >= :path AND agency.path < :path_end)"
)


class PeopleGroup(NamedTuple):
    """Everybody who stands alike towards an assignment; empty text: no member of anything, or not excused."""

    then_agency: str
    then_employment: str
    then_leads: int
    now_agency: str
    now_employment: str
    now_leads: int
    excuse: str
    state: State
    number: int

    @property
    def key(self) -> str:
        return " ".join(map(str, self[:-1]))


class PersonRow(NamedTuple):
    """One person and the group they belong to (``number`` 1)."""

    id: str
    name: str
    group: PeopleGroup


@dataclass(frozen=True)
class Whom:
    """Whose standing is asked: everybody who belonged below ``path`` on the day ``then`` or on the day ``now``."""

    assignment_id: str
    quiz_id: str
    path: str
    then: str
    now: str
    then_leaders: str = "[]"
    now_leaders: str = "[]"
    """Ids of whoever leads a unit, as JSON; see ``leaders_on``."""
    direct: bool = False
    """Only the agency at ``path`` itself."""


class Places:
    """Turns (agency, employment) of a day into a Place; reads the tree once per day."""

    def __init__(self, connection: Connection, then: str, now: str) -> None:
        present = rows(connection, _AGENCIES)
        self.names = {row["id"]: row["name"] for row in present}
        self.paths = {row["id"]: row["path"] for row in present}
        """Agency -> its present path; one closed by a merger hangs under its successor."""
        then_paths = self.paths
        if then != now:
            then_paths = self.paths | {agency.id: agency.path for agency in tree_as_of(connection, then)}
        self._paths = {"then": then_paths, "now": self.paths}

    def of(self, group: PeopleGroup) -> tuple[Place | None, Place | None]:
        """Where the group's people belonged then, and where now."""
        then = self._at("then", group.then_agency, group.then_employment, group.then_leads)
        return then, self._at("now", group.now_agency, group.now_employment, group.now_leads)

    def _at(self, when: str, agency_id: str, employment: str, leads: int) -> Place | None:
        if not agency_id:
            return None
        return Place(agency_id, self.names[agency_id], self._paths[when][agency_id], employment, bool(leads))  # type: ignore[arg-type]


def groups_in(connection: Connection, whom: Whom) -> list[PeopleGroup]:
    """Everybody, counted by how they stand: as many rows as there are kinds of cases, however many people there are."""
    return [PeopleGroup(*tuple(row)) for row in rows(connection, _GROUPS.format(read=""), **_parameters(whom))]


def studied_in(connection: Connection, whom: Whom, course_id: str, sections: int) -> list[PeopleGroup]:
    """The same, counting only who has done at least so many sections of the course."""
    asked = _parameters(whom) | {"course_id": course_id, "sections": sections}
    return [PeopleGroup(*tuple(row)) for row in rows(connection, _GROUPS.format(read=_HAVE_READ), **asked)]


def people_in(
    connection: Connection,
    whom: Whom,
    groups: Iterable[PeopleGroup],
    text: str = "",
    limit: int | None = None,
    offset: int = 0,
) -> list[PersonRow]:
    """The people of these groups whose name has ``text`` in it, by name."""
    wanted = list(groups)
    is_few = sum(group.number for group in wanted) <= _FEW_PEOPLE
    parameters = _parameters(whom) | {
        "keys": json.dumps([group.key for group in wanted]), "pattern": containing(" ".join(text.split())),
        "limit": -1 if limit is None else limit, "offset": offset,
    }  # fmt: skip
    if is_few:
        parameters["agencies"] = json.dumps(
            sorted({a for one in wanted for a in (one.then_agency, one.now_agency) if a})
        )
    del parameters["path"], parameters["path_end"]
    found = rows(connection, _PEOPLE.format(few=_FEW if is_few else ""), **parameters)
    return [PersonRow(row[0], row[1], PeopleGroup(*tuple(row)[2:], 1)) for row in found]


def leaders_on(connection: Connection, day: str) -> str:
    """The ids of whoever leads a unit that day, as JSON. Many share a title, so each title is looked at once."""
    names = rows(connection, _POST_NAMES)
    leading = [[row["kind"], row["title"]] for row in names if leads_a_unit(row["kind"], row["title"])]
    return json.dumps([row[0] for row in rows(connection, _HOLDERS, posts=json.dumps(leading), day=day)])


def facts_of(connection: Connection, then: str, now: str, person_id: str, exemption: Exemption | None) -> Facts | None:
    """The same of one person, without reading the whole tree."""
    row = one(connection, _OF_PERSON, then=then, now=now, person_id=person_id)
    if row is None:
        return None
    _, name, then_agency, then_employment, now_agency, now_employment = row
    here = _place(connection, person_id, now, now_agency, now_employment, is_present=True)
    there = _place(connection, person_id, then, then_agency, then_employment, is_present=then == now)
    return Facts(person_id, name, there, here, exemption if exemption and exemption.holds_on(now) else None)


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


def _parameters(whom: Whom) -> dict[str, str | int]:
    just_here = whom.path + "\x01"  # no id has a letter before this one
    return {
        "assignment_id": whom.assignment_id, "quiz_id": whom.quiz_id, "then": whom.then, "now": whom.now,
        "path": whom.path, "path_end": just_here if whom.direct else end_of(whom.path),
        "then_leaders": whom.then_leaders, "now_leaders": whom.now_leaders,
    }  # fmt: skip
