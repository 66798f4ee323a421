"""Data pribadi: requests with their terms, one person's data, and an erasure that asks twice; administrators only."""

from __future__ import annotations

from datetime import timedelta

import pytest

from actions.privacy import data_rights
from actions.registry.people import Occasion
from actions.registry.person import correct_person
from people.access import console_operator
from people.registry.person_changes import PersonRefused
from store.privacy import data_requests
from tests.ui.builders import PEOPLE, now, viewer_of
from tests.ui.conftest import words_of


@pytest.fixture
def site(site):
    """The people of this site are not made up: their data may be corrected."""
    with site.database.write() as connection:
        connection.execute("UPDATE person SET origin = 'real'")
    return site


def ask(site, kind: str, ago: timedelta = timedelta(), person_id: str = "budi") -> str:
    request_id = f"minta-{kind}"
    words = f"Mohon {kind} <i>"
    data_rights.ask(site.database, viewer_of(person_id), kind, words, now() - ago, request_id=request_id)  # type: ignore[arg-type]
    return request_id


def test_only_an_administrator_sees_it(open_page, site) -> None:
    ask(site, "correction")
    for person_id in set(PEOPLE) - {"nyoman"}:
        for query in ({}, {"orang": "budi"}):
            page = open_page("privasi", person_id, **query)
            assert "tidak berwenang" in page.error[0].value and "Mohon" not in words_of(page)


def test_without_requests_it_says_so(open_page) -> None:
    page = open_page("privasi", "nyoman")
    assert not page.exception and "Tidak ada permohonan yang menunggu" in words_of(page)


def test_requests_show_their_term_with_its_article_and_whether_it_passed(open_page, site) -> None:
    ask(site, "correction", timedelta(hours=73))
    ask(site, "erasure")
    words = words_of(open_page("privasi", "nyoman"))
    assert "Mohon correction &lt;i&gt;" in words and "Pasal 30 ayat (1)" in words
    assert words.count("Tenggatnya sudah lewat") == 1
    assert "sasaran" in words and "UU tidak menyebut jam" in words


def test_a_request_is_answered_once(open_page, site) -> None:
    request_id = ask(site, "restriction")
    page = open_page("privasi", "nyoman")
    page.text_area(key=f"privasi-jawab-{request_id}").set_value("Sudah dibatasi.").run()
    page.button(key=f"privasi-penuhi-{request_id}").click().run()
    assert not page.exception and "Permohonan ditandai dipenuhi" in words_of(page)
    with pytest.raises(data_rights.AlreadyAnswered):
        data_rights.answer(site.database, console_operator(), request_id, "refused", "Tidak.", now())
    page.toggle(key="privasi-dijawab").set_value(True).run()
    assert "Sudah dibatasi." in words_of(page)


def test_an_answer_needs_words(open_page, site) -> None:
    request_id = ask(site, "restriction")
    page = open_page("privasi", "nyoman")
    page.button(key=f"privasi-tolak-{request_id}").click().run()
    assert "Jawaban kosong" in page.error[0].value


def test_a_person_is_found_and_opened_by_id(open_page) -> None:
    page = open_page("privasi", "nyoman")
    page.radio(key="privasi-bagian").set_value("orang").run()
    page.text_input(key="privasi-cari").set_value("santoso").run()
    (link,) = [link.proto for link in page.get("page_link") if "Budi" in link.proto.label]
    assert "Sari" not in words_of(page) and "budi" in link.query_string
    assert "Dinas Contoh" in words_of(open_page("privasi", "nyoman", orang="budi"))


def test_an_unknown_person_is_told_in_a_sentence(open_page) -> None:
    assert "tidak ditemukan" in open_page("privasi", "nyoman", orang="tidak-ada").error[0].value


def test_a_correction_is_stored_and_can_be_taken_back(open_page, site) -> None:
    page = open_page("privasi", "nyoman", orang="budi")
    page.text_input(key="privasi-nama-budi").set_value("Budi Santosa").run()
    page.text_input(key="privasi-surel-budi").set_value("budi@contoh.go.id").run()
    page.button(key="privasi-perbaiki").click().run()
    assert not page.error and "Budi Santosa" in words_of(page)
    (undo,) = [button for button in page.button if button.label == "Batalkan perubahan ini"]
    undo.click().run()
    assert data_rights.find_file(site.database, console_operator(), "budi").name == "Budi Santoso"


@pytest.mark.parametrize("email", ["bukan surel", "a@b@c", "@contoh.id", "nama@"])
def test_an_unfit_email_is_refused(site, email: str) -> None:
    at = Occasion(console_operator(), now(), now().date())
    with pytest.raises(PersonRefused):
        correct_person(site.database, at, "budi", "Budi", email)


def test_a_restriction_is_set_shown_and_lifted(open_page, site) -> None:
    page = open_page("privasi", "nyoman", orang="budi")
    page.button(key="privasi-batasi").click().run()
    assert "dibatasi sejak" in words_of(page) and "Pasal 41 ayat (3)" in words_of(page)
    names = words_of_status(open_page)
    assert "Budi Santoso" not in names and "(nama dibatasi)" in names
    page = open_page("privasi", "nyoman", orang="budi")
    page.button(key="privasi-cabut").click().run()
    with site.database.read() as connection:
        assert data_requests.restricted_people(connection) == frozenset()
    assert "Budi Santoso" in words_of_status(open_page)


def words_of_status(open_page) -> str:
    return words_of(open_page("penugasan", "wati", tugas="tugas-1", angka="assigned"))


def test_a_restricted_person_is_not_chased(open_page, site) -> None:
    data_rights.restrict(site.database, console_operator(), "budi", now())
    page = open_page("penugasan", "wati", tugas="tugas-1")
    page.toggle(key="penugasan-tindak-pemkab").set_value(True).run()
    assert "Sari Dewi" in page.text_area[0].value
    assert "Budi" not in page.text_area[0].value and "dibatasi" not in page.text_area[0].value


def test_an_erasure_asks_twice_and_is_final(open_page, site) -> None:
    page = open_page("privasi", "nyoman", orang="budi")
    assert not any(button.key == "privasi-hapus-tetap" for button in page.button)
    page.toggle(key="privasi-hapus-budi").set_value(True).run()
    assert "tetap, tanpa nama" in words_of(page) and "Tidak dapat dibatalkan" in words_of(page)
    page.text_input(key="privasi-kata-budi").set_value("hapus").run()
    page.button(key="privasi-hapus-tetap").click().run()
    assert "kata penegas tidak sama" in page.error[0].value
    page.text_input(key="privasi-kata-budi").set_value("HAPUS").run()
    page.button(key="privasi-hapus-tetap").click().run()
    words = words_of(page)
    assert not page.error and "Identitas dihapus" in words and "Budi Santoso" not in words
    assert not any(button.label == "Batalkan perubahan ini" for button in page.button)
    assert "Peserta dihapus" in words and not page.text_input


def test_the_last_administrator_is_told_why_not(open_page) -> None:
    page = open_page("privasi", "nyoman", orang="nyoman")
    page.toggle(key="privasi-hapus-nyoman").set_value(True).run()
    page.text_input(key="privasi-kata-nyoman").set_value("HAPUS").run()
    page.button(key="privasi-hapus-tetap").click().run()
    assert "sendiri" in page.error[0].value
