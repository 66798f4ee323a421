"""Database bytes of a finished 20-item attempt: what the file grows by, indexes, rollups and free pages included."""

from __future__ import annotations

import random
from pathlib import Path

from actions.courseware import Courseware, load_courseware
from bench.attempt import finish_attempt
from bench.school import build_school, learner_viewer
from bench.servers import ROOT
from bench.table import Row
from store.database import Database

AGENCY_COUNT = 2
"""Few, so that a short run reaches the state in which rollups only count up."""
WARM_UP_ATTEMPTS = 400
"""They bring in what every later attempt shares: frozen item texts, and rollup rows that later only count up."""


def measure_attempt_size(folder: Path, attempt_count: int) -> list[Row]:
    courseware = load_courseware(ROOT / "content", ROOT / "quizzes")
    database = build_school(folder / "size", WARM_UP_ATTEMPTS + attempt_count, AGENCY_COUNT)
    dice = random.Random(7)
    try:
        for number in range(WARM_UP_ATTEMPTS):
            _finish_one(database, courseware, number, dice)
        before = _bytes(database)
        for number in range(WARM_UP_ATTEMPTS, WARM_UP_ATTEMPTS + attempt_count):
            _finish_one(database, courseware, number, dice)
        each = (_bytes(database) - before) / attempt_count
    finally:
        database.close()
    return [
        Row(
            "database bytes per finished 20-item attempt", each / 1024, "KiB", 36.0, "Moodle 4.3, not measured here",
            at_most=3.0,
        )
    ]  # fmt: skip


def _finish_one(database: Database, courseware: Courseware, number: int, dice: random.Random) -> None:
    finish_attempt(database, courseware, learner_viewer(number, AGENCY_COUNT), "prauji-dasar", dice)


def _bytes(database: Database) -> int:
    """Pages in use, once everything has left the write-ahead log."""
    with database.read() as connection:
        pages, free, size = (
            connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "freelist_count", "page_size")
        )
    return (pages - free) * size
