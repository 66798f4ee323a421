"""``python -m bench [--quick] [names ...]``: measure, and print one table. Every data set lives in a temporary folder."""

from __future__ import annotations

import argparse
import logging
import os
import platform
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from bench.answering import measure_answering, measure_thinking
from bench.assignment_data import measure_assignment_data
from bench.attempt_size import measure_attempt_size
from bench.content_load import measure_content_load
from bench.finishing import measure_finishing
from bench.first_load import measure_first_load
from bench.idle import measure_idle
from bench.learner import measure_learner
from bench.reports import measure_reports
from bench.results_file import measure_results_file
from bench.roster import measure_roster
from bench.seeding import seed_demo
from bench.sign_ins import measure_sign_ins
from bench.supervisor_data import measure_supervisor_data
from bench.table import Row, absent, markdown


def measurements(folder: Path, quick: bool) -> dict[str, Callable[[], list[Row]]]:
    """In the order in which they run; from ``supervisor`` on they use what ``seeding`` leaves behind."""
    demo = folder / "demo"

    def seeded() -> Path:
        if not (demo / "netral.sqlite").exists():
            rows = seed_demo(demo)
            if any(row.ours is None for row in rows):
                raise RuntimeError(rows[0].note)
        return demo

    return {
        "answering": lambda: measure_answering(folder, 5 if quick else 15),
        "thinking": lambda: measure_thinking(folder, 10 if quick else 20),
        "finishing": lambda: measure_finishing(folder, 15 if quick else 40),
        "learner": lambda: measure_learner(folder, 2 if quick else 5),
        "idle": lambda: measure_idle(folder, 50 if quick else 200),
        "size": lambda: measure_attempt_size(folder, 100 if quick else 300),
        "content": lambda: measure_content_load(folder),
        "sign-ins": lambda: measure_sign_ins(folder, 100 if quick else 500),
        "roster": lambda: measure_roster(folder, 20_000 if quick else 200_000),
        "assignment": lambda: measure_assignment_data(folder, 20_000 if quick else 200_000),
        "seeding": lambda: seed_demo(demo),
        "supervisor": lambda: measure_supervisor_data(folder, seeded(), (100_000,) if quick else (150_000, 1_000_000)),
        "reports": lambda: measure_reports(seeded()),
        "results-file": lambda: measure_results_file(seeded()),
        "first-load": lambda: measure_first_load(folder, seeded()),
    }


def main() -> int:
    logging.disable(logging.WARNING)
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="name", help="only these: " + ", ".join(measurements(Path(), True)))
    parser.add_argument("--quick", action="store_true", help="shorter and smaller; for a look, not for the record")
    arguments = parser.parse_args()
    rows: list[Row] = []
    with tempfile.TemporaryDirectory(prefix="netral-bench-") as folder:
        offered = measurements(Path(folder), arguments.quick)
        unknown = set(arguments.names) - set(offered)
        if unknown:
            parser.error(f"unknown: {', '.join(sorted(unknown))}")
        for name in arguments.names or offered:
            begun = time.monotonic()
            print(f"{name} ...", end=" ", file=sys.stderr, flush=True)
            try:
                rows += offered[name]()
            except Exception as error:  # one figure missing must not hide the others
                rows.append(absent(name, f"could not be measured: {type(error).__name__}: {error}"[:600]))
            print(f"{time.monotonic() - begun:.0f} s", file=sys.stderr)
    print(f"Measured {datetime.now(UTC):%Y-%m-%d %H:%M} UTC on {os.cpu_count()} cores, {platform.platform()}, "
          f"Python {platform.python_version()}{_load()}.\n")  # fmt: skip
    print(markdown(rows))
    return 0


def _load() -> str:
    """Whether others were using the machine: wall times then say little, CPU and ratios somewhat more."""
    return f", load average {os.getloadavg()[1]:.1f}" if hasattr(os, "getloadavg") else ""


if __name__ == "__main__":
    sys.exit(main())
