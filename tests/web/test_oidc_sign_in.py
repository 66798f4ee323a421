"""Rules of coming in by SSO: who needs a second step, what is written down, how one leaves, and when the service fails."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest

from actions.signing_in.accounts import set_disabled
from tests.actions.office import NIP, PASSWORD
from tests.builders import NOW
from tests.web.accounts import Browser, Building
from tests.web.sso_provider import SECRET, SsoProvider, come_in, leave, oidc_settings, path_of
from web.oidc_provider import KEEP


@pytest.fixture
def provider() -> Iterator[SsoProvider]:
    with SsoProvider(claims={"nip": NIP}) as running:
        yield running


@pytest.fixture
def building(tmp_path: Path, provider: SsoProvider) -> Building:
    return Building(tmp_path, sso=oidc_settings(provider.issuer))


@pytest.fixture
def browser(building: Building) -> Browser:
    return building.browser()


def strong(building: Building) -> list[int]:
    return [row[0] for row in building.office.rows("SELECT is_strong FROM session WHERE stage = 'open'")]


def test_somebody_of_the_roster_comes_in_without_ever_having_had_a_password(building: Building, provider: SsoProvider, browser: Browser) -> None:  # fmt: skip
    building.office.hire("ani", number=NIP, activated=False)
    assert come_in(browser, provider).headers["location"] == "/materi"
    assert browser.get("/materi").status_code == 200
    assert building.office.rows("SELECT * FROM account") == [] and strong(building) == [0]


def test_the_first_time_is_written_down_and_only_the_first(building: Building, provider: SsoProvider) -> None:
    building.office.hire("ani", number=NIP)
    for _ in range(2):
        come_in(building.browser(), provider)
    notes = building.office.rows("SELECT actor, action, subject_id, before, after FROM audit_entry")
    assert notes == [("ani", "sso-first", "ani", None, None)]


@pytest.mark.parametrize(
    "claims", [{}, {"acr": "perak"}, {"acr": 2}, {"acr": ["emas"]}, {"amr": ["pwd"]}, {"amr": [["otp"]]}]
)
def test_a_supervisor_whose_sso_asked_no_second_factor_goes_on_to_ours(
    building: Building, provider: SsoProvider, browser: Browser, claims: dict[str, Any]
) -> None:
    building.office.hire("dewi", "supervisor", number=NIP)
    provider.claims |= claims
    assert come_in(browser, provider).headers["location"] == "/masuk/kode?tujuan=/materi"
    assert browser.get("/pemahaman").status_code == 303, "SSO alone opens nothing"
    assert "Pasang langkah kedua" in browser.get("/masuk/kode").text and strong(building) == []


@pytest.mark.parametrize("claims", [{"acr": "emas"}, {"amr": ["pwd", "otp"]}])
def test_a_supervisor_whose_sso_asked_for_a_second_factor_is_in(
    building: Building, provider: SsoProvider, browser: Browser, claims: dict[str, Any]
) -> None:
    building.office.hire("dewi", "supervisor", "administrator", number=NIP)
    provider.claims |= claims
    assert come_in(browser, provider).headers["location"] == "/peran?tujuan=/materi"
    assert strong(building) == [1]
    assert browser.post("/peran", peran="administrator").headers["location"] == "/"


def test_the_settings_can_say_that_the_service_always_asks_for_one(tmp_path: Path, provider: SsoProvider) -> None:
    building = Building(tmp_path, sso=oidc_settings(provider.issuer, is_always_strong=True))
    building.office.hire("dewi", "supervisor", number=NIP)
    assert come_in(building.browser(), provider).headers["location"] == "/materi" and strong(building) == [1]


def test_userinfo_cannot_make_a_sign_in_strong_and_must_be_about_the_same_person(
    building: Building, provider: SsoProvider
) -> None:
    building.office.hire("dewi", "supervisor", number=NIP)
    provider.claims, provider.userinfo = {"acr": "perak"}, {"nip": NIP, "acr": "emas"}
    assert come_in(building.browser(), provider).headers["location"] == "/masuk/kode?tujuan=/materi"
    provider.userinfo = {"nip": NIP, "sub": "u-2"}
    assert "gagal=sso-sangsi" in come_in(building.browser(), provider).headers["location"]


def test_without_the_number_anywhere_nobody_comes_in(building: Building, provider: SsoProvider, browser: Browser) -> None:  # fmt: skip
    building.office.hire("ani", number=NIP)
    provider.claims = {}
    assert "gagal=sso-akun" in come_in(browser, provider).headers["location"]


@pytest.mark.parametrize(
    ("path", "claims"),
    [("asn.nip", {"asn": {"nip": NIP}}), ("https://bkn.go.id/nip", {"https://bkn.go.id/nip": NIP}), ("nip", {"nip": NIP})],
)  # fmt: skip
def test_the_claim_may_lie_deeper_or_have_dots_in_its_name(
    tmp_path: Path, provider: SsoProvider, path: str, claims: dict[str, Any]
) -> None:
    building = Building(tmp_path, sso=oidc_settings(provider.issuer, nip_claim=path))
    building.office.hire("ani", number=NIP)
    provider.claims = claims
    assert come_in(building.browser(), provider).headers["location"] == "/materi"


def test_the_service_is_described_once_an_hour_and_a_new_key_is_fetched_when_a_token_names_it(
    building: Building, provider: SsoProvider
) -> None:
    building.office.hire("ani", number=NIP)
    for _ in range(3):
        assert come_in(building.browser(), provider).headers["location"] == "/materi"
    assert provider.asked.count("/jwks") == 1 and provider.asked.count("/.well-known/openid-configuration") == 1
    provider.rotate()
    assert come_in(building.browser(), provider).headers["location"] == "/materi"
    assert provider.asked.count("/jwks") == 2
    building.now = provider.now = NOW + KEEP
    come_in(building.browser(), provider)
    assert provider.asked.count("/.well-known/openid-configuration") == 2


FAULTS: dict[str, dict[str, Any]] = {
    "errs": {"token_answer": (500, {"error": "server_error"})},
    "refuses our secret": {"token_answer": (401, {"error": "invalid_client"})},
    "writes HTML": {"token_answer": (200, "<html>pemeliharaan</html>")},
    "answers a list": {"token_answer": (200, [])},
    "is slow": {"delay_seconds": 2.5},
    "drips": {"drip_seconds": 0.3},
}


@pytest.mark.parametrize("fault", FAULTS)
def test_when_the_service_fails_on_the_way_back_the_password_form_is_there(
    building: Building, provider: SsoProvider, browser: Browser, fault: str
) -> None:
    building.office.hire("ani", number=NIP)
    address = leave(browser)
    for name, value in FAULTS[fault].items():
        setattr(provider, name, value)
    response = browser.get(path_of(provider.authorize(address)))
    assert response.headers["location"] == "/masuk?gagal=sso-putus&tujuan=/materi"
    page = browser.get(response.headers["location"])
    assert page.status_code == 200 and "tidak dapat dihubungi" in page.text and 'value="/materi"' in page.text
    assert browser.sign_in(NIP, PASSWORD, tujuan="/materi").headers["location"] == "/materi"


@pytest.mark.parametrize(
    "metadata",
    [{"issuer": "https://lain.example"}, {"token_endpoint": "http://sso.example/token"}, {"jwks_uri": None},
     {"jwks_uri": "http://[rusak"}, {"authorization_endpoint": "javascript:alert(1)"}],
)  # fmt: skip
def test_a_service_that_describes_itself_wrongly_is_not_gone_to(
    building: Building, provider: SsoProvider, browser: Browser, metadata: dict[str, Any]
) -> None:
    provider.metadata = metadata
    assert leave(browser) == "/masuk?gagal=sso-putus&tujuan=/materi"


def test_when_the_service_is_down_the_button_says_so(building: Building, provider: SsoProvider, browser: Browser) -> None:  # fmt: skip
    provider.stop()
    assert leave(browser) == "/masuk?gagal=sso-putus&tujuan=/materi"


def test_a_slow_service_holds_up_nobody_else(building: Building, provider: SsoProvider) -> None:
    provider.delay_seconds = 1

    async def both() -> None:
        site = httpx2.ASGITransport(app=building.site)
        async with httpx2.AsyncClient(transport=site, base_url=building.origin) as client:
            away = asyncio.create_task(client.get("/masuk/sso"))
            await asyncio.sleep(0.3)
            page = await client.get("/masuk")
            assert page.status_code == 200 and not away.done()
            assert (await away).headers["location"].startswith(provider.issuer)

    asyncio.run(both())


def test_somebody_who_cancels_is_told_so(building: Building, provider: SsoProvider, browser: Browser) -> None:
    address = path_of(provider.authorize(leave(browser)), error="access_denied", error_description="<b>maaf</b>")
    page = browser.get(browser.get(address).headers["location"])
    assert "dibatalkan" in page.text and "maaf" not in page.text


def test_the_button_is_a_link_so_that_forms_lead_nowhere_else(building: Building, browser: Browser) -> None:
    page = browser.get("/masuk?tujuan=/materi")
    assert '<a class="button" href="/masuk/sso?tujuan=/materi">Masuk dengan SSO Pemkab</a>' in page.text
    assert "form-action 'self';" in page.headers["content-security-policy"]


def test_another_site_sends_nobody_away_through_us(building: Building, browser: Browser) -> None:
    for site in ("cross-site", "same-site"):
        for path in ("/masuk/sso?tujuan=/materi", "/masuk/sso/keluar"):
            response = browser.client.get(path, headers={"Sec-Fetch-Site": site})
            assert response.headers["location"].startswith("/masuk") and "set-cookie" not in response.headers


@pytest.mark.parametrize("target", ["https://evil.example", "//evil.example", "/masuk/sso/keluar", "/masuk/sso", "/\\evil"])  # fmt: skip
def test_the_way_back_does_not_leave_the_site(building: Building, provider: SsoProvider, browser: Browser, target: str) -> None:  # fmt: skip
    building.office.hire("ani", number=NIP)
    assert browser.get(path_of(provider.authorize(leave(browser, target)))).headers["location"] == "/"


def test_leaving_ends_our_session_and_offers_the_way_out_of_the_service(
    building: Building, provider: SsoProvider, browser: Browser
) -> None:
    building.office.hire("ani", number=NIP)
    come_in(browser, provider)
    response = browser.post("/keluar")
    assert building.office.rows("SELECT * FROM session") == []
    assert '<a href="/masuk/sso/keluar">' in browser.get(response.headers["location"]).text
    address = browser.get("/masuk/sso/keluar").headers["location"]
    assert address == (
        f"{provider.issuer}/logout?tema=resmi&client_id=netral&post_logout_redirect_uri=https%3A%2F%2Fnetral.test%2Fmasuk"
    )


def test_without_a_way_out_the_page_says_to_close_the_browser(tmp_path: Path, provider: SsoProvider) -> None:
    provider.metadata = {"end_session_endpoint": None}
    browser = Building(tmp_path, sso=oidc_settings(provider.issuer)).browser()
    response = browser.get("/masuk/sso/keluar")
    assert "Tutup semua jendela" in browser.get(response.headers["location"]).text


def test_an_administrator_can_close_the_account_of_somebody_who_only_comes_by_sso(
    building: Building, provider: SsoProvider, browser: Browser
) -> None:
    building.office.hire("ani", number=NIP, activated=False)
    come_in(browser, provider)
    set_disabled(building.office.database, building.office.administrator(), "ani", True, NOW)
    assert browser.get("/materi").status_code == 303
    assert "gagal=sso-akun" in come_in(browser, provider).headers["location"]


def test_the_cookie_of_the_way_out_is_sealed_short_lived_and_out_of_reach(building: Building, browser: Browser) -> None:
    browser.get("/masuk/sso?tujuan=/materi")
    (cookie,) = browser.client.get("/masuk/sso?tujuan=/materi").headers.get_list("set-cookie")
    parts = set(cookie.split("; "))
    assert cookie.startswith("__Host-netral-sso-") and "materi" not in cookie
    assert {"HttpOnly", "Secure", "SameSite=lax", "Path=/", "Max-Age=600"} <= parts and "Domain" not in cookie


def test_a_site_without_sso_has_no_button_and_no_way(tmp_path: Path) -> None:
    browser = Building(tmp_path).browser()
    assert "/masuk/sso" not in browser.get("/masuk?gagal=sso-putus").text
    assert browser.post("/keluar").headers["location"] == "/masuk"


def test_the_number_the_secret_and_the_tokens_are_never_in_an_address_a_cookie_or_a_log(
    building: Building, provider: SsoProvider, browser: Browser, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    building.office.hire("ani", number=NIP)
    come_in(browser, provider)
    for change in (
        {"nip": int(NIP)},
        {"nip": NIP, "aud": "lain"},
        {"nip": "197001011990011999"},
        {"nip": NIP, "exp": 1},
    ):
        provider.claims = change
        come_in(browser, provider)
    provider.token_answer = (400, {"error": f"nip-{NIP}", "error_description": NIP})
    come_in(browser, provider)
    browser.post("/keluar")
    browser.get("/masuk/sso/keluar")
    told = "\n".join([*browser.seen, caplog.text])
    assert "SSO" in caplog.text and "/masuk/sso/kembali" in told
    for canary in (NIP, "197001011990011999", SECRET, "eyJhbGciOiJSUzI1NiI", "akses"):
        assert canary not in told


@pytest.mark.parametrize("resets_by_mail", [False, True])
def test_the_sign_in_page_offers_the_sso_the_password_and_help_for_a_forgotten_one(
    tmp_path: Path, provider: SsoProvider, resets_by_mail: bool
) -> None:
    page = (
        Building(tmp_path, sso=oidc_settings(provider.issuer), resets_by_mail=resets_by_mail)
        .browser()
        .get("/masuk")
        .text
    )
    assert 'href="/masuk/sso' in page and 'type="password"' in page and 'href="/aktivasi' in page
    assert ('href="/lupa-sandi' in page, 'href="/atur-ulang' in page) == (resets_by_mail, not resets_by_mail)
