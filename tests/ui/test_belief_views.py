"""The view of misconceptions: empty, usual, withheld, too deep; its file, its briefing and the assignment it leads to."""

from __future__ import annotations

import re

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from actions.registry.supervision import scope_of
from actions.site import site_of
from actions.understanding.misconceptions import misconception_report
from tests.analytics.region import ASSIGNMENT, make_region, supervisor
from tests.builders import NOW, shipped_courseware
from tests.ui.test_pemahaman import open_page, words_of
from ui.understanding.belief_views import belief_table, how_many

COURSEWARE = shipped_courseware()


@pytest.fixture
def data_dir(tmp_path, monkeypatch):
    st.cache_data.clear()
    site_of.cache_clear()
    monkeypatch.setenv("NETRAL_DATA_DIR", str(tmp_path))
    return tmp_path


@pytest.fixture
def region(data_dir):
    return make_region(data_dir / "netral.sqlite", COURSEWARE, offices=6, small_office=8)


def open_view(agency_id: str = "prov", **query: str) -> AppTest:
    page = open_page(agency_id=agency_id, tampilan="salah-paham", **query)
    assert not page.exception and not page.error
    return page


def report_of(region, agency_id: str = "prov"):
    return misconception_report(region, COURSEWARE, scope_of(region, supervisor(), NOW.date()), ASSIGNMENT, agency_id)


def downloads(page: AppTest) -> list[str]:
    return [button.proto.label for button in page.get("download_button")]


def test_before_anybody_finished_it_says_so_and_offers_no_paper(data_dir):
    make_region(data_dir / "netral.sqlite", COURSEWARE, offices=2, with_results=False)
    page = open_view()
    assert "Belum ada hasil pascauji untuk dihitung." in words_of(page) and downloads(page) == []


def test_each_belief_is_a_sentence_with_its_rule_its_lesson_and_a_way_to_assign_it(region):
    page, report = open_view(), report_of(region)
    words = words_of(page)
    assert 1 <= len(report.beliefs) <= 8
    for view in report.beliefs:
        assert (
            how_many(view) in words
            and f"“{view.belief}”" in words
            and view.correction in words
            and view.sources in words
        )
    assert "Di Provinsi Contoh, kira-kira" in words and "jelas lebih umum di" in words
    links = [link.proto.label for link in page.get("page_link")]
    assert sum(label.startswith("Baca bagian") for label in links) == len(report.beliefs)
    to_assign = [label for label in links if label.startswith("Tugaskan kepada Provinsi Contoh (Satu modul")]
    assert len(to_assign) == len(report.beliefs) + 1, "and one in the advice above"
    assert downloads(page) == ["Unduh bahan apel/pertemuan (PDF)", "Unduh CSV"]


def test_the_table_on_screen_holds_what_the_file_holds(region):
    page, table = open_view(), belief_table(report_of(region))
    words = words_of(page).replace("\u00a0", " ")
    assert words.count("<table") == 1
    for row in (table.header, *table.rows):
        for cell in row:
            assert cell in words, cell
    assert len(table.rows) == 7 and any("▲" in cell for row in table.rows for cell in row)


def test_a_small_office_is_hidden_and_its_paper_is_that_of_the_region(region):
    table = {row[0]: row[1:] for row in belief_table(report_of(region)).rows}
    small = next(name for name, cells in table.items() if set(cells) == {"disembunyikan (kurang dari 10 orang)"})
    assert any("melindungi kelompok kecil" in cell for cells in table.values() for cell in cells)
    with region.read() as connection:
        (agency_id,) = connection.execute("SELECT id FROM agency WHERE name = ?", (small,)).fetchone()
    page = open_view(instansi=agency_id)
    assert "melindungi kelompok kecil" in words_of(page) and "Anggapannya" not in words_of(page)
    assert downloads(page) == ["Unduh bahan apel/pertemuan (PDF)"]
    assert "jadi isinya angka Provinsi Contoh" in words_of(page)


def test_below_the_report_agency_it_says_where_to_look(region):
    page = open_view(instansi="d00-u0")
    assert "Naik ke instansi di atasnya" in words_of(page) and downloads(page) == ["Unduh bahan apel/pertemuan (PDF)"]
    alone = open_view(agency_id="d00-u0")
    assert "Naik ke instansi di atasnya" in words_of(alone) and downloads(alone) == []


def test_nobody_is_named(region):
    words = words_of(open_view())
    assert re.search(r"pegawai keliru", words) and not re.search(r"Orang \d", words)
