"""Made-up banks and learners: everybody draws other items, options attract according to ability, keys can be wrong."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analytics.estimates import MICRO
from analytics.items.flags import Candidate
from analytics.items.item_sums import AnswerSums, item_statistics

LETTERS = "abcde"


@dataclass(frozen=True)
class Bank:
    """Two-parameter items (Birnbaum 1968) of five options; ``wrong_key`` names the item whose key file is wrong."""

    difficulty: np.ndarray
    slope: np.ndarray
    lure: np.ndarray
    """How strongly each of the four distractors attracts those who do not know."""
    wrong_key: int | None = None


def make_bank(dice: np.random.Generator, size: int = 200, wrong_key: int | None = None) -> Bank:
    return Bank(
        dice.normal(-0.5, 1.0, size), dice.lognormal(0.0, 0.3, size), dice.dirichlet(np.full(4, 3.0), size), wrong_key
    )


def answer(
    bank: Bank, dice: np.random.Generator, learners: int, per_paper: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Items drawn (a row per learner), options chosen (0 is what is TRUE, 1 to 4 are not), and marks by the key file."""
    ability = dice.normal(0, 1, learners)
    items = np.argsort(dice.random((learners, len(bank.difficulty))), axis=1)[:, :per_paper]
    chance = 0.2 + 0.8 / (1 + np.exp(-bank.slope[items] * (ability[:, None] - bank.difficulty[items])))
    lured = 1 + (dice.random(items.shape)[..., None] > bank.lure[items].cumsum(axis=2)[..., :3]).sum(axis=2)
    chosen = np.where(dice.random(items.shape) < chance, 0, lured)
    keys = np.zeros(len(bank.difficulty), dtype=int)
    if bank.wrong_key is not None:
        keys[bank.wrong_key] = 1
    return items, chosen, (chosen == keys[items]).astype(float)


def candidates(bank: Bank, items: np.ndarray, chosen: np.ndarray, marks: np.ndarray) -> list[Candidate]:
    """The bank as authors' page has it: from sums per item and answer."""
    micro = (marks * MICRO).astype(np.int64)
    rest = (micro.sum(axis=1, keepdims=True) - micro) // (items.shape[1] - 1)
    key = items.ravel() * 5 + chosen.ravel()
    size = len(bank.difficulty) * 5
    flat = rest.ravel()
    count = np.bincount(key, minlength=size)
    sums, squares = np.zeros(size, dtype=np.int64), np.zeros(size, dtype=np.int64)
    np.add.at(sums, key, flat)
    np.add.at(squares, key, flat * flat)
    found = []
    for item in range(len(bank.difficulty)):
        right = 1 if item == bank.wrong_key else 0
        answers = [
            AnswerSums((LETTERS[option],), MICRO * int(option == right), *(int(s[item * 5 + option]) for s in (count, sums, squares)))
            for option in range(5)
        ]  # fmt: skip
        statistics = item_statistics(answers, LETTERS)
        assert statistics is not None
        found.append(Candidate(f"soal-{item}", f"v{item}", statistics, frozenset(LETTERS[right]), 0.2))
    return found
