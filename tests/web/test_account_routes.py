"""Signing in with an account over HTTP, as a browser does it."""

from __future__ import annotations

import logging
import re
from datetime import timedelta
from pathlib import Path

import pytest

from actions.signing_in.accounts import set_disabled
from actions.signing_in.second_factor import drop_second_factor
from actions.signing_in.setup import offer_setup
from people.signing_in.throttle import FREE_FAILURES
from store.database import open_database
from tests.actions.office import NEW_PASSWORD, NIP, PASSWORD
from tests.builders import NOW
from tests.web.accounts import Browser, Building, text_of
from web.desk import device_name


@pytest.fixture
def building(tmp_path: Path) -> Building:
    return Building(tmp_path)


@pytest.fixture
def browser(building: Building) -> Browser:
    return building.browser()


def test_a_learner_signs_in_and_goes_where_they_wanted(building: Building, browser: Browser) -> None:
    building.office.hire("ani", number=NIP)
    assert browser.get("/materi").headers["location"] == "/masuk?tujuan=/materi"
    response = browser.sign_in(NIP, PASSWORD, tujuan="/materi")
    assert response.status_code == 303 and response.headers["location"] == "/materi"
    assert browser.get("/materi").status_code == 200


def test_both_cookies_are_out_of_reach_of_scripts_and_other_sites(building: Building, browser: Browser) -> None:
    building.office.hire("ani", number=NIP)
    cookies = browser.sign_in(NIP, PASSWORD).headers.get_list("set-cookie")
    assert sorted(cookie.split("=")[0] for cookie in cookies) == ["__Host-netral", "__Host-netral-perangkat"]
    for cookie in cookies:
        assert {"HttpOnly", "Secure", "SameSite=lax", "Path=/"} <= set(cookie.split("; ")) and "Domain" not in cookie
    (session,) = (cookie for cookie in cookies if cookie.startswith("__Host-netral="))
    assert "Max-Age" not in session


def test_unknown_wrong_and_disabled_get_the_same_page(building: Building, browser: Browser) -> None:
    building.office.hire("ani", number=NIP)
    building.office.hire("budi", number="KADES-01")
    building.office.change("UPDATE account SET disabled_at = '2026-01-01T00:00:00Z' WHERE person_id = 'budi'")
    pages = set()
    for name, password in ((NIP, "salah sekali ini"), ("197001011990011999", PASSWORD), ("KADES-01", PASSWORD)):
        response = browser.sign_in(name, password)
        assert response.status_code == 400 and "set-cookie" not in response.headers
        pages.add(response.text.replace(name, ""))
    assert len(pages) == 1
    assert "tidak cocok" in pages.pop()


def test_a_refused_page_keeps_the_name_and_never_the_password(building: Building, browser: Browser) -> None:
    page = browser.sign_in('<b>"NAMA"', "salah-sekali-ini").text
    assert 'value="&lt;b&gt;&quot;NAMA&quot;"' in page and "salah-sekali-ini" not in page
    assert 'role="alert"' in page and "<title>Galat: Masuk" in page


def test_too_many_tries_answer_429_with_the_wait(building: Building, browser: Browser) -> None:
    for _ in range(FREE_FAILURES + 1):
        assert browser.sign_in(NIP, "salah sekali ini").status_code == 400
    response = browser.sign_in(NIP, "salah sekali ini")
    assert response.status_code == 429 and response.headers["retry-after"] == "1"
    assert "Akun tidak dikunci" in response.text


def test_activation_then_first_sign_in(building: Building, browser: Browser) -> None:
    building.office.hire("ani", number=NIP, activated=False)
    code = building.office.code_for("ani")
    assert browser.get("/aktivasi").status_code == 200
    fields = {"nama": NIP, "kode": code, "sandi": NEW_PASSWORD, "ulang": NEW_PASSWORD}
    for change in ({"ulang": "lain sama sekali"}, {"sandi": "bismillah123", "ulang": "bismillah123"}):
        refused = browser.post("/aktivasi", **(fields | change))
        assert refused.status_code == 400 and "bismillah123" not in refused.text
    done = browser.post("/aktivasi", **fields)
    assert done.headers["location"] == "/masuk?kabar=sandi"
    assert "Kata sandi Anda tersimpan" in browser.get("/masuk?kabar=sandi").text
    assert browser.sign_in(NIP, NEW_PASSWORD).status_code == 303
    assert browser.post("/atur-ulang", **fields).status_code == 400, "the code is used up"


