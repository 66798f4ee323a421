"""Rules about how the items, lessons and words that we ship are written."""

from __future__ import annotations

from statistics import fmean

import pytest
from pydantic import TypeAdapter

from content.placed import placed_entries
from quizzes.bank_lint import MAX_GAIN
from quizzes.findings import find_warnings
from quizzes.marking import mark
from quizzes.models import Item
from quizzes.strategies import STRATEGIES, strategy_gain
from tests.builders import CONTENT, QUIZZES, shipped_courseware

ITEM: TypeAdapter[Item] = TypeAdapter(Item)


@pytest.fixture(scope="module")
def items() -> list[Item]:
    return [placed.value for placed in placed_entries(QUIZZES, "bank", "items", ITEM)]


@pytest.mark.parametrize("name", sorted(STRATEGIES))
def test_knowing_nothing_but_how_tests_are_written_does_not_pay(items: list[Item], name: str) -> None:
    """Neither over the bank nor on any one kind of item."""
    assert strategy_gain(items, STRATEGIES[name]) <= MAX_GAIN
    for kind in ("single", "judgement", "multiple"):
        assert strategy_gain([item for item in items if item.kind == kind], STRATEGIES[name]) <= MAX_GAIN, kind


def test_answering_true_every_time_does_not_pay(items: list[Item]) -> None:
    earned = [mark(item, "true").fraction for item in items if item.kind == "true_false"]
    assert abs(fmean(earned) - 0.5) <= 0.1


def test_the_checks_have_nothing_to_say() -> None:
    library = shipped_courseware().library
    assert [str(problem) for problem in find_warnings(CONTENT, QUIZZES, library)] == []
