"""What a visitor does in the browser, in the visitor's words."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeout

RINA = "PNS, belum mulai"
YOHANA = "Guru PPPK, di tengah kursus"
NENGAH = "Perangkat desa, siap pascauji"
DIMAS = "PNS, sudah selesai"
PROVINCE = "Penyelia provinsi"
AGENCY = "Penyelia dinas"
AUTHOR = "Penyusun materi"

PATIENCE_MS = 60_000
"""How long a thing may take before a test gives it up: many tests and servers may share two cores."""
PHONE, DESKTOP = {"width": 360, "height": 800}, {"width": 1280, "height": 800}
QUIET_FRAMES = 8
WATCH = Path(__file__).with_name("at_rest.js")

SAVED = re.compile(r"(T|; t)ersimpan \d\d\.\d\d\.\d\d")


def context_of(browser: Browser, size: dict[str, int], scheme: str = "light", touch: bool = False) -> BrowserContext:
    """A browser of somebody's own, in which :func:`come_to_rest` can be asked."""
    context = browser.new_context(viewport=size, locale="id-ID", color_scheme=scheme, has_touch=touch)  # type: ignore[arg-type]
    context.set_default_timeout(PATIENCE_MS)
    context.add_init_script(path=WATCH)
    return context


def sign_in(page: Page, url: str, title: str) -> None:
    page.goto(f"{url}/masuk")
    page.locator("form").filter(has_text=title).get_by_role("button").click()
    settle(page)


def settle(page: Page) -> None:
    """Wait until the page has been drawn and the script has come to rest."""
    page.locator("h1, h2").first.wait_for()
    come_to_rest(page)


def come_to_rest(page: Page) -> None:
    """Wait until nothing has happened on the page for ``QUIET_FRAMES`` on end (``at_rest.js`` says what counts).

    One look is not enough: between two runs a page looks at rest.
    """
    page.wait_for_function("frames => netralRest.frames >= frames", arg=QUIET_FRAMES)


def open_page(page: Page, url: str, path: str) -> None:
    page.goto(f"{url}/{path}")
    settle(page)


def start_quiz(page: Page, url: str, quiz_id: str) -> None:
    open_page(page, url, f"kuis?id={quiz_id}")
    page.get_by_role("button", name="Mulai", exact=True).click()
    expect(page.get_by_role("heading", name=re.compile(r"^Soal 1 dari"))).to_be_visible()
    settle(page)


def widgets(page: Page) -> Locator:
    """The answer's own widgets: their keys start with ``jawab``."""
    return page.locator('[class*="st-key-jawab"]')


def answer_item(page: Page, choice: int = 0) -> str:
    """Answer whatever kind of item is shown and return the acknowledgement."""
    widgets(page).first.locator("input, button").first.wait_for(state="attached")
    first = widgets(page).first
    radios, selects = first.locator("[data-testid=stRadioOption]"), first.get_by_role("combobox")
    if radios.count():
        choose(radios.nth(choice))
    elif selects.count():
        open_list(selects.first)
        page.get_by_role("option").nth(choice).click()
    elif first.locator("input[type=checkbox]").count():
        first.locator("label").first.click()
    else:
        first.get_by_role("radio").nth(choice).click()
    return acknowledgement(page)


def choose(radio: Locator) -> None:
    """As a person would: once it is in sight and the page stands still."""
    radio.scroll_into_view_if_needed()
    come_to_rest(radio.page)
    radio.click()
    expect(radio.locator("input")).to_be_checked()


def open_list(select: Locator) -> None:
    """As a person would: press again where the list did not open."""
    select.scroll_into_view_if_needed()
    come_to_rest(select.page)
    for _ in range(3):
        select.click()
        with suppress(PlaywrightTimeout):
            select.page.get_by_role("option").first.wait_for(timeout=5_000)
            return
    raise AssertionError("the list of choices does not open")


def acknowledgement(page: Page) -> str:
    status = page.locator("p[role=status]").filter(has_text=SAVED).first
    status.wait_for()
    return status.inner_text()


def turn_to(page: Page, position: int, count: int) -> None:
    """Go forward to the item at ``position`` (from 0)."""
    page.get_by_role("button", name="Berikutnya").click()
    expect(page.get_by_role("heading", name=f"Soal {position + 1} dari {count}")).to_be_visible()
    settle(page)
