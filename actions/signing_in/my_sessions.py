"""What a signed-in person may do with their own sessions: see them, end them, take up another of their roles."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from actions.signing_in.accounts import open_full_session, roles_of
from actions.signing_in.tokens import hash_token
from people.access import require
from people.errors import NotAllowed, NotFound
from people.models import SECOND_FACTOR_ROLES, Role, Viewer
from people.signing_in.account_errors import SignInAgain
from store.clock import from_text, to_text
from store.database import Database
from store.signing_in import sessions as session_store


@dataclass(frozen=True)
class MySession:
    id: str
    device: str
    role: Role
    opened_at: datetime
    seen_at: datetime
    is_this_one: bool


def my_sessions(database: Database, viewer: Viewer, token: str, now: datetime) -> tuple[MySession, ...]:
    """Every session of the viewer that still stands, the latest used first."""
    require(viewer, "manage_own_account")
    with database.read() as connection:
        present = session_store.find_session_row(connection, hash_token(token), to_text(now))
        found = session_store.sessions_of(connection, viewer.person_id, to_text(now))
    return tuple(
        MySession(
            row.id,
            row.device,
            row.role,  # type: ignore[arg-type]
            from_text(row.opened_at),
            from_text(row.seen_at),
            present is not None and row.id == present.id,
        )
        for row in found
    )


def end_my_session(database: Database, viewer: Viewer, session_id: str) -> None:
    """Raises NotFound, also for somebody else's session."""
    require(viewer, "manage_own_account")
    with database.write() as connection:
        if not session_store.end_one_session(connection, viewer.person_id, session_id):
            raise NotFound("Sesi itu", "Sesi itu mungkin sudah berakhir. Muat ulang daftar sesi.")


def end_my_other_sessions(database: Database, viewer: Viewer, token: str) -> int:
    """Returns how many ended."""
    require(viewer, "manage_own_account")
    with database.write() as connection:
        return session_store.end_other_sessions(connection, viewer.person_id, hash_token(token))


def my_roles(database: Database, viewer: Viewer) -> tuple[Role, ...]:
    require(viewer, "manage_own_account")
    with database.read() as connection:
        return roles_of(connection, viewer.person_id)


def change_role(database: Database, viewer: Viewer, token: str, role: str, now: datetime) -> str:
    """A new token for another of the viewer's own roles; the present session ends. Raises NotAllowed.

    The new session ends when the old one would have: changing roles does not buy time. A role that asks for a second
    factor is taken up only in a session that began with one.
    """
    require(viewer, "manage_own_account")
    with database.write() as connection:
        present = session_store.find_session_row(connection, hash_token(token), to_text(now))
        if present is None or present.stage != "open" or viewer.is_demo:
            raise NotAllowed("change_role")
        if role not in roles_of(connection, viewer.person_id):
            raise NotAllowed("change_role")
        if role in SECOND_FACTOR_ROLES and not present.is_strong:
            raise SignInAgain()
        session_store.end_session(connection, hash_token(token))
        return open_full_session(
            connection,
            viewer.person_id,
            role,  # type: ignore[arg-type]
            present.device,
            now,
            is_strong=bool(present.is_strong),
            ends=from_text(present.expires_at),
        )
