"""Rules of the command line's manners: Indonesian throughout, no traceback, no site made by mistake, private files private."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cli import app
from store.database import open_database
from tests.actions.office import NIP, Office
from tests.people.rosters import as_xlsx, lines, make_registry, person
from tests.test_privacy_commands import serve_for_real

runner = CliRunner()
NAMES = sorted(command.name or command.callback.__name__ for command in app.registered_commands)  # type: ignore[union-attr]
SPAN = ("--sejak", "2026-11-20T08:00", "--sampai", "2026-11-22T08:00", "--diketahui", "2026-11-22T09:00")
ENGLISH = ("Usage", "Options", "Arguments", "Commands", "Show this", "required]", "default:", "Error", "Invalid", "No such", "Missing")  # fmt: skip


@pytest.mark.parametrize("name", ["", *NAMES])
def test_help_speaks_indonesian(name: str) -> None:
    result = runner.invoke(app, [*name.split(), "--help"])
    assert result.exit_code == 0 and "Pakai: " in result.output and "Tunjukkan petunjuk ini." in result.output
    assert not [word for word in ENGLISH if word in result.output]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["bogus"], "Perintah 'bogus' tidak ada."),
        (["backup"], "Isian 'target' belum ada. Berkas cadangan yang dibuat."),
        (["report"], "'-o' / '--output' belum ada"),
        (["run", "--port", "99999"], "Nilai untuk '--port' tidak dapat dipakai. Nomor porta, 1 sampai 65535."),
        (["run", "--port"], "Nilai untuk '--port' belum ditulis"),
        (["check", "--foo"], "Pilihan '--foo' tidak dikenal."),
        (["scrub", "lebih"], "mungkin ada yang berlebih"),
        (["breach-report", "apa", "x", *SPAN], "pilih salah satu: database"),
        (["breach-report", "list", "x", *SPAN], "'list' memerlukan --unit"),
        (["breach-report", "copy", "x", *SPAN], "'copy' memerlukan --orang"),
    ],
)
def test_wrong_arguments_are_a_sentence_and_the_way_to_help(arguments: list[str], words: str) -> None:
    result = runner.invoke(app, arguments)
    assert result.exit_code == 2
    assert words in result.stderr and "Petunjuk: python " in result.stderr
    assert not [word for word in ENGLISH if word in result.stderr]


def test_a_file_that_cannot_be_used_is_a_sentence(tmp_path: Path) -> None:
    result = runner.invoke(app, ["roster-template", str(tmp_path / "tidak-ada" / "x.xlsx")])
    assert result.exit_code == 1 and "berkas atau foldernya tidak ada" in result.stderr


def test_a_roster_that_is_not_there_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_registry(tmp_path / "netral.sqlite").close()
    serve_for_real(tmp_path, monkeypatch)
    result = runner.invoke(app, ["import-roster", str(tmp_path / "pegawai.xlsx")])
    assert result.exit_code == 1 and "berkas atau foldernya tidak ada" in result.stderr


def test_a_template_does_not_overwrite_a_roster_that_was_filled_in(tmp_path: Path) -> None:
    target = tmp_path / "pegawai.xlsx"
    target.write_bytes(b"terisi")
    assert runner.invoke(app, ["roster-template", str(target)]).exit_code == 1 and target.read_bytes() == b"terisi"
    assert runner.invoke(app, ["roster-template", str(target), "--timpa"]).exit_code == 0
    assert target.read_bytes() != b"terisi"


@pytest.mark.parametrize(
    "arguments",
    [
        ["rebuild-rollups"],
        ["check-rollups"],
        ["snapshot"],
        ["retention"],
        ["scrub"],
        ["activation-slips", "01", "slip.html"],
        ["report", "-o", "laporan"],
        ["import-roster", "pegawai.xlsx"],
        ["import-agencies", "unit.xlsx"],
        ["backup", "cadangan.sqlite"],
        ["breach-report", "database", "lapor", *SPAN],
    ],
)
def test_a_mistyped_data_folder_does_not_become_an_empty_site(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NETRAL_DATA_DIR", str(tmp_path / "salah-ketik"))
    monkeypatch.chdir(tmp_path)
    result = runner.invoke(app, arguments)
    assert result.exit_code == 1 and "Belum ada basis data" in result.stderr and "NETRAL_DATA_DIR" in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_real_site_is_not_handled_by_the_rules_of_the_demo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the server's variables slips would name a wrong address, and retention would go by days nobody chose."""
    Office(tmp_path).hire("ani", number=NIP, activated=False)
    monkeypatch.setenv("NETRAL_DATA_DIR", str(tmp_path))
    for arguments in (["activation-slips", "disdik", str(tmp_path / "slip.html")], ["retention", "--apply", "--yes"]):
        result = runner.invoke(app, arguments)
        assert result.exit_code == 1 and "NETRAL_*" in result.stderr
    assert not (tmp_path / "slip.html").exists()


def test_slips_that_cannot_be_written_void_no_earlier_code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    office = Office(tmp_path)
    office.hire("ani", number=NIP, activated=False)
    serve_for_real(tmp_path, monkeypatch)
    result = runner.invoke(app, ["activation-slips", "disdik", str(tmp_path / "tidak-ada" / "slip.html")])
    assert result.exit_code == 1 and "tidak-ada" in result.stderr
    with open_database(office.database.path).read() as connection:
        assert connection.execute("SELECT COUNT(*) FROM entry_code").fetchone()[0] == 0


@pytest.mark.skipif(os.name != "posix", reason="file modes")
def test_refused_rows_stay_private_in_a_file_that_was_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_registry(tmp_path / "netral.sqlite").close()
    serve_for_real(tmp_path, monkeypatch)
    roster, target = tmp_path / "pegawai.xlsx", tmp_path / "ditolak.xlsx"
    roster.write_bytes(as_xlsx(lines([person(198705152010011002)])))  # type: ignore[arg-type]
    target.touch(0o644)
    assert runner.invoke(app, ["import-roster", str(roster), "--ditolak", str(target)]).exit_code == 0
    assert target.stat().st_mode & 0o077 == 0 and target.stat().st_size


@pytest.mark.parametrize(("typed", "code"), [("ya\n", 0), ("y\n", 0), ("tidak\n", 1), ("\n", 1), ("", 1)])
def test_a_question_takes_an_indonesian_yes_and_nothing_else(
    typed: str, code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = make_registry(tmp_path / "netral.sqlite")
    site.close()
    monkeypatch.setenv("NETRAL_DATA_DIR", str(tmp_path))
    assert runner.invoke(app, ["backup", str(tmp_path / "cadangan.sqlite")]).exit_code == 0
    result = runner.invoke(app, ["restore", str(tmp_path / "cadangan.sqlite")], input=typed)
    assert result.exit_code == code
    assert code == 0 or "Dibatalkan; tidak ada yang diubah." in result.stderr
