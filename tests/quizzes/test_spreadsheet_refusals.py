"""Rules of the workbook: what an author mistypes is refused and named by sheet, row and column."""

from __future__ import annotations

import datetime as dt
import random
import re
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from content.library import Library
from quizzes.item_yaml import items_yaml
from quizzes.spreadsheet.problems import WorkbookRefused, column_letter
from quizzes.spreadsheet.reading import read_workbook
from quizzes.spreadsheet.writing import write_workbook
from tests.builders import KINDS, make_item
from tests.quizzes.workbooks import (
    GOOD,
    author_workbook,
    damage,
    only_problem,
    read,
)

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
