"""Rules of the roster commands: a look by default, nothing personal on the terminal, refused on a demo site."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from cli import app
from people.roster.reading import read_roster
from store.database import open_database
from tests.people.rosters import TODAY, as_csv, as_xlsx, lines, make_registry, nip, person

runner = CliRunner()


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A production site with three units, and a roster of two people, one of them with a number out of Excel."""
    for name, value in {
        "DATA_DIR": str(tmp_path / "data"),
        "MODE": "produksi",
        "ALLOWED_HOSTS": "x.go.id",
        "TLS": "1",
    }.items():
        monkeypatch.setenv(f"NETRAL_{name}", value)
    make_registry(tmp_path / "data" / "netral.sqlite").close()
    table = lines([person(), person(198705152010011002, name="Budi Rahasia")])  # type: ignore[arg-type]
    (tmp_path / "pegawai.xlsx").write_bytes(as_xlsx(table))
    return tmp_path


def count(site: Path) -> int:
    database = open_database(site / "data" / "netral.sqlite")
    with database.read() as connection:
        found = connection.execute("SELECT COUNT(*) FROM person_number").fetchone()[0]
    database.close()
    return found


def run(*arguments: object):
    return runner.invoke(app, ["import-roster", *map(str, arguments)])


def test_without_a_word_it_only_looks(site: Path) -> None:
    result = run(site / "pegawai.xlsx")
    assert result.exit_code == 0 and "Baru 1" in result.output and "ditolak 1" in result.output
    assert "Pegawai', baris 3: kolom A" in result.output
    assert count(site) == 0


def test_it_stores_when_told_to(site: Path) -> None:
    result = run(site / "pegawai.xlsx", "--terapkan")
    assert result.exit_code == 1 and "1 baris ditolak" in result.output and count(site) == 0
    result = run(site / "pegawai.xlsx", "--terapkan", "--lewati-ditolak")
    assert result.exit_code == 0 and count(site) == 1


def test_nobodys_number_or_name_is_shown(site: Path) -> None:
    shown = run(site / "pegawai.xlsx", "--terapkan", "--lewati-ditolak").output
    assert not any(secret in shown for secret in (nip(), "198705152010011", "Siti", "Budi"))


@pytest.mark.parametrize("name", ["ditolak.xlsx", "ditolak.csv"])
def test_refused_rows_are_written_for_their_owner_only(site: Path, name: str) -> None:
    assert run(site / "pegawai.xlsx", "--ditolak", site / name).exit_code == 0
    assert (site / name).stat().st_mode & 0o077 == 0
    assert len(read_roster((site / name).read_bytes(), TODAY).refused) == 1


def test_a_mass_of_people_is_not_switched_off_without_a_second_word(site: Path) -> None:
    (site / "penuh.csv").write_bytes(as_csv(lines([person(nip(n)) for n in range(1, 6)])))
    (site / "sedikit.csv").write_bytes(as_csv(lines([person(nip(1))])))
    assert run(site / "penuh.csv", "--terapkan").exit_code == 0
    result = run(site / "sedikit.csv", "--terapkan")
    assert result.exit_code == 1 and "menonaktifkan 4 dari 5" in result.output
    assert run(site / "sedikit.csv", "--terapkan", "--setujui-nonaktif").exit_code == 0


def test_a_demo_site_refuses_before_reading(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NETRAL_MODE", "demo")
    result = run(site / "pegawai.xlsx")
    assert result.exit_code == 1 and "demo" in result.output and "baris 3" not in result.output


@pytest.mark.parametrize("day", ["kemarin", "2099-01-01"])
def test_a_day_that_is_none_or_has_not_come_is_refused(site: Path, day: str) -> None:
    assert run(site / "pegawai.xlsx", "--mulai", day).exit_code == 2


def test_the_template_is_written(tmp_path: Path) -> None:
    target = tmp_path / "templat.xlsx"
    assert runner.invoke(app, ["roster-template", str(target)]).exit_code == 0
    assert read_roster(target.read_bytes(), TODAY).rows == ()


def test_agencies_are_looked_at_and_then_stored(site: Path) -> None:
    headers = ["Kode Unit", "Nama Unit", "Jenis Unit", "Kode Induk"]
    (site / "unit.csv").write_bytes(as_csv([headers, ["01.04", "Dinas Baru", "OPD", "01"]]))
    assert "Baru 1" in runner.invoke(app, ["import-agencies", str(site / "unit.csv")]).output
    result = runner.invoke(app, ["import-agencies", str(site / "unit.csv"), "--terapkan"])
    assert result.exit_code == 0 and "Tersimpan" in result.output
    assert "tetap 1" in runner.invoke(app, ["import-agencies", str(site / "unit.csv")]).output
