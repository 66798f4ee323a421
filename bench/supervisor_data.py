"""The supervisor's figures at some thousand attempts and at a million: cold (a server just started, which reads first
attempts and fits the estimates) and warm (everything kept), when the time must not grow.

The large database is a copy of the demo in which every attempt stands many times over, each copy with a person of its own,
and every rollup count is multiplied to match. It has no further answers: nothing a supervisor opens may read them (and they
would take 2 GB).
"""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from actions import growth, item_report, supervise, supervision
from actions.courseware import Courseware, load_courseware
from actions.sign_in import demo_personas, find_viewer, open_session
from bench.servers import ROOT
from bench.table import Row, absent
from people.access import Scope
from store.database import Database, open_database

_QUICKEST_OF = 5
_COPIES = "(WITH RECURSIVE n(value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM n WHERE value < :copies) SELECT value FROM n) AS copy"
_COUNTS = {
    "rollup_progress": ("started", "finished", "passed"),
    "rollup_indicator": ("learners", "answers", "mean_micro_sum", "mean_micro_square_sum"),
    "rollup_response": ("learners", "mark_micro_sum"),
}


def measure_supervisor_data(folder: Path, demo_dir: Path, many: int) -> list[Row]:
    """``demo_dir`` holds a seeded demo; ``many`` is the size of the large database."""
    courseware = load_courseware(ROOT / "content", ROOT / "quizzes")
    small = open_database(demo_dir / "netral.sqlite")
    try:
        here = _find_supervised(small, courseware)
        if here is None:
            return [absent("the supervisor's data", "the demo has no supervisor with an assignment")]
        few = _attempt_count(small)
        at_few = _times(small, courseware, *here)
    finally:
        small.close()  # the last connection leaves everything in the one file
    large = _multiplied(demo_dir, folder / "many", -(-many // few))
    try:
        reached = _attempt_count(large)
        at_many = _times(large, courseware, *here)
    finally:
        large.close()
    return [
        *(
            Row(f"{name} at {count:,} attempts", times[name], "ms", at_most=allowed)
            for name, limits in (("supervisor's overview, cold (CPU)", (1000, 5000)), ("supervisor's growth, cold (CPU)", (1000, 5000)))
            for count, times, allowed in zip((few, reached), (at_few, at_many), limits, strict=True)
        ),
        *(
            Row(f"{name} at {reached:,} attempts", at_many[name], "ms", at_few[name], f"at {few:,} attempts", at_most=allowed, ratio_at_most=1.5)
            for name, allowed in (("supervisor's overview, warm", 200), ("supervisor's item figures", 1000))
        ),
    ]  # fmt: skip


def _find_supervised(database: Database, courseware: Courseware) -> tuple[Scope, str] | None:
    """The supervisor who sees most, and the first assignment of theirs."""
    found = []
    now = datetime.now(UTC)
    for persona in demo_personas(database):
        viewer = find_viewer(database, open_session(database, persona.id, now), now)
        if viewer is not None and viewer.role == "supervisor":
            scope = supervision.scope_of(database, viewer, now.date())
            assignments = supervise.assignments_in(database, courseware, scope)
            if assignments:
                found.append((scope, assignments[0].id))
    return min(found, key=lambda pair: len(pair[0].agency_path), default=None)


def _times(database: Database, courseware: Courseware, scope: Scope, assignment_id: str) -> dict[str, float]:
    arguments = (database, courseware, scope, assignment_id, scope.agency_id)
    now = datetime.now(UTC)
    return {
        "supervisor's overview, cold (CPU)": _cpu_ms(lambda: supervise.overview(*arguments, now=now)),
        "supervisor's growth, cold (CPU)": _cpu_ms(lambda: growth.growths(*arguments, "", now=now)),
        "supervisor's overview, warm": _quickest_ms(lambda: supervise.overview(*arguments, now=now)),
        "supervisor's item figures": _quickest_ms(lambda: item_report.item_views(*arguments)),
    }


def _quickest_ms(work: Callable[[], object]) -> float:
    return min(_ms(work) for _ in range(_QUICKEST_OF))


def _cpu_ms(work: Callable[[], object]) -> float:
    """Once only: what is kept afterwards cannot be forgotten."""
    begun = time.process_time()
    work()
    return (time.process_time() - begun) * 1000


def _ms(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000


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
