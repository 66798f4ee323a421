"""Yakin and Ragu in a real browser: pressed by hand and by keyboard, there again after F5, and no axe violation."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, Page, expect

from tests.browser import visitor
from tests.browser.axe import violations
from tests.browser.running_site import RunningSite

GROUP = re.compile("^Seberapa yakin")


def _choice(page: Page, name: str):
    return page.get_by_role("radiogroup", name=GROUP).get_by_role("radio", name=name, exact=True)


def _is_chosen(page: Page, name: str, chosen: bool = True) -> None:
    expect(_choice(page, name)).to_have_attribute("aria-checked", str(chosen).lower())


def test_what_was_chosen_is_there_again_after_reloading_and_axe_finds_nothing(
    site: RunningSite, browser: Browser
) -> None:
    with visitor.context_of(browser, visitor.PHONE) as context:
        page = context.new_page()
        visitor.sign_in(page, site.url, visitor.NENGAH)
        visitor.start_quiz(page, site.url, "latihan-kampanye")
        expect(_choice(page, "Yakin")).to_be_disabled()
        visitor.answer_item(page)
        expect(_choice(page, "Yakin")).to_be_enabled()
        _is_chosen(page, "Yakin", False)
        _choice(page, "Yakin").click()
        expect(page.get_by_text("Yakin tersimpan")).to_be_visible()
        page.get_by_role("button", name="Berikutnya").click()
        expect(page.get_by_role("heading", name="Soal 2 dari")).to_be_visible()
        page.get_by_role("button", name="Sebelumnya").click()
        expect(page.get_by_role("heading", name="Soal 1 dari")).to_be_visible()
        page.reload()
        visitor.settle(page)
        _is_chosen(page, "Yakin")
        expect(page.get_by_text("Yakin tersimpan")).to_be_visible()
        found = violations(page, "item with yakin")

        _choice(page, "Yakin").focus()
        page.keyboard.press("ArrowRight")
        page.keyboard.press("Space")
        expect(page.get_by_text("Ragu tersimpan")).to_be_visible()
        _is_chosen(page, "Ragu")
        visitor.come_to_rest(page)
        box = _choice(page, "Ragu").bounding_box()
        assert box and box["height"] >= 44 and box["width"] >= 100

        page.get_by_role("button", name="Kumpulkan", exact=True).click()
        page.get_by_role("button", name="Ya, kumpulkan").click()
        page.wait_for_url(re.compile("/hasil"))
        visitor.settle(page)
        expect(page.get_by_role("heading", name="Yakin dan ragu")).to_be_visible()
        found += violations(page, "result with ragu")
    assert not found, "\n".join(found)


def test_the_supervisors_view_has_no_axe_violation(site: RunningSite, page: Page) -> None:
    visitor.sign_in(page, site.url, visitor.PROVINCE)
    visitor.open_page(page, site.url, "pemahaman?tampilan=keyakinan")
    expect(page.get_by_role("heading", name="Yakin tetapi keliru")).to_be_visible()
    expect(page.locator("[data-testid=stPlotlyChart]").first).to_be_visible()
    found = violations(page, "keyakinan")
    assert not found, "\n".join(found)
