"""The page of agencies: browsed and found, changed after a look, taken back; administrators only."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from actions.registry.agencies import Merge, Open, Rename, carry_out
from actions.registry.agency_import import current_rows, preview_agencies
from actions.site import site_of
from people.access import console_operator
from people.models import Person
from people.roster.writing import agencies_xlsx
from settings import load_settings
from store.registry import agencies as agency_store
from store.registry import memberships as membership_store
from store.registry import people as people_store
from store.registry import registry as registry_store
from store.registry.people import RoleGrant
from tests.actions.test_deeds import registry
from tests.people.rosters import as_csv, make_registry
from tests.people.test_agency_history import new, on
from tests.ui import conftest
from tests.ui.builders import PEOPLE

HEADERS = ["Kode Unit", "Nama Unit", "Jenis Unit", "Kode Induk"]


@pytest.fixture
def real_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A production site: 01 with three offices, an administrator in 01 and two people in 01.01."""
    for name, value in {
        "MODE": "produksi", "ALLOWED_HOSTS": "x.go.id", "TLS": "1", "DATA_DIR": str(tmp_path / "data"),
    }.items():  # fmt: skip
        monkeypatch.setenv(f"NETRAL_{name}", value)
    database = make_registry(tmp_path / "data" / "netral.sqlite")
    with database.write() as connection:
        home, office = (registry_store.find_id_of_code(connection, code) for code in ("01", "01.01"))
        staff = [("nyoman", home), ("ani", office), ("budi", office)]
        people_store.add_people(connection, [Person(i, i.title(), "pns", a) for i, a in staff], "real", "2026-01-01")
        people_store.add_role(connection, RoleGrant("nyoman", "", "administrator", "", ""))
        connection.execute(
            "INSERT INTO post VALUES ('j', 'ani', ?, 'plt', 'Plt Kepala Dinas', '2026-01-01', NULL)", (office,)
        )
    database.close()
    return site_of(load_settings())


def words_of(app) -> str:
    """Links escape what Markdown would read."""
    return conftest.words_of(app).replace("\\", "")


def id_of(site, code: str) -> str:
    with site.database.read() as connection:
        return registry_store.find_id_of_code(connection, code)


def today_of(site) -> date:
    """On the site's own calendar: where it stands, tomorrow begins while it is still afternoon in UTC."""
    return datetime.now(ZoneInfo(site.settings.time_zone)).date()


def tree_of(site) -> dict[str, tuple[str, str | None]]:
    """Code -> name and the parent's code, today."""
    with site.database.read() as connection:
        found = registry_store.tree_as_of(connection, today_of(site).isoformat())
    codes = {a.id: a.code for a in found}
    return {a.code: (a.name, codes.get(a.parent_id or "")) for a in found}


def choose(app, change: str):
    next(box for box in app.selectbox if box.key.startswith("instansi-perubahan")).select(change).run()
    return app


def field(app, kind: str, end: str):
    return next(one for one in getattr(app, kind) if one.key.endswith(end) and one.key.startswith("instansi"))


def press(app, end: str):
    field(app, "button", end).click().run()
    return app


class TestDemo:
    """The usual small site, in demo mode."""

    def test_only_an_administrator_sees_it(self, open_page) -> None:
        for person_id in set(PEOPLE) - {"nyoman"}:
            assert "tidak berwenang" in open_page("instansi", person_id).error[0].value

    def test_the_top_level_counts_everything_below(self, open_page) -> None:
        words = words_of(open_page("instansi", "nyoman"))
        assert "Pemkab Contoh" in words and "Dinas Contoh" not in words
        assert "1 unit di bawahnya" in words and "6 orang" in words

    def test_a_demo_takes_no_real_list(self, open_page) -> None:
        app = open_page("instansi", "nyoman")
        assert "tidak menerima daftar unit sungguhan" in words_of(app) and not app.file_uploader

    def test_an_unknown_unit_is_a_sentence(self, open_page) -> None:
        app = open_page("instansi", "nyoman", unit="tidak-ada")
        assert "tidak ditemukan" in app.error[0].value and not app.exception

    def test_a_strange_day_shows_today(self, open_page) -> None:
        assert not open_page("instansi", "nyoman", per="2999-99-99").exception


