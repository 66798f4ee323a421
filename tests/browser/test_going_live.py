"""The first week of a real site in one piece: from the link on the console to an auditor who reads evidence without names."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from python_calamine import CalamineWorkbook

from people.roster.writing import agencies_xlsx
from tests.browser import office, visitor
from tests.browser.office import Watch
from tests.browser.running_site import RunningSite
from tests.browser.test_learner_journey import first_section
from tests.browser.visitor import DESKTOP, PHONE, context_of
from tests.people.rosters import as_xlsx, nip

ADMIN, ADMINS_PASSWORD = "ADMIN-01", "kuda nil berenang pelan"
ROOT, HEALTH, SCHOOLS, CLINIC = "Pemkab Contoh", "Dinas Kesehatan", "Dinas Pendidikan", "Puskesmas Sukamaju"
UNITS = (
    ("pemkab", ROOT, "Instansi", ""),
    ("01", HEALTH, "Perangkat Daerah", "pemkab"),
    ("01.01", CLINIC, "Unit", "01"),
    ("01.02", "Puskesmas Melati", "Unit", "01"),
    ("02", SCHOOLS, "Perangkat Daerah", "pemkab"),
    ("02.01", "SD Negeri 1", "Unit", "02"),
    ("02.02", "SD Negeri 2", "Unit", "02"),
)
LEARNER, PARENTS_SUPERVISOR, SIBLINGS_SUPERVISOR, AUDITOR = (
    "Ani Lestari",
    "Wayan Sudira",
    "Made Suryani",
    "Ketut Rahayu",
)
NUMBERS = {
    name: nip(serial) for serial, name in enumerate((LEARNER, PARENTS_SUPERVISOR, SIBLINGS_SUPERVISOR, AUDITOR), 1)
}
REFUSED = "Budi Terpotong"
COURSE = "Netralitas ASN: dasar"


@pytest.fixture
def empty_site(tmp_path: Path) -> Iterator[RunningSite]:
    production = {"NETRAL_MODE": "produksi", "NETRAL_LOOPBACK": "1", "NETRAL_ALLOWED_HOSTS": "127.0.0.1"}
    site = RunningSite(tmp_path, production)
    site.start()
    yield site
    site.stop()


def test_a_real_site_from_its_first_start_to_the_auditor(empty_site: RunningSite, browser: Browser) -> None:
    site, watch = empty_site, Watch()
    with context_of(browser, DESKTOP) as context:
        page = watch.over(context.new_page())
        become_administrator(site, page)
        import_agencies(site, page, watch)
        import_people(site, page, watch)
        people = {name: open_sheet(site, page, name) for name in NUMBERS}
        make_supervisor(page, site, people[PARENTS_SUPERVISOR], ROOT)
        make_supervisor(page, site, people[SIBLINGS_SUPERVISOR], SCHOOLS)
        give_role(page, site, people[AUDITOR], "Auditor")
        codes = {name: office.make_entry_code(page, site.url, number) for name, number in NUMBERS.items()}
        watch.check(page, "kode masuk")
        assign_course(site, page)
        visitor.open_page(page, site.url, f"pegawai?orang={people[PARENTS_SUPERVISOR]}")
        watch.check(page, "lembar penyelia")
        visitor.open_page(page, site.url, "jejak")
        watch.check(page, "jejak")
        watch.look_into(page)
    with context_of(browser, PHONE) as context:
        page = watch.over(context.new_page())
        study_and_take_both_tests(site, page, codes[LEARNER])
        watch.look_into(page)
    with context_of(browser, DESKTOP) as context:
        page = watch.over(context.new_page())
        come_in(site, page, PARENTS_SUPERVISOR, codes, "Penyelia")
        address = see_the_learner(site, page)
        watch.look_into(page)
    with context_of(browser, PHONE) as context:
        page = watch.over(context.new_page())
        come_in(site, page, SIBLINGS_SUPERVISOR, codes, "Penyelia")
        see_nothing_of_the_neighbours(site, page, address, people[LEARNER])
        watch.look_into(page)
    with context_of(browser, DESKTOP) as context:
        page = watch.over(context.new_page())
        come_in(site, page, AUDITOR, codes, "Auditor")
        read_evidence(site, page)
        watch.check(page, "bukti")
        watch.look_into(page)
    assert not watch.found, "\n".join(watch.found)
    no_number_was_left_behind(site, watch, (*NUMBERS.values(), ADMIN))
    for secret in (*codes.values(), ADMINS_PASSWORD, office.PASSWORD):
        assert secret not in site.log()


# --- The administrator -----------------------------------------------------------------------


def become_administrator(site: RunningSite, page: Page) -> None:
    (path,) = re.findall(r"(/penyiapan\?kunci=\S+)", site.log())
    page.goto(site.url + path)
    office.fill(
        page, instansi=ROOT, kode_instansi="pemkab", orang="Ibu Admin", nama=ADMIN, sandi=ADMINS_PASSWORD,
        ulang=ADMINS_PASSWORD,
    )  # fmt: skip
    office.fill(page, nama=ADMIN, sandi=ADMINS_PASSWORD)
    office.set_up_second_step(page)
    office.keep_recovery_codes(page)
    visitor.settle(page)


def import_agencies(site: RunningSite, page: Page, watch: Watch) -> None:
    visitor.open_page(page, site.url, "instansi")
    office.upload(page, "daftar-unit.xlsx", agencies_xlsx([(*unit, "2026-01-01") for unit in UNITS]))
    watch.check(page, "impor unit")
    office.press(page, re.compile("^Simpan 6 perubahan"))
    expect(page.get_by_text("Daftar unit tersimpan: 6 baru")).to_be_visible()


def import_people(site: RunningSite, page: Page, watch: Watch) -> None:
    visitor.open_page(page, site.url, "pegawai")
    office.choose_part(page, "Impor daftar")
    with page.expect_download() as download:
        page.get_by_role("button", name="Unduh templat").click()
    head = first_sheet(download.value.path().read_bytes())[0]
    office.upload(page, "pegawai.xlsx", as_xlsx([head, *roster()]))
    expect(page.get_by_text("Baris yang ditolak (1 dari 1)")).to_be_visible()
    watch.check(page, "impor pegawai")
    with page.expect_download() as download:
        page.get_by_role("button", name="Unduh baris yang ditolak").click()
    refused = first_sheet(download.value.path().read_bytes())
    assert len(refused) == 2 and REFUSED in refused[1] and "bilangan" in " ".join(map(str, refused[1]))
    office.switch(page, "Simpan tanpa baris yang ditolak")
    office.press(page, "Simpan semua perubahan ini")
    expect(page.get_by_text("Tersimpan: 24 baru")).to_be_visible()


def roster() -> list[tuple[object, ...]]:
    """24 people in order, and one whose NIP Excel has turned into a number."""
    homes = {LEARNER: "01.01", PARENTS_SUPERVISOR: "01", SIBLINGS_SUPERVISOR: "02", AUDITOR: "pemkab"}
    known = [(NUMBERS[name], name, "PNS", unit) for name, unit in homes.items()]
    codes = [code for code, *_ in UNITS[1:]]
    others = [(nip(serial), f"Pegawai {serial}", "PNS", codes[serial % len(codes)]) for serial in range(11, 31)]
    return [
        (*one, "Staf", "", "2026-01-01", "") for one in (*known, *others, (198501012010011000, REFUSED, "PNS", "01"))
    ]


def first_sheet(data: bytes) -> list[list[object]]:
    return CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()


def open_sheet(site: RunningSite, page: Page, name: str) -> str:
    """The id in the address of somebody's sheet, found by name in the list."""
    visitor.open_page(page, site.url, "pegawai")
    page.get_by_label("Cari nama, atau NIP/nomor lengkap").fill(name)
    page.keyboard.press("Enter")
    expect(page.get_by_text("1 orang", exact=True)).to_be_visible()
    visitor.settle(page)
    page.get_by_role("link", name=name).click()
    page.wait_for_url("**/pegawai?orang=*")
    return page.url.partition("orang=")[2]


