"""A real site with a real mail server: a forgotten password by e-mail on a phone, and the outbox page at both widths."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from actions.signing_in.accounts import open_full_session
from people.models import Agency, Person
from store.assigning import assignments
from store.clock import to_text
from store.database import open_database
from store.registry import agencies, people
from store.signing_in import accounts
from tests.actions.office import NEW_PASSWORD, NIP, password_hash
from tests.browser import visitor
from tests.browser.axe import violations
from tests.browser.office import fill, pick
from tests.browser.running_site import RunningSite
from tests.browser.visitor import DESKTOP, PHONE, context_of
from tests.mail.server import MailServer

CODE = re.compile(r"Kode sekali pakai: ([0-9A-Z-]{14})")


@pytest.fixture
def server() -> Iterator[MailServer]:
    with MailServer() as running:
        yield running


@pytest.fixture
def site(tmp_path: Path, server: MailServer) -> Iterator[RunningSite]:
    environment = {
        "NETRAL_MODE": "produksi", "NETRAL_LOOPBACK": "1", "NETRAL_ALLOWED_HOSTS": "127.0.0.1",
        "NETRAL_SMTP_HOST": "127.0.0.1", "NETRAL_SMTP_PORT": str(server.port), "NETRAL_SMTP_SECURITY": "none",
        "NETRAL_SMTP_FROM": "netral@contoh.go.id", "NETRAL_MAIL_QUIET": "tidak", "NETRAL_MAIL_QUIET_DAYS": "tidak",
    }  # fmt: skip
    site = RunningSite(tmp_path, environment)
    site.admin_token = settle_in(tmp_path)  # type: ignore[attr-defined]
    site.start()
    yield site
    site.stop()


def settle_in(folder: Path) -> str:
    """Ani has an account, Boss is the administrator and heads the agency; the token of Boss's session."""
    now = datetime.now(UTC)
    database = open_database(folder / "netral.sqlite")
    with database.write() as connection:
        agencies.add_agencies(connection, [Agency("kab", None, "Pemkab Contoh", "instansi", "kab/", "kab")])
        staff = [Person("ani", "Ani Lestari", "pns", "kab"), Person("boss", "Boss Admin", "pns", "kab")]
        people.add_people(connection, staff, "real", "2026-01-01")
        accounts.add_number(connection, "ani", "nip", NIP)
        for person, role in (("ani", "learner"), ("boss", "administrator")):
            people.add_role(connection, people.RoleGrant(person, "", role, "", ""))  # type: ignore[arg-type]
            accounts.add_account(connection, person)
            accounts.set_password(connection, person, password_hash(), to_text(now))
        connection.execute("UPDATE person SET email = id || '@contoh.go.id'")
        connection.execute("INSERT INTO post VALUES ('p', 'boss', 'kab', 'definitif', 'Kepala', '2026-01-01', NULL)")
        due = (now + timedelta(days=20)).date().isoformat()
        given = assignments.Assignment("tugas", "netralitas-dasar", "Netralitas dasar", "2026-01-01", due)
        assignments.add_assignment(connection, given, ["kab"])
        token = open_full_session(connection, "boss", "administrator", "uji", now, is_strong=True)
    database.close()
    return token


def first_message(site: RunningSite) -> str:
    database = open_database(site.data_dir / "netral.sqlite")
    with database.read() as connection:
        found = connection.execute("SELECT id FROM outbox ORDER BY id LIMIT 1").fetchone()["id"]
    database.close()
    return found


def wait_for_mail(server: MailServer, number: int) -> list[str]:
    deadline = time.monotonic() + 60
    while len(server.accepted) < number and time.monotonic() < deadline:
        time.sleep(0.2)
    return server.bodies()


def test_a_forgotten_password_and_the_outbox(site: RunningSite, server: MailServer, browser: Browser) -> None:
    found: list[str] = []
    with context_of(browser, PHONE) as street:
        page = street.new_page()
        page.goto(f"{site.url}/masuk")
        page.get_by_role("link", name="Lupa kata sandi").click()
        found += violations(page, "lupa-sandi")
        fill(page, nama="19850101 201001 1 001")
        expect(page.get_by_role("status")).to_contain_text("Permintaan diterima")
        found += violations(page, "lupa-sandi diterima")
        (code,) = CODE.findall("".join(wait_for_mail(server, 1)))
        page.get_by_role("link", name="Saya sudah menerima kodenya").click()
        fill(page, nama=NIP, kode=code, sandi=NEW_PASSWORD, ulang=NEW_PASSWORD)
        expect(page.get_by_role("status")).to_contain_text("Kata sandi Anda tersimpan")
    for size in (PHONE, DESKTOP):
        with context_of(browser, size) as office:
            office.add_cookies([{"name": "netral", "value": site.admin_token, "url": site.url}])  # type: ignore[attr-defined]
            page = office.new_page()
            visitor.open_page(page, site.url, "surat")
            expect(page.get_by_role("heading", name="Surat keluar")).to_be_visible()
            found += violations(page, f"surat {size['width']}")
            pick(page, "Penugasan", "Netralitas dasar")
            page.get_by_text("Lihat contoh surat dengan keadaan sekarang").click()
            expect(page.get_by_label("Isi surat")).to_contain_text("Ani Lestari")
            visitor.settle(page)
            found += violations(page, f"jadwal {size['width']}")
            page.screenshot(path=str(site.data_dir / f"jadwal-{size['width']}.png"), full_page=True)
            visitor.open_page(page, site.url, f"surat?surat={first_message(site)}")
            expect(page.get_by_role("heading", name=re.compile("Kode untuk mengatur|Surat percobaan"))).to_be_visible()
            visitor.settle(page)
            found += violations(page, f"satu surat {size['width']}")
            page.screenshot(path=str(site.data_dir / f"surat-{size['width']}.png"), full_page=True)
            assert code not in page.content()
    with context_of(browser, DESKTOP) as office:
        office.add_cookies([{"name": "netral", "value": site.admin_token, "url": site.url}])  # type: ignore[attr-defined]
        page = office.new_page()
        visitor.open_page(page, site.url, "surat")
        page.get_by_role("button", name="Kirim surat percobaan ke saya").click()
        assert "Surat percobaan ini menunjukkan" in wait_for_mail(server, 2)[-1]
    assert not found, "\n".join(found)
    for secret in (NIP, code, "ani@contoh.go.id"):
        assert secret not in site.log()
