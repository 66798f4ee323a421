"""Statements about accounts: who signs in by which number (NIP, NI PPPK or own id), and with which password hash."""

from __future__ import annotations

from dataclasses import dataclass, field

from store.database import Connection, one, rows
from store.registry.agencies import end_of

_KEY = "SELECT key FROM site_key WHERE purpose = :purpose"
_ADD_KEY = "INSERT INTO site_key (purpose, key) VALUES (:purpose, :key) ON CONFLICT (purpose) DO NOTHING"
_FIND = (
    "SELECT person_number.person_id, account.password_hash, account.disabled_at FROM person_number "
    "JOIN account ON account.person_id = person_number.person_id "
    "JOIN membership ON membership.person_id = person_number.person_id AND membership.valid_to IS NULL "
    "WHERE upper(person_number.number) = :login_name"
)
_GET = "SELECT person_id, password_hash, disabled_at FROM account WHERE person_id = :person_id"
_OWNER = "SELECT person_id FROM person_number WHERE upper(number) = :login_name"
_NUMBER = "SELECT number FROM person_number WHERE person_id = :person_id"
_ADD_ACCOUNT = "INSERT INTO account (person_id) VALUES (:person_id) ON CONFLICT (person_id) DO NOTHING"
_ADD_NUMBER = "INSERT INTO person_number (person_id, kind, number) VALUES (:person_id, :kind, :number)"
_SET_PASSWORD = "UPDATE account SET password_hash = :password_hash, changed_at = :now WHERE person_id = :person_id"
_REHASH = "UPDATE account SET password_hash = :new WHERE person_id = :person_id AND password_hash = :old"
_SET_DISABLED = "UPDATE account SET disabled_at = :disabled_at WHERE person_id = :person_id"
_NEWCOMERS = (
    "FROM membership JOIN person ON person.id = membership.person_id JOIN agency ON agency.id = membership.agency_id "
    "JOIN person_number ON person_number.person_id = person.id LEFT JOIN account ON account.person_id = person.id "
    "WHERE membership.valid_to IS NULL AND agency.path >= :path AND agency.path < :path_end "
    "AND account.password_hash IS NULL AND account.disabled_at IS NULL"
)
_WITHOUT_PASSWORD = (
    "SELECT person.id AS person_id, person.name, person_number.kind, person_number.number, agency.name AS agency_name "
    + _NEWCOMERS
    + " ORDER BY agency.path, person.name, person.id"
)
_COUNT_NEWCOMERS = f"SELECT COUNT(*) AS n {_NEWCOMERS}"
_ROLES = "SELECT role FROM role_grant WHERE person_id = :person_id ORDER BY role"
_HOLDERS = "SELECT COUNT(*) AS n FROM role_grant WHERE role = :role"
_DEMO = "SELECT 1 FROM person WHERE origin = 'demo' LIMIT 1"


@dataclass(frozen=True)
class AccountRow:
    """``password_hash`` None: not activated yet."""

    person_id: str
    password_hash: str | None = field(repr=False)
    disabled_at: str | None


@dataclass(frozen=True)
class Newcomer:
    """Somebody of a unit who has not chosen a password yet."""

    person_id: str
    name: str
    kind: str
    number: str = field(repr=False)
    agency_name: str


def site_key(connection: Connection, purpose: str, fresh: str) -> str:
    """This site's secret for one purpose; ``fresh`` becomes it when there was none."""
    connection.execute(_ADD_KEY, {"purpose": purpose, "key": fresh})
    return one(connection, _KEY, purpose=purpose)["key"]


def find_site_key(connection: Connection, purpose: str) -> str | None:
    row = one(connection, _KEY, purpose=purpose)
    return row["key"] if row else None


def find_account(connection: Connection, login_name: str) -> AccountRow | None:
    """``login_name`` as ``people.signing_in.login_names`` writes it; whoever belongs nowhere any more is not found."""
    row = one(connection, _FIND, login_name=login_name)
    return AccountRow(**dict(row)) if row else None


def find_account_of(connection: Connection, person_id: str) -> AccountRow | None:
    row = one(connection, _GET, person_id=person_id)
    return AccountRow(**dict(row)) if row else None


def find_owner(connection: Connection, login_name: str) -> str | None:
    """The person who signs in by this name, whether they have an account or not."""
    row = one(connection, _OWNER, login_name=login_name)
    return row["person_id"] if row else None


def find_number(connection: Connection, person_id: str) -> str | None:
    """What the person signs in by."""
    row = one(connection, _NUMBER, person_id=person_id)
    return row["number"] if row else None


def add_account(connection: Connection, person_id: str) -> None:
    """Nothing changes when the person has one."""
    connection.execute(_ADD_ACCOUNT, {"person_id": person_id})


def add_number(connection: Connection, person_id: str, kind: str, number: str) -> None:
    """``kind``: ``nip``, ``ni-pppk`` or ``own``."""
    connection.execute(_ADD_NUMBER, {"person_id": person_id, "kind": kind, "number": number})


def set_password(connection: Connection, person_id: str, password_hash: str, now: str) -> None:
    connection.execute(_SET_PASSWORD, {"person_id": person_id, "password_hash": password_hash, "now": now})


def replace_hash(connection: Connection, person_id: str, old: str, new: str) -> None:
    """The same password under newer parameters; nothing happens when the password was changed meanwhile."""
    connection.execute(_REHASH, {"person_id": person_id, "old": old, "new": new})


def set_disabled(connection: Connection, person_id: str, disabled_at: str | None) -> None:
    connection.execute(_SET_DISABLED, {"person_id": person_id, "disabled_at": disabled_at})


def newcomers(connection: Connection, path: str) -> list[Newcomer]:
    """Of the agency at ``path`` and all below it, unit by unit."""
    found = rows(connection, _WITHOUT_PASSWORD, path=path, path_end=end_of(path))
    return [Newcomer(**dict(row)) for row in found]


def count_newcomers(connection: Connection, path: str) -> int:
    return one(connection, _COUNT_NEWCOMERS, path=path, path_end=end_of(path))["n"]


def roles_of(connection: Connection, person_id: str) -> list[str]:
    return [row["role"] for row in rows(connection, _ROLES, person_id=person_id)]


def count_holders(connection: Connection, role: str) -> int:
    return one(connection, _HOLDERS, role=role)["n"]


def has_demo_people(connection: Connection) -> bool:
    return one(connection, _DEMO) is not None
