"""Rules of the check beyond the loaders: every rule is asked, findings name our files, broken parts are looked at too."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from actions.courseware import load_courseware
from content.problems import Problem
from quizzes.findings import find_warnings
from tests.builders import (
    item_data,
    lesson_data,
    module_data,
    quiz_data,
    regulation_data,
    section_data,
    write_courseware,
    write_yaml,
)

CHANGED = {
    "id": "pasal-1",
    "summary": "S",
    "basis": "primary",
    "changed_on": "2031-01-01",
    "changed_by": "uu-9-2030:pasal-1",
}


def dilemma_data() -> dict[str, Any]:
    choice = {"text": "T", "consequence": "K", "feedback": "F", "leads_to": "baik"}
    choices = [choice | {"id": "a", "weight": 1.0}, choice | {"id": "b", "weight": 0.0}]
    step = {"situation": "S", "question": "Q?", "citations": ["uu-9-2030:pasal-1"], "choices": choices}
    return {
        "id": "dilema", "title": "D", "summary": "D", "order": 1, "indicator": "karier", "objectives": ["tujuan-1"],
        "section": "dasar#awal", "estimated_minutes": 5, "steps": [step | {"id": f"s{n}"} for n in range(3)],
        "endings": [{"id": name, "title": name, "text": "T"} for name in ("baik", "buruk")],
    }  # fmt: skip


TALE = "Empat bulan sebelum penetapan calon, bupati mengganti tiga kepala dinas."


def found_in(root: Path, words: dict[str, str] | None = None, **parts: Any) -> tuple[Problem, ...]:
    content, quizzes = write_courseware(root, **parts)
    if words is not None:
        write_yaml(content / "wording.yaml", {"words": [words]})
    return find_warnings(content, quizzes, load_courseware(content, quizzes).library)


@pytest.mark.parametrize(
    ("parts", "path", "words"),
    [
        ({"regulations": [regulation_data(provisions=[CHANGED])]}, "content/lessons/00.yaml", "bagian 'awal' usang"),
        ({"regulations": [regulation_data(provisions=[CHANGED])]}, "quizzes/bank/semua.yaml", "Soal 'soal-single' usang"),
        ({"lessons": [lesson_data(sections=[section_data(citations=[])])]}, "content/lessons/00.yaml", "tidak merujuk"),
        ({"modules": []}, "content/lessons/00.yaml", "tidak ada di modul mana pun"),
        ({}, "content/modules/modul.yaml", "tidak ditutup dengan bagian 'monday'"),
        ({}, "content/misconceptions/semua.yaml", "dipakai 0 soal"),
        ({}, "quizzes/quizzes/kuis.yaml", "sel ke-1: 6 soal untuk 6 tempat"),
        ({"items": [item_data(enemies=["soal-1"])]}, "quizzes/bank/semua.yaml", "dirinya sendiri"),
        ({"items": [item_data(stem=TALE), item_data(id="soal-2", stem=TALE)]}, "quizzes/bank/semua.yaml", "pokok soalnya mirip"),
        ({"words": {"wrong": "golput", "right": "abstain"}}, "content/misconceptions/semua.yaml", "Kata 'golput'"),
        ({"words": {"wrong": "ringkas", "right": "pendek"}}, "quizzes/courses/kursus.yaml", "Kata 'Ringkas'"),
    ],
)  # fmt: skip
def test_every_rule_is_asked(tmp_path: Path, parts: dict[str, Any], path: str, words: str) -> None:
    found = found_in(tmp_path, **parts)
    assert [p for p in found if p.path == path and words in p.message], [str(p) for p in found]
    assert all(p.severity == "warning" and p.line >= 1 for p in found)


def test_a_file_that_is_not_read_is_told(tmp_path: Path) -> None:
    content, quizzes = write_courseware(tmp_path)
    for path in (content / "lessons" / "99.yaml.txt", quizzes / "bank" / "soal.YAML", content / "lessons" / ".x.swp"):
        path.write_text("id: a\n")
    (content / "modules" / "lama").mkdir()
    found = find_warnings(content, quizzes, load_courseware(content, quizzes).library)
    told = {p.path: p.how_to_fix for p in found if "tidak dibaca" in p.message}
    assert list(told) == ["content/lessons/99.yaml.txt", "content/modules/lama", "quizzes/bank/soal.YAML"]
    assert "'99.yaml'" in told["content/lessons/99.yaml.txt"] and "modules" in told["content/modules/lama"]


def test_modules_are_sought_in_courses_only_when_all_courses_can_be_read(tmp_path: Path) -> None:
    content, quizzes = write_courseware(tmp_path, modules=[module_data(), module_data(id="lain", lessons=["entah"])])
    for broken in (False, True):
        if broken:
            (quizzes / "courses" / "rusak.yaml").write_text("id: [")
        found = find_warnings(content, quizzes, load_courseware(content, quizzes).library)
        told = [p.message for p in found if "kursus mana pun" in p.message]
        assert told == ([] if broken else ["Modul 'lain' tidak ada di kursus mana pun."])


def test_findings_are_sorted_and_each_is_told_once(tmp_path: Path) -> None:
    found = found_in(tmp_path)
    assert list(found) == sorted(set(found)) and len(found) > 3


def test_a_warning_is_never_an_error_except_for_the_list_of_words(tmp_path: Path) -> None:
    found = found_in(tmp_path, words={"wrong": "x"})
    assert {p.path for p in found if p.severity == "error"} == {"content/wording.yaml"}


def test_an_item_the_bank_leaves_out_is_still_looked_at(tmp_path: Path) -> None:
    broken = item_data(section="hilang#awal", enemies=["soal-1"])
    content, quizzes = write_courseware(tmp_path, items=[broken], quizzes=[quiz_data(blueprint=[{"count": 1}])])
    courseware = load_courseware(content, quizzes)
    assert courseware.bank.items == {}
    found = find_warnings(content, quizzes, courseware.library)
    assert any("dirinya sendiri" in p.message for p in found)


def test_repealing_a_law_makes_all_that_cites_it_stale_but_keeps_it_in_service(tmp_path: Path) -> None:
    repealed = regulation_data(status="dicabut", repealed_on="2031-01-01")
    content, quizzes = write_courseware(tmp_path, regulations=[repealed])
    courseware = load_courseware(content, quizzes)
    assert len(courseware.library.lessons) == 1 and len(courseware.bank.items) == 6
    messages = [p.message for p in find_warnings(content, quizzes, courseware.library)]
    assert "Materi 'dasar' bagian 'awal' usang: UU 9/2030 dicabut (1 Januari 2031)." in messages
    assert "Soal 'soal-ordering' usang: UU 9/2030 dicabut (1 Januari 2031)." in messages


def test_a_dilemma_on_changed_law_is_stale(tmp_path: Path) -> None:
    content, quizzes = write_courseware(tmp_path, regulations=[regulation_data(provisions=[CHANGED])])
    write_yaml(quizzes / "dilemmas" / "a.yaml", dilemma_data())
    found = find_warnings(content, quizzes, load_courseware(content, quizzes).library)
    assert [p.message for p in found if p.path == "quizzes/dilemmas/a.yaml"] == [
        "Dilema 'dilema' usang: UU 9/2030 pasal-1 diubah oleh UU 9/2030 (1 Januari 2031)."
    ]
