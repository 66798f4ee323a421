"""Every page of an administrator and an auditor, with a province's worth of data, has no WCAG A/AA violation axe can find."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser, Page

from actions.accounts import open_full_session
from people.models import Person
from store import accounts, people
from store.database import open_database
from tests.browser import office, visitor
from tests.browser.conftest import seeded_site
from tests.browser.office import DESKTOP, PHONE, choose_part, context_of, pick, switch
from tests.browser.running_site import RunningSite
from tests.browser.test_accessibility import violations
from web.session_cookie import session_cookie_name

LOOKS = {"phone": (PHONE, "light"), "desktop": (DESKTOP, "light"), "phone in the dark": (PHONE, "dark")}
ROLES = ("administrator", "auditor")
Step = Callable[[Page], None]


def part(title: str) -> Step:
    return lambda page: choose_part(page, title)


def chosen(label: str, option: str) -> Step:
    return lambda page: pick(page, label, option)


def switched(label: str) -> Step:
    return lambda page: switch(page, label)


PAGES: tuple[tuple[str, str, tuple[Step, ...]], ...] = (
    ("administrator", "pegawai", ()),
    ("administrator", "pegawai", (switched("Pilih beberapa orang"),)),
    ("administrator", "pegawai", (part("Tindakan banyak orang"), chosen("Tindakan", "Beri peran"))),
    ("administrator", "pegawai", (part("Impor daftar"),)),
    ("administrator", "pegawai?orang={person}", (chosen("Ubah data orang ini", "Pindah unit"),)),
    ("administrator", "instansi", ()),
    ("administrator", "instansi?unit={unit}", (chosen("Perubahan", "Pecah"),)),
    ("administrator", "penugasan", (switched("Buat penugasan baru"),)),
    ("administrator", "penugasan?tugas={assignment}", ()),
    ("administrator", "penugasan?tugas={assignment}&angka=unfinished", ()),
    ("administrator", "penugasan?tugas={assignment}&unit={unit}", (switched("Cari orang dan catat"),)),
    ("administrator", "surat", ()),
    ("administrator", "jejak", ()),
    ("administrator", "privasi", ()),
    ("administrator", "privasi", (part("Orang"),)),
    ("administrator", "privasi", (part("Masa simpan"),)),
    ("administrator", "privasi", (part("Kebocoran data"),)),
    ("administrator", "privasi?orang={person}", (switched("Saya hendak menghapus identitas orang ini"),)),
    ("administrator", "data-saya", ()),
    ("administrator", "akun", ()),
    ("auditor", "bukti", ()),
    ("auditor", "bukti", (part("Keputusan"),)),
    ("auditor", "bukti", (part("Periksa keutuhan"),)),
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSite]:
    running = seeded_site(tmp_path_factory.mktemp("office"))
    running.start()
    yield running
    running.stop()


@pytest.fixture(scope="module")
def known(site: RunningSite) -> dict[str, str]:
    """Ids for the addresses, and a session token of each role."""
    now, database = datetime.now(UTC), open_database(site.data_dir / "netral.sqlite")
    with database.write() as connection:
        found = {
            "unit": connection.execute("SELECT id FROM agency WHERE kind = 'perangkat-daerah' ORDER BY id").fetchone()["id"],
            "assignment": connection.execute("SELECT id FROM assignment ORDER BY id").fetchone()["id"],
            "person": connection.execute("SELECT person_id FROM attempt ORDER BY id").fetchone()["person_id"],
        }  # fmt: skip
        root = connection.execute("SELECT id FROM agency WHERE parent_id IS NULL").fetchone()["id"]
        for role in ROLES:
            people.add_people(connection, [Person(role, f"Ni Luh {role.title()}", "pns", root)], "demo", "2026-01-01")
            people.add_role(connection, people.RoleGrant(role, "", role, "", ""))  # type: ignore[arg-type]
            accounts.add_account(connection, role)
            found[role] = open_full_session(connection, role, role, "", now, is_strong=True)  # type: ignore[arg-type]
    database.close()
    return found


@pytest.mark.parametrize("looks", LOOKS)
def test_pages_of_the_office_have_no_wcag_violation_and_no_sideways_scroll(
    site: RunningSite, browser: Browser, known: dict[str, str], looks: str
) -> None:
    size, scheme = LOOKS[looks]
    found: list[str] = []
    for role in ROLES:
        with context_of(browser, size, scheme) as context:
            context.add_cookies([{"name": session_cookie_name(False), "value": known[role], "url": site.url}])
            page = context.new_page()
            for who, path, steps in PAGES:
                if who == role:
                    found += look_at(page, site, path.format(**known), steps, looks)
    assert not found, "\n".join(found)


def look_at(page: Page, site: RunningSite, path: str, steps: tuple[Step, ...], looks: str) -> list[str]:
    visitor.open_page(page, site.url, path)
    for step in steps:
        step(page)
    page.wait_for_timeout(400)  # fonts settle
    where = f"{path} {looks}"
    broken = [f"{where}: {office.TROUBLE}"] if page.get_by_text(office.TROUBLE).count() else []
    return broken + violations(page, where)
