"""Every page of an administrator and an auditor, with a province's worth of data, has no WCAG A/AA violation axe can find."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from people.models import Role
from tests.browser import office, visitor
from tests.browser.axe import violations
from tests.browser.conftest import site_on_copy
from tests.browser.office import choose_part, pick, switch
from tests.browser.running_site import RunningSite
from tests.browser.visitor import DESKTOP, PHONE, context_of

LOOKS = {"phone": (PHONE, "light"), "desktop": (DESKTOP, "light"), "phone in the dark": (PHONE, "dark")}
ROLES: tuple[Role, ...] = ("administrator", "auditor")
Step = Callable[[Page], None]


def part(title: str) -> Step:
    return lambda page: choose_part(page, title)


def chosen(label: str, option: str) -> Step:
    return lambda page: pick(page, label, option)


def switched(label: str) -> Step:
    return lambda page: switch(page, label)


PAGES: tuple[tuple[str, str, tuple[Step, ...]], ...] = (
    ("administrator", "pegawai", ()),
    ("administrator", "pegawai", (switched("Pilih beberapa orang"),)),
    ("administrator", "pegawai", (part("Tindakan banyak orang"), chosen("Tindakan", "Beri peran"))),
    ("administrator", "pegawai", (part("Impor daftar"),)),
    ("administrator", "pegawai?orang={person}", (chosen("Ubah data orang ini", "Pindah unit"),)),
    ("administrator", "instansi", ()),
    ("administrator", "instansi?unit={unit}", (chosen("Perubahan", "Pecah"),)),
    ("administrator", "penugasan", (switched("Buat penugasan baru"),)),
    ("administrator", "penugasan?tugas={assignment}", ()),
    ("administrator", "penugasan?tugas={assignment}&angka=unfinished", ()),
    ("administrator", "penugasan?tugas={assignment}&unit={unit}", (switched("Cari orang dan catat"),)),
    ("administrator", "surat", ()),
    ("administrator", "jejak", ()),
    ("administrator", "privasi", ()),
    ("administrator", "privasi", (part("Orang"),)),
    ("administrator", "privasi", (part("Masa simpan"),)),
    ("administrator", "privasi", (part("Kebocoran data"),)),
    ("administrator", "privasi?orang={person}", (switched("Saya hendak menghapus identitas orang ini"),)),
    ("administrator", "data-saya", ()),
    ("administrator", "akun", ()),
    ("auditor", "bukti", ()),
    ("auditor", "bukti", (part("Keputusan"),)),
    ("auditor", "bukti", (part("Periksa keutuhan"),)),
)


@pytest.fixture(scope="module")
def site(seeded: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSite]:
    running = site_on_copy(seeded, tmp_path_factory.mktemp("office"))
    running.start()
    yield running
    running.stop()


@pytest.fixture(scope="module")
def known(site: RunningSite) -> dict[str, str]:
    """Ids for the addresses, and a session token of each role."""
    return office.ids_of(site) | {role: office.hire(site, role, f"Ni Luh {role.title()}") for role in ROLES}


@pytest.mark.parametrize("looks", LOOKS)
def test_pages_of_the_office_have_no_wcag_violation_and_no_sideways_scroll(
    site: RunningSite, browser: Browser, known: dict[str, str], looks: str
) -> None:
    size, scheme = LOOKS[looks]
    found: list[str] = []
    for role in ROLES:
        with context_of(browser, size, scheme) as context:
            page = office.bring_in(context, site, known[role])
            for who, path, steps in PAGES:
                if who == role:
                    found += look_at(page, site, path.format(**known), steps, looks)
    assert not found, "\n".join(found)


def look_at(page: Page, site: RunningSite, path: str, steps: tuple[Step, ...], looks: str) -> list[str]:
    visitor.open_page(page, site.url, path)
    for step in steps:
        step(page)
    where = f"{path} {looks}"
    broken = [f"{where}: {office.TROUBLE}"] if page.get_by_text(office.TROUBLE).count() else []
    return broken + violations(page, where)
