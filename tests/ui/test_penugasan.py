"""The assignment page: empty, usual, created, refused."""

from __future__ import annotations

from tests.ui.builders import PEOPLE
from tests.ui.conftest import words_of


def test_a_supervisor_sees_the_assignment_and_its_status(open_page) -> None:
    page = open_page("penugasan", "wati")
    assert not page.exception and "Tugas uji" in words_of(page)
    page = open_page("penugasan", "wati", tugas="tugas-1")
    assert not page.exception and "Dinas Contoh" in words_of(page) and "Keadaan menurut unit" in words_of(page)


def test_behind_each_number_are_its_people_and_the_text_has_their_names(open_page) -> None:
    page = open_page("penugasan", "wati", tugas="tugas-1")
    page.selectbox(key="penugasan-angka-pemkab").set_value("unfinished").run()
    assert "Budi Santoso" in words_of(page) and "Belum mulai" in words_of(page)
    page.toggle(key="penugasan-tindak-pemkab").set_value(True).run()
    assert "Budi Santoso" in page.text_area[0].value and not page.exception
    assert "Tamu Tanpa Tugas" not in words_of(page)


def test_a_new_assignment_is_looked_at_before_it_is_given(open_page, site) -> None:
    page = open_page("penugasan", "wati")
    page.toggle(key="penugasan-buat").set_value(True).run()
    here = [agency for _, _, agency in PEOPLE.values() if agency != "lain"]
    assert f"{len(here)} orang wajib" in words_of(page) and "Siapa dan mengapa" in words_of(page)
    page.multiselect(key="penugasan-unit-baru").set_value(["dinas"]).run()
    below = here.count("dinas")
    assert f"{below} orang wajib, {len(here) - below} orang tidak" in words_of(page)
    page.button(key="penugasan-tugaskan").click().run()
    assert not page.exception and "sudah dibuat" in words_of(page)
    with site.database.read() as connection:
        assert connection.execute("SELECT COUNT(*) FROM assignment_rule").fetchone()[0] == 1


def test_a_learner_and_a_stranger_are_refused(open_page) -> None:
    for person in ("budi", "adi"):
        page = open_page("penugasan", person, tugas="tugas-1")
        assert len(page.error) == 1 and "Tugas uji" not in words_of(page)


def test_another_agency_in_the_address_is_refused(open_page) -> None:
    page = open_page("penugasan", "wati", tugas="tugas-1", unit="lain")
    assert len(page.error) == 1 and "Tamu Tanpa Tugas" not in words_of(page)
