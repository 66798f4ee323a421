"""The views of comprehension in a real browser: the way back, the keyboard, links and presses."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, Page, expect

from tests.browser import visitor
from tests.browser.running_site import RunningSite


def bar(page: Page, name: str) -> None:
    page.get_by_role("radio", name=name, exact=True).press("Enter")
    visitor.come_to_rest(page)


def test_views_are_chosen_by_keyboard_kept_in_the_address_and_given_back_by_the_way_back(
    site: RunningSite, page: Page
) -> None:
    visitor.sign_in(page, site.url, visitor.PROVINCE)
    visitor.open_page(page, site.url, "pemahaman")
    bar(page, "Sejauh mana")
    expect(page.get_by_role("heading", name="Dari ditugaskan sampai lulus")).to_be_visible()
    expect(page).to_have_url(re.compile(r"tampilan=tahapan"))
    assert page.evaluate("document.activeElement.innerText") == "Sejauh mana", "the focus stays on the bar"
    bar(page, "Kemajuan")
    expect(page).to_have_url(re.compile(r"tampilan=kemajuan"))
    page.go_back()
    expect(page.get_by_role("heading", name="Dari ditugaskan sampai lulus")).to_be_visible()
    page.reload()
    expect(page.get_by_role("heading", name="Dari ditugaskan sampai lulus")).to_be_visible()


def test_a_link_beside_the_areas_opens_one_with_the_same_view(site: RunningSite, page: Page) -> None:
    visitor.sign_in(page, site.url, visitor.PROVINCE)
    visitor.open_page(page, site.url, "pemahaman?tampilan=petak")
    link = page.locator(".st-key-n-links-petak a").first
    name = link.locator("p").inner_text().rsplit("(", 1)[0].strip()
    link.click()
    expect(page.locator(".n-title").filter(has_text=name).first).to_be_visible()
    expect(page).to_have_url(re.compile(r"tampilan=petak"))
    expect(page).to_have_url(re.compile(r"instansi="))


def test_a_press_on_a_point_of_the_map_of_items_leads_to_its_figures(site: RunningSite, browser: Browser) -> None:
    with visitor.context_of(browser, {"width": 360, "height": 900}) as context:
        page = context.new_page()
        visitor.sign_in(page, site.url, visitor.AUTHOR)
        visitor.open_page(page, site.url, "penyusun")
        point = page.locator(".js-plotly-plot .scatterlayer .points path").first
        point.scroll_into_view_if_needed()
        visitor.come_to_rest(page)
        box = point.bounding_box()
        assert box is not None
        page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        expect(page).to_have_url(re.compile(r"butir="))
        expect(page.get_by_text("Pilihan dan pemilihnya")).to_be_attached()
