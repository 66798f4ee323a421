"""The heart of the site: what an answer costs the server, how many it can take, and how long a learner waits."""

from __future__ import annotations

import asyncio
import random
from pathlib import Path

from bench.bare_load import measure_bare
from bench.load import Act, Load, Prepare, run_load
from bench.process import IS_MEASURABLE, WHY_NOT
from bench.quiz_tab import answer_and_turn, choose_another, item_widgets, open_quiz, to_a_radio
from bench.school import build_school, cookie_of, learner_persona
from bench.servers import our_server
from bench.tab import Tab, visit
from bench.table import Row, absent
from store.database import Database

QUIZ = "prauji-dasar"
"""Twenty items of every kind, without a time limit."""
CLOSED_LOOP_LEARNERS = 50
THINKING_LEARNERS = 200
THINK_SECONDS = 10


def measure_answering(folder: Path, seconds: float) -> list[Row]:
    """Learners who answer as fast as the server lets them: this finds the cost and the ceiling."""
    if not IS_MEASURABLE:
        return [absent("CPU of a saved answer", WHY_NOT)]
    count = CLOSED_LOOP_LEARNERS
    before = measure_bare(folder / "answering-bare-1", count, seconds / 2)
    click = _measure(folder / "answering-click", count, _to_radio, choose_another, seconds)
    after = measure_bare(folder / "answering-bare-2", count, seconds / 2)
    page = _measure(folder / "answering-page", count, _to_radio, _refresh, seconds / 2)
    dice = random.Random(3)
    item = _measure(folder / "answering-item", count, _to_quiz, lambda tab: answer_and_turn(tab, dice), seconds)
    bare_cpu = (before.cpu_ms + after.cpu_ms) / (len(before.latencies_ms) + len(after.latencies_ms))
    bare_rate = (before.per_second + after.per_second) / 2
    bare = "bare radio page"
    return [
        Row(f"CPU of a saved answer (one click), {count} learners without pause", click.cpu_ms_each, "ms", bare_cpu, bare,
            at_most=7, ratio_at_most=1.3, note=click.trouble),
        Row(f"saved answers per second and process, {count} learners", click.per_second, "/s", bare_rate, bare),
        Row("time to the acknowledgement, p50, in that loop", click.percentile(0.5), "ms", before.percentile(0.5), bare),
        Row("CPU of a click, beside a full rerun of the same page", click.cpu_ms_each, "ms", page.cpu_ms_each,
            "our quiz page, nothing saved", note=page.trouble),
        Row("CPU of an item answered and the next one shown, all kinds", item.cpu_ms_each, "ms", note=item.trouble),
        Row("items answered per second and process", item.per_second, "/s"),
    ]  # fmt: skip


def measure_thinking(folder: Path, seconds: float) -> list[Row]:
    """Learners who read before they answer: what somebody waits on an ordinary busy day."""
    if not IS_MEASURABLE:
        return [absent("waiting of thinking learners", WHY_NOT)]
    count = THINKING_LEARNERS
    ours = _measure(folder / "thinking", count, _to_radio, choose_another, seconds, THINK_SECONDS)
    bare = measure_bare(folder / "thinking-bare", count, seconds, THINK_SECONDS)
    what = f"{count} learners thinking {THINK_SECONDS} s ({len(ours.latencies_ms)} answers): time to 'Tersimpan'"
    return [
        Row(f"{what}, p95", ours.percentile(0.95), "ms", bare.percentile(0.95), "bare radio page", at_most=100, note=ours.trouble),
        Row("the same, p50", ours.percentile(0.5), "ms", bare.percentile(0.5), "bare radio page"),
    ]  # fmt: skip


async def _refresh(tab: Tab) -> bool:
    await tab.rerun()
    return bool(item_widgets(tab))


async def _to_quiz(tab: Tab) -> None:
    await open_quiz(tab, QUIZ)


async def _to_radio(tab: Tab) -> None:
    await open_quiz(tab, QUIZ)
    await to_a_radio(tab)


def _measure(
    data_dir: Path, learner_count: int, prepare: Prepare, act: Act, seconds: float, think_seconds: float = 0
) -> Load:
    database = build_school(data_dir, learner_count)
    try:
        cookies = [cookie_of(database, learner_persona(i)) for i in range(learner_count)]
        with our_server(data_dir) as server:
            asyncio.run(visit(server.origin, cookies[0]))
            load = run_load(server, cookies, prepare, act, seconds=seconds, think_seconds=think_seconds)
        written = _response_count(database)
    finally:
        database.close()
    if act is not _refresh and written < len(load.latencies_ms):
        load.errors.append(f"{len(load.latencies_ms)} answers acknowledged, but only {written} are in the database")
    return load


def _response_count(database: Database) -> int:
    with database.read() as connection:
        return connection.execute("SELECT COUNT(*) FROM response").fetchone()[0]
