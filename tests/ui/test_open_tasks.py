"""An item with a wrong key announces itself: on the authors' home page, and above the list of whichever quiz is open."""

from __future__ import annotations

import pytest

from actions.site import Site
from quizzes.models import Quiz, SingleItem
from tests.item_counts import count_answers
from tests.ui.conftest import words_of
from tests.ui.test_tinjauan_soal import decide
from ui import look


@pytest.fixture
def quizzes(site: Site) -> dict[str, Quiz]:
    """By mode."""
    bank = site.source.present().bank
    course = next(iter(bank.courses.values()))
    return {"pretest": bank.quizzes[course.pretest or ""], "posttest": bank.quizzes[course.posttest]}


def item_of(site: Site) -> SingleItem:
    items = site.source.present().bank.items.values()
    return next(item for item in items if isinstance(item, SingleItem) and not item.audience)


def answer(site: Site, quiz: Quiz, *, drawing: int) -> SingleItem:
    """``drawing``: how many of the strong choose an option that is not the key; a third option is chosen by nobody."""
    item = item_of(site)
    wrong, dead, *others = [option.id for option in item.options if option.id != item.key]
    choices = {item.key: (600, 0.6), wrong: (drawing, 0.8 if drawing > 600 else 0.3), dead: (0, 0.4)}
    count_answers(site.database, quiz, item, choices | {option: (200, 0.4) for option in others})
    return item


def links(app) -> list[tuple[str, str]]:
    return [(link.proto.label, link.proto.query_string) for link in app.get("page_link")]


def waiting(count: int, quiz: Quiz) -> tuple[str, str]:
    return f"{count} catatan menunggu pada “{look.as_text(quiz.title)}”", f"kuis={quiz.id}"


def test_where_nothing_waits_the_home_page_of_an_author_says_nothing(open_page, site, quizzes) -> None:
    assert "menunggu keputusan" not in words_of(open_page("beranda", "adi"))


def test_a_wrong_key_in_any_quiz_stands_on_the_home_page_of_an_author(open_page, site, quizzes) -> None:
    item = answer(site, quizzes["pretest"], drawing=2_000)
    answer(site, quizzes["posttest"], drawing=300)
    app = open_page("beranda", "adi")
    words = words_of(app)
    assert not app.exception
    assert "<strong>1 soal mungkin kuncinya keliru.</strong>" in words
    assert f"<code>{item.id}</code> ({quizzes['pretest'].title})" in words
    assert ("3 catatan tentang soal menunggu keputusan", f"kuis={quizzes['pretest'].id}") in links(app)


def test_without_a_doubt_about_a_key_only_the_number_is_told(open_page, site, quizzes) -> None:
    answer(site, quizzes["posttest"], drawing=300)
    words = words_of(open_page("beranda", "adi"))
    assert "1 catatan tentang soal menunggu keputusan" in words and "kuncinya keliru" not in words


@pytest.mark.parametrize("person_id", ["budi", "wati", "putu"])
def test_nobody_else_hears_of_it(open_page, site, quizzes, person_id) -> None:
    item = answer(site, quizzes["posttest"], drawing=2_000)
    words = words_of(open_page("beranda", person_id))
    assert "menunggu keputusan" not in words and item.id not in words


def test_the_authors_page_tells_of_the_quizzes_that_are_not_open(open_page, site, quizzes) -> None:
    answer(site, quizzes["pretest"], drawing=2_000)
    answer(site, quizzes["posttest"], drawing=300)
    app = open_page("penyusun", "adi")
    assert waiting(2, quizzes["pretest"]) in links(app)
    assert not [query for _, query in links(app) if query == f"kuis={quizzes['posttest'].id}"]
    assert "1 soal mungkin kuncinya keliru" in words_of(app)
    app = open_page("penyusun", "adi", kuis=quizzes["pretest"].id)
    assert waiting(1, quizzes["posttest"]) in links(app)


def test_what_is_decided_waits_no_longer(open_page, site, quizzes) -> None:
    answer(site, quizzes["posttest"], drawing=2_000)
    assert "1 soal mungkin kuncinya keliru" in words_of(open_page("beranda", "adi"))
    decide(open_page("penyusun", "adi"), "Biarkan, dengan alasan", "Kuncinya benar menurut Pasal 24.")
    words = words_of(open_page("beranda", "adi"))
    assert "1 catatan tentang soal menunggu keputusan" in words and "kuncinya keliru" not in words
