"""Data saya and Data pribadi in a real browser: no WCAG violation, no sideways scroll, files named after nobody."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from actions.signing_in.accounts import open_full_session
from people.models import Agency, Person
from store.database import open_database
from store.registry import agencies, people
from store.signing_in import accounts
from tests.browser import visitor
from tests.browser.axe import violations
from tests.browser.office import choose_part
from tests.browser.running_site import RunningSite
from tests.browser.visitor import DESKTOP, PHONE, context_of
from web.session_cookie import session_cookie_name

LEARNER, NUMBER = "Kenari Lestari", "198501012010017771"
LOOKS = (PHONE, DESKTOP)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[tuple[RunningSite, dict[str, str]]]:
    """A production site with an administrator and a learner, and a session token of each."""
    now = datetime.now(UTC)
    database = open_database(tmp_path / "netral.sqlite")
    tokens = {}
    with database.write() as connection:
        agencies.add_agencies(connection, [Agency("pemkab", None, "Pemkab Contoh", "instansi", "pemkab/", "pemkab")])
        for person_id, name, role in (("admin", "Ibu Admin", "administrator"), ("ani", LEARNER, "learner")):
            people.add_people(connection, [Person(person_id, name, "pns", "pemkab")], "real", "2026-01-01")
            people.add_role(connection, people.RoleGrant(person_id, "", role, "", ""))  # type: ignore[arg-type]
            accounts.add_account(connection, person_id)
            tokens[person_id] = open_full_session(connection, person_id, role, "", now, is_strong=True)  # type: ignore[arg-type]
        accounts.add_number(connection, "ani", "nip", NUMBER)
        connection.execute("UPDATE person SET email = 'kenari@contoh.go.id' WHERE id = 'ani'")
    database.close()
    site = RunningSite(
        tmp_path, {"NETRAL_MODE": "produksi", "NETRAL_LOOPBACK": "1", "NETRAL_ALLOWED_HOSTS": "127.0.0.1"}
    )
    site.start()
    yield site, tokens
    site.stop()


def visit(browser: Browser, site: RunningSite, token: str, size: dict[str, int]) -> tuple[BrowserContext, Page]:
    context = context_of(browser, size)
    context.add_cookies([{"name": session_cookie_name(False), "value": token, "url": site.url}])
    return context, context.new_page()


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()
    visitor.settle(page)


def test_a_learner_takes_their_copy_and_the_administrator_erases_them(office, browser: Browser, tmp_path: Path) -> None:
    (site, tokens), found = office, []
    context, page = visit(browser, site, tokens["ani"], LOOKS[0])
    visitor.open_page(page, site.url, "data-saya")
    found += violations(page, "data-saya")
    press(page, "Siapkan salinan")
    expect(page.get_by_text("Salinan siap")).to_be_visible()
    found += violations(page, "data-saya siap")
    for button, ending, begins in (("Unduh JSON", "json", b"{"), ("Unduh PDF", "pdf", b"%PDF-1.7")):
        with page.expect_download() as download:
            page.get_by_role("button", name=button).click()
        target = tmp_path / f"salinan.{ending}"
        download.value.save_as(target)
        assert download.value.suggested_filename == f"data-saya-{date_here()}.{ending}"
        assert target.read_bytes().startswith(begins)
    parts = {part["tabel"]: part["baris"] for part in json.loads((tmp_path / "salinan.json").read_text())["bagian"]}
    assert parts["person_number"][0]["nomor"] == NUMBER
    page.get_by_label("Apa yang Anda minta?").fill("Mohon hapus data saya.")
    press(page, "Kirim permohonan")
    expect(page.get_by_text("Mohon hapus data saya.").last).to_be_visible()
    found += violations(page, "data-saya diminta")
    context.close()
    for size in LOOKS:
        context, page = visit(browser, site, tokens["admin"], size)
        visitor.open_page(page, site.url, "privasi")
        expect(page.get_by_text("Mohon hapus data saya.")).to_be_visible()
        found += violations(page, f"privasi {size}")
        for part in ("Orang", "Masa simpan", "Kebocoran data"):
            choose_part(page, part)
            found += violations(page, f"privasi {part} {size}")
        press(page, "Hitung siapa yang terkena")
        expect(page.get_by_text("Beri tahu paling lambat")).to_be_visible()
        found += violations(page, f"kebocoran dihitung {size}")
        visitor.open_page(page, site.url, "privasi?orang=ani")
        page.get_by_text("Saya hendak menghapus identitas orang ini").click()
        visitor.settle(page)
        expect(page.get_by_text("Yang akan terjadi")).to_be_visible()
        found += violations(page, f"privasi orang {size}")
        if size != LOOKS[-1]:
            context.close()
    page.get_by_label("Ketik HAPUS untuk melanjutkan").fill("HAPUS")
    page.get_by_label("Ketik HAPUS untuk melanjutkan").press("Enter")
    press(page, "Hapus identitas selamanya")
    expect(page.get_by_text("Identitas dihapus; hasilnya")).to_be_visible()
    assert LEARNER not in page.content() and NUMBER not in page.url
    context.close()
    assert not found, "\n".join(found)
    for file in site.data_dir.glob("*sqlite*"):
        assert not any(word in file.read_bytes() for word in (LEARNER.encode(), NUMBER.encode(), b"kenari@"))
    for secret in (LEARNER, NUMBER, "kenari@"):
        assert secret not in site.log()


def date_here() -> str:

    return datetime.now(ZoneInfo("Asia/Makassar")).date().isoformat()
