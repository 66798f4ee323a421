"""The supervisor's page: empty, usual, refused, broken."""

from __future__ import annotations

from datetime import date
from urllib.parse import parse_qs

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from actions.registry.agencies import Rename, carry_out
from actions.site import site_of
from tests.analytics.region import make_region
from tests.builders import shipped_courseware
from tests.people.test_agency_history import on
from ui.understanding.view_choice import view_id

_HEADINGS = {
    "Peta": "Peta pemahaman",
    "Urutan": "Siapa yang jelas berbeda",
    "Kemajuan": "Prauji ke pascauji",
    "Soal": "Soal yang paling sering keliru",
    "Petak": "Petak sebesar pegawainya",
    "Tahapan": "Dari ditugaskan sampai lulus",
}


def script(role: str, agency_id: str) -> None:
    from actions.site import present_site
    from people.models import Viewer
    from ui.frame import run
    from ui.visit import Visit

    site = present_site()
    viewer = Viewer("dewi", "Dewi", role, "pns", agency_id, "Provinsi Contoh", True)  # type: ignore[arg-type]
    run(Visit(site, viewer, site.source.present()), start="pemahaman")


def open_page(role: str = "supervisor", agency_id: str = "prov", **query: str) -> AppTest:
    page = AppTest.from_function(script, args=(role, agency_id), default_timeout=30)
    for name, value in query.items():
        page.query_params[name] = value
    return page.run()


def words_of(page: AppTest) -> str:
    """Everything readable on the page."""
    parts = [*page.markdown, *page.caption, *page.title, *page.subheader, *page.info, *page.error]
    return (
        "\n".join([str(part.value) for part in parts] + [str(html.proto.body) for html in page.get("html")])
        .replace("\u00a0", " ")
        .replace("\u2060", "")
    )


@pytest.fixture
def data_dir(tmp_path, monkeypatch):
    st.cache_data.clear()
    site_of.cache_clear()
    monkeypatch.setenv("NETRAL_DATA_DIR", str(tmp_path))
    return tmp_path


@pytest.fixture
def region(data_dir):
    return make_region(data_dir / "netral.sqlite", shipped_courseware(), offices=6)


def test_empty_says_that_there_are_no_results_yet(data_dir):
    make_region(data_dir / "netral.sqlite", shipped_courseware(), offices=2, with_results=False)
    page = open_page()
    assert not page.exception and not page.error
    assert "Belum ada hasil pascauji." in words_of(page)
    assert not page.get("plotly_chart")


def test_usual_begins_with_what_to_do_and_shows_every_number_with_its_denominator(region):
    page = open_page()
    assert not page.exception and not page.error
    words = words_of(page)
    assert "Saran tindakan" in words and "Mulailah dari" in words and "Tugaskan materi" in words
    links = {one.proto.label: one.proto.query_string for one in page.get("page_link")}
    (start,) = (label.removeprefix("Buka ") for label in links if label.startswith("Buka "))
    (assign,) = (label for label in links if label.startswith("Tugaskan kepada"))
    assert assign.startswith(f"Tugaskan kepada {start} (Satu modul") and "kursus=satu-modul-" in links[assign]
    asked = parse_qs(links[assign])
    assert asked["untuk"] == parse_qs(links[f"Buka {start}"])["instansi"]
    assert [m.label for m in page.metric] == ["Ditugaskan", "Mulai", "Selesai", "Lulus"]
    assert "dari 304" in words
    assert len(page.get("plotly_chart")) == 1
    assert "disembunyikan (kurang dari 5 orang)" in words
    assert "Seluruh Provinsi Contoh" in words


@pytest.mark.parametrize(
    ("view", "charts", "tables"),
    [("Peta", 1, 1), ("Urutan", 1, 1), ("Petak", 1, 1), ("Tahapan", 2, 1), ("Kemajuan", 2, 2), ("Soal", 0, 1)],
)
def test_every_view_has_a_table_and_only_its_own_chart(region, view, charts, tables):
    page = open_page(tampilan=view_id(view))
    assert not page.exception and not page.error
    assert len(page.get("plotly_chart")) == charts
    assert all(chart.proto.alt for chart in page.get("plotly_chart"))
    assert words_of(page).count("<table") == tables
    assert _HEADINGS[view] in [heading.value for heading in page.subheader]
    assert len(page.get("download_button")) == tables


def test_the_order_shows_the_chance_of_being_below_the_target_in_figure_table_and_advice(region):
    page = open_page()
    assert "kemungkinan di bawah sasaran 75%: &gt;99%" in words_of(page)
    page.button_group(key="pemahaman-tampilan-di-mana").set_value("urutan").run()
    words = words_of(page)
    assert "Garis putus-putus adalah sasaran 75% (batas lulus pascauji)" in words
    assert "Di bawah sasaran 75%" in words and words.count("&gt;99%") >= 2
    assert "kemungkinan di bawah sasaran" in page.get("plotly_chart")[0].proto.alt


