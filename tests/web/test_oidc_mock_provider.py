"""Coming in by SSO through a provider somebody else wrote (oidc-provider-mock), over real HTTP and a real clock."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import httpx2
import pytest
from oidc_provider_mock import User, run_server_in_thread

from tests.actions.office import NIP
from tests.web.accounts import Browser, Building
from tests.web.sso_provider import leave, oidc_settings, path_of

USERS = (
    User(sub="ani", claims={"nip": NIP}),
    User(sub="dewi", claims={"nip": "198501012010011002"}),
    User(sub="dewi-otp", claims={"nip": "198501012010011002", "amr": ["pwd", "otp"]}),
    User(sub="orang-lain", claims={"nip": "197001011990011999"}),
    User(sub="bilangan", claims={"nip": int(NIP)}),
    User(sub="tanpa-nip", claims={}),
)


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("AUTHLIB_INSECURE_TRANSPORT", "1")  # the mock itself refuses plain HTTP otherwise
        with run_server_in_thread(user_claims=USERS, require_nonce=True) as server:
            yield f"http://localhost:{server.server_port}"


@pytest.fixture
def building(tmp_path: Path, issuer: str) -> Building:
    building = Building(tmp_path, sso=oidc_settings(issuer))
    building.now = datetime.now(UTC)
    building.office.hire("ani", number=NIP, activated=False)
    building.office.hire("dewi", "supervisor", number="198501012010011002", activated=False)
    return building


def sign_in_as(browser: Browser, user: str) -> str:
    """Where somebody ends up who presses the button and signs in there."""
    return browser.get(path_of(back_from(leave(browser), user))).headers["location"]


def back_from(address: str, user: str) -> str:
    response = httpx2.post(address, data={"sub": user})
    assert response.status_code == 302, response.text
    return response.headers["location"]


def test_a_learner_without_password_comes_in(building: Building) -> None:
    browser = building.browser()
    assert sign_in_as(browser, "ani") == "/materi" and browser.get("/materi").status_code == 200


def test_a_supervisor_needs_our_second_step_unless_the_provider_did_one(building: Building) -> None:
    assert sign_in_as(building.browser(), "dewi") == "/masuk/kode?tujuan=/materi"
    assert sign_in_as(building.browser(), "dewi-otp") == "/materi"


@pytest.mark.parametrize(
    ("user", "code"), [("orang-lain", "sso-akun"), ("tanpa-nip", "sso-akun"), ("bilangan", "sso-nomor")]
)
def test_whoever_cannot_be_told_apart_stays_out(building: Building, user: str, code: str) -> None:
    browser = building.browser()
    assert sign_in_as(browser, user) == f"/masuk?gagal={code}&tujuan=/materi"
    assert building.office.rows("SELECT * FROM session") == []


def test_whoever_denies_is_back_at_the_door(building: Building) -> None:
    browser = building.browser()
    address = leave(browser)
    response = httpx2.post(address, data={"action": "deny"})
    back = response.headers["location"]
    assert "error=access_denied" in back
    state = dict(parse_qsl(urlsplit(address).query))["state"]  # this mock forgets to send it along
    assert "gagal=sso-ulang" in browser.get(path_of(back)).headers["location"]
    assert "gagal=sso-batal" in browser.get(path_of(back, state=state)).headers["location"]


def test_the_way_back_works_once(building: Building) -> None:
    browser = building.browser()
    back = path_of(back_from(leave(browser), "ani"))
    cookies = browser.cookies()
    assert browser.get(back).headers["location"] == "/materi"
    again = building.browser()
    for name, value in cookies.items():
        again.client.cookies.set(name, value, domain="netral.test")
    assert "gagal=sso-ulang" in again.get(back).headers["location"]


def test_two_tabs(building: Building) -> None:
    browser = building.browser()
    first, second = leave(browser, "/materi"), leave(browser, "/kuis")
    assert browser.get(path_of(back_from(second, "ani"))).headers["location"] == "/kuis"
    assert browser.get(path_of(back_from(first, "ani"))).headers["location"] == "/materi"


def test_a_wrong_state_is_refused(building: Building) -> None:
    browser = building.browser()
    assert "gagal=sso-ulang" in browser.get(path_of(back_from(leave(browser), "ani"), state="x")).headers["location"]
