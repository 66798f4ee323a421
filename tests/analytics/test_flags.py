"""Which items ask for an author's eye, and which must not."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest

from analytics.estimates import MICRO
from analytics.items.flags import KINDS, MIN_FLAG_LEARNERS, Candidate, Flag, flags
from analytics.items.item_sums import AnswerSums, item_statistics
from tests.analytics.simulated import answer, candidates, make_bank


def candidate(choices: dict[str, tuple[int, float]], key: str = "a", **changes) -> Candidate:
    """Option -> how many chose it and their mean on the other items; half of them 0.2 above it, half below."""
    answers = []
    for option, (count, rest) in choices.items():
        for side, people in ((0.2, count // 2), (-0.2, count - count // 2)):
            own = round((rest + side) * MICRO)
            answers.append(AnswerSums((option,), MICRO * (option == key), people, people * own, people * own * own))
    statistics = item_statistics(answers, choices)
    assert statistics is not None
    return Candidate(**({"item_id": "soal", "version": "v", "statistics": statistics, "keys": frozenset(key), "guess": 0.25} | changes))  # fmt: skip


GOOD = {"a": (240, 0.75), "b": (70, 0.55), "c": (50, 0.5), "d": (40, 0.5)}


def kinds(*found: Candidate) -> list[str]:
    return [flag.kind for flag in flags(found)]


def test_a_sound_item_is_left_alone():
    assert flags([candidate(GOOD)]) == ()


def test_a_wrong_key_is_named_with_the_option_that_is_probably_right():
    (flag,) = flags([candidate(GOOD, key="b")])
    assert (flag.kind, flag.option, flag.title) == ("wrong_key", "a", "Kunci mungkin keliru")
    assert "240 dari 400 orang memilih 'a'" in flag.reason
    assert "korelasi −0," in flag.reason and "rentang" in flag.reason


def test_a_key_below_guessing_needs_less_proof():
    """250 of 300 choose 'b'; its choosers are a little stronger, which alone would prove nothing."""
    choices = {"a": (30, 0.55), "b": (250, 0.62), "c": (20, 0.55)}
    assert kinds(candidate(choices)) == ["wrong_key"]
    assert "wrong_key" not in kinds(candidate(choices, guess=0.05))
    assert "wrong_key" not in kinds(candidate({"a": (30, 0.62), "b": (250, 0.62), "c": (20, 0.55)}))


def test_an_option_that_draws_the_strong_beside_a_good_key_is_ambiguous():
    (flag,) = flags([candidate({"a": (200, 0.75), "b": (100, 0.8), "c": (60, 0.3), "d": (40, 0.3)})])
    assert (flag.kind, flag.option) == ("ambiguous", "b")


def test_an_item_that_pulls_the_wrong_way_without_a_better_option_is_negative():
    opposed = candidate({"a": (200, 0.5), "b": (200, 0.7)}, keys=frozenset(), guess=0.1)
    assert kinds(opposed) == ["negative"]


def test_too_easy_and_too_hard():
    assert kinds(candidate({"a": (396, 0.7), "b": (2, 0.5), "c": (2, 0.5)})) == ["too_easy"]
    hard = candidate({"a": (60, 0.72), "b": (180, 0.66), "c": (160, 0.66)})
    assert kinds(hard) == ["too_hard"]


def test_an_item_that_tells_nobody_apart_is_weak():
    assert kinds(candidate({"a": (240, 0.65), "b": (160, 0.65)}, guess=0.5)) == ["weak"]


def test_an_option_that_nobody_chooses_is_dead_and_small_counts_are_not_told():
    (flag,) = flags([candidate(GOOD | {"e": (4, 0.5)})])
    assert (flag.kind, flag.option) == ("dead_option", "e")
    assert "kurang dari 10 dari 404 orang" in flag.reason


def test_dead_options_of_an_item_nearly_everybody_knows_are_not_held_against_it():
    assert kinds(candidate({"a": (370, 0.7), "b": (20, 0.4), "c": (8, 0.3), "d": (2, 0.3)})) == []


def test_drift_needs_both_versions_and_a_difference_that_matters():
    easier = candidate({"a": (340, 0.72), "b": (30, 0.5), "c": (30, 0.4)})
    before = candidate(GOOD)
    assert kinds(replace(easier, earlier=before.statistics)) == ["drift"]
    assert "lebih mudah" in flags([replace(easier, earlier=before.statistics)])[0].reason
    few = candidate({"a": (20, 0.75), "b": (20, 0.5)}).statistics
    assert kinds(replace(easier, earlier=few)) == []
    assert kinds(replace(before, earlier=before.statistics)) == []


def test_below_the_minimum_nothing_is_flagged():
    few = {"a": (10, 0.1), "b": (MIN_FLAG_LEARNERS - 11, 0.9)}
    assert kinds(candidate(few)) == []
    assert kinds(candidate(few | {"b": (MIN_FLAG_LEARNERS - 10, 0.9)}))[0] == "wrong_key"


def test_a_few_strong_people_on_one_option_are_not_evidence():
    assert kinds(candidate({"a": (300, 0.5), "b": (9, 1.0), "c": (60, 0.2), "d": (31, 0.2)})) == ["dead_option"]


def test_the_most_urgent_comes_first_whatever_the_order_in():
    bank = [
        candidate({"a": (396, 0.7), "b": (4, 0.5)}, item_id="mudah"),
        candidate(GOOD, key="b", item_id="kunci"),
        candidate(GOOD, item_id="baik"),
    ]
    assert [f.item_id for f in flags(bank)] == ["kunci", "mudah"]
    assert flags(bank) == flags(reversed(bank))
    assert flags([]) == ()


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_title(kind):
    assert Flag(kind, "i", "v", "").title == KINDS[kind]


def test_a_wrong_key_announces_itself_and_sound_items_stay_quiet():
    """200 items of five options, 400 learners each, papers of 20 drawn at random; one key file is wrong."""
    dice = np.random.default_rng(20261122)
    hits, false_alarms, banks = 0, Counter(), 30
    for _ in range(banks):
        wrong = int(dice.integers(200))
        bank = make_bank(dice, wrong_key=wrong)
        for flag in flags(candidates(bank, *answer(bank, dice, 4000, 20))):
            if flag.item_id == f"soal-{wrong}":
                hits += flag.kind == "wrong_key" and flag.option == "a"
            elif flag.kind in ("wrong_key", "negative", "ambiguous"):
                false_alarms[flag.kind] += 1
    assert hits >= 0.95 * banks - 1
    assert false_alarms.total() < banks


def test_pure_noise_raises_less_than_one_alarm_about_keys_per_bank():
    dice = np.random.default_rng(7)
    alarms, banks = 0, 20
    for _ in range(banks):
        bank = replace(make_bank(dice), slope=np.zeros(200))
        found = flags(candidates(bank, *answer(bank, dice, 4000, 20)))
        alarms += sum(flag.kind in ("wrong_key", "negative", "ambiguous") for flag in found)
    assert alarms < banks
