"""The whole way from sign-in to a result with the keyboard alone; the focus is always to be seen."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser import visitor
from tests.browser.running_site import RunningSite

FOCUSED = """() => { const e = document.activeElement; const s = getComputedStyle(e);
  return {tag: e.tagName, type: e.type || '', role: e.getAttribute('role') || '',
          text: (e.innerText || e.getAttribute('aria-label') || '').trim(),
          ours: !!e.closest('[class*="st-key-jawab"]')} }"""


def tab_to(page: Page, wanted, limit: int = 120) -> dict:
    """Press Tab until the focus is where ``wanted`` says."""
    for _ in range(limit):
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUSED)
        if wanted(focused):
            return focused
    raise AssertionError(f"never reached; last focus {focused}")


def press(page: Page, name: str) -> None:
    tab_to(page, lambda e: e["tag"] in ("BUTTON", "A") and name in [line.strip() for line in e["text"].split("\n")])
    page.keyboard.press("Enter")


def answer(page: Page) -> None:
    """With Space, arrows and Enter, whatever the kind of item."""
    visitor.widgets(page).first.wait_for()
    places = visitor.widgets(page).count()
    for place in range(places):
        focused = tab_to(page, lambda e: e["ours"])
        if focused["type"] == "radio":
            page.keyboard.press("Space")
            return
        if focused["type"] == "checkbox":
            page.keyboard.press("Space")
            if place == 0:
                return
        elif focused["role"] == "combobox" or focused["tag"] == "INPUT":
            page.keyboard.press("ArrowDown")
            page.keyboard.press("Enter")
        else:
            page.keyboard.press("Enter")
        visitor.settle(page)


def test_from_sign_in_to_the_result_without_a_mouse(page: Page, site: RunningSite) -> None:
    page.goto(f"{site.url}/masuk")
    tab_to(page, lambda e: e["tag"] == "BUTTON" and visitor.RINA in page.evaluate(
        "() => document.activeElement.closest('form')?.innerText || ''"
    ))  # fmt: skip
    page.keyboard.press("Enter")
    visitor.settle(page)
    visitor.open_page(page, site.url, "kuis?id=latihan-campuran")
    press(page, "Mulai")
    count = 8
    for number in range(1, count + 1):
        expect(page.get_by_role("heading", name=re.compile(rf"^Soal {number} dari {count}"))).to_be_visible()
        visitor.settle(page)
        answer(page)
        expect(page.get_by_text(re.compile(rf"Soal {number} · .*tersimpan", re.IGNORECASE))).to_be_visible()
        visitor.settle(page)
        press(page, "Berikutnya" if number < count else "Kumpulkan")
    expect(page.get_by_role("heading", name="Kumpulkan sekarang?")).to_be_visible()
    visitor.settle(page)
    press(page, "Ya, kumpulkan")
    expect(page).to_have_url(re.compile("/hasil"))
    expect(page.get_by_role("heading", level=1)).to_be_visible()
