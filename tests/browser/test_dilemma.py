"""A dilemma on a phone, from the first choice to the end: each screen begins at its top, and axe finds nothing."""

from __future__ import annotations

from playwright.sync_api import Browser

from tests.browser import visitor
from tests.browser.axe import violations
from tests.browser.running_site import RunningSite
from tests.builders import shipped_courseware


def test_a_whole_dilemma_on_a_phone(site: RunningSite, browser: Browser) -> None:
    dilemma = next(iter(shipped_courseware().bank.dilemmas.values()))
    found: list[str] = []
    with visitor.context_of(browser, visitor.PHONE) as context:
        page = context.new_page()
        visitor.sign_in(page, site.url, visitor.RINA)
        visitor.open_page(page, site.url, f"dilema?id={dilemma.id}")
        found += violations(page, "cover")
        page.get_by_role("button", name="Mulai cerita").click()
        for number in range(1, 6):
            page.get_by_role("heading", name=f"Langkah {number}", exact=True).wait_for()
            found += violations(page, f"step {number}")
            visitor.choose(page.locator("[data-testid=stRadioOption]").last)
            page.get_by_role("button", name="Tetapkan pilihan").click()
            page.get_by_role("heading", name=f"Langkah {number}: akibat pilihan Anda").wait_for()
            visitor.come_to_rest(page)
            assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollTop") == 0
            found += violations(page, f"consequence {number}")
            page.reload()
            page.get_by_role("heading", name=f"Langkah {number}: akibat pilihan Anda").wait_for()
            forward = page.locator(".st-key-n-turn button").last
            visitor.come_to_rest(page)
            is_last = "akhir" in forward.inner_text()
            forward.click()
            if is_last:
                break
        page.get_by_role("heading", name="Jalan yang Anda tempuh").wait_for()
        found += violations(page, "end")
        page.get_by_role("button", name="Ulangi dari awal").click()
        page.get_by_role("heading", name="Langkah 1", exact=True).wait_for()
        page.get_by_text("percobaan ke-2").wait_for()
    assert not found, "\n".join(found)
