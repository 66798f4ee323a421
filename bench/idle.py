"""Memory of a learner who has a page open and does nothing: growth of resident memory over many such tabs."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path

from bench.process import resident_kib
from bench.school import build_school, cookie_of, learner_persona
from bench.servers import Server, bare_server, our_server
from bench.tab import Tab
from bench.table import Row

WARM_UP_TABS = 20
"""Opened and kept before the first reading, so that what a process holds once is not shared out over the tabs."""


def measure_idle(folder: Path, tab_count: int) -> list[Row]:
    database = build_school(folder / "idle", WARM_UP_TABS + tab_count)
    cookies = [cookie_of(database, learner_persona(i)) for i in range(WARM_UP_TABS + tab_count)]
    database.close()
    with our_server(folder / "idle") as server:
        ours = asyncio.run(_kib_per_tab(server, cookies))
    with bare_server(folder / "idle-bare") as server:
        bare = asyncio.run(_kib_per_tab(server, [""] * len(cookies)))
    return [Row(f"memory per idle session ({tab_count} open home pages)", ours, "KiB", bare, "bare page")]


async def _kib_per_tab(server: Server, cookies: Sequence[str]) -> float:
    tabs = [Tab(server.origin, cookie) for cookie in cookies]
    try:
        await _open_all(tabs[:WARM_UP_TABS])
        before = resident_kib(server.pid)
        await _open_all(tabs[WARM_UP_TABS:])
        return (resident_kib(server.pid) - before) / (len(cookies) - WARM_UP_TABS)
    finally:
        await asyncio.gather(*(tab.__aexit__() for tab in tabs), return_exceptions=True)


async def _open_all(tabs: Sequence[Tab]) -> None:
    """One after another: a burst would measure the threads of the burst."""
    for tab in tabs:
        await tab.__aenter__()
        await tab.open()
