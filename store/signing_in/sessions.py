"""Statements about signed-in sessions. Only the SHA-256 of a token is kept."""

from __future__ import annotations

from dataclasses import dataclass

from store.database import Connection, one, rows


@dataclass(frozen=True)
class SessionRow:
    """A session as its owner may see it.

    ``stage`` is ``open`` or ``second-factor`` (the password was right so far); ``is_strong``: it began with both factors.
    """

    id: str
    person_id: str
    role: str
    stage: str
    device: str
    idle_seconds: int | None
    is_strong: int
    opened_at: str
    seen_at: str
    idle_until: str
    expires_at: str


_COLUMNS = ", ".join(f"session.{name}" for name in SessionRow.__dataclass_fields__)
_STANDS = "session.expires_at > :now AND session.idle_until > :now"
_ADD = (
    "INSERT INTO session (token_hash, id, person_id, role, stage, device, idle_seconds, is_strong, opened_at, seen_at, "
    "idle_until, expires_at) VALUES (:token_hash, :id, :person_id, :role, :stage, :device, :idle_seconds, :is_strong, "
    ":opened_at, :seen_at, :idle_until, :expires_at)"
)
_FIND = (
    "SELECT session.person_id, session.role, person.name, person.origin, membership.employment, membership.agency_id, "
    "agency.name AS agency_name FROM session "
    "JOIN person ON person.id = session.person_id "
    "JOIN role_grant ON role_grant.person_id = session.person_id AND role_grant.role = session.role "
    "JOIN membership ON membership.person_id = session.person_id AND membership.valid_to IS NULL "
    "JOIN agency ON agency.id = membership.agency_id "
    "LEFT JOIN account ON account.person_id = session.person_id "
    "WHERE session.token_hash = :token_hash AND session.stage = 'open' AND account.disabled_at IS NULL AND " + _STANDS
)
_FIND_ROW = (
    f"SELECT {_COLUMNS} FROM session LEFT JOIN account ON account.person_id = session.person_id "
    f"WHERE session.token_hash = :token_hash AND account.disabled_at IS NULL AND {_STANDS}"
)
_OF_PERSON = (
    f"SELECT {_COLUMNS} FROM session WHERE session.person_id = :person_id AND session.stage = 'open' AND {_STANDS} "
    "ORDER BY session.seen_at DESC, session.id"
)
_TOUCH = "UPDATE session SET seen_at = :now, idle_until = :idle_until WHERE token_hash = :token_hash AND seen_at < :now"
_END = "DELETE FROM session WHERE token_hash = :token_hash"
_END_ONE = "DELETE FROM session WHERE id = :id AND person_id = :person_id"
_END_OTHERS = "DELETE FROM session WHERE person_id = :person_id AND token_hash <> :token_hash"
_END_ALL = "DELETE FROM session"
_SWEEP = "DELETE FROM session WHERE expires_at <= :now OR idle_until <= :now"


def add_session(connection: Connection, token_hash: str, row: SessionRow) -> None:
    connection.execute(_ADD, {"token_hash": token_hash, **vars(row)})


def find_session(connection: Connection, token_hash: str, now: str):
    """A row of person and role, or None when the token is unknown, expired, half signed in, or its role, its
    membership or its account was taken away."""
    return one(connection, _FIND, token_hash=token_hash, now=now)


def find_session_row(connection: Connection, token_hash: str, now: str) -> SessionRow | None:
    """The session itself, whatever its stage; None when it does not stand any more."""
    row = one(connection, _FIND_ROW, token_hash=token_hash, now=now)
    return SessionRow(**dict(row)) if row else None


def sessions_of(connection: Connection, person_id: str, now: str) -> list[SessionRow]:
    return [SessionRow(**dict(row)) for row in rows(connection, _OF_PERSON, person_id=person_id, now=now)]


def touch_session(connection: Connection, token_hash: str, now: str, idle_until: str) -> None:
    """The owner did something: the idle limit counts from now."""
    connection.execute(_TOUCH, {"token_hash": token_hash, "now": now, "idle_until": idle_until})


def end_session(connection: Connection, token_hash: str) -> None:
    connection.execute(_END, {"token_hash": token_hash})


def end_one_session(connection: Connection, person_id: str, session_id: str) -> bool:
    """False when that person has no such session."""
    return connection.execute(_END_ONE, {"person_id": person_id, "id": session_id}).rowcount == 1


def end_other_sessions(connection: Connection, person_id: str, token_hash: str = "") -> int:
    """All sessions of a person but one; without ``token_hash`` all. Returns how many."""
    return connection.execute(_END_OTHERS, {"person_id": person_id, "token_hash": token_hash}).rowcount


def end_all_sessions(connection: Connection) -> int:
    """Of everybody, whatever their stage. Returns how many."""
    return connection.execute(_END_ALL).rowcount


def sweep_sessions(connection: Connection, now: str) -> None:
    connection.execute(_SWEEP, {"now": now})
