"""The baseline of every interaction: choosing an option on the bare page, which only redraws itself."""

from __future__ import annotations

from pathlib import Path

from bench.load import Load, run_load
from bench.servers import bare_server
from bench.tab import Tab


def measure_bare(folder: Path, tab_count: int, seconds: float, think_seconds: float = 0) -> Load:
    with bare_server(folder) as server:
        return run_load(server, [""] * tab_count, Tab.open, choose_next, seconds=seconds, think_seconds=think_seconds)


async def choose_next(tab: Tab) -> bool:
    (radio,) = tab.find("radio")
    options = list(radio.element.options)
    chosen = getattr(tab, "chosen", -1) + 1
    tab.chosen = chosen
    await tab.choose(radio, string_value=options[chosen % len(options)])
    return bool(tab.find("radio"))