class TestReal:
    @pytest.fixture
    def site(self, real_site):
        return real_site

    def test_a_unit_shows_its_people_heads_and_way_back(self, open_page, site) -> None:
        app = open_page("instansi", "nyoman", unit=id_of(site, "01.01"))
        words = words_of(app)
        assert "Dinas 01.01" in words and "Plt Kepala Dinas (Plt)" in words and "Kabupaten Contoh" in words
        assert "Ubah susunan" in words and not app.exception

    def test_units_are_found_by_name_former_name_and_code(self, open_page, site) -> None:
        carry_out(site.database, on("2026-02-01"), Rename(id_of(site, "01.02"), "Badan Baru"))
        app = open_page("instansi", "nyoman")
        for text in ("badan", "dinas 01.02", "01.02"):
            app.text_input(key="instansi-cari-").set_value(text).run()
            assert "Badan Baru" in words_of(app) and "Dinas 01.03" not in words_of(app), text
        app.text_input(key="instansi-cari-").set_value("%").run()
        assert "Tidak ada unit yang cocok" in words_of(app)

    def test_a_past_day_shows_the_tree_of_that_day_and_no_forms(self, open_page, site) -> None:
        carry_out(site.database, on("2026-02-01"), Merge(id_of(site, "01.02"), id_of(site, "01.01")))
        assert "Dinas 01.02" not in words_of(open_page("instansi", "nyoman", unit=id_of(site, "01")))
        app = open_page("instansi", "nyoman", unit=id_of(site, "01"), per="2026-01-31")
        assert "Dinas 01.02" in words_of(app) and "Ubah susunan" not in words_of(app)
        gone = words_of(open_page("instansi", "nyoman", unit=id_of(site, "01.02")))
        assert "ditutup sejak 1 Februari 2026" in gone and "Dinas 01.01 (digabung 1 Februari 2026)" in gone

    def test_a_unit_is_opened_after_a_look_and_taken_back(self, open_page, site) -> None:
        before = registry(site.database)
        app = choose(open_page("instansi", "nyoman", unit=id_of(site, "01.01")), "buka")
        field(app, "text_input", "-nama").set_value("Bidang <b>Satu</b>")
        field(app, "text_input", "-kode").set_value("01.01.01")
        press(app, "-lihat")
        assert "Yang akan terjadi" in words_of(app) and registry(site.database) == before
        assert "<b>Satu</b>" not in words_of(app)
        press(app, "-simpan")
        assert tree_of(site)["01.01.01"] == ("Bidang <b>Satu</b>", "01.01")
        next(b for b in app.button if b.key.startswith("batalkan-")).click().run()
        assert registry(site.database) == before and "sudah dibatalkan" in words_of(app)

    def test_a_merger_says_how_many_people_move(self, open_page, site) -> None:
        app = choose(open_page("instansi", "nyoman", unit=id_of(site, "01.01")), "gabung")
        field(app, "selectbox", "-tujuan").select(id_of(site, "01.02"))
        press(app, "-lihat")
        words = words_of(app)
        assert "<strong>2</strong> orang berpindah unit" in words and "<strong>1</strong> unit ditutup" in words
        press(app, "-simpan")
        with site.database.read() as connection:
            here = {m.person_id: m.agency_id for m in membership_store.memberships_as_of(connection, "2026-12-01")}
        assert here["ani"] == id_of(site, "01.02")

    @pytest.mark.parametrize("change", ["pindah", "gabung"])
    def test_nothing_happens_before_something_is_chosen(self, open_page, site, change) -> None:
        app = choose(open_page("instansi", "nyoman", unit=id_of(site, "01.01")), change)
        press(app, "-lihat")
        assert "masih kosong" in words_of(app) and "Yang akan terjadi" not in words_of(app)

    def test_a_unit_moves_renames_and_splits(self, open_page, site) -> None:
        app = choose(open_page("instansi", "nyoman", unit=id_of(site, "01.03")), "pindah")
        field(app, "text_input", "-cari").set_value("01.02").run()
        field(app, "selectbox", "-tujuan").select(id_of(site, "01.02"))
        press(press(app, "-lihat"), "-simpan")
        assert tree_of(site)["01.03"][1] == "01.02"
        choose(app, "nama")
        field(app, "text_input", "-nama").set_value("Dinas Ketiga")
        press(press(app, "-lihat"), "-simpan")
        assert tree_of(site)["01.03"][0] == "Dinas Ketiga"
        choose(app, "pecah")
        for number in (1, 2):
            field(app, "text_input", f"-nama-{number}").set_value(f"Pecahan {number}")
            field(app, "text_input", f"-kode-{number}").set_value(f"P{number}")
        press(press(app, "-lihat"), "-simpan")
        assert {"P1", "P2"} <= set(tree_of(site)) and not app.exception

    def test_a_refusal_says_what_to_do_and_keeps_what_was_typed(self, open_page, site) -> None:
        app = choose(open_page("instansi", "nyoman", unit=id_of(site, "01.01")), "buka")
        field(app, "text_input", "-nama").set_value("Bidang Satu")
        field(app, "text_input", "-kode").set_value("01.02")
        press(app, "-lihat")
        assert "sudah dipakai" in app.error[0].value and "Pakai kode lain" in app.error[0].value
        assert field(app, "text_input", "-nama").value == "Bidang Satu"
        field(app, "text_input", "-kode").set_value("01.01.09")
        press(press(app, "-lihat"), "-simpan")
        assert tree_of(site)["01.01.09"][0] == "Bidang Satu"

    def test_a_unit_with_people_is_not_closed_and_an_empty_one_is(self, open_page, site) -> None:
        app = press(choose(open_page("instansi", "nyoman", unit=id_of(site, "01.01")), "tutup"), "-lihat")
        assert "masih punya pegawai" in app.error[0].value
        app = press(choose(open_page("instansi", "nyoman", unit=id_of(site, "01.03")), "tutup"), "-lihat")
        press(app, "-simpan")
        assert "01.03" not in tree_of(site)

    def test_taking_back_what_something_leans_on_is_refused_and_the_page_stays(self, open_page, site) -> None:
        app = choose(open_page("instansi", "nyoman", unit=id_of(site, "01.01")), "buka")
        field(app, "text_input", "-nama").set_value("Bidang Satu")
        field(app, "text_input", "-kode").set_value("X")
        press(press(app, "-lihat"), "-simpan")
        today = today_of(site)
        carry_out(site.database, replace(on(today.isoformat()), today=today), Open(new("XX"), id_of(site, "X")))
        next(b for b in app.button if b.key.startswith("batalkan-")).click().run()
        assert "belum dibatalkan" in app.error[0].value and "Ubah susunan" in words_of(app)

    def test_a_list_is_looked_at_stored_and_taken_back(self, open_page, site) -> None:
        before = registry(site.database)
        app = open_page("instansi", "nyoman")
        rows = [HEADERS, ["01.09", "Dinas Sembilan", "OPD", "01"], ["01.01", "Dinas Satu", "OPD", "01"]]
        app.file_uploader[0].upload("unit.csv", as_csv(rows))
        app.run()
        assert "Dinas Sembilan" in words_of(app) and registry(site.database) == before
        app.button(key="instansi-simpan-impor").click().run()
        assert tree_of(site)["01.09"][0] == "Dinas Sembilan" and "1 baru, 1 ganti nama" in words_of(app)
        next(b for b in app.button if b.key.startswith("batalkan-")).click().run()
        assert registry(site.database) == before

    def test_a_list_with_a_wrong_row_stores_nothing(self, open_page, site) -> None:
        app = open_page("instansi", "nyoman")
        rows = [HEADERS, ["01.09", "Dinas Sembilan", "OPD", "01"], ["01.10", "Dinas", "Kantor", "01"]]
        app.file_uploader[0].upload("unit.csv", as_csv(rows))
        app.run()
        assert "Jenis unit tidak dikenal" in words_of(app)
        assert not [b for b in app.button if b.key == "instansi-simpan-impor"]
        app = open_page("instansi", "nyoman")
        app.file_uploader[0].upload("unit.csv", b"%PDF-1.7")
        app.run()
        assert "PDF" in app.error[0].value and not app.exception

    def test_the_present_list_can_be_imported_back_unchanged(self, site) -> None:
        data = agencies_xlsx(current_rows(site.database, console_operator()))
        found = preview_agencies(site.database, on("2026-11-22"), data)
        assert (found.unchanged, found.lines, found.refused, found.absent) == (4, [], [], [])


def test_the_first_unit_of_an_empty_tree_can_be_opened(tmp_path, monkeypatch, open_page, site) -> None:
    with site.database.write() as connection:
        for table in ("assignment_agency", "agency_name", "agency_parent", "agency_span"):
            connection.execute(f"DELETE FROM {table}")
        assert agency_store.count_agencies(connection)
    app = open_page("instansi", "nyoman")
    assert "Belum ada unit" in words_of(app) and not app.exception
