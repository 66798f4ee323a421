"""The list of common beliefs: no order where intervals overlap, nothing rare, and words as exact as the numbers allow."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.estimates import Estimate, Withheld, wilson_interval
from analytics.misconceptions import MIN_COMMON_SHARE, most_common
from analytics.words.share_words import share_words


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
