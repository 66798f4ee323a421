"""A tiny site in a temporary folder, and a way to show one of its pages as one of its people."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

from actions.site import Site, site_of
from people.models import Agency, Person, Viewer
from settings import load_settings
from store.assigning import assignments as assignment_store
from store.assigning.assignments import Assignment
from store.registry import agencies as agency_store
from store.registry import people as people_store
from store.registry.people import RoleGrant
from tests.builders import new_database
from ui.frame import run
from ui.visit import Visit

PEOPLE = {
    "budi": ("Budi Santoso", "learner", "dinas"),
    "sari": ("Sari Dewi", "learner", "dinas"),
    "wati": ("Wati Lestari", "supervisor", "pemkab"),
    "adi": ("Adi Nugroho", "author", "pemkab"),
    "tamu": ("Tamu Tanpa Tugas", "learner", "lain"),
    "nyoman": ("Nyoman Admin", "administrator", "pemkab"),
    "putu": ("Putu Auditor", "auditor", "pemkab"),
}
"""Person id -> name, role, agency. ``tamu`` works where no course is assigned."""


def make_site(
    data_dir: Path,
    quizzes_dir: Path | None = None,
    *,
    content_dir: Path | None = None,
    course_id: str = "netralitas-dasar",
) -> Site:
    """The site of ``data_dir``: three agencies, seven people, one assignment to ``pemkab`` and all below it."""
    environment = {"NETRAL_DATA_DIR": str(data_dir)}
    if quizzes_dir is not None:
        environment["NETRAL_QUIZZES_DIR"] = str(quizzes_dir)
    if content_dir is not None:
        environment["NETRAL_CONTENT_DIR"] = str(content_dir)
    settings = load_settings(environment)
    new_database(settings.database_path).close()
    site = site_of(settings)
    with site.database.write() as connection:
        agency_store.add_agencies(
            connection,
            [
                Agency("pemkab", None, "Pemkab Contoh", "instansi", "pemkab/", "pemkab"),
                Agency("dinas", "pemkab", "Dinas Contoh", "perangkat-daerah", "pemkab/dinas/", "dinas"),
                Agency("lain", None, "Instansi Lain", "instansi", "lain/", "lain"),
            ],
        )
        people = [Person(i, name, "pns", agency) for i, (name, _, agency) in PEOPLE.items()]
        people_store.add_people(connection, people, "demo", "2026-01-01")
        for person_id, (name, role, _) in PEOPLE.items():
            people_store.add_role(connection, RoleGrant(person_id, name, role, name, "Orang uji"))  # type: ignore[arg-type]
        assignment = Assignment("tugas-1", course_id, "Tugas uji", "2026-01-01", "2099-12-31")
        assignment_store.add_assignment(connection, assignment, ["pemkab"])
    return site


def viewer_of(person_id: str) -> Viewer:
    name, role, agency = PEOPLE[person_id]
    return Viewer(person_id, name, role, "pns", agency, agency, is_demo=False)  # type: ignore[arg-type]


def enter(monkeypatch, site: Site, person_id: str) -> None:
    """From here on :func:`show_page` shows this site as this person."""
    monkeypatch.setenv("NETRAL_DATA_DIR", str(site.settings.data_dir))
    monkeypatch.setenv("NETRAL_QUIZZES_DIR", str(site.settings.quizzes_dir))
    monkeypatch.setenv("NETRAL_CONTENT_DIR", str(site.settings.content_dir))
    monkeypatch.setenv("NETRAL_TEST_PERSON", person_id)


def show_page(start: str) -> None:
    """Runs inside AppTest: the whole screen, opened at the page ``start``."""
    site = site_of(load_settings())
    run(Visit(site, viewer_of(os.environ["NETRAL_TEST_PERSON"]), site.source.present()), start=start)


def now() -> datetime:
    return datetime.now(UTC)
