"""Codes over HTTP: made for somebody by their id, or printed as slips for a unit; by administrators, from our own forms."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.actions.office import NIP, PASSWORD
from tests.web.accounts import Browser, Building, text_of


@pytest.fixture
def building(tmp_path: Path) -> Building:
    building = Building(tmp_path)
    building.office.hire("ani", number=NIP, activated=False)
    building.office.hire("budi", number="KADES-01", activated=False, agency="dinkes")
    return building


def administrator(building: Building) -> Browser:
    browser, name = building.browser(), building.office.hire("admin", "administrator")
    assert browser.sign_in_with_phone(name, PASSWORD).status_code == 200
    return browser


def test_a_code_is_made_by_id_and_no_number_is_in_any_address(building: Building) -> None:
    browser = administrator(building)
    page = browser.post("/kode-masuk", orang="ani", tindakan="kode")
    assert page.status_code == 200 and 'id="kode-baru"' in page.text and NIP not in page.text
    assert not any(NIP in seen for seen in browser.seen[-6:])
    assert browser.post("/kode-masuk", orang="tidak-ada").status_code == 400


def test_slips_are_counted_first_and_made_after_a_second_press(building: Building) -> None:
    browser = administrator(building)
    question = text_of(browser.post("/slip-aktivasi", unit="kab"))
    assert "2 orang" in question and "Buat 2 slip" in question
    assert building.office.rows("SELECT COUNT(*) FROM entry_code") == [(0,)]
    slips = browser.post("/slip-aktivasi", unit="kab", yakin="ya")
    assert slips.text.count('class="code"') == 2 and NIP not in slips.text
    assert slips.headers["cache-control"] == "no-store"
    assert building.office.rows("SELECT COUNT(DISTINCT batch_id) FROM audit_entry WHERE action = 'code-issued'") == [
        (1,)
    ]


def test_a_unit_without_newcomers_needs_no_slips(building: Building) -> None:
    browser = administrator(building)
    building.office.change("UPDATE account SET disabled_at = NULL")
    building.office.change("INSERT INTO account (person_id, disabled_at) VALUES ('budi', '2026-01-01T00:00:00Z')")
    assert "Tidak ada slip" in text_of(browser.post("/slip-aktivasi", unit="dinkes"))
    assert browser.post("/slip-aktivasi", unit="tidak-ada").status_code == 400


def test_nobody_else_prints_slips(building: Building) -> None:
    stranger = building.browser()
    assert stranger.post("/slip-aktivasi", unit="kab").headers["location"] == "/masuk"
    name = building.office.hire("citra")
    stranger.sign_in(name, PASSWORD)
    for path, fields in (("/slip-aktivasi", {"unit": "kab", "yakin": "ya"}), ("/kode-masuk", {"orang": "ani"})):
        assert stranger.post(path, **fields).status_code == 403
    assert building.office.rows("SELECT COUNT(*) FROM entry_code") == [(0,)]


def test_a_form_of_another_site_makes_no_codes(building: Building) -> None:
    browser = administrator(building)
    answer = browser.client.post(
        "/slip-aktivasi", data={"unit": "kab", "yakin": "ya"}, headers={"Origin": "https://lain"}
    )
    assert answer.status_code == 403 and building.office.rows("SELECT COUNT(*) FROM entry_code") == [(0,)]
