"""The list of people for whoever manages them: by page, by part of a name, by a whole number, and by filters."""

from __future__ import annotations

from dataclasses import dataclass, field

from people.access import Operator
from people.errors import NotFound
from people.models import Agency, Employment, Role
from people.registry.numbers import bare
from store.database import Connection, Database
from store.registry import agencies as agency_store
from store.registry import directory as directory_store
from store.registry.directory import AccountState, DirectoryRow, Filter, Presence

PAGE_LENGTH = 25


@dataclass(frozen=True)
class DirectoryQuery:
    """``text``: part of a name, or somebody's whole number. ``agency_id``: that unit and all below it."""

    text: str = field(default="", repr=False)
    agency_id: str | None = None
    employment: Employment | None = None
    role: Role | None = None
    presence: Presence = "present"
    account: AccountState | None = None


@dataclass(frozen=True)
class ListedPerson:
    """``number_end``: the last four characters, enough to tell two namesakes apart."""

    id: str
    name: str = field(repr=False)
    number_end: str
    agency_name: str | None
    employment: Employment | None


@dataclass(frozen=True)
class DirectoryPage:
    people: tuple[ListedPerson, ...]
    count: int
    """How many were found in all."""
    page: int = 1
    """The page shown: the last one when a later one was asked for."""

    @property
    def page_count(self) -> int:
        return max(1, -(-self.count // PAGE_LENGTH))


def list_people(
    database: Database, operator: Operator, query: DirectoryQuery = DirectoryQuery(), page: int = 1
) -> DirectoryPage:
    """``page`` counts from 1. A text that is somebody's whole number, present or former, finds just them. Raises NotFound."""
    with database.read() as connection:
        found = _numbered(connection, query)
        if found is not None:
            return DirectoryPage((_listed(found),), 1)
        asked = _filter(connection, query)
        count = directory_store.count_people(connection, asked)
        shown = min(max(1, page), max(1, -(-count // PAGE_LENGTH)))
        rows = directory_store.people_page(connection, asked, PAGE_LENGTH, (shown - 1) * PAGE_LENGTH, count)
        return DirectoryPage(tuple(map(_listed, rows)), count, shown)


def ids_found(database: Database, operator: Operator, query: DirectoryQuery, limit: int) -> list[str]:
    """The ids of everybody the query finds, at most ``limit``. Raises NotFound."""
    with database.read() as connection:
        found = _numbered(connection, query)
        if found is not None:
            return [found.id]
        return directory_store.ids_of(connection, _filter(connection, query), limit)


def units(database: Database, operator: Operator) -> tuple[Agency, ...]:
    """Every agency of the present tree, parents first."""
    with database.read() as connection:
        return tuple(
            below
            for root in agency_store.root_agencies(connection)
            for below in agency_store.agencies_below(connection, root.path)
        )


def _numbered(connection: Connection, query: DirectoryQuery) -> DirectoryRow | None:
    return directory_store.find_by_number(connection, bare(query.text).upper()) if query.text.strip() else None


def _filter(connection: Connection, query: DirectoryQuery) -> Filter:
    path = None
    if query.agency_id is not None:
        agency = agency_store.find_agency(connection, query.agency_id)
        if agency is None:
            raise NotFound("Unit itu", "Pilih unit dari daftar.")
        roots = agency_store.root_agencies(connection)
        path = agency.path if [agency.id] != [root.id for root in roots] else None  # everybody is below the only root
    name_part = " ".join(query.text.split())
    return Filter(name_part, path, query.employment, query.role, query.presence, query.account)


def _listed(row: DirectoryRow) -> ListedPerson:
    return ListedPerson(row.id, row.name, row.number[-4:] if row.number else "", row.agency_name, row.employment)