def test_progress_says_whether_both_forms_are_alike(data_dir):
    """From a hundred people on each form on."""
    make_region(data_dir / "netral.sqlite", shipped_courseware(), offices=4, people_per_unit=60)
    page = open_page(tampilan="kemajuan")
    assert not page.exception
    line = next(caption for caption in page.caption if "bentuk dibagikan secara acak" in caption.value)
    assert "soal dari 20 (rentang" in line.value and line.help.startswith("Rata-rata nilai pada bentuk soal A")


def test_progress_is_told_of_the_same_persons_with_who_fell(region):
    page = open_page(tampilan="kemajuan")
    words = words_of(page)
    assert "Orang yang sama" in words and "Ruang yang terisi" in words and "karena kebetulan saja" in words


def test_the_view_of_dilemmas_names_them_and_says_that_nobody_chose(region):
    page = open_page(tampilan="dilema")
    assert not page.exception and not page.error
    assert "Pilihan pada dilema" in [heading.value for heading in page.subheader]
    assert page.selectbox(key="pemahaman-dilema").options and "Belum ada hasil di Provinsi Contoh." in words_of(page)


def test_opening_an_office_by_its_address_shows_its_units_and_the_way_back(region):
    page = open_page(instansi="d00")
    words = words_of(page)
    assert "Unit 1 Dinas Pendidikan dan Kebudayaan" in words
    assert "Dinas Kesehatan" not in words
    assert "Provinsi Contoh" in [link.proto.label for link in page.get("page_link")]


def test_choosing_an_employment_kind_is_kept_in_the_address(region):
    page = open_page()
    page.selectbox(key="pemahaman-kepegawaian-").select("pppk").run()
    assert page.query_params["kepegawaian"] in ("pppk", ["pppk"])
    assert "PPPK" in words_of(page)


def test_a_day_kept_in_the_address_shows_the_tree_of_that_day_and_says_what_it_means(region):
    carry_out(region, on("2026-06-01"), Rename("d00", "Dinas Belajar"))
    assert "Dinas Belajar" in words_of(open_page())
    page = open_page(per="2026-05-31")
    words = words_of(page)
    assert not page.exception and "Dinas Belajar" not in words and "Dinas Pendidikan dan Kebudayaan" in words
    assert "Susunan unit seperti pada 31 Mei 2026" in words and "tetap menurut susunan sekarang" in words
    page.selectbox(key="pemahaman-susunan-waktu-itu").select("sekarang").run()
    assert "per" not in page.query_params and "Dinas Belajar" in words_of(page)


def test_choosing_a_day_puts_it_in_the_address(region):
    page = open_page()
    page.selectbox(key="pemahaman-susunan-sekarang").select("waktu-itu").run()
    (picker,) = page.date_input
    picker.set_value(date(2026, 2, 1)).run()
    assert page.query_params["per"] in ("2026-02-01", ["2026-02-01"])
    assert "1 Februari 2026" in words_of(page)


@pytest.mark.parametrize("asked", ["2999-01-01", "kemarin", "20260201", "1900-01-01", "2026-02-30"])
def test_a_strange_day_is_a_sentence(region, asked):
    page = open_page(per=asked)
    assert "tidak dapat dipakai" in words_of(page) and not page.exception and not page.metric


def test_a_learner_who_opens_the_page_gets_a_sentence_and_no_data(region):
    page = open_page(role="learner")
    words = words_of(page)
    assert "Anda tidak berwenang" in words
    assert "Dinas Kesehatan" not in words and not page.metric and not page.get("plotly_chart")


@pytest.mark.parametrize("asked", ["d01", "prov", "tidak-ada", "'; DROP TABLE agency;--"])
def test_an_agency_outside_the_scope_is_refused(region, asked):
    page = open_page(agency_id="d00", instansi=asked)
    words = words_of(page)
    assert "Anda tidak berwenang" in words
    assert "Dinas Kesehatan" not in words and not page.metric


def test_one_viewers_cached_page_is_not_shown_to_another(region):
    assert "Dinas Kesehatan" in words_of(open_page())
    assert "Dinas Kesehatan" not in words_of(open_page(agency_id="d00"))


def test_a_strange_filter_is_a_sentence(region):
    page = open_page(kepegawaian="raja")
    assert "tidak ditemukan" in words_of(page)
    assert not page.exception


def test_broken_shows_a_reference_and_no_detail(region, monkeypatch):
    def fall(*_: object) -> None:
        raise RuntimeError("rahasia di dalam")

    monkeypatch.setattr("actions.understanding.supervise.overview", fall)
    page = open_page()
    words = words_of(page)
    assert "Terjadi kesalahan di server" in words and "rahasia" not in words


def test_the_catalogue_page_explains_every_measure(region):
    from analytics.measures import MEASURES

    words = _metode_words()
    assert all(measure.title in words for measure in MEASURES.values())


def _metode_words() -> str:
    def metode() -> None:
        from actions.site import present_site
        from people.models import Viewer
        from ui.pages.metode import show
        from ui.visit import Visit

        site = present_site()
        show(Visit(site, Viewer("dewi", "Dewi", "supervisor", "pns", "prov", "P", True), site.source.present()))

    return words_of(AppTest.from_function(metode, default_timeout=30).run()).replace("&amp;", "&")
