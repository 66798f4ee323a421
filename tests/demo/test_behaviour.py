"""Rules of the simulated people: only real answers, office hours, misconceptions that show, learning that helps."""

from __future__ import annotations

import random
from datetime import date

import pytest

from demo.behaviour import (
    WITA,
    Mind,
    after_lessons,
    all_misconceptions,
    answer,
    make_climate,
    make_journey,
    make_profile,
    working_days,
)
from quizzes.marking import mark, misconceptions_shown
from quizzes.models import SingleItem
from quizzes.responses import encode_response, is_complete, parse_response
from tests.demo.small import COURSEWARE

ITEMS = list(COURSEWARE.bank.items.values())
DAYS = working_days(date(2026, 9, 22), date(2026, 11, 21))


def mean_mark(mind: Mind) -> float:
    dice = random.Random(5)
    marks = [mark(item, answer(dice, mind, make_profile(item, 1))).fraction for item in ITEMS for _ in range(20)]
    return sum(marks) / len(marks)


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.id)
def test_every_answer_is_one_the_door_would_accept_as_it_is(item) -> None:
    dice = random.Random(1)
    profile = make_profile(item, 1)
    for ability in (-3.0, 0.0, 3.0):
        mind = Mind(ability, {}, frozenset(all_misconceptions([item])))
        for _ in range(30):
            given = answer(dice, mind, profile)
            assert encode_response(parse_response(item, given)) == encode_response(given)
            assert given is None or is_complete(item, given)


def test_the_able_earn_more_than_the_less_able_and_nobody_is_perfect() -> None:
    weak, strong = mean_mark(Mind(-1.5, {}, frozenset())), mean_mark(Mind(1.5, {}, frozenset()))
    assert weak + 0.2 < strong < 1


def test_who_holds_a_misconception_mostly_takes_its_choice() -> None:
    item = next(i for i in ITEMS if isinstance(i, SingleItem) and any(o.misconception for o in i.options))
    held = next(o.misconception for o in item.options if o.misconception)
    dice, profile = random.Random(2), make_profile(item, 1)
    believer = Mind(1.0, {}, frozenset({held}))
    shown = sum(held in misconceptions_shown(item, answer(dice, believer, profile)) for _ in range(400))
    assert shown > 250


def test_lessons_raise_ability_and_remove_misconceptions() -> None:
    before = Mind(0.0, {}, frozenset(f"keliru-{n}" for n in range(50)))
    after = after_lessons(before, random.Random(3), 1.0)
    assert after.ability > before.ability
    assert after.misconceptions < before.misconceptions


def test_sittings_are_on_weekdays_in_office_hours_and_in_order() -> None:
    climate = make_climate(1, "pd-01", ["karier"], ["keliru"])
    for n in range(500):
        journey = make_journey(random.Random(n), climate, DAYS, 5)
        if journey.pretest_at is None:
            assert journey.posttest_at is None
            continue
        moments = [m for m in (journey.pretest_at, journey.posttest_at) if m is not None]
        assert moments == sorted(moments)
        for moment in moments:
            local = moment.astimezone(WITA)
            assert local.weekday() < 5
            assert 7 <= local.hour < 17


def test_some_never_start_and_some_start_without_finishing() -> None:
    climate = make_climate(1, "pd-01", ["karier"], ["keliru"])
    journeys = [make_journey(random.Random(n), climate, DAYS, 5) for n in range(2_000)]
    never = sum(j.pretest_at is None for j in journeys) / 2_000
    finished = sum(j.posttest_at is not None and j.hands_in_posttest for j in journeys) / 2_000
    assert 0.05 < never < 0.3
    assert 0.55 < finished < 0.85
