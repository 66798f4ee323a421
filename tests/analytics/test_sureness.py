"""Sure and yet wrong: intervals count people, parts add up, and no small group follows from anything shown."""

from __future__ import annotations

import random
from collections import Counter

import numpy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.charts.sureness import sure_but_wrong
from analytics.estimates import MIN_LEARNERS, Estimate, NoData, Withheld
from analytics.hiding.linked_masks import report_cells
from analytics.hiding.suppression import withheld_cells
from analytics.misconceptions import MIN_BELIEF_LEARNERS
from analytics.report_columns import FILE_MINIMUM
from analytics.rollups import ALL, DIRECT
from analytics.sureness import RED_FLAG, SureShare, SureTally, sure_belief_cells, sure_cells, sure_cells_in_file

PATHS = ["r/", "r/a/", "r/b/", "r/c/", "r/d/"]
KINDS = ["pns", "pppk", "non-asn"]
person = st.integers(1, 5).flatmap(lambda answers: st.tuples(st.just(answers), st.integers(0, answers)))


def tally_of(people: list[tuple[int, int]]) -> SureTally:
    """People as (sure answers, wrong ones)."""
    return SureTally(
        len(people),
        sum(wrong > 0 for _, wrong in people),
        sum(answers for answers, _ in people),
        sum(wrong for _, wrong in people),
        sum(answers * answers for answers, _ in people),
        sum(answers * wrong for answers, wrong in people),
        sum(wrong * wrong for _, wrong in people),
    )


def counts_of(people: list[tuple[int, int]]) -> tuple[int, ...]:
    return tuple(vars(tally_of(people)).values())


@given(st.lists(person, min_size=1, max_size=60))
def test_the_share_is_of_answers_and_its_interval_is_never_narrower_than_that_of_answers(people):
    from analytics.estimates import wilson_interval

    share = tally_of(people).share
    answers, wrong = sum(a for a, _ in people), sum(w for _, w in people)
    assert (share.value, share.learners, share.answers) == (wrong / answers, len(people), answers)
    low, high = wilson_interval(wrong / answers, answers)
    assert share.low <= low + 1e-12 and high - 1e-12 <= share.high


@pytest.mark.parametrize("people", [6, 12, 30])
def test_nine_in_ten_intervals_hold_the_truth_though_answers_of_a_person_go_together(people):
    dice, truth, hits, rounds = random.Random(people), 0.25, 0, 3000
    for _ in range(rounds):
        asked = []
        for _ in range(people):
            own, answers = dice.betavariate(1.0, 3.0), dice.randrange(1, 6)
            asked.append((answers, sum(dice.random() < own for _ in range(answers))))
        share = tally_of(asked).share
        hits += share.low <= truth <= share.high
    assert 0.87 <= hits / rounds <= 0.96


def test_a_red_flag_needs_the_whole_interval_above_one_in_five():
    sure = SureShare(tally_of([(5, 2)] * 40).share, 40)
    assert sure.share.value == 0.4 and sure.is_red_flag
    few = SureShare(tally_of([(2, 2), (3, 0), (1, 0), (2, 1), (2, 0)]).share, 2)
    assert few.share.value > RED_FLAG and not few.is_red_flag


@st.composite
def units(draw):
    places = draw(st.sets(st.tuples(st.sampled_from(PATHS), st.sampled_from(KINDS)), max_size=12))
    return {place: draw(st.lists(person, min_size=1, max_size=12)) for place in sorted(places)}


def is_in(leaf, cell) -> bool:
    (path, kind), (place, asked) = leaf, cell
    inside = path == place.removesuffix(DIRECT) if place.endswith(DIRECT) else path.startswith(place)
    return inside and asked in (ALL, kind)


@settings(max_examples=150, deadline=None)
@given(units(), st.sampled_from([(sure_cells, MIN_LEARNERS), (sure_cells_in_file, FILE_MINIMUM)]))
def test_every_shown_cell_is_the_sum_of_its_people_and_no_hidden_one_follows(found, way):
    cells_of, minimum = way
    cells = cells_of((path, kind, counts_of(people)) for (path, kind), people in found.items())
    leaves = list(found)
    shown = []
    for cell, told in cells.items():
        people = [one for leaf in leaves if is_in(leaf, cell) for one in found[leaf]]
        if isinstance(told, SureShare):
            assert told == SureShare(tally_of(people).share, tally_of(people).erring) and len(people) >= minimum
            shown.append([float(is_in(leaf, cell)) for leaf in leaves])
    if not shown:
        return
    rank = numpy.linalg.matrix_rank(numpy.array(shown))
    for cell, told in cells.items():
        if isinstance(told, Withheld):
            row = [float(is_in(leaf, cell)) for leaf in leaves]
            assert numpy.linalg.matrix_rank(numpy.array([*shown, row])) > rank, cell


