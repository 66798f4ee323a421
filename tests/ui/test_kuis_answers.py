"""Answers on the quiz page: nothing preselected, each in the store before the next screen, the store as the only truth."""

from __future__ import annotations

import re

import pytest

from actions.learning.take_quiz import save_answer, submit
from store.database import Database, StorageFull
from tests.ui.builders import enter, make_site, now, viewer_of
from tests.ui.quiz_page import PRACTICE, kind_at, open_attempt_id, quiz_page, view_of, words_on


@pytest.fixture
def site(tmp_path, monkeypatch):
    site = make_site(tmp_path / "data")
    enter(monkeypatch, site, "budi")
    return site


def test_nothing_is_preselected_and_nothing_is_saved_by_looking(site):
    for kind in ("single", "multiple", "true_false", "judgement", "matching", "ordering"):
        position = kind_at(site, kind)
        at = quiz_page(PRACTICE, position + 1)
        assert all(radio.value is None for radio in at.radio)
        assert all(box.value is False for box in at.checkbox)
        assert all(box.value is None for box in at.selectbox)
        assert all(control.value is None for control in at.segmented_control)
        attempt_id = open_attempt_id(site)
        assert view_of(site, attempt_id).items[position].saved_at is None
        submit(site.database, viewer_of("budi"), attempt_id, now())


@pytest.mark.parametrize("kind", ["single", "true_false", "judgement"])
def test_one_choice_is_in_the_store_after_one_press(site, kind):
    position = kind_at(site, kind)
    attempt_id = open_attempt_id(site)
    at = quiz_page(PRACTICE, position + 1)
    at.radio(key=f"jawab-{attempt_id}-{position}").set_value(1).run()
    assert view_of(site, attempt_id).items[position].answer == 1
    assert re.search(r"Tersimpan \d\d\.\d\d\.\d\d", words_on(at))
    assert "1 dari 8 terjawab" in words_on(at)


def test_ticks_are_saved_and_taking_them_all_away_is_unanswered(site):
    position = kind_at(site, "multiple")
    attempt_id = open_attempt_id(site)
    at = quiz_page(PRACTICE, position + 1)
    at.checkbox(key=f"jawab-{attempt_id}-{position}-0").check().run()
    at.checkbox(key=f"jawab-{attempt_id}-{position}-2").check().run()
    assert view_of(site, attempt_id).items[position].answer == (0, 2)
    at.checkbox(key=f"jawab-{attempt_id}-{position}-0").uncheck().run()
    at.checkbox(key=f"jawab-{attempt_id}-{position}-2").uncheck().run()
    assert view_of(site, attempt_id).items[position].answer is None
    assert "Dikosongkan" in words_on(at)


def test_pairs_are_saved_one_by_one_and_counted_when_complete(site):
    position = kind_at(site, "matching")
    attempt_id = open_attempt_id(site)
    at = quiz_page(PRACTICE, position + 1)
    lefts = len(view_of(site, attempt_id).items[position].shown.lefts)
    for left in range(lefts):
        assert "0 dari 8 terjawab" in words_on(at)
        at.selectbox(key=f"jawab-{attempt_id}-{position}-{left}").set_value(left).run()
    assert view_of(site, attempt_id).items[position].answer == {left: left for left in range(lefts)}
    assert "1 dari 8 terjawab" in words_on(at)


def test_an_order_warns_of_a_number_used_twice(site):
    position = kind_at(site, "ordering")
    attempt_id = open_attempt_id(site)
    at = quiz_page(PRACTICE, position + 1)
    steps = len(view_of(site, attempt_id).items[position].shown.choices)
    for step in range(steps):
        at.segmented_control(key=f"jawab-{attempt_id}-{position}-{step}").set_value(max(1, step)).run()
    assert "Nomor 1 dipakai lebih dari sekali" in words_on(at) and "0 dari 8 terjawab" in words_on(at)
    for step in range(steps):
        at.segmented_control(key=f"jawab-{attempt_id}-{position}-{step}").set_value(step + 1).run()
    assert "lebih dari sekali" not in words_on(at) and "1 dari 8 terjawab" in words_on(at)
    assert view_of(site, attempt_id).items[position].answer == {step: step + 1 for step in range(steps)}


def test_a_new_session_shows_the_stored_answer(site):
    position = kind_at(site, "single")
    attempt_id = open_attempt_id(site)
    quiz_page(PRACTICE, position + 1).radio(key=f"jawab-{attempt_id}-{position}").set_value(2).run()
    at = quiz_page(PRACTICE, position + 1)
    assert at.radio(key=f"jawab-{attempt_id}-{position}").value == 2
    assert "Tersimpan" in words_on(at)


def test_an_answer_given_in_another_tab_is_taken_over_and_told(site):
    position = kind_at(site, "single")
    attempt_id = open_attempt_id(site)
    at = quiz_page(PRACTICE, position + 1)
    at.radio(key=f"jawab-{attempt_id}-{position}").set_value(0).run()
    save_answer(site.database, viewer_of("budi"), attempt_id, position, 2, now())
    at.run()
    assert at.radio[0].value == 2
    assert "diubah di tempat lain" in words_on(at)
    assert view_of(site, attempt_id).items[position].answer == 2
    at.radio[0].set_value(1).run()
    assert view_of(site, attempt_id).items[position].answer == 1


def test_an_answer_that_cannot_be_stored_stays_on_screen_and_can_be_tried_again(site, monkeypatch):
    position = kind_at(site, "single")
    attempt_id = open_attempt_id(site)
    at = quiz_page(PRACTICE, position + 1)
    write = Database.write

    def full(self):
        raise StorageFull()

    monkeypatch.setattr(Database, "write", full)
    at.radio(key=f"jawab-{attempt_id}-{position}").set_value(1).run()
    (told,) = [error.value for error in at.error]
    assert "**Jawaban ini belum tersimpan.** Jangan tutup halaman ini." in told and "penuh" in told
    assert at.radio[0].value == 1
    assert view_of(site, attempt_id).items[position].answer is None
    monkeypatch.setattr(Database, "write", write)
    at.button(key="simpan-lagi").click().run()
    assert "Tersimpan" in words_on(at)
    assert view_of(site, attempt_id).items[position].answer == 1
