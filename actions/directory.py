"""The list of people for whoever manages them: by page, by part of a name, or by a whole number."""

from __future__ import annotations

from dataclasses import dataclass, field

from people.access import Operator
from people.models import Employment
from people.numbers import bare
from store import directory as directory_store
from store.database import Database
from store.directory import DirectoryRow

PAGE_LENGTH = 50


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

    @property
    def page_count(self) -> int:
        return max(1, -(-self.count // PAGE_LENGTH))


def list_people(database: Database, operator: Operator, text: str = "", page: int = 1) -> DirectoryPage:
    """``page`` counts from 1. A text that is somebody's whole number finds just them."""
    with database.read() as connection:
        found = directory_store.find_by_number(connection, bare(text).upper()) if text.strip() else None
        if found is not None:
            return DirectoryPage((_listed(found),), 1)
        part = " ".join(text.split())
        rows = directory_store.people_page(connection, part, PAGE_LENGTH, (max(1, page) - 1) * PAGE_LENGTH)
        return DirectoryPage(tuple(map(_listed, rows)), directory_store.count_named(connection, part))


def _listed(row: DirectoryRow) -> ListedPerson:
    return ListedPerson(row.id, row.name, row.number[-4:] if row.number else "", row.agency_name, row.employment)
