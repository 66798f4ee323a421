"""The view "Waktu" of the supervisor's page: empty, one agency, all withheld, usual."""

from __future__ import annotations

import csv
import io
import random
import re
from datetime import UTC, datetime, timedelta

import pytest
import streamlit as st
from pysqlite3 import dbapi2 as sqlite3

from actions.site import site_of
from actions.understanding.over_time import Period, Weekly
from actions.understanding.snapshots import freeze_month
from analytics import tables
from store.database import Database
from tests.analytics.region import ASSIGNMENT, make_region
from tests.builders import shipped_courseware
from tests.ui.test_pemahaman import open_page, words_of
from ui.understanding.time_views import weeks_table

FIRST = datetime(2026, 10, 5, 1, tzinfo=UTC)


@pytest.fixture
def data_dir(tmp_path, monkeypatch):
    st.cache_data.clear()
    site_of.cache_clear()
    monkeypatch.setenv("NETRAL_DATA_DIR", str(tmp_path))
    return tmp_path


def region(data_dir, weeks: int = 3, small_office: int = 12, **size: int) -> Database:
    """Everybody sits the post-test within so many weeks of October; the last office is small."""
    database = make_region(
        data_dir / "netral.sqlite",
        shipped_courseware(),
        with_results=False,
        small_office=small_office,
        **size,
    )
    dice = random.Random(7)
    with database.write() as connection:
        for person_id, agency_id, employment in connection.execute(
            "SELECT person_id, agency_id, employment FROM membership WHERE person_id <> 'dewi'"
        ).fetchall():
            _sit(
                connection,
                person_id,
                agency_id,
                employment,
                FIRST + timedelta(days=dice.randrange(max(1, 7 * weeks - 1))),
            )
    return database


def _sit(connection: sqlite3.Connection, person_id: str, agency_id: str, employment: str, at: datetime) -> None:
    """Begun and ended in two steps, as the week's counts want it; every answer is right."""
    moment = at.strftime("%Y-%m-%dT%H:%M:%SZ")
    (quiz,) = connection.execute("SELECT fingerprint FROM quiz_version WHERE quiz_id = 'pascauji-dasar'").fetchone()
    items = connection.execute("SELECT fingerprint FROM item_version ORDER BY item_id LIMIT 4").fetchall()
    paper = " ".join(f"{fingerprint}:0123" for (fingerprint,) in items)
    connection.execute(
        "INSERT INTO attempt (id, person_id, assignment_id, quiz_id, quiz_version, number, agency_id, employment, paper, "
        "started_at, state) VALUES (?, ?, ?, 'pascauji-dasar', ?, 1, ?, ?, ?, ?, 'open')",
        (f"sit-{person_id}", person_id, ASSIGNMENT, quiz, agency_id, employment, paper, moment),
    )
    connection.execute(
        "UPDATE attempt SET state = 'submitted', closed_at = ?, score = 1, passed = 1, marks = '[1, 1, 1, 1]' WHERE id = ?",
        (moment, f"sit-{person_id}"),
    )


def open_time(**query: str):
    page = open_page(tampilan="waktu", **query)
    assert not page.exception and not page.error
    return page


def test_empty_says_that_nobody_started_and_no_month_is_frozen(data_dir):
    make_region(data_dir / "netral.sqlite", shipped_courseware(), offices=2, with_results=False)
    words = words_of(open_time())
    assert "Belum ada yang mulai mengerjakan pascauji." in words
    assert "Belum ada bulan yang dicatat" in words


def test_usual_shows_weeks_a_month_and_both_tables(data_dir):
    database = region(data_dir, offices=4)
    assert freeze_month(database, shipped_courseware(), "2026-10", datetime(2026, 11, 22, tzinfo=UTC)) == 1
    page = open_time()
    words = words_of(page)
    assert (
        "<strong>192 orang</strong> sudah mulai dan <strong>192 orang</strong> selesai; <strong>192 orang</strong> lulus."
        in words
    )
    assert len(page.get("plotly_chart")) == 2 and all(chart.proto.alt for chart in page.get("plotly_chart"))
    assert words.count("<table") == 2 and len(page.get("download_button")) == 2
    assert (
        "Pada akhir Oktober 2026: 192 orang sudah selesai." in words
        and "Hari ini: <strong>192 orang</strong>." in words
    )
    page.button_group(key="pemahaman-yang-dibandingkan").set_value("assigned").run()
    assert not page.exception and "Pada akhir Oktober 2026: 193 orang wajib mengikuti." in words_of(page)


def test_one_agency_without_parts_shows_its_own_weeks(data_dir):
    region(data_dir, offices=4)
    words = words_of(open_time(instansi="d00-u0"))
    started = int(re.search(r"<strong>(\d+) orang</strong> sudah mulai", words)[1])  # type: ignore[index]
    assert 5 <= started <= 30 and "Unit 2" not in words


def test_a_group_too_small_shows_no_week_at_all(data_dir):
    region(data_dir, offices=4, small_office=3)
    page = open_time(instansi="d03")
    assert "Belum ada minggu yang dapat ditampilkan" in words_of(page)
    assert not page.get("plotly_chart")


def test_where_both_ends_are_hidden_no_sentence_is_made_of_nothing(data_dir):
    database = region(data_dir, offices=4, small_office=3)
    freeze_month(database, shipped_courseware(), "2026-10", datetime(2026, 11, 22, tzinfo=UTC))
    words = words_of(open_time(instansi="d03"))
    assert "Sebagian angka disembunyikan" in words
    assert "Pada akhir Oktober 2026" not in words and "Hari ini: " not in words


def test_a_few_who_left_are_not_told(data_dir):
    database = region(data_dir, offices=4)
    freeze_month(database, shipped_courseware(), "2026-10", datetime(2026, 11, 22, tzinfo=UTC))
    with database.write() as connection:
        connection.execute("UPDATE membership SET valid_to = '2026-11-10' WHERE person_id IN ('d00-u0-0', 'd00-u0-1')")
    page = open_time(instansi="d00-u0")
    words = words_of(page)
    assert "Sebagian angka disembunyikan" in words and "2 orang berhenti" not in words and "−2" not in words
    assert len(page.get("plotly_chart")) == 1


def test_with_a_filter_it_is_said_that_this_view_is_for_everybody(data_dir):
    region(data_dir, offices=4)
    assert "untuk semua jenis kepegawaian" in words_of(open_time(kepegawaian="pns"))


def test_the_file_is_the_table_on_screen_also_when_passing_is_hidden():
    class Found:
        passed_is_withheld = True

    day = FIRST.date()
    found = Weekly((Period(day, day + timedelta(days=6), (1200, 40, 7), (1200, 40, 7)),), day, False)
    table = weeks_table(Found(), found)  # type: ignore[arg-type]
    rows = list(csv.reader(io.StringIO(tables.to_csv(table).decode("utf-8-sig")), delimiter=";"))
    assert [tuple(row) for row in rows] == [table.header, *table.rows]
    assert rows[1][1:] == ["1.200 (+1.200)", "40 (+40)", "disembunyikan"]
