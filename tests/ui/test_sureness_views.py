"""The view of certainty: nothing yet, withheld, a red flag with its table, and beliefs with their cure."""

from __future__ import annotations

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from actions.registry.supervision import scope_of
from actions.site import site_of
from actions.understanding.sureness import sureness_report
from analytics.tables import to_csv
from store.summaries.misconception_rollups import MisconceptionRow
from store.summaries.rollups import add_to_rollups
from store.summaries.sureness_rollups import SureBeliefRow, SurenessRow
from tests.analytics.region import ASSIGNMENT, make_region, supervisor
from tests.builders import NOW, shipped_courseware
from tests.ui.test_pemahaman import open_page, words_of
from ui.understanding.sureness_views import beside, most_wrong, sentence, sureness_table

COURSEWARE = shipped_courseware()
QUIZ = "pascauji-dasar"
BELIEF = sorted(COURSEWARE.library.misconceptions)[0]


@pytest.fixture
def region(tmp_path, monkeypatch):
    st.cache_data.clear()
    site_of.cache_clear()
    monkeypatch.setenv("NETRAL_DATA_DIR", str(tmp_path))
    return make_region(tmp_path / "netral.sqlite", COURSEWARE, offices=3)


def say(region, agency: str, people: int, answers: int, wrong: int, indicator: str = "kampanye") -> None:
    row = SurenessRow(
        ASSIGNMENT, QUIZ, agency, "pns", indicator, 1, int(wrong > 0), answers, wrong, answers * answers,
        answers * wrong, wrong * wrong,
    )  # fmt: skip
    with region.write() as connection:
        add_to_rollups(connection, [row] * people)


def open_view(**query: str) -> AppTest:
    page = open_page(tampilan="keyakinan", **query)
    assert not page.exception and not page.error
    return page


def report_of(region):
    return sureness_report(region, COURSEWARE, scope_of(region, supervisor(), NOW.date()), ASSIGNMENT, "prov")


def test_before_anybody_said_anything_it_says_so(region):
    page = open_view()
    assert "Belum ada jawaban pascauji yang ditandai yakin." in words_of(page)
    assert not page.get("plotly_chart")


def test_a_few_people_are_not_shown(region):
    say(region, "d00-u0", 4, 5, 5)
    assert "melindungi kelompok kecil" in words_of(open_view())


def test_a_red_flag_is_a_sentence_a_figure_a_table_and_a_lesson(region):
    say(region, "d00-u0", 30, 5, 3)
    say(region, "d01-u0", 60, 5, 1)
    say(region, "d01-u0", 40, 5, 0, "karier")
    page, report = open_view(), report_of(region)
    words, worst = words_of(page), most_wrong(report)
    assert report.indicators[worst] == "kampanye"
    assert sentence(report, worst) in words and beside(report, worst) in words
    assert "Bendera merah: di Provinsi Contoh" in words and "Jelas lebih sering di Dinas Pendidikan" in words
    assert "90 dari 90 orang yang pernah yakin" in words
    assert len(page.get("plotly_chart")) == 1
    assert any(link.proto.label.startswith("Baca materi") for link in page.get("page_link"))
    for row in (sureness_table(report).header, *sureness_table(report).rows):
        for cell in row:
            assert cell in words, cell
    assert "▲ 60%" in to_csv(sureness_table(report)).decode()


def test_without_a_red_flag_it_says_what_is_highest(region):
    say(region, "d00-u0", 30, 5, 0)
    assert "Tidak ada bendera merah di Provinsi Contoh: tidak satu pun" in words_of(open_view())
    st.cache_data.clear()
    say(region, "d01-u0", 20, 5, 1, "karier")
    words = words_of(open_view())
    assert "Tidak ada bendera merah di Provinsi Contoh. Yang tertinggi: kira-kira 1 dari 5 jawaban" in words
    assert "20 dari 20 orang yang pernah yakin pada topik ini keliru" in words


def test_a_surely_held_belief_is_told_with_its_rule(region):
    say(region, "d00-u0", 30, 5, 3)
    with region.write() as connection:
        add_to_rollups(connection, [MisconceptionRow(ASSIGNMENT, QUIZ, "d00", "pns", BELIEF, 80, 40)])
        add_to_rollups(connection, [SureBeliefRow(ASSIGNMENT, QUIZ, "d00", "pns", BELIEF, 60, 40)])
    words = words_of(open_view())
    assert "kira-kira 2 dari 3 pegawai yang yakin pada soalnya mengira begitu" in words
    assert COURSEWARE.library.misconceptions[BELIEF].belief in words


def test_below_the_report_agency_beliefs_are_not_told(region):
    say(region, "d00-u0", 30, 5, 3)
    words = words_of(open_view(instansi="d00-u0"))
    assert "Bendera merah: di Unit 1" in words and "Naik ke instansi di atasnya" in words
