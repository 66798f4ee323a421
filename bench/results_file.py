"""Everybody's results as a file: what the first and the next one cost a server just started, and its memory.

A process for each form, because neither what is kept nor the peak of memory can be forgotten: ``python -m
bench.results_file <database> <form>`` prints one JSON object.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from actions.reports.makers import MAKERS
from bench.process import peak_memory_mib
from bench.servers import ROOT
from bench.supervisor_probe import supervised
from bench.table import Row, absent

FORMS = {
    "xlsx": "XLSX of the whole organisation: all tables, and by name who has not finished",
    "csv": "CSV of the whole organisation: all tables",
}
_PROBE_SECONDS = 300


def measure_results_file(demo_dir: Path) -> list[Row]:
    """``demo_dir`` holds a seeded demo."""
    rows = []
    for form, what in FORMS.items():
        found = _probed(demo_dir / "netral.sqlite", form)
        if not found:
            return [absent("everybody's results as a file", "the demo has no supervisor with an assignment")]
        what += f", at {found['attempts']:,.0f} attempts"
        rows += [
            Row(f"{what}: first (CPU)", found["first"], "s", 15, "Moodle 4.3, not measured here", at_most=2),
            Row("the same, the next one (CPU)", found["next"], "s"),
            Row("the same, most memory of the process", found["memory"], "MiB", 1011, "Moodle 4.3, not measured here", at_most=300),
        ]  # fmt: skip
    return rows


def _probed(path: Path, form: str) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, "-m", "bench.results_file", str(path), form],
        cwd=ROOT, env=os.environ | {"OMP_NUM_THREADS": "1"}, capture_output=True, text=True, timeout=_PROBE_SECONDS,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(done.stderr[-600:])
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def probe(path: Path, form: str) -> dict[str, float | None]:
    """Seconds of CPU and MiB; empty where no supervisor has an assignment."""
    with supervised(path) as found:
        if found is None:
            return {}
        database, courseware, scope, assignment_id = found
        seconds = []
        for _ in range(2):
            begun = time.process_time()
            MAKERS[form].make(database, courseware, scope, assignment_id, scope.agency_id, now=datetime.now(UTC))
            seconds.append(time.process_time() - begun)
        with database.read() as connection:
            attempts = connection.execute("SELECT COUNT(*) FROM attempt").fetchone()[0]
        return {"attempts": attempts, "first": seconds[0], "next": seconds[1], "memory": peak_memory_mib()}


if __name__ == "__main__":
    print(json.dumps(probe(Path(sys.argv[1]), sys.argv[2])))
