"""Rules of marking: golden values worked by hand, and what holds for every answer."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizzes.marking import (
    RULE_EXPLANATIONS,
    all_or_nothing,
    mark,
    matching_pairs,
    misconceptions_shown,
    ordering_pairs,
    proportional,
    proportional_minus_wrong,
    rule_of,
)
from quizzes.models import Item
from tests.builders import KINDS, make_item
from tests.quizzes.answers import responses_to

OPTIONS, KEYS = set("abcde"), set("ac")


@pytest.mark.parametrize(
    ("chosen", "strict", "each", "balanced"),
    [
        ("ac", 1, 1.0, 1.0),
        ("a", 0, 4 / 5, 1 / 2),  # one key ticked, three wrong ones left: 4 of 5 treated rightly; 1/2 - 0/3
        ("ab", 0, 3 / 5, 1 / 6),  # 1/2 - 1/3
        ("abc", 0, 4 / 5, 2 / 3),  # 2/2 - 1/3
        ("b", 0, 2 / 5, 0.0),  # 0/2 - 1/3, not below nothing
        ("bde", 0, 0.0, 0.0),
        ("abcde", 0, 2 / 5, 0.0),  # ticking everything: 2/2 - 3/3
        ("abd", 0, 2 / 5, 0.0),  # 1/2 - 2/3
    ],
)
def test_multiple_answers_by_hand(chosen: str, strict: float, each: float, balanced: float) -> None:
    assert all_or_nothing(set(chosen), KEYS, OPTIONS) == strict
    assert proportional(set(chosen), KEYS, OPTIONS) == pytest.approx(each)
    assert proportional_minus_wrong(set(chosen), KEYS, OPTIONS) == pytest.approx(balanced)


@pytest.mark.parametrize(
    ("places", "expected"),
    [
        ({"a": 1, "b": 2, "c": 3, "d": 4}, 1.0),
        ({"a": 2, "b": 1, "c": 3, "d": 4}, 4 / 6),  # 5 right, 1 reversed
        ({"a": 4, "b": 2, "c": 3, "d": 1}, 0.0),  # 1 right, 5 reversed
        ({"a": 1, "b": 3, "c": 2, "d": 4}, 4 / 6),
        ({"a": 2, "b": 1, "c": 4, "d": 3}, 2 / 6),  # 4 right, 2 reversed
        ({"a": 4, "b": 3, "c": 2, "d": 1}, 0.0),
        ({"a": 1, "b": 2}, 1 / 6),  # gaps count for nothing
        ({"a": 1, "b": 1, "c": 1, "d": 1}, 0.0),  # so do ties
        ({}, 0.0),
    ],
)
def test_ordering_by_hand(places: dict[str, int], expected: float) -> None:
    assert ordering_pairs(places, list("abcd")) == pytest.approx(expected)


def test_matching_by_hand() -> None:
    assert matching_pairs({"a": "a", "b": "b", "c": "c"}, list("abc")) == 1
    assert matching_pairs({"a": "a", "b": "c", "c": "b"}, list("abc")) == pytest.approx(1 / 3)
    assert matching_pairs({"a": "x1"}, list("abc")) == 0


@pytest.mark.parametrize(
    ("kind", "response", "fraction"),
    [
        ("single", "b", 1.0), ("single", "a", 0.0), ("true_false", "true", 1.0), ("true_false", "false", 0.0),
        ("judgement", "a", 1.0), ("judgement", "b", 0.5), ("judgement", "c", 0.0), ("multiple", ("a", "c"), 1.0),
        ("multiple", ("a", "b"), 1 / 6), ("matching", {"p1": "p1", "p2": "x1"}, 1 / 3),
        ("ordering", {"s1": 1, "s2": 2, "s3": 3, "s4": 4}, 1.0),
    ],
)  # fmt: skip
def test_each_kind_by_hand(kind: str, response: object, fraction: float) -> None:
    assert mark(make_item(kind), response).fraction == pytest.approx(fraction)  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", KINDS)
def test_no_answer_earns_nothing_and_says_so(kind: str) -> None:
    unanswered = mark(make_item(kind), None)
    assert unanswered.fraction == 0 and not unanswered.answered


@pytest.mark.parametrize("kind", KINDS)
def test_every_rule_is_explained_to_the_learner(kind: str) -> None:
    assert RULE_EXPLANATIONS[rule_of(make_item(kind))]


ITEMS = [make_item(kind) for kind in KINDS] + [
    make_item("multiple", marking=marking) for marking in ("all_or_nothing", "proportional")
]


@settings(max_examples=250, deadline=None)
@given(st.sampled_from(ITEMS).flatmap(lambda item: st.tuples(st.just(item), responses_to(item))))
def test_every_mark_is_from_nothing_to_full(pair: tuple[Item, object]) -> None:
    item, response = pair
    assert 0 <= mark(item, response).fraction <= 1  # type: ignore[arg-type]


SETS = st.integers(2, 7).flatmap(
    lambda n: st.tuples(
        st.just(n), st.sets(st.integers(0, n - 1), min_size=1, max_size=n - 1), st.sets(st.integers(0, n - 1))
    )
)


@given(SETS, st.randoms(use_true_random=False))
def test_marks_do_not_depend_on_names_or_order(facts: tuple[int, set[int], set[int]], dice) -> None:
    n, keys, chosen = facts
    names = [f"o{i}" for i in range(n)]
    shuffled = dice.sample(names, n)
    for rule in (all_or_nothing, proportional, proportional_minus_wrong):
        first, second = (
            rule({name[i] for i in chosen}, {name[i] for i in keys}, set(name)) for name in (names, shuffled)
        )
        assert first == second


@given(SETS)
def test_full_marks_only_for_exactly_the_keys_and_nothing_for_ticking_all(
    facts: tuple[int, set[int], set[int]],
) -> None:
    n, keys, chosen = ({str(i) for i in part} if isinstance(part, set) else part for part in facts)
    options = {str(i) for i in range(n)}
    for rule in (all_or_nothing, proportional, proportional_minus_wrong):
        assert (rule(chosen, keys, options) == 1) == (chosen == keys)
    assert all_or_nothing(chosen, keys, options) in (0, 1)
    assert proportional_minus_wrong(options, keys, options) == 0
    assert proportional_minus_wrong(set(), keys, options) == 0


@given(st.integers(3, 6))
def test_the_reverse_order_earns_nothing_and_the_right_one_everything(n: int) -> None:
    steps = [f"s{i}" for i in range(n)]
    assert ordering_pairs({s: i for i, s in enumerate(steps, 1)}, steps) == 1
    assert ordering_pairs({s: n - i for i, s in enumerate(steps)}, steps) == 0


def test_a_wrong_choice_shows_its_misconception_and_a_right_one_none() -> None:
    options = [{"id": c, "text": c, "feedback": c, "misconception": f"m-{c}" if c != "b" else None} for c in "abc"]
    item = make_item(options=options)
    assert misconceptions_shown(item, "a") == ("m-a",)
    assert misconceptions_shown(item, "b") == misconceptions_shown(item, None) == ()
    statement = make_item("true_false", misconception="keliru")
    assert misconceptions_shown(statement, "false") == ("keliru",)
    assert misconceptions_shown(statement, "true") == ()
