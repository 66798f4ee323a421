"""Every complaint about a content file is an Indonesian sentence with a remedy and the right line."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import pytest
from pydantic import TypeAdapter

from content.models import Lesson, MisconceptionFile, Regulation
from content.problems import Problem
from content.validation import _SENTENCES, read_entries, read_model, validate
from content.yaml_file import parse_yaml
from quizzes.models import Course, Item, ItemFile, Quiz

QUIZ = """id: kuis
title: Kuis
summary: Ringkas.
mode: posttest
pass_mark: 0.5
blueprint:
  - count: 2
    indicator: karier
  - count: 1
"""
LESSON = """id: dasar
title: Dasar
summary: Ringkas.
order: 1
estimated_minutes: 5
indicators: [karier]
checked_on: "2030-01-02"
objectives:
  - id: tujuan
    text: Menjelaskan.
    indicator: karier
sections:
  - id: awal
    title: Awal
    kind: text
    body: Isi.
  - id: tangga
    title: Tangga
    kind: ladder
    steps:
      - {title: A, text: a, severity: 1}
      - {title: B, text: b, severity: 2}
"""


def problems_of(text: str, model: object) -> list[Problem]:
    file = parse_yaml(text)
    return validate(file, file.data, (), "a.yaml", TypeAdapter(model))[1]


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("summary: Ringkas.\n", "", 1, "summary: bagian ini wajib ada"),
        ("mode: posttest", "mode: posttest\nwarna: merah", 5, "warna: bagian ini tidak dikenal"),
        ("title: Kuis", "title: 1.10", 2, "title: harus berupa teks"),
        ("title: Kuis", "title: ''", 2, "tidak boleh kosong"),
        ("title: Kuis", "title: " + "x" * 401, 2, "lebih dari 400 karakter"),
        ("id: kuis", "id: Kuis Besar", 1, "bentuknya tidak sesuai"),
        ("mode: posttest", "mode: ujian", 4, "bukan nilai yang dikenal"),
        ("pass_mark: 0.5", "pass_mark: '0.5'", 5, "harus bilangan"),
        ("pass_mark: 0.5", "pass_mark: 1.5", 5, "paling besar 1"),
        ("pass_mark: 0.5", "pass_mark: -1", 5, "paling kecil 0"),
        ("  - count: 1", "  - count: 1.5", 9, "harus bilangan bulat"),
        ("  - count: 1", "  - count: 0", 9, "paling kecil 1"),
        ("  - count: 1", "  - count: 1\n    critical: yes", 10, "true atau false"),
        ("  - count: 1", "  - 7", 9, "kumpulan kunci dan nilai"),
        ("mode: posttest", "mode: posttest\ncritical_topics: [{title: T, pass_mark: 0}]", 5, "harus lebih dari 0"),
        ("mode: posttest", "mode: posttest\ncritical_topics: satu", 5, "harus berupa daftar"),
    ],
)
def test_a_slip_in_a_quiz_is_told_on_its_line(old: str, new: str, line: int, words: str) -> None:
    assert old in QUIZ
    problems = problems_of(QUIZ.replace(old, new), Quiz)
    assert [p.line for p in problems] == [line]
    assert words in problems[0].message and problems[0].how_to_fix


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ('checked_on: "2030-01-02"', "checked_on: 2030", 7, "harus tanggal"),
        ('checked_on: "2030-01-02"', "checked_on: '2030-13-01'", 7, "nilainya tidak sah"),
        ("indicators: [karier]", "indicators: []", 6, "paling sedikit 1 entri"),
        ("    kind: text", "    kind: video", 15, "bukan nilai yang dikenal"),
        ("    kind: text\n", "", 13, "'kind' wajib ada"),
        ("    body: Isi.", "    body: 5", 16, "harus berupa teks"),
        ("severity: 2", "severity: 9", 21, "paling besar 5"),
        ("      - {title: B, text: b, severity: 2}\n", "", 19, "paling sedikit 2 entri"),
    ],
)
def test_a_slip_in_a_lesson_is_told_on_its_line(old: str, new: str, line: int, words: str) -> None:
    assert old in LESSON
    problems = problems_of(LESSON.replace(old, new, 1), Lesson)
    assert words in problems[0].message
    assert problems[0].line in (line, line + 1), problems[0]


def test_a_file_that_is_not_a_mapping_is_told_so() -> None:
    for model in (Lesson, Quiz, Course, Regulation, Item):
        for text in ("", "- a\n", "teks", "5"):
            (problem,) = problems_of(text, model)
            assert "kumpulan kunci dan nilai" in problem.message and problem.line == 1


CITING = "    citations: [uu-1-2030:pasal-1]\n"


@pytest.mark.parametrize(
    ("old", "new", "line", "message", "fix"),
    [
        ("title: Dasar", "title: [Dasar]", 2, "title: di sini ditulis satu teks, bukan daftar.", "Tulis title: Dasar"),
        ("title: Dasar", "title:\n  - A\n  - B", 2, "satu teks, bukan daftar", "Tulis title: |-"),
        ("title: Dasar", "title:", 2, "title: belum diisi", "sesudah titik dua"),
        ("title: Dasar", "title: {Kasus: brosur}", 2, "bukan isian", "title: 'Kasus: brosur'"),
        ("indicators: [karier]", "indicators: [video]", 6, "indicators.0: bukan nilai yang dikenal", "'karier'"),
        ("    kind: text", "    kind: video", 15, "sections.0.kind: bukan nilai yang dikenal", "'text'"),
        ("    kind: text\n", CITING + "    kind: text\n", 0, "", ""),
        ("    kind: text\n", "    kind: text\n" + CITING.replace(":p", ": p").replace("[", "[{").replace("]", "}]"),
         16, "citations.0: di sini ditulis satu teks, bukan isian.", "Hapus spasi sesudah titik dua: uu-1-2030:pasal-1."),
        ("    kind: text\n", "    kind: text\n    citations: ['UU 20/2023 Pasal 24']\n",
         16, "('UU 20/2023 Pasal 24')", "Tulis peraturan:ketentuan, mis. uu-20-2023:pasal-24."),
        ("id: dasar", "id: Serah Terima", 1, "('Serah Terima')",
         "Tulis huruf kecil, angka, dan tanda hubung, mis. serah-terima."),
    ],
)  # fmt: skip
def test_the_remedy_fits_what_was_written(old: str, new: str, line: int, message: str, fix: str) -> None:
    problems = problems_of(LESSON.replace(old, new, 1), Lesson)
    assert len(problems) == (line > 0), [str(p) for p in problems]
    for problem in problems:
        assert message in problem.message and fix in problem.how_to_fix and problem.line == line, problem


def test_a_place_in_the_lessons_and_an_address_in_a_law_have_their_own_remedy() -> None:
    text = "misconceptions:\n  - {id: a, belief: B, correction: C, indicator: karier, cure: sanksi, citations: ['uu-9-2030:pasal-1']}\n"
    (problem,) = problems_of(text, MisconceptionFile)
    assert problem.how_to_fix == "Tulis materi#bagian, mis. sanksi#tangga-sanksi."
    found = {p.how_to_fix for p in problems_of("provisions: [{id: Pasal 1, summary: S, basis: primary}]", Regulation)}
    assert "Tulis alamat ketentuan, mis. pasal-24/ayat-1/huruf-d." in found


def test_a_wrong_kind_of_item_is_told_on_its_line_and_by_its_name(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("items:\n  - id: a\n    kind: tunggal\n", encoding="utf-8")
    _, _, (problem,) = read_entries(path, tmp_path, "items", TypeAdapter(Item))
    assert problem.line == 3 and problem.message.startswith("kind: bukan nilai yang dikenal")


def test_what_a_file_loses_is_a_warning_and_the_file_is_used(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(QUIZ.replace("title: Kuis", "title: Kuis #3"), encoding="utf-8")
    quiz, _, (problem,) = read_model(path, tmp_path, TypeAdapter(Quiz))
    assert quiz is not None and (problem.severity, problem.line) == ("warning", 2)


def error_types(schema: object) -> set[str]:
    """The error types that a core schema can give, as far as our models use the constraints."""
    constraints = {
        "min_length": {"str": "string_too_short", "tuple": "too_short"},
        "max_length": {"str": "string_too_long", "tuple": "too_long"},
        "pattern": {"str": "string_pattern_mismatch"},
        "ge": "greater_than_equal", "gt": "greater_than", "le": "less_than_equal", "lt": "less_than",
    }  # fmt: skip
    types = {
        "str": "string_type", "int": "int_type", "float": "float_type", "bool": "bool_type", "date": "date_type",
        "tuple": "tuple_type", "model": "model_type", "literal": "literal_error", "tagged-union": "union_tag_invalid",
        "function-before": "value_error", "model-field": "missing",
    }  # fmt: skip
    found: set[str] = set()
    if isinstance(schema, dict):
        kind = schema.get("type")
        if isinstance(kind, str) and kind in types:
            found.add(types[kind])
            for name, error in constraints.items():
                if schema.get(name) is not None:
                    found.add(error if isinstance(error, str) else error.get(kind, "no_such_error"))
        for part in schema.values():
            found |= error_types(part)
    elif isinstance(schema, (list, tuple)):
        found = set(itertools.chain.from_iterable(map(error_types, schema)))
    return found


def test_every_error_our_models_can_give_has_an_indonesian_sentence() -> None:
    possible: set[str] = {"extra_forbidden", "union_tag_not_found", "model_attributes_type"}
    for model in (Regulation, Lesson, MisconceptionFile, ItemFile, Quiz, Course):
        possible |= error_types(TypeAdapter(model).core_schema)
    assert len(possible) >= 15
    assert possible <= set(_SENTENCES), possible - set(_SENTENCES)


def test_a_broken_entry_of_a_list_is_left_out_and_the_others_stay(tmp_path: Path) -> None:
    path = tmp_path / "m.yaml"
    good = "  - {id: %s, belief: B, correction: C, indicator: karier, cure: a#b, citations: ['uu-9-2030:pasal-1']}\n"
    path.write_text("misconceptions:\n" + good % "satu" + "  - {id: dua}\n" + good % "tiga", encoding="utf-8")
    from content.models import Misconception

    entries, _, problems = read_entries(path, tmp_path, "misconceptions", TypeAdapter(Misconception))
    assert [(line, e.id) for line, e in entries] == [(2, "satu"), (4, "tiga")]
    assert {p.line for p in problems} == {3} and len(problems) == 5


def test_a_problem_reads_as_path_line_and_advice() -> None:
    problem = Problem("lessons/a.yaml", 12, "error", "Judul kosong.", "Isi judulnya.")
    assert re.fullmatch(r"lessons/a\.yaml:12: galat: Judul kosong\. Isi judulnya\.", str(problem))
