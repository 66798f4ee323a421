"""From rows to cells: kinds and all, what is hidden cannot be had by subtraction, and refreshing equals recomputing."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.comprehension.answers import MICRO
from analytics.comprehension.cells import AnswerRow, comprehension, join_kinds, pack_rows
from analytics.estimates import MIN_LEARNERS, Estimate, Withheld
from analytics.rollups import ALL, Tally, add_up
from analytics.suppression import sums_of, withheld_cells

ITEMS = tuple(f"i{n}" for n in range(8))
KINDS = ("pns", "pppk", "non-asn")
PLACES = ("r/a/1/", "r/a/2/", "r/a/", "r/b/1/", "r/b/2/", "r/c/")


def rows_of(people: list[tuple[str, str]], seed: int = 1) -> list[AnswerRow]:
    """Five answers of each (place, kind), and one to an item of another measure."""
    dice = random.Random(seed)
    found = []
    for number, (place, kind) in enumerate(people):
        for item in [*dice.sample(ITEMS, 5), "other"]:
            mark = MICRO * (dice.random() < 0.7)
            found.append(AnswerRow(f"attempt-{number:05d}", place, kind, item, mark))
    return found


crowds = st.lists(st.tuples(st.sampled_from(PLACES), st.sampled_from(KINDS)), min_size=1, max_size=80)


def test_only_items_of_the_measure_count():
    found = comprehension(pack_rows(rows_of([("r/a/", "pns")] * 12), ITEMS))["r/a/", ALL]
    assert isinstance(found, Estimate)
    assert (found.learners, found.answers) == (12, 60)


def test_nothing_in_nothing_out():
    assert comprehension(pack_rows([], ITEMS)) == {}
    assert comprehension(pack_rows(rows_of([("r/a/", "pns")] * 12), ["unheard-of"])) == {}


@settings(max_examples=25, deadline=None)
@given(crowds)
def test_cells_and_people_are_those_of_the_rollups(people):
    found = comprehension(pack_rows(rows_of(people), ITEMS))
    counted = add_up(((place, kind, Tally(1)) for place, kind in people), "r/")
    assert set(found) == set(counted)
    for cell, tally in counted.items():
        told = found[cell]
        if isinstance(told, Estimate):
            assert told.learners == tally.learners >= MIN_LEARNERS
        else:
            assert isinstance(told, Withheld)
            assert (told.reason == "few") == (tally.learners < MIN_LEARNERS)


@settings(max_examples=25, deadline=None)
@given(crowds)
def test_exactly_what_the_rule_of_suppression_hides_is_hidden(people):
    """And so no hidden group stands alone in a sum that is shown."""
    found = comprehension(pack_rows(rows_of(people), ITEMS))
    counted = {cell: t.learners for cell, t in add_up(((p, k, Tally(1)) for p, k in people), "r/").items()}
    assert {cell for cell, told in found.items() if isinstance(told, Withheld)} == withheld_cells(counted)
    for whole, parts in sums_of(counted):
        hidden = [part for part in parts if not isinstance(found[part], Estimate)]
        if isinstance(found[whole], Estimate) and hidden:
            assert len(hidden) > 1 and sum(counted[part] for part in hidden) >= MIN_LEARNERS


@settings(max_examples=10, deadline=None)
@given(crowds, st.floats(0, 1))
def test_refreshing_with_new_rows_equals_computing_all_again(people, share):
    rows = rows_of(people)
    cut = 6 * int(share * len(people))
    refreshed = join_kinds(pack_rows(rows[:cut], ITEMS), pack_rows(rows[cut:], ITEMS))
    assert comprehension(refreshed, ITEMS) == comprehension(pack_rows(rows, ITEMS), ITEMS)


def test_members_of_a_kind_weigh_only_in_that_kind():
    people = [(place, "pns") for place in ("r/a/", "r/b/") for _ in range(40)]
    rows = [
        AnswerRow(f"{n:03d}", place, kind, item, MICRO * (place == "r/a/" or n % 2))
        for n, (place, kind) in enumerate(people)
        for item in ITEMS[:5]
    ]
    packed = pack_rows(rows, ITEMS)
    even, heavy, other = (
        comprehension(packed, (), {("r/a/", "pns"): 40, ("r/b/", "pns"): 40} | more)["r/", "pns"]
        for more in ({}, {("r/a/", "pns"): 4_000}, {("r/a/", "pppk"): 4_000})
    )
    assert isinstance(even, Estimate) and isinstance(heavy, Estimate) and isinstance(other, Estimate)
    assert heavy.value > even.value + 0.1
    assert other.value == pytest.approx(even.value)
