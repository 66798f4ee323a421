"""The panel of reports: made on a press and only then, of the agency on screen, whoever else's is refused."""

from __future__ import annotations

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from actions.reports.makers import MAKERS
from actions.site import site_of
from tests.analytics.region import make_region
from tests.builders import shipped_courseware
from tests.ui.test_pemahaman import open_page, words_of


@pytest.fixture
def region(tmp_path, monkeypatch):
    st.cache_data.clear()
    site_of.cache_clear()
    monkeypatch.setenv("NETRAL_DATA_DIR", str(tmp_path))
    return make_region(tmp_path / "netral.sqlite", shipped_courseware(), offices=3)


def downloads(page: AppTest) -> list[str]:
    return [button.label for button in page.get("download_button") if "PDF untuk pimpinan" in button.label]


def test_every_maker_is_offered_under_its_own_heading_and_nothing_is_made_yet(region):
    page = open_page()
    assert "Laporan untuk diserahkan" in [heading.value for heading in page.subheader]
    assert [page.button(key=f"pemahaman-siapkan-{maker.format}").label for maker in MAKERS.values()]
    assert downloads(page) == [] and "selalu memuat semua jenis" not in words_of(page)


def test_a_press_makes_it_and_another_choice_lets_go_of_it(region):
    page = open_page(instansi="d01")
    page.button(key="pemahaman-siapkan-pdf").click().run()
    assert not page.exception and not page.error
    (label,) = downloads(page)
    assert label.startswith("Unduh PDF untuk pimpinan (") and label.endswith(" kB)")
    assert downloads(page.run()) == []


def test_a_filter_that_reports_do_not_know_is_said(region):
    page = open_page(kepegawaian="pns")
    assert "Laporan selalu memuat semua jenis kepegawaian dan susunan unit hari ini." in words_of(page)


def test_of_an_agency_outside_the_scope_nothing_is_offered(region):
    page = open_page(agency_id="d01", instansi="d02")
    assert page.error and not [button for button in page.button if "Siapkan" in button.label]
