"""What a visitor does in the browser, in the visitor's words."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

RINA = "PNS, belum mulai"
YOHANA = "Guru PPPK, di tengah kursus"
NENGAH = "Perangkat desa, siap pascauji"
DIMAS = "PNS, sudah selesai"
PROVINCE = "Penyelia provinsi"
AGENCY = "Penyelia dinas"
AUTHOR = "Penyusun materi"

QUIET_MS = 200

SAVED = re.compile(r"(T|; t)ersimpan \d\d\.\d\d\.\d\d")


def sign_in(page: Page, url: str, title: str) -> None:
    page.goto(f"{url}/masuk")
    page.locator("form").filter(has_text=title).get_by_role("button").click()
    settle(page)


def settle(page: Page) -> None:
    """Wait until the page has been drawn and the script has come to rest."""
    page.locator("h1, h2").first.wait_for()
    come_to_rest(page)


def come_to_rest(page: Page) -> None:
    """No script runs, no element is greyed out or still fading, no font is awaited: and so for ``QUIET_MS`` on end.

    One look is not enough: between a press and the run it asks for, and between two runs, a page looks at rest.
    """
    page.evaluate("() => { window.quietSince = performance.now() }")
    page.wait_for_function(
        """(quiet) => {
            const fades = animation => animation.playState === 'running'
                && animation.effect.getComputedTiming().endTime !== Infinity;
            const busy = document.querySelector('[data-testid=stApp][data-test-script-state=running], [data-stale=true]')
                || document.fonts.status !== 'loaded' || document.getAnimations().some(fades);
            if (busy) window.quietSince = performance.now();
            return performance.now() - window.quietSince >= quiet;
        }""",
        arg=QUIET_MS,
    )


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
        selects.first.click()
        page.get_by_role("option").nth(choice).click()
    elif first.locator("input[type=checkbox]").count():
        first.locator("label").first.click()
    else:
        first.get_by_role("radio").nth(choice).click()
    return acknowledgement(page)


def choose(radio: Locator) -> None:
    """As a person would: press, look, and press again if the page moved under the finger."""
    for _ in range(3):
        radio.click()
        try:
            expect(radio.locator("input")).to_be_checked(timeout=2_000)
            return
        except AssertionError:
            continue
    raise AssertionError("the choice never became checked")


def acknowledgement(page: Page) -> str:
    status = page.locator("p[role=status]").filter(has_text=SAVED).first
    status.wait_for()
    return status.inner_text()


def turn_to(page: Page, position: int, count: int) -> None:
    """Go forward to the item at ``position`` (from 0)."""
    page.get_by_role("button", name="Berikutnya").click()
    expect(page.get_by_role("heading", name=f"Soal {position + 1} dari {count}")).to_be_visible()
    settle(page)
