"""Walks every GET page of our own HTTP shell as everybody: nobody's number is in a page, an address, a header, a cookie or a log."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from tests.actions.office import PASSWORD
from tests.web.accounts import Browser, Building

NUMBERS = {"admin": "198701012010017771", "ani": "198701012010017772"}
NAMES = {"admin": "Zanari Admin", "ani": "Zanari Ani"}
ALLOWED_AFTER_A_REFUSAL = {
    "/masuk": "the name stays in the field it was typed into, so that a slip of the password costs one field",
    "/kode-masuk": "the same, for the administrator who typed it",
}


@pytest.fixture
def building(tmp_path: Path) -> Building:
    found = Building(tmp_path)
    found.office.hire("admin", "administrator", number=NUMBERS["admin"])
    found.office.hire("ani", number=NUMBERS["ani"])
    for person_id, name in NAMES.items():
        found.office.change(f"UPDATE person SET name = '{name}' WHERE id = '{person_id}'")
    return found


def pages_of(building: Building) -> list[str]:
    """Every GET path without a part to fill in; Streamlit's stand-in is not ours."""
    paths = {
        route.path
        for route in building.site.routes
        if "GET" in (getattr(route, "methods", None) or ()) and "{" not in route.path
    }
    return sorted(paths)


def walk(building: Building, browser: Browser) -> str:
    """Everything the pages said, beside what the browser remembers of addresses, headers and cookies."""
    return "\n".join(browser.get(path).text for path in pages_of(building) if path != "/keluar")


def test_no_page_address_header_cookie_or_log_has_a_number(
    building: Building, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    admin, learner, stranger = building.browser(), building.browser(), building.browser()
    admin.sign_in_with_phone(NUMBERS["admin"], PASSWORD)
    learner.sign_in(NUMBERS["ani"], PASSWORD)
    said = "\n".join(walk(building, browser) for browser in (admin, learner, stranger))
    assert "Buat kode masuk" in said and "Sesi saya" in said, "the walk must see something"
    told = "\n".join([said, caplog.text, *admin.seen, *learner.seen, *stranger.seen])
    for number in NUMBERS.values():
        assert number not in told and number[:14] not in told
    kept = "\n".join([caplog.text, *admin.seen, *learner.seen, *stranger.seen])
    assert not any(name in kept for name in NAMES.values())


def test_a_number_stands_in_a_page_only_in_the_field_it_was_typed_into(building: Building) -> None:
    admin, stranger = building.browser(), building.browser()
    admin.sign_in_with_phone(NUMBERS["admin"], PASSWORD)
    unknown = "198701012010019999"
    refused = {
        "/masuk": stranger.post("/masuk", nama=unknown, sandi="salah sekali ini"),
        "/kode-masuk": admin.post("/kode-masuk", nama=unknown),
    }
    for path, response in refused.items():
        assert response.status_code == 400 and path in ALLOWED_AFTER_A_REFUSAL
        assert response.text.count(unknown) == 1 and f'value="{unknown}"' in response.text
    assert unknown not in "\n".join([*admin.seen, *stranger.seen])
    issued = admin.post("/kode-masuk", nama=NUMBERS["ani"])
    assert issued.status_code == 200 and NUMBERS["ani"] not in issued.text
