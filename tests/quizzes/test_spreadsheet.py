"""Rules of the workbook: what is written comes back the same, and what an author mistypes is named by sheet, row and column."""

from __future__ import annotations

import datetime as dt
import random
import re
import tempfile
import time
import zipfile
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from content.library import Library, load_library
from quizzes.item_yaml import items_yaml
from quizzes.models import Item
from quizzes.spreadsheet.columns import ALL, COLUMNS, KINDS_ALSO, SHEETS
from quizzes.spreadsheet.columns import KINDS as SHEET_KINDS
from quizzes.spreadsheet.problems import CellProblem, WorkbookRefused, column_letter
from quizzes.spreadsheet.reading import Reading, read_workbook
from quizzes.spreadsheet.writing import write_workbook
from tests.builders import CONTENT, KINDS, make_item
from tests.quizzes.workbooks import (
    GOOD,
    author_workbook,
    damage,
    items,
    prints,
    shipped_items,
    through_a_workbook,
)


def read(tmp_path: Path, *changes, **options) -> Reading:
    return read_workbook(author_workbook(tmp_path / "soal.xlsx", *changes, **options))


def only_problem(reading: Reading) -> CellProblem:
    (problem,) = [p for p in reading.problems if p.severity == "error"]
    return problem


# --- what is written comes back ---------------------------------------------------------------


def test_the_shipped_bank_comes_back_in_its_order_with_every_fingerprint(tmp_path) -> None:
    asked = shipped_items()
    library, _ = load_library(CONTENT)
    started = time.process_time()
    reading = through_a_workbook(tmp_path / "a.xlsx", asked, library)
    assert time.process_time() - started < 15
    assert len(asked) > 400 and reading.problems == () and reading.refused_rows == 0
    assert prints(found.item for found in reading.items) == prints(asked)


@pytest.mark.parametrize("kind", KINDS)
def test_an_item_of_each_kind_comes_back(tmp_path, kind: str) -> None:
    asked = make_item(kind)
    assert [found.item for found in through_a_workbook(tmp_path / "a.xlsx", [asked]).items] == [asked]


