"""Rules of coming in by SSO, against a sign-in service that can lie: a real HTTP server with real keys."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from joserfc.jwk import RSAKey
from starlette.responses import Response

from tests.actions.office import NIP, PASSWORD
from tests.builders import NOW
from tests.web.accounts import Browser, Building, text_of
from tests.web.sso_provider import (
    CLIENT,
    SsoProvider,
    come_in,
    leave,
    oidc_settings,
    path_of,
    signed_with_our_own_secret,
    unsigned,
)

SOMEBODY_ELSES = RSAKey.generate_key(2048, {"kid": "satu"})
MINUTE = timedelta(minutes=1)


@pytest.fixture
def provider() -> Iterator[SsoProvider]:
    with SsoProvider(claims={"nip": NIP}) as running:
        yield running


@pytest.fixture
def building(tmp_path: Path, provider: SsoProvider) -> Building:
    building = Building(tmp_path, sso=oidc_settings(provider.issuer))
    building.office.hire("ani", number=NIP)
    return building


@pytest.fixture
def browser(building: Building) -> Browser:
    return building.browser()


def assert_turned_away(response: Response, code: str, browser: Browser) -> None:
    assert response.status_code == 303, response.text
    assert response.headers["location"].startswith(f"/masuk?gagal={code}&tujuan=")
    assert not any(name in browser.cookies() for name in ("__Host-netral", "__Host-netral-perangkat"))
    assert browser.building.office.rows("SELECT * FROM session") == []
    page = browser.get(response.headers["location"])
    assert 'role="alert"' in page.text and 'name="sandi"' in page.text
    assert browser.sign_in(NIP, PASSWORD).status_code == 303, "the password form still works"


def test_an_honest_service_lets_the_person_in_where_they_wanted(provider: SsoProvider, browser: Browser) -> None:
    response = come_in(browser, provider)
    assert response.status_code == 303 and response.headers["location"] == "/materi"
    assert browser.get("/materi").status_code == 200
    assert sorted(browser.cookies()) == ["__Host-netral", "__Host-netral-perangkat"], (
        "the way back took its cookie away"
    )


LIES: dict[str, dict[str, Any]] = {
    "wrong nonce": {"claims": {"nonce": "lain"}},
    "no nonce": {"claims": {"nonce": None}},
    "another audience": {"claims": {"aud": "aplikasi-lain"}},
    "another audience, with us as the party": {"claims": {"aud": "aplikasi-lain", "azp": CLIENT}},
    "two audiences without a party": {"claims": {"aud": [CLIENT, "aplikasi-lain"]}},
    "issued to another party": {"claims": {"aud": [CLIENT], "azp": "aplikasi-lain"}},
    "no audience": {"claims": {"aud": None}},
    "another issuer": {"claims": {"iss": "https://sso.example"}},
    "no issuer": {"claims": {"iss": None}},
    "expired": {"claims": {"exp": int((NOW - 2 * MINUTE).timestamp())}},
    "expiry as text": {"claims": {"exp": "besok"}},
    "no expiry": {"claims": {"exp": None}},
    "from the future": {"claims": {"iat": int((NOW + 5 * MINUTE).timestamp())}},
    "nobody's": {"claims": {"sub": None}},
    "signed by somebody else": {"sign_with": SOMEBODY_ELSES},
    "signed with a key nobody knows": {"header": {"kid": "tak-dikenal"}},
    "unsigned": {"raw_token": unsigned},
    "signed with the secret we share": {"raw_token": signed_with_our_own_secret},
    "no token": {"raw_token": lambda claims: ""},
    "junk": {"raw_token": lambda claims: "a.b.c"},
    "of another access token": {"claims": {"at_hash": "AAAA"}},
    "at_hash of a strange kind": {"claims": {"at_hash": ["AAAA"]}},
}


@pytest.mark.parametrize("lie", LIES)
def test_a_token_that_is_not_what_it_says_is_refused(provider: SsoProvider, browser: Browser, lie: str) -> None:
    for name, value in LIES[lie].items():
        setattr(provider, name, provider.claims | value if name == "claims" else value)
    assert_turned_away(come_in(browser, provider), "sso-sangsi", browser)


@pytest.mark.parametrize(
    "change", [{"state": "lain"}, {"state": ""}, {"code": ""}], ids=["another state", "no state", "no code"]
)
def test_a_tampered_way_back_is_refused(provider: SsoProvider, browser: Browser, change: dict[str, str]) -> None:
    response = browser.get(path_of(provider.authorize(leave(browser)), **change))
    assert_turned_away(response, "sso-ulang", browser)
    assert "/token" not in provider.asked, "the code was not even looked at"


def test_a_state_that_only_begins_alike_is_refused(provider: SsoProvider, browser: Browser) -> None:
    address = provider.authorize(leave(browser))
    state = dict(parse_qsl(urlsplit(address).query))["state"]
    assert_turned_away(browser.get(path_of(address, state=state[:-1])), "sso-ulang", browser)


def test_the_answer_of_another_service_is_refused(provider: SsoProvider, browser: Browser) -> None:
    response = browser.get(path_of(provider.authorize(leave(browser)), iss="https://sso.example"))
    assert_turned_away(response, "sso-sangsi", browser)


def test_nobody_can_be_signed_in_with_the_way_back_of_another(provider: SsoProvider, building: Building) -> None:
    """Login CSRF: the attacker's code, brought by a victim's browser that never left with it."""
    address = provider.authorize(leave(building.browser()))
    victim = building.browser()
    assert_turned_away(victim.get(path_of(address)), "sso-ulang", victim)
    leave(victim)
    assert "gagal=sso-ulang" in victim.get(path_of(address)).headers["location"]


def test_the_way_back_works_once(provider: SsoProvider, building: Building, browser: Browser) -> None:
    address = path_of(provider.authorize(leave(browser)))
    cookies = browser.cookies()
    assert browser.get(address).headers["location"] == "/materi"
    assert "gagal=sso-ulang" in browser.get(address).headers["location"]
    thief = building.browser()
    for name, value in cookies.items():
        thief.client.cookies.set(name, value, domain="netral.test")
    assert "gagal=sso-ulang" in thief.get(address).headers["location"], "the service takes a code once"
    assert "__Host-netral" not in thief.cookies()


def test_the_way_back_is_open_for_ten_minutes(provider: SsoProvider, building: Building, browser: Browser) -> None:
    address = path_of(provider.authorize(leave(browser)))
    building.now += 10 * MINUTE
    assert_turned_away(browser.get(address), "sso-ulang", browser)


def test_a_stolen_code_is_useless_without_the_verifier(provider: SsoProvider, building: Building) -> None:
    """PKCE: the code of one sign-in does not fit the other, though both browsers left properly."""
    victim, thief = building.browser(), building.browser()
    stolen = dict(parse_qsl(urlsplit(provider.authorize(leave(victim))).query))["code"]
    response = thief.get(path_of(provider.authorize(leave(thief)), code=stolen))
    assert "gagal=sso-ulang" in response.headers["location"] and "__Host-netral" not in thief.cookies()


def test_two_tabs_can_be_away_at_once(provider: SsoProvider, browser: Browser) -> None:
    first, second = leave(browser, "/materi"), leave(browser, "/kuis")
    assert browser.get(path_of(provider.authorize(first))).headers["location"] == "/materi"
    assert browser.get(path_of(provider.authorize(second))).headers["location"] == "/kuis"
    assert len(browser.building.office.rows("SELECT * FROM session")) == 1, "the former session of this browser ended"


def test_many_tabs_do_not_pile_up_cookies(browser: Browser) -> None:
    for _ in range(23):
        leave(browser)
    assert len(browser.cookies()) <= 5


def test_a_session_planted_before_is_not_the_one_after(provider: SsoProvider, building: Building) -> None:
    planted = building.browser()
    planted.sign_in(NIP, PASSWORD)
    token = planted.cookies()["__Host-netral"]
    browser = building.browser()
    browser.client.cookies.set("__Host-netral", token, domain="netral.test")
    cookies = come_in(browser, provider).headers.get_list("set-cookie")
    assert [cookie for cookie in cookies if cookie.startswith("__Host-netral=") and token not in cookie]
    assert planted.get("/materi").status_code == 303, "whoever planted it is out"


@pytest.mark.parametrize("value", [int(NIP), float(NIP), [NIP], {"nip": NIP}, True, 0])
def test_a_number_that_is_not_text_is_refused(provider: SsoProvider, browser: Browser, value: object) -> None:
    provider.claims["nip"] = value
    assert_turned_away(come_in(browser, provider), "sso-nomor", browser)


@pytest.mark.parametrize("value", ["19850101 201001 1 001", f"'{NIP}", f" {NIP}\u200b"])
def test_text_is_read_as_the_login_name_is(provider: SsoProvider, browser: Browser, value: str) -> None:
    provider.claims["nip"] = value
    assert come_in(browser, provider).headers["location"] == "/materi"


@pytest.mark.parametrize(
    "change",
    ["DELETE FROM role_grant", "UPDATE membership SET valid_to = '2026-02-01'",
     "UPDATE account SET disabled_at = '2026-01-01T00:00:00Z'", "DELETE FROM person_number"],
)  # fmt: skip
def test_unknown_gone_disabled_and_without_role_get_the_same_page(
    provider: SsoProvider, building: Building, browser: Browser, change: str
) -> None:
    building.office.change(change)
    people = building.office.rows("SELECT count(*) FROM person")
    response = come_in(browser, provider)
    assert response.headers["location"] == "/masuk?gagal=sso-akun&tujuan=/materi"
    assert "__Host-netral" not in browser.cookies() and building.office.rows("SELECT * FROM session") == []
    assert building.office.rows("SELECT count(*) FROM person") == people
    assert "Anda belum dapat masuk ke Netral" in text_of(browser.get(response.headers["location"]))