def give_role(page: Page, site: RunningSite, person_id: str, role: str) -> None:
    visitor.open_page(page, site.url, f"pegawai?orang={person_id}")
    office.pick(page, "Ubah data orang ini", "Beri peran")
    office.pick(page, "Peran", role)
    office.press(page, "Beri peran")
    expect(page.get_by_text(f"Peran {role} sudah diberikan.")).to_be_visible()


def make_supervisor(page: Page, site: RunningSite, person_id: str, unit: str) -> None:
    give_role(page, site, person_id, "Penyelia")
    office.pick(page, "Tambah wilayah (unit beserta semua di bawahnya)", unit)
    page.keyboard.press("Escape")
    office.press(page, "Tetapkan wilayah")
    office.press(page, "Ya, tetapkan")
    expect(page.get_by_text(f"Wilayah ditetapkan: {unit}")).to_be_visible()


def assign_course(site: RunningSite, page: Page) -> None:
    visitor.open_page(page, site.url, "penugasan")
    office.switch(page, "Buat penugasan baru")
    office.pick(page, "Kursus", COURSE)
    office.press(page, re.compile("^Tugaskan kepada 2[45] orang"))
    expect(page.get_by_text("sudah dibuat")).to_be_visible()


# --- The others ------------------------------------------------------------------------------


