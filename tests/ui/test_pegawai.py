"""The people page: found by name or number, an import is looked at before it is stored, administrators only."""

from __future__ import annotations

from pathlib import Path

import pytest

from actions.site import site_of
from people.models import Person
from settings import load_settings
from store import people as people_store
from store import registry as registry_store
from store.people import RoleGrant
from tests.people.rosters import as_xlsx, lines, make_registry, nip, person
from tests.ui.builders import PEOPLE
from tests.ui.conftest import words_of


@pytest.fixture
def real_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A production site with units, one administrator and nobody else."""
    for name, value in {
        "MODE": "produksi",
        "ALLOWED_HOSTS": "x.go.id",
        "TLS": "1",
        "DATA_DIR": str(tmp_path / "data"),
    }.items():
        monkeypatch.setenv(f"NETRAL_{name}", value)
    database = make_registry(tmp_path / "data" / "netral.sqlite")
    with database.write() as connection:
        home = registry_store.find_id_of_code(connection, "01")
        people_store.add_people(connection, [Person("nyoman", "Nyoman Admin", "pns", home)], "real", "2026-01-01")
        people_store.add_role(connection, RoleGrant("nyoman", "", "administrator", "", ""))
    database.close()
    return site_of(load_settings())


@pytest.fixture
def site(real_site):
    return real_site


def staff(count: int) -> bytes:
    return as_xlsx(lines([person(nip(n), name=f"Orang {chr(64 + n)}") for n in range(1, count + 1)]))


def upload(app, data: bytes):
    app.radio(key="pegawai-bagian").set_value("impor").run()
    app.file_uploader(key="pegawai-berkas").upload("pegawai.xlsx", data)
    return app.run()


def test_only_an_administrator_sees_it(open_page) -> None:
    for person_id in set(PEOPLE) - {"nyoman"}:
        assert "tidak berwenang" in open_page("pegawai", person_id).error[0].value


def test_an_empty_registry_says_so(open_page) -> None:
    app = open_page("pegawai", "nyoman")
    assert not app.error and not app.exception
    assert "Nyoman Admin" in words_of(app)


def test_a_roster_is_looked_at_and_then_stored(open_page, site) -> None:
    app = upload(open_page("pegawai", "nyoman"), staff(3))
    assert "Baru (3 dari 3)" in words_of(app) and nip(1) not in words_of(app)
    app.button(key="pegawai-simpan").click().run()
    assert not app.error and "Tersimpan: 3 baru" in words_of(app)
    with site.database.read() as connection:
        assert connection.execute("SELECT COUNT(*) FROM person_number").fetchone()[0] == 3


def test_a_file_that_is_no_roster_is_told_in_a_sentence(open_page) -> None:
    app = upload(open_page("pegawai", "nyoman"), b"%PDF-1.7")
    assert "PDF" in app.error[0].value and not app.exception


def test_people_are_found_by_part_of_a_name_and_by_a_whole_number(open_page) -> None:
    app = upload(open_page("pegawai", "nyoman"), staff(3))
    app.button(key="pegawai-simpan").click().run()
    app = open_page("pegawai", "nyoman")
    app.text_input(key="pegawai-cari").set_value("orang b").run()
    assert "Orang B" in words_of(app) and "Orang A" not in words_of(app)
    app.text_input(key="pegawai-cari").set_value("19870515 201001 1 003").run()
    assert "Orang C" in words_of(app) and "Orang A" not in words_of(app)
