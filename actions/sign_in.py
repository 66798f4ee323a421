"""Signing in and out. In demo mode one enters as a listed persona; the token is kept only as its hash."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from people.errors import NetralError, UnknownPerson
from people.models import Role, Viewer
from store import people as people_store
from store import sessions as session_store
from store.clock import to_text
from store.database import Database

SESSION_LENGTH = timedelta(hours=12)


class NotADemoDatabase(NetralError):
    def __init__(self) -> None:
        super().__init__("Mode demo menolak berjalan: basis data ini memuat orang sungguhan.")
        self.what_to_do = "Atur NETRAL_DATA_DIR ke folder kosong lalu jalankan lagi."


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
    token = secrets.token_urlsafe(32)
    with database.write() as connection:
        grants = people_store.role_grants(connection)
        if not any(g.person_id == person_id and g.role == role and g.title for g in grants):
            raise UnknownPerson(persona_id)
        session_store.sweep_sessions(connection, to_text(now))
        session_store.add_session(
            connection,
            token_hash=_hash(token),
            person_id=person_id,
            role=role,
            opened_at=to_text(now),
            expires_at=to_text(now + SESSION_LENGTH),
        )
    return token


def close_session(database: Database, token: str) -> None:
    with database.write() as connection:
        session_store.end_session(connection, _hash(token))


def find_viewer(database: Database, token: str, now: datetime) -> Viewer | None:
    """Who holds this token right now; None when it is unknown, expired, or its role was taken away."""
    with database.read() as connection:
        row = session_store.find_session(connection, _hash(token), to_text(now))
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


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
