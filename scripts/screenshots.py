"""Takes the screenshots of the README from a freshly seeded site: ``python -m scripts.screenshots``."""

from __future__ import annotations

import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.browser import office, visitor
from tests.browser.chromium import LAUNCH_ARGUMENTS, get_chromium
from tests.browser.conftest import seeded_site
from tests.browser.running_site import RunningSite

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "images"
WIDE, PHONE = (1280, 800), (360, 800)
OFFICE_SHOTS = (
    ("pegawai", "pegawai"),
    ("instansi", "instansi?unit={unit}"),
    ("penugasan", "penugasan?tugas={assignment}"),
    ("data-pribadi", "privasi"),
)
"""Pages of an administrator."""
SHOTS = (
    ("beranda", visitor.RINA, "beranda", WIDE),
    ("materi", visitor.YOHANA, "materi?id=sanksi&bagian=tangga-sanksi", PHONE),
    ("pemahaman", visitor.PROVINCE, "pemahaman", WIDE),
    ("pemahaman-ponsel", visitor.PROVINCE, "pemahaman", PHONE),
    ("peraturan", visitor.RINA, "peraturan?id=uu-20-2023", WIDE),
)


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        site = seeded_site(Path(folder))
        site.start()
        browser = playwright.chromium.launch(executable_path=get_chromium(), args=list(LAUNCH_ARGUMENTS))
        for name, who, path, (width, height) in SHOTS:
            page = browser.new_page(viewport={"width": width, "height": height}, locale="id-ID")
            visitor.sign_in(page, site.url, who)
            visitor.open_page(page, site.url, path)
            page.wait_for_timeout(4_000)
            page.screenshot(path=FOLDER / f"{name}.png")
            page.close()
        show_office(browser, site)
        page = browser.new_page(viewport={"width": PHONE[0], "height": PHONE[1]}, locale="id-ID")
        page.goto(f"{site.url}/masuk")
        page.screenshot(path=FOLDER / "masuk.png")
        visitor.sign_in(page, site.url, visitor.NENGAH)
        visitor.start_quiz(page, site.url, "latihan-kampanye")
        visitor.answer_item(page, 1)
        page.evaluate("document.querySelector('[data-testid=stMain]').scrollTo(0, 0)")
        page.wait_for_timeout(500)
        page.screenshot(path=FOLDER / "kuis.png")
        page.get_by_role("button", name="Kumpulkan", exact=True).click()
        page.get_by_role("button", name="Ya, kumpulkan").click()
        page.wait_for_url("**/hasil**")
        visitor.settle(page)
        page.wait_for_timeout(1_000)
        page.screenshot(path=FOLDER / "hasil.png")
        browser.close()
        site.stop()


def show_office(browser: Browser, site: RunningSite) -> None:
    ids = office.ids_of(site)
    with office.context_of(browser, office.DESKTOP) as context:
        page = office.bring_in(context, site, office.hire(site, "administrator", "Ni Luh Ayu Sutarini"))
        for name, path in OFFICE_SHOTS:
            visitor.open_page(page, site.url, path.format(**ids))
            if name == "data-pribadi":
                office.choose_part(page, "Masa simpan")
            page.wait_for_timeout(1_500)
            page.screenshot(path=FOLDER / f"{name}.png")


if __name__ == "__main__":
    main()
