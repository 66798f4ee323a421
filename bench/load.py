"""Many tabs at once against one server: how many interactions, how long each took, what CPU they cost."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

from bench.process import cpu_ms
from bench.servers import Server
from bench.tab import Tab

MAX_TABS = 300
MAX_SECONDS = 60

Prepare = Callable[[Tab], Awaitable[None]]
Act = Callable[[Tab], Awaitable[bool]]
"""One interaction; True when the server acknowledged it."""


@dataclass
class Load:
    """Counts and times are those of the measured seconds only."""

    seconds: float
    cpu_ms: float = 0.0
    latencies_ms: list[float] = field(default_factory=list)
    refused: int = 0
    errors: list[str] = field(default_factory=list)

    @property
    def per_second(self) -> float:
        return len(self.latencies_ms) / self.seconds

    @property
    def cpu_ms_each(self) -> float | None:
        return self.cpu_ms / len(self.latencies_ms) if self.latencies_ms else None

    def percentile(self, share: float) -> float | None:
        ordered = sorted(self.latencies_ms)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else None

    @property
    def trouble(self) -> str:
        parts = [f"{self.refused} not acknowledged"] if self.refused else []
        parts += [f"{len(self.errors)} tabs failed, first: {self.errors[0]}"] if self.errors else []
        return "; ".join(parts)


def run_load(
    server: Server, cookies: Sequence[str], prepare: Prepare, act: Act, *, seconds: float, think_seconds: float = 0
) -> Load:
    """One tab per cookie. ``think_seconds`` is the mean of an exponential pause before each interaction."""
    if len(cookies) > MAX_TABS or seconds > MAX_SECONDS:
        raise ValueError(f"at most {MAX_TABS} tabs and {MAX_SECONDS} s")
    return asyncio.run(_run(server, cookies, prepare, act, seconds, think_seconds))


async def _run(
    server: Server, cookies: Sequence[str], prepare: Prepare, act: Act, seconds: float, think_seconds: float
) -> Load:
    load = Load(seconds)
    tabs = [Tab(server.origin, cookie) for cookie in cookies]
    ready = await asyncio.gather(*(_prepared(tab, prepare, load) for tab in tabs))
    begun = time.perf_counter()
    cpu_before = cpu_ms(server.pid)
    until = begun + seconds
    work = [
        asyncio.create_task(_act_until(until, tab, act, load, think_seconds, random.Random(number)))
        for number, (tab, is_ready) in enumerate(zip(tabs, ready, strict=True))
        if is_ready
    ]
    await asyncio.sleep(seconds)
    load.cpu_ms = cpu_ms(server.pid) - cpu_before
    if work:
        await asyncio.wait(work)
    await asyncio.gather(*(tab.__aexit__() for tab, is_ready in zip(tabs, ready, strict=True) if is_ready))
    return load


async def _prepared(tab: Tab, prepare: Prepare, load: Load) -> bool:
    try:
        await tab.__aenter__()
        await prepare(tab)
    except Exception as error:  # a refused tab is a result
        load.errors.append(f"{type(error).__name__}: {error}"[:300])
        return False
    return True


async def _act_until(until: float, tab: Tab, act: Act, load: Load, think_seconds: float, dice: random.Random) -> None:
    while True:
        if think_seconds:
            await asyncio.sleep(min(dice.expovariate(1 / think_seconds), max(0, until - time.perf_counter())))
        sent = time.perf_counter()
        if sent >= until:
            return
        try:
            is_acknowledged = await act(tab)
        except Exception as error:
            load.errors.append(f"{type(error).__name__}: {error}"[:300])
            return
        received = time.perf_counter()
        if received > until:
            return
        if is_acknowledged:
            load.latencies_ms.append((received - sent) * 1000)
        else:
            load.refused += 1
