"""Forgetting: the correction takes the items' difficulty out, intervals cover, and small groups and their rests stay hidden."""

from __future__ import annotations

import random

import pytest

from analytics.estimates import MICRO, NoData, Withheld
from analytics.forgetting import (
    NOTHING_TO_CORRECT,
    Change,
    Correction,
    Sums,
    correction,
    forgetting,
    hidden_cells,
    mean_correction,
)
from analytics.rollups import ALL


def sums_of(changes: list[float]) -> Sums:
    micros = [round(MICRO * change) for change in changes]
    return Sums(len(micros), sum(micros), sum(micro * micro for micro in micros))


def test_items_that_are_easier_are_taken_out() -> None:
    facilities = {"hard": (0.5, 0.0), "easy": (0.9, 0.0)}
    found = correction({"hard": 10}, {"easy": 5, "hard": 5}, facilities)
    assert found.value == pytest.approx(0.2)
    group = sums_of([0.1] * 40)
    told = forgetting(group, group, found, is_withheld=False)
    assert isinstance(told, Change) and told.value == pytest.approx(-0.1)


def test_the_same_items_on_both_sides_need_no_correction_and_add_no_doubt() -> None:
    assert correction({"a": 3, "b": 1}, {"a": 6, "b": 2}, {"a": (0.4, 0.1), "b": (0.8, 0.1)}) == Correction(0.0, 0.0)


def test_an_item_no_post_test_has_asked_is_left_out() -> None:
    assert correction({"a": 1}, {"a": 1, "new": 9}, {"a": (0.5, 0.01)}) == Correction(0.0, 0.0)
    assert correction({"a": 1}, {"new": 9}, {"a": (0.5, 0.01)}) == NOTHING_TO_CORRECT


def test_the_mean_of_corrections() -> None:
    assert mean_correction([Correction(0.1, 0.04), Correction(0.3, 0.04)]) == Correction(0.2, 0.02)
    assert mean_correction([]) == NOTHING_TO_CORRECT


def test_five_people_alike_are_not_certain() -> None:
    everybody = sums_of([-0.3, 0.3] * 50)
    told = forgetting(sums_of([0.0] * 5), everybody, NOTHING_TO_CORRECT, is_withheld=False)
    assert isinstance(told, Change) and told.high - told.low > 0.2


def test_few_hidden_and_nobody_are_said() -> None:
    group = sums_of([0.0] * 4)
    assert forgetting(group, group, NOTHING_TO_CORRECT, is_withheld=False) == Withheld("few")
    group = sums_of([0.0] * 9)
    assert forgetting(group, group, NOTHING_TO_CORRECT, is_withheld=True) == Withheld("protects")
    assert forgetting(None, group, NOTHING_TO_CORRECT, is_withheld=False) == NoData()


def took(**parts: int) -> dict:
    cells = {("r/", kind): sum(parts.values()) for kind in (ALL, "x")}
    return cells | {(f"r/{part}/", kind): count for part, count in parts.items() for kind in (ALL, "x")}


def places(hidden: frozenset) -> set[str]:
    return {place for place, kind in hidden if kind == ALL}


def test_a_small_group_takes_another_with_it_and_so_does_a_small_rest() -> None:
    many = took(a=50, b=50, c=50, d=60)
    assert places(hidden_cells(took(a=3, b=9, c=18, d=20), many)) == {"r/a/", "r/b/"}
    assert places(hidden_cells(took(a=13, b=19, c=28, d=20), many)) == set()
    assert places(hidden_cells(took(a=13, b=19, c=48, d=20), many)) == {"r/a/", "r/c/"}


def test_nine_in_ten_intervals_hold_the_truth_with_random_items() -> None:
    """Eight of forty items of known spread at the refresher, twenty at the post-test; everybody loses a tenth of a logit's worth."""
    dice = random.Random(5)
    held = 0
    for _ in range(300):
        ease = {f"i{n}": dice.uniform(0.5, 0.9) for n in range(40)}
        loss, changes, before, after = 0.08, [], {}, {}
        for _ in range(25):
            drawn = dice.sample(sorted(ease), 28)
            first, second = drawn[:20], drawn[20:]
            for side, items in ((before, first), (after, second)):
                for item in items:
                    side[item] = side.get(item, 0) + 1
            marks = [[dice.random() < ease[i] for i in first], [dice.random() < ease[i] - loss for i in second]]
            changes.append(sum(marks[1]) / 8 - sum(marks[0]) / 20)
        facilities = {item: (p, p * (1 - p) / 400) for item, p in ease.items()}
        group = sums_of(changes)
        told = forgetting(group, group, correction(before, after, facilities), is_withheld=False)
        held += isinstance(told, Change) and told.low <= -loss <= told.high
    assert 0.85 <= held / 300 <= 0.96, held
