"""Data saya: everybody gets a copy of their own data and nobody else's, asks, and reads the answer."""

from __future__ import annotations

import json

import pytest

from actions.privacy.data_rights import answer, list_requests
from actions.privacy.own_data import as_json, as_pdf, my_data
from people.access import console_operator
from store.signing_in.accounts import add_number
from tests.ui.builders import PEOPLE, now, viewer_of
from tests.ui.conftest import words_of

NUMBER = "198705152010011777"


@pytest.mark.parametrize("person_id", sorted(PEOPLE))
def test_every_role_sees_it(open_page, person_id: str) -> None:
    page = open_page("data-saya", person_id)
    assert not page.exception and not page.error and "Salinan data saya" in words_of(page)


def test_the_copy_is_made_on_the_server_and_offered_under_a_name_that_names_nobody(open_page) -> None:
    page = open_page("data-saya", "budi")
    assert not page.get("download_button")
    page.button(key="data-saya-siapkan").click().run()
    assert not page.exception and "Salinan siap" in words_of(page)
    labels = [button.proto.label for button in page.get("download_button")]
    assert labels == ["Unduh JSON", "Unduh PDF"]


def test_the_copy_holds_ones_own_data_and_nobody_elses(site) -> None:
    with site.database.write() as connection:
        add_number(connection, "budi", "nip", NUMBER)
        add_number(connection, "sari", "nip", "198705152010011888")
    data = my_data(site.database, viewer_of("budi"), now())
    document = json.loads(as_json(data))
    assert document["format"] == "netral-data-pribadi/1"
    rows = {part["tabel"]: part["baris"] for part in document["bagian"]}
    assert rows["person"][0]["nama"] == "Budi Santoso" and rows["person_number"][0]["nomor"] == NUMBER
    assert rows["membership"][0]["unit"] == "Dinas Contoh" and rows["membership"][0]["jenis kepegawaian"] == "PNS"
    assert rows["audit_entry"][-1]["tindakan"] == "data-copied"
    text = as_json(data).decode()
    others = [name for person_id, (name, _, _) in PEOPLE.items() if person_id != "budi"]
    assert not any(word in text for word in (*others, "198705152010011888"))


def test_the_printed_copy_is_a_tagged_pdf_and_text_in_it_is_never_a_program(site) -> None:
    with site.database.write() as connection:
        connection.execute("UPDATE person SET name = 'Budi #panic(\"x\") *[$' WHERE id = 'budi'")
    pdf = as_pdf(my_data(site.database, viewer_of("budi"), now()), "22 November 2026")
    assert pdf.startswith(b"%PDF-1.7") and b"pdfuaid" in pdf and b"Libertinus" in pdf


def test_a_request_reaches_the_administrator_and_the_answer_comes_back(open_page, site) -> None:
    page = open_page("data-saya", "budi")
    page.selectbox(key="data-saya-jenis").set_value("restriction").run()
    page.text_area[0].set_value("Jangan tampilkan nama saya <b>").run()
    page.button(key="data-saya-kirim").click().run()
    assert not page.exception and not page.error and page.text_area[0].value == ""
    assert "Jangan tampilkan nama saya &lt;b&gt;" in words_of(page) and "Belum dijawab" in words_of(page)
    (request,) = list_requests(site.database, console_operator()).found
    answer(site.database, console_operator(), request.id, "done", "Sudah dibatasi.", now())
    words = words_of(open_page("data-saya", "budi"))
    assert "Sudah dibatasi." in words and "Dipenuhi" in words
    assert "Sudah dibatasi." not in words_of(open_page("data-saya", "sari"))


def test_an_empty_request_is_refused_in_a_sentence(open_page) -> None:
    page = open_page("data-saya", "budi")
    page.button(key="data-saya-kirim").click().run()
    assert "kosong atau terlalu panjang" in page.error[0].value
