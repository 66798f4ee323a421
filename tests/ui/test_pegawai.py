"""The people page: found by name or number, an import is looked at before it is stored, administrators only."""

from __future__ import annotations

from pathlib import Path

import pytest

from actions.site import site_of
from people.models import Person
from settings import load_settings
from store.registry import people as people_store
from store.registry import registry as registry_store
from store.registry.people import RoleGrant
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
    app.file_uploader(key="pegawai-berkas-0").upload("pegawai.xlsx", data)
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


def test_an_import_can_be_taken_back_on_the_page(open_page, site) -> None:
    app = upload(open_page("pegawai", "nyoman"), staff(3))
    app.button(key="pegawai-simpan").click().run()
    (undo,) = [button for button in app.button if button.label == "Batalkan perubahan ini"]
    undo.click().run()
    assert not app.error and "sudah dibatalkan" in words_of(app)
    with site.database.read() as connection:
        assert connection.execute("SELECT COUNT(*) FROM person_number").fetchone()[0] == 0


def id_of(site, name: str) -> str:
    with site.database.read() as connection:
        return connection.execute("SELECT id FROM person WHERE name = ?", (name,)).fetchone()[0]


def unit_id(site, code: str) -> str:
    with site.database.read() as connection:
        return registry_store.find_id_of_code(connection, code)


def test_a_person_is_added_found_and_moved(open_page, site) -> None:
    app = open_page("pegawai", "nyoman")
    app.radio(key="pegawai-bagian").set_value("baru").run()
    app.text_input(key="baru-nama-0").set_value("Sari Dewi")
    app.text_input(key="baru-nomor-0").set_value(nip(9))
    app.selectbox(key="baru-unit-0").set_value(unit_id(site, "01.01"))
    app.button(key="baru-simpan").click().run()
    assert not app.error and "Sari Dewi sudah ditambahkan" in words_of(app) and nip(9) not in words_of(app)
    person_id = id_of(site, "Sari Dewi")
    app = open_page("pegawai", "nyoman", orang=person_id)
    assert "Sari Dewi" in words_of(app) and nip(9) not in words_of(app) and nip(9)[-4:] in words_of(app)
    app.selectbox(key=f"orang-ubah-{person_id}").set_value("pindah").run()
    app.selectbox(key=f"orang-pindah-unit-{person_id}").set_value(unit_id(site, "01.02")).run()
    app.button(key=f"orang-pindah-simpan-{person_id}").click().run()
    assert not app.error and "sudah dipindahkan" in words_of(app) and "Dinas 01.02" in words_of(app)


def test_a_number_that_cannot_be_is_refused_without_being_repeated(open_page, site) -> None:
    app = open_page("pegawai", "nyoman")
    app.radio(key="pegawai-bagian").set_value("baru").run()
    app.text_input(key="baru-nama-0").set_value("Sari Dewi")
    app.text_input(key="baru-nomor-0").set_value("199913152010011001")
    app.selectbox(key="baru-unit-0").set_value(unit_id(site, "01.01"))
    app.button(key="baru-simpan").click().run()
    assert "tanggal lahir" in app.error[0].value and "199913152010011001" not in app.error[0].value


@pytest.mark.parametrize("form", ["perbaiki", "beri", "cabut", "pindah", "jenis", "jabatan", "akhiri", "keluar"])
def test_every_form_of_a_sheet_can_be_opened(open_page, site, form: str) -> None:
    upload(open_page("pegawai", "nyoman"), staff(1)).button(key="pegawai-simpan").click().run()
    person_id = id_of(site, "Orang A")
    app = open_page("pegawai", "nyoman", orang=person_id)
    app.selectbox(key=f"orang-ubah-{person_id}").set_value(form).run()
    assert not app.error and not app.exception


def test_somebody_who_left_can_be_noted_as_back(open_page, site) -> None:
    upload(open_page("pegawai", "nyoman"), staff(1)).button(key="pegawai-simpan").click().run()
    person_id = id_of(site, "Orang A")
    app = open_page("pegawai", "nyoman", orang=person_id)
    app.selectbox(key=f"orang-ubah-{person_id}").set_value("keluar").run()
    app.button(key=f"orang-keluar-simpan-{person_id}").click().run()
    assert "Tidak lagi menjadi pegawai" in words_of(app)
    app.selectbox(key=f"orang-ubah-{person_id}").set_value("kembali").run()
    app.selectbox(key=f"orang-kembali-unit-{person_id}").set_value(unit_id(site, "01.03")).run()
    app.button(key=f"orang-kembali-simpan-{person_id}").click().run()
    assert not app.error and "Dinas 01.03" in words_of(app)


def test_an_unknown_person_is_a_sentence(open_page) -> None:
    assert "tidak ditemukan" in open_page("pegawai", "nyoman", orang="tidak-ada").error[0].value


def test_ticked_people_get_a_role_as_one_deed_and_lose_it_by_taking_it_back(open_page, site) -> None:
    upload(open_page("pegawai", "nyoman"), staff(3)).button(key="pegawai-simpan").click().run()
    app = open_page("pegawai", "nyoman")
    app.radio(key="pegawai-bagian").set_value("banyak").run()
    app.toggle(key="pegawai-mencentang").set_value(True).run()
    for name in ("Orang A", "Orang C"):
        app.checkbox(key=f"pegawai-centang-{id_of(site, name)}").check().run()
    app.selectbox(key="banyak-tindakan").set_value("beri").run()
    app.selectbox(key="banyak-peran-beri").set_value("auditor").run()
    assert app.radio(key="banyak-siapa").value == "centang"
    assert app.button(key="banyak-jalankan").label == "Beri peran kepada 2 orang"
    app.button(key="banyak-jalankan").click().run()
    assert not app.error and "2 orang diberi peran." in words_of(app)
    assert auditors(site) == 2
    (undo,) = [button for button in app.button if button.label == "Batalkan perubahan ini"]
    undo.click().run()
    assert auditors(site) == 0


def auditors(site) -> int:
    with site.database.read() as connection:
        return connection.execute("SELECT COUNT(*) FROM role_grant WHERE role = 'auditor'").fetchone()[0]


def test_a_page_of_fifteen_thousand_people_and_a_crowd_that_is_asked_about_twice(open_page, site) -> None:
    home = unit_id(site, "01.01")
    crowd = [Person(f"id{n:05}", f"Pegawai {n:05}", "pns", home) for n in range(15_000)]
    with site.database.write() as connection:
        people_store.add_people(connection, crowd, "real", "2026-01-01")
    app = open_page("pegawai", "nyoman")
    assert "15.001 orang, halaman 1 dari 601" in words_of(app)
    app.radio(key="pegawai-bagian").set_value("banyak").run()
    app.selectbox(key="banyak-tindakan").set_value("pindah").run()
    app.selectbox(key="banyak-unit").set_value(unit_id(site, "01.02")).run()
    assert not [button for button in app.button if button.key == "banyak-jalankan"]
    app.checkbox(key="banyak-yakin-15001").check().run()
    app.button(key="banyak-jalankan").click().run()
    assert not app.error and "15001 orang dipindahkan." in words_of(app)
