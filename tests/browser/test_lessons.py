"""Reading in a real browser: one press turns the page to its top, words explain themselves, summaries fit one sheet."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import visitor
from tests.browser.running_site import RunningSite
from tests.builders import shipped_courseware

COURSEWARE = shipped_courseware()


@pytest.fixture
def phone(browser: Browser, site: RunningSite):
    with visitor.context_of(browser, visitor.PHONE, touch=True) as context:
        page = context.new_page()
        visitor.sign_in(page, site.url, visitor.RINA)
        yield page


def test_next_turns_to_the_top_of_the_next_section_and_back_returns(phone: Page, site: RunningSite) -> None:
    lesson = COURSEWARE.library.find_lesson("kampanye-medsos")
    first, second = lesson.sections[:2]
    visitor.open_page(phone, site.url, f"materi?id={lesson.id}&bagian={first.id}")
    phone.get_by_role("button", name="Berikutnya").click()
    heading = phone.get_by_role("heading", level=1, name=second.title)
    expect(heading).to_be_visible()
    expect(heading).to_be_in_viewport()
    expect(phone).to_have_url(re.compile(f"bagian={second.id}"))
    visitor.settle(phone)
    phone.get_by_role("button", name="Sebelumnya").click()
    expect(phone.get_by_role("heading", level=1, name=first.title)).to_be_in_viewport()


def test_a_word_of_the_law_explains_itself_on_a_tap(phone: Page, site: RunningSite) -> None:
    visitor.open_page(phone, site.url, "materi?id=kampanye-medsos&bagian=cara-memilah")
    term = phone.locator(".n-term").first
    meaning = term.locator(".n-meaning")
    expect(meaning).to_be_hidden()
    term.tap()
    expect(meaning).to_be_visible()
    visitor.come_to_rest(phone)
    box = meaning.bounding_box()
    assert box is not None and box["x"] >= 0 and box["x"] + box["width"] <= 360 and box["y"] + box["height"] <= 800
    assert term.get_attribute("aria-describedby") == meaning.get_attribute("id")


def test_every_summary_prints_on_one_sheet(phone: Page, site: RunningSite) -> None:
    pages = {}
    for module in COURSEWARE.library.modules:
        phone.goto(f"{site.url}/ringkasan/{module.id}")
        expect(phone.get_by_role("heading", level=1)).to_have_text(module.title)
        printed = phone.pdf(format="A4", prefer_css_page_size=True)
        pages[module.id] = len(re.findall(rb"/Type\s*/Page\b", printed))
    assert set(pages.values()) == {1}, pages
