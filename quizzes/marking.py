"""mark(item, response) -> Mark: every marking rule once, each with its source. Marks are fractions 0..1."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from quizzes.models import (
    Item,
    JudgementItem,
    MarkingRule,
    MatchingItem,
    MultipleItem,
    OrderingItem,
    SingleItem,
    TrueFalseItem,
)
from quizzes.responses import Response

RULE_EXPLANATIONS: dict[MarkingRule, str] = {
    "all_or_nothing": "Nilai penuh bila jawabannya tepat; selain itu nol.",
    "proportional": "Tiap pilihan dinilai sendiri: dicentang bila benar, dibiarkan bila keliru. Nilai = bagian yang tepat.",
    "proportional_minus_wrong": "Bagian pilihan benar yang dicentang dikurangi bagian pilihan keliru yang dicentang; paling rendah nol.",
    "matching_pairs": "Nilai = banyak pasangan yang tepat dibagi banyak pasangan.",
    "ordering_pairs": "Nilai dihitung dari pasangan langkah: yang urutannya tepat dikurangi yang terbalik, dibagi semua pasangan; paling rendah nol.",
    "panel_weight": "Tiap tindakan berbobot menurut panel penyusun; tindakan terbaik bernilai penuh.",
}
"""What the learner is told, in Indonesian."""


@dataclass(frozen=True)
class Mark:
    """``fraction`` is 0..1; an unanswered item earns 0 and says so."""

    fraction: float
    rule: MarkingRule
    answered: bool


def rule_of(item: Item) -> MarkingRule:
    if isinstance(item, MultipleItem):
        return item.marking
    if isinstance(item, MatchingItem):
        return "matching_pairs"
    if isinstance(item, OrderingItem):
        return "ordering_pairs"
    if isinstance(item, JudgementItem):
        return "panel_weight"
    return "all_or_nothing"


def mark(item: Item, response: Response | None) -> Mark:
    """Mark one checked response (see :func:`quizzes.responses.parse_response`)."""
    rule = rule_of(item)
    if response is None:
        return Mark(0.0, rule, answered=False)
    if isinstance(item, SingleItem):
        fraction = float(response == item.key)
    elif isinstance(item, TrueFalseItem):
        fraction = float(response == ("true" if item.key else "false"))
    elif isinstance(item, JudgementItem):
        fraction = next(option.weight for option in item.options if option.id == response)
    elif isinstance(item, MultipleItem):
        options = {option.id for option in item.options}
        formula = {
            "all_or_nothing": all_or_nothing,
            "proportional": proportional,
            "proportional_minus_wrong": proportional_minus_wrong,
        }[item.marking]
        fraction = formula(set(response), set(item.keys), options)
    elif isinstance(item, MatchingItem):
        fraction = matching_pairs(dict(response), [pair.id for pair in item.pairs])  # type: ignore[arg-type]
    else:
        fraction = ordering_pairs(dict(response), [step.id for step in item.steps])  # type: ignore[arg-type]
    return Mark(fraction, rule, answered=True)


def all_or_nothing(chosen: set[str], keys: set[str], options: set[str]) -> float:
    """1 when exactly the keys are chosen, else 0.

    Moodle's "All-or-nothing multiple choice" question type: https://docs.moodle.org/en/All-or-nothing_multiple_choice
    """
    return float(chosen == keys)


def proportional(chosen: set[str], keys: set[str], options: set[str]) -> float:
    """Share of options treated rightly (chosen if key, left if not): multiple true-false scoring.

    Cronbach, L. J. (1941), "An experimental comparison of the multiple true-false and multiple multiple-choice tests",
    Journal of Educational Psychology 32, 533-543.
    """
    return sum((option in chosen) == (option in keys) for option in options) / len(options)


def proportional_minus_wrong(chosen: set[str], keys: set[str], options: set[str]) -> float:
    """max(0, hits/|keys| - false alarms/|non-keys|), so that ticking everything earns nothing.

    Moodle's multiple-answer multiple choice with balancing negative grades:
    https://docs.moodle.org/en/Multiple_Choice_question_type
    """
    wrong = options - keys
    return max(0.0, len(chosen & keys) / len(keys) - len(chosen & wrong) / len(wrong))


def matching_pairs(chosen: dict[str, str], lefts: list[str]) -> float:
    """Share of left sides joined with their own right side (a pair's right key is the pair's id).

    Moodle's matching question type: https://docs.moodle.org/en/Matching_question_type
    """
    return sum(chosen.get(left) == left for left in lefts) / len(lefts)


def ordering_pairs(places: dict[str, int], steps: list[str]) -> float:
    """max(0, Kendall's tau): (pairs in right order - pairs reversed) / all pairs; gaps and ties count for neither.

    Kendall, M. G. (1938), "A new measure of rank correlation", Biometrika 30, 81-93.
    """
    balance = 0
    for earlier, later in combinations(steps, 2):
        if earlier in places and later in places:
            balance += (places[earlier] < places[later]) - (places[earlier] > places[later])
    return max(0.0, balance / (len(steps) * (len(steps) - 1) // 2))


def misconceptions_possible(item: Item) -> frozenset[str]:
    """The misconceptions that some answer to this item stands for."""
    if isinstance(item, TrueFalseItem):
        return frozenset({item.misconception} if item.misconception else ())
    if isinstance(item, (SingleItem, MultipleItem, JudgementItem)):
        return frozenset(option.misconception for option in item.options if option.misconception)
    return frozenset()


def misconceptions_met(items: Sequence[Item], responses: Mapping[int, Response | None]) -> dict[str, bool]:
    """Of one attempt: misconception -> whether an answer showed it, for each that an ANSWERED item could show.

    An item left unanswered says nothing about what somebody believes.
    """
    met: dict[str, bool] = {}
    for position, item in enumerate(items):
        response = responses.get(position)
        if response is None:
            continue
        shown = misconceptions_shown(item, response)
        for misconception in misconceptions_possible(item):
            met[misconception] = met.get(misconception, False) or misconception in shown
    return met


def misconceptions_shown(item: Item, response: Response | None) -> tuple[str, ...]:
    """The misconceptions that this response stands for."""
    if response is None:
        return ()
    if isinstance(item, TrueFalseItem):
        wrong = response != ("true" if item.key else "false")
        return (item.misconception,) if wrong and item.misconception else ()
    if isinstance(item, (SingleItem, MultipleItem, JudgementItem)):
        chosen = {response} if isinstance(response, str) else set(response)
        return tuple(o.misconception for o in item.options if o.id in chosen and o.misconception)
    return ()
