"""In the view Waktu: comprehension then and now, and what fades, in words, figure, table and file."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime

from actions.understanding.forgetting import AfterDays, ForgettingReport
from actions.understanding.snapshots import freeze_month
from actions.understanding.then_and_now import Remembered, ThenAndNow
from analytics import tables
from analytics.difference import difference
from analytics.estimates import Estimate, NoData, Withheld
from analytics.forgetting import Change
from analytics.words.trend_words import NOT_COMPARED
from people.models import Agency
from store.learning.attempts import get_item_version
from store.schema.seat_schema import fill_seats
from store.summaries.snapshots import SnapshotHead
from tests.analytics.region import ASSIGNMENT
from tests.builders import shipped_courseware
from tests.ui.test_pemahaman import words_of
from tests.ui.test_waktu import data_dir, open_time, region
from ui.understanding.forgetting_views import forgetting_table, sentence
from ui.understanding.then_views import then_table, then_words

__all__ = ["data_dir"]  # a fixture
NOW = datetime(2026, 11, 22, tzinfo=UTC)
HEAD = SnapshotHead("2026-10", "tugas", "2026-10-31", "", "")


def test_a_frozen_month_stands_beside_today_with_figure_and_table(data_dir):
    database = region(data_dir, offices=4)
    with database.write() as connection:  # these attempts are written without their rollups
        asked = [get_item_version(connection, version).indicator for version in _versions(connection)]
        for indicator in set(asked):
            connection.execute(
                "INSERT INTO rollup_indicator SELECT assignment_id, quiz_id, agency_id, employment, ?, COUNT(*), COUNT(*), 0, 0 "
                "FROM attempt WHERE assignment_id = ? AND number = 1 GROUP BY 1, 2, 3, 4",
                (indicator, ASSIGNMENT),
            )
        fill_seats(connection)
    freeze_month(database, shipped_courseware(), "2026-10", NOW)
    page = open_time()
    words = words_of(page)
    assert "Pemahaman: akhir Oktober 2026 dan hari ini" in words
    assert "Yang dihitung: 192 orang ketika itu, ditambah 0 orang dengan hasil baru, kini 192 orang." in words
    assert "belum dapat dibedakan" in words and "Pemahaman akhir Oktober 2026 dan hari ini" in words
    assert len(page.get("plotly_chart")) == 4 and all(chart.proto.alt for chart in page.get("plotly_chart"))


def _versions(connection) -> list[str]:
    (paper,) = connection.execute("SELECT DISTINCT paper FROM attempt").fetchone()
    return [entry.partition(":")[0] for entry in paper.split(" ")]


def one(then: float, now: float, half: float = 0.02, people: int = 100) -> ThenAndNow:
    shares = (
        Estimate(then, then - half, then + half, people, 5 * people),
        Estimate(now, now - half, now + half, people + 20, 5 * people + 100),
    )
    return ThenAndNow("karier", *shares, *shares)


def test_overlapping_intervals_are_not_told_apart():
    told = then_words([one(0.72, 0.75)], "Oktober 2026")
    assert "dan hari ini **belum dapat dibedakan** pada" in told and "jelas" not in told


def test_intervals_that_do_not_touch_are_and_the_span_is_the_long_one():
    told = then_words([one(0.60, 0.75), one(0.72, 0.75)], "Oktober 2026")
    assert "jelas naik**, dari 60% (58–62) menjadi 75% (73–77)" in told and "belum dapat dibedakan" in told
    assert told.count("jelas") == 1 and "+15 poin (+11 s.d. +19)" in told
    assert "jelas turun" in then_words([one(0.75, 0.60)], "Oktober 2026")


def test_the_difference_is_that_of_the_numbers_on_screen():
    found = difference(Estimate(0.716, 0.7, 0.74, 50, 200), Estimate(0.745, 0.73, 0.76, 50, 200))
    assert found is not None and (found.value, found.is_clear) == (2, False)
    assert difference(NoData(), Estimate(0.5, 0.4, 0.6, 9, 9)) is None


def test_the_table_says_what_is_not_compared_and_the_file_is_the_table():
    nine = Estimate(0.5, 0.4, 0.6, 9, 45)
    hidden = ThenAndNow("kampanye", Withheld("between"), nine, Withheld("between", 10), Withheld("few", 10))
    table = then_table(Remembered(HEAD, True, True, (one(0.6, 0.75), hidden)), "Oktober 2026")
    assert table.rows[1][1] == NOT_COMPARED and table.rows[1][3:] == ("–", "–")
    assert table.rows[0][4] == "20"
    read = list(csv.reader(io.StringIO(tables.to_csv(table).decode("utf-8-sig")), delimiter=";"))
    assert [tuple(row) for row in read] == [table.header, *table.rows]


def test_what_faded_is_said_in_people_s_words():
    lost, kept = Change(-0.12, -0.2, -0.04, 40), Change(-0.02, -0.08, 0.04, 40)
    after = AfterDays(30, lost, (("karier", kept), ("kampanye", lost)))
    assert "kira-kira 12 yang dulu benar kini keliru" in sentence(after)
    assert "Yang jelas turun: **Kampanye**" in sentence(after)
    assert "belum tampak ada yang pudar" in sentence(AfterDays(30, kept, ()))
    table = forgetting_table(ForgettingReport(Agency("a", None, "A", "unit", "a/", "a"), True, 60, (after,)))
    assert table.rows[0] == ("30 hari", "Semua indikator", "−12 poin (−20 s.d. −4), n 40")
    hidden = AfterDays(90, Withheld("few"), ())
    assert (
        "kurang dari 5 orang"
        in forgetting_table(ForgettingReport(Agency("a", None, "A", "unit", "a/", "a"), True, 6, (hidden,))).rows[0][2]
    )


def test_without_refreshers_the_page_says_where_they_appear(data_dir):
    region(data_dir, offices=4)
    assert "Belum ada yang mengerjakan penyegaran" in words_of(open_time())
