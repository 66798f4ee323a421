"""The result page: the score with its reasons, every item explained from the version that was taken, nobody else's."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from actions.learning.take_quiz import history, save_answer, start_attempt, submit, view_attempt, view_result
from content.library import Library
from store.database import Database, StorageFull
from tests.ui.builders import enter, make_site, now, viewer_of
from ui.learning.review import (
    cited_rules,
    minutes_left,
    provision_title,
    reading_advice,
    review_text,
    score_text,
    verdict,
)

QUIZ = "pascauji-dasar"


def _script() -> None:
    from tests.ui.builders import show_page

    show_page("hasil")


@pytest.fixture
def site(tmp_path, monkeypatch):
    site = make_site(tmp_path / "data")
    enter(monkeypatch, site, "budi")
    return site


def _page(attempt_id: str | None = None) -> AppTest:
    at = AppTest.from_function(_script, default_timeout=20)
    if attempt_id:
        at.query_params["id"] = attempt_id
    at.run()
    assert not at.exception
    return at


def _words(at: AppTest) -> str:
    kinds = ("title", "header", "subheader", "markdown", "caption", "info", "error", "warning", "success")
    return "\n".join(str(element.value) for kind in kinds for element in at.get(kind))


def _first_answer(shown):
    if shown.kind in ("single", "true_false", "judgement"):
        return 0
    if shown.kind == "multiple":
        return (0,)
    places = shown.lefts if shown.kind == "matching" else shown.choices
    return {place: place + (shown.kind == "ordering") for place in range(len(places))}


def _right_answer(site, attempt_id, position):
    """Found by trying: the key is only visible in the result of a closed attempt."""
    from quizzes.draw import PaperItem
    from quizzes.marking import mark
    from quizzes.responses import right_sides
    from quizzes.shown import shown_from_response
    from store.learning import attempts as attempt_store

    with site.database.read() as connection:
        drawn: PaperItem = attempt_store.find_attempt(connection, attempt_id).attempt.paper[position]
        item = attempt_store.get_item_version(connection, drawn.fingerprint)
    if item.kind == "matching":
        response = {key: key for key in right_sides(item) if not key.startswith("x")}
    elif item.kind == "ordering":
        response = {step.id: place for place, step in enumerate(item.steps, start=1)}
    elif item.kind == "multiple":
        response = tuple(sorted(item.keys))
    elif item.kind == "judgement":
        response = max(item.options, key=lambda option: option.weight).id
    else:
        response = str(item.key).lower() if item.kind == "true_false" else item.key
    assert mark(item, response).fraction == 1
    return shown_from_response(item, drawn, response)


def _take(site, how: str, attempt_id: str = "a1", quiz_id: str = QUIZ) -> None:
    """A closed attempt: ``blank``, ``first`` (always the first choice) or ``right``."""
    budi = viewer_of("budi")
    start_attempt(site.database, site.source.present(), budi, quiz_id, now(), attempt_id=attempt_id, seed=7)
    if how != "blank":
        for position, item in enumerate(view_attempt(site.database, budi, attempt_id, now()).items):
            answer = _first_answer(item.shown) if how == "first" else _right_answer(site, attempt_id, position)
            save_answer(site.database, budi, attempt_id, position, answer, now())
    submit(site.database, budi, attempt_id, now())


def test_without_results_the_list_says_so(site):
    assert "Belum ada hasil" in _words(_page())


def test_the_list_holds_every_closed_attempt(site):
    _take(site, "blank")
    _take(site, "right", "a2")
    labels = [link.label for link in _page().page_link]
    assert any("Percobaan 1: nilai 0 dari 100, belum lulus" in label for label in labels)
    assert any("Percobaan 2: nilai 100 dari 100, lulus" in label for label in labels)


def test_a_full_score_passes_and_needs_no_reading(site):
    _take(site, "right")
    at = _page("a1")
    words = _words(at)
    assert at.metric[0].value == "100 dari 100" and "Selamat, Anda lulus" in words
    assert "Saran belajar" not in words
    assert "percobaan pertama" in words and "percobaan terbaik" in words


def test_a_blank_attempt_fails_with_each_reason(site):
    _take(site, "blank")
    at = _page("a1")
    words = _words(at)
    assert at.metric[0].value == "0 dari 100" and "Anda belum lulus" in words
    for topic in site.source.present().bank.quizzes[QUIZ].critical_topics:
        assert topic.title in words
    assert words.count("✗") == 3 and "Saran belajar" in words
    assert len(at.expander) == 20


def test_every_kind_is_explained_in_words(site):
    _take(site, "first")
    view = view_result(site.database, viewer_of("budi"), "a1")
    library = site.source.present().library
    kinds = set()
    for reviewed in view.items:
        kinds.add(reviewed.item.kind)
        text = review_text(library, reviewed)
        assert "Pembahasan." in text and reviewed.item.explanation[:20] in text
        assert verdict(reviewed) != "Tidak dijawab"
        assert cited_rules(library, reviewed)
    assert len(kinds) >= 5


def test_content_that_is_gone_is_said_and_breaks_nothing(site):
    _take(site, "first")
    for reviewed in view_result(site.database, viewer_of("budi"), "a1").items:
        assert review_text(Library(), reviewed)
        assert all("tidak lagi ada" in rule for rule in cited_rules(Library(), reviewed))
    assert reading_advice(Library(), view_result(site.database, viewer_of("budi"), "a1").items) == []


def test_all_items_can_be_listed(site):
    _take(site, "right")
    at = _page("a1")
    assert len(at.expander) == 20
    at.segmented_control(key="saring-a1").set_value("Perlu dipelajari").run()
    assert len(at.expander) == 0 and "Semua soal sudah tepat" in _words(at)


def test_an_open_attempt_has_no_result(site):
    budi = viewer_of("budi")
    start_attempt(site.database, site.source.present(), budi, QUIZ, now(), attempt_id="a1", seed=1)
    at = _page("a1")
    assert "belum dikumpulkan" in _words(at) and not at.metric


def test_another_persons_result_is_refused(site, monkeypatch):
    _take(site, "right")
    enter(monkeypatch, site, "sari")
    at = _page("a1")
    assert "tidak ditemukan" in _words(at) and not at.metric and not at.expander
    assert history(site.database, viewer_of("sari")) == {}


def test_an_attempt_that_is_not_there_is_a_sentence(site):
    assert "tidak ditemukan" in _words(_page("tidak-ada"))


def test_a_storage_error_is_a_sentence(site, monkeypatch):
    def full(self):
        raise StorageFull()

    monkeypatch.setattr(Database, "read", full)
    assert "ruang penyimpanan" in _words(_page("a1"))


@pytest.mark.parametrize(("fraction", "text"), [(0.7, "70"), (0.6999, "69,9"), (0.29, "29"), (1.0, "100"), (0, "0")])
def test_a_score_is_never_rounded_up_over_a_pass_mark(fraction, text):
    assert score_text(fraction) == text


def test_provisions_read_like_a_lawyer_says_them():
    assert provision_title("pasal-5/huruf-n/angka-6") == "Pasal 5 huruf n angka 6"
    assert provision_title("pasal-24/ayat-1/huruf-d") == "Pasal 24 ayat (1) huruf d"


def test_started_minutes_count_as_left():
    moment = now()
    assert minutes_left(moment, moment) == 0
    assert minutes_left(moment.replace(year=moment.year + 1), moment) > 0


def test_an_item_that_is_being_answered_elsewhere_is_not_explained(site):
    ids = [f"latihan-{n}" for n in range(6)]
    for attempt_id in ids:
        _take(site, "blank", attempt_id, "latihan-campuran")
    budi = viewer_of("budi")
    start_attempt(site.database, site.source.present(), budi, QUIZ, now(), attempt_id="uji", seed=7)
    held = {one: view_result(site.database, budi, one).held_back for one in ids}
    attempt_id, positions = next((one, places) for one, places in held.items() if places)
    at = _page(attempt_id)
    numbers = ", ".join(str(place + 1) for place in positions)
    assert f"Pembahasan soal {numbers} ditahan" in _words(at)
    titles = " ".join(box.label for box in at.expander)
    assert not any(f"Soal {place + 1} ·" in titles for place in positions)
    assert len(at.expander) == 8 - len(positions)
