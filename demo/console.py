"""Seeding as seen from a terminal: progress while it runs, then what was made, from which seed and how fast."""

from __future__ import annotations

import time
from datetime import UTC, datetime

from actions.courseware import load_courseware
from console import progress_bar
from demo.seed import SeedReport, seed_demo
from settings import Settings
from store.database import open_database


def seed_with_progress(settings: Settings, seed: int) -> SeedReport:
    """Raises NotADemoDatabase, CourseMissing, StorageError."""
    courseware = load_courseware(settings.content_dir, settings.quizzes_dir)
    database = open_database(settings.database_path)
    begun = time.perf_counter()
    try:
        with progress_bar() as show:
            report = seed_demo(database, courseware, seed, datetime.now(UTC), show)
    finally:
        database.close()
    seconds = max(time.perf_counter() - begun, 0.001)
    if not report.already_seeded:
        print(
            f"Data demo dengan benih {seed}: {report.people:,} orang di {report.agencies} unit, "
            f"{report.finished_attempts:,} percobaan selesai, {report.answers:,} jawaban, "
            f"{report.dilemma_runs:,} dilema dalam {seconds:.0f} detik "
            f"({report.attempts / seconds:,.0f} percobaan/detik, {report.answers / seconds:,.0f} jawaban/detik)."
        )
    return report
