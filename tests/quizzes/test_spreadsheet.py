"""Rules of the workbook: what is written comes back the same, and what a person would understand is understood."""

from __future__ import annotations

import datetime as dt
import re
import tempfile
import time
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.library import Library, load_library
from quizzes.models import Item
from quizzes.spreadsheet.columns import ALL, COLUMNS, KINDS_ALSO, SHEETS
from quizzes.spreadsheet.columns import KINDS as SHEET_KINDS
from quizzes.spreadsheet.reading import read_workbook
from quizzes.spreadsheet.writing import write_workbook
from tests.builders import CONTENT, KINDS, make_item
from tests.quizzes.workbooks import (
    GOOD,
    items,
    only_problem,
    prints,
    read,
    shipped_items,
    through_a_workbook,
)

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
