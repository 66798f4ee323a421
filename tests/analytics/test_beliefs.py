"""Beliefs by office: adjusted for the items met, pooled along the tree, counted by people; nothing withheld follows from what
is shown. The long form of the simulation is in tests/prove/test_estimates.py."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from math import exp

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import expit

from analytics.comprehension.answers import Counts
from analytics.comprehension.beliefs import BeliefCount, BeliefShares, Repeats, ShownCount, design_effect, resemblance
from analytics.comprehension.model import HARDNESS_PRIOR, fit_counts
from analytics.estimates import Estimate, NoData, Withheld
from analytics.hiding.linked_masks import report_cells
from analytics.hiding.suppression import withheld_cells
from analytics.misconceptions import MIN_BELIEF_LEARNERS
from analytics.rollups import ALL, DIRECT
from tests.analytics.believers import BeliefScore, of_size, scores_of
from tests.analytics.dense import blup
from tests.analytics.scoring import coverage, root_mean_square

PATHS = ["r/", "r/a/", "r/b/", "r/c/", "r/d/"]
KINDS = ["pns", "pppk", "non-asn"]


@pytest.fixture(scope="module")
def scores() -> list[BeliefScore]:
    return scores_of(range(30))


def mean(scores: list[BeliefScore], of: str = "error") -> float:
    return float(np.mean([getattr(score, of) for score in scores]))


def test_about_nine_in_ten_intervals_hold_the_truth(scores):
    assert 0.86 <= coverage(scores) <= 0.94
    assert 0.83 <= coverage([score for score in scores if score.place == "r/"]) <= 0.97


def test_offices_of_few_people_are_far_closer_to_the_truth_than_their_own_shares(scores):
    few = of_size(scores, 10, 49)
    assert root_mean_square(s.error for s in few) < 0.5 * root_mean_square(s.raw_error for s in few)


def test_who_met_the_items_that_invite_a_belief_is_not_marked_down(scores):
    """By less than a point; the raw share is more than four points apart between the two forms."""
    less, more = (
        [score for score in scores if score.place != "r/" and low <= score.inviting <= high]
        for low, high in ((0, 0.1), (0.9, 1))
    )
    assert abs(mean(less)) < 0.01 and abs(mean(more)) < 0.01
    assert mean(more, "raw_error") - mean(less, "raw_error") > 0.04


@pytest.mark.parametrize("seed", range(4))
def test_a_fit_of_counts_equals_a_second_computation_by_dense_matrices(seed):
    """Given the spread: levels of all offices and hardness of all items, to 1e-9."""
    dice = np.random.default_rng(seed)
    offices, items, clustering = [f"r/{n}/" for n in range(9)], ["a", "b", "c"], 1.3
    asked = dice.integers(1, 40, (9, 3)).astype(float)
    showed = dice.binomial(asked.astype(int), 0.15).astype(float)
    counts = Counts(tuple(offices), tuple(items), asked, showed, asked.max(axis=1).astype(np.int64))
    found = fit_counts(counts, clustering, dict.fromkeys(items, 1.0))
    assert found is not None
    rows = [found.seat[office] for office in offices]
    seen, marks = np.full((2, len(found.tree.places), 3), 0.0)
    seen[rows], marks[rows] = asked, showed
    seen[0] += 1 / 3
    marks[0] += 0.5 / 3
    level, hardness = found.state.level, found.state.hardness
    chance = expit(level[:, None] - hardness)
    precision = (seen * chance * (1 - chance)).sum(axis=1) / clustering
    surplus = (marks - seen * chance) / clustering
    mean, _, _ = blup(found.tree, precision, precision * level + surplus.sum(axis=1), found.state.spread.expected[:, 0])
    assert level == pytest.approx(mean, abs=1e-9)
    assert -surplus.sum(axis=0) == pytest.approx(hardness / HARDNESS_PRIOR**2, abs=1e-8)


# --- People, not answers -----------------------------------------------------------------------------


@given(st.integers(20, 400), st.integers(0, 400), st.integers(0, 400))
def test_resemblance_is_the_intraclass_correlation_of_those_asked_twice(people, both, once):
    """Everybody asked twice: ``both`` showed it both times, ``once`` one time. By exact fractions, with the guess."""
    both, once = both % (people + 1), once % (people - both % (people + 1) + 1)
    share = Fraction(2 * both + once, 2 * people)
    told = Repeats(people, people, both, float(share))
    alike = Fraction(1, 2) + both - people * share**2
    expected = alike / (1 + people * share * (1 - share))
    assert resemblance([told]) == pytest.approx(float(min(1, max(0, expected))), abs=1e-9)
    apart, together = [told, told], [Repeats(2 * people, 2 * people, 2 * both, float(share))]
    assert resemblance(apart) == pytest.approx(resemblance(together), abs=1e-12)


def test_strangers_and_those_who_never_change_their_mind():
    assert resemblance([Repeats(10_000, 10_000, 400, 0.2)]) < 0.01
    assert resemblance([Repeats(10_000, 10_000, 2_000, 0.2)]) > 0.99
    assert resemblance([]) == 0.5


@given(st.floats(0.01, 4))
def test_the_design_effect_is_never_less_than_where_people_meet_items_by_chance(rate):
    """Poisson, of whom those asked at all: a person's answers number ``rate`` / (1 - exp(-``rate``)) in the mean, and the person of
    an answer drawn at random gave ``rate`` others."""
    asked = rate / (1 - exp(-rate))
    told = Repeats(1_000_000, round((asked - 1) * 1_000_000), 0, 0.2)
    assert design_effect(told, 1.0) >= 1 + rate - 1e-5
    assert design_effect(told, 0.0) == 1


def test_being_asked_the_same_again_makes_nothing_surer():
    people = [BeliefCount("m", f"r/{n}/", "pns", 40, 8 + n) for n in range(6)]
    once = [ShownCount("m", "a", one.path, "pns", one.met, one.held) for one in people]
    twice = [replace(one, item=item) for one in once for item in ("a", "b")]
    for office in ("r/", *(one.path for one in people)):
        first, second = (
            BeliefShares(people, rows, "r/", {"m": ()}).found("m", (office, ALL)) for rows in (once, twice)
        )
        assert isinstance(first, Estimate) and isinstance(second, Estimate)
        assert second.high - second.low >= 0.99 * (first.high - first.low)
        assert (first.learners, first.answers, second.answers) == (second.learners, first.learners, 2 * first.answers)


# --- Cells -------------------------------------------------------------------------------------------


@st.composite
def tables(draw):
    """(people, answers) of one belief with two items."""
    people, answers = [], []
    for path, kind in sorted(draw(st.sets(st.tuples(st.sampled_from(PATHS), st.sampled_from(KINDS)), min_size=1))):
        met = draw(st.integers(1, 60))
        first = draw(st.integers(0, met))
        counts = [(asked, draw(st.integers(0, asked))) for asked in (first, met - first)]
        people.append(BeliefCount("m", path, kind, met, sum(shown for _, shown in counts)))
        answers += [ShownCount("m", item, path, kind, *n) for item, n in zip("ab", counts, strict=True) if n[0]]
    return people, answers


def made(people, answers, members=None) -> BeliefShares:
    cells = report_cells([(one.path, one.kind, one.met) for one in people], "r/")
    return BeliefShares(people, answers, "r/", {"m": withheld_cells(cells, MIN_BELIEF_LEARNERS)}, {}, members or {})


@settings(max_examples=30, deadline=None)
@given(tables(), st.randoms(use_true_random=False))
def test_each_cell_tells_of_its_people_or_why_not_whatever_the_order_of_rows(table, dice):
    people, answers = table
    shares, again = made(people, answers), made(*(dice.sample(rows, len(rows)) for rows in table))
    for place in (*PATHS, "r/" + DIRECT):
        for kind in (ALL, *KINDS):
            here = [one for one in people if kind in (ALL, one.kind) and is_at(one.path, place)]
            met = sum(one.met for one in here)
            found = shares.found("m", (place, kind))
            assert found == again.found("m", (place, kind))
            if isinstance(found, Estimate):
                assert found.learners == met >= MIN_BELIEF_LEARNERS
                assert 0 < found.low < found.value < found.high < 1
            else:
                assert found == (NoData() if not met else Withheld("few" if met < MIN_BELIEF_LEARNERS else "protects"))
    assert shares.found("unheard-of", ("r/", ALL)) == NoData()


def is_at(path: str, place: str) -> bool:
    return path == "r/" if place == "r/" + DIRECT else path.startswith(place)


@settings(max_examples=40, deadline=None)
@given(tables(), st.dictionaries(st.sampled_from(PATHS[1:]), st.integers(0, 500)))
def test_the_whole_is_the_mean_of_its_offices_weighed_by_their_members(table, members):
    people, answers = table
    shares = made(people, answers, {(path, "pns"): count for path, count in members.items()})
    parts = [path for path in ("r/" + DIRECT, *PATHS[1:]) if any(is_at(one.path, path) for one in people)]
    found = [shares.found("m", (place, ALL)) for place in ("r/", *parts)]
    if all(isinstance(one, Estimate) for one in found) and not set(members) - set(parts):
        weights = [max(members.get(path, 0), one.learners) for path, one in zip(parts, found[1:], strict=True)]
        assert found[0].value == pytest.approx(np.average([one.value for one in found[1:]], weights=weights), abs=1e-9)


def test_an_office_nobody_of_which_was_asked_has_no_share_but_counts_in_the_whole():
    people = [BeliefCount("m", "r/a/", "pns", 50, 25), BeliefCount("m", "r/b/", "pns", 50, 5)]
    answers = [ShownCount("m", "a", one.path, "pns", one.met, one.held) for one in people]
    without, with_silent = (
        made(people, answers, {("r/a/", "pns"): 50, ("r/b/u/", "pns"): 50, **more})
        for more in ({}, {("r/c/u/", "pns"): 1_000, ("r/c/", "pns"): 10})
    )
    assert with_silent.found("m", ("r/c/", ALL)) == NoData()
    first, second = (shares.found("m", ("r/", ALL)) for shares in (without, with_silent))
    assert isinstance(first, Estimate) and isinstance(second, Estimate)
    assert second.high - second.low > 1.5 * (first.high - first.low), "most of the whole is unknown"
