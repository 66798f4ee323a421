"""The quiz page: nothing preselected, every answer in the store before the next screen, the store as the only truth."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from actions.learning.take_quiz import history, save_answer, set_flag, start_attempt, submit, view_attempt
from store.database import Database, StorageFull
from tests.ui.builders import enter, make_site, now, viewer_of
from ui.learning.question import safe_label, safe_text

PRACTICE = "latihan-campuran"
ROOT = Path(__file__).resolve().parents[2]


def _script() -> None:
    from tests.ui.builders import show_page

    show_page("kuis")


@pytest.fixture
def site(tmp_path, monkeypatch):
    site = make_site(tmp_path / "data")
    enter(monkeypatch, site, "budi")
    return site


def _page(quiz_id: str | None = None, soal: int | None = None) -> AppTest:
    at = AppTest.from_function(_script, default_timeout=20)
    if quiz_id:
        at.query_params["id"] = quiz_id
    if soal:
        at.query_params["soal"] = str(soal)
    at.run()
    assert not at.exception
    return at


def _start(site, quiz_id: str = PRACTICE, seed: int = 1, attempt_id: str = "a1", person: str = "budi") -> str:
    courseware = site.source.present()
    return start_attempt(site.database, courseware, viewer_of(person), quiz_id, now(), attempt_id=attempt_id, seed=seed)


def _view(site, attempt_id: str = "a1"):
    return view_attempt(site.database, viewer_of("budi"), attempt_id, now())


def _words(at: AppTest) -> str:
    parts = [
        e.value
        for kind in ("title", "header", "subheader", "markdown", "caption", "info", "error", "warning", "success")
        for e in at.get(kind)
    ]
    return "\n".join(map(str, parts)) + "\n".join(e.proto.body for e in at.get("html"))


def _kind_at(site, kind: str) -> int:
    """Starts attempts with growing seeds until one holds this kind; returns its position."""
    bank = site.source.present().bank
    taken = len(history(site.database, viewer_of("budi")).get(PRACTICE, []))
    for seed in range(taken, taken + 200):
        _start(site, seed=seed, attempt_id=f"a{seed}")
        view = _view(site, f"a{seed}")
        for position, item in enumerate(view.items):
            if item.shown.kind == kind:
                return position
        submit(site.database, viewer_of("budi"), f"a{seed}", now())
    raise AssertionError(f"no {kind} among {len(bank.items)} items")


def _open_attempt_id(site) -> str:
    return next(a.id for a in history(site.database, viewer_of("budi"))[PRACTICE] if a.state == "open")


def test_the_list_names_every_quiz_with_its_rules(site):
    words = _words(_page())
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
        return [button.key for button in _page().button if button.proto.type == "primary"]

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
    intro, listed = _page("pascauji-dasar"), _page()
    assert words in _words(intro) and not [b for b in intro.button if b.key == "mulai"]
    assert not [b for b in listed.button if b.key and b.key.startswith("buka-")]


def test_an_open_attempt_goes_on_after_the_window(site):
    _start(site)
    _assigned_in(site, "2026-01-01", "2026-01-31")
    assert [b.label for b in _page().button if b.key == f"buka-{PRACTICE}"] == ["Lanjutkan"]
    assert "Soal 1 dari 8" in _words(_page(PRACTICE))


def test_without_an_assignment_the_list_says_so(site, monkeypatch):
    enter(monkeypatch, site, "tamu")
    assert "Belum ada kuis untuk Anda" in _words(_page())


def test_a_quiz_that_is_not_there_is_a_sentence(site):
    assert "tidak ditemukan" in _words(_page("tidak-ada"))


def test_without_an_assignment_a_quiz_is_refused(site, monkeypatch):
    enter(monkeypatch, site, "tamu")
    assert "tidak ditemukan" in _words(_page("pascauji-dasar"))


def test_a_storage_error_is_a_sentence(site, monkeypatch):
    def full(self):
        raise StorageFull()

    _start(site)
    monkeypatch.setattr(Database, "read", full)
    assert "ruang penyimpanan" in _words(_page(PRACTICE))


def test_the_rules_come_before_the_attempt(site):
    at = _page("pascauji-dasar")
    words = _words(at)
    assert "45 menit" in words and "langsung tersimpan" in words and "nilai keseluruhan paling rendah 75" in words
    assert "setiap topik kritis" in words
    assert not history(site.database, viewer_of("budi"))
    at.button(key="mulai").click().run()
    assert len(history(site.database, viewer_of("budi"))["pascauji-dasar"]) == 1
    assert "Soal 1 dari 20" in _words(at) and "Sisa waktu 45 menit" in _words(at)


def test_starting_from_the_list_takes_two_presses(site):
    at = _page()
    at.button(key=f"buka-{PRACTICE}").click().run()
    at.button(key="mulai").click().run()
    assert "Soal 1 dari 8" in _words(at)


def test_nothing_is_preselected_and_nothing_is_saved_by_looking(site):
    for kind in ("single", "multiple", "true_false", "judgement", "matching", "ordering"):
        position = _kind_at(site, kind)
        at = _page(PRACTICE, position + 1)
        assert all(radio.value is None for radio in at.radio)
        assert all(box.value is False for box in at.checkbox)
        assert all(box.value is None for box in at.selectbox)
        assert all(control.value is None for control in at.segmented_control)
        attempt_id = _open_attempt_id(site)
        assert _view(site, attempt_id).items[position].saved_at is None
        submit(site.database, viewer_of("budi"), attempt_id, now())


@pytest.mark.parametrize("kind", ["single", "true_false", "judgement"])
def test_one_choice_is_in_the_store_after_one_press(site, kind):
    position = _kind_at(site, kind)
    attempt_id = _open_attempt_id(site)
    at = _page(PRACTICE, position + 1)
    at.radio(key=f"jawab-{attempt_id}-{position}").set_value(1).run()
    assert _view(site, attempt_id).items[position].answer == 1
    assert re.search(r"Tersimpan \d\d\.\d\d\.\d\d", _words(at))
    assert "1 dari 8 terjawab" in _words(at)


def test_ticks_are_saved_and_taking_them_all_away_is_unanswered(site):
    position = _kind_at(site, "multiple")
    attempt_id = _open_attempt_id(site)
    at = _page(PRACTICE, position + 1)
    at.checkbox(key=f"jawab-{attempt_id}-{position}-0").check().run()
    at.checkbox(key=f"jawab-{attempt_id}-{position}-2").check().run()
    assert _view(site, attempt_id).items[position].answer == (0, 2)
    at.checkbox(key=f"jawab-{attempt_id}-{position}-0").uncheck().run()
    at.checkbox(key=f"jawab-{attempt_id}-{position}-2").uncheck().run()
    assert _view(site, attempt_id).items[position].answer is None
    assert "Dikosongkan" in _words(at)


def test_pairs_are_saved_one_by_one_and_counted_when_complete(site):
    position = _kind_at(site, "matching")
    attempt_id = _open_attempt_id(site)
    at = _page(PRACTICE, position + 1)
    lefts = len(_view(site, attempt_id).items[position].shown.lefts)
    for left in range(lefts):
        assert "0 dari 8 terjawab" in _words(at)
        at.selectbox(key=f"jawab-{attempt_id}-{position}-{left}").set_value(left).run()
    assert _view(site, attempt_id).items[position].answer == {left: left for left in range(lefts)}
    assert "1 dari 8 terjawab" in _words(at)


def test_an_order_warns_of_a_number_used_twice(site):
    position = _kind_at(site, "ordering")
    attempt_id = _open_attempt_id(site)
    at = _page(PRACTICE, position + 1)
    steps = len(_view(site, attempt_id).items[position].shown.choices)
    for step in range(steps):
        at.segmented_control(key=f"jawab-{attempt_id}-{position}-{step}").set_value(max(1, step)).run()
    assert "Nomor 1 dipakai lebih dari sekali" in _words(at) and "0 dari 8 terjawab" in _words(at)
    for step in range(steps):
        at.segmented_control(key=f"jawab-{attempt_id}-{position}-{step}").set_value(step + 1).run()
    assert "lebih dari sekali" not in _words(at) and "1 dari 8 terjawab" in _words(at)
    assert _view(site, attempt_id).items[position].answer == {step: step + 1 for step in range(steps)}


def test_a_new_session_shows_the_stored_answer(site):
    position = _kind_at(site, "single")
    attempt_id = _open_attempt_id(site)
    _page(PRACTICE, position + 1).radio(key=f"jawab-{attempt_id}-{position}").set_value(2).run()
    at = _page(PRACTICE, position + 1)
    assert at.radio(key=f"jawab-{attempt_id}-{position}").value == 2
    assert "Tersimpan" in _words(at)


def test_an_answer_given_in_another_tab_is_taken_over_and_told(site):
    position = _kind_at(site, "single")
    attempt_id = _open_attempt_id(site)
    at = _page(PRACTICE, position + 1)
    at.radio(key=f"jawab-{attempt_id}-{position}").set_value(0).run()
    save_answer(site.database, viewer_of("budi"), attempt_id, position, 2, now())
    at.run()
    assert at.radio[0].value == 2
    assert "diubah di tempat lain" in _words(at)
    assert _view(site, attempt_id).items[position].answer == 2
    at.radio[0].set_value(1).run()
    assert _view(site, attempt_id).items[position].answer == 1


def test_an_answer_that_cannot_be_stored_stays_on_screen_and_can_be_tried_again(site, monkeypatch):
    position = _kind_at(site, "single")
    attempt_id = _open_attempt_id(site)
    at = _page(PRACTICE, position + 1)
    write = Database.write

    def full(self):
        raise StorageFull()

    monkeypatch.setattr(Database, "write", full)
    at.radio(key=f"jawab-{attempt_id}-{position}").set_value(1).run()
    (told,) = [error.value for error in at.error]
    assert "**Jawaban ini belum tersimpan.** Jangan tutup halaman ini." in told and "penuh" in told
    assert at.radio[0].value == 1
    assert _view(site, attempt_id).items[position].answer is None
    monkeypatch.setattr(Database, "write", write)
    at.button(key="simpan-lagi").click().run()
    assert "Tersimpan" in _words(at)
    assert _view(site, attempt_id).items[position].answer == 1


def _open_map(at) -> None:
    assert not at.pills
    at.session_state["peta-buka-a1-0"] = True
    at.run()


def test_going_on_and_back_and_by_the_map(site):
    _start(site)
    at = _page(PRACTICE)
    at.button(key="berikutnya").click().run()
    assert "Soal 2 dari 8" in _words(at)
    at.button(key="sebelumnya").click().run()
    assert "Soal 1 dari 8" in _words(at) and at.button(key="sebelumnya").disabled
    _open_map(at)
    at.pills(key="peta-a1-0").set_value(5).run()
    assert "Soal 6 dari 8" in _words(at)


def test_a_press_and_a_move_in_one_go_loses_nothing(site):
    position = _kind_at(site, "single")
    attempt_id = _open_attempt_id(site)
    at = _page(PRACTICE, position + 1)
    at.radio(key=f"jawab-{attempt_id}-{position}").set_value(1)
    at.button(key="berikutnya" if position < 7 else "sebelumnya").click().run()
    assert _view(site, attempt_id).items[position].answer == 1


def test_a_flag_is_kept_and_shown_on_the_map(site):
    _start(site)
    at = _page(PRACTICE)
    at.button(key="tanda").click().run()
    assert _view(site).items[0].is_flagged
    _open_map(at)
    assert "⚑" in at.pills(key="peta-a1-0").options[0]
    at.button(key="tanda").click().run()
    assert not _view(site).items[0].is_flagged


def test_submitting_names_what_is_unanswered_and_flagged_first(site):
    _start(site)
    set_flag(site.database, viewer_of("budi"), "a1", 3, True)
    at = _page(PRACTICE)
    at.button(key="kumpulkan").click().run()
    assert "0 dari 8" in _words(at) and _view(site).is_open
    assert len(at.pills(key="lompat-belum-a1").options) == 8
    assert at.pills(key="lompat-ditandai-a1").options == ["Soal 4"]
    at.pills(key="lompat-ditandai-a1").set_value(3).run()
    assert "Soal 4 dari 8" in _words(at)


def test_submitting_closes_once_and_opens_the_result(site):
    _start(site)
    at, other_tab = _page(PRACTICE), _page(PRACTICE)
    for tab in (at, other_tab):
        tab.button(key="kumpulkan").click().run()
    at.button(key="ya-kumpulkan").click().run()
    assert not at.exception
    first = history(site.database, viewer_of("budi"))[PRACTICE]
    other_tab.button(key="ya-kumpulkan").click().run()
    assert history(site.database, viewer_of("budi"))[PRACTICE] == first
    assert [a.state for a in first] == ["submitted"]


def test_time_over_closes_the_attempt_with_a_sentence(site):
    _start(site, "pascauji-dasar")
    at = _page("pascauji-dasar")
    with site.database.write() as connection:
        connection.execute("DROP TRIGGER open_attempt_changes_only_by_closing")
        connection.execute("UPDATE attempt SET deadline_at = '2026-01-01T00:00:00Z' WHERE id = 'a1'")
    at.run()
    assert "sudah ditutup" in _words(at) and not at.radio


def test_an_attempt_found_closed_is_told_once_and_then_the_quiz_is_offered_again(site):
    _start(site)
    at = _page(PRACTICE)
    submit(site.database, viewer_of("budi"), "a1", now())
    at.session_state["kuis-tutup-a1"] = True  # what the clock and the answer leave behind
    at.run()
    assert "sudah ditutup" in _words(at) and not at.radio
    at.run()
    assert "sudah ditutup" not in _words(at) and "mulai" in {button.key for button in at.button}


def test_another_persons_attempt_is_never_shown(site, monkeypatch):
    _start(site)
    enter(monkeypatch, site, "sari")
    at = _page(PRACTICE)
    assert not at.radio and not at.checkbox
    assert "mulai" in {button.key for button in at.button}


def test_the_screen_never_holds_feedback_or_explanations(site):
    _start(site)
    items = site.source.present().bank.items
    secrets = [(_letters(part)[:40], i.id) for i in items.values() for part in (i.explanation, *_feedback(i))]
    for soal in range(1, 9):
        sent = _letters("".join(str(e.proto) for e in _page(PRACTICE, soal).main if hasattr(e, "proto")))
        assert _letters(_view(site).items[soal - 1].shown.stem) in sent, "or nothing would be found in it"
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
