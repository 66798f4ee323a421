"""Rules of lessons and modules: law is cited, minutes are honest, a module has its parts, a term is used."""

from __future__ import annotations

import json
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from content.lint import (
    WORDS_PER_MINUTE,
    lint_beliefs,
    lint_courses,
    lint_homes,
    lint_lesson,
    lint_module,
    lint_terms,
    reading_words,
)
from content.models import Lesson, Module, Regulation, Term
from content.placed import Placed
from tests.builders import lesson_data, make_misconception, module_data, regulation_data, section_data

LESSON = TypeAdapter(Lesson)


BELIEFS = {name: make_misconception(id=name, belief="satu dua", correction="tiga empat lima") for name in ("m1", "m2")}


def make_lesson(**changes: Any) -> Lesson:
    return LESSON.validate_json(json.dumps(lesson_data(**changes)))


def lesson_of(*sections: dict[str, Any], **changes: Any) -> Lesson:
    return make_lesson(sections=list(sections), **changes)


def lesson_findings(lesson: Lesson) -> list[str]:
    return [p.message for p in lint_lesson(Placed(lesson, "content/lessons/x.yaml"), BELIEFS)]


CITED = {"citations": ["uu-9-2030:pasal-1"]}
CASE = {"id": "kasus", "title": "K", "kind": "case", "story": "S", "question": "Q?", "verdict": "pelanggaran", "analysis": "A"}  # fmt: skip
DO_DONT = {"id": "boleh", "title": "B", "kind": "do_dont", "do": ["x"], "dont": ["y"]}
CHECK = {
    "id": "cek", "title": "C", "kind": "check", "stem": "S?", "key": "a",
    "options": [{"id": c, "text": c, "feedback": "satu dua" if c == "a" else "satu dua tiga"} for c in "ab"],
}  # fmt: skip
LADDER = {"id": "tangga", "title": "T", "kind": "ladder", "steps": [{"title": "a", "text": "b", "severity": n} for n in (1, 2)]}  # fmt: skip
MISTAKES = {"id": "keliru", "title": "M", "kind": "mistakes", "misconceptions": ["m1", "m2"]}
MONDAY = {"id": "senin", "title": "Senin", "kind": "monday", "actions": ["Baca.", "Tulis."]}


@pytest.mark.parametrize("section", [section_data(citations=[]), CASE, DO_DONT, CHECK, LADDER])
def test_a_section_that_tells_law_cites_it(section: dict[str, Any]) -> None:
    assert ["tidak merujuk ketentuan" in m for m in lesson_findings(lesson_of(section))] == [True]
    assert lesson_findings(lesson_of(section | CITED)) == []


@pytest.mark.parametrize("section", [MISTAKES, MONDAY])
def test_opening_and_closing_point_to_law_told_elsewhere(section: dict[str, Any]) -> None:
    assert lesson_findings(lesson_of(section)) == []


def test_a_lesson_is_read_within_its_minutes() -> None:
    words = "kata " * (2 * WORDS_PER_MINUTE)
    long = lesson_of(section_data(body=words), estimated_minutes=2)
    assert reading_words(long, {}) > 2 * WORDS_PER_MINUTE
    assert lesson_findings(long) != []
    assert lesson_findings(lesson_of(section_data(body=words), estimated_minutes=3)) == []


