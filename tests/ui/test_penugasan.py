"""The assignment page: empty, usual, created, refused."""

from __future__ import annotations

import re
import shutil
import time
from datetime import UTC, date, datetime
from html import unescape
from urllib.parse import parse_qsl

import pytest
from streamlit.testing.v1 import AppTest

from actions.courseware import RECHECK_SECONDS
from actions.registry import supervision
from people.access import console_operator
from tests.builders import CONTENT, write_yaml
from tests.ui.builders import PEOPLE, enter, make_site
from tests.ui.conftest import _screen, words_of


def test_a_supervisor_sees_the_assignment_and_its_status(open_page) -> None:
    page = open_page("penugasan", "wati")
    assert not page.exception and "Tugas uji" in words_of(page)
    page = open_page("penugasan", "wati", tugas="tugas-1")
    assert not page.exception and "Dinas Contoh" in words_of(page) and "Keadaan menurut unit" in words_of(page)


def place_of(page, words: str) -> int:
    """How far down the page the first element with these words stands."""
    said = [str(getattr(one, "proto", "")) for one in page.main]
    return next(place for place, words_there in enumerate(said) if words in words_there)


def test_whom_to_remind_comes_before_the_table_of_every_unit(open_page) -> None:
    page = open_page("penugasan", "wati", tugas="tugas-1")
    assert place_of(page, "Tampilkan daftar") < place_of(page, "n-counts")


def test_examples_of_who_is_meant_tell_each_reason_once(open_page) -> None:
    page = open_page("penugasan", "wati", untuk="dinas", kursus="netralitas-lengkap")
    assert words_of(page).count("Unit kerjanya tidak termasuk sasaran") == 1


def test_every_number_is_a_link_and_its_list_has_just_those_people(open_page) -> None:
    page = open_page("penugasan", "wati", tugas="tugas-1")
    links = re.findall(r'href="\?([^"]+)" aria-label="(\d+) orang: ([^"]+)">(\d+)<', words_of(page))
    assert len(links) >= 6
    for address, number, _, shown in links:
        assert number == shown
        query = dict(parse_qsl(unescape(address)))
        behind = open_page("penugasan", "wati", **query)
        assert not behind.exception and f": {number} orang" in words_of(behind)
        assert words_of(behind).count("<li ") == int(number)
        assert "Tamu Tanpa Tugas" not in words_of(behind)


def test_a_number_that_is_not_there_is_refused_in_words(open_page) -> None:
    for query in ({"angka": "aneh"}, {"angka": "assigned", "tempat": "lain"}):
        page = open_page("penugasan", "wati", tugas="tugas-1", **query)
        assert len(page.error) == 1 and not page.exception


def test_the_text_to_follow_up_has_the_names(open_page) -> None:
    page = open_page("penugasan", "wati", tugas="tugas-1")
    page.toggle(key="penugasan-tindak-pemkab").set_value(True).run()
    assert "Budi Santoso" in page.text_area[0].value and not page.exception
    assert "Tamu Tanpa Tugas" not in words_of(page)


def find_and_pick(page, name: str):
    page.text_input(key="penugasan-nama-tugas-1").set_value(name).run()
    return next(button for button in page.button if name in button.label).click().run()


def test_people_found_by_name_are_excused_together_after_a_second_look(open_page, site) -> None:
    page = open_page("penugasan", "wati", tugas="tugas-1")
    page.toggle(key="penugasan-kecuali-tugas-1").set_value(True).run()
    page = find_and_pick(page, "Budi Santoso")
    page = find_and_pick(page, "Sari Dewi")
    assert "Dipilih: 2 orang" in words_of(page)
    page.radio(key="penugasan-catat-tugas-1").set_value("leave").run()
    page.text_input(key="penugasan-alasan-tugas-1").set_value("Cuti besar").run()
    page.button(key="penugasan-catat-tugas-1-minta").click().run()
    assert "2 orang berubah" in words_of(page)
    page.button(key="penugasan-catat-tugas-1-ya").click().run()
    assert len(page.error) == 1  # the document is missing; nothing was written
    page.text_input(key="penugasan-dokumen-tugas-1").set_value("SK 7").run()
    page.button(key="penugasan-catat-tugas-1-minta").click().run()
    page.button(key="penugasan-catat-tugas-1-ya").click().run()
    assert not page.exception and "Tercatat: cuti, 2 orang." in words_of(page)
    assert "2 orang: Cuti, Pemkab Contoh" in words_of(page)
    page = find_and_pick(page, "Budi Santoso")
    page.radio(key="penugasan-catat-tugas-1").set_value("none").run()
    page.button(key="penugasan-catat-tugas-1-minta").click().run()
    page.button(key="penugasan-catat-tugas-1-ya").click().run()
    assert "1 orang: Cuti, Pemkab Contoh" in words_of(page)
    with site.database.read() as connection:
        assert connection.execute("SELECT COUNT(*) FROM assignment_exemption").fetchone()[0] == 3


