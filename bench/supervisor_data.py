"""The supervisor's and the authors' figures at the demo's attempts, at 150,000 and at a million: cold (a server just started, which reads sums
and fits the estimates) and warm (everything kept), when neither time nor memory must grow.

The larger databases are copies of the demo in which every attempt stands many times over, each copy with a person of its
own, and every rollup count is multiplied to match. They have no further answers: nothing a supervisor or an author opens may read them (and
they would take 2 GB).
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from bench.servers import ROOT
from bench.table import Row, absent
from store.database import Database, open_database

_PROBE_SECONDS = 300
_COPIES = "(WITH RECURSIVE n(value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM n WHERE value < :copies) SELECT value FROM n) AS copy"
_COUNTS = {
    "rollup_progress": ("started", "finished", "passed"),
    "rollup_indicator": ("learners", "answers", "mean_micro_sum", "mean_micro_square_sum"),
    "rollup_response": ("learners", "mark_micro_sum"),
    "rollup_pair": ("learners",),
    "rollup_item_answer": ("learners", "rest_micro_sum", "rest_micro_square_sum"),
    "rollup_paper": ("learners",),
}


def measure_supervisor_data(folder: Path, demo_dir: Path, sizes: tuple[int, ...]) -> list[Row]:
    """``demo_dir`` holds a seeded demo; ``sizes`` are attempts of larger databases, the largest last."""
    small = open_database(demo_dir / "netral.sqlite")
    few = _attempt_count(small)
    small.close()  # the last connection leaves everything in the one file
    at_few = _probed(demo_dir / "netral.sqlite")
    if not at_few:
        return [
            absent(
                "the supervisor's data",
                "the demo has no supervisor with an assignment, or no author with a finished quiz",
            )
        ]
    probes = []
    for size in sizes:
        larger = folder / f"supervisor-{size}"
        _multiplied(demo_dir, larger, -(-size // few)).close()
        probes.append(_probed(larger / "netral.sqlite"))
        shutil.rmtree(larger)
    return [
        row
        for what, key, unit, at_most in (
            ("supervisor's overview, cold (CPU)", "overview cold", "ms", 1000),
            ("supervisor's overview, warm", "overview", "ms", 200),
            ("most memory until the first overview", "overview memory", "MiB", 300),
            ("estimates per module, cold (CPU)", "modules cold", "ms", 2000),
            ("ten weakest objectives, cold (CPU)", "objectives cold", "ms", 2000),
            ("supervisor's item figures", "items", "ms", 1000),
            ("supervisor's growth, cold (CPU)", "growth cold", "ms", 5000),
            ("most memory until growth", "growth memory", "MiB", None),
            ("PDF for a head, cold (CPU)", "pdf cold", "ms", 5000),
            ("PDF, next agency (CPU)", "pdf next", "ms", 1000),
            ("authors' review of items, cold (CPU)", "review cold", "ms", 5000),
            ("most memory until the review of items", "review memory", "MiB", 300),
            ("fairness: groups (DIF) and verdicts, cold (CPU)", "fairness cold", "ms", 5000),
            ("fairness: both forms, cold (CPU)", "forms cold", "ms", 5000),
            ("most memory until fairness", "fairness memory", "MiB", 300),
        )
        for row in _rows(what, key, unit, at_most, at_few, probes)
    ]


def _rows(
    what: str,
    key: str,
    unit: str,
    at_most: float | None,
    at_few: dict[str, float],
    probes: list[dict[str, float]],
) -> list[Row]:
    few = f"at {at_few['attempts']:,.0f} attempts"
    return [
        Row(f"{what}, {few}", at_few[key], unit, at_most=at_most),
        *(
            Row(f"the same at {at['attempts']:,.0f} attempts", at[key], unit, at_few[key], few, at_most=at_most, ratio_at_most=1.5)
            for at in probes
        ),
    ]  # fmt: skip


def _probed(path: Path) -> dict[str, float]:
    """Both probes, each a process of its own; empty where the demo lacks what one of them needs."""
    of_supervisor, of_authors = (_run(module, path) for module in ("bench.supervisor_probe", "bench.authors_probe"))
    return of_supervisor | of_authors if of_supervisor and of_authors else {}


def _run(module: str, path: Path) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, "-m", module, str(path)],
        cwd=ROOT, env=os.environ | {"OMP_NUM_THREADS": "1"}, capture_output=True, text=True, timeout=_PROBE_SECONDS,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(done.stderr[-600:])
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def _multiplied(demo_dir: Path, target_dir: Path, factor: int) -> Database:
    """Copies of an attempt get persons of their own, members of nothing, and ids that end by chance as all ids do."""
    target_dir.mkdir(parents=True)
    shutil.copyfile(demo_dir / "netral.sqlite", target_dir / "netral.sqlite")
    database = open_database(target_dir / "netral.sqlite")
    with database.write() as connection:
        copies = {"copies": factor - 1}
        connection.execute(
            f"INSERT INTO person (id, name, origin) SELECT person.id || '-' || copy.value, name, origin FROM person, {_COPIES} "
            "ORDER BY 1",
            copies,
        )
        connection.execute(
            "INSERT INTO attempt SELECT substr(attempt.id, 1, 14) || lower(hex(randomblob(6))), person_id || '-' || copy.value, assignment_id, quiz_id, "
            "quiz_version, number, agency_id, employment, paper, started_at, deadline_at, state, closed_at, score, passed, marks "
            f"FROM attempt, {_COPIES} WHERE state <> 'open' ORDER BY 1",
            copies,
        )
        for table, columns in _COUNTS.items():
            changes = ", ".join(f"{column} = {column} * {factor}" for column in columns)
            connection.execute(f"UPDATE {table} SET {changes}")
        of_seats = connection.execute("SELECT learners, mark_micro_sums, rowid FROM rollup_seat").fetchall()
        for *texts, place in of_seats:
            many = [json.dumps([count * factor for count in json.loads(text)]) for text in texts]
            connection.execute(
                "UPDATE rollup_seat SET learners = ?, mark_micro_sums = ? WHERE rowid = ?", [*many, place]
            )
    return database


def _attempt_count(database: Database) -> int:
    with database.read() as connection:
        return connection.execute("SELECT COUNT(*) FROM attempt").fetchone()[0]
