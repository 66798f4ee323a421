"""Item statistics from kept sums: equal to the definitions in exact fractions, in any order, in any portions."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction
from math import atanh, sqrt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.estimates import MICRO
from analytics.items.intervals import Correlation, Unknown, correlation, fisher_interval
from analytics.items.item_sums import AnswerSums, item_statistics, pearson
from tests.analytics import exact

person = st.tuples(st.sampled_from(["a", "b", "c", None]), st.integers(0, 20))
"""What was chosen, and how many of 20 other items were right."""
people = st.lists(person, min_size=30, max_size=80)
MARKS = {"a": MICRO, "b": MICRO // 2, "c": 0, None: 0}


def sums_of(answers) -> list[AnswerSums]:
    kept: dict[object, list[int]] = defaultdict(lambda: [0, 0, 0])
    for choice, right in answers:
        rest = right * MICRO // 20
        kept[choice][0] += 1
        kept[choice][1] += rest
        kept[choice][2] += rest * rest
    return [AnswerSums((c,) if c else None, MARKS[c], *sums) for c, sums in kept.items()]


def close(found: Correlation | Unknown, wanted: float | None) -> bool:
    if wanted is None:
        return found == Unknown("flat")
    return isinstance(found, Correlation) and found.value == pytest.approx(wanted, rel=1e-9, abs=1e-9)


@settings(max_examples=80, deadline=None)
@given(people)
def test_sums_give_what_the_definitions_give_to_nine_digits(answers):
    found = item_statistics(sums_of(answers), "abc")
    marks = [Fraction(MARKS[choice], MICRO) for choice, _ in answers]
    rests = [Fraction(right, 20) for _, right in answers]
    assert found is not None
    assert found.learners == len(answers)
    assert found.unanswered == sum(choice is None for choice, _ in answers)
    assert found.facility.value == pytest.approx(float(exact.mean(marks)), rel=1e-12)
    assert found.facility.low <= found.facility.value <= found.facility.high
    assert found.standard_deviation == pytest.approx(sqrt(exact.covariance(marks, marks)), rel=1e-9, abs=1e-12)
    assert close(found.item_rest, exact.correlation(marks, rests))
    for option in found.options:
        chosen = [Fraction(choice == option.option) for choice, _ in answers]
        assert option.chosen == sum(chosen)
        assert option.share.value == pytest.approx(float(exact.mean(chosen)))
        assert close(option.option_rest, exact.correlation(chosen, rests))
        who = [rest for rest, yes in zip(rests, chosen, strict=True) if yes]
        assert option.mean_rest == (pytest.approx(float(exact.mean(who)), rel=1e-9) if who else None)


@settings(max_examples=40, deadline=None)
@given(people, st.randoms(), st.integers(0, 30))
def test_order_and_portions_change_no_digit(answers, dice, cut):
    whole = item_statistics(sums_of(answers), "abc")
    again = list(answers)
    dice.shuffle(again)
    assert item_statistics(sums_of(again), "abc") == whole
    assert item_statistics([*sums_of(answers[:cut]), *sums_of(answers[cut:])], "abc") == whole


def test_an_option_of_a_set_counts_in_every_set_that_holds_it():
    answers = [AnswerSums(("a", "b"), 0, 20, 20 * MICRO // 2, 20), AnswerSums(("b",), 0, 15, 5 * MICRO, 20)]
    found = item_statistics(answers, "abc")
    assert found is not None
    assert [o.chosen for o in found.options] == [20, 35, 0]


def test_nobody_gives_nothing_and_few_give_no_correlation():
    assert item_statistics([]) is None
    few = item_statistics(sums_of([("a", 20), ("b", 3)] * 14), "ab")
    assert few is not None and few.item_rest == Unknown("few")
    assert isinstance(item_statistics(sums_of([("a", 20), ("b", 3)] * 15)).item_rest, Correlation)


def test_a_correlation_that_is_not_defined_is_unknown_and_not_zero():
    assert pearson(5, 5, 5, 3, 3, 3) is None
    assert correlation(None, 100) == Unknown("flat")


def test_the_interval_is_fishers():
    """z = atanh(0.5) = 0.5493; half-width 1.645 / sqrt(100) at 103 people."""
    low, high = fisher_interval(0.5, 103, 0.90)
    assert (atanh(low), atanh(high)) == pytest.approx((0.5493 - 0.16449, 0.5493 + 0.16449), abs=1e-4)
    assert fisher_interval(1.0, 40) == (1, 1)
    with pytest.raises(ValueError):
        fisher_interval(0.5, 3)
