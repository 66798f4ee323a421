"""What the result says of yakin and ragu: counts always, shares only from five on, and what was surely wrong first."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from actions.learning.say_sureness import say_sureness
from actions.learning.take_quiz import start_attempt, submit, view_attempt
from quizzes.sureness import Calibration
from tests.ui.builders import enter, make_site, now, viewer_of
from tests.ui.test_hasil import _right_answer, _take
from ui.learning.calibration import calibration_advice, calibration_lines

QUIZ = "latihan-campuran"


def _script() -> None:
    from tests.ui.builders import show_page

    show_page("hasil")


@pytest.fixture
def site(tmp_path, monkeypatch):
    site = make_site(tmp_path / "data")
    enter(monkeypatch, site, "budi")
    return site


def _page() -> AppTest:
    at = AppTest.from_function(_script, default_timeout=20)
    at.query_params["id"] = "a1"
    at.run()
    assert not at.exception
    return at


def _words(at: AppTest) -> str:
    return "\n".join(str(e.value) for kind in ("header", "subheader", "markdown", "caption") for e in at.get(kind))


def _sit(site, said: dict[int, bool], right: set[int]) -> None:
    """Every item answered with its first choice, or rightly; an ordering's first choice may earn something too."""
    from actions.learning.take_quiz import save_answer
    from tests.ui.test_hasil import _first_answer

    budi = viewer_of("budi")
    start_attempt(site.database, site.source.present(), budi, QUIZ, now(), attempt_id="a1", seed=7)
    for position, item in enumerate(view_attempt(site.database, budi, "a1", now()).items):
        answer = _right_answer(site, "a1", position) if position in right else _first_answer(item.shown)
        save_answer(site.database, budi, "a1", position, answer, now())
        if position in said:
            say_sureness(site.database, budi, "a1", position, said[position], now())
    submit(site.database, budi, "a1", now())


def test_without_any_mark_of_it_the_result_says_nothing_of_it(site):
    _take(site, "first", quiz_id=QUIZ)
    words = _words(_page())
    assert "Yakin dan ragu" not in words and "Yakin tetapi keliru" not in words and "Saran belajar" in words


def test_counts_are_told_and_what_was_surely_wrong_comes_first(site):
    _sit(site, {position: position < 6 for position in range(8)}, right={0, 1, 6})
    at = _page()
    words = _words(at)
    sure, right = map(
        int, re.search(r"Dari \*\*(\d)\*\* jawaban yang Anda tandai \*\*yakin\*\*, \*\*(\d)\*\*", words).groups()
    )
    assert sure == 6 and 2 <= right < 6
    assert "tandai **ragu**" in words and "tidak mengubah nilai" in words
    assert words.index("Yakin tetapi keliru") < words.index("Setelah itu")
    assert [link.label for link in at.page_link if "· " in link.label]


def test_all_right_and_sure_needs_no_reading(site):
    _sit(site, dict.fromkeys(range(8), True), right=set(range(8)))
    words = _words(_page())
    assert "**8** tepat (100%)" in words and "Anda tahu apa yang Anda tahu" in words
    assert "Yakin tetapi keliru" not in words


def test_the_review_of_an_item_repeats_what_was_said(site):
    _sit(site, {0: True, 1: False}, right=set())
    at = _page()
    at.segmented_control(key="saring-a1").set_value("Semua soal").run()
    for number in (1, 2, 3):
        at.session_state[f"bahas-a1-{number}"] = True
    at.run()
    words = _words(at)
    assert words.count("Anda menandai:** Yakin") == 1 and words.count("Anda menandai:** Ragu") == 1


counts = st.integers(0, 20).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n)))


@given(counts, counts)
def test_no_share_is_told_of_fewer_than_five_answers(sure, doubted):
    found = Calibration(*sure, *doubted)
    lines = calibration_lines(found)
    assert len(lines) == (found.sure > 0) + (found.doubted > 0)
    for line in lines:
        count = int(re.search(r"\*\*(\d+)\*\*", line)[1])
        assert ("%" in line) is (count >= 5)
    assert calibration_advice(found)


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (Calibration(3, 1), "belum dapat disimpulkan"),
        (Calibration(10, 6), "belajar paling banyak hasilnya"),
        (Calibration(10, 9), "dapat diandalkan. Luruskan"),
        (Calibration(10, 10), "tahu apa yang Anda tahu"),
        (Calibration(0, 0, 10, 9), "lebih paham daripada yang Anda kira"),
        (Calibration(2, 2, 10, 3), "awal yang baik"),
    ],
)
def test_the_sentence_fits_the_counts(found, words):
    assert words in calibration_advice(found)
