"""Rules of converting bank files: problems named by cell, nothing replaced unasked, never by less than all of it."""

from __future__ import annotations

import datetime as dt
import random
from pathlib import Path

import pytest
from typer.testing import CliRunner

from actions.authoring.bank_workbook import TargetExists, TargetNotWritten, export_bank, import_bank
from cli import app
from content.library import load_library
from content.validation import read_entries
from quizzes.spreadsheet.columns import COLUMNS
from tests.builders import item_data, write_courseware
from tests.quizzes.workbooks import ITEM, author_workbook, prints

runner = CliRunner()
ODD_CELLS = (
    None, "", " ", 0, -1, 1.5, 1e300, True, False, dt.date(2026, 2, 1), "=RUMUS", "=1+1", "a", "A", "B, C", "Z", "ya", "tidak", "Benar",
    "pilihan majemuk", "benar-salah", "penilaian situasi", "menjodohkan", "uu-9-2030:pasal-1", "x" * 7000, "\uffff", "\x07", "a\nb",
    "2026-02-30", "0,5", "-", "😀", "dasar#awal", "baru-01", "'", "keliru",
)  # fmt: skip


@pytest.fixture
def site(tmp_path, monkeypatch) -> Path:
    """A small site; the command line finds it."""
    content, quizzes = write_courseware(tmp_path)
    monkeypatch.setenv("NETRAL_CONTENT_DIR", str(content))
    monkeypatch.setenv("NETRAL_QUIZZES_DIR", str(quizzes))
    return tmp_path


def convert(site: Path, source: Path, target: str = "quizzes/bank/baru.yaml", overwrite: bool = False):
    content, quizzes = site / "content", site / "quizzes"
    return import_bank(source, site / target, load_library(content)[0], content, quizzes, overwrite=overwrite)


def items_of(path: Path):
    return [item for _, item in read_entries(path, path.parent, "items", ITEM)[0]]


def test_out_and_back_is_the_same_bank(site) -> None:
    bank = site / "quizzes" / "bank" / "semua.yaml"
    before = items_of(bank)
    out = runner.invoke(app, ["bank-to-xlsx", str(bank), "-o", str(site / "soal.xlsx")])
    back = runner.invoke(app, ["xlsx-to-bank", str(site / "soal.xlsx"), "-o", str(bank), "--timpa"])
    assert (out.exit_code, back.exit_code) == (0, 0), out.output + back.output
    assert prints(items_of(bank)) == prints(before)


def test_without_arguments_the_whole_bank_is_written(site) -> None:
    result = runner.invoke(app, ["bank-to-xlsx", "-o", str(site / "soal.xlsx")])
    assert result.exit_code == 0 and result.output.startswith("6 soal ditulis")


def test_the_template_is_a_workbook_without_items(site) -> None:
    assert runner.invoke(app, ["bank-template", "-o", str(site / "templat.xlsx")]).exit_code == 0
    result = runner.invoke(app, ["xlsx-to-bank", str(site / "templat.xlsx"), "-o", str(site / "a.yaml")])
    assert result.exit_code == 1 and "Tidak ada soal" in result.output and not (site / "a.yaml").exists()


@pytest.mark.parametrize(
    ("change", "header", "words"),
    [
        ({"rujukan": "uu-8-2030:pasal-1"}, "rujukan", "tidak ada di daftar"),
        ({"rujukan": "uu-9-2030:pasal-7"}, "rujukan", "ketentuannya"),
        ({"bagian materi": "dasar#akhir"}, "bagian materi", "tidak ditemukan"),
        ({"tujuan belajar": "tujuan-9"}, "tujuan belajar", "tidak ada di materi"),
        ({"salah paham A": "entah"}, "salah paham A", "tidak dikenal"),
        ({"salah paham B": "keliru"}, "salah paham B", "tidak boleh mewakili"),
        ({"pilihan A": "dua"}, "pilihan B", "teks yang sama"),
        ({"soal": "Lihat <b>ini</b>"}, "soal", "HTML"),
        ({"id soal": "soal-single"}, "id soal", "sudah dipakai di quizzes/bank/semua.yaml"),
    ],
)
def test_what_the_library_does_not_know_is_refused_on_its_cell(site, change, header: str, words: str) -> None:
    done = convert(site, author_workbook(site / "soal.xlsx", {}, change))
    (problem,) = [p for p in done.problems if p.severity == "error"]
    assert (problem.row, problem.header) == (3, header) and problem.column.isalpha() and words in problem.message
    assert [item.id for item in items_of(site / "quizzes/bank/baru.yaml")] == ["baru-01"] and done.refused_rows == 1


