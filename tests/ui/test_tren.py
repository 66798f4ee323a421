"""Lines over time, growth of parts and the red flag on the page: figures, tables, files, and what is said where there is nothing."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date

import pytest
import streamlit as st

from actions.understanding.assignment_trend import AssignmentPoint, AssignmentTrend
from actions.understanding.growth import PartGrowth
from actions.understanding.then_and_now import Months, MonthThen
from analytics import tables
from analytics.estimates import NoData, Withheld
from people.models import Agency
from store.summaries.snapshots import SnapshotHead
from tests.analytics.test_trend import BETWEEN, grown, share
from tests.ui.test_pemahaman import open_page, words_of
from tests.ui.test_sureness_views import region as asked_region
from tests.ui.test_sureness_views import say
from tests.ui.test_waktu import data_dir, open_time, region
from ui.understanding.growth_view import parts_table
from ui.understanding.trend_views import assignments_table, assignments_words, gaps_words, months_table, months_words

__all__ = ["asked_region", "data_dir"]  # fixtures
AGENCY = Agency("a", None, "Dinas A", "unit", "a/", "a")


def month(of: str, *cells) -> MonthThen:
    return MonthThen(SnapshotHead(of, "tugas", f"{of}-28", "", ""), True, cells, cells)


MONTHS = Months(
    AGENCY, ("karier", "kampanye"),
    (month("2026-06", share(0.61), share(0.7)), month("2026-07", BETWEEN, BETWEEN), month("2026-08", share(0.6), Withheld("few"))),
    (share(0.75), share(0.71)), (share(0.75), Withheld("few", 10)),
)  # fmt: skip


def read(table: tables.Table) -> list[tuple[str, ...]]:
    text = tables.to_csv(table).decode("utf-8-sig")
    return [tuple(row) for row in csv.reader(io.StringIO(text), delimiter=";")]


def test_months_are_told_from_the_first_number_to_today_with_every_gap_in_words() -> None:
    words = months_words("Dinas A", MONTHS)
    assert words.startswith(
        "Sejak akhir Juni 2026, di Dinas A pemahaman **Karier ASN naik** dari 61% (57–65) menjadi 75% (71–79)"
    )
    assert "pada Kampanye belum dapat dibedakan" in words
    assert "akhir Juli 2026 dan akhir Agustus 2026 (Kampanye)" in gaps_words(MONTHS)
    assert gaps_words(replace(MONTHS, months=MONTHS.months[:1])) == ""


def test_the_table_of_months_is_the_file_and_names_what_is_missing() -> None:
    table = months_table(MONTHS)
    assert [row[0] for row in table.rows] == ["Akhir Juni 2026", "Akhir Juli 2026", "Akhir Agustus 2026", "Hari ini"]
    assert table.rows[1][1:] == ("tidak dibandingkan",) * 2 and "kurang dari 5" in table.rows[2][2]
    assert read(table) == [table.header, *table.rows]
    assert months_table(MONTHS.in_file).rows[3][2] == "disembunyikan (kurang dari 10 orang)"


def point(at: int, quiz: str, value, *, is_over: bool = True) -> AssignmentPoint:
    return AssignmentPoint(
        f"t{at}", f"Tugas {at}", quiz, date(2026, at, 1), date(2026, at, 20), is_over, (value,), (value,)
    )


def test_only_assignments_with_the_same_post_test_are_compared_in_words() -> None:
    over_all = AssignmentTrend(
        ("karier",),
        (point(3, "a", share(0.6)), point(5, "b", share(0.9)), point(9, "a", share(0.75), is_over=False)),
        0,
    )
    words = assignments_words("Dinas A", over_all, "a")
    assert words.startswith(
        "Dari penugasan 1 (Maret 2026) ke penugasan 3 (September 2026), di Dinas A pemahaman **Karier ASN naik**"
    )
    assert "belum dapat dibandingkan" in assignments_words("Dinas A", over_all, "b")
    table = assignments_table(over_all)
    assert table.rows[0][:2] == ("1. Tugas 3", "1 Maret 2026 sampai 20 Maret 2026")
    assert table.rows[2][1].endswith("masih berjalan") and read(table) == [table.header, *table.rows]


def test_before_a_second_assignment_and_a_month_it_is_said_what_will_be_there(data_dir) -> None:
    region(data_dir, offices=3)
    words = words_of(open_time())
    assert "Belum ada bulan dengan angka pemahaman." in words and "Baru satu penugasan" in words


def test_parts_that_fell_stand_first_in_the_table_and_hidden_ones_say_why() -> None:
    parts = (
        PartGrowth("A", (grown(0.1, 0.2),)), PartGrowth("B", (grown(-0.2, -0.1),)),
        PartGrowth("C", (Withheld("few"),)), PartGrowth("D", (NoData(),)),
    )  # fmt: skip
    table = parts_table("Kabupaten", grown(0.05, 0.1), parts, 0)
    assert [(row[0], row[2]) for row in table.rows] == [
        ("Seluruh Kabupaten", "▲ jelas naik"), ("B", "▼ jelas turun"), ("A", "▲ jelas naik"), ("C", "–"), ("D", "–"),
    ]  # fmt: skip
    assert "kurang dari 5" in table.rows[3][1]
    assert read(table) == [tuple(map(tables.safe_cell, row)) for row in (table.header, *table.rows)]


@pytest.mark.usefixtures("asked_region")
def test_growth_of_parts_follows_the_indicator_that_is_chosen() -> None:
    page = open_page(tampilan="kemajuan", indikator="kampanye")
    assert not page.exception and "Kemajuan tiap bagian pada Kampanye" in words_of(page)
    assert "Pada Kampanye, dari " in words_of(page) and all(chart.proto.alt for chart in page.get("plotly_chart"))
    unit = open_page(tampilan="kemajuan", instansi="d00-u0")
    assert "Bagian mana yang naik" not in [heading.value for heading in unit.subheader]


def test_a_red_flag_stands_in_the_advice_and_nothing_without_one(asked_region) -> None:
    assert "Bendera merah" not in words_of(open_page())
    for unit in ("d00-u0", "d01-u0"):
        say(asked_region, unit, 30, 5, 3)
    st.cache_data.clear()
    page = open_page()
    words = words_of(page)
    assert "Bendera merah, yakin tetapi keliru:" in words and "ditandai yakin pada <strong>Kampanye</strong>" in words
    assert "ukuran=sure_wrong" in words
    assert "Bendera merah" not in words_of(open_page(instansi="d01-u1"))
    assert "Bendera merah, yakin" not in words_of(open_page(per="2026-11-01"))
