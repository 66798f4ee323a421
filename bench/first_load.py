"""What an empty browser cache costs: bytes, requests and waiting of each page's first load in headless Chromium."""

from __future__ import annotations

import asyncio
import os
import shutil
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from actions.signing_in.sign_in import demo_personas
from bench.fresh_page import fresh_page
from bench.quiz_tab import open_quiz
from bench.servers import our_server, stock_server
from bench.sign_in_client import sign_in
from bench.slow_load import CHART, slow_rows, stock_seconds
from bench.tab import Tab
from bench.table import Row, absent
from store.database import open_database

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIZ = "latihan-campuran"
PAGES = (
    ("sign-in page", "/masuk", None, 700),
    ("lesson page", "/materi?id=apa-itu-netralitas&bagian=yang-sering-keliru", "learner", 700),
    ("quiz page (an item)", f"/kuis?id={QUIZ}", "learner", 700),
    ("supervisor page (with its charts)", "/pemahaman", "supervisor", 1700),
)
"""Name, address, role, KiB allowed."""
SETTLE_MS = 1500
"""Without a request for so long, the page is taken as complete."""


@dataclass(frozen=True)
class Weight:
    kib: float
    requests: int


def measure_first_load(folder: Path, demo_dir: Path) -> list[Row]:
    """``demo_dir`` holds a seeded demo: without results the supervisor's page would draw no chart."""
    what = "first load, empty cache"
    browser_path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser_path is None:
        return [absent(what, f"no browser on PATH ({', '.join(BROWSERS)})")]
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        return [absent(what, "playwright is not installed")]

    rows = []
    with sync_playwright() as playwright:
        sandbox = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=browser_path, args=sandbox)
        try:
            with stock_server(folder / "stock") as server:
                stock = _weigh(browser, server.origin, "/", "")
                stock_waiting = stock_seconds(browser, server.origin)
            personas = _personas(demo_dir)
            with our_server(demo_dir) as server:
                cookies = {role: sign_in(server.origin, persona) for role, persona in personas.items()}
                cookies[None] = ""
                with ThreadPoolExecutor(1) as elsewhere:  # playwright's own event loop runs in this thread
                    elsewhere.submit(asyncio.run, _start_quiz(server.origin, cookies["learner"])).result()
                for name, address, role, allowed in PAGES:
                    weight = _weigh(browser, server.origin, address, cookies[role])
                    rows.append(
                        Row(
                            f"first load of the {name}, {weight.requests} requests",
                            weight.kib,
                            "KiB",
                            stock.kib,
                            f"stock bare page, {stock.requests} requests",
                            at_most=allowed,
                        )
                    )
                rows += slow_rows(browser, server.origin, cookies, stock_waiting)
        finally:
            browser.close()
    return rows


def _personas(demo_dir: Path) -> dict[str | None, str]:
    """Role -> the first persona listed with it."""
    database = open_database(demo_dir / "netral.sqlite")
    try:
        return {persona.role: persona.id for persona in reversed(demo_personas(database))}
    finally:
        database.close()


async def _start_quiz(origin: str, cookie: str) -> None:
    async with Tab(origin, cookie) as tab:
        await open_quiz(tab, QUIZ)


def _weigh(browser, origin: str, address: str, cookie: str) -> Weight:
    """Prefetched files count too: the browser does fetch them."""
    with fresh_page(browser, origin, cookie) as (page, network):
        received: list[float] = []
        network.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
        page.goto(origin + address, wait_until="load", timeout=60_000)
        if address != "/masuk":
            awaited = "[data-testid=stPlotlyChart]" if address == CHART[0] else "[data-testid=stApp]"
            page.wait_for_selector(awaited, timeout=60_000)  # a busy server is silent for a while before it draws
        _wait_until_quiet(page, received)
        return Weight(sum(received) / 1024, len(received))


def _wait_until_quiet(page, received: list[float]) -> None:
    known = -1
    for _ in range(15):
        if len(received) == known:
            return
        known = len(received)
        page.wait_for_timeout(SETTLE_MS)
