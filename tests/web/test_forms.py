"""Slow deeds: a few at a time, the rest in a queue that has an end, and other pages meanwhile."""

from __future__ import annotations

import asyncio
import threading
import time

import pytest

from people.signing_in.account_errors import ServerBusy
from web import forms
from web.forms import SlowDeeds


def test_only_a_few_run_at_once() -> None:
    running, most, lock = 0, 0, threading.Lock()

    def deed() -> None:
        nonlocal running, most
        with lock:
            running += 1
            most = max(most, running)
        time.sleep(0.01)
        with lock:
            running -= 1

    async def crowd() -> None:
        slow = SlowDeeds(at_once=3)
        await asyncio.gather(*(slow.run(deed) for _ in range(40)))

    asyncio.run(crowd())
    assert most == 3


def test_a_queue_that_is_too_long_asks_people_to_come_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forms, "MAX_WAITING", 5)
    gate = threading.Event()

    async def crowd() -> list[BaseException | None]:
        slow = SlowDeeds(at_once=1)
        tasks = []
        for _ in range(10):
            tasks.append(asyncio.create_task(slow.run(gate.wait, 10)))
            await asyncio.sleep(0.01)
        gate.set()
        return await asyncio.gather(*tasks, return_exceptions=True)

    ends = asyncio.run(crowd())
    assert sum(isinstance(end, ServerBusy) for end in ends) == 4
    assert ends.count(True) == 6


def test_what_a_deed_raises_comes_through() -> None:
    def deed() -> None:
        raise ValueError("x")

    with pytest.raises(ValueError, match="x"):
        asyncio.run(SlowDeeds().run(deed))