@st.composite
def believers(draw):
    """Place -> (people who met the belief, of them sure, of those who showed it surely)."""
    places = draw(st.sets(st.tuples(st.sampled_from(PATHS), st.sampled_from(KINDS)), max_size=12))
    found = {}
    for place in sorted(places):
        met = draw(st.integers(1, 60))
        sure = draw(st.one_of(st.integers(0, met), st.integers(max(0, met - 5), met)))
        found[place] = (met, sure, draw(st.integers(0, sure)))
    return found


def told_of(found):
    """(the cells that the view of misconceptions shows of everybody, what this view shows of the sure)."""
    people = report_cells([(path, kind, met) for (path, kind), (met, _, _) in found.items()], "r/")
    everybody = people.keys() - withheld_cells(people, MIN_BELIEF_LEARNERS)
    sure = sure_belief_cells(
        [(path, kind, (met,)) for (path, kind), (met, _, _) in found.items()],
        [(path, kind, (sure, held)) for (path, kind), (_, sure, held) in found.items() if sure],
    )
    return everybody, sure


@settings(max_examples=300, deadline=None)
@given(believers())
def test_neither_the_sure_nor_the_rest_of_a_small_group_follow_from_both_views_together(found):
    """Every number that either view shows is an equation over (leaf, sure) and (leaf, not sure)."""
    everybody, sure = told_of(found)
    leaves = list(found)
    size = len(leaves)

    def row(cell, of_sure: float, of_rest: float) -> list[float]:
        inside = [float(is_in(leaf, cell)) for leaf in leaves]
        return [of_sure * one for one in inside] + [of_rest * one for one in inside]

    known = [row(cell, 1, 1) for cell in sorted(everybody)]
    known += [row(cell, 1, 0) for cell, told in sure.items() if isinstance(told, Estimate)]
    if not known:
        return
    rank = numpy.linalg.matrix_rank(numpy.array(known))
    assert size * 2 >= rank
    for cell in {*everybody, *sure}:
        here = [found[leaf] for leaf in leaves if is_in(leaf, cell)]
        groups = {(1, 0): sum(s for _, s, _ in here), (0, 1): sum(met - s for met, s, _ in here)}
        for which, people in groups.items():
            if 0 < people < MIN_BELIEF_LEARNERS:
                told = numpy.linalg.matrix_rank(numpy.array([*known, row(cell, *which)])) == rank
                assert not told, (cell, which, people)


@settings(max_examples=200, deadline=None)
@given(believers())
def test_what_subtracting_shown_parts_leaves_of_the_sure_and_of_the_rest_is_nobody_or_enough(found):
    _, sure = told_of(found)
    for kind in (ALL, *KINDS):
        if not isinstance(sure.get(("r/", kind)), Estimate):
            continue
        left = Counter()
        for leaf, (met, is_sure, _) in found.items():
            if kind in (ALL, leaf[1]):
                part = ("r/" + DIRECT if leaf[0] == "r/" else leaf[0], kind)
                if not isinstance(sure.get(part), Estimate):
                    left["sure"] += is_sure
                    left["rest"] += met - is_sure if part in sure else 0
        assert left["sure"] == 0 or left["sure"] >= MIN_BELIEF_LEARNERS


def test_one_person_who_was_not_sure_is_not_found_by_subtracting_two_views():
    found = {("r/a/", "pns"): (40, 39, 10), ("r/b/", "pns"): (60, 30, 10), ("r/c/", "pns"): (60, 30, 10)}
    _, sure = told_of(found)
    assert isinstance(sure["r/a/", ALL], Withheld)
    assert any(isinstance(sure[place, ALL], Withheld) for place in ("r/b/", "r/c/"))
    open_to_all = {**found, ("r/a/", "pns"): (40, 20, 10)}
    assert isinstance(told_of(open_to_all)[1]["r/a/", ALL], Estimate)


def test_the_figure_draws_what_may_be_shown_and_nothing_else():
    flag = SureShare(tally_of([(5, 2)] * 40).share, 40)
    calm = SureShare(tally_of([(5, 0)] * 40).share, 0)
    figure = sure_but_wrong(["Karier ASN", "Kampanye", "Partai", "Layanan"], [flag, calm, NoData(), Withheld("few")])
    drawn = [label for trace in figure.data for label in trace.y]
    assert len(drawn) == 2 and "40%" in drawn[0] and "0%" in drawn[1]
    assert [trace.name for trace in figure.data] == ["Bendera merah", "Bukan bendera merah"]
