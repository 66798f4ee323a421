"""Sessions, and coming in as a listed persona in demo mode; a token is kept only as its hash."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from actions.signing_in.tokens import hash_token, new_token
from people.errors import NetralError, UnknownPerson
from people.models import Role, Viewer
from store.clock import from_text, to_text
from store.database import Connection, Database
from store.ids import new_id
from store.registry import people as people_store
from store.signing_in import sessions as session_store

SESSION_LENGTH = timedelta(hours=12)
TOUCH_EVERY = timedelta(minutes=1)
"""A session's last sign of life is written at most this often."""


class NotADemoDatabase(NetralError):
    def __init__(self) -> None:
        super().__init__("Mode demo menolak berjalan: basis data ini memuat orang sungguhan.")
        self.what_to_do = (
            "Untuk situs sungguhan, pakai semua variabel NETRAL_* yang dipakai servernya; untuk demo, atur NETRAL_DATA_DIR "
            "ke folder kosong."
        )


@dataclass(frozen=True)
class Persona:
    """Somebody the demo lets you be. ``id`` is ``person-id.role``."""

    id: str
    name: str
    role: Role
    title: str
    description: str


def require_demo_database(database: Database) -> None:
    """Raises NotADemoDatabase."""
    with database.read() as connection:
        if people_store.has_real_people(connection):
            raise NotADemoDatabase()


def demo_personas(database: Database) -> tuple[Persona, ...]:
    with database.read() as connection:
        grants = people_store.role_grants(connection)
    return tuple(Persona(f"{g.person_id}.{g.role}", g.name, g.role, g.title, g.description) for g in grants if g.title)


def open_session(database: Database, persona_id: str, now: datetime) -> str:
    """A new token for the persona; raises UnknownPerson."""
    person_id, _, role = persona_id.rpartition(".")
    with database.write() as connection:
        grants = people_store.role_grants(connection)
        if not any(g.person_id == person_id and g.role == role and g.title for g in grants):
            raise UnknownPerson(persona_id)
        return add_session(connection, person_id, role, now)


def add_session(
    connection: Connection,
    person_id: str,
    role: str,
    now: datetime,
    *,
    stage: str = "open",
    device: str = "",
    idle: timedelta | None = None,
    is_strong: bool = False,
    length: timedelta = SESSION_LENGTH,
) -> str:
    """A new token. ``is_strong``: both factors were given. ``idle`` ends the session when its owner does nothing for so long; None: only ``length`` counts."""
    token = new_token()
    ends = now + length
    session_store.sweep_sessions(connection, to_text(now))
    session_store.add_session(
        connection,
        hash_token(token),
        session_store.SessionRow(
            id=new_id(now),
            person_id=person_id,
            role=role,
            stage=stage,
            device=device,
            idle_seconds=int(idle.total_seconds()) if idle else None,
            is_strong=int(is_strong),
            opened_at=to_text(now),
            seen_at=to_text(now),
            idle_until=to_text(min(ends, now + idle) if idle else ends),
            expires_at=to_text(ends),
        ),
    )
    return token


def close_session(database: Database, token: str) -> None:
    with database.write() as connection:
        session_store.end_session(connection, hash_token(token))


def find_viewer(database: Database, token: str, now: datetime) -> Viewer | None:
    """Who holds this token right now; None when it is unknown, ended, or its role or account was taken away.

    Looking is not doing: the idle limit runs on. See ``keep_alive``.
    """
    with database.read() as connection:
        row = session_store.find_session(connection, hash_token(token), to_text(now))
    if row is None:
        return None
    return Viewer(
        person_id=row["person_id"],
        name=row["name"],
        role=row["role"],
        employment=row["employment"],
        agency_id=row["agency_id"],
        agency_name=row["agency_name"],
        is_demo=row["origin"] == "demo",
    )


def keep_alive(database: Database, token: str, now: datetime) -> None:
    """The holder did something: opened a page, answered, saved. Nothing happens for a session that has ended."""
    token_hash = hash_token(token)
    with database.read() as connection:
        row = session_store.find_session_row(connection, token_hash, to_text(now))
    if row is None or row.idle_seconds is None or now - from_text(row.seen_at) < TOUCH_EVERY:
        return
    idle_until = min(from_text(row.expires_at), now + timedelta(seconds=row.idle_seconds))
    with database.write() as connection:
        session_store.touch_session(connection, token_hash, to_text(now), to_text(idle_until))