def test_an_id_in_use_is_told_with_both_ways_out(site) -> None:
    done = convert(site, author_workbook(site / "soal.xlsx", {"id soal": "soal-single"}))
    (problem,) = [p for p in done.problems if p.header == "id soal" and p.severity == "error"]
    assert problem.how_to_fix == (
        "Bila ini soal yang sama, tulis ke berkas itu: -o quizzes/bank/semua.yaml --timpa (buku kerja harus memuat "
        "semua soal berkas itu); bila soal lain, pilih pengenal lain."
    )


@pytest.mark.parametrize(
    ("change", "header", "words"),
    [
        ({"soal lawan": "entah"}, "soal lawan", "tidak ada"),
        ({"soal": "Manakah yang tidak tepat?"}, "soal", "pengecualian"),
        ({"soal": "Apa yang tepat ?", "umpan balik A": "Ya"}, "id soal", "umpan balik 'a'"),
    ],
)
def test_what_reads_badly_is_a_warning_on_its_cell(site, change, header: str, words: str) -> None:
    done = convert(site, author_workbook(site / "soal.xlsx", change))
    assert done.refused_rows == 0 and done.item_count == 1
    assert any(p.header == header and words in p.message and p.severity == "warning" for p in done.problems)


def test_an_item_like_one_in_the_bank_is_warned_about(site) -> None:
    stem = "Pak Budi, camat, diminta memasang baliho calon bupati di halaman kantornya. Apa yang tepat?"
    write_courseware(site, items=[item_data(stem=stem)])
    done = convert(site, author_workbook(site / "soal.xlsx", {"soal": stem.replace("Budi", "Anton")}))
    assert any(p.header == "soal" and "mirip 'soal-1'" in p.message for p in done.problems)


def test_an_existing_file_is_kept_unless_asked(site) -> None:
    bank = site / "quizzes" / "bank" / "semua.yaml"
    before = bank.read_bytes()
    with pytest.raises(TargetExists):
        convert(site, author_workbook(site / "soal.xlsx", {}), "quizzes/bank/semua.yaml")
    with pytest.raises(TargetExists):
        export_bank([bank], site / "soal.xlsx", load_library(site / "content")[0], overwrite=False)
    assert bank.read_bytes() == before


def test_an_existing_file_is_kept_while_a_row_is_refused_and_replaced_once_all_are_good(site) -> None:
    bank = site / "quizzes" / "bank" / "semua.yaml"
    before = bank.read_bytes()
    broken = convert(site, author_workbook(site / "a.xlsx", {}, {"kunci": "Z"}), "quizzes/bank/semua.yaml", True)
    assert broken.kept_because and bank.read_bytes() == before
    good = convert(site, author_workbook(site / "b.xlsx", {}), "quizzes/bank/semua.yaml", True)
    assert not good.kept_because and len(good.gone) == 6 and "soal-single" in good.gone
    assert [item.id for item in items_of(bank)] == ["baru-01"]


def test_a_target_that_cannot_be_written_is_one_sentence_and_leaves_no_scraps(site) -> None:
    source = author_workbook(site / "soal.xlsx", {})
    for target in ("tidak/ada/a.yaml", "a.txt"):
        with pytest.raises(TargetNotWritten):
            convert(site, source, target)
    result = runner.invoke(app, ["bank-to-xlsx", "-o", str(site / "tidak" / "ada.xlsx")])
    assert result.exit_code == 1 and "tidak dapat ditulis (berkas atau foldernya tidak ada)" in result.output
    assert [path for path in site.rglob("*.baru")] == []


