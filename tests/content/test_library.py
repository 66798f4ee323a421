"""Rules of the library: what must resolve, what is refused, and that a broken part hides only itself."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from content.checks import check_markup
from content.library import Library, load_library
from content.problems import Problem
from content.staleness import stale_sections
from tests.builders import (
    lesson_data,
    misconception_data,
    module_data,
    regulation_data,
    section_data,
    write_courseware,
    write_yaml,
)

REPEALED = {
    "id": "uu-1-2000", "number": "1", "year": 2000, "short_title": "UU 1/2000", "status": "dicabut",
    "repealed_on": "2030-01-01", "repealed_by": "uu-9-2030",
}  # fmt: skip


def load(tmp_path: Path, **parts: Any) -> tuple[Library, tuple[Problem, ...]]:
    content, _ = write_courseware(tmp_path, **{"modules": [], **parts})
    return load_library(content)


def only_problem(problems: tuple[Problem, ...]) -> Problem:
    assert len(problems) == 1, [str(p) for p in problems]
    return problems[0]


def lesson_citing(*citations: str, **changes: Any) -> dict[str, Any]:
    return lesson_data(sections=[section_data(citations=list(citations))], **changes)


def test_the_smallest_library_has_no_problems(tmp_path: Path) -> None:
    library, problems = load(tmp_path)
    assert problems == () and not library.is_partial
    assert library.find_section("dasar#awal") is not None and set(library.provisions) == {"uu-9-2030:pasal-1"}
    assert library.cited("uu-9-2030:pasal-1")[1].summary == "Wajib netral."


def test_a_missing_folder_is_one_problem(tmp_path: Path) -> None:
    library, problems = load_library(tmp_path / "tidak-ada")
    assert library.lessons == () and "tidak ditemukan" in only_problem(problems).message


@pytest.mark.parametrize(
    ("citation", "words"),
    [("uu-9-2030:pasal-2", "ketentuannya tidak ada"), ("uu-8-2030:pasal-1", "peraturannya tidak ada")],
)
def test_a_citation_that_does_not_resolve_is_refused_on_its_line(tmp_path: Path, citation: str, words: str) -> None:
    library, problems = load(tmp_path, lessons=[lesson_citing(citation)], misconceptions=[])
    problem = only_problem(problems)
    written = (tmp_path / "content" / problem.path).read_text().splitlines()
    assert words in problem.message and "citations" in written[problem.line - 1]
    assert library.lessons == ()


def test_repealed_law_is_cited_only_as_history(tmp_path: Path) -> None:
    regulations = [regulation_data(repeals=["uu-1-2000"]), regulation_data(**REPEALED)]
    _, problems = load(
        tmp_path / "a", regulations=regulations, lessons=[lesson_citing("uu-1-2000:pasal-1")], misconceptions=[]
    )
    assert "sudah dicabut oleh uu-9-2030" in only_problem(problems).message
    library, problems = load(
        tmp_path / "b", regulations=regulations, lessons=[lesson_citing("uu-1-2000:pasal-1@sejarah")], misconceptions=[]
    )
    assert problems == () and library.cited("uu-1-2000:pasal-1@sejarah")[0].id == "uu-1-2000"


@pytest.mark.parametrize(
    ("citation", "words"),
    [
        ("uu-9-2030:pasal-2", "ketentuannya tidak ada"),
        ("uu-8-2030:pasal-1", "peraturannya tidak ada"),
        ("uu-1-2000:pasal-1", "sudah dicabut oleh uu-9-2030"),
    ],
)
def test_the_law_of_a_misconception_is_checked_as_everywhere(tmp_path: Path, citation: str, words: str) -> None:
    regulations = [regulation_data(repeals=["uu-1-2000"]), regulation_data(**REPEALED)]
    wrong = [misconception_data(citations=[citation]), misconception_data(id="lain")]
    library, problems = load(tmp_path, regulations=regulations, misconceptions=wrong)
    assert words in only_problem(problems).message and set(library.misconceptions) == {"lain"}


@pytest.mark.parametrize("count", [0, 4])
def test_a_misconception_cites_one_to_three_provisions(tmp_path: Path, count: int) -> None:
    library, problems = load(tmp_path, misconceptions=[misconception_data(citations=["uu-9-2030:pasal-1"] * count)])
    assert "citations" in str(only_problem(problems)) and library.misconceptions == {}


@pytest.mark.parametrize("taken", [["keliru"], ["lama"], ["sendiri"], ["sama", "sama"]])
def test_a_former_id_stands_for_one_misconception_only(tmp_path: Path, taken: list[str]) -> None:
    wrong = [misconception_data(formerly=["lama"]), misconception_data(id="sendiri", formerly=taken)]
    library, problems = load(tmp_path, misconceptions=wrong)
    assert f"'{taken[0]}' tertulis dua kali" in only_problem(problems).message
    assert library.former_beliefs() == {"lama": "keliru"}


def test_a_misconception_is_found_by_its_former_id(tmp_path: Path) -> None:
    library, problems = load(tmp_path, misconceptions=[misconception_data(formerly=["lama"])])
    assert problems == () and library.find_misconception("lama") == library.misconceptions["keliru"]
    assert library.find_misconception("entah") is None
    assert library.misconception_fix("lama").startswith("Tulis 'keliru'")


def test_law_in_force_is_not_history(tmp_path: Path) -> None:
    _, problems = load(tmp_path, lessons=[lesson_citing("uu-9-2030:pasal-1@sejarah")], misconceptions=[])
    assert "tidak dicabut" in only_problem(problems).message


@pytest.mark.parametrize(
    "text",
    [
        "<b>tebal</b>", "<script>", "</p>", "<!-- x -->", "<https://a.id>", "![gambar](/a.png)", "$$x$$",
        "[x](https://a.id)", "[x](//a.id)", "[x](/\\a.id)", "[x](javascript:alert(1))", "[x]( https://a.id)",
        "[x](mailto:a@b.id)", "Lihat https://a.id/x", "Lihat HTTP://A.ID", "Lihat www.a.id", "[x]: //a.id", "<IMG src=x>",
    ],
)  # fmt: skip
def test_html_images_and_links_off_the_site_are_refused(text: str) -> None:
    assert list(check_markup([f"Kalimat biasa.\n{text}"]))


@pytest.mark.parametrize(
    "text",
    [
        "**tebal**",
        "- satu\n- dua",
        "3 < 5 dan 5 > 3",
        "[materi](/materi)",
        "[atas](#awal)",
        "Rp50.000.000,00",
        "UU 20/2023 [lama]",
    ],
)
def test_simple_text_is_accepted(text: str) -> None:
    assert list(check_markup([text])) == []


@pytest.mark.parametrize(
    "lesson",
    [
        lesson_data(title="<b>Dasar</b>"),
        lesson_data(summary="Lihat https://a.id"),
        lesson_data(objectives=[{"id": "tujuan-1", "text": "![x](/y)", "indicator": "karier"}]),
        lesson_data(sections=[section_data(title="<i>Awal</i>")]),
        lesson_data(sections=[section_data(body="[x](//a.id)")]),
    ],
)
def test_no_text_of_a_lesson_escapes_the_check(tmp_path: Path, lesson: dict[str, Any]) -> None:
    library, problems = load(tmp_path, lessons=[lesson], misconceptions=[])
    assert "HTML" in only_problem(problems).message and library.lessons == ()


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ({"lessons": [lesson_data(), lesson_data(objectives=[{"id": "t2", "text": "X", "indicator": "karier"}])]}, "materi 'dasar' sudah dipakai"),
        ({"lessons": [lesson_data(), lesson_data(id="lain")]}, "'tujuan-1' sudah ada"),
        ({"lessons": [lesson_data(sections=[section_data(), section_data()])], "misconceptions": []}, "'awal' tertulis dua kali"),
        ({"lessons": [lesson_data(objectives=lesson_data()["objectives"] * 2)], "misconceptions": []}, "'tujuan-1' tertulis dua kali"),
        ({"misconceptions": [misconception_data(), misconception_data()]}, "'keliru' tertulis dua kali"),
        ({"regulations": [regulation_data(provisions=regulation_data()["provisions"] * 2)], "lessons": [], "misconceptions": []}, "'pasal-1' tertulis dua kali"),
    ],
)  # fmt: skip
def test_an_id_is_used_once(tmp_path: Path, parts: dict[str, Any], words: str) -> None:
    assert words in only_problem(load(tmp_path, **parts)[1]).message


def test_a_secondary_provision_names_its_source(tmp_path: Path) -> None:
    for basis, source in (("secondary", None), ("primary", "Laman resmi")):
        provision = {"id": "pasal-1", "summary": "S", "basis": basis, "source": source}
        parts = {"regulations": [regulation_data(provisions=[provision])], "lessons": [], "misconceptions": []}
        assert "source wajib" in only_problem(load(tmp_path / basis, **parts)[1]).message


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"status": "dicabut"}, "repealed_on"),
        ({"repealed_on": "2031-01-01"}, "repealed_on"),
        ({"status": "diubah"}, "tanpa keterangan"),
        ({"amends": ["uu-7-2000"]}, "'uu-7-2000' tidak ada"),
    ],
)
def test_the_state_of_a_regulation_is_complete(tmp_path: Path, changes: dict[str, Any], words: str) -> None:
    parts = {"regulations": [regulation_data(**changes)], "lessons": [], "misconceptions": []}
    assert words in only_problem(load(tmp_path, **parts)[1]).message


def test_repeal_is_told_on_both_sides(tmp_path: Path) -> None:
    old = regulation_data(**REPEALED | {"repealed_by": None})
    parts = {"regulations": [regulation_data(repeals=["uu-1-2000"]), old], "misconceptions": []}
    assert "tidak menyebut" in only_problem(load(tmp_path, **parts)[1]).message


def test_the_key_of_an_inline_check_is_one_of_its_options(tmp_path: Path) -> None:
    options = [{"id": c, "text": c, "feedback": c} for c in "ab"]
    check = {"id": "cek", "title": "Cek", "kind": "check", "stem": "?", "options": options, "key": "c"}
    _, problems = load(tmp_path, lessons=[lesson_data(sections=[section_data(), check])])
    assert any("Kunci 'c' bukan salah satu pilihan (a, b)" in p.message for p in problems)


def test_a_cure_is_a_section_that_exists(tmp_path: Path) -> None:
    library, problems = load(tmp_path, misconceptions=[misconception_data(cure="dasar#akhir")])
    assert "dasar#akhir" in only_problem(problems).message and library.misconceptions == {}


def test_a_broken_lesson_hides_that_lesson_only(tmp_path: Path) -> None:
    second = lesson_data(id="kedua", order=2, objectives=[{"id": "t2", "text": "X", "indicator": "karier"}])
    content, _ = write_courseware(tmp_path, lessons=[lesson_data(), second])
    (content / "lessons" / "01.yaml").write_text("id: kedua\nid: kedua\n")
    library, problems = load_library(content)
    assert [lesson.id for lesson in library.lessons] == ["dasar"] and library.is_partial
    assert [(p.path, p.severity) for p in problems] == [("lessons/01.yaml", "error"), ("modules/modul.yaml", "warning")]
    assert [lesson.id for lesson in library.lessons_of(["modul"])] == ["dasar"]


def test_what_points_into_a_broken_lesson_is_kept_with_a_warning(tmp_path: Path) -> None:
    content, _ = write_courseware(tmp_path)
    (content / "lessons" / "00.yaml").write_text("rusak: [")
    library, problems = load_library(content)
    assert set(library.misconceptions) == {"keliru"}
    assert [(p.path, p.severity) for p in problems] == [
        ("lessons/00.yaml", "error"), ("misconceptions/semua.yaml", "warning"), ("modules/modul.yaml", "warning"),
    ]  # fmt: skip


def test_problems_come_sorted_by_file_and_line(tmp_path: Path) -> None:
    wrong = [misconception_data(id=f"m{n}", cure="x#y") for n in range(3)]
    _, problems = load(tmp_path, misconceptions=wrong)
    assert len(problems) == 3 and list(problems) == sorted(problems)


@pytest.mark.parametrize(
    ("modules", "complaint"),
    [
        ([module_data()], None),
        ([module_data(lessons=["asing"])], "Materi 'asing' tidak ada"),
        ([module_data(), module_data(id="zua")], "sudah ada di modul 'modul'"),
        ([module_data(title="<b>x</b>")], "HTML"),
    ],
)
def test_a_module_is_made_of_lessons_that_exist_and_are_in_no_other(
    tmp_path: Path, modules: list[dict[str, Any]], complaint: str | None
) -> None:
    library, problems = load(tmp_path, modules=modules)
    if complaint is None:
        assert problems == () and library.module_of("dasar") == library.modules[0]
        assert [lesson.id for lesson in library.lessons_of(["modul"])] == ["dasar"]
    else:
        assert complaint in only_problem(problems).message


def test_a_word_is_explained_once(tmp_path: Path) -> None:
    content, _ = write_courseware(tmp_path)
    terms = [
        {"id": "calon", "term": "calon", "definition": "Orang."},
        {"id": "lain", "term": "Lain", "also": ["CALON"], "definition": "X."},
    ]
    write_yaml(content / "glossary" / "istilah.yaml", {"terms": terms})
    library, problems = load_library(content)
    assert "sudah dijelaskan istilah lain" in only_problem(problems).message and list(library.glossary) == ["calon"]


def test_a_provision_that_changed_names_what_changed_it(tmp_path: Path) -> None:
    for change, complaint in (
        ({"changed_on": "2026-01-02"}, "diisi bersama"),
        ({"changed_on": "2026-01-02", "changed_by": "uu-7-2030:pasal-1"}, "peraturannya tidak ada"),
    ):
        provision = regulation_data()["provisions"][0] | change
        parts = {"regulations": [regulation_data(provisions=[provision])], "lessons": [], "misconceptions": []}
        assert complaint in only_problem(load(tmp_path / complaint[:4], **parts)[1]).message


def test_what_was_checked_before_the_repeal_is_stale_and_not_wrong(tmp_path: Path) -> None:
    regulations = [regulation_data(), regulation_data(**REPEALED)]
    for day, is_wrong in (("2029-12-31", False), ("2030-01-01", True)):
        lesson = lesson_citing("uu-1-2000:pasal-1", checked_on=day)
        library, problems = load(tmp_path / day, regulations=regulations, lessons=[lesson], misconceptions=[])
        assert bool(problems) == is_wrong and bool(stale_sections(library)) != is_wrong
