"""Rules of the command line: every command has help, errors are one sentence."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from cli import app
from tests.builders import item_data, quiz_data, write_courseware

runner = CliRunner()


def test_every_command_has_help() -> None:
    names = [command.name or command.callback.__name__ for command in app.registered_commands]
    assert {
        "check",
        "impact",
        "bank-to-xlsx",
        "xlsx-to-bank",
        "bank-template",
        "run",
        "seed-demo",
        "backup",
        "restore",
        "rebuild-rollups",
        "check-rollups",
        "retention",
        "breach-report",
        "scrub",
        "privacy-register",
    } <= set(names)
    assert all((command.callback.__doc__ or "").strip() for command in app.registered_commands)


def test_a_refused_setting_is_one_sentence(monkeypatch) -> None:
    monkeypatch.setenv("NETRAL_MODE", "aneh")
    result = runner.invoke(app, ["check"])
    assert result.exit_code == 1
    assert "NETRAL_MODE" in result.stderr and "Traceback" not in result.output


@pytest.fixture
def folders(tmp_path, monkeypatch) -> Path:
    """A small course of its own without errors; the command line finds it."""
    content, quizzes = write_courseware(tmp_path)
    monkeypatch.setenv("NETRAL_CONTENT_DIR", str(content))
    monkeypatch.setenv("NETRAL_QUIZZES_DIR", str(quizzes))
    return tmp_path


def test_warnings_fail_the_check_only_when_it_is_strict(folders) -> None:
    result = runner.invoke(app, ["check"])
    assert result.exit_code == 0 and "0 galat" in result.output
    assert "peringatan: Salah paham 'keliru' dipakai 0 soal" in result.output
    assert runner.invoke(app, ["check", "--ketat"]).exit_code == 1


def test_errors_fail_the_check(folders) -> None:
    write_courseware(folders, items=[item_data(key="z")], quizzes=[quiz_data(blueprint=[{"count": 1}])])
    result = runner.invoke(app, ["check"])
    assert result.exit_code == 1 and "galat: Soal 'soal-1': kunci 'z'" in result.output


def test_impact_lists_what_a_law_touches(folders) -> None:
    result = runner.invoke(app, ["impact", "uu-9-2030:pasal-1"])
    assert result.exit_code == 0
    for words in ("UU 9/2030", "Bagian materi: 1\n  dasar#awal", "Soal: 6", "Dilema: 0", "  keliru"):
        assert words in result.output


def test_impact_of_an_unknown_law_says_what_looks_like_it(folders) -> None:
    result = runner.invoke(app, ["impact", "uu-9-2031"])
    assert result.exit_code == 1
    assert "'uu-9-2031' tidak ada" in result.stderr and "uu-9-2030" in result.stderr


def test_production_without_named_hosts_or_tls_stops_with_a_sentence(monkeypatch, tmp_path) -> None:
    monkeypatch.setenv("NETRAL_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("NETRAL_MODE", "produksi")
    result = runner.invoke(app, ["run"])
    assert result.exit_code == 1 and "NETRAL_ALLOWED_HOSTS" in result.stderr
    monkeypatch.setenv("NETRAL_ALLOWED_HOSTS", "netral.contoh.go.id")
    result = runner.invoke(app, ["run"])
    assert result.exit_code == 1 and "NETRAL_TLS=1" in result.stderr and not list(tmp_path.iterdir())


def test_demo_data_is_not_made_in_production(monkeypatch, tmp_path) -> None:
    monkeypatch.setenv("NETRAL_DATA_DIR", str(tmp_path))
    for name, value in (("MODE", "produksi"), ("ALLOWED_HOSTS", "netral.contoh.go.id"), ("TLS", "1")):
        monkeypatch.setenv(f"NETRAL_{name}", value)
    result = runner.invoke(app, ["seed-demo"])
    assert result.exit_code == 1 and "mode produksi" in result.stderr and not list(tmp_path.iterdir())