def test_a_reset_ends_the_sessions_elsewhere(building: Building, browser: Browser) -> None:
    building.office.hire("ani", number=NIP)
    elsewhere = building.browser()
    elsewhere.sign_in(NIP, PASSWORD)
    code = building.office.code_for("ani")
    browser.post("/atur-ulang", nama=NIP, kode=code, sandi=NEW_PASSWORD, ulang=NEW_PASSWORD)
    assert elsewhere.get("/materi").status_code == 303


def test_a_supervisor_sets_up_the_second_step_and_is_in(building: Building, browser: Browser) -> None:
    building.office.hire("dewi", "supervisor", number=NIP)
    first = browser.sign_in(NIP, PASSWORD, tujuan="/pemahaman")
    assert first.headers["location"] == "/masuk/kode?tujuan=/pemahaman"
    assert browser.get("/pemahaman").status_code == 303, "a password alone opens nothing"
    page = browser.get("/masuk/kode").text
    assert 'src="data:image/svg+xml' in page and "autentikator" in page
    done = browser.sign_in_with_phone(NIP, PASSWORD)
    assert done.status_code == 200 and len(re.findall(r"<li>[0-9A-Z-]{14}</li>", done.text)) == 10
    assert browser.get("/pemahaman").status_code == 200


def test_a_wrong_second_code_shows_the_page_again(building: Building, browser: Browser) -> None:
    building.office.hire("dewi", "supervisor", number=NIP)
    browser.sign_in(NIP, PASSWORD)
    response = browser.post("/masuk/kode", kode="abc")
    assert response.status_code == 400 and 'role="alert"' in response.text
    building.now += timedelta(minutes=11)
    assert browser.get("/masuk/kode").headers["location"] == "/masuk"
    assert browser.post("/masuk/kode", kode="123456").headers["location"] == "/masuk"


def test_whoever_holds_two_roles_says_which(building: Building, browser: Browser) -> None:
    building.office.hire("ani", "learner", "author", number=NIP)
    assert browser.sign_in(NIP, PASSWORD, tujuan="/materi").headers["location"] == "/peran?tujuan=/materi"
    page = browser.get("/peran?tujuan=/materi").text
    assert "Masuk sebagai Peserta" in page and "Masuk sebagai Penyusun" in page
    before = browser.cookies()["__Host-netral"]
    assert browser.post("/peran", peran="author", tujuan="/materi").headers["location"] == "/materi"
    assert browser.cookies()["__Host-netral"] != before
    assert browser.post("/peran", peran="administrator").status_code == 403


def test_one_lists_and_ends_ones_sessions(building: Building, browser: Browser) -> None:
    building.office.hire("ani", number=NIP)
    other = building.browser()
    for one in (browser, other):
        one.sign_in(NIP, PASSWORD)
    page = browser.get("/sesi").text
    assert page.count("Chrome di Android") >= 2 and "(sesi ini)" in page and "22 Nov 2026 pukul 03.00" in page
    (session_id,) = set(re.findall(r'name="sesi" value="([^"]+)"', page))
    assert browser.post("/sesi/akhiri", sesi="x").status_code == 400
    assert browser.post("/sesi/akhiri", sesi=session_id).headers["location"] == "/sesi"
    assert other.get("/materi").status_code == 303 and browser.get("/materi").status_code == 200
    other.sign_in(NIP, PASSWORD)
    browser.post("/sesi/akhiri-lain")
    assert other.get("/materi").status_code == 303


def test_one_changes_ones_password(building: Building, browser: Browser) -> None:
    building.office.hire("ani", number=NIP)
    browser.sign_in(NIP, PASSWORD)
    fields = {"sandi": NEW_PASSWORD, "ulang": NEW_PASSWORD}
    assert browser.post("/kata-sandi", lama="bukan ini sandinya", **fields).status_code == 400
    assert "sudah diganti" in browser.post("/kata-sandi", lama=PASSWORD, **fields).text
    assert building.browser().sign_in(NIP, NEW_PASSWORD).status_code == 303