def come_in(site: RunningSite, page: Page, name: str, codes: dict[str, str], role: str) -> None:
    office.activate(page, site.url, NUMBERS[name], codes[name])
    if role == "Penyelia":
        office.set_up_second_step(page)
        office.keep_recovery_codes(page)
    office.come_in_as(page, role)


def study_and_take_both_tests(site: RunningSite, page: Page, code: str) -> None:
    office.activate(page, site.url, NUMBERS[LEARNER], code)
    visitor.settle(page)
    expect(page.get_by_role("heading", name=f"Halo, {LEARNER}")).to_be_visible()
    visitor.open_page(page, site.url, f"materi?id=apa-itu-netralitas&bagian={first_section()}")
    page.get_by_role("button", name="Berikutnya").click()
    expect(page.get_by_text(re.compile(r"Bagian 2 dari \d+")).first).to_be_visible()
    visitor.open_page(page, site.url, "beranda")
    page.get_by_role("link", name="Mulai prauji").click()
    answer_and_submit(page)
    visitor.open_page(page, site.url, "kuis?id=pascauji-dasar")
    answer_and_submit(page)


def answer_and_submit(page: Page) -> None:
    page.get_by_role("button", name="Mulai", exact=True).click()
    visitor.answer_item(page)
    page.get_by_role("button", name="Kumpulkan", exact=True).click()
    page.get_by_role("button", name="Ya, kumpulkan").click()
    page.wait_for_url("**/hasil**")
    visitor.settle(page)


def see_the_learner(site: RunningSite, page: Page) -> str:
    """The address of the list behind the number of those who finished."""
    open_status(site, page)
    expect(page.get_by_role("link", name=f"1 orang: Mulai, {HEALTH}")).to_be_visible()
    page.get_by_role("link", name=f"1 orang: Selesai, {HEALTH}").click()
    expect(page.get_by_text(LEARNER, exact=True)).to_be_visible()
    expect(page.get_by_text(CLINIC).first).to_be_visible()
    visitor.settle(page)
    return page.url.removeprefix(f"{site.url}/")


def open_status(site: RunningSite, page: Page) -> None:
    visitor.open_page(page, site.url, "penugasan")
    page.get_by_role("link", name="Lihat keadaan").click()
    expect(page.get_by_text("Semua penugasan")).to_be_visible()
    visitor.settle(page)


def see_nothing_of_the_neighbours(site: RunningSite, page: Page, address: str, learner_id: str) -> None:
    open_status(site, page)
    expect(page.get_by_text("SD Negeri 1").first).to_be_visible()
    foreign = re.sub(r"wilayah=[^&]*&?", "", address)
    for path in (
        "",
        address,
        foreign,
        f"pegawai?orang={learner_id}",
        f"privasi?orang={learner_id}",
        "bukti",
        "pemahaman",
    ):
        if path:
            page.goto(f"{site.url}/{path}")
            page.locator("h1, [role=alert]").first.wait_for()  # a page that is refused has no heading
            visitor.come_to_rest(page)
        text = page.locator("body").inner_text()
        assert not [word for word in (LEARNER, HEALTH, CLINIC, PARENTS_SUPERVISOR) if word in text], path


def read_evidence(site: RunningSite, page: Page) -> None:
    visitor.open_page(page, site.url, "bukti")
    expect(page.get_by_text("prauji-dasar").first).to_be_visible()
    body = page.locator("body").inner_text()
    assert not [word for word in (LEARNER, NUMBERS[LEARNER]) if word in body]
    with page.expect_download() as download:
        page.get_by_role("button", name="CSV").click()
    table = download.value.path().read_text("utf-8-sig")
    assert "prauji-dasar" in table and LEARNER not in table and NUMBERS[LEARNER] not in table


def no_number_was_left_behind(site: RunningSite, watch: Watch, numbers: tuple[str, ...]) -> None:
    names = [path.name for path in site.data_dir.rglob("*")]
    for number in numbers:
        assert not [text for text in watch.seen if number in text]
        assert not [name for name in names if number in name]
        assert number not in site.log()
