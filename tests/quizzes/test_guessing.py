"""What a blind guesser earns on each kind of item."""

from __future__ import annotations

import pytest

from quizzes.guessing import guess_share
from tests.builders import item_data, make_item


@pytest.mark.parametrize(
    ("kind", "share"),
    [("single", 1 / 4), ("true_false", 1 / 2), ("judgement", (1 + 0.5 + 0) / 3), ("matching", 1 / 4)],
)
def test_one_choice_among_so_many(kind, share):
    assert guess_share(make_item(kind)) == pytest.approx(share)


def test_all_or_nothing_has_one_good_answer_among_all_that_tick_something():
    assert guess_share(make_item("multiple", marking="all_or_nothing")) == pytest.approx(1 / (2**5 - 1))


def test_ticking_each_option_or_not_gets_half_of_a_proportional_item():
    """Over all 32 subsets exactly half; the empty one (3 of 5 right) is no answer and is left out."""
    assert guess_share(make_item("multiple", marking="proportional")) == pytest.approx((32 * 0.5 - 3 / 5) / 31)


def test_three_steps_in_any_order():
    """Of 6 orders one earns 1, two earn 1/3, the others nothing: Kendall's tau below zero is zero."""
    steps = item_data("ordering")["steps"][:3]
    assert guess_share(make_item("ordering", steps=steps)) == pytest.approx((1 + 2 / 3) / 6)
