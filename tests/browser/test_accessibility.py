"""Every page, at phone and desktop width, has no WCAG A/AA violation that axe-core can find, and nothing runs off the side."""

from __future__ import annotations

import itertools
from operator import itemgetter

import pytest
from playwright.sync_api import Browser

from tests.browser import visitor
from tests.browser.axe import violations
from tests.browser.running_site import RunningSite
from tests.browser.visitor import DESKTOP, PHONE, context_of

LOOKS = {"phone": (PHONE, "light"), "desktop": (DESKTOP, "light"), "phone in the dark": (PHONE, "dark")}
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

OTHER_VIEWS = ("urutan", "kemajuan", "waktu", "soal", "salah-paham", "keyakinan", "dilema")


@pytest.mark.parametrize("looks", LOOKS)
def test_pages_have_no_wcag_violation_and_no_sideways_scroll(site: RunningSite, browser: Browser, looks: str) -> None:
    size, scheme = LOOKS[looks]
    found: list[str] = []
    for title, paths in itertools.groupby(sorted(PAGES), key=itemgetter(0)):
        with context_of(browser, size, scheme) as context:
            page = context.new_page()
            visitor.sign_in(page, site.url, title)
            for _, path in paths:
                visitor.open_page(page, site.url, path)
                found += violations(page, f"{title} {path} {looks}")
    with context_of(browser, size, scheme) as context:
        page = context.new_page()
        page.goto(f"{site.url}/masuk")
        found += violations(page, f"masuk {looks}")
    assert not found, "\n".join(found)


def test_every_other_view_of_comprehension_has_no_wcag_violation(site: RunningSite, browser: Browser) -> None:
    """On a phone only: their parts are those of the views above."""
    found: list[str] = []
    with context_of(browser, PHONE) as context:
        page = context.new_page()
        visitor.sign_in(page, site.url, visitor.PROVINCE)
        for view in OTHER_VIEWS:
            visitor.open_page(page, site.url, f"pemahaman?tampilan={view}")
            found += violations(page, view)
    assert not found, "\n".join(found)


def test_every_kind_of_item_and_the_result_have_no_wcag_violation(site: RunningSite, browser: Browser) -> None:
    found: list[str] = []
    with context_of(browser, PHONE) as context:
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
