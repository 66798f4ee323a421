"""Figures of the funnel, the areas and the map of items: sums that hold, and nothing drawn that is withheld."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.charts import areas as charts_areas
from analytics.charts import funnel as charts_funnel
from analytics.charts import items as charts_items
from analytics.charts.areas import BELOW, HIDDEN, MOST_AREAS, REACHED, UNSURE, AreaNode, look_of
from analytics.charts.funnel import StageRow
from analytics.charts.time import Mark, running_totals
from analytics.estimates import Estimate, NoData, Withheld
from analytics.items.intervals import Correlation
from analytics.items.item_map import MapPoint
from analytics.words.part_words import Stage

KNOWN = Estimate(0.64, 0.58, 0.7, 120, 600)
CELLS = st.sampled_from([(KNOWN, 0.95), (KNOWN, 0.5), (KNOWN, 0.02), (NoData(), None), (Withheld("few"), None)])


def whole_of(parts: list[AreaNode], name: str = "Prov") -> AreaNode:
    return AreaNode(name, sum(part.people for part in parts), KNOWN, 0.5, tuple(parts))


def leaf(name: str, people: int, cell=(KNOWN, 0.5)) -> AreaNode:
    return AreaNode(name, people, *cell)


LEAVES = st.builds(leaf, st.text("ab<&", max_size=30), st.integers(0, 50), CELLS)
PARTS = st.builds(whole_of, st.lists(LEAVES, min_size=1, max_size=5), st.text("xyz", max_size=8))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.one_of(LEAVES, PARTS), min_size=1, max_size=MOST_AREAS + 9))
def test_areas_of_a_part_add_up_to_it_on_both_levels_so_that_the_figure_can_be_drawn(parts: list[AreaNode]) -> None:
    (trace,) = charts_areas.treemap(whole_of(parts), 0.75).data
    people = dict(zip(trace.ids, trace.values, strict=True))
    below: dict[str, int] = {}
    for node, parent in zip(trace.ids, trace.parents, strict=True):
        if parent:
            below[parent] = below.get(parent, 0) + people[node]
    assert all(people[parent] == total for parent, total in below.items())
    assert len(set(trace.ids)) == len(trace.ids)
    assert sum(parent == "0" for parent in trace.parents) <= MOST_AREAS + 1


def test_a_withheld_area_has_neither_number_nor_colour_of_a_result_and_names_stay_text() -> None:
    figure = charts_areas.treemap(whole_of([leaf("<b>A</b>", 4, (Withheld("few"), None)), leaf("B", 9)]), 0.75)
    (trace,) = figure.data
    place = next(at for at, label in enumerate(trace.labels) if "A" in label)
    assert "%" not in trace.labels[place] and "&lt;b&gt;" in trace.labels[place]
    assert trace.marker.colors[place] == HIDDEN.colour and trace.marker.pattern.shape[place] == "/"
    assert "di bawah sasaran" not in trace.customdata[place]


def test_what_is_likely_has_its_look_and_the_border_is_unsure() -> None:
    assert [look_of(chance) for chance in (None, 0.95, 0.9, 0.5, 0.1, 0.05)] == [
        HIDDEN, BELOW, UNSURE, UNSURE, UNSURE, REACHED,
    ]  # fmt: skip
    assert len({look.short for look in (HIDDEN, BELOW, UNSURE, REACHED)}) == 4


def test_a_withheld_step_has_no_bar_and_says_so() -> None:
    stages = [Stage("Ditugaskan", "", 40), Stage("Materi", "", 10, is_gate=False), Stage("Lulus", "", None)]
    figure = charts_funnel.funnel_bars(stages)
    assert list(figure.data[0].x) == [100, 25, 0]
    assert [note.text for note in figure.layout.annotations] == ["40 (100%)", "10 (25%)", "disembunyikan"]
    assert list(figure.data[0].marker.pattern.shape) == ["", "/", ""]


def test_parts_side_by_side_are_shares_of_their_own_people() -> None:
    rows = [StageRow("A", 20, (10, None)), StageRow("A", 0, (0, 0))]
    figure = charts_funnel.stage_map(("Mulai", "Lulus"), rows)
    assert [list(line) for line in figure.data[0].z] == [[0.5, None], [None, None]]
    assert len(set(figure.data[0].y)) == 2
    shown = sorted(text for trace in figure.data[1:] for text in trace.text)
    assert shown == ["50", "–", "–", "–"]


def test_every_item_is_one_point_and_the_chosen_one_has_its_intervals() -> None:
    points = [
        MapPoint("a", KNOWN, Correlation(0.3, 0.2, 0.4, 120), "good", True),
        MapPoint("b", KNOWN, Correlation(-0.1, -0.2, 0.1, 120), "key", False),
    ]
    figure = charts_items.item_map(points, "b")
    drawn = [data[0] for trace in figure.data if trace.customdata is not None for data in trace.customdata]
    assert sorted(drawn) == ["a", "b"]
    lines = [trace for trace in figure.data if trace.mode == "lines"]
    assert [[round(x) for x in line.x] for line in lines] == [[58, 70], [64, 64]] and list(lines[1].y) == [-0.2, 0.1]
    assert not [trace for trace in charts_items.item_map(points, "c").data if trace.mode == "lines"]
    assert charts_items.decimal(-0.001) == "0,00" and charts_items.decimal(-0.25) == "−0,25"


# --- Weeks -----------------------------------------------------------------------------------


@settings(deadline=None)
@given(st.lists(st.dates(date(2026, 1, 1), date(2026, 12, 31)), min_size=1, unique=True).map(sorted))
def test_the_days_below_a_line_stand_apart_however_long_its_periods_are(days):
    due = date(2027, 1, 15)
    marks = [Mark(day.isoformat(), f"{day:%d %b}") for day in days]
    figure = running_totals(marks, [("Mulai", [0] * len(days))], Mark(due.isoformat(), "15 Jan"))
    told = [date.fromisoformat(day) for day in figure.layout.xaxis.tickvals]
    assert told[0] == days[0] and set(told) <= set(days)
    assert all(later - earlier >= (due - days[0]) / 5 for earlier, later in pairwise(told))
