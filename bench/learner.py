"""CPU of one whole learner: sign in, read a lesson, answer twenty items, see the result."""

from __future__ import annotations

import asyncio
import random
from pathlib import Path

from bench.process import IS_MEASURABLE, WHY_NOT, cpu_ms
from bench.quiz_tab import answer_item, begin, hand_in, turn_page
from bench.school import build_school, learner_persona
from bench.servers import our_server
from bench.sign_in_client import sign_in
from bench.tab import Shown, Tab, visit
from bench.table import Row, absent

LESSON = "apa-itu-netralitas"
QUIZ = "prauji-dasar"
_MOST_SECTIONS = 30


def measure_learner(folder: Path, learner_count: int) -> list[Row]:
    if not IS_MEASURABLE:
        return [absent("CPU of a whole learner", WHY_NOT)]
    build_school(folder / "learner", learner_count + 1).close()
    with our_server(folder / "learner") as server:
        asyncio.run(visit(server.origin, sign_in(server.origin, learner_persona(0))))
        lesson = quiz = 0.0
        for number in range(1, learner_count + 1):
            before = cpu_ms(server.pid)
            cookie = sign_in(server.origin, learner_persona(number))
            between, sections = asyncio.run(_learn(server.origin, cookie, server.pid, random.Random(number)))
            lesson += between - before
            quiz += cpu_ms(server.pid) - between
    what = "CPU of a whole learner: sign-in, lesson, 20 answers, result"
    return [
        Row(what, (lesson + quiz) / learner_count, "ms", 2985, "Moodle 4.3, not measured here", at_most=200),
        Row(f"of which sign-in, home page and a lesson of {sections} sections", lesson / learner_count, "ms"),
        Row("of which the quiz: 20 items of all kinds, submit, result", quiz / learner_count, "ms"),
    ]


async def _learn(origin: str, cookie: str, pid: int, dice: random.Random) -> tuple[float, int]:
    """The server's CPU when the lesson was read, and how many sections it had."""
    async with Tab(origin, cookie) as tab:
        await tab.open()
        sections = await _read_lesson(tab)
        between = cpu_ms(pid)
        await tab.go("kuis", f"id={QUIZ}")
        await begin(tab)
        for number in range(20):
            if not await answer_item(tab, dice):
                raise RuntimeError(f"not acknowledged:\n{tab.text()[:1500]}")
            if number < 19:
                await turn_page(tab)
        await hand_in(tab)
        if not tab.says("Hasil"):
            raise RuntimeError(f"no result:\n{tab.text()[:1500]}")
        return between, sections


async def _read_lesson(tab: Tab) -> int:
    """From the cover to the end with the buttons a reader presses; checks are answered, then passed."""
    await tab.go("materi", f"id={LESSON}")
    start = next(s for s in tab.find("page_link") if "bagian=" in str(s.element))
    await tab.go("materi", _query_of(start))
    for section in range(1, _MOST_SECTIONS):
        for radio in tab.find("radio"):
            await tab.choose(radio, string_value=radio.element.options[0])
        answer = tab.find_button("Periksa", "Jawab", "Lihat pembahasan", "Tampilkan")
        if answer:
            await tab.press(answer)
        forward = tab.find_button("Berikutnya", "Selesai", "Lewati")
        if forward is None:
            raise RuntimeError(f"no way on in section {section}:\n{tab.text()[:1500]}")
        is_last = "Selesai" in forward.element.label
        await tab.press(forward)
        if is_last:
            return section
    raise RuntimeError("the lesson does not end")


def _query_of(link: Shown) -> str:
    return link.element.query_string.removeprefix("?")
