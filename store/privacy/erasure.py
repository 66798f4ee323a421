"""Statements that take a person's identity out of every table and leave the evidence under a nameless id."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from people.assigning.assignment_rules import leads_a_unit
from people.mail.mail_texts import line_of_name
from store.database import Connection, one, rows
from store.mail import outbox
from store.privacy.personal_tables import HOLDINGS
from store.undo import forget_person

_IDENTITY = "SELECT name, email FROM person WHERE id = :person_id"
_NUMBERS = (
    "SELECT number FROM person_number WHERE person_id = :person_id "
    "UNION ALL SELECT number FROM former_number WHERE person_id = :person_id"
)
_IS_ERASED = "SELECT 1 FROM erasure WHERE person_id = :person_id"
_ERASED = "SELECT person_id, erased_at FROM erasure ORDER BY erased_at, person_id"
_ERASED_BETWEEN = "SELECT COUNT(*) AS n FROM erasure WHERE erased_at >= :since AND erased_at <= :until"
_END = "valid_to = MAX(valid_from, MIN(:day, COALESCE(valid_to, :day)))"
_NAMES_TOLD = (
    "SELECT DISTINCT told.name FROM (SELECT before ->> 'name' AS name FROM audit_entry "
    "WHERE subject_kind = 'person' AND subject_id = :person_id UNION ALL SELECT after ->> 'name' FROM audit_entry "
    "WHERE subject_kind = 'person' AND subject_id = :person_id) AS told WHERE told.name <> ''"
)
_ADD = "INSERT INTO erasure (person_id, erased_at) VALUES (:person_id, :erased_at) ON CONFLICT (person_id) DO NOTHING"
_TOLD = "SELECT id, subject_id, before, after FROM audit_entry WHERE before IS NOT NULL OR after IS NOT NULL"
_EMPTY_AUDIT = "UPDATE audit_entry SET before = NULL, after = NULL WHERE id = :id"
_DEVICES = "SELECT token_hash FROM known_device WHERE person_id = :person_id"
_OTHERS_NAMED = "SELECT 1 FROM person WHERE instr(name, :name) > 0 LIMIT 1"


@dataclass(frozen=True, repr=False)
class Identity:
    """What names a person; never printed."""

    name: str
    email: str | None
    numbers: tuple[str, ...]
    """Also those of before."""
    former_names: tuple[str, ...]
    """As far as the audit trail still tells them."""

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name, *self.former_names)

    def words(self) -> tuple[str, ...]:
        """What must be found nowhere afterwards."""
        numbers = (form for number in self.numbers for form in (number, number.upper()))
        return tuple(dict.fromkeys(word for word in (*self.names, self.email or "", *numbers) if word))


def find_identity(connection: Connection, person_id: str) -> Identity | None:
    row = one(connection, _IDENTITY, person_id=person_id)
    if row is None:
        return None
    numbers = tuple(found["number"] for found in rows(connection, _NUMBERS, person_id=person_id))
    return Identity(*tuple(row), numbers, _former_names(connection, person_id, row["name"]))


def is_erased(connection: Connection, person_id: str) -> bool:
    return one(connection, _IS_ERASED, person_id=person_id) is not None


def erased_people(connection: Connection) -> dict[str, str]:
    """Person -> when, the earliest first."""
    return {row["person_id"]: row["erased_at"] for row in rows(connection, _ERASED)}


def count_erased_between(connection: Connection, since: str, until: str) -> int:
    return one(connection, _ERASED_BETWEEN, since=since, until=until)["n"]


def device_hashes(connection: Connection, person_id: str) -> list[str]:
    return [row["token_hash"] for row in rows(connection, _DEVICES, person_id=person_id)]


def is_name_of_somebody(connection: Connection, name: str) -> bool:
    """Whether a present name contains this one."""
    return one(connection, _OTHERS_NAMED, name=name) is not None


def erase_identities(connection: Connection, person_ids: Collection[str], erased_at: str, actor: str) -> None:
    """Inside a write transaction that is not remembered for undoing: its images would hold the names."""
    connection.create_function("nameless_title", 2, _nameless_title, deterministic=True)
    known = {one: identity for one in person_ids if (identity := find_identity(connection, one))}
    emails = {identity.email for identity in known.values() if identity.email}
    for person_id in person_ids:
        forget_person(connection, person_id)
        lines = {line_of_name(name) for name in known[person_id].names} if person_id in known else set()
        outbox.forget_person(connection, person_id, lines, erased_at, actor)
        for holding in HOLDINGS:
            if holding.removed:
                connection.execute(f"DELETE FROM {holding.table} WHERE {holding.whose}", {"person_id": person_id})
            elif holding.emptied:
                sets = ", ".join(f"{column} = {becomes}" for column, becomes in holding.emptied.items())
                sql = f"UPDATE {holding.table} SET {sets} WHERE {holding.whose}"
                connection.execute(sql, {"person_id": person_id})
            elif holding.ended:
                sql = f"UPDATE {holding.table} SET {_END} WHERE {holding.whose}"
                connection.execute(sql, {"person_id": person_id, "day": erased_at[:10]})
        connection.execute(_ADD, {"person_id": person_id, "erased_at": erased_at})
    _empty_audit(connection, {*person_ids, *emails})


def _former_names(connection: Connection, person_id: str, present: str) -> tuple[str, ...]:
    found = [row["name"] for row in rows(connection, _NAMES_TOLD, person_id=person_id)]
    return tuple(dict.fromkeys(name for name in found if name != present))


def _nameless_title(kind: str, title: str) -> str:
    """A head stays a head: assignments to heads of units keep counting the same people."""
    return "Kepala (dihapus)" if leads_a_unit(kind, title) else "Jabatan (dihapus)"


def _empty_audit(connection: Connection, words: set[str]) -> None:
    """Facts of entries about these people, or in which one of the words stands as a value."""
    found = [
        {"id": row["id"]}
        for row in connection.execute(_TOLD)
        if row["subject_id"] in words or not words.isdisjoint(f"{row['before']}{row['after']}".split('"'))
    ]
    connection.executemany(_EMPTY_AUDIT, found)
