"""The outbox page: without a mail server, empty, many messages, decisions asked twice, schedules with a preview."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from actions.mail.post import draft_message
from people.mail.mail_texts import Text
from store.mail import outbox
from store.mail.outbox import Move
from tests.mail.office import mail_environment
from tests.ui.builders import PEOPLE, now
from tests.ui.conftest import words_of


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
        connection.execute(
            "INSERT INTO post VALUES ('j', 'sari', 'dinas', 'definitif', 'Kepala Dinas Contoh', '2026-01-01', NULL)"
        )
    return site_of(load_settings())


def fill(site, count: int, state: str = "waiting", kind: str = "activation") -> list[str]:
    """Messages to Budi, of the last hour, in that state."""
    at, ids = now() - timedelta(hours=1), []
    for number in range(count):
        text = Text(f"Judul {state} {number}", "Isi surat.")
        made = draft_message(site.settings, kind, "budi", text, f"{state}:{number}", at, at + timedelta(days=2))
        ids.append(made.id)
        with site.database.write() as connection:
            outbox.add_messages(connection, [made], "situs")
            if state != "waiting":
                outbox.move(connection, Move(made.id, "waiting", "sending", made.made_at, "situs"))
                outbox.move(connection, Move(made.id, "sending", state, made.made_at, "situs", "Alasan uji"))
    return ids


def states(site) -> dict[str, int]:
    with site.database.read() as connection:
        return dict(connection.execute("SELECT state, COUNT(*) FROM outbox GROUP BY state").fetchall())


def test_only_an_administrator_sees_it(open_page) -> None:
    for person in set(PEOPLE) - {"nyoman"}:
        assert "tidak berwenang" in open_page("surat", person).error[0].value


def test_without_a_mail_server_it_says_so_and_offers_nothing_to_send(open_page) -> None:
    page = open_page("surat", "nyoman")
    assert not page.exception and not page.error
    assert "belum mengirim surel" in words_of(page) and "Belum ada surat" in words_of(page)
    assert not [button for button in page.button if button.key == "surat-percobaan"]
    page.selectbox(key="surat-penugasan").set_value("tugas-1").run()
    assert not page.exception and "tidak ada surat yang dibuat" in words_of(page)


def test_an_empty_outbox_with_a_mail_server(mail_site, open_page) -> None:
    page = open_page("surat", "nyoman")
    words = words_of(page)
    assert (
        not page.exception and "netral@contoh.go.id" in words and "20.00-06.00" in words and "Belum ada surat" in words
    )


def test_a_test_message_goes_to_the_administrator_alone(mail_site, open_page) -> None:
    page = open_page("surat", "nyoman")
    page.button(key="surat-percobaan").click().run()
    assert not page.exception and "Surat percobaan dibuat" in words_of(page)
    with mail_site.database.read() as connection:
        found = connection.execute("SELECT person_id, kind FROM outbox").fetchall()
    assert [tuple(row) for row in found] == [("nyoman", "test")]


def test_many_messages_are_shown_a_page_at_a_time_and_found_by_state_and_name(mail_site, open_page) -> None:
    fill(mail_site, 60)
    fill(mail_site, 2, "failed")
    page = open_page("surat", "nyoman")
    assert "62 surat, halaman 1 dari 3" in words_of(page)
    page.selectbox(key="surat-keadaan").set_value("failed").run()
    assert "2 surat, halaman 1 dari 1" in words_of(page) and "Alasan uji" in words_of(page)
    page.text_input(key="surat-cari").set_value("tidak ada%").run()
    assert "Tidak ada surat yang cocok" in words_of(page) and not page.exception


def test_a_message_in_doubt_is_decided_by_a_person_after_a_warning(mail_site, open_page) -> None:
    (message,) = fill(mail_site, 1, "unknown")
    page = open_page("surat", "nyoman", surat=message)
    assert "Mungkin sudah terkirim" in words_of(page) and "Alasan uji" in words_of(page)
    assert "budi@" not in words_of(page) and "b…@contoh.go.id" in words_of(page)
    page.radio(key=f"surat-tindakan-{message}").set_value("again").run()
    assert "mungkin menerima dua kali" in words_of(page) and states(mail_site) == {"unknown": 1}
    page.button(key=f"surat-putuskan-{message}").click().run()
    assert states(mail_site) == {"waiting": 1} and not page.exception
    page = open_page("surat", "nyoman", surat=message)
    assert "Nyoman Admin" in words_of(page), "who decided is in the log"


def test_a_message_may_be_considered_sent(mail_site, open_page) -> None:
    (message,) = fill(mail_site, 1, "unknown")
    page = open_page("surat", "nyoman", surat=message)
    page.radio(key=f"surat-tindakan-{message}").set_value("sent").run()
    page.button(key=f"surat-putuskan-{message}").click().run()
    assert states(mail_site) == {"sent": 1}


def test_all_failed_messages_are_sent_again_after_the_number_is_shown(mail_site, open_page) -> None:
    fill(mail_site, 30, "failed")
    fill(mail_site, 1, "unknown")
    page = open_page("surat", "nyoman")
    page.selectbox(key="surat-keadaan").set_value("failed").run()
    page.selectbox(key="surat-semua-failed").set_value("again").run()
    assert "30 surat akan dikirim lagi" in words_of(page) and states(mail_site)["failed"] == 30
    page.button(key="surat-ya-again").click().run()
    assert states(mail_site) == {"waiting": 30, "unknown": 1} and not page.exception


def test_a_digest_of_another_day_is_not_sent_again(mail_site, open_page) -> None:
    (message,) = fill(mail_site, 1, "failed", "digest")
    page = open_page("surat", "nyoman", surat=message)
    assert page.radio[0].options == ["Kirim lagi", "Batalkan"]
    with mail_site.database.write() as connection:
        connection.execute("UPDATE outbox SET expires_at = '2026-01-02T00:00:00Z'")
    page = open_page("surat", "nyoman", surat=message)
    assert page.radio[0].options == ["Batalkan"]


def test_an_unknown_message_in_the_address_is_a_sentence(mail_site, open_page) -> None:
    page = open_page("surat", "nyoman", surat="tidak-ada")
    assert "tidak ditemukan" in page.error[0].value and not page.exception


def test_a_schedule_is_looked_at_then_switched_on(mail_site, open_page) -> None:
    page = open_page("surat", "nyoman")
    page.selectbox(key="surat-penugasan").set_value("tugas-1").run()
    page.multiselect(key="surat-jarak-tugas-1").set_value([7, 3, 1]).run()
    page.toggle(key="surat-contoh-tugas-1").set_value(True).run()
    assert not page.exception
    body = words_of(page)
    assert "Yth. Pimpinan Dinas Contoh" in body and "- Budi Santoso" in body
    page.button(key="surat-simpan-tugas-1").click().run()
    assert "H-7, H-3, H-1" in words_of(page) and not page.exception
    with mail_site.database.read() as connection:
        assert [tuple(r) for r in connection.execute("SELECT days_before, reminders FROM mail_plan")] == [("1,3,7", 0)]
        assert connection.execute("SELECT COUNT(*) FROM outbox").fetchone()[0] == 0, "looking makes nothing"


def test_a_supervisor_chooses_it_on_the_assignment_page(mail_site, open_page) -> None:
    page = open_page("penugasan", "wati", tugas="tugas-1")
    page.multiselect(key="surat-hari-tugas-1").set_value([1]).run()
    page.button(key="surat-simpan-tugas-1").click().run()
    assert not page.exception and "setiap Senin" in words_of(page)


def test_without_a_mail_server_the_assignment_page_says_nothing_of_letters(open_page) -> None:
    assert "Surat kepada pimpinan" not in words_of(open_page("penugasan", "wati", tugas="tugas-1"))


def test_activation_letters_are_counted_before_they_are_made(mail_site, open_page) -> None:
    from store.signing_in import accounts

    with mail_site.database.write() as connection:
        accounts.add_number(connection, "budi", "own", "BUDI-01")
    page = open_page("surat", "nyoman")
    page.text_input(key="surat-kode-unit").set_value("zzz").run()
    assert "tidak ditemukan" in page.error[0].value
    page.text_input(key="surat-kode-unit").set_value("dinas").run()
    assert "1 orang di Dinas Contoh" in words_of(page) and states(mail_site) == {}
    page.button(key="surat-aktivasi").click().run()
    assert states(mail_site) == {"waiting": 1} and not page.exception
