"""A demo small enough for a test: the real courseware, a few hundred people."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from demo.organisation import OrganisationSize
from demo.seed import SeedReport, seed_demo
from store.database import Database, open_database
from tests.builders import shipped_courseware

ROOT = Path(__file__).resolve().parents[2]
COURSEWARE = shipped_courseware()
NOW = datetime(2026, 11, 22, 3, 0, 0, tzinfo=UTC)
SMALL = OrganisationSize(pns=170, pppk=75, non_asn=5, agencies=3, kecamatan=1)


def seed_small(path: Path, seed: int = 7, size: OrganisationSize = SMALL) -> tuple[Database, SeedReport]:
    database = open_database(path)
    return database, seed_demo(database, COURSEWARE, seed, NOW, size=size)
