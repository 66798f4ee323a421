"""Yakin and Ragu on the quiz page: never needed, one press is one saving, rebuilt from the store, no harm when it fails."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from actions.learning.say_sureness import say_sureness
from actions.learning.take_quiz import start_attempt, submit, view_attempt, view_result
from store.database import Database, StorageFull
from tests.builders import course_data, item_data, quiz_data, write_courseware
from tests.ui.builders import enter, make_site, now, viewer_of
from ui.learning.sureness_choice import QUESTION

ITEMS = [item_data("single", id=f"soal-{n}") for n in range(3)]


def _script() -> None:
    from tests.ui.builders import show_page

    show_page("kuis")


def _site(tmp_path: Path, monkeypatch, *, asks: bool):
    content, asked = write_courseware(
        tmp_path / "isi",
        items=ITEMS,
        quizzes=[quiz_data(blueprint=[{"count": 3}], **({"asks_sureness": True} if asks else {}))],
        courses=[course_data()],
    )
    site = make_site(tmp_path / "data", asked, content_dir=content, course_id="kursus")
    enter(monkeypatch, site, "budi")
    start_attempt(site.database, site.source.present(), viewer_of("budi"), "kuis", now(), attempt_id="a1", seed=1)
    return site


@pytest.fixture
def site(tmp_path, monkeypatch):
    return _site(tmp_path, monkeypatch, asks=True)


def _page(soal: int = 1) -> AppTest:
    at = AppTest.from_function(_script, default_timeout=20)
    at.query_params["id"], at.query_params["soal"] = "kuis", str(soal)
    at.run()
    assert not at.exception
    return at


def _choice(at: AppTest, position: int = 0):
    return at.segmented_control(key=f"yakin-a1-{position}")


def _answer(at: AppTest, position: int = 0, place: int = 1) -> AppTest:
    return at.radio(key=f"jawab-a1-{position}").set_value(place).run()


def _stored(site, position: int = 0):
    said = view_attempt(site.database, viewer_of("budi"), "a1", now()).items[position].sureness
    return said.is_sure if said else None


def _answered(site, position: int = 0):
    return view_attempt(site.database, viewer_of("budi"), "a1", now()).items[position].answer


def _words(at: AppTest) -> str:
    return "\n".join([*(str(e.value) for e in at.info), *(e.proto.body for e in at.get("html"))])


def _failing(monkeypatch, after: int):
    """Every writing from the ``after``-th on finds the disk full."""
    write, calls = Database.write, []

    def full(self):
        calls.append(1)
        if len(calls) > after:
            raise StorageFull()
        return write(self)

    monkeypatch.setattr(Database, "write", full)


def test_nothing_is_chosen_and_the_buttons_wait_for_an_answer(site):
    at = _page()
    assert _choice(at).value is None and _choice(at).disabled and _choice(at).label == QUESTION
    _answer(at)
    assert _choice(at).value is None and not _choice(at).disabled
    assert _stored(site) is None


def test_one_press_is_saved_acknowledged_and_can_be_changed_and_taken_back(site):
    at = _answer(_page())
    for chosen, stored in (("yakin", True), ("ragu", False), (None, None), ("yakin", True)):
        _choice(at).set_value(chosen).run()
        assert not at.exception and _stored(site) is stored
        assert ("Yakin tersimpan" in _words(at)) is (stored is True)
        assert ("Ragu tersimpan" in _words(at)) is (stored is False)
    assert "Tersimpan" in _words(at) and _answered(site) == 1


def test_a_new_session_and_coming_back_show_what_is_stored(site):
    at = _answer(_page())
    _choice(at).set_value("ragu").run()
    at.button(key="berikutnya").click().run()
    assert _choice(at, 1).value is None
    at.button(key="sebelumnya").click().run()
    assert _choice(at).value == "ragu" and _stored(site) is False
    again = _page()
    assert _choice(again).value == "ragu" and "Ragu tersimpan" in _words(again)


def test_a_choice_made_in_another_tab_is_taken_over(site):
    at = _answer(_page())
    _choice(at).set_value("yakin").run()
    say_sureness(site.database, viewer_of("budi"), "a1", 0, False, now())
    at.run()
    assert at.segmented_control[0].value == "ragu" and _stored(site) is False
    at.segmented_control[0].set_value("yakin").run()
    assert _stored(site) is True


def test_a_press_and_a_move_in_one_go_saves_both(site):
    at = _answer(_page())
    _choice(at).set_value("yakin")
    at.button(key="berikutnya").click().run()
    assert _stored(site) is True and _choice(at, 1).value is None


def test_an_answer_is_kept_when_the_choice_cannot_be(site, monkeypatch):
    at = _answer(_page())
    with monkeypatch.context() as broken:
        _failing(broken, after=0)
        _choice(at).set_value("yakin").run()
        assert not at.exception and "belum tersimpan; jawaban Anda tetap aman" in _words(at)
        assert "Tersimpan" in _words(at) and "Yakin tersimpan" not in _words(at)
    assert _answered(site) == 1 and _stored(site) is None
    at.run()  # whatever is pressed next tries again
    assert _stored(site) is True and "Yakin tersimpan" in _words(at)


def test_an_answer_changed_with_the_choice_is_saved_though_the_choice_fails(site, monkeypatch):
    at = _answer(_page())
    with monkeypatch.context() as broken:
        _failing(broken, after=1)
        at.radio(key="jawab-a1-0").set_value(2)
        _choice(at).set_value("yakin").run()
    assert _answered(site) == 2 and _stored(site) is None


def test_a_quiz_that_does_not_ask_has_no_buttons(tmp_path, monkeypatch):
    _site(tmp_path, monkeypatch, asks=False)
    at = _answer(_page())
    assert not at.segmented_control and "Tersimpan" in _words(at)


def test_the_rules_say_that_it_changes_no_mark_only_where_it_is_asked(site, tmp_path, monkeypatch):
    def rules(of) -> str:
        submit(of.database, viewer_of("budi"), "a1", now())
        return "\n".join(str(e.value) for e in _page().markdown)

    assert "tidak mengubah nilai" in rules(site)
    assert "Yakin" not in rules(_site(tmp_path / "lain", monkeypatch, asks=False))


def test_the_result_knows_what_was_said(site):
    at = _answer(_page())
    _choice(at).set_value("yakin").run()
    submit(site.database, viewer_of("budi"), "a1", now())
    assert [one.is_sure for one in view_result(site.database, viewer_of("budi"), "a1").items] == [True, None, None]
