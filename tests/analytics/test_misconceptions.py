"""Shares of people per wrong belief: parts add up, nothing withheld follows from what is shown, no order where none is."""

from __future__ import annotations

import numpy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.estimates import Estimate, Withheld, wilson_interval
from analytics.misconceptions import MIN_BELIEF_LEARNERS, MIN_COMMON_SHARE, BeliefCount, belief_shares, most_common
from analytics.rollups import ALL, DIRECT
from analytics.words.share_words import share_words

PATHS = ["r/", "r/a/", "r/b/", "r/c/", "r/d/"]
KINDS = ["pns", "pppk", "non-asn"]


@st.composite
def counts(draw):
    found = {}
    for path, kind in draw(st.sets(st.tuples(st.sampled_from(PATHS), st.sampled_from(KINDS)), max_size=15)):
        met = draw(st.integers(1, 40))
        found[path, kind] = (met, draw(st.integers(0, met)))
    return [BeliefCount("keliru", *cell, *numbers) for cell, numbers in sorted(found.items())]


def is_in(leaf, cell) -> bool:
    (path, kind), (place, asked) = leaf, cell
    inside = path == "r/" if place == "r/" + DIRECT else path.startswith(place)
    return inside and asked in (ALL, kind)


def sum_over(found, cell):
    rows = [c for c in found if is_in((c.path, c.kind), cell)]
    return sum(c.met for c in rows), sum(c.held for c in rows)


@settings(max_examples=200, deadline=None)
@given(counts())
def test_every_shown_cell_is_the_sum_of_its_people_and_small_ones_are_withheld(found):
    cells = belief_shares(found, "r/").get("keliru", {})
    for cell, share in cells.items():
        met, held = sum_over(found, cell)
        if met < MIN_BELIEF_LEARNERS:
            assert share == Withheld("few")
        elif isinstance(share, Estimate):
            assert (share.learners, share.value) == (met, held / met) and share.low <= share.value <= share.high
    for one in found:
        assert ("r/" + DIRECT if one.path == "r/" else one.path, one.kind) in cells


@settings(max_examples=300, deadline=None)
@given(counts())
def test_no_withheld_cell_follows_from_any_combination_of_shown_ones(found):
    """A second opinion: which withheld cells lie in the span of everything shown, over the smallest groups there are."""
    cells = belief_shares(found, "r/").get("keliru", {})
    leaves = [(c.path, c.kind) for c in found]
    shown = [[float(is_in(leaf, cell)) for leaf in leaves] for cell, s in cells.items() if isinstance(s, Estimate)]
    if not shown:
        return
    rank = numpy.linalg.matrix_rank(numpy.array(shown))
    for cell, share in cells.items():
        if isinstance(share, Withheld):
            row = [float(is_in(leaf, cell)) for leaf in leaves]
            assert numpy.linalg.matrix_rank(numpy.array([*shown, row])) > rank, cell


@settings(max_examples=200, deadline=None)
@given(counts())
def test_what_is_left_by_subtracting_shown_parts_covers_at_least_ten_people(found):
    cells = belief_shares(found, "r/").get("keliru", {})
    for kind in (ALL, *KINDS):
        if not isinstance(cells.get(("r/", kind)), Estimate):
            continue
        parts = [cell for cell in cells if cell[1] == kind and cell[0] != "r/"]
        rest = sum(sum_over(found, cell)[0] for cell in parts if isinstance(cells[cell], Withheld))
        assert rest == 0 or rest >= MIN_BELIEF_LEARNERS


def share_of(held: int, met: int) -> Estimate:
    low, high = wilson_interval(held / met, met)
    return Estimate(held / met, low, high, met, met)


shares = st.integers(1, 300).flatmap(lambda met: st.integers(0, met).map(lambda held: share_of(held, met)))
many = st.lists(shares, max_size=12).map(lambda found: {f"m{n}": share for n, share in enumerate(found)})


@settings(max_examples=300, deadline=None)
@given(many, st.integers(1, 6))
def test_an_order_is_claimed_only_between_bands_that_do_not_overlap(found, limit):
    told = most_common(found, limit).told
    assert len(told) <= limit and all(one.found.value >= MIN_COMMON_SHARE for one in told)
    assert [one.found.value for one in told] == sorted((one.found.value for one in told), reverse=True)
    for first in told:
        for second in told:
            if first.band < second.band:
                assert first.found.low > second.found.high
            elif first is not second and first.found.low > second.found.high and first.band == second.band:
                between = [x for x in told if x.band == first.band and x not in (first, second)]
                assert between  # others bridge the gap, so the two cannot stand in different bands
    left_out = [share for share in found.values() if share.value >= MIN_COMMON_SHARE]
    if told and len(left_out) > len(told):
        assert min(one.found.low for one in told) >= sorted((s.low for s in left_out), reverse=True)[len(told) - 1]


def test_the_luck_of_few_people_does_not_push_a_surely_common_belief_out():
    found = {"pasti": share_of(500, 1000), "untung": share_of(6, 10), "juga": share_of(6, 10)}
    common = most_common(found, 1)
    assert [one.misconception for one in common.told] == ["pasti"] and common.close == 2


def test_what_hardly_anybody_shows_and_what_is_withheld_is_not_called_common():
    assert most_common({"jarang": share_of(9, 100), "rahasia": Withheld("few")}, 5).told == ()


@settings(max_examples=400)
@given(shares)
def test_words_never_say_a_share_outside_its_interval(found):
    words = share_words(found).split()
    if words[0] == "kira-kira":
        share = int(words[1]) / int(words[3])
        assert found.low - 0.005 <= share <= found.high + 0.005
    elif words[0] == "antara":
        assert int(words[1]) / 10 <= found.low and found.high <= int(words[3]) / 10 + 1e-9
    elif words[0] == "hampir":
        assert found.value >= 0.95
    else:
        assert words[:2] == ["paling", "banyak"] and found.high <= int(words[2]) / 10 + 1e-9


@pytest.mark.parametrize(
    ("held", "met", "words"),
    [(300, 400, "kira-kira 3 dari 4"), (5, 10, "antara 2 dan 8 dari 10"), (6220, 10000, "kira-kira 62 dari 100"),
     (1, 10, "paling banyak 4 dari 10"), (30, 30, "hampir semua")],
)  # fmt: skip
def test_words_are_as_exact_as_the_numbers_allow(held, met, words):
    assert share_words(share_of(held, met)) == words
