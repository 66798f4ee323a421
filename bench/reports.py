"""Reports for all agencies of the demo: CPU time for each PDF, once everything that agencies share is kept."""

from __future__ import annotations

import shutil
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from actions.courseware import load_courseware
from actions.reports.hand_over import assignment_to_report, hand_over
from actions.reports.makers import MAKERS
from bench.servers import ROOT
from bench.table import Row
from people.access import console_operator
from store.database import open_database


def measure_reports(demo_dir: Path) -> list[Row]:
    """``demo_dir`` holds a seeded demo; it is copied, because a run is written in the audit trail."""
    courseware = load_courseware(ROOT / "content", ROOT / "quizzes")
    with tempfile.TemporaryDirectory() as folder:
        shutil.copyfile(demo_dir / "netral.sqlite", Path(folder) / "netral.sqlite")
        database = open_database(Path(folder) / "netral.sqlite")
        try:
            return _measured(database, courseware, Path(folder))
        finally:
            database.close()


def _measured(database, courseware, folder: Path) -> list[Row]:
    moments: list[float] = []
    operator = console_operator()
    made = hand_over(
        database,
        courseware,
        operator,
        [MAKERS["pdf"]],
        assignment_to_report(database, operator, None),
        folder / "laporan",
        now=datetime.now(UTC),
        show=lambda done, total: moments.append(time.process_time()),
    )
    first, others = moments[1] - moments[0], (moments[-1] - moments[1]) / max(1, len(made) - 1)
    largest = max((folder / "laporan" / one.file).stat().st_size for one in made)
    note = "" if all(one.state == "made" for one in made) else "some reports failed"
    return [
        Row("first PDF, with all fits (CPU)", first * 1000, "ms", at_most=5000, note=note),
        Row(f"each of the other {len(made) - 1} PDFs (CPU)", others * 1000, "ms", at_most=500),
        Row("largest PDF", largest / 1000, "kB", at_most=200),
    ]
