"""Rules of answers: junk is refused at the door, the screen knows places only, and nothing shown tells the key."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import asdict
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.checks import all_texts
from quizzes.draw import choice_count, draw_paper
from quizzes.models import BlueprintCell, Item, SingleItem
from quizzes.responses import InvalidResponse, decode_response, encode_response, is_complete, parse_response
from quizzes.shown import choice_keys, response_from_shown, show, shown_from_response
from tests.builders import KINDS, drawn_item, make_item, shipped_courseware
from tests.quizzes.answers import responses_to

ITEMS = [make_item(kind) for kind in KINDS]


@st.composite
def answered(draw: Any) -> tuple[Item, Any, Any]:
    item = draw(st.sampled_from(ITEMS))
    order = draw(st.permutations(range(choice_count(item))))
    return item, drawn_item(item, order), draw(responses_to(item))


@settings(max_examples=300, deadline=None)
@given(answered())
def test_what_is_stored_is_what_the_screen_shows_again(case: tuple[Item, Any, Any]) -> None:
    item, drawn, response = case
    assert response_from_shown(item, drawn, shown_from_response(item, drawn, response)) == response
    assert decode_response(item, encode_response(response)) == response


JUNK = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-3, 9), st.floats(), st.sampled_from(["a", "b", "p1", "s1", "true", "x1", "zz"])),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(st.one_of(st.sampled_from(["p1", "s1", "a"]), st.integers(-2, 5)), inner, max_size=4),
    ),
    max_leaves=6,
)  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(ITEMS), JUNK)
def test_junk_is_refused_or_is_an_answer_but_never_a_crash(item: Item, junk: Any) -> None:
    for parse in (parse_response, lambda i, v: response_from_shown(i, drawn_item(i), v)):
        try:
            response = parse(item, junk)
        except InvalidResponse:
            continue
        assert decode_response(item, encode_response(response)) == response


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("single", "z"), ("single", 1), ("single", ["a"]), ("single", True), ("true_false", "ya"), ("true_false", True),
        ("judgement", "d"), ("multiple", "a"), ("multiple", ["a", "a"]), ("multiple", ["z"]), ("multiple", [["a"]]),
        ("matching", {"p9": "p1"}), ("matching", {"p1": "x2"}), ("matching", ["p1"]), ("matching", {"p1": ["p1"]}),
        ("ordering", {"s1": 0}), ("ordering", {"s1": 5}), ("ordering", {"s1": True}), ("ordering", {"s1": "1"}),
        ("ordering", {"s9": 1}), ("ordering", {"s1": 1.0}),
    ],
)  # fmt: skip
def test_an_answer_that_is_not_to_this_item_is_refused(kind: str, value: object) -> None:
    with pytest.raises(InvalidResponse):
        parse_response(make_item(kind), value)


@pytest.mark.parametrize(
    ("kind", "answer"),
    [
        ("single", -1), ("single", 4), ("single", "b"), ("single", True), ("multiple", 1), ("multiple", (0, 9)),
        ("multiple", (-1,)), ("matching", {-1: 0}), ("matching", {3: 0}), ("matching", {0: -1}), ("matching", {True: 0}),
        ("ordering", {-1: 1}), ("ordering", {0: 9}), ("ordering", 5),
    ],
)  # fmt: skip
def test_a_place_that_is_not_on_screen_is_refused(kind: str, answer: Any) -> None:
    item = make_item(kind)
    with pytest.raises(InvalidResponse):
        response_from_shown(item, drawn_item(item), answer)


@pytest.mark.parametrize(("kind", "empty"), [("multiple", []), ("matching", {}), ("ordering", {})])
def test_nothing_chosen_is_no_answer(kind: str, empty: Any) -> None:
    assert parse_response(make_item(kind), empty) is None


def test_an_answer_is_complete_when_every_part_has_one() -> None:
    assert not is_complete(make_item(), None)
    assert is_complete(make_item(), "a") and is_complete(make_item("multiple"), ("a",))
    assert not is_complete(make_item("matching"), {"p1": "p1"})
    assert is_complete(make_item("matching"), {"p1": "p1", "p2": "p1", "p3": "x1"})
    assert not is_complete(make_item("ordering"), {"s1": 1, "s2": 2, "s3": 3, "s4": 3})
    assert is_complete(make_item("ordering"), {"s1": 4, "s2": 3, "s3": 2, "s4": 1})


def test_equal_answers_give_equal_text() -> None:
    item = make_item("multiple")
    assert encode_response(parse_response(item, ["c", "a"])) == encode_response(parse_response(item, ("a", "c")))
    assert encode_response({"s2": 1, "s1": 2}) == encode_response({"s1": 2, "s2": 1})


@pytest.fixture(scope="module")
def bank() -> dict[str, Item]:
    return dict(shipped_courseware().bank.items)


def test_what_is_shown_holds_no_feedback_no_explanation_and_no_id(bank: dict[str, Item]) -> None:
    for item in (*ITEMS, *bank.values()):
        shown = asdict(show(item, drawn_item(item)))
        texts = {shown["stem"], *shown["choices"], *shown["lefts"]}
        public = {
            item.stem, "Benar", "Salah", *(o.text for o in getattr(item, "options", ())),
            *(side for p in getattr(item, "pairs", ()) for side in (p.left, p.right)),
            *getattr(item, "extra_rights", ()), *(s.text for s in getattr(item, "steps", ())),
        }  # fmt: skip
        secret = {text for text in all_texts(item) if len(text) > 3} - public
        assert texts <= public
        assert not any(
            word in text
            for word in secret - {item.kind, item.indicator, item.difficulty}
            for text in texts
            if len(word) > 20
        )
        assert set(shown) == {"kind", "stem", "choices", "lefts", "rule"}


def test_the_place_of_a_choice_does_not_predict_the_key() -> None:
    """Chi-square over 4,000 drawings: 3 degrees of freedom, p = 0.001."""
    items = {f"q{n}": make_item(id=f"q{n}", key="abcd"[n % 2]) for n in range(8)}
    places: Counter[int] = Counter()
    for seed in range(500):
        for drawn in draw_paper([BlueprintCell(count=8)], items, dict.fromkeys(items, "x"), seed):
            item = items[drawn.item_id]
            assert isinstance(item, SingleItem)
            places[choice_keys(item, drawn).index(item.key)] += 1
    expected = sum(places.values()) / 4
    assert sum((seen - expected) ** 2 / expected for seen in places.values()) < 16.27, places


def test_the_place_of_a_right_side_does_not_predict_its_left_side() -> None:
    item = make_item("matching")
    same: Counter[int] = Counter()
    for seed in range(2000):
        (drawn,) = draw_paper([BlueprintCell(count=1)], {"m": item}, {item.id: "x"}, seed)
        keys = choice_keys(item, drawn)
        same[sum(keys[place] == pair.id for place, pair in enumerate(item.pairs))] += 1  # type: ignore[union-attr]
    mean = sum(k * n for k, n in same.items()) / 2000
    assert abs(mean - 3 / 4) < 0.08, same  # each of 3 lefts meets its own right at its own place 1 time in 4


def test_shuffling_choices_does_not_change_the_mark() -> None:
    from quizzes.marking import mark

    dice = random.Random(5)
    item = make_item("multiple")
    for _ in range(50):
        drawn = drawn_item(item, dice.sample(range(5), 5))
        keys = choice_keys(item, drawn)
        answer = tuple(place for place, key in enumerate(keys) if key in ("a", "c"))
        assert mark(item, response_from_shown(item, drawn, answer)).fraction == 1
