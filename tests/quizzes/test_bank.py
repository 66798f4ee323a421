"""Rules of the bank: what an item, a quiz and a course must fulfil, and that a broken one hides only itself."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from content.library import load_library
from content.problems import Problem
from quizzes.bank import Bank, load_bank
from quizzes.draw import FORMS, fits, form_of
from quizzes.models import fingerprint
from quizzes.panels import cut_score
from tests.builders import (
    KINDS,
    course_data,
    item_data,
    lesson_data,
    make_item,
    module_data,
    quiz_data,
    regulation_data,
    write_courseware,
    write_yaml,
)


def load(tmp_path: Path, **parts: Any) -> tuple[Bank, tuple[Problem, ...]]:
    content, quizzes = write_courseware(tmp_path, **parts)
    return load_bank(quizzes, load_library(content)[0])


def load_items(tmp_path: Path, *items: dict[str, Any], **parts: Any) -> tuple[Bank, tuple[Problem, ...]]:
    return load(tmp_path, items=items, quizzes=[], courses=[], **parts)


def options(*texts: str, **more: Any) -> list[dict[str, Any]]:
    return [
        {"id": letter, "text": text, "feedback": "U", **more} for letter, text in zip("abcdefg", texts, strict=False)
    ]


def test_the_smallest_bank_has_no_problems(tmp_path: Path) -> None:
    bank, problems = load(tmp_path)
    assert problems == () and len(bank.items) == 6 and set(bank.quizzes) == {"kuis"} and set(bank.courses) == {"kursus"}


def test_a_missing_folder_is_one_problem(tmp_path: Path) -> None:
    content, _ = write_courseware(tmp_path)
    bank, problems = load_bank(tmp_path / "tidak-ada", load_library(content)[0])
    assert bank == Bank() and len(problems) == 1


@pytest.mark.parametrize(
    ("item", "words"),
    [
        (item_data(key="z"), "kunci 'z' bukan salah satu pilihan (a, b, c, d)"),
        (item_data(options=options("X", "Y", "x ")), "teks yang sama"),
        (item_data(options=[*options("X", "Y"), {"id": "a", "text": "Z", "feedback": "U"}]), "'a' tertulis dua kali"),
        (item_data("multiple", keys=list("abcde")), "semua pilihan benar"),
        (item_data("multiple", keys=["a", "z"]), "kunci 'z'"),
        (item_data("judgement", options=options("X", "Y", "Z", weight=0.5)), "berbobot 1"),
        (item_data("matching", extra_rights=["kanan 1"]), "teks yang sama"),
        (item_data("matching", pairs=[p | {"id": "p"} for p in item_data("matching")["pairs"]]), "berpengenal sama"),
        (item_data("matching", pairs=[p | {"id": f"x{n}"} for n, p in enumerate(item_data("matching")["pairs"])]), "disediakan untuk pengecoh"),
        (item_data("ordering", steps=item_data("ordering")["steps"] * 1 + [item_data("ordering")["steps"][0]]), "langkah yang sama"),
        (item_data(objectives=["lain"]), "tujuan belajar 'lain'"),
        (item_data(section="dasar#akhir"), "dasar#akhir"),
        (item_data(citations=["uu-9-2030:pasal-7"]), "ketentuannya tidak ada"),
        (item_data(stem="Lihat <b>ini</b>"), "HTML"),
        (item_data(explanation="Lihat https://a.id"), "HTML"),
        (item_data("true_false", misconception="asing"), "salah paham 'asing'"),
        (item_data(options=options("X", "Y", "Z", misconception="keliru")), "pilihan benar 'b' tidak boleh"),
    ],
)  # fmt: skip
def test_an_item_that_cannot_be_asked_is_left_out(tmp_path: Path, item: dict[str, Any], words: str) -> None:
    bank, problems = load_items(tmp_path, item_data("true_false", id="baik"), item)
    assert set(bank.items) == {"baik"}
    assert any(words in p.message for p in problems), [str(p) for p in problems]
    assert {p.line for p in problems} == {problems[0].line} and problems[0].line > 10


@pytest.mark.parametrize("suffix", ["", "@sejarah"])
def test_contested_law_is_not_marked(tmp_path: Path, suffix: str) -> None:
    provision = {"id": "pasal-1", "summary": "S", "basis": "primary", "contested": True}
    ended = {"status": "dicabut", "repealed_on": "2031-01-01"} if suffix else {}
    bank, problems = load_items(
        tmp_path,
        item_data(citations=[f"uu-9-2030:pasal-1{suffix}"]),
        regulations=[regulation_data(provisions=[provision], **ended)],
        lessons=None,
    )
    assert bank.items == {} and any("diperdebatkan" in p.message for p in problems)


def test_an_item_id_is_used_once_in_the_whole_bank(tmp_path: Path) -> None:
    bank, problems = load_items(tmp_path, item_data(), item_data("true_false"))
    assert bank.items["soal-1"].kind == "single" and "sudah dipakai soal lain" in problems[0].message


def line_with(tmp_path: Path, problem: Problem) -> str:
    return (tmp_path / "quizzes" / problem.path).read_text().splitlines()[problem.line - 1]


@pytest.mark.parametrize(
    ("quiz", "words", "line"),
    [
        (quiz_data(blueprint=[{"count": 1}, {"count": 6}]), "sel ke-2 meminta 6 soal, bank hanya pasti dapat memberi 5", "{"),
        (quiz_data(blueprint=[{"objective": "lain", "count": 1}]), "'lain' tidak ada", '"objective": "lain"'),
        (quiz_data(critical_topics=[{"title": "T", "pass_mark": 0.5, "objective": "asing"}]), "'asing' tidak ada", '"objective": "asing"'),
        (quiz_data(title="<b>Kuis</b>"), "HTML", "{"),
    ],
)  # fmt: skip
def test_a_quiz_that_cannot_be_drawn_is_left_out(tmp_path: Path, quiz: dict[str, Any], words: str, line: str) -> None:
    bank, problems = load(tmp_path, quizzes=[quiz], courses=[])
    assert bank.quizzes == {}
    (problem,) = [p for p in problems if words in p.message]
    assert line in line_with(tmp_path, problem)


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        ({"pretest": "asing"}, '"pretest"'),
        ({"posttest": "asing"}, '"posttest"'),
        ({"practice": ["kuis", "asing"]}, '"asing"'),
    ],
)
def test_a_course_names_quizzes_that_exist(tmp_path: Path, changes: dict[str, Any], line: str) -> None:
    bank, problems = load(tmp_path, courses=[course_data(**changes)])
    assert bank.courses == {} and "'asing' tidak ada" in problems[0].message
    assert line in line_with(tmp_path, problems[0])


def test_a_broken_lesson_hides_neither_its_items_nor_the_quiz_nor_the_course(tmp_path: Path) -> None:
    content, quizzes = write_courseware(tmp_path)
    (content / "lessons" / "00.yaml").write_text("rusak: [")
    library, _ = load_library(content)
    bank, problems = load_bank(quizzes, library)
    assert library.lessons == () and len(bank.items) == 6
    assert set(bank.quizzes) == {"kuis"} and set(bank.courses) == {"kursus"}
    assert {p.severity for p in problems} == {"warning"}


def test_a_broken_quiz_hides_that_quiz_only(tmp_path: Path) -> None:
    content, quizzes = write_courseware(tmp_path, quizzes=[quiz_data(), quiz_data(id="lain")])
    (quizzes / "quizzes" / "lain.yaml").write_text("id: lain\n")
    bank, problems = load_bank(quizzes, load_library(content)[0])
    assert set(bank.quizzes) == {"kuis"} and set(bank.courses) == {"kursus"}
    assert {p.path for p in problems} == {"quizzes/lain.yaml"}


def test_a_fingerprint_changes_with_any_field_and_with_nothing_else() -> None:
    prints = {
        fingerprint(make_item(**changes))
        for changes in (
            {},
            {"stem": "Lain?"},
            {"key": "a"},
            {"critical": True},
            {"explanation": "Lain."},
            {"difficulty": "sulit"},
        )
    }
    assert len(prints) == 6 and fingerprint(make_item()) == fingerprint(make_item())
    assert all(len(p) == 16 for p in prints)


def test_a_quiz_of_some_modules_asks_only_what_they_teach(tmp_path: Path) -> None:
    lessons = [lesson_data(), lesson_data(id="lain", objectives=[{"id": "t2", "text": "X", "indicator": "karier"}])]
    modules = [module_data(), module_data(id="modul-lain", lessons=["lain"])]
    items = [item_data(id="satu"), item_data(id="dua", section="lain#awal", objectives=["t2"])]
    quiz = quiz_data(modules=["modul-lain"], blueprint=[{"count": 1}])
    bank, problems = load(tmp_path, lessons=lessons, modules=modules, items=items, quizzes=[quiz])
    assert problems == ()
    (cell,) = bank.quizzes["kuis"].blueprint
    assert cell.lessons == ("lain",) and [i.id for i in bank.items.values() if fits(i, cell)] == ["dua"]
    more = quiz_data(modules=["modul-lain"], blueprint=[{"count": 2}])
    _, problems = load(tmp_path / "b", lessons=lessons, modules=modules, items=items, quizzes=[more], courses=[])
    assert "hanya pasti dapat memberi 1" in problems[0].message


def test_parallel_quizzes_ask_by_the_same_blueprint_and_each_form_can_draw(tmp_path: Path) -> None:
    items = [item_data(id=f"s{n}") for n in range(12)]
    before = quiz_data(id="pra", mode="pretest", parallel="p", blueprint=[{"count": 2}])
    after = quiz_data(parallel="p", blueprint=[{"count": 2}])
    assert load(tmp_path, items=items, quizzes=[before, after])[1] == ()
    other = before | {"blueprint": [{"count": 1}]}
    assert "kisi-kisinya berbeda" in load(tmp_path / "b", items=items, quizzes=[other, after])[1][0].message
    least = min(sum(form_of(i["id"]) == form for i in items) for form in FORMS)
    greedy = quiz_data(parallel="p", blueprint=[{"count": least + 1}])
    assert "bank bentuk" in load(tmp_path / "c", items=items, quizzes=[greedy], courses=[])[1][0].message


def test_a_blueprint_must_be_drawable_whichever_items_shut_others_out(tmp_path: Path) -> None:
    items = [item_data(id="a", enemies=["b"]), item_data(id="b"), item_data(id="c", enemies=["b"]), item_data(id="d")]
    _, problems = load(tmp_path, items=items, quizzes=[quiz_data(blueprint=[{"count": 3}])], courses=[])
    assert "hanya pasti dapat memberi 2" in problems[0].message and "enemies" in problems[0].how_to_fix
    assert load(tmp_path / "b", items=items, quizzes=[quiz_data(blueprint=[{"count": 2}])])[1] == ()


def panel_data(**changes: Any) -> dict[str, Any]:
    return {
        "id": "panel", "title": "Panel", "method": "angoff", "held_on": "2026-11-22", "borderline": "Pas-pasan.",
        "note": "Penyusun sendiri.", "quizzes": ["kuis"],
        "raters": [{"id": "a", "title": "A", "is_expert": False}, {"id": "b", "title": "B", "is_expert": False}],
        "ratings": [{"item": f"soal-{kind.replace('_', '-')}", "probabilities": [0.4, 0.6]} for kind in KINDS],
    } | changes  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({}, None),
        ({"quizzes": ["asing"]}, "'asing' tidak ada"),
        ({"ratings": panel_data()["ratings"][:5]}, "1 soal belum dinilai"),
        ({"ratings": [*panel_data()["ratings"], panel_data()["ratings"][0]]}, "dinilai dua kali"),
        ({"ratings": [{"item": "soal-single", "probabilities": [0.5]}]}, "perlu 2 peluang"),
        ({"ratings": [r | {"probabilities": [0.7, 0.9]} for r in panel_data()["ratings"]]}, "panel menyimpulkan 0.800"),
    ],
)
def test_a_pass_mark_is_borne_out_by_its_panel(tmp_path: Path, changes: dict[str, Any], complaint: str | None) -> None:
    content, quizzes = write_courseware(tmp_path)
    write_yaml(quizzes / "panels" / "panel.yaml", panel_data(**changes))
    bank, problems = load_bank(quizzes, load_library(content)[0])
    if complaint is None:
        assert problems == ()
        cut = cut_score(bank.quizzes["kuis"], bank.items, bank.panels["panel"])
        assert (cut.value, cut.by_rater, cut.pass_mark) == (pytest.approx(0.5), pytest.approx((0.4, 0.6)), 0.5)
    else:
        assert complaint in problems[0].message, [str(p) for p in problems]


def test_parallel_quizzes_ask_both_or_neither_how_sure_one_is(tmp_path: Path) -> None:
    pair = {"parallel": "p", "blueprint": [{"count": 1}]}
    items = [item_data(id=f"soal-{number}") for number in range(40)]
    for before_asks, after_asks in ((True, True), (False, False), (True, False), (False, True)):
        quizzes = [
            quiz_data(id="pra", mode="pretest", asks_sureness=before_asks, **pair),
            quiz_data(asks_sureness=after_asks, **pair),
        ]
        problems = load(tmp_path / f"{before_asks}-{after_asks}", items=items, quizzes=quizzes)[1]
        assert any("yakin atau ragu" in one.message for one in problems) is (before_asks != after_asks), problems
