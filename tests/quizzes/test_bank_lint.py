"""Rules of the bank as a whole: balance, spread keys, no twins, misconceptions that are really looked for."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest

from content.placed import Placed
from quizzes.bank_lint import MIN_ITEMS, lint_bank, lint_misconceptions, near_duplicates
from quizzes.blueprint_lint import lint_blueprint
from quizzes.draw import form_of
from quizzes.models import Item
from tests.builders import item_data, make_item, make_misconception, make_quiz

DIFFICULTIES = ("mudah", "sedang", "sulit")
NAMES = [f"{a}{b}{c}" for a in "bcdfgh" for b in "aeiou" for c in ("ka", "ri", "tu", "lo", "ne")]


def stem(number: int) -> str:
    return " ".join(NAMES[(number * step + step) % len(NAMES)] for step in (1, 7, 11, 13)) + f" {number}?"


def balanced(number: int, **changes: Any) -> Item:
    parts = {
        "id": f"soal-{number}", "stem": stem(number), "key": "abcd"[number % 4],
        "difficulty": DIFFICULTIES[number % 3], "situational": number % 2 == 0,
    }  # fmt: skip
    return make_item(**parts | changes)


def messages(make: Callable[[int], Item] = balanced, count: int = 60) -> list[str]:
    return [p.message for p in lint_bank([Placed(make(number), "quizzes/bank/x.yaml") for number in range(count)])]


def test_a_balanced_bank_has_no_findings() -> None:
    assert messages() == []


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda n: balanced(n, key="b"), "urutan ke-2 pada 100% soal (wajarnya 25%)"),
        (lambda n: balanced(n, situational=False), "0% soal berupa situasi"),
        (lambda n: balanced(n, difficulty="mudah"), "'sulit' hanya 0%"),
    ],
)
def test_a_lopsided_bank_is_told(make: Callable[[int], Item], words: str) -> None:
    assert any(words in message for message in messages(make))


def test_a_strategy_that_pays_is_told_with_the_items_it_answers() -> None:
    def longest_key(number: int) -> Item:
        item = item_data()
        for option in item["options"]:
            option["text"] += " yang panjang" if option["id"] == "abcd"[number % 4] else ""
        return balanced(number, options=item["options"])

    (found,) = [m for m in messages(longest_key) if "pilihan terpanjang" in m]
    assert "75 poin persen" in found and "soal-0, soal-1" in found and "soal-30" not in found


def test_true_and_false_are_about_half_each() -> None:
    def statement(key: Callable[[int], bool]) -> Callable[[int], Item]:
        return lambda n: make_item(
            "true_false", id=f"s-{n}", stem=stem(n), key=key(n), difficulty=DIFFICULTIES[n % 3], situational=True
        )

    assert messages(statement(lambda n: n % 2 == 0)) == []
    assert ["benar-salah" in m for m in messages(statement(lambda n: n % 4 != 0))] == [True]


def test_shares_of_a_few_items_are_not_judged() -> None:
    assert messages(lambda n: balanced(n, situational=False), MIN_ITEMS - 1) == []


TALE = "Empat bulan sebelum penetapan calon, {} mengganti tiga kepala dinas tanpa persetujuan tertulis Menteri."


def test_one_event_in_other_words_is_asked_once() -> None:
    twins = [make_item(id=f"s-{n}", stem=TALE.format(who)) for n, who in enumerate(("penjabat bupati", "Bupati Wira"))]
    (found,) = lint_bank([Placed(item, "quizzes/bank/x.yaml") for item in twins])
    assert "'s-1': pokok soalnya mirip 's-0'" in found.message


@pytest.mark.parametrize("enemies", [(["s-1"], []), ([], ["s-0"])])
def test_declared_enemies_may_be_alike(enemies: tuple[list[str], list[str]]) -> None:
    twins = [make_item(id=f"s-{n}", stem=TALE.format("AB"[n]), enemies=enemies[n]) for n in (0, 1)]
    assert list(lint_bank([Placed(item, "x") for item in twins])) == []


def test_the_same_way_of_asking_is_not_the_same_question() -> None:
    asking = "Tindakan manakah yang paling tepat menurut aturan?"
    assert near_duplicates({n: f"{NAMES[n]} {NAMES[n + 40]} {asking}" for n in range(30)}) == []


def test_matching_items_are_compared_with_what_is_matched() -> None:
    def pairs(*lefts: str) -> list[dict[str, str]]:
        return [
            {"id": f"p{n}", "left": left, "right": f"Kanan {n}", "feedback": "Ulasan"} for n, left in enumerate(lefts)
        ]

    asking = "Pasangkan perbuatan PNS dengan akibatnya."
    items = [make_item("matching", id=f"s-{n}", stem=asking, pairs=pairs(*NAMES[n * 9 : n * 9 + 5])) for n in range(2)]
    assert list(lint_bank([Placed(item, "x") for item in items])) == []


def test_a_thousand_items_are_compared_within_a_second() -> None:
    stems = {n: f"{stem(n)} {stem(n + 7)} {stem(n * 3)} Tindakan mana yang tepat?" for n in range(1000)}
    began = time.perf_counter()
    near_duplicates(stems)
    assert time.perf_counter() - began < 1.0


def test_a_misconception_is_looked_for_by_two_items() -> None:
    wrong = Placed(make_misconception(), "content/misconceptions/x.yaml")
    option = {"id": "c", "text": "X", "feedback": "Y", "misconception": "keliru"}
    naming = [
        make_item(id="satu", options=[*item_data()["options"][:2], option, option | {"id": "d", "text": "Z"}]),
        make_item("true_false", id="dua", misconception="keliru"),
    ]
    assert list(lint_misconceptions([wrong], naming)) == []
    assert ["dipakai 1 soal" in p.message for p in lint_misconceptions([wrong], naming[:1])] == [True]


def test_a_test_chooses_each_item_from_four() -> None:
    items = [make_item(id=f"soal-{n}") for n in range(40)]
    quiz = make_quiz(blueprint=[{"count": 2}])
    assert list(lint_blueprint(Placed(quiz, "x"), items[:8])) == []
    assert [
        "7 soal untuk 2 tempat (paling sedikit 8)" in p.message for p in lint_blueprint(Placed(quiz, "x"), items[:7])
    ] == [True]
    practice = make_quiz(mode="practice", blueprint=[{"count": 2}])
    assert list(lint_blueprint(Placed(practice, "x"), items[:2])) == []


def test_parallel_forms_each_have_their_choice() -> None:
    only_a = [item for n in range(40) if form_of((item := make_item(id=f"soal-{n}")).id) == "A"]
    quiz = make_quiz(parallel="dasar", blueprint=[{"count": 1}])
    (found,) = lint_blueprint(Placed(quiz, "x"), only_a)
    assert "0 soal bentuk B untuk 1 tempat" in found.message
