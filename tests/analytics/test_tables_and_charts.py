"""Numbers as text and as figures: the same numbers, safe in a spreadsheet, never a zero where nothing is known."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics import tables
from analytics.charts import comprehension as charts
from analytics.crossover import Growth, Normalised, Worse
from analytics.estimates import Estimate, NoData, Withheld
from analytics.measures import MEASURES, help_of
from analytics.tables import Table

KNOWN = Estimate(0.64, 0.58, 0.7, 120, 600)
GROWN = Growth(0.2, 0.15, 0.25, 0.5, 0.7, 40, Normalised(0.4, 0.3, 0.5), Worse(40, 6, 2, 2.9))


@given(st.lists(st.tuples(st.text("abc;\"\n=+-@' é", max_size=8), st.text("01=%-", max_size=6)), max_size=6))
def test_the_file_holds_the_cells_of_the_screen(rows):
    table = Table(("Bagian", "Nilai"), tuple(rows))
    text = tables.to_csv(table).decode("utf-8-sig")
    read = list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))
    assert read == [[tables.safe_cell(cell) for cell in row] for row in (table.header, *table.rows)]
    for row in read:
        assert not any(cell.lstrip(" ").startswith(("=", "+", "-", "@")) for cell in row)


@pytest.mark.parametrize("cell", ["=1+1", "+62", "-5", "@SUM", " =1", "\t=1"])
def test_a_formula_becomes_text(cell):
    assert tables.safe_cell(cell) == f"'{cell}"


def test_an_estimate_in_words():
    assert tables.estimate_text(KNOWN) == "64% (58–70), n 120"
    assert tables.estimate_text(NoData()) == "belum ada hasil"
    assert tables.estimate_text(Withheld("few")) == "disembunyikan (kurang dari 5 orang)"
    assert tables.number(15000) == "15.000"
    assert (tables.points(0.2), tables.points(-0.05), tables.points(0.001)) == ("+20", "−5", "0")


def test_the_map_draws_a_dash_and_no_value_where_nothing_may_be_known():
    rows = [charts.MapRow("Dinas A", (KNOWN, NoData(), Withheld("few")), ("low", "unknown", "unknown"))]
    figure = charts.heatmap(("A", "B", "C"), rows)
    assert list(figure.data[0].z[0]) == [0.64, None, None]
    shown = [text for trace in figure.data[1:] for text in trace.text]
    small = '<span style="font-size:10px">  (58–70), n 120</span>'
    assert sorted(shown) == sorted(["64 ▼" + small, "–", "–"])


def test_many_columns_leave_interval_and_people_to_the_hover_and_the_table():
    figure = charts.heatmap([f"M{n}" for n in range(12)], [charts.MapRow("Dinas A", (KNOWN,) * 12, ("low",) * 12)])
    assert {text for trace in figure.data[1:] for text in trace.text} == {"64 ▼"}
    assert all("(58–70), n 120" in text for text in figure.data[0].customdata[0])


def test_names_with_markup_stay_text_and_equal_names_keep_their_own_rows():
    rows = [charts.MapRow("<b>A</b> & B", (KNOWN,), ("unclear",))] * 2
    labels = charts.heatmap(("X",), rows).data[0].y
    assert labels[0] == "&lt;b&gt;A&lt;/b&gt; &amp; B"
    assert len(set(labels)) == 2


def test_the_interval_figure_sorts_by_name_within_groups():
    low = Estimate(0.3, 0.2, 0.4, 50, 250)
    rows = [charts.IntervalRow(n, low, "low", 0.999) for n in ("Z", "A")]
    rows.append(charts.IntervalRow("M", KNOWN, "unclear", 0.93))
    figure = charts.intervals(rows, KNOWN, "Seluruhnya", 0.75)
    assert list(figure.layout.yaxis.categoryarray) == ["M", "Z", "A"]
    assert [trace.name for trace in figure.data[:2]] == ["Paling perlu perhatian", "Belum dapat dibedakan"]
    assert list(figure.data[2].y) == ["A", "Z", "M"] and list(figure.data[2].text) == ["&gt;99%", "&gt;99%", "93%"]
    assert figure.layout.xaxis.range[0] == 20 and figure.layout.xaxis.range[1] > 80


def test_a_chance_is_never_said_to_be_certain():
    assert [tables.chance_text(chance) for chance in (None, 0.0, 0.004, 0.5, 0.93, 0.996, 1.0)] == [
        "–", "<1%", "<1%", "50%", "93%", ">99%", ">99%",
    ]  # fmt: skip


def test_growth_in_words_says_what_is_hidden_and_why():
    assert tables.growth_text(GROWN) == "+20 poin (+15 s.d. +25), n 40"
    assert tables.room_text(GROWN) == "40% (30 s.d. 50)"
    assert tables.worse_text(GROWN) == "2 orang; karena kebetulan saja kira-kira 3"
    few = replace(GROWN, worse=Withheld("few"), normalised=NoData())
    assert tables.worse_text(few) == "disembunyikan (kurang dari 10 orang)" and tables.room_text(few) == "–"
    assert tables.growth_text(Withheld("few")) == "disembunyikan (kurang dari 5 orang)"
    assert tables.worse_text(Withheld("few")) == "–"


def test_the_dumbbell_leaves_out_what_is_unknown():
    figure = charts.dumbbell(("A", "B"), [GROWN, NoData()])
    assert {label for trace in figure.data for label in trace.y} == {"A"}


@pytest.mark.parametrize("text", ["Dinas A", "Dinas Pekerjaan Umum dan Penataan Ruang serta Perumahan Rakyat Daerah"])
def test_labels_take_at_most_two_lines(text):
    assert charts.two_line_label(text).count("<br>") <= 1


@pytest.mark.parametrize("measure", MEASURES.values(), ids=MEASURES)
def test_every_measure_says_what_it_is_what_counts_and_whence(measure):
    assert MEASURES[measure.id] is measure
    assert len(measure.definition) > 40 and measure.definition.endswith(".")
    assert all((measure.title, measure.unit, measure.counts, measure.source))
    assert measure.counts in help_of(measure.id)
