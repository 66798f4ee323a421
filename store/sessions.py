"""Statements about signed-in sessions. Only the SHA-256 of a token is kept."""

from __future__ import annotations

from store.database import Connection, one

_ADD = (
    "INSERT INTO session (token_hash, person_id, role, opened_at, expires_at) "
    "VALUES (:token_hash, :person_id, :role, :opened_at, :expires_at)"
)
_FIND = (
    "SELECT session.person_id, session.role, person.name, person.origin, membership.employment, membership.agency_id, "
    "agency.name AS agency_name FROM session "
    "JOIN person ON person.id = session.person_id "
    "JOIN role_grant ON role_grant.person_id = session.person_id AND role_grant.role = session.role "
    "JOIN membership ON membership.person_id = session.person_id AND membership.valid_to IS NULL "
    "JOIN agency ON agency.id = membership.agency_id "
    "WHERE session.token_hash = :token_hash AND session.expires_at > :now"
)
_END = "DELETE FROM session WHERE token_hash = :token_hash"
_SWEEP = "DELETE FROM session WHERE expires_at <= :now"


def add_session(
    connection: Connection, *, token_hash: str, person_id: str, role: str, opened_at: str, expires_at: str
) -> None:
    connection.execute(
        _ADD,
        {
            "token_hash": token_hash,
            "person_id": person_id,
            "role": role,
            "opened_at": opened_at,
            "expires_at": expires_at,
        },
    )


def find_session(connection: Connection, token_hash: str, now: str):
    """A row of person and role, or None when the token is unknown, expired, or its role was taken away."""
    return one(connection, _FIND, token_hash=token_hash, now=now)


def end_session(connection: Connection, token_hash: str) -> None:
    connection.execute(_END, {"token_hash": token_hash})


def sweep_sessions(connection: Connection, now: str) -> None:
    connection.execute(_SWEEP, {"now": now})