def test_an_administrator_issues_a_code_that_activates(building: Building, browser: Browser) -> None:
    building.office.hire("admin", "administrator", number="ADMIN-1")
    building.office.hire("ani", number=NIP, activated=False)
    browser.sign_in_with_phone("ADMIN-1", PASSWORD)
    assert browser.post("/kode-masuk", nama="197001011990011999").status_code == 400
    page = browser.post("/kode-masuk", nama=NIP)
    assert "Untuk <strong>Ani</strong>" in page.text, "a mistyped number must be noticed before the code is handed over"
    (code,) = re.findall(r'id="kode-baru">([0-9A-Z-]{14})<', page.text)
    assert page.headers["cache-control"] == "no-store"
    fields = {"nama": NIP, "kode": code, "sandi": NEW_PASSWORD, "ulang": NEW_PASSWORD}
    assert building.browser().post("/aktivasi", **fields).status_code == 303


def test_a_closed_account_is_shut_out_at_once_and_comes_in_again_when_reopened(
    building: Building, browser: Browser
) -> None:
    office = building.office
    administrator = office.administrator()
    office.hire("ani", number=NIP)
    browser.sign_in(NIP, PASSWORD)
    set_disabled(office.database, administrator, "ani", True, NOW)
    assert browser.get("/materi").status_code == 303 and browser.sign_in(NIP, PASSWORD).status_code == 400
    set_disabled(office.database, administrator, "ani", False, NOW)
    assert browser.sign_in(NIP, PASSWORD).status_code == 303
    drop_second_factor(office.database, administrator, "ani", NOW)
    assert browser.get("/materi").status_code == 303


def test_somebody_who_left_gets_no_code(building: Building, browser: Browser) -> None:
    browser.sign_in_with_phone(building.office.hire("admin", "administrator"), PASSWORD)
    building.office.hire("ani", number=NIP)
    building.office.change("UPDATE membership SET valid_to = '2026-11-01' WHERE person_id = 'ani'")
    assert browser.post("/kode-masuk", nama=NIP).status_code == 400
    assert building.office.rows("SELECT * FROM entry_code") == []


@pytest.mark.parametrize("path", ["/kode-masuk"])
def test_nobody_else_sees_or_uses_the_page_of_codes(building: Building, browser: Browser, path: str) -> None:
    building.office.hire("ani", number=NIP)
    browser.sign_in(NIP, PASSWORD)
    assert browser.get(path).status_code == 403
    assert browser.post(path, nama=NIP).status_code == 403
    assert building.office.rows("SELECT * FROM entry_code") == []


@pytest.mark.parametrize("path", ["/sesi", "/peran", "/kata-sandi", "/kode-masuk"])
def test_a_stranger_is_sent_to_sign_in(browser: Browser, path: str) -> None:
    assert browser.get(path).headers["location"] == f"/masuk?tujuan={path}"


POSTS = ["/masuk", "/masuk/kode", "/aktivasi", "/atur-ulang", "/keluar", "/sesi/akhiri", "/sesi/akhiri-lain", "/peran",
         "/kata-sandi", "/kode-masuk", "/penyiapan"]  # fmt: skip


