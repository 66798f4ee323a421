"""Production mode from the first start: the link on the console, the first administrator, and a learner on a phone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from people.models import Person
from store.database import open_database
from store.registry import agencies, people
from store.signing_in import accounts
from tests.browser import visitor
from tests.browser.axe import violations
from tests.browser.office import fill, keep_recovery_codes, set_up_second_step
from tests.browser.running_site import RunningSite
from tests.browser.visitor import DESKTOP, PHONE, context_of

ADMIN, LEARNER = "ADMIN-01", "198501012010011001"
PASSWORD, LEARNERS_PASSWORD = "kuda nil berenang pelan", "lampu taman berderit keras"


@pytest.fixture
def empty_site(tmp_path: Path) -> Iterator[RunningSite]:
    production = {"NETRAL_MODE": "produksi", "NETRAL_LOOPBACK": "1", "NETRAL_ALLOWED_HOSTS": "127.0.0.1"}
    site = RunningSite(tmp_path, production)
    site.start()
    yield site
    site.stop()


def hire_learner(site: RunningSite) -> None:
    """As a roster would: a person with a number, and no password."""
    database = open_database(site.data_dir / "netral.sqlite")
    with database.write() as connection:
        root = agencies.root_agencies(connection)[0]
        people.add_people(connection, [Person("ani", "Ani Lestari", "pns", root.id)], "real", "2026-01-01")
        accounts.add_number(connection, "ani", "nip", LEARNER)
    database.close()


def test_from_the_first_start_to_a_learner_on_a_phone(empty_site: RunningSite, browser: Browser) -> None:
    site, found = empty_site, []
    (path,) = re.findall(r"(/penyiapan\?kunci=\S+)", site.log())
    with context_of(browser, DESKTOP) as office:
        page = office.new_page()
        page.goto(site.url + path)
        found += violations(page, "penyiapan")
        fill(
            page,
            instansi="Pemkab Contoh",
            kode_instansi="pemkab",
            orang="Ibu Admin",
            nama=ADMIN,
            sandi="admin",
            ulang="admin",
        )
        expect(page.get_by_role("alert")).to_contain_text("terlalu pendek")
        found += violations(page, "penyiapan ditolak")
        fill(page, sandi=PASSWORD, ulang=PASSWORD)
        expect(page.get_by_role("status")).to_contain_text("Situs siap dipakai")
        found += violations(page, "masuk")
        fill(page, nama=ADMIN, sandi="salah sekali ini")
        expect(page.get_by_role("alert")).to_contain_text("tidak cocok")
        fill(page, nama=ADMIN, sandi=PASSWORD)
        expect(page.get_by_role("heading", level=1)).to_have_text("Pasang langkah kedua")
        expect(page.locator("img.qr")).to_be_visible()
        found += violations(page, "masuk/kode")
        set_up_second_step(page)
        found += violations(page, "kode cadangan")
        keep_recovery_codes(page)
        visitor.settle(page)
        expect(page.get_by_role("heading", name="Pegawai")).to_be_visible()
        for name in ("pegawai", "jejak", "akun"):
            visitor.open_page(page, site.url, name)
            found += violations(page, name)
        hire_learner(site)
        page.get_by_role("link", name="Kode masuk").click()
        found += violations(page, "kode-masuk")
        fill(page, nama=LEARNER)
        code = page.locator("#kode-baru").inner_text()
        found += violations(page, "kode-masuk dibuat")
        for name in ("sesi", "peran", "kata-sandi"):
            page.goto(f"{site.url}/{name}")
            found += violations(page, name)
    with context_of(browser, PHONE) as street:
        page = street.new_page()
        page.goto(f"{site.url}/materi")
        found += violations(page, "masuk di ponsel")
        page.get_by_role("link", name="Pertama kali masuk? Aktifkan akun").click()
        found += violations(page, "aktivasi di ponsel")
        fill(page, nama="19850101 201001 1 001", kode=code.lower(), sandi=LEARNERS_PASSWORD, ulang=LEARNERS_PASSWORD)
        fill(page, nama=LEARNER, sandi=LEARNERS_PASSWORD)
        visitor.settle(page)
        expect(page.get_by_role("heading", name="Halo, Ani Lestari")).to_be_visible()
        visitor.open_page(page, site.url, "materi")
        assert LEARNER not in page.url and LEARNER not in page.evaluate(
            "JSON.stringify([localStorage, sessionStorage])"
        )
        assert LEARNER not in str(street.cookies())
        page.goto(f"{site.url}/sesi")
        found += violations(page, "sesi di ponsel")
    assert not found, "\n".join(found)
    for secret in (LEARNER, ADMIN, PASSWORD, LEARNERS_PASSWORD, code):
        assert secret not in site.log(), "the log names nobody"
    assert not [p.name for p in site.data_dir.rglob("*") if LEARNER in p.name or ADMIN in p.name]
