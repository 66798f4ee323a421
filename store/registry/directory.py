"""Statements behind the list of people: found by name, number and filters, a page at a time, in the order of names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from people.models import Employment, Role
from store.database import Connection, one, rows
from store.patterns import containing
from store.registry.agencies import end_of

AccountState = Literal["never", "active", "disabled"]
Presence = Literal["present", "left", "anybody"]

_COLUMNS = (
    "SELECT person.id, person.name, who.number, agency.name AS agency_name, home.employment FROM person "
    "LEFT JOIN person_number AS who ON who.person_id = person.id "
    "LEFT JOIN membership AS home ON home.person_id = person.id AND home.valid_to IS NULL "
    "LEFT JOIN agency ON agency.id = home.agency_id "
)
_NUMBERED = _COLUMNS + (
    "WHERE person.id IN (SELECT person_id FROM person_number WHERE upper(number) = :number "
    "UNION SELECT person_id FROM former_number WHERE upper(number) = :number)"
)
_FORWARDS, _BACKWARDS = " ORDER BY person.name, person.id", " ORDER BY person.name DESC, person.id DESC"
_CONDITIONS = {
    "name": "lower(person.name) GLOB :pattern",
    "role": "EXISTS (SELECT 1 FROM role_grant WHERE person_id = person.id AND role = :role)",
    "never": (
        "NOT EXISTS (SELECT 1 FROM account WHERE person_id = person.id AND (password_hash IS NOT NULL OR disabled_at IS NOT NULL))"
    ),
    "active": (
        "EXISTS (SELECT 1 FROM account WHERE person_id = person.id AND password_hash IS NOT NULL AND disabled_at IS NULL)"
    ),
    "disabled": "EXISTS (SELECT 1 FROM account WHERE person_id = person.id AND disabled_at IS NOT NULL)",
}
_BELONGS = "SELECT 1 FROM membership WHERE person_id = person.id AND valid_to IS NULL"
_OF_KIND = " AND employment = :employment"
_BELOW = " AND agency_id IN (SELECT id FROM agency WHERE path >= :path AND path < :path_end)"
_FEW = {
    "unit": (
        "person.id IN (SELECT membership.person_id FROM agency JOIN membership ON membership.agency_id = agency.id "
        "WHERE agency.path >= :path AND agency.path < :path_end AND membership.valid_to IS NULL)"
    ),
    "role": "person.id IN (SELECT person_id FROM role_grant WHERE role = :role)",
    "disabled": "person.id IN (SELECT person_id FROM account WHERE disabled_at IS NOT NULL)",
}
"""Where a filter finds few people it is looked up first; otherwise each person is asked in turn, which is faster for many."""
_COUNT_UNIT = (
    "SELECT COUNT(*) AS n FROM (SELECT 1 FROM agency JOIN membership ON membership.agency_id = agency.id "
    "WHERE agency.path >= :path AND agency.path < :path_end LIMIT :many)"
)
_COUNT_PRESENT = "SELECT COUNT(*) AS n FROM membership INDEXED BY membership_is_one_at_a_time WHERE valid_to IS NULL"
_MANY = 10_000


@dataclass(frozen=True)
class DirectoryRow:
    """``agency_name`` and ``employment`` are None for somebody who has left."""

    id: str
    name: str
    number: str | None
    agency_name: str | None
    employment: Employment | None


@dataclass(frozen=True)
class Filter:
    """What people must all be; None and an empty name ask for nothing. ``path``: a unit and all below it."""

    name_part: str = ""
    path: str | None = None
    employment: Employment | None = None
    role: Role | None = None
    presence: Presence = "present"
    account: AccountState | None = None

    def parameters(self) -> dict[str, object]:
        return {
            "pattern": containing(self.name_part), "employment": self.employment, "role": self.role,
            "path": self.path, "path_end": end_of(self.path) if self.path else None,
        }  # fmt: skip


@dataclass(frozen=True)
class _Search:
    """``where`` is made of the fixed texts above. ``is_narrow``: few people are looked up first."""

    where: str
    is_narrow: bool


def _search(connection: Connection, asked: Filter) -> _Search:
    few = [
        _FEW[name]
        for name, is_asked in (
            ("unit", asked.path is not None and _is_small(connection, asked)),
            ("role", asked.role not in (None, "learner")),
            ("disabled", asked.account == "disabled"),
        )
        if is_asked
    ]
    each = [_CONDITIONS["name"]] if asked.name_part else []
    each += [_CONDITIONS["role"]] if asked.role == "learner" else []
    each += [_CONDITIONS[asked.account]] if asked.account in ("never", "active") else []
    belongs = _BELONGS + (_OF_KIND if asked.employment else "") + (_BELOW if asked.path is not None else "")
    if asked.presence == "left":
        each.append(f"NOT EXISTS ({_BELONGS})")
    elif asked.presence == "present" or belongs != _BELONGS:
        each.append(f"EXISTS ({belongs})")
    parts = few + each
    return _Search(" WHERE " + " AND ".join(parts) if parts else "", bool(few))


def _is_small(connection: Connection, asked: Filter) -> bool:
    found = one(connection, _COUNT_UNIT, path=asked.path, path_end=end_of(asked.path or ""), many=_MANY)
    return found["n"] < _MANY


def find_by_number(connection: Connection, number: str) -> DirectoryRow | None:
    """Whose number it is or was; ``number`` in capitals, without spaces."""
    row = one(connection, _NUMBERED, number=number)
    return DirectoryRow(**dict(row)) if row else None


def people_page(connection: Connection, asked: Filter, limit: int, offset: int, count: int) -> list[DirectoryRow]:
    """``count``: how many there are in all; the second half is read from the end, which is nearer."""
    search, parameters = _search(connection, asked), asked.parameters()
    limit = min(limit, count - offset)
    is_far = offset > count // 2
    order, skipped = (_BACKWARDS, count - offset - limit) if is_far else (_FORWARDS, offset)
    ids = f"SELECT person.id FROM person{search.where}{order} LIMIT :limit OFFSET :skipped"
    sql = f"{_COLUMNS} WHERE person.id IN ({ids}){_FORWARDS}"
    return [DirectoryRow(**dict(row)) for row in rows(connection, sql, **parameters, limit=limit, skipped=skipped)]


def count_people(connection: Connection, asked: Filter) -> int:
    if asked == Filter():
        return one(connection, _COUNT_PRESENT)["n"]
    search = _search(connection, asked)
    return one(connection, f"SELECT COUNT(*) AS n FROM {_from(search)}{search.where}", **asked.parameters())["n"]


def ids_of(connection: Connection, asked: Filter, limit: int) -> list[str]:
    search = _search(connection, asked)
    sql = f"SELECT person.id FROM {_from(search)}{search.where} LIMIT :limit"
    return [row["id"] for row in rows(connection, sql, **asked.parameters(), limit=limit)]


def _from(search: _Search) -> str:
    """In the order of the table, whose neighbours are neighbours in the other tables too."""
    return "person" if search.is_narrow else "person NOT INDEXED"
