"""The quiz page around the answers: the list, the rules, the map, flags, and the end of an attempt."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from actions.learning.take_quiz import history, set_flag, start_attempt, submit
from store.database import Database, StorageFull
from tests.ui.builders import enter, make_site, now, viewer_of
from tests.ui.quiz_page import PRACTICE, begin, kind_at, open_attempt_id, quiz_page, view_of, words_on
from ui.learning.question import safe_label, safe_text

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def site(tmp_path, monkeypatch):
    site = make_site(tmp_path / "data")
    enter(monkeypatch, site, "budi")
    return site


def test_the_list_names_every_quiz_with_its_rules(site):
    words = words_on(quiz_page())
    bank = site.source.present().bank
    course = bank.courses["netralitas-dasar"]
    for quiz_id in (course.pretest, *course.practice, course.posttest):
        assert safe_label(bank.quizzes[quiz_id].title) in words
    assert "20 soal · 45 menit · sisa 3 dari 3 kesempatan" in words
    order = [words.index(safe_label(bank.quizzes[quiz_id].title)) for quiz_id in (course.pretest, course.posttest)]
    assert order == sorted(order) and order[-1] < words.index("Latihan, boleh kapan saja")


def test_one_quiz_of_the_list_is_the_one_to_press_and_the_pretest_comes_first(site):
    course = site.source.present().bank.courses["netralitas-dasar"]

    def to_press() -> list[str]:
        return [button.key for button in quiz_page().button if button.proto.type == "primary"]

    assert to_press() == [f"buka-{course.pretest}"]
    start_attempt(
        site.database, site.source.present(), viewer_of("budi"), course.pretest, now(), attempt_id="prauji", seed=1
    )
    submit(site.database, viewer_of("budi"), "prauji", now())
    assert to_press() == [f"buka-{course.posttest}"]


def _assigned_in(site, opens: str, due: str) -> None:
    with site.database.write() as connection:
        connection.execute("UPDATE assignment SET opens_on = ?, due_on = ?", (opens, due))


@pytest.mark.parametrize(
    ("opens", "due", "words"),
    [
        ("2026-01-01", "2026-01-31", "sudah berakhir. Ditutup 31 Januari 2026"),
        ("2099-01-01", "2099-12-31", "belum dibuka. Dibuka 1 Januari 2099"),
    ],
)
def test_outside_the_window_nothing_offers_to_begin(site, opens, due, words):
    _assigned_in(site, opens, due)
    intro, listed = quiz_page("pascauji-dasar"), quiz_page()
    assert words in words_on(intro) and not [b for b in intro.button if b.key == "mulai"]
    assert not [b for b in listed.button if b.key and b.key.startswith("buka-")]


def test_an_open_attempt_goes_on_after_the_window(site):
    begin(site)
    _assigned_in(site, "2026-01-01", "2026-01-31")
    assert [b.label for b in quiz_page().button if b.key == f"buka-{PRACTICE}"] == ["Lanjutkan"]
    assert "Soal 1 dari 8" in words_on(quiz_page(PRACTICE))


def test_without_an_assignment_the_list_says_so(site, monkeypatch):
    enter(monkeypatch, site, "tamu")
    assert "Belum ada kuis untuk Anda" in words_on(quiz_page())


def test_a_quiz_that_is_not_there_is_a_sentence(site):
    assert "tidak ditemukan" in words_on(quiz_page("tidak-ada"))


def test_without_an_assignment_a_quiz_is_refused(site, monkeypatch):
    enter(monkeypatch, site, "tamu")
    assert "tidak ditemukan" in words_on(quiz_page("pascauji-dasar"))


def test_a_storage_error_is_a_sentence(site, monkeypatch):
    def full(self):
        raise StorageFull()

    begin(site)
    monkeypatch.setattr(Database, "read", full)
    assert "ruang penyimpanan" in words_on(quiz_page(PRACTICE))


def test_the_rules_come_before_the_attempt(site):
    at = quiz_page("pascauji-dasar")
    words = words_on(at)
    assert "45 menit" in words and "langsung tersimpan" in words and "nilai keseluruhan paling rendah 75" in words
    assert "setiap topik kritis" in words
    assert not history(site.database, viewer_of("budi"))
    at.button(key="mulai").click().run()
    assert len(history(site.database, viewer_of("budi"))["pascauji-dasar"]) == 1
    assert "Soal 1 dari 20" in words_on(at) and "Sisa waktu 45 menit" in words_on(at)


def test_starting_from_the_list_takes_two_presses(site):
    at = quiz_page()
    at.button(key=f"buka-{PRACTICE}").click().run()
    at.button(key="mulai").click().run()
    assert "Soal 1 dari 8" in words_on(at)


def _open_map(at) -> None:
    assert not at.pills
    at.session_state["peta-buka-a1-0"] = True
    at.run()


def test_going_on_and_back_and_by_the_map(site):
    begin(site)
    at = quiz_page(PRACTICE)
    at.button(key="berikutnya").click().run()
    assert "Soal 2 dari 8" in words_on(at)
    at.button(key="sebelumnya").click().run()
    assert "Soal 1 dari 8" in words_on(at) and at.button(key="sebelumnya").disabled
    _open_map(at)
    at.pills(key="peta-a1-0").set_value(5).run()
    assert "Soal 6 dari 8" in words_on(at)


def test_a_press_and_a_move_in_one_go_loses_nothing(site):
    position = kind_at(site, "single")
    attempt_id = open_attempt_id(site)
    at = quiz_page(PRACTICE, position + 1)
    at.radio(key=f"jawab-{attempt_id}-{position}").set_value(1)
    at.button(key="berikutnya" if position < 7 else "sebelumnya").click().run()
    assert view_of(site, attempt_id).items[position].answer == 1


def test_a_flag_is_kept_and_shown_on_the_map(site):
    begin(site)
    at = quiz_page(PRACTICE)
    at.button(key="tanda").click().run()
    assert view_of(site).items[0].is_flagged
    _open_map(at)
    assert "⚑" in at.pills(key="peta-a1-0").options[0]
    at.button(key="tanda").click().run()
    assert not view_of(site).items[0].is_flagged


def test_submitting_names_what_is_unanswered_and_flagged_first(site):
    begin(site)
    set_flag(site.database, viewer_of("budi"), "a1", 3, True)
    at = quiz_page(PRACTICE)
    at.button(key="kumpulkan").click().run()
    assert "0 dari 8" in words_on(at) and view_of(site).is_open
    assert len(at.pills(key="lompat-belum-a1").options) == 8
    assert at.pills(key="lompat-ditandai-a1").options == ["Soal 4"]
    at.pills(key="lompat-ditandai-a1").set_value(3).run()
    assert "Soal 4 dari 8" in words_on(at)


def test_submitting_closes_once_and_opens_the_result(site):
    begin(site)
    at, other_tab = quiz_page(PRACTICE), quiz_page(PRACTICE)
    for tab in (at, other_tab):
        tab.button(key="kumpulkan").click().run()
    at.button(key="ya-kumpulkan").click().run()
    assert not at.exception
    first = history(site.database, viewer_of("budi"))[PRACTICE]
    other_tab.button(key="ya-kumpulkan").click().run()
    assert history(site.database, viewer_of("budi"))[PRACTICE] == first
    assert [a.state for a in first] == ["submitted"]


def test_time_over_closes_the_attempt_with_a_sentence(site):
    begin(site, "pascauji-dasar")
    at = quiz_page("pascauji-dasar")
    with site.database.write() as connection:
        connection.execute("DROP TRIGGER open_attempt_changes_only_by_closing")
        connection.execute("UPDATE attempt SET deadline_at = '2026-01-01T00:00:00Z' WHERE id = 'a1'")
    at.run()
    assert "sudah ditutup" in words_on(at) and not at.radio


def test_an_attempt_found_closed_is_told_once_and_then_the_quiz_is_offered_again(site):
    begin(site)
    at = quiz_page(PRACTICE)
    submit(site.database, viewer_of("budi"), "a1", now())
    at.session_state["kuis-tutup-a1"] = True  # what the clock and the answer leave behind
    at.run()
    assert "sudah ditutup" in words_on(at) and not at.radio
    at.run()
    assert "sudah ditutup" not in words_on(at) and "mulai" in {button.key for button in at.button}


def test_another_persons_attempt_is_never_shown(site, monkeypatch):
    begin(site)
    enter(monkeypatch, site, "sari")
    at = quiz_page(PRACTICE)
    assert not at.radio and not at.checkbox
    assert "mulai" in {button.key for button in at.button}


def test_the_screen_never_holds_feedback_or_explanations(site):
    begin(site)
    items = site.source.present().bank.items
    secrets = [(_letters(part)[:40], i.id) for i in items.values() for part in (i.explanation, *_feedback(i))]
    for soal in range(1, 9):
        sent = _letters("".join(str(e.proto) for e in quiz_page(PRACTICE, soal).main if hasattr(e, "proto")))
        assert _letters(view_of(site).items[soal - 1].shown.stem) in sent, "or nothing would be found in it"
        assert not [i for secret, i in secrets if (len(secret) == 40 and secret in sent) or _letters(i) in sent]


def _feedback(item) -> list[str]:
    parts = [*getattr(item, "options", ()), *getattr(item, "pairs", ()), *getattr(item, "steps", ())]
    return [part.feedback for part in parts] or [item.feedback_true, item.feedback_false]


def _letters(text: str) -> str:
    """However the screen escapes quotes, dashes and ends of lines."""
    return re.sub(r"\\\d{3}|\\n|[^A-Za-z0-9]", "", text)


def test_authored_text_means_nothing_to_streamlit():
    assert safe_text("Rp$5 dan $6") == "Rp\\$5 dan \\$6"
    assert ":red[" not in safe_text(":red[x]") and ":material/" not in safe_text(":material/home:")
    assert safe_text("pukul 10:30, yaitu: malam") == "pukul 10:30, yaitu: malam"
    assert safe_label("1. Pertama") == "1\\. Pertama" and safe_label("- butir") == "\\- butir"


def test_session_state_is_named_in_one_file_only():
    named = [p.relative_to(ROOT).as_posix() for p in (ROOT / "ui").rglob("*.py") if "session_state" in p.read_text()]
    assert named == ["ui/session.py"]
