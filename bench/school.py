"""A small school in an empty data folder: as many learners as a measurement needs, a supervisor and the course.

Written through the product's own store, so that what is measured is what runs. Everybody is invented.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from actions.signing_in.sign_in import open_session
from people.models import Agency, Person, Viewer
from store.assigning.assignments import Assignment, add_assignment
from store.database import Database, open_database
from store.registry.agencies import add_agencies
from store.registry.people import RoleGrant, add_people, add_role
from web.session_cookie import session_cookie_name

COURSE = "netralitas-dasar"
AGENCY_COUNT = 20


def build_school(data_dir: Path, learner_count: int, agency_count: int = AGENCY_COUNT) -> Database:
    """The caller closes the database."""
    data_dir.mkdir(parents=True, exist_ok=True)
    database = open_database(data_dir / "netral.sqlite")
    root = Agency("akar", None, "Pemerintah Contoh", "instansi", "akar/", "akar")
    units = [
        Agency(f"unit{i:02}", "akar", f"Unit {i}", "unit", f"akar/unit{i:02}/", f"unit{i:02}")
        for i in range(agency_count)
    ]
    people = [Person(_learner(i), f"Peserta {i}", "pns", units[i % agency_count].id) for i in range(learner_count)]
    people.append(Person("penyelia", "Penyelia Contoh", "pns", "akar"))
    with database.write() as connection:
        add_agencies(connection, [root, *units])
        add_people(connection, people, "demo", "2026-01-01")
        for person in people:
            role = "supervisor" if person.id == "penyelia" else "learner"
            add_role(connection, RoleGrant(person.id, person.name, role, "Pegawai", "Untuk pengukuran."))
        add_assignment(connection, Assignment("tugas", COURSE, "Tugas contoh", "2026-01-01", "2099-12-31"), ["akar"])
    return database


def learner_persona(index: int) -> str:
    return f"{_learner(index)}.learner"


def learner_viewer(index: int, agency_count: int = AGENCY_COUNT) -> Viewer:
    """The learner as signed in, for measurements below the screen."""
    unit = f"unit{index % agency_count:02}"
    return Viewer(_learner(index), f"Peserta {index}", "learner", "pns", unit, unit, is_demo=True)


def cookie_of(database: Database, persona_id: str) -> str:
    """A session opened without HTTP, for measurements that do not measure signing in."""
    return f"{session_cookie_name(tls=False)}={open_session(database, persona_id, datetime.now(UTC))}"


def _learner(index: int) -> str:
    return f"peserta{index:04}"
