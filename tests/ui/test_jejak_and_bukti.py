"""The pages of the audit trail and of evidence: empty, with something on them, and closed to everybody else."""

from __future__ import annotations

from datetime import timedelta

import pytest

from actions.learning import take_quiz
from actions.registry.people import Occasion, carry_out
from people.access import operator_of
from people.registry.person_changes import Grant
from store.ids import new_id
from tests.ui.builders import PEOPLE, now, viewer_of
from tests.ui.conftest import words_of


def grant(site, *ids: str) -> str:
    moment = now()
    return carry_out(
        site.database, Occasion(operator_of(viewer_of("nyoman")), moment, moment.date()), Grant("author"), ids
    )[0]


def test_only_an_administrator_sees_the_trail(open_page) -> None:
    for person_id in set(PEOPLE) - {"nyoman"}:
        assert "tidak berwenang" in open_page("jejak", person_id).error[0].value


def test_an_empty_trail_says_so(open_page) -> None:
    assert "Belum ada catatan" in words_of(open_page("jejak", "nyoman"))


def test_a_deed_of_many_is_shown_as_one_and_taken_back_there(open_page, site) -> None:
    batch_id = grant(site, "budi", "sari")
    app = open_page("jejak", "nyoman")
    assert "Nyoman Admin: 2 catatan sekaligus" in words_of(app) and "Sari Dewi" in words_of(app)
    app.button(key=f"jejak-batal-{batch_id}").click().run()
    assert not app.error and not app.exception and "sudah dibatalkan" in words_of(app)
    with site.database.read() as connection:
        count = connection.execute(
            "SELECT COUNT(*) FROM role_grant WHERE role = 'author' AND person_id <> 'adi'"
        ).fetchone()
    assert count[0] == 0


def test_the_trail_of_one_person_is_reached_by_their_id(open_page, site) -> None:
    grant(site, "budi")
    grant(site, "sari")
    words = words_of(open_page("jejak", "nyoman", tentang="sari"))
    assert "Sari Dewi" in words and "Budi Santoso" not in words


def test_a_filter_that_finds_nothing_says_so(open_page, site) -> None:
    grant(site, "budi")
    app = open_page("jejak", "nyoman")
    app.text_input(key="jejak-pelaku").set_value("tidak ada").run()
    assert "Tidak ada catatan yang cocok" in words_of(app)


def test_only_an_auditor_sees_evidence(open_page) -> None:
    for person_id in set(PEOPLE) - {"putu"}:
        assert "tidak berwenang" in open_page("bukti", person_id).error[0].value


def test_without_attempts_the_page_says_so(open_page) -> None:
    assert "Belum ada percobaan" in words_of(open_page("bukti", "putu"))


@pytest.fixture
def taken(site) -> None:
    courseware = site.source.present()
    quiz_id = courseware.bank.courses["netralitas-dasar"].pretest
    moment = now()
    attempt_id = take_quiz.start_attempt(
        site.database, courseware, viewer_of("budi"), quiz_id, moment, attempt_id=new_id(moment), seed=1
    )
    take_quiz.submit(site.database, viewer_of("budi"), attempt_id, moment + timedelta(minutes=1))


def test_evidence_is_shown_under_a_code(open_page, taken) -> None:
    words = words_of(open_page("bukti", "putu"))
    assert "dikumpulkan" in words and "kelompok kecil" in words and "Budi" not in words
    assert "(waktu UTC)" in words and " UTC<" not in words, "the clock is named once, above the column"


def test_the_check_tells_its_verdict(open_page, taken) -> None:
    app = open_page("bukti", "putu")
    app.radio(key="bukti-bagian").set_value("periksa").run()
    app.button(key="bukti-periksa").click().run()
    assert not app.error and not app.exception
    assert "Utuh." in words_of(app) and "1 percobaan" in words_of(app)


def test_decisions_can_be_looked_at(open_page) -> None:
    app = open_page("bukti", "putu")
    app.radio(key="bukti-bagian").set_value("keputusan").run()
    assert not app.error and "Belum ada keputusan" in words_of(app)
