"""What somebody waits with an empty cache on a slow telephone: Chromium with its network, and its CPU, slowed down."""

from __future__ import annotations

from statistics import median

from bench.fresh_page import fresh_page
from bench.table import Row, absent

DOWN_BITS, UP_BITS, DELAY_MS = 1_440_000, 675_000, 150
"""Slow 4G: bits a second, and the delay of every request."""
SLOWED = 4
"""How many times slower the telephone's processor is than this machine's."""
TRIES = 3
ITEM = ("/kuis?id=latihan-campuran", "learner", "[class*='st-key-jawab'] label")
CHART = ("/pemahaman", "supervisor", "[data-testid=stPlotlyChart] .main-svg")
BARE = ("/", "", "[data-testid=stRadio] label")
"""Address, role, and what must be on the screen for the page to be of use."""
_TIMEOUT_MS = 90_000


def stock_seconds(browser, origin: str) -> float:
    """The bare page as Streamlit ships it, on the slowed processor."""
    return _seconds(browser, origin, BARE, "", SLOWED)


def slow_rows(browser, origin: str, cookies: dict[str | None, str], stock: float) -> list[Row]:
    """The middle of three loads each; a server that has just drawn these pages answers."""
    from playwright.sync_api import TimeoutError

    rows = []
    for what, page_of, slowed, at_most in (
        ("until the quiz item can be answered", ITEM, 1, 5),
        (f"until the quiz item can be answered, CPU slowed {SLOWED} times", ITEM, SLOWED, 6.5),
        (f"until the supervisor's first chart, CPU slowed {SLOWED} times", CHART, SLOWED, 20),
    ):
        what = f"Slow 4G, empty cache: {what}"
        bare = (stock, "stock bare page, CPU slowed too") if slowed == SLOWED else (None, "")
        try:
            waited = median(_seconds(browser, origin, page_of, cookies[page_of[1]], slowed) for _ in range(TRIES))
        except TimeoutError:  # one page that does not come must not hide the others
            rows.append(absent(what, f"not within {_TIMEOUT_MS / 1000:.0f} s"))
        else:
            rows.append(Row(what, waited, "s", *bare, at_most=at_most))
    return rows


def _seconds(browser, origin: str, page_of: tuple[str, str, str], cookie: str, slowed: int) -> float:
    """From the call of the address to the moment at which the page is of use."""
    address, _, wanted = page_of
    with fresh_page(browser, origin, cookie) as (page, tools):
        tools.send(
            "Network.emulateNetworkConditions",
            {"offline": False, "latency": DELAY_MS, "downloadThroughput": DOWN_BITS / 8, "uploadThroughput": UP_BITS / 8},
        )  # fmt: skip
        tools.send("Emulation.setCPUThrottlingRate", {"rate": slowed})
        page.goto(origin + address, wait_until="commit", timeout=_TIMEOUT_MS)
        page.locator(wanted).first.wait_for(timeout=_TIMEOUT_MS)
        return page.evaluate("performance.now()") / 1000
