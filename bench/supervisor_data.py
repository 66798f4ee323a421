"""The supervisor's and the authors' figures at the demo's attempts, at 150,000 and at a million: cold (a server just started, which reads sums
and fits the estimates) and warm (everything kept), when neither time nor memory must grow.

Attempts grow alone, and then together with the members of every agency (see ``bench/many_people.py``).
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from bench.many_people import many_people
from bench.servers import ROOT
from bench.table import Row, absent

_PROBE_SECONDS = 300
_FIGURES = (
    ("supervisor's overview, cold (CPU)", "overview cold", "ms", 1000),
    ("supervisor's overview, warm (CPU)", "overview", "ms", 200),
    ("most memory until the first overview", "overview memory", "MiB", 300),
    ("Tahapan: funnel (CPU)", "funnel", "ms", None),
    ("Petak: parts of two levels (CPU)", "parts", "ms", None),
    ("estimates per module, cold (CPU)", "modules cold", "ms", 2000),
    ("ten weakest objectives, cold (CPU)", "objectives cold", "ms", 2000),
    ("supervisor's item figures (CPU)", "items", "ms", 1000),
    ("Salah paham: wrong beliefs, cold (CPU)", "beliefs cold", "ms", None),
    ("Keyakinan: sure and wrong (CPU)", "sureness", "ms", None),
    ("Waktu: week by week (CPU)", "weeks", "ms", None),
    ("Waktu: what changed since October (CPU)", "changes", "ms", None),
    ("Waktu: October and today (CPU)", "then and now", "ms", None),
    ("Waktu: forgetting (CPU)", "forgetting", "ms", None),
    ("supervisor's growth, cold (CPU)", "growth cold", "ms", 5000),
    ("most memory until growth", "growth memory", "MiB", None),
    ("PDF for a head, cold (CPU)", "pdf cold", "ms", 5000),
    ("PDF, next agency (CPU)", "pdf next", "ms", 1000),
    ("most memory until the PDFs", "pdf memory", "MiB", None),
    ("authors' review of items, cold (CPU)", "review cold", "ms", 5000),
    ("most memory until the review of items", "review memory", "MiB", 300),
    ("fairness: groups (DIF) and verdicts, cold (CPU)", "fairness cold", "ms", 5000),
    ("fairness: both forms, cold (CPU)", "forms cold", "ms", 5000),
    ("most memory until fairness", "fairness memory", "MiB", 300),
)
"""What, its name in a probe, unit, and what is asked of it."""


def measure_supervisor_data(folder: Path, demo_dir: Path, sizes: tuple[int, ...]) -> list[Row]:
    """``demo_dir`` holds a seeded demo; ``sizes`` are attempts of larger databases, the largest last."""
    at_few = _measured(demo_dir, folder, 1, members=True)
    if not at_few:
        return [
            absent(
                "the supervisor's data",
                "the demo has no supervisor with an assignment, or no author with a finished quiz",
            )
        ]
    factors = [-(-size // int(at_few["attempts"])) for size in sizes]
    probes = [_measured(demo_dir, folder, factor, members=False) for factor in factors]
    with_members = _measured(demo_dir, folder, factors[-1], members=True)
    return [row for figure in _FIGURES for row in _rows(*figure, at_few, probes, with_members)]


def _rows(
    what: str,
    key: str,
    unit: str,
    at_most: float | None,
    at_few: dict[str, float],
    probes: list[dict[str, float]],
    with_members: dict[str, float],
) -> list[Row]:
    """Attempts must cost nothing, so more of them are held against the demo; more people may cost something."""
    few = f"at {at_few['attempts']:,.0f} attempts"
    more = f"{with_members['people']:,.0f} people and {with_members['attempts']:,.0f} attempts"
    return [
        Row(f"{what}, {few}", at_few[key], unit, at_most=at_most),
        *(
            Row(f"the same at {at['attempts']:,.0f} attempts", at[key], unit, at_few[key], few, at_most=at_most, ratio_at_most=1.5)
            for at in probes
        ),
        Row(f"the same at {more}", with_members[key], unit, at_few[key], few, at_most=at_most),
    ]  # fmt: skip


def _measured(demo_dir: Path, folder: Path, factor: int, *, members: bool) -> dict[str, float]:
    larger = folder / f"supervisor-{factor}-{members}"
    try:
        return _probed(many_people(demo_dir, larger, factor, members=members))
    finally:
        shutil.rmtree(larger)


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
