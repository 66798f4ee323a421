"""How long the demo takes to appear: ``cli.py seed-demo`` into an empty folder."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from pathlib import Path

from bench.servers import ROOT
from bench.table import Row, absent
from store.database import open_database

MAX_SECONDS = 240


def seed_demo(data_dir: Path) -> list[Row]:
    """Leaves the demo in ``data_dir`` for measurements that need it."""
    data_dir.mkdir(parents=True, exist_ok=True)
    begun, cpu_begun = time.perf_counter(), _children_cpu_seconds()
    try:
        done = subprocess.run(
            [sys.executable, "cli.py", "seed-demo"],
            cwd=ROOT,
            env={**os.environ, "NETRAL_DATA_DIR": str(data_dir)},
            capture_output=True,
            text=True,
            timeout=MAX_SECONDS,
        )
    except subprocess.TimeoutExpired:
        return [absent("seeding the demo", f"not finished after {MAX_SECONDS} s")]
    seconds, cpu_seconds = time.perf_counter() - begun, _children_cpu_seconds() - cpu_begun
    if done.returncode != 0:
        return [absent("seeding the demo", f"failed: {done.stderr.strip()[-200:]}")]
    database = open_database(data_dir / "netral.sqlite")
    try:
        with database.read() as connection:
            attempts = connection.execute("SELECT COUNT(*) FROM attempt").fetchone()[0]
            answers = connection.execute("SELECT COUNT(*) FROM response").fetchone()[0]
    finally:
        database.close()
    return [
        Row(f"seeding the demo: {attempts:,} attempts, {answers:,} answers", seconds, "s"),
        Row("of which CPU", cpu_seconds, "s"),
        Row("attempts seeded per second", attempts / seconds, "/s"),
    ]


def _children_cpu_seconds() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime
