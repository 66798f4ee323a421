"""Coming in by SSO in a real browser: out to a provider somebody else wrote, back, to work, and out again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from oidc_provider_mock import User, run_server_in_thread
from playwright.sync_api import Browser, Page, expect

from tests.actions.office import NIP, Office
from tests.browser import visitor
from tests.browser.axe import violations
from tests.browser.running_site import RunningSite

USERS = (
    User(sub="ani", claims={"nip": NIP}),
    User(sub="dewi", claims={"nip": "198501012010011002"}),
    User(sub="orang-lain", claims={"nip": "197001011990011999"}),
)
SIZES = {"phone": visitor.PHONE, "desktop": visitor.DESKTOP}
BUTTON = "Masuk dengan SSO Pemkab"


@pytest.fixture
def issuer(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setenv("AUTHLIB_INSECURE_TRANSPORT", "1")  # the mock itself refuses plain HTTP otherwise
    with run_server_in_thread(user_claims=USERS) as server:
        yield f"http://localhost:{server.server_port}"


@pytest.fixture
def site(tmp_path: Path, issuer: str) -> Iterator[RunningSite]:
    office = Office(tmp_path)
    office.hire("ani", number=NIP, activated=False)
    office.hire("dewi", "supervisor", number="198501012010011002", activated=False)
    office.database.close()
    environment = {
        "NETRAL_MODE": "produksi", "NETRAL_LOOPBACK": "1", "NETRAL_ALLOWED_HOSTS": "127.0.0.1",
        "NETRAL_OIDC_ISSUER": issuer, "NETRAL_OIDC_CLIENT_ID": "netral", "NETRAL_OIDC_CLIENT_SECRET": "rahasia",
        "NETRAL_OIDC_LABEL": "SSO Pemkab",
    }  # fmt: skip
    site = RunningSite(tmp_path, environment)
    environment["NETRAL_PUBLIC_URL"] = site.url
    try:
        site.start()
        yield site
    finally:
        site.stop()


def press_and_sign_in(page: Page, user: str) -> None:
    page.get_by_role("link", name=BUTTON).click()
    page.get_by_role("button", name=user, exact=True).first.click()


def test_out_to_the_provider_and_back_to_work(site: RunningSite, browser: Browser) -> None:
    found: list[str] = []
    for name, size in SIZES.items():
        with visitor.context_of(browser, size) as context:
            page = context.new_page()
            refused: list[str] = []
            page.on("console", lambda message, to=refused: to.append(message.text))
            page.goto(f"{site.url}/materi")
            found += violations(page, f"masuk {name}")
            press_and_sign_in(page, "orang-lain")
            expect(page.get_by_role("alert")).to_contain_text("Anda belum dapat masuk ke Netral")
            assert "code=" not in page.url and "state=" not in page.url
            found += violations(page, f"ditolak {name}")
            press_and_sign_in(page, "dewi")
            expect(page.get_by_role("heading", level=1)).to_have_text("Pasang langkah kedua")
            page.goto(f"{site.url}/materi")
            press_and_sign_in(page, "ani")
            visitor.settle(page)
            assert page.url == f"{site.url}/materi"
            stored = page.evaluate("JSON.stringify([localStorage, sessionStorage, history.state])")
            assert NIP not in stored + str(context.cookies()) + page.url
            visitor.open_page(page, site.url, "")
            expect(page.get_by_role("heading", name=re.compile("Ani"))).to_be_visible()
            page.evaluate("document.querySelector('form[action=\"/keluar\"] button').click()")
            expect(page.get_by_role("status")).to_contain_text("Anda sudah keluar")
            found += violations(page, f"keluar {name}")
            page.get_by_role("link", name="Di komputer bersama: keluar juga dari SSO Pemkab").click()
            expect(page).to_have_url(re.compile(r"/oauth2/end_session\?client_id=netral"))
            assert not [text for text in refused if "Content Security Policy" in text]
    assert not found, "\n".join(found)
    for secret in (NIP, "197001011990011999", "198501012010011002"):
        assert secret not in site.log()
