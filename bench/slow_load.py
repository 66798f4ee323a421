"""What somebody waits with an empty cache on a slow telephone: Chromium with its network, and its CPU, slowed down."""

from __future__ import annotations

from statistics import median

from bench.table import Row

DOWN_BITS, UP_BITS, DELAY_MS = 1_440_000, 675_000, 150
"""Slow 4G: bits a second, and the delay of every request."""
SLOWED = 4
"""How many times slower the telephone's processor is than this machine's."""
TRIES = 3
ITEM = ("/kuis?id=latihan-campuran", "learner", "[class*='st-key-jawab'] label")
CHART = ("/pemahaman", "supervisor", "[data-testid=stPlotlyChart] .main-svg")
BARE = ("/", "", "[data-testid=stRadio] label")
"""Address, role, and what must be on the screen for the page to be of use."""
_TIMEOUT_MS = 180_000


def stock_seconds(browser, origin: str) -> float:
    """The bare page as Streamlit ships it, on the slowed processor."""
    return _seconds(browser, origin, BARE, "", SLOWED)


def slow_rows(browser, origin: str, cookies: dict[str | None, str], stock: float) -> list[Row]:
    """The middle of three loads each; a server that has just drawn these pages answers."""
    bare = "stock bare page, CPU slowed as well"

    def waited(page: tuple[str, str, str], slowed: int) -> float:
        return median(_seconds(browser, origin, page, cookies[page[1]], slowed) for _ in range(TRIES))

    return [
        Row("Slow 4G, empty cache: until the quiz item can be answered", waited(ITEM, 1), "s", at_most=5),
        Row(f"the same with the CPU slowed {SLOWED} times", waited(ITEM, SLOWED), "s", stock, bare, at_most=6.5),
        Row(f"Slow 4G, CPU slowed {SLOWED} times: until the supervisor's first chart", waited(CHART, SLOWED), "s", stock, bare, at_most=20),
    ]  # fmt: skip


def _seconds(browser, origin: str, page_of: tuple[str, str, str], cookie: str, slowed: int) -> float:
    """From the call of the address to the moment at which the page is of use."""
    address, _, wanted = page_of
    context = browser.new_context(viewport={"width": 360, "height": 640})
    try:
        if cookie:
            name, _, value = cookie.partition("=")
            context.add_cookies([{"name": name, "value": value, "url": origin}])
        page = context.new_page()
        tools = context.new_cdp_session(page)
        tools.send("Network.enable")
        tools.send(
            "Network.emulateNetworkConditions",
            {"offline": False, "latency": DELAY_MS, "downloadThroughput": DOWN_BITS / 8, "uploadThroughput": UP_BITS / 8},
        )  # fmt: skip
        tools.send("Emulation.setCPUThrottlingRate", {"rate": slowed})
        page.goto(origin + address, wait_until="commit", timeout=_TIMEOUT_MS)
        page.locator(wanted).first.wait_for(timeout=_TIMEOUT_MS)
        return page.evaluate("performance.now()") / 1000
    finally:
        context.close()