def test_an_assignment_is_withdrawn_after_a_second_look_and_restored(open_page) -> None:
    page = open_page("penugasan", "wati", tugas="tugas-1")
    page.toggle(key="penugasan-keliru-tugas-1").set_value(True).run()
    page.text_input(key="penugasan-alasan-tarik-tugas-1").set_value("Salah unit").run()
    page.button(key="penugasan-tarik-tugas-1-minta").click().run()
    assert "tidak wajib lagi mulai saat ini juga" in words_of(page)
    page.button(key="penugasan-tarik-tugas-1-ya").click().run()
    assert (
        "sudah ditarik" in words_of(page) and "Salah unit" in words_of(page) and "Tindak lanjut" not in words_of(page)
    )
    page.button(key="penugasan-pulihkan-tugas-1").click().run()
    assert not page.exception and "Penarikan dibatalkan" in words_of(page) and "Tindak lanjut" in words_of(page)


def supervise(site, *agency_ids: str) -> None:
    day, now = date(2026, 1, 1), datetime.now(UTC)
    supervision.grant_supervision(site.database, console_operator(), "wati", agency_ids, day, None, now)


def test_a_supervisor_of_several_subtrees_chooses_among_them(open_page, site) -> None:
    supervise(site, "dinas", "lain")
    page = open_page("penugasan", "wati")
    assert page.selectbox[0].label == "Wilayah tanggung jawab" and "Tugas uji" in words_of(page)
    page.selectbox[0].set_value("lain").run()
    assert page.query_params["wilayah"] == "lain" and "Tugas uji" not in words_of(page)
    assert len(open_page("penugasan", "wati", wilayah="pemkab").error) == 1
    page = open_page("pemahaman", "wati", wilayah="dinas")
    assert "Dinas Contoh" in words_of(page) and "Pemkab Contoh" not in words_of(page)
    assert "Belum ada penugasan" in words_of(open_page("pemahaman", "wati", wilayah="lain"))


def test_a_supervisor_of_one_subtree_is_not_asked(open_page) -> None:
    for start in ("penugasan", "pemahaman"):
        assert not [one for one in open_page(start, "wati").selectbox if one.label == "Wilayah tanggung jawab"]


def test_a_new_assignment_is_looked_at_before_it_is_given(open_page, site) -> None:
    page = open_page("penugasan", "wati")
    page.toggle(key="penugasan-buat-0").set_value(True).run()
    here = [agency for _, _, agency in PEOPLE.values() if agency != "lain"]
    assert f"{len(here)} orang wajib" in words_of(page) and "Siapa dan mengapa" in words_of(page)
    page.multiselect(key="penugasan-unit-baru").set_value(["dinas"]).run()
    below = here.count("dinas")
    assert f"{below} orang wajib, {len(here) - below} orang tidak" in words_of(page)
    page.button(key="penugasan-tugaskan").click().run()
    assert not page.exception and "sudah dibuat" in words_of(page)
    with site.database.read() as connection:
        assert connection.execute("SELECT COUNT(*) FROM assignment_rule").fetchone()[0] == 1


def test_a_learner_and_a_stranger_are_refused(open_page) -> None:
    for person in ("budi", "adi"):
        page = open_page("penugasan", person, tugas="tugas-1")
        assert len(page.error) == 1 and "Tugas uji" not in words_of(page)


def test_another_agency_in_the_address_is_refused(open_page) -> None:
    page = open_page("penugasan", "wati", tugas="tugas-1", unit="lain")
    assert len(page.error) == 1 and "Tamu Tanpa Tugas" not in words_of(page)