@pytest.mark.parametrize("path", POSTS)
def test_a_form_on_another_site_does_nothing(building: Building, browser: Browser, path: str) -> None:
    building.office.hire("ani", number=NIP)
    browser.sign_in(NIP, PASSWORD)
    before = building.office.rows("SELECT * FROM session") + building.office.rows("SELECT * FROM failed_try")
    for headers in ({}, {"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "same-site"}):
        fields = {"nama": NIP, "sandi": PASSWORD, "peran": "learner"}
        response = browser.client.post(path, data=fields, headers=headers)
        assert response.status_code == 403 and "set-cookie" not in response.headers
    after = building.office.rows("SELECT * FROM session") + building.office.rows("SELECT * FROM failed_try")
    assert after == before


@pytest.mark.parametrize("path", [path for path in POSTS if path != "/keluar"])
def test_an_oversized_form_is_refused(browser: Browser, path: str) -> None:
    assert browser.post(path, nama="x" * 20_000).status_code == 413


def test_a_role_taken_away_bites_on_the_next_request(building: Building, browser: Browser) -> None:
    building.office.hire("ani", number=NIP)
    browser.sign_in(NIP, PASSWORD)
    assert browser.get("/materi").status_code == 200
    building.office.change("DELETE FROM role_grant")
    assert browser.get("/materi").status_code == 303 and browser.get("/sesi").status_code == 303


def test_an_idle_session_ends_and_signing_out_ends_it_for_good(building: Building, browser: Browser) -> None:
    building.office.hire("ani", number=NIP)
    browser.sign_in(NIP, PASSWORD)
    token = browser.cookies()["__Host-netral"]
    browser.post("/keluar")
    browser.client.cookies.set("__Host-netral", token, domain="netral.test")
    assert browser.get("/materi").status_code == 303
    browser.client.cookies.clear()
    browser.sign_in(NIP, PASSWORD)
    assert browser.get("/materi").status_code == 200
    building.now += timedelta(minutes=31)
    assert browser.get("/materi").status_code == 303


def test_signing_in_ends_the_former_session_of_this_browser(building: Building, browser: Browser) -> None:
    building.office.hire("ani", number=NIP)
    browser.sign_in(NIP, PASSWORD)
    browser.sign_in(NIP, PASSWORD)
    assert len(building.office.rows("SELECT * FROM session")) == 1


def test_the_setup_page_makes_the_first_administrator(tmp_path: Path) -> None:
    building = Building(tmp_path)
    building.office.database = open_database(tmp_path / "baru.sqlite")
    browser = building.browser()
    assert browser.get("/penyiapan").status_code == 404
    token = offer_setup(building.office.database, NOW)
    assert "Nama instansi" in browser.get(f"/penyiapan?kunci={token}").text
    fields = {"kunci": token or "", "instansi": "Pemkab", "kode_instansi": "pemkab", "orang": "Ibu Admin", "status": "pns",
              "nama": NIP, "sandi": PASSWORD, "ulang": PASSWORD}  # fmt: skip
    weak = browser.post("/penyiapan", **(fields | {"sandi": "admin", "ulang": "admin"}))
    assert weak.status_code == 400 and 'value="Ibu Admin"' in weak.text
    assert browser.post("/penyiapan", **fields).headers["location"] == "/masuk?kabar=siap"
    assert browser.post("/penyiapan", **fields).status_code == 404
    assert browser.get(f"/penyiapan?kunci={token}").status_code == 404
    assert browser.sign_in_with_phone(NIP, PASSWORD).status_code == 200


def test_the_login_name_is_never_in_an_address_a_header_a_cookie_or_a_log(
    building: Building, browser: Browser, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    office = building.office
    office.hire("admin", "administrator", "learner", number="ADMIN-CANARY-1")
    office.hire("ani", number=NIP, activated=False)
    browser.sign_in_with_phone("ADMIN-CANARY-1", PASSWORD)
    browser.post("/peran", peran="administrator")
    issued = browser.post("/kode-masuk", nama=NIP).text
    (code,) = re.findall(r'id="kode-baru">([0-9A-Z-]{14})<', issued)
    learner = building.browser()
    learner.get("/materi?bagian=2")
    learner.post("/aktivasi", nama=NIP, kode=code, sandi=NEW_PASSWORD, ulang=NEW_PASSWORD)
    learner.sign_in(NIP, "salah sekali ini")
    learner.sign_in(NIP, NEW_PASSWORD, tujuan="/materi")
    for path in ("/sesi", "/peran", "/kata-sandi", "/materi"):
        assert "ADMIN-CANARY" not in browser.get(path).text and NIP not in learner.get(path).text
    learner.post("/kata-sandi", lama="salah sekali ini", sandi=PASSWORD, ulang=PASSWORD)
    learner.post("/keluar")
    told = "\n".join([*browser.seen, *learner.seen, caplog.text])
    for canary in (NIP, "ADMIN-CANARY", PASSWORD, NEW_PASSWORD, "salah sekali ini", code):
        assert canary not in told
    assert "/materi" in told and NIP[:8] not in told


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        ("Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/156.0 Mobile Safari/537.36", "Chrome di Android"),
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/156.0 Safari/537.36 Edg/156.0", "Edge di Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 19_0) AppleWebKit Version/19.0 Mobile Safari/604.1", "Safari di iPhone"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0", "Firefox di Linux"),
        ("<script>", "Peramban di perangkat lain"),
        ("", "Peramban di perangkat lain"),
    ],
)
def test_a_device_is_named_coarsely(agent: str, name: str) -> None:
    from starlette.requests import Request

    request = Request({"type": "http", "headers": [(b"user-agent", agent.encode())]})
    assert device_name(request) == name


def test_every_page_has_one_heading_labels_and_no_script(building: Building, browser: Browser) -> None:
    for path in ("/masuk", "/aktivasi", "/atur-ulang"):
        page = text_of(browser.get(path))
        assert page.count("<h1>") == 1 and "<script" not in page and '<html lang="id">' in page
        fields = re.findall(r'<input id="([a-z]+)"', page)
        assert fields and all(f'<label for="{field}">' in page for field in fields)
