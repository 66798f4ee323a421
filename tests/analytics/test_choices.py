"""Choices at the steps of a story: counted right, and nothing about a small group can be computed from what is shown."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.choices import MIN_STEP_LEARNERS, ChoiceTally, StepFigures, step_figures
from analytics.estimates import NoData, Withheld
from analytics.rollups import ALL, Tally, add_up
from analytics.suppression import sums_of, withheld_cells

FLOW = {"satu": ["sulit", "dua"], "sulit": ["empat", "tiga"], "dua": ["tiga"], "empat": ["tiga"], "tiga": []}
KINDS = ("pns", "pppk", "non-asn")
PLACES = ("r/", "r/a/", "r/b/", "r/c/")
tallies = st.lists(
    st.builds(
        ChoiceTally, st.sampled_from(sorted(FLOW)), st.sampled_from("xyz"), st.sampled_from(PLACES),
        st.sampled_from(KINDS), st.integers(1, 30),
    ),
    max_size=40,
)  # fmt: skip


def everything(found):
    """Cell -> step -> result, for every cell the viewer can ask for."""
    return {(place, kind): step_figures(found, FLOW, "r/", (place, kind)) for place in PLACES for kind in (ALL, *KINDS)}


def people_in(found, step_id):
    rows = [(t.path, t.kind, Tally(t.learners)) for t in found if t.step_id == step_id]
    return {cell: tally.learners for cell, tally in add_up(rows, "r/").items()}


def tally(step_id, choice_id, path, learners, kind="pns"):
    return ChoiceTally(step_id, choice_id, path, kind, learners)


@settings(max_examples=300)
@given(tallies)
def test_no_step_is_told_of_fewer_than_ten_people(found):
    for results in everything(found).values():
        for result in results.values():
            if isinstance(result, StepFigures):
                assert result.learners >= MIN_STEP_LEARNERS == 10
                assert sum(result.by_choice.values()) == result.learners


@settings(max_examples=300)
@given(tallies)
def test_repeated_subtraction_of_places_and_kinds_never_reveals_a_withheld_step(found):
    shown = everything(found)
    for step_id in FLOW:
        people = people_in(found, step_id)
        known = {cell for cell in people if cell in shown and isinstance(shown[cell][step_id], StepFigures)}
        hidden = {cell for cell in people if cell in shown and isinstance(shown[cell][step_id], Withheld)}
        learned = True
        while learned:
            learned = False
            for whole, parts in sums_of(people):
                unknown = [cell for cell in (whole, *parts) if cell not in known]
                if len(unknown) == 1:
                    known.add(unknown[0])
                    learned = True
        assert not known & hidden


@settings(max_examples=300)
@given(tallies)
def test_what_follows_a_withheld_step_is_withheld_too(found):
    for results in everything(found).values():
        for step_id, following in FLOW.items():
            if isinstance(results[step_id], Withheld):
                assert not any(isinstance(results[after], StepFigures) for after in following)


@given(tallies)
def test_when_every_group_is_large_nothing_is_withheld(found):
    big = [ChoiceTally(t.step_id, t.choice_id, t.path, t.kind, t.learners + 10) for t in found]
    for cell, results in everything(big).items():
        for step_id, result in results.items():
            people = people_in(big, step_id).get(cell, 0)
            assert result == NoData() if people == 0 else result.learners == people


def test_choices_are_added_up_over_the_places_and_kinds_of_the_cell():
    found = [
        tally("satu", "x", "r/a/", 12), tally("satu", "y", "r/a/", 11), tally("satu", "x", "r/b/", 20),
        tally("satu", "x", "r/a/", 14, "pppk"),
    ]  # fmt: skip
    shown = everything(found)
    assert shown["r/", ALL]["satu"] == StepFigures(57, {"x": 46, "y": 11})
    assert shown["r/a/", "pns"]["satu"] == StepFigures(23, {"x": 12, "y": 11})
    assert shown["r/a/", ALL]["dua"] == NoData()
    share = shown["r/a/", "pns"]["satu"].share_of("x")
    assert share.low < share.value < share.high and share.learners == 23


def test_the_few_who_went_astray_are_not_found_where_the_story_joins_again():
    found = [
        tally("satu", "x", "r/a/", 30), tally("satu", "y", "r/a/", 4), tally("dua", "x", "r/a/", 30),
        tally("sulit", "x", "r/a/", 4), tally("tiga", "x", "r/a/", 33),
    ]  # fmt: skip
    results = everything(found)["r/a/", ALL]
    assert isinstance(results["satu"], StepFigures) and isinstance(results["dua"], StepFigures)
    assert (results["sulit"], results["tiga"]) == (Withheld("few"), Withheld("protects"))


def test_a_cell_hidden_for_another_reason_takes_a_second_one_with_it():
    people = {
        ("r/", ALL): 60,
        ("r/", "pns"): 60,
        ("r/a/", "pns"): 30,
        ("r/b/", "pns"): 30,
        ("r/a/", ALL): 30,
        ("r/b/", ALL): 30,
    }
    assert withheld_cells(people) == frozenset()
    assert {("r/a/", "pns"), ("r/b/", "pns")} <= withheld_cells(people, also={("r/a/", "pns")})
