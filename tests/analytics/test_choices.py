"""Choices at the steps of a story: counted right, and nothing about a small group can be computed from what is shown."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.estimates import NoData, Withheld
from analytics.hiding.suppression import sums_of, withheld_cells
from analytics.items.choices import MIN_STEP_LEARNERS, ChoiceTally, StepFigures, step_figures
from analytics.rollups import ALL, Tally, add_up

KINDS = ("pns", "pppk", "non-asn")
PLACES = ("r/", "r/a/", "r/b/", "r/c/")
STORY = {"satu": "xyz", "dua": "xy", "sulit": "xy", "empat": "xy", "tiga": "xy"}
LEADS = {("satu", "x"): "dua", ("satu", "y"): "sulit", ("satu", "z"): "sulit", ("sulit", "y"): "empat"}
"""Everything else leads to ``tiga``, where the branches join, and ``tiga`` to the end."""

groups = st.lists(
    st.tuples(
        st.sampled_from(PLACES), st.sampled_from(KINDS), st.tuples(*[st.integers(0, 2)] * 4), st.integers(1, 4),
        st.integers(1, 14),
    ),
    max_size=25,
)  # fmt: skip
"""So many people of one place and kind, who pick alike, and stop after so many choices."""


def walk(picks, length):
    """(trail, choice) of each choice made."""
    step, trail, made = "satu", [], []
    for pick in picks[:length]:
        if step is None:
            break
        choice = STORY[step][pick % len(STORY[step])]
        trail.append(step)
        made.append(("/".join(trail), choice))
        step = None if step == "tiga" else LEADS.get((step, choice), "tiga")
    return made


def tallies_of(found):
    return [
        ChoiceTally(trail, choice, path, kind, people)
        for path, kind, picks, length, people in found
        for trail, choice in walk(picks, length)
    ]


def everything(tallies):
    """Cell -> step -> result, for every cell the viewer can ask for."""
    return {(place, kind): step_figures(tallies, "r/", (place, kind)) for place in PLACES for kind in (ALL, *KINDS)}


def people_by(tallies, trail):
    return {
        cell: tally.learners
        for cell, tally in add_up(
            ((t.path, t.kind, Tally(t.learners)) for t in tallies if t.trail == trail), "r/"
        ).items()
    }


def tally(trail, choice, path, learners, kind="pns"):
    return ChoiceTally(trail, choice, path, kind, learners)


@settings(max_examples=100, deadline=None)
@given(groups)
def test_whoever_is_counted_never_walked_where_fewer_than_ten_did(found):
    """A figure at a step is made of whole trails, each of ten people or more at every place along it."""
    tallies = tallies_of(found)
    trails = {t.trail for t in tallies}
    people = {trail: people_by(tallies, trail) for trail in trails}
    for cell, results in everything(tallies).items():
        for step_id, result in results.items():
            ending_here = {t: people[t].get(cell, 0) for t in trails if t.rpartition("/")[2] == step_id}
            large = {
                t: n for t, n in ending_here.items()
                if all(people[before].get(cell, 0) >= MIN_STEP_LEARNERS for before in prefixes(t))
            }  # fmt: skip
            if isinstance(result, StepFigures):
                assert result.learners == sum(result.by_choice.values())
                assert any(result.learners == sum(part) for part in subsets(list(large.values())))
            else:
                assert result == (NoData() if not sum(ending_here.values()) else result)


def prefixes(trail):
    steps = trail.split("/")
    return ["/".join(steps[:n]) for n in range(1, len(steps) + 1)]


def subsets(numbers):
    return [part for n in range(1, len(numbers) + 1) for part in combinations(numbers, n)]


@settings(max_examples=100, deadline=None)
@given(groups)
def test_subtracting_places_and_kinds_never_reveals_a_withheld_step(found):
    """At the first step, which has one trail, the attack on what is shown is the plain one."""
    tallies = tallies_of(found)
    shown, people = everything(tallies), people_by(tallies, "satu")
    known = {cell for cell in people if cell in shown and isinstance(shown[cell]["satu"], StepFigures)}
    hidden = {cell for cell in people if cell in shown and isinstance(shown[cell]["satu"], Withheld)}
    learned = True
    while learned:
        learned = False
        for whole, parts in sums_of(people):
            unknown = [cell for cell in (whole, *parts) if cell not in known]
            if len(unknown) == 1:
                known.add(unknown[0])
                learned = True
    assert not known & hidden


@settings(max_examples=50, deadline=None)
@given(groups)
def test_when_every_group_is_large_nothing_is_withheld(found):
    big = [ChoiceTally(t.trail, t.choice_id, t.path, t.kind, t.learners + 10) for t in tallies_of(found)]
    for cell, results in everything(big).items():
        for step_id, result in results.items():
            trails = {t.trail for t in big if t.trail.rpartition("/")[2] == step_id}
            count = sum(people_by(big, trail).get(cell, 0) for trail in trails)
            assert result == NoData() if count == 0 else result.learners == count


def test_choices_are_added_up_over_the_places_and_kinds_of_the_cell():
    found = [
        tally("satu", "x", "r/a/", 12), tally("satu", "y", "r/a/", 11), tally("satu", "x", "r/b/", 20),
        tally("satu", "x", "r/a/", 14, "pppk"),
    ]  # fmt: skip
    shown = everything(found)
    assert shown["r/", ALL]["satu"] == StepFigures(57, {"x": 46, "y": 11})
    assert shown["r/a/", "pns"]["satu"] == StepFigures(23, {"x": 12, "y": 11})
    assert "dua" not in shown["r/", ALL] and shown["r/c/", ALL]["satu"] == NoData()
    share = shown["r/a/", "pns"]["satu"].share_of("x")
    assert share.low < share.value < share.high and share.learners == 23


def test_the_few_who_went_astray_are_not_found_where_the_story_joins_again():
    found = tallies_of([("r/a/", "pns", (0, 0, 0, 0), 4, 30), ("r/a/", "pns", (1, 0, 1, 0), 4, 4)])
    results = everything(found)["r/a/", ALL]
    assert results["satu"] == StepFigures(34, {"x": 30, "y": 4}) and results["sulit"] == Withheld("few")
    assert results["tiga"] == StepFigures(30, {"x": 30})


def test_a_kind_hidden_at_a_step_stays_hidden_further_on():
    found = tallies_of([
        ("r/a/", "pns", (0, 0, 0, 0), 4, 30), ("r/a/", "pppk", (0, 0, 0, 0), 4, 12),
        ("r/a/", "non-asn", (1, 0, 0, 0), 4, 3),
    ])  # fmt: skip
    pppk = everything(found)["r/a/", "pppk"]
    assert pppk["satu"] == pppk["dua"] == pppk["tiga"] == Withheld("protects")


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