def stage_site(folder, begins: str | None):
    content = folder / "isi"
    if not content.exists():
        shutil.copytree(CONTENT, content)
    stage = {"id": "kampanye", "title": "Masa kampanye", "begins": begins, "ends": begins, "source": "SK KPU"}
    write_yaml(content / "stages" / "uji.yaml", {"stages": [stage]})
    return content


def test_a_window_follows_a_stage_waits_for_its_day_and_is_counted_again_after_a_look(tmp_path, monkeypatch) -> None:
    site = make_site(tmp_path / "data", content_dir=stage_site(tmp_path, None))
    enter(monkeypatch, site, "wati")
    page = AppTest.from_function(_screen, kwargs={"start": "penugasan"}, default_timeout=60).run()
    page.toggle(key="penugasan-buat-0").set_value(True).run()
    page.radio(key="penugasan-cara-waktu").set_value("Menurut tahapan pemilu").run()
    for end in ("buka", "tutup"):
        page.selectbox(key=f"penugasan-{end}-tahapan").set_value("kampanye").run()
    assert "menunggu tanggal tahapan" in words_of(page)
    page.button(key="penugasan-tugaskan").click().run()
    assert not page.exception and "sudah dibuat" in words_of(page) and "Hitung ulang" not in words_of(page)
    stage_site(tmp_path, "2099-03-01")
    time.sleep(RECHECK_SECONDS + 0.02)  # a running site looks at its files again
    page = AppTest.from_function(_screen, kwargs={"start": "penugasan"}, default_timeout=60).run()
    assert "30 Januari 2099" in words_of(page) and "menunggu tanggal tahapan" in words_of(page)
    next(button for button in page.button if button.label == "Hitung ulang").click().run()
    next(button for button in page.button if button.label == "Ya, pakai tanggal baru").click().run()
    assert not page.exception and "dihitung ulang" in words_of(page)
    assert "menunggu tanggal tahapan" not in words_of(page) and "Hitung ulang" not in words_of(page)


def test_a_form_asked_for_by_address_begins_with_that_unit_and_course(open_page) -> None:
    page = open_page("penugasan", "wati", untuk="dinas", kursus="netralitas-lengkap")
    assert not page.exception and not page.error
    assert page.multiselect(key="penugasan-unit-baru-dinas").value == ["dinas"]
    assert page.selectbox(key="penugasan-kursus-netralitas-lengkap").value == "netralitas-lengkap"
    form, listed = place_of(page, "Buat penugasan baru"), place_of(page, "Lihat keadaan dan tindak lanjut")
    assert form < listed, "the form is what one came for"
    page.button(key="penugasan-tugaskan").click().run()
    assert "sudah dibuat" in words_of(page) and "untuk" not in page.query_params
    assert place_of(page, "Buat penugasan baru") > place_of(page, "Lihat keadaan dan tindak lanjut")
    assert not page.toggle(key="penugasan-buat-1").value


@pytest.mark.parametrize("asked", [{"untuk": "lain"}, {"untuk": "tidak-ada"}, {"kursus": "aneh"}])
def test_a_unit_outside_the_scope_or_a_strange_course_in_the_address_is_refused(open_page, asked) -> None:
    page = open_page("penugasan", "wati", **asked)
    assert len(page.error) == 1 and not page.exception and not page.multiselect


def test_a_course_of_one_module_is_given_studied_and_supervised_like_any_other(open_page, site) -> None:
    page = open_page("penugasan", "wati", untuk="dinas", kursus="satu-modul-kampanye")
    page.button(key="penugasan-tugaskan").click().run()
    assert "“Satu modul: Kampanye” sudah dibuat" in words_of(page)
    home = words_of(open_page("beranda", "budi")).replace("\\", "")
    assert "Satu modul: Kampanye" in home and "Pascauji: Kampanye" in home
    with site.database.read() as connection:
        (given,) = connection.execute("SELECT id FROM assignment WHERE course_id = 'satu-modul-kampanye'").fetchone()
    page = open_page("pemahaman", "wati", tugas=given, tampilan="tahapan")
    assert not page.exception and not page.error
    assert "Waktu pascauji 15 menit" in "\n".join(caption.value for caption in page.caption)
