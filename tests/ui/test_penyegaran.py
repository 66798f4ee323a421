"""The refresher's card on the home page, its quiz, and what is said afterwards."""

from __future__ import annotations

from datetime import timedelta

import pytest

from actions.learning.take_quiz import save_answer, start_attempt, submit, view_attempt
from store.ids import new_id
from tests.ui.builders import now, viewer_of
from tests.ui.conftest import words_of


@pytest.fixture
def budi(site):
    """Took the post-test 40 days ago; answers to the first kind of item are right by chance at most."""
    return take(site, "pascauji-dasar", now() - timedelta(days=40))


def take(site, quiz_id: str, at) -> str:
    viewer, courseware = viewer_of("budi"), site.source.present()
    attempt = start_attempt(site.database, courseware, viewer, quiz_id, at, attempt_id=new_id(at), seed=7)
    for position, item in enumerate(view_attempt(site.database, viewer, attempt, at).items):
        if item.shown.kind in ("single", "true_false", "judgement"):
            save_answer(site.database, viewer, attempt, position, 0, at)
    submit(site.database, viewer, attempt, at)
    return attempt


def test_before_the_post_test_there_is_no_card(open_page):
    assert "Penyegaran" not in words_of(open_page("beranda"))


def test_a_month_after_the_post_test_a_card_invites(open_page, budi):
    words = words_of(open_page("beranda"))
    assert "Penyegaran: 8 soal, sekitar 5 menit" in words
    assert "Sudah 40 hari sejak pascauji Anda" in words and "Tidak wajib" in words


def test_nobody_else_gets_the_card(open_page, budi):
    assert "Penyegaran" not in words_of(open_page("beranda", "sari"))


def test_it_is_taken_like_any_quiz_and_then_gone(open_page, site, budi):
    page = open_page("kuis", id="penyegaran-dasar")
    assert "<dd>8</dd>" in words_of(page) and not page.exception
    page.button(key="mulai").click().run()
    assert not page.exception and not page.error
    assert "Lanjutkan penyegaran" in words_of(open_page("beranda"))
    take(site, "penyegaran-dasar", now())
    assert "enyegaran" not in words_of(open_page("beranda"))


def test_afterwards_it_says_what_has_faded(open_page, site, budi):
    refreshed = take(site, "penyegaran-dasar", now())
    words = words_of(open_page("hasil", id=refreshed))
    assert "Dibandingkan dengan pascauji Anda" in words and "tidak menentukan kelulusan" not in words_of(
        open_page("hasil", id=budi)
    )
    assert "masih melekat" in words or "mulai pudar" in words
    assert "Dibandingkan dengan pascauji Anda" not in words_of(open_page("hasil", id=budi))


def test_the_address_of_one_that_is_not_due_is_refused(open_page):
    page = open_page("kuis", id="penyegaran-dasar")
    assert page.error and not page.exception
