"""Simulated people are surer the more they know, a little too sure on the whole, and surest of what they believe wrongly."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import timedelta

from demo.behaviour import Mind, answer, make_profile
from demo.sureness import say
from quizzes import attempts
from quizzes.attempts import Attempt
from quizzes.draw import draw_paper
from quizzes.marking import mark, misconceptions_shown
from quizzes.sureness import decode_sayings, encode_saying, last_sayings
from tests.demo.small import COURSEWARE, NOW

BANK = COURSEWARE.bank
QUIZ = BANK.quizzes["pascauji-dasar"]
PROFILES = {item.id: make_profile(item, 1) for item in BANK.items.values()}
BELIEFS = frozenset(misconception for profile in PROFILES.values() for misconception in profile.tempting)


def sitting(number: int) -> Attempt:
    paper = draw_paper(QUIZ.blueprint, BANK.items, BANK.fingerprints, number, avoid=frozenset(), form="A")
    return attempts.begin(f"a{number}", f"orang-{number}", QUIZ, 1, paper, NOW)


def sat(mind: Mind, people: int = 150):
    """(item, response, whether sure) of everything that was said of."""
    for number in range(people):
        dice, attempt = random.Random(number), sitting(number)
        items = [BANK.items[drawn.item_id] for drawn in attempt.paper]
        responses = {place: answer(dice, mind, PROFILES[item.id]) for place, item in enumerate(items)}
        given = {place: response for place, response in responses.items() if response is not None}
        said = say(7, attempt, mind, PROFILES, given, {place: 40 * (place + 1) for place in given})
        assert decode_sayings(" ".join(map(encode_saying, said))) == tuple(said)
        for place, saying in last_sayings(said).items():
            yield items[place], given[place], saying.is_sure


def share_sure(mind: Mind) -> float:
    said = [is_sure for _, _, is_sure in sat(mind)]
    return sum(said) / len(said)


def test_the_able_are_sure_more_often_and_people_are_too_sure_on_the_whole() -> None:
    weak, strong = Mind(-1.0, {}, frozenset()), Mind(1.5, {}, frozenset())
    assert share_sure(weak) + 0.2 < share_sure(strong) < 1
    sure = [mark(item, response).fraction for item, response, is_sure in sat(weak) if is_sure]
    assert sum(sure) / len(sure) < 0.8  # who is well calibrated is right more often when sure


def test_who_falls_for_a_misconception_is_surer_than_that_ability_would_make_them() -> None:
    believer = Mind(-0.5, {}, BELIEFS)
    fallen = [sure for item, response, sure in sat(believer) if BELIEFS & {*misconceptions_shown(item, response)}]
    assert sum(fallen) / len(fallen) > share_sure(Mind(-0.5, {}, frozenset())) + 0.1


def test_the_same_seed_says_the_same_and_a_quiz_that_does_not_ask_hears_nothing() -> None:
    attempt, mind = sitting(3), Mind(0.0, {}, frozenset())
    given = {place: "a" for place in range(20)}
    times = {place: int(timedelta(minutes=place).total_seconds()) for place in given}
    said = [say(seed, attempt, mind, PROFILES, given, times) for seed in range(12)]
    assert said == [say(seed, attempt, mind, PROFILES, given, times) for seed in range(12)]
    assert len(set(map(tuple, said))) > 2
    silent = replace(attempt, quiz=QUIZ.model_copy(update={"asks_sureness": False}))
    assert say(1, silent, mind, PROFILES, given, times) == []