@pytest.mark.parametrize(
    ("words", "minutes", "message", "fix"),
    [
        (1255, 7, "", ""),
        (1302, 7, "1302 kata; paling banyak 1260 untuk 7 menit.", "Kurangi 42 kata, atau pecah"),
        (1302, 8, "1302 kata; paling banyak 1260 untuk 7 menit.", "Kurangi 42 kata, atau pecah"),
        (200, 1, "200 kata; paling banyak 180 untuk 1 menit.", "Kurangi 20 kata, atau tulis 2."),
        (1255, 8, "Tertulis 8 menit, terhitung 7.", "Tulis 7."),
        (20, 8, "Tertulis 8 menit, terhitung 1.", "Tulis 1."),
    ],
)
def test_what_to_do_about_the_minutes_is_told_in_words(words: int, minutes: int, message: str, fix: str) -> None:
    frame = reading_words(lesson_of(section_data(body="x")), {}) - 1
    lesson = lesson_of(section_data(body="ya " * (words - frame)), estimated_minutes=minutes)
    problems = list(lint_lesson(Placed(lesson, "content/lessons/x.yaml"), {}))
    assert len(problems) == bool(message)
    for problem in problems:
        assert problem.message == f"Materi 'dasar': {message}" and problem.how_to_fix.startswith(fix)


def test_a_misconception_nobody_knows_is_told_in_the_lesson_itself() -> None:
    (found,) = lesson_findings(lesson_of(MISTAKES | {"misconceptions": ["m1", "m9"]}))
    assert "salah paham 'm9' tidak dikenal atau sedang bergalat" in found


@pytest.mark.parametrize(
    ("section", "count"),
    [
        (section_data(title="T", body="satu dua-tiga"), 3), (CASE, 4), (DO_DONT, 3), (LADDER, 5),
        (CHECK, 1 + 1 + 2 + 3), (MONDAY, 3), (MISTAKES, 1 + 2 * 5),
        ({"id": "p", "title": "T", "kind": "timeline", "events": [{"when": "2030", "title": "a", "text": "b c"}] * 2}, 9),
        ({"id": "p", "title": "T", "kind": "matrix", "columns": ["a"], "rows": [{"title": "b", "cells": ["c"]}] * 2}, 6),
        (
            {"id": "p", "title": "T", "kind": "decision_tree", "forks": [
                {"id": "f", "question": "a b?", "branches": [{"answer": "ya", "goes_to": "g"}, {"answer": "tidak", "outcome": "c", "tone": "aman"}]},
                {"id": "g", "question": "d?", "branches": [{"answer": x, "outcome": "e f", "tone": "aman"} for x in ("ya", "tidak")]},
            ]}, 1 + 2 + 3 + 1 + 6,
        ),
    ],
)  # fmt: skip
def test_the_words_of_each_kind_of_section_are_counted_once(section: dict[str, Any], count: int) -> None:
    frame = reading_words(lesson_of(section_data(title="T", body="x")), BELIEFS) - 2
    assert reading_words(lesson_of(section), BELIEFS) - frame == count


def module_findings(lessons: list[Lesson], **changes: Any) -> list[str]:
    module = Module.model_validate_json(json.dumps(module_data(lessons=[le.id for le in lessons], **changes)))
    return [p.message for p in lint_module(Placed(module, "content/modules/x.yaml"), {le.id: le for le in lessons})]


def whole(*left_out: str, minutes: int = 5) -> list[Lesson]:
    """Three lessons with all that a module needs, but for what is left out."""
    parts = [MISTAKES, CASE, DO_DONT, CHECK, CASE | {"id": "lain"}, CHECK | {"id": "lain-2"}, LADDER, MONDAY]
    kept = [part for part in parts if part["id"] not in left_out]
    thirds = (kept[:2], kept[2:4], kept[4:])
    return [lesson_of(*part, id=f"l{n}", estimated_minutes=minutes) for n, part in enumerate(thirds)]


def test_a_whole_module_has_no_findings() -> None:
    assert module_findings(whole()) == []


@pytest.mark.parametrize(
    ("left_out", "words"),
    [
        ("keliru", "tidak dibuka dengan bagian 'mistakes'"),
        ("senin", "tidak ditutup dengan bagian 'monday'"),
        ("lain", "bagian 'case' baru 1"),
        ("lain-2", "bagian 'check' baru 1"),
        ("boleh", "bagian 'do_dont' baru 0"),
        ("tangga", "tanpa gambar"),
    ],
)
def test_a_module_misses_nothing(left_out: str, words: str) -> None:
    (found,) = module_findings(whole(left_out))
    assert words in found


