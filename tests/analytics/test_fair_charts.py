"""Figures of fairness hold the numbers of their tables, and are told apart by more than colour."""

from __future__ import annotations

import numpy as np

from analytics.charts.fairness import DifRow, dif_dots, worth_on_b
from analytics.fairness import words
from analytics.fairness.equating import equate

ROWS = [
    DifRow("Soal <satu>", 2.0, 1.6, 2.4, "C", "satu"),
    DifRow("Soal dua", 0.1, -0.3, 0.5, "A", "dua"),
    DifRow("Soal dua", -1.2, -1.9, -0.5, "B", "dua lagi"),
]


def test_every_item_has_its_own_line_and_its_interval():
    figure = dif_dots(ROWS)
    drawn = {(x, y): trace for trace in figure.data for x, y in zip(trace.x, trace.y, strict=True)}
    assert sorted(x for x, _ in drawn) == [-1.2, 0.1, 2.0]
    assert len({y for _, y in drawn}) == 3  # also where two stems begin alike
    assert not any("<satu>" in y for _, y in drawn)
    for trace in figure.data:
        for x, up, down in zip(trace.x, trace.error_x.array, trace.error_x.arrayminus, strict=True):
            row = next(row for row in ROWS if row.harder == x)
            assert (round(x + up, 9), round(x - down, 9)) == (row.high, row.low)


def test_classes_differ_by_shape_and_no_empty_class_is_in_the_legend():
    assert len({trace.marker.symbol for trace in dif_dots(ROWS).data}) == 3
    assert [trace.name for trace in dif_dots(ROWS[:1]).data] == ["Besar (C)"]


def test_the_zones_end_at_one_and_one_and_a_half():
    edges = {(shape.x0, shape.x1) for shape in dif_dots(ROWS).layout.shapes if shape.type == "rect"}
    assert edges == {(-1, 1), (-1.5, -1), (1, 1.5)}


def test_the_curve_is_the_difference_between_the_forms_at_each_score():
    dice = np.random.default_rng(1)
    found = equate(dice.binomial(20, 0.75, 400) * 1.0, dice.binomial(20, 0.7, 400) * 1.0, 20, 0.75)
    assert found is not None
    figure = worth_on_b(found.scores, found.cut)
    lines = {trace.name: trace for trace in figure.data}
    assert set(lines) == {"Rentang 90%", "Linear", "Persentil", "Rata-rata"}
    for name, value in (("Linear", lambda one: one.linear.value), ("Persentil", lambda one: one.equipercentile)):
        assert list(lines[name].y) == [value(one) - one.score for one in found.scores]
    assert len({trace.marker.symbol for trace in figure.data if trace.name != "Rentang 90%"}) == 3
    low, high = figure.layout.yaxis.range
    assert low <= min(lines["Rentang 90%"].y) and max(lines["Rentang 90%"].y) <= high


def test_numbers_in_words_have_a_comma_and_a_true_minus():
    assert [words.decimal(value) for value in (1.25, -0.04, -0.26, 0)] == ["1,2", "0,0", "−0,3", "0,0"]