@settings(max_examples=60, deadline=None)
@given(st.lists(items(), min_size=1, max_size=4, unique_by=lambda item: item.id))
def test_any_item_comes_back(asked: list[Item]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        reading = through_a_workbook(Path(folder) / "a.xlsx", asked)
    assert [p for p in reading.problems if p.severity == "error"] == []
    assert prints(found.item for found in reading.items) == prints(asked)


def test_an_option_deleted_in_the_middle_leaves_the_others_their_columns_and_ids(tmp_path) -> None:
    options = [{"id": c, "text": f"Pilihan {c}", "feedback": f"Ulasan {c}"} for c in "acd"]
    (found,) = through_a_workbook(tmp_path / "a.xlsx", [make_item(options=options, key="d")]).items
    assert [o.id for o in found.item.options] == ["a", "c", "d"] and found.item.key == "d"
    assert "pengenal pilihan" in found.row.columns and not found.row.is_filled("pengenal pilihan")


def test_ids_other_than_the_columns_are_written_out(tmp_path) -> None:
    options = [{"id": c, "text": f"Pilihan {c}", "feedback": f"Ulasan {c}"} for c in ("p1", "x-2", "a")]
    (found,) = through_a_workbook(tmp_path / "a.xlsx", [make_item(options=options, key="x-2")]).items
    assert [o.id for o in found.item.options] == ["p1", "x-2", "a"] and found.item.key == "x-2"


def test_no_cell_becomes_a_formula_or_a_link(tmp_path) -> None:
    asked = make_item(stem='=HYPERLINK("http://contoh.id")', explanation="@SUM(A1)")
    write_workbook(tmp_path / "a.xlsx", [asked], Library())
    with zipfile.ZipFile(tmp_path / "a.xlsx") as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheets = [text for name, text in parts.items() if name.startswith("xl/worksheets/sheet")]
    assert not any(b"<f>" in text or b"<hyperlink" in text for text in sheets)


def test_the_workbook_has_help_lists_drop_downs_and_a_frozen_header(tmp_path) -> None:
    library, _ = load_library(CONTENT)
    write_workbook(tmp_path / "a.xlsx", [], library, with_examples=True)
    with zipfile.ZipFile(tmp_path / "a.xlsx") as archive:
        workbook = archive.read("xl/workbook.xml").decode()
        first = archive.read("xl/worksheets/sheet2.xml").decode()
    names = re.findall(r'<sheet name="([^"]+)"', workbook)
    assert names[:4] == ["Petunjuk", "Soal", "Menjodohkan", "Mengurutkan"]
    assert {"Contoh Soal", "Daftar Bagian", "Daftar Tujuan", "Daftar Salah Paham", "Daftar Rujukan"} <= set(names)
    assert 'state="frozen"' in first and first.count("<dataValidation ") >= 8
    reading = read_workbook(tmp_path / "a.xlsx")
    assert reading.items == () and reading.problems == ()


def test_every_column_says_what_to_write_and_the_sheets_hold_every_kind() -> None:
    assert all(len(column.help) > 10 and column.kinds for column in COLUMNS.values())
    assert {kind for kinds, _ in SHEETS.values() for kind in kinds} == set(KINDS)


def test_an_item_excel_cannot_hold_is_named_and_the_others_are_written(tmp_path) -> None:
    left_out = write_workbook(tmp_path / "a.xlsx", [make_item(stem="\uffff"), make_item(id="lain")], Library())
    assert [item_id for item_id, _ in left_out] == ["soal-1"]
    assert [found.item.id for found in read_workbook(tmp_path / "a.xlsx").items] == ["lain"]


# --- what an author may do differently --------------------------------------------------------


def test_the_good_row_of_these_tests_converts(tmp_path) -> None:
    reading = read(tmp_path, {})
    assert reading.refused_rows == 0 and reading.items[0].item.key == "b"


@pytest.mark.parametrize("above", [1, 9])
def test_the_header_is_found_in_the_first_ten_rows(tmp_path, above: int) -> None:
    reading = read(tmp_path, {}, {"kunci": "Z"}, above=above)
    assert len(reading.items) == 1 and only_problem(reading).row == above + 3


@pytest.mark.parametrize(
    ("change", "field", "value"),
    [
        ({"kunci": " c "}, "key", "c"), ({"indikator": "karier"}, "indicator", "karier"), ({"kesukaran": "SULIT"}, "difficulty", "sulit"),
        ({"situasional": True}, "situational", True), ({"kritis": "Ya"}, "critical", True), ({"id soal": " lain-1 "}, "id", "lain-1"),
        ({"tanggal periksa": dt.date(2026, 3, 4)}, "checked_on", dt.date(2026, 3, 4)),
        ({"tanggal periksa": "2026-03-04"}, "checked_on", dt.date(2026, 3, 4)),
        ({"rujukan": "uu-1-2030:pasal-1; uu-2-2030:pasal-2\nuu-3-2030:pasal-3"}, "citations", ("uu-1-2030:pasal-1", "uu-2-2030:pasal-2", "uu-3-2030:pasal-3")),
        ({"khusus untuk": "PPPK, desa"}, "audience", ("pppk", "desa")), ({"jenis": "Pilihan Majemuk", "kunci": "A dan C"}, "keys", ("a", "c")),
    ],
)  # fmt: skip
def test_what_a_person_would_understand_is_understood(tmp_path, change, field: str, value: object) -> None:
    (found,) = read(tmp_path, change).items
    assert getattr(found.item, field) == value


@pytest.mark.parametrize(("key", "value"), [("Benar", True), ("salah", False), (True, True), ("B", False)])
def test_true_and_false_may_be_typed_in_words_letters_or_as_excel_makes_them(tmp_path, key, value: bool) -> None:
    change = dict.fromkeys(("pilihan A", "pilihan B", "pilihan C", "umpan balik C"))
    (found,) = read(tmp_path, {**change, "jenis": "benar-salah", "kunci": key}).items
    assert found.item.key is value and found.item.feedback_true == "Ulasan satu"


@pytest.mark.parametrize("written", ["tunggal", "Pilihan Tunggal", "GANDA", "single", "pilihan ganda"])
def test_a_kind_may_be_written_as_authors_call_it(tmp_path, written: str) -> None:
    (found,) = read(tmp_path, {"jenis": written}).items
    assert found.item.kind == "single"


def test_every_other_name_of_a_kind_is_one_name_only() -> None:
    assert set(KINDS_ALSO.values()) == set(ALL)
    assert not set(KINDS_ALSO) & {title.casefold() for title in SHEET_KINDS.values()}


@pytest.mark.parametrize(("written", "weight"), [("0,5", 0.5), ("0.25", 0.25), (1, 1.0)])
def test_a_weight_may_have_a_comma(tmp_path, written, weight: float) -> None:
    change = {"jenis": "penilaian situasi", "kunci": None, "bobot A": written, "bobot B": 1, "bobot C": 0}
    (found,) = read(tmp_path, change).items
    assert found.item.options[0].weight == weight


def test_csv_with_semicolons_is_read_too(tmp_path) -> None:
    lines = [";".join(GOOD), ";".join(f'"{value}"' for value in GOOD.values())]
    (tmp_path / "soal.csv").write_text("\n".join(lines), encoding="utf-8-sig")
    assert [found.item.id for found in read_workbook(tmp_path / "soal.csv").items] == ["baru-01"]


# --- what is refused, and where ---------------------------------------------------------------

MISTAKES = [
    ({"id soal": dt.date(2026, 2, 1)}, "id soal", "tanggal (1 Februari 2026)"),
    ({"id soal": 12}, "id soal", "angka (12)"),
    ({"id soal": "Soal Baru"}, "id soal", "bentuknya"),
    ({"id soal": None}, "id soal", "wajib diisi"),
    ({"kunci": 2}, "kunci", "angka (2)"),
    ({"kunci": "D"}, "kunci", "(A, B, C)"),
    ({"kunci": "A, B"}, "kunci", "satu kunci"),
    ({"kunci": None}, "kunci", "wajib diisi"),
    ({"pilihan A": 0.5}, "pilihan A", "angka (0,5)"),
    ({"pilihan A": True}, "pilihan A", "nilai logika (TRUE)"),
    ({"pilihan A": "=RUMUS"}, "pilihan A", "rumus"),
    ({"umpan balik B": None}, "umpan balik B", "wajib diisi"),
    ({"pilihan C": None, "umpan balik C": None}, "pilihan C", "paling sedikit 3"),
    ({"pilihan F": "Enam"}, "pilihan F", "tidak dipakai jenis pilihan ganda"),
    ({"bobot A": 1}, "bobot A", "tidak dipakai jenis pilihan ganda"),
    ({"jenis": "esai"}, "jenis", "'esai'"),
    ({"jenis": "menjodohkan"}, "jenis", "tidak ditulis di lembar ini"),
    ({"jenis": None}, "jenis", "belum diisi"),
    ({"indikator": "karir"}, "indikator", "'karir'"),
    ({"situasional": "mungkin"}, "situasional", "'mungkin'"),
    ({"rujukan": "UU 20/2023"}, "rujukan", "bentuknya"),
    ({"rujukan": "uu-9-2030:pasal-1\nUU 20/2023, Pasal 24"}, "rujukan", "'UU 20/2023, Pasal 24'"),
    ({"bagian materi": "dasar"}, "bagian materi", "bentuknya"),
    ({"salah paham A": "Salah Besar"}, "salah paham A", "salah paham"),
    ({"khusus untuk": "guru"}, "khusus untuk", "'guru'"),
    ({"tanggal periksa": "04/03/2026"}, "tanggal periksa", "bukan tanggal"),
    ({"tanggal periksa": "2026-02-30"}, "tanggal periksa", "kalender"),
    ({"soal": "x" * 6001}, "soal", "6001"),
    ({"pengenal pilihan": "a b"}, "pengenal pilihan", "2 pengenal untuk 3"),
    ({"no urut": "pertama"}, "no urut", "bukan bilangan"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "header", "words"), MISTAKES, ids=[f"{h}-{w}" for _, h, w in MISTAKES])
def test_a_typical_mistake_is_named_by_its_cell_and_leaves_the_other_rows(tmp_path, change, header, words) -> None:
    reading = read(tmp_path, {}, change, {})
    problem = only_problem(reading)
    headers = list(dict.fromkeys([*GOOD, *change]))
    assert (problem.sheet, problem.row, problem.header) == ("Soal", 3, header)
    assert problem.column == column_letter(headers.index(header))
    assert words in problem.message and problem.how_to_fix
    assert str(problem).startswith(f"lembar 'Soal', baris 3, kolom {problem.column} ({header}): galat: ")
    assert [found.item.id for found in reading.items] == ["baru-01", "baru-03"] and reading.refused_rows == 1


def test_a_golden_list_of_problems(tmp_path) -> None:
    reading = read(
        tmp_path,
        {"kunci": "D", "kesukaran": "gampang"},
        {},
        {"id soal": "baru-02", "pilihan A": "Satu "},
        {"pilihan B": 2024},
    )
    assert [str(problem) for problem in reading.problems if "dianggap kosong" not in problem.message] == [
        "lembar 'Soal', baris 2, kolom J (kunci): galat: kunci 'D' tidak menunjuk pilihan yang terisi (A, B, C). "
        "Tulis huruf kolomnya, mis. B; bila lebih dari satu: A, C.",
        "lembar 'Soal', baris 2, kolom P (kesukaran): galat: 'gampang' bukan nilai yang dikenal. "
        "Pilih salah satu: mudah, sedang, sulit.",
        "lembar 'Soal', baris 4, kolom A (id soal): galat: pengenal 'baru-02' sudah dipakai di lembar 'Soal' baris 3. "
        "Pilih pengenal lain.",
        "lembar 'Soal', baris 4, kolom D (pilihan A): peringatan: teksnya diawali atau diakhiri spasi atau baris kosong. "
        "Hapus bila tidak sengaja.",
        "lembar 'Soal', baris 5, kolom F (pilihan B): galat: Excel menyimpan sel ini sebagai angka (2024), bukan teks; "
        "isinya bisa berbeda dari yang diketik. Pilih selnya, atur format menjadi Teks (Ctrl+1 > Number > Text), lalu "
        "ketik ulang isinya.",
    ]


def test_a_column_nobody_knows_is_named_with_the_one_that_looks_like_it(tmp_path) -> None:
    reading = read(tmp_path, {"pembahasn": "x"})
    (problem,) = [p for p in reading.problems if p.header == "pembahasn"]
    assert problem.severity == "warning" and problem.column == "Q" and "'pembahasan'" in problem.how_to_fix


def test_a_missing_column_is_named_and_its_sheet_is_not_read(tmp_path) -> None:
    path = author_workbook(tmp_path / "a.xlsx", {})
    workbook = xlsxwriter.Workbook(str(path))
    page = workbook.add_worksheet("Soal")
    for column, header in enumerate(h for h in GOOD if h != "pembahasan"):
        page.write_string(0, column, header)
        page.write_string(1, column, GOOD[header])
    workbook.close()
    reading = read_workbook(path)
    assert reading.items == () and reading.refused_rows == 1
    assert "'pembahasan' tidak ada" in only_problem(reading).message


def test_a_hidden_sheet_is_not_read_and_is_named(tmp_path) -> None:
    reading = read(tmp_path, {}, sheet="Cadangan", hidden=True)
    assert reading.items == ()
    assert any(p.sheet == "Cadangan" and "tersembunyi" in p.message for p in reading.problems)


def test_a_sheet_may_have_another_name(tmp_path) -> None:
    assert len(read(tmp_path, {}, sheet="Bab 3").items) == 1


def test_a_sheet_without_our_headers_is_named(tmp_path) -> None:
    workbook = xlsxwriter.Workbook(str(tmp_path / "a.xlsx"))
    workbook.add_worksheet("Catatan").write_string(0, 0, "halo")
    workbook.close()
    problems = read_workbook(tmp_path / "a.xlsx").problems
    assert [p.sheet for p in problems] == ["-", "Catatan"] and "baris judul" in problems[1].message


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.xlsx", b"bukan zip"), ("a.xls", b"x"), ("a.csv", "soal;é".encode("cp1252")), ("a.xlsx", b""), ("b.xlsx", None)],
)  # fmt: skip
def test_what_is_no_workbook_is_refused_in_words(tmp_path, name: str, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(WorkbookRefused) as refusal:
        read_workbook(tmp_path / name)
    assert refusal.value.message and refusal.value.how_to_fix


def test_a_cell_in_the_last_column_is_refused_before_it_asks_for_memory(tmp_path) -> None:
    workbook = xlsxwriter.Workbook(str(tmp_path / "a.xlsx"))
    page = workbook.add_worksheet("Soal")
    page.write_string(0, 0, "id soal")
    page.write_string(1_048_575, 16_383, "jauh")
    workbook.close()
    with pytest.raises(WorkbookRefused, match="di luar"):
        read_workbook(tmp_path / "a.xlsx")


@pytest.mark.parametrize(
    ("pattern", "replacement"),
    [
        (rb'<c r="[A-Z]+[0-9]+"', b"<c"),
        (rb"http://schemas.openxmlformats.org/officeDocument/2006/relationships(?!/)", b"http://purl.oclc.org/ooxml/officeDocument/relationships"),
    ],
    ids=["cells without addresses", "strict namespace"],
)  # fmt: skip
def test_formulas_are_seen_in_workbooks_of_other_programs(tmp_path, pattern: bytes, replacement: bytes) -> None:
    path = author_workbook(tmp_path / "soal.xlsx", {}, {"pembahasan": "=RUMUS"})
    with zipfile.ZipFile(path) as archive:
        parts = {name: re.sub(pattern, replacement, archive.read(name)) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    problem = only_problem(read_workbook(path))
    assert (problem.row, problem.header) == (3, "pembahasan") and "rumus" in problem.message


@pytest.mark.parametrize("seed", range(8))
def test_a_damaged_workbook_is_read_or_refused(tmp_path, seed: int) -> None:
    damage_and_read(tmp_path, random.Random(seed), rounds=25)


def damage_and_read(folder: Path, dice: random.Random, rounds: int) -> None:
    path = folder / "soal.xlsx"
    write_workbook(path, [make_item(kind, id=kind.replace("_", "-")) for kind in KINDS], Library())
    whole = path.read_bytes()
    for _ in range(rounds):
        path.write_bytes(damage(whole, dice))
        try:
            reading = read_workbook(path)
        except WorkbookRefused as refusal:
            assert refusal.message and refusal.how_to_fix
            continue
        for problem in reading.problems:
            assert problem.row >= 1 and problem.message and problem.how_to_fix
        items_yaml(found.item for found in reading.items)
