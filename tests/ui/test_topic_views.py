"""Peta by module and by learning objective: chosen in the address, drawn with its table, empty, all hidden, strange ids."""

from __future__ import annotations

import pytest
import streamlit as st

from actions.site import site_of
from tests.analytics.region import make_region
from tests.builders import shipped_courseware
from tests.ui.test_pemahaman import open_page, words_of


@pytest.fixture
def data_dir(tmp_path, monkeypatch):
    st.cache_data.clear()
    site_of.cache_clear()
    monkeypatch.setenv("NETRAL_DATA_DIR", str(tmp_path))
    return tmp_path


@pytest.fixture
def region(data_dir):
    return make_region(data_dir / "netral.sqlite", shipped_courseware(), offices=6)


def test_modules_are_a_map_with_its_table_and_a_sentence(region):
    page = open_page(menurut="modul")
    assert not page.exception and not page.error
    words = words_of(page)
    assert "Pemahaman menurut modul" in [heading.value for heading in page.subheader]
    assert (
        "Di Provinsi Contoh, belum ada modul yang jelas terlemah di halaman ini: " in words
        and "Modul 1: " in words
        and "n ≥" in words
    )
    (chart,) = page.get("plotly_chart")
    assert "bagian kali" in chart.proto.alt and words.count("<table") == 1
    assert len(page.get("download_button")) == 1


def test_objectives_are_a_list_of_the_weakest_with_pages(region):
    page = open_page(menurut="tujuan")
    assert not page.exception and not page.error
    words = words_of(page)
    assert words.count("<table") == 1 and "Di bawah sasaran 75%" in words and "Tujuan belajar" in words
    assert not page.get("plotly_chart")
    number = page.number_input(key="pemahaman-tujuan-halaman")
    number.set_value(2).run()
    assert not page.exception and words_of(page) != words
    assert page.number_input(key="pemahaman-tujuan-halaman").value == 2


def test_the_choice_is_kept_in_the_address(region):
    page = open_page()
    assert "Peta pemahaman" in [heading.value for heading in page.subheader]
    page.button_group(key="pemahaman-menurut").set_value("modul").run()
    assert page.query_params["menurut"] in ("modul", ["modul"])
    assert "Pemahaman menurut modul" in [heading.value for heading in page.subheader]
    page.button_group(key="pemahaman-menurut").set_value("indikator").run()
    assert "Peta pemahaman" in [heading.value for heading in page.subheader]


def test_a_strange_choice_in_the_address_is_the_map_of_indicators(region):
    page = open_page(menurut="../../etc/passwd")
    assert not page.exception and "passwd" not in words_of(page)
    assert "Peta pemahaman" in [heading.value for heading in page.subheader]


def test_an_agency_of_few_people_is_told_why_nothing_is_shown(region):
    page = open_page(menurut="modul", instansi="d05")
    assert not page.exception
    assert "kurang dari 10 orang" in words_of(page) and not page.get("plotly_chart")


def test_without_results_it_says_so(data_dir):
    make_region(data_dir / "netral.sqlite", shipped_courseware(), offices=2, with_results=False)
    page = open_page(menurut="tujuan")
    assert not page.exception and "Belum ada hasil untuk ditampilkan." in words_of(page)
