"""What an administrator and new account holders do in the browser, in their words."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pyotp
from playwright.sync_api import BrowserContext, Locator, Page, expect

from actions.signing_in.accounts import open_full_session
from people.models import Person, Role
from store.database import open_database
from store.registry import agencies, people
from store.signing_in import accounts
from tests.browser import visitor
from tests.browser.axe import violations
from tests.browser.running_site import RunningSite
from tests.browser.visitor import DESKTOP, PHONE
from web.session_cookie import session_cookie_name

PASSWORD = "lampu taman berderit keras"
TROUBLE = "Terjadi kesalahan di server"


class Watch:
    """Everything a browser keeps or sends where no number may be, and what axe finds at both widths on the way."""

    def __init__(self) -> None:
        self.seen: list[str] = []
        self.found: list[str] = []

    def check(self, page: Page, where: str) -> None:
        before = page.viewport_size
        for size in (DESKTOP, PHONE):
            page.set_viewport_size(size)  # type: ignore[arg-type]
            self.found += violations(page, f"{where} {size['width']}")
        page.set_viewport_size(before)  # type: ignore[arg-type]

    def over(self, page: Page) -> Page:
        page.on("request", lambda request: self.seen.append(request.url))
        page.on("download", lambda download: self.seen.append(download.suggested_filename))
        return page

    def look_into(self, page: Page) -> None:
        self.seen += [
            page.url,
            page.evaluate("JSON.stringify([localStorage, sessionStorage])"),
            str(page.context.cookies()),
        ]


def hire(site: RunningSite, role: Role, name: str) -> str:
    """Somebody new in a demo province, who has no way in of their own; the token of their session."""
    database, now = open_database(site.data_dir / "netral.sqlite"), datetime.now(UTC)
    with database.write() as connection:
        root = agencies.root_agencies(connection)[0]
        people.add_people(connection, [Person(role, name, "pns", root.id)], "demo", "2026-01-01")
        people.add_role(connection, people.RoleGrant(role, "", role, "", ""))
        accounts.add_account(connection, role)
        token = open_full_session(connection, role, role, "", now, is_strong=True)
    database.close()
    return token


def ids_of(site: RunningSite) -> dict[str, str]:
    """Of an office, an assignment, and somebody who has taken a quiz: for addresses."""
    database = open_database(site.data_dir / "netral.sqlite")
    with database.read() as connection:
        found = {
            "unit": connection.execute("SELECT id FROM agency WHERE kind = 'perangkat-daerah' ORDER BY id").fetchone(),
            "assignment": connection.execute("SELECT id FROM assignment ORDER BY id").fetchone(),
            "person": connection.execute("SELECT person_id AS id FROM attempt ORDER BY id").fetchone(),
        }
    database.close()
    return {name: row["id"] for name, row in found.items()}


def bring_in(context: BrowserContext, site: RunningSite, token: str) -> Page:
    context.add_cookies([{"name": session_cookie_name(False), "value": token, "url": site.url}])
    return context.new_page()


# --- The plain pages -------------------------------------------------------------------------


def fill(page: Page, **fields: str) -> None:
    """Fill in the form of a plain page and send it."""
    for name, value in fields.items():
        page.locator(f"#{name}").fill(value)
    page.get_by_role("main").get_by_role("button").first.click()


def set_up_second_step(page: Page) -> None:
    """From the page with the QR code to the one with the recovery codes."""
    expect(page.get_by_role("heading", level=1)).to_have_text("Pasang langkah kedua")
    fill(page, kode=pyotp.TOTP(page.locator("p.code").inner_text().replace(" ", "")).now())
    expect(page.get_by_role("heading", level=1)).to_have_text("Simpan kode cadangan")


def keep_recovery_codes(page: Page) -> None:
    page.get_by_role("link", name="Sudah saya simpan, lanjut").click()


def make_entry_code(page: Page, url: str, number: str) -> str:
    page.goto(f"{url}/kode-masuk")
    fill(page, nama=number)
    return page.locator("#kode-baru").inner_text()


def activate(page: Page, url: str, number: str, code: str) -> None:
    """Choose a password with the code, then sign in with it."""
    page.goto(f"{url}/aktivasi")
    fill(page, nama=number, kode=code.lower(), sandi=PASSWORD, ulang=PASSWORD)
    fill(page, nama=number, sandi=PASSWORD)


def come_in_as(page: Page, role: str) -> None:
    """At the question in which of several roles one comes."""
    page.get_by_role("button", name=f"Masuk sebagai {role}").click()
    visitor.settle(page)


# --- Streamlit's widgets ---------------------------------------------------------------------


def pick(page: Page, label: str, option: str | re.Pattern[str]) -> None:
    """A list closes when the page moves under it, so whatever is to be scrolled or drawn comes first."""
    box = page.get_by_role("combobox", name=label)
    box.scroll_into_view_if_needed()
    visitor.come_to_rest(page)
    box.click()
    page.get_by_role("option", name=option, exact=True).click()
    visitor.settle(page)


def choose_part(page: Page, title: str) -> None:
    """One of the parts of a page."""
    part(page, title).click()
    visitor.settle(page)


def part(page: Page, title: str) -> Locator:
    return page.get_by_role("radiogroup").get_by_text(title, exact=True).first


def switch(page: Page, label: str) -> None:
    page.get_by_text(label, exact=True).click()
    visitor.settle(page)


def press(page: Page, name: str | re.Pattern[str]) -> None:
    page.get_by_role("button", name=name).click()
    visitor.settle(page)


def upload(page: Page, name: str, data: bytes) -> None:
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    page.locator("input[type=file]").set_input_files({"name": name, "mimeType": kind, "buffer": data})
    page.get_by_text("Ditolak").first.wait_for()  # one of the counts of the preview
    visitor.settle(page)