@pytest.mark.parametrize(("minutes", "fits"), [(4, False), (5, True), (8, True), (9, False)])
def test_a_module_takes_fifteen_to_twenty_five_minutes(minutes: int, fits: bool) -> None:
    assert (module_findings(whole(minutes=minutes)) == []) == fits


def test_a_module_with_a_broken_lesson_is_not_counted() -> None:
    module = Placed(Module.model_validate_json(json.dumps(module_data(lessons=["hilang"]))), "x")
    assert list(lint_module(module, {})) == []


def test_a_summary_point_that_names_law_cites_it() -> None:
    plain = [{"text": f"Pokok {n}."} for n in range(3)]
    law = {"text": "Ajakan berpihak dilarang menurut PP 94/2021."}
    assert ["pokok ke-4" in m for m in module_findings(whole(), points=[*plain, law])] == [True]
    assert module_findings(whole(), points=[*plain, law | CITED]) == []


def test_a_lesson_lives_in_a_module() -> None:
    lesson = Placed(make_lesson(), "content/lessons/x.yaml")
    home = Module.model_validate_json(json.dumps(module_data()))
    assert list(lint_homes([lesson], [home])) == []
    assert ["tidak ada di modul" in p.message for p in lint_homes([lesson], [])] == [True]


def test_a_module_is_in_a_course() -> None:
    module = Placed(Module.model_validate_json(json.dumps(module_data())), "content/modules/x.yaml")
    assert list(lint_courses([module], ["modul"])) == []
    assert ["tidak ada di kursus mana pun" in p.message for p in lint_courses([module], [])] == [True]


def test_a_term_is_read_somewhere() -> None:
    term = Placed(Term(id="cltn", term="cuti di luar tanggungan negara", also=("CLTN",), definition="Cuti."), "x")
    assert list(lint_terms([term], ["Tanpa cltn ia melanggar."])) == []
    assert ["tidak muncul" in p.message for p in lint_terms([term], ["Tanpa CLTNX"])] == [True]


@pytest.mark.parametrize(
    ("belief", "other", "alike"),
    [
        ("Menjadi anggota partai boleh asalkan bukan pengurus.", "Menjadi anggota partai boleh, asal bukan pengurus.", True),
        ("Pelanggaran dilaporkan ke KASN.", "Laporan pelanggaran netralitas dilaporkan kepada KASN.", True),
        ("Netral berarti golput.", "Ajakan kepada keluarga itu urusan pribadi.", False),
        ("Hanya itu saja.", "Saja bukan ada.", True),
        ("Yang di atas.", "Yang di sana.", False),
    ],
)  # fmt: skip
def test_two_beliefs_in_nearly_the_same_words_are_told(belief: str, other: str, alike: bool) -> None:
    wrong = [make_misconception(belief=belief), make_misconception(id="lain", belief=other)]
    placed = [Placed(one, f"content/misconceptions/{i}.yaml") for i, one in enumerate(wrong)]
    found = [str(problem) for problem in lint_beliefs(placed)]
    assert len(found) == alike
    assert all(
        "'lain' mirip dengan 'keliru'" in one and one.startswith("content/misconceptions/1.yaml") for one in found
    )


def test_every_provision_tells_its_basis_and_its_law_the_day_it_was_checked() -> None:
    whole = regulation_data()
    assert Regulation.model_validate_json(json.dumps(whole)).provisions[0].basis == "primary"
    undated = {name: value for name, value in whole.items() if name != "checked_on"}
    baseless = whole | {"provisions": [{"id": "pasal-1", "summary": "S"}]}
    for broken in (undated, baseless):
        with pytest.raises(ValidationError):
            Regulation.model_validate_json(json.dumps(broken))
