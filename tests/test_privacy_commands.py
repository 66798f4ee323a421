"""Commands about personal data, and the demo's refusal of real people wherever they could come in."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from actions.privacy.data_rights import ask, find_file
from actions.registry.people import Occasion
from actions.registry.person import correct_person
from actions.registry.roster import DemoRefusesRosters, RosterOptions, preview_roster
from actions.signing_in.sign_in import NotADemoDatabase, require_demo_database
from app import settings as app_settings
from cli import app
from people.access import console_operator
from people.errors import DemoKeepsNoRequests
from people.models import Viewer
from store.database import Database, open_database
from store.privacy.scrub import holds_any
from tests.actions.assigning import DURING
from tests.actions.household import Household, somebody
from tests.builders import add_learner, make_database
from tests.people.rosters import as_xlsx, lines, nip, person

runner = CliRunner()


def serve_for_real(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The variables of a site in production."""
    for name, value in {"DATA_DIR": str(folder), "MODE": "produksi", "ALLOWED_HOSTS": "x.go.id", "TLS": "1"}.items():
        monkeypatch.setenv(f"NETRAL_{name}", value)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Household:
    found = Household(tmp_path)
    found.settle(somebody(1))
    found.region.move("orang-1", "2026-11-22", None)
    found.database.close()
    serve_for_real(tmp_path, monkeypatch)
    return found


@pytest.fixture
def demo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Database:
    database = make_database(tmp_path / "netral.sqlite")
    add_learner(database)
    monkeypatch.setenv("NETRAL_DATA_DIR", str(tmp_path))
    return database


def test_retention_looks_first_and_lets_go_when_told(home: Household, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NETRAL_RETENTION", "identity=0")
    looked = runner.invoke(app, ["retention"])
    assert looked.exit_code == 0 and "Identitas orang yang sudah keluar: 1" in looked.output
    assert holds_any(home.database.path, [somebody(1).number]) and somebody(1).name not in looked.output
    declined = runner.invoke(app, ["retention", "--apply"], input="n\n")
    assert declined.exit_code == 1 and holds_any(home.database.path, [somebody(1).number])
    assert runner.invoke(app, ["retention", "--apply", "--yes"]).exit_code == 0
    assert not holds_any(home.database.path, somebody(1).secrets)


def test_a_wrong_rule_is_one_sentence(home: Household, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NETRAL_RETENTION", "nama=1")
    result = runner.invoke(app, ["retention"])
    assert result.exit_code == 1 and "'nama' tidak dikenal" in result.stderr and "Traceback" not in result.output


def test_a_breach_report_writes_a_list_only_its_owner_can_read(home: Household, tmp_path: Path) -> None:
    span = ["--sejak", "2026-11-20T08:00", "--sampai", "2026-11-22T08:00", "--diketahui", "2026-11-22T09:00"]
    result = runner.invoke(app, ["breach-report", "database", str(tmp_path / "lapor"), *span])
    assert result.exit_code == 0, result.output
    assert "25-11-2026 pukul 09.00" in result.output and somebody(1).number not in result.output
    files = sorted((tmp_path / "lapor").iterdir())
    assert [file.name for file in files] == ["konsep-pemberitahuan.md", "penerima-pemberitahuan.xlsx"]
    assert all(file.stat().st_mode & 0o077 == 0 for file in files)
    assert runner.invoke(app, ["breach-report", "apa", str(tmp_path), *span]).exit_code == 2
    assert runner.invoke(app, ["breach-report", "list", str(tmp_path), "--unit", "zz", *span]).exit_code == 1


def test_scrubbing_rebuilds_the_file_and_says_when_it_cannot(home: Household) -> None:
    assert runner.invoke(app, ["scrub"]).exit_code == 0
    busy = open_database(home.database.path)
    with busy.write() as connection:
        connection.execute("UPDATE person SET name = name")
        assert runner.invoke(app, ["scrub"]).exit_code == 1
    busy.close()
    assert holds_any(home.database.path, [somebody(1).number]), "nothing but free space goes"


# --- Demo ------------------------------------------------------------------------------------


def test_a_demo_site_takes_no_roster_whatever_says_so(demo: Database, tmp_path: Path) -> None:
    data = as_xlsx(lines([person(nip(1), name="Orang Sungguhan")]))
    (tmp_path / "pegawai.xlsx").write_bytes(data)
    for command in (["import-roster", str(tmp_path / "pegawai.xlsx"), "--terapkan"],
                    ["import-agencies", str(tmp_path / "pegawai.xlsx"), "--terapkan"]):  # fmt: skip
        result = runner.invoke(app, command)
        assert result.exit_code == 1 and "Situs demo tidak menerima" in result.stderr
    options = RosterOptions(DURING.date(), DURING.date())
    for mode in ("demo", "produksi"):  # production mode over demo people does not help
        with pytest.raises(DemoRefusesRosters):
            preview_roster(demo, console_operator(), mode, data, options)


def test_a_demo_site_keeps_no_correction_and_no_request(demo: Database) -> None:
    viewer = Viewer("ani", "Ani", "learner", "pns", "disdik", "Dinas", True)
    with pytest.raises(DemoKeepsNoRequests):
        ask(demo, viewer, "correction", "Nama saya sebenarnya Xx", DURING, request_id="x")
    with pytest.raises(DemoKeepsNoRequests):
        correct_person(demo, Occasion(console_operator(), DURING, DURING.date()), "ani", "Nama Sungguhan", "a@b.id")
    assert find_file(demo, console_operator(), "ani").name == "Ani"
    with demo.read() as connection:
        assert connection.execute("SELECT COUNT(*) FROM data_request").fetchone()[0] == 0


def test_a_demo_site_does_not_start_over_real_people(demo: Database) -> None:
    require_demo_database(demo)
    with demo.write() as connection:
        connection.execute("INSERT INTO person (id, name, origin) VALUES ('x', 'Sungguhan', 'real')")
    with pytest.raises(NotADemoDatabase):
        require_demo_database(demo)


def test_a_demo_site_has_no_account_and_no_setup_pages() -> None:
    from app import shell

    assert not app_settings.is_production
    paths = {getattr(route, "path", "") for route in shell.routes}
    assert not paths & {"/penyiapan", "/aktivasi", "/kode-masuk", "/atur-ulang", "/kata-sandi"} and "/masuk" in paths
