"""The sheet of one person shows what belongs to them: supervision of a supervisor, restriction, erasure."""

from __future__ import annotations

from datetime import timedelta

from actions.privacy import data_rights
from actions.privacy.erasure import erase
from people.access import console_operator
from tests.ui.builders import now
from tests.ui.conftest import words_of

BY = console_operator()


def test_only_a_supervisors_sheet_has_subtrees_and_giving_one_works_there(open_page) -> None:
    assert "Wilayah penyelia" not in words_of(open_page("pegawai", "nyoman", orang="budi"))
    page = open_page("pegawai", "nyoman", orang="wati")
    page.multiselect(key="wilayah-tambah-wati-0").set_value(["dinas"]).run()
    page.button(key="wilayah-tambah-wati-minta").click().run()
    page.button(key="wilayah-tambah-wati-ya").click().run()
    assert not page.exception and not page.error and "Wilayah ditetapkan" in words_of(page)
    assert "Batalkan perubahan ini" in [button.label for button in page.button]


def test_a_restriction_stands_on_the_sheet(open_page, site) -> None:
    assert "dibatasi" not in words_of(open_page("pegawai", "nyoman", orang="budi"))
    data_rights.restrict(site.database, BY, "budi", now())
    assert "Pemrosesan datanya dibatasi sejak" in words_of(open_page("pegawai", "nyoman", orang="budi"))


def test_an_erased_person_can_be_moved_or_noted_as_gone_and_nothing_else(open_page, site) -> None:
    erase(site.database, BY, "budi", "HAPUS", now() - timedelta(minutes=1))
    page = open_page("pegawai", "nyoman", orang="budi")
    assert not page.exception and "sudah dihapus" in words_of(page) and "Budi" not in words_of(page)
    (choice,) = [one for one in page.selectbox if one.key == "orang-ubah-budi"]
    assert choice.options == ["Pindah unit", "Akhiri jabatan", "Catat keluar"]
    page.selectbox(key="orang-ubah-budi").set_value("keluar").run()
    assert not page.exception and not page.error
