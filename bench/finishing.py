"""How many whole attempts a process can take: learners who start, answer twenty items of all kinds, hand in, and make room
for the next, as fast as the server lets them."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Iterator
from pathlib import Path

from bench.answering import QUIZ
from bench.process import IS_MEASURABLE, WHY_NOT, cpu_ms
from bench.quiz_tab import answer_item, hand_in, open_quiz, turn_page
from bench.school import build_school, cookie_of, learner_persona
from bench.servers import Server, our_server
from bench.tab import Tab, visit
from bench.table import Row, absent

TABS = 10
ITEMS = 20
MOST_PER_SECOND = 20
"""So many learners are there to begin; nobody takes the same quiz twice."""


def measure_finishing(folder: Path, seconds: float) -> list[Row]:
    if not IS_MEASURABLE:
        return [absent("attempts finished per minute", WHY_NOT)]
    count = int(MOST_PER_SECOND * seconds)
    database = build_school(folder / "finishing", count)
    try:
        cookies = [cookie_of(database, learner_persona(i)) for i in range(count)]
        with our_server(folder / "finishing") as server:
            asyncio.run(visit(server.origin, cookies[-1]))
            before = cpu_ms(server.pid)
            finished = asyncio.run(_finished(server, iter(cookies), seconds))
            cpu = cpu_ms(server.pid) - before
        with database.read() as connection:
            stored = connection.execute("SELECT COUNT(*) FROM attempt WHERE state = 'submitted'").fetchone()[0]
            answered = connection.execute(
                "SELECT COUNT(DISTINCT attempt_id || ' ' || position) FROM response"
            ).fetchone()[0]
    finally:
        database.close()
    if len(finished) < 2:
        return [absent("attempts finished per minute", f"only {len(finished)} finished in {seconds} s")]
    # From the first one on: until then nobody could have finished.
    per_minute = 60 * (len(finished) - 1) / (seconds - finished[0])
    note = "" if stored >= len(finished) else f"{len(finished)} shown as handed in, {stored} in the database"
    return [
        Row(f"attempts finished per minute and process, {TABS} learners without pause", per_minute, "/min", 38,
            "Moodle 4.3, not measured here", at_least=600, note=note),
        Row("CPU of an attempt there: open, 20 items of all kinds, hand in, result", cpu * ITEMS / answered, "ms"),
    ]  # fmt: skip


async def _finished(server: Server, cookies: Iterator[str], seconds: float) -> list[float]:
    """The seconds at which attempts were handed in, in order."""
    begun = time.perf_counter()
    moments: list[float] = []
    await asyncio.gather(*(_learners(server, cookies, number, begun, seconds, moments) for number in range(TABS)))
    return sorted(moments)


async def _learners(
    server: Server, cookies: Iterator[str], number: int, begun: float, seconds: float, moments: list[float]
) -> None:
    """One seat: one learner after another, until the time is over."""
    dice = random.Random(number)
    for cookie in cookies:
        async with Tab(server.origin, cookie) as tab:
            await open_quiz(tab, QUIZ)
            for item in range(ITEMS):
                if time.perf_counter() - begun > seconds:
                    return
                if not await answer_item(tab, dice):
                    raise RuntimeError(f"not acknowledged:\n{tab.text()[:1500]}")
                if item < ITEMS - 1:
                    await turn_page(tab)
            await hand_in(tab)
        if time.perf_counter() - begun <= seconds:
            moments.append(time.perf_counter() - begun)