def test_a_bank_that_is_not_there_is_one_sentence_and_writes_nothing(site, monkeypatch) -> None:
    bank, target = site / "quizzes" / "bank", site / "soal.xlsx"
    for words, paths in {
        "berkas atau foldernya tidak ada": [bank / "semua.yaml", bank / "salah.yaml"],
        "itu folder": [bank],
    }.items():
        result = runner.invoke(app, ["bank-to-xlsx", "-o", str(target), *map(str, paths)])
        assert result.exit_code == 1 and words in result.stderr and "No such file" not in result.output
        assert result.stdout == "" and not target.exists()
    (bank / "kosong.yaml").write_text("items: 1", encoding="utf-8")
    result = runner.invoke(app, ["bank-to-xlsx", "-o", str(target), str(bank / "kosong.yaml")])
    assert result.exit_code == 1 and "kosong.yaml:1: galat" in result.output and "Tidak ada soal" in result.output
    assert not target.exists()


@pytest.mark.parametrize("setting", ["NETRAL_CONTENT_DIR", "NETRAL_QUIZZES_DIR"])
@pytest.mark.parametrize("command", ["bank-to-xlsx", "xlsx-to-bank", "bank-template"])
def test_a_mistyped_folder_of_the_site_is_one_sentence_and_writes_nothing(site, monkeypatch, setting, command) -> None:
    monkeypatch.setenv(setting, str(site / "salah"))
    source = [str(author_workbook(site / "soal.xlsx", {}))] if command == "xlsx-to-bank" else []
    target = site / ("baru.yaml" if source else "baru.xlsx")
    result = runner.invoke(app, [command, *source, "-o", str(target)])
    assert result.exit_code == 1 and f"Periksa pengaturan {setting}." in result.stderr
    assert result.stdout == "" and not target.exists()


def test_a_workbook_that_is_not_there_is_told_in_indonesian(site) -> None:
    result = runner.invoke(app, ["xlsx-to-bank", str(site / "salah.xlsx"), "-o", str(site / "a.yaml")])
    assert result.exit_code == 1 and "berkas atau foldernya tidak ada" in result.stderr


def test_the_command_lists_the_problems_and_fails_when_a_row_is_refused(site) -> None:
    source = author_workbook(site / "soal.xlsx", {}, {"kunci": "Z"})
    result = runner.invoke(app, ["xlsx-to-bank", str(source), "-o", str(site / "a.yaml")])
    assert result.exit_code == 1
    assert "lembar 'Soal', baris 3, kolom J (kunci): galat: kunci 'Z'" in result.output
    assert "1 soal dapat diubah, 1 baris ditolak" in result.output and (site / "a.yaml").exists()


@pytest.mark.parametrize("seed", range(10))
def test_whatever_stands_in_the_cells_each_problem_names_its_cell(site, seed: int) -> None:
    dice = random.Random(seed)
    headers = [*COLUMNS, "kolom lain", "id soal"]
    rows = [{dice.choice(headers): dice.choice(ODD_CELLS) for _ in range(dice.randint(0, 4))} for _ in range(20)]
    rows = [{h: v for h, v in row.items() if not h.startswith(("kiri", "langkah"))} for row in rows]
    done = convert(site, author_workbook(site / "soal.xlsx", *rows))
    for problem in done.problems:
        assert problem.sheet == "Soal" and problem.row >= 1 and problem.message and problem.how_to_fix
        assert problem.row == 1 or problem.column
    assert done.item_count + done.refused_rows == 20


def test_rubbish_is_one_sentence(site) -> None:
    (site / "soal.xlsx").write_bytes(b"rusak")
    result = runner.invoke(app, ["xlsx-to-bank", str(site / "soal.xlsx"), "-o", str(site / "a.yaml")])
    assert result.exit_code == 1 and "tidak dapat dibaca" in result.output and "Traceback" not in result.output
