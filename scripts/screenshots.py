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
WIDE, PHONE = visitor.DESKTOP, visitor.PHONE
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
        for name, who, path, size in SHOTS:
            with visitor.context_of(browser, size) as context:
                page = context.new_page()
                visitor.sign_in(page, site.url, who)
                visitor.open_page(page, site.url, path)
                page.screenshot(path=FOLDER / f"{name}.png")
        show_office(browser, site)
        page = visitor.context_of(browser, PHONE).new_page()
        page.goto(f"{site.url}/masuk")
        page.screenshot(path=FOLDER / "masuk.png")
        visitor.sign_in(page, site.url, visitor.NENGAH)
        visitor.start_quiz(page, site.url, "latihan-kampanye")
        visitor.answer_item(page, 1)
        page.evaluate("document.querySelector('[data-testid=stMain]').scrollTo(0, 0)")
        visitor.come_to_rest(page)
        page.screenshot(path=FOLDER / "kuis.png")
        page.get_by_role("button", name="Kumpulkan", exact=True).click()
        page.get_by_role("button", name="Ya, kumpulkan").click()
        page.wait_for_url("**/hasil**")
        visitor.settle(page)
        page.screenshot(path=FOLDER / "hasil.png")
        browser.close()
        site.stop()


def show_office(browser: Browser, site: RunningSite) -> None:
    ids = office.ids_of(site)
    with visitor.context_of(browser, visitor.DESKTOP) as context:
        page = office.bring_in(context, site, office.hire(site, "administrator", "Ni Luh Ayu Sutarini"))
        for name, path in OFFICE_SHOTS:
            visitor.open_page(page, site.url, path.format(**ids))
            if name == "data-pribadi":
                office.choose_part(page, "Masa simpan")
            page.screenshot(path=FOLDER / f"{name}.png")


if __name__ == "__main__":
    main()
