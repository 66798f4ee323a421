"""Statements about people who come in through their agency's sign-in service."""

from __future__ import annotations

from store.database import Connection, one

_FIND = (
    "SELECT person_number.person_id FROM person_number "
    "JOIN membership ON membership.person_id = person_number.person_id AND membership.valid_to IS NULL "
    "LEFT JOIN account ON account.person_id = person_number.person_id "
    "WHERE upper(person_number.number) = :number AND account.disabled_at IS NULL"
)
_HAS_NOTE = (
    "SELECT 1 FROM audit_entry WHERE subject_kind = 'account' AND subject_id = :person_id AND action = :action LIMIT 1"
)


def find_sso_person(connection: Connection, number: str) -> str | None:
    """Who has this number (as ``people.signing_in.login_names`` writes it), belongs somewhere and is not disabled."""
    row = one(connection, _FIND, number=number)
    return row["person_id"] if row else None


def has_note(connection: Connection, person_id: str, action: str) -> bool:
    """Whether the audit trail of the person's account holds such an entry."""
    return one(connection, _HAS_NOTE, person_id=person_id, action=action) is not None
