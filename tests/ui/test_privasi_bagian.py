"""Data pribadi, the other parts: what is kept too long, and whom a breach reached."""

from __future__ import annotations

import pytest

from store.signing_in.accounts import add_number
from tests.ui.conftest import words_of

NUMBER = "198705152010017777"


@pytest.fixture
def site(site):
    with site.database.write() as connection:
        connection.execute("UPDATE person SET origin = 'real'")
        add_number(connection, "sari", "nip", NUMBER)
    return site


def open_part(open_page, part: str):
    page = open_page("privasi", "nyoman")
    return page.radio(key="privasi-bagian").set_value(part).run()


def test_nothing_too_old_is_said_so(open_page) -> None:
    page = open_part(open_page, "retensi")
    assert not page.exception and "Tidak ada data yang melewati masa simpannya" in words_of(page)
    assert "5 tahun sejak keluar dari unit terakhir" in words_of(page)


def test_what_is_due_is_listed_and_goes_after_the_word(open_page, site) -> None:
    with site.database.write() as connection:
        connection.execute(
            "UPDATE membership SET valid_from = '2010-01-01', valid_to = '2015-01-31' WHERE person_id = 'sari'"
        )
    page = open_part(open_page, "retensi")
    words = words_of(page)
    assert "Sari Dewi" in words and "31 Januari 2015" in words and "Budi Santoso" not in words
    page.text_input(key="privasi-retensi-kata").set_value("HAPUS").run()
    page.button(key="privasi-retensi").click().run()
    assert not page.error and "identitas orang yang sudah keluar 1" in words_of(page)
    with site.database.read() as connection:
        (name,) = connection.execute("SELECT name FROM person WHERE id = 'sari'").fetchone()
    assert name == "Peserta dihapus"


@pytest.mark.parametrize("exposure", ["database", "list"])
def test_a_breach_is_counted_and_its_files_name_nobody_in_their_names(open_page, exposure: str) -> None:
    page = open_part(open_page, "kebocoran")
    page.selectbox(key="kebocoran-apa").set_value(exposure).run()
    if exposure == "list":
        page.selectbox(key="kebocoran-unit").set_value("dinas").run()
    page.button(key="kebocoran-hitung").click().run()
    words = words_of(page)
    assert not page.exception and not page.error
    assert "Orang yang terkena" in words and "Beri tahu paling lambat" in words and NUMBER not in words
    assert [button.proto.label for button in page.get("download_button")] == [
        "Unduh daftar penerima (XLSX)",
        "Unduh konsep surat",
    ]


def test_a_breach_of_an_account_asks_whose(open_page) -> None:
    page = open_part(open_page, "kebocoran")
    page.selectbox(key="kebocoran-apa").set_value("account").run()
    assert not any(button.key == "kebocoran-hitung" for button in page.button)
    page.text_input(key="kebocoran-cari").set_value("sari").run()
    page.button(key="kebocoran-hitung").click().run()
    assert not page.error and "<dd>1</dd>" in words_of(page)


def test_a_moment_that_cannot_be_read_is_told_and_nothing_is_counted(open_page) -> None:
    page = open_part(open_page, "kebocoran")
    page.text_input(key="kebocoran-tahu").set_value("kemarin").run()
    assert "Salah satu waktu tidak terbaca" in page.error[0].value
    page.text_input(key="kebocoran-tahu").set_value("20-11-2026 08:30").run()
    page.button(key="kebocoran-hitung").click().run()
    assert not page.error and "23 November 2026 pukul 08.30" in words_of(page)
