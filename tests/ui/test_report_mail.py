"""Reports by mail on screen: a supervisor chooses on the page of comprehension, an administrator on the page of letters."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.mail.office import mail_environment
from tests.ui.builders import PEOPLE
from tests.ui.conftest import words_of

_TITLE = "Laporan lewat surel"


@pytest.fixture
def mail_site(site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """The tiny site in production mode with a mail server that nobody calls in these tests."""
    from actions.site import site_of
    from settings import load_settings

    for name, value in mail_environment(tmp_path, 2525).items():
        monkeypatch.setenv(name, value)
    with site.database.write() as connection:
        for name in PEOPLE:
            connection.execute("UPDATE person SET email = ? WHERE id = ?", (f"{name}@contoh.go.id", name))
    return site_of(load_settings())


def wishes(site) -> list[tuple]:
    with site.database.read() as connection:
        return [tuple(row) for row in connection.execute("SELECT person_id, rhythm, form, set_by FROM report_mail")]


def headings(page) -> list[str]:
    return [heading.value for heading in page.subheader]


def test_without_a_mail_server_the_page_says_nothing_of_it(open_page) -> None:
    page = open_page("pemahaman", "wati")
    assert not page.exception and _TITLE not in headings(page)


def test_without_an_address_there_is_nothing_to_choose(mail_site, open_page) -> None:
    with mail_site.database.write() as connection:
        connection.execute("UPDATE person SET email = NULL WHERE id = 'wati'")
    page = open_page("pemahaman", "wati")
    assert _TITLE in headings(page) and "belum punya alamat surel" in words_of(page)
    assert not [box for box in page.selectbox if box.key == "laporan-tugas-1-jadwal"]


def test_a_supervisor_chooses_sees_the_next_day_and_stops(mail_site, open_page) -> None:
    page = open_page("pemahaman", "wati")
    box = page.selectbox(key="laporan-tugas-1-jadwal")
    assert box.options[0] == "Tidak dikirim" and box.value == "tidak"
    assert not [button for button in page.button if button.key == "laporan-simpan-tugas-1"], "nothing to save yet"
    box.set_value("monthly").run()
    page.button(key="laporan-simpan-tugas-1").click().run()
    assert not page.exception and not page.error
    assert wishes(mail_site) == [("wati", "monthly", "pdf", "wati")]
    assert "tiap bulan, tanggal 1" in words_of(page) and "Surat berikutnya 1 " in words_of(page)
    page.selectbox(key="laporan-tugas-1-jadwal").set_value("tidak").run()
    page.button(key="laporan-simpan-tugas-1").click().run()
    assert wishes(mail_site) == [] and "Jadwal sekarang" not in words_of(page)


def test_an_administrator_chooses_for_a_supervisor_and_takes_it_back(mail_site, open_page) -> None:
    page = open_page("surat", "nyoman")
    assert "Belum ada penyelia yang meminta laporan" in words_of(page)
    assert page.selectbox(key="surat-laporan-penyelia").options == ["Wati Lestari, Pemkab Contoh"]
    page.selectbox(key="surat-laporan-penyelia").set_value("wati").run()
    page.selectbox(key="surat-laporan-penugasan").set_value("tugas-1").run()
    page.selectbox(key="surat-laporan-wati-tugas-1-jadwal").set_value("weekly").run()
    page.button(key="surat-laporan-simpan").click().run()
    assert not page.exception and wishes(mail_site) == [("wati", "weekly", "pdf", "nyoman")]
    words = words_of(page)
    assert (
        "Laporan untuk Wati Lestari, Pemkab Contoh: Tiap minggu, hari Senin." in words
        and "Laporan yang dikirim (1 dari 1)" in words
    )
    page.button[0].click().run()
    assert wishes(mail_site) == [] and not page.exception


def test_the_trail_says_it_in_words(mail_site, open_page) -> None:
    page = open_page("pemahaman", "wati")
    page.selectbox(key="laporan-tugas-1-jadwal").set_value("due").run()
    page.button(key="laporan-simpan-tugas-1").click().run()
    words = words_of(open_page("jejak", "nyoman"))
    assert "mengatur laporan lewat surel untuk" in words
