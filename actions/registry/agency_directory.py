"""Looking at the agency tree for whoever manages it: found by name or code, or level by level as it was on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from people.access import Operator
from people.assigning.assignment_rules import leads_a_unit
from people.errors import NotFound
from people.registry.agency_tree import AgencyAsOf, totals
from store.database import Connection, Database
from store.registry import agency_search as search_store
from store.registry import memberships as membership_store
from store.registry import registry as registry_store
from store.registry.agency_search import FoundAgency, HeldPost, Succession
from store.schema.registry_schema import BEGINNING

FOUND_AT_MOST = 50


@dataclass(frozen=True)
class AgencyLine:
    """``units`` and ``people`` count everything below it, ``people`` also its own."""

    id: str
    code: str
    name: str
    kind: str
    units: int
    people: int


@dataclass(frozen=True)
class AgencyCard:
    """One agency in full. ``opened_on`` None: before anybody wrote dates down; ``closed_on``: the first day without it."""

    line: AgencyLine
    own_people: int
    opened_on: str | None
    closed_on: str | None
    is_open: bool
    """On the day looked at."""
    former_names: tuple[tuple[str, str, str], ...]
    """(name, from, until), both days included; the newest first."""
    related: tuple[Succession, ...]
    heads: tuple[HeldPost, ...]


@dataclass(frozen=True)
class Level:
    """What stands right under an agency (or at the top, when ``card`` is None) on a day."""

    day: date
    trail: tuple[AgencyLine, ...]
    card: AgencyCard | None
    children: tuple[AgencyLine, ...]


def look_at(database: Database, operator: Operator, day: date, agency_id: str | None = None) -> Level:
    """Raises NotFound."""
    with database.read() as connection:
        tree = registry_store.tree_as_of(connection, day.isoformat())
        lines, own = _lines(connection, tree, day)
        above = next((agency.path.split("/")[:-2] for agency in tree if agency.id == agency_id), [])
        card = None if agency_id is None else _card(connection, agency_id, day, lines.get(agency_id), own)
    children = tuple(lines[agency.id] for agency in tree if agency.parent_id == agency_id)
    return Level(day, tuple(lines[one] for one in above), card, children)


def search(database: Database, operator: Operator, text: str, *, with_closed: bool = True) -> tuple[FoundAgency, ...]:
    """At most FOUND_AT_MOST agencies whose name, former name or code contains the text."""
    with database.read() as connection:
        part = " ".join(text.split())
        return tuple(search_store.search_agencies(connection, part, FOUND_AT_MOST, with_closed=with_closed))


def _lines(
    connection: Connection, tree: tuple[AgencyAsOf, ...], day: date
) -> tuple[dict[str, AgencyLine], dict[str, int]]:
    own: dict[str, int] = {}
    for (agency_id, _), count in membership_store.headcount_as_of(connection, day.isoformat()).items():
        own[agency_id] = own.get(agency_id, 0) + count
    people = totals(tree, own)
    units = totals(tree, dict.fromkeys(people, 1))
    return {a.id: AgencyLine(a.id, a.code, a.name, a.kind, units[a.id] - 1, people[a.id]) for a in tree}, own


def _card(
    connection: Connection, agency_id: str, day: date, line: AgencyLine | None, own: dict[str, int]
) -> AgencyCard:
    life = registry_store.find_life(connection, agency_id)
    if life is None:
        raise NotFound("Unit itu", "Cari unit dengan nama atau kodenya.")
    names = registry_store.names_of(connection, agency_id)
    *_, (_, _, last_name, last_kind) = names
    is_open = line is not None
    return AgencyCard(
        line=line or AgencyLine(agency_id, life.code, last_name, last_kind, 0, 0),
        own_people=own.get(agency_id, 0) if is_open else 0,
        opened_on=None if life.opened_on == BEGINNING else life.opened_on,
        closed_on=life.closed_on,
        is_open=is_open,
        former_names=tuple(
            (name, "" if begin == BEGINNING else begin, until or "")
            for begin, until, name, _ in reversed(names)
            if name != (line.name if line else last_name)
        ),
        related=tuple(search_store.related_agencies(connection, agency_id)),
        heads=tuple(
            post
            for post in search_store.posts_held(connection, agency_id, day.isoformat())
            if leads_a_unit(post.kind, post.title)
        ),
    )
