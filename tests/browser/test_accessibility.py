"""Every page, at phone and desktop width, has no WCAG A/AA violation that axe-core can find, and nothing runs off the side."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.browser import visitor
from tests.browser.running_site import RunningSite

LOOKS = {"phone": (360, 800, "light"), "desktop": (1280, 800, "light"), "phone in the dark": (360, 800, "dark")}
PAGES = (
    (visitor.RINA, "beranda"),
    (visitor.RINA, "materi"),
    (visitor.YOHANA, "materi?id=sanksi&bagian=tangga-sanksi"),
    (visitor.YOHANA, "materi?id=sanksi-proses&bagian=alur-perkara"),
    (visitor.YOHANA, "materi?id=sanksi-pidana&bagian=cek-pidana"),
    (visitor.YOHANA, "materi?id=sanksi&bagian=kasus-bansos"),
    (visitor.YOHANA, "materi?id=sanksi-siapa&bagian=lapor-dan-tindak"),
    (visitor.YOHANA, "materi?id=sanksi-pidana&bagian=pidana-sekarang"),
    (visitor.RINA, "ringkasan/sanksi-dan-proses"),
    (visitor.RINA, "kuis"),
    (visitor.RINA, "kuis?id=latihan-campuran"),
    (visitor.RINA, "dilema"),
    (visitor.DIMAS, "hasil"),
    (visitor.RINA, "peraturan"),
    (visitor.RINA, "peraturan?id=uu-20-2023"),
    (visitor.PROVINCE, "pemahaman"),
    (visitor.PROVINCE, "pemahaman?tampilan=petak"),
    (visitor.PROVINCE, "pemahaman?tampilan=tahapan"),
    (visitor.AGENCY, "pemahaman"),
    (visitor.PROVINCE, "metode"),
    (visitor.PROVINCE, "penugasan"),
    (visitor.AGENCY, "penugasan"),
    (visitor.AUTHOR, "penyusun"),
)
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}


@pytest.mark.parametrize("looks", LOOKS)
def test_pages_have_no_wcag_violation_and_no_sideways_scroll(site: RunningSite, browser: Browser, looks: str) -> None:
    across, down, scheme = LOOKS[looks]
    found: list[str] = []
    persona = None
    context = None
    for title, path in sorted(PAGES):
        if title != persona:
            if context:
                context.close()
            context = browser.new_context(
                viewport={"width": across, "height": down}, locale="id-ID", color_scheme=scheme
            )
            context.set_default_timeout(20_000)
            page = context.new_page()
            visitor.sign_in(page, site.url, title)
            persona = title
        visitor.open_page(page, site.url, path)
        found += violations(page, f"{title} {path} {looks}")
    page.goto(f"{site.url}/masuk")
    found += violations(page, f"masuk {looks}")
    context.close()
    assert not found, "\n".join(found)


def test_every_kind_of_item_and_the_result_have_no_wcag_violation(site: RunningSite, browser: Browser) -> None:
    found: list[str] = []
    with browser.new_context(viewport={"width": 360, "height": 800}, locale="id-ID") as context:
        context.set_default_timeout(20_000)
        page = context.new_page()
        visitor.sign_in(page, site.url, visitor.NENGAH)
        visitor.start_quiz(page, site.url, "latihan-campuran")
        for position in range(8):
            visitor.answer_item(page)
            found += violations(page, f"item {position + 1}")
            if position < 7:
                visitor.turn_to(page, position + 1, 8)
        page.get_by_role("button", name="Kumpulkan", exact=True).click()
        page.get_by_role("button", name="Ya, kumpulkan").wait_for()
        found += violations(page, "confirm")
        page.get_by_role("button", name="Ya, kumpulkan").click()
        page.wait_for_url("**/hasil**")
        visitor.settle(page)
        found += violations(page, "result")
    assert not found, "\n".join(found)


def violations(page: Page, where: str) -> list[str]:
    """What axe finds, and what runs off the side, once the page is at rest: text that is fading in has no colour yet."""
    visitor.come_to_rest(page)
    problems = [
        f"{where}: {v['id']}: {v['help']}: {v['nodes'][0]['html'][:200]}"
        for v in Axe().run(page, options=RULES).response["violations"]
    ]
    wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    if wider > 0:
        problems.append(f"{where}: {wider} px wider than the screen")
    lang = page.evaluate("document.documentElement.lang")
    if lang != "id":
        problems.append(f"{where}: lang is {lang}")
    return problems
