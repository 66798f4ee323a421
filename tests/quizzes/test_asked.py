"""How often an item is asked is what drawing papers gives."""

from __future__ import annotations

from collections import Counter

import pytest

from actions.courseware import load_courseware
from quizzes.asked import times_asked
from quizzes.draw import FORMS, draw_paper
from quizzes.models import BlueprintCell
from settings import ROOT
from tests.builders import make_item, make_quiz

PAPERS = 400
COURSEWARE = load_courseware(ROOT / "content", ROOT / "quizzes")
TESTS = sorted(quiz_id for quiz_id, quiz in COURSEWARE.bank.quizzes.items() if quiz.mode == "posttest")


@pytest.mark.parametrize("quiz_id", TESTS)
def test_shipped_tests_ask_items_of_each_kind_as_often_as_said(quiz_id):
    """Per difficulty and indicator: exactly what every paper holds, and no item that is never drawn."""
    quiz, bank = COURSEWARE.bank.quizzes[quiz_id], COURSEWARE.bank
    forms = FORMS if quiz.parallel else (None,)
    drawn = Counter[str]()
    for seed in range(PAPERS):
        paper = draw_paper(quiz.blueprint, bank.items, bank.fingerprints, seed, form=forms[seed % len(forms)])
        drawn.update(one.item_id for one in paper)
    said = times_asked(quiz, bank.items.values())
    assert set(drawn) <= set(said)
    assert sum(said.values()) == pytest.approx(sum(cell.count for cell in quiz.blueprint))
    for kind in {(item.indicator, item.difficulty) for item in bank.items.values()}:
        alike = [item.id for item in bank.items.values() if (item.indicator, item.difficulty) == kind]
        seen, expected = sum(drawn[i] for i in alike) / PAPERS, sum(said.get(i, 0.0) for i in alike)
        assert seen == pytest.approx(expected, abs=0.15), kind


def test_an_item_of_a_small_cell_is_asked_more_often():
    items = [make_item("single", id=f"s{n}", difficulty="mudah" if n < 2 else "sulit") for n in range(10)]
    quiz = make_quiz(blueprint=[{"difficulty": "mudah", "count": 1}, {"difficulty": "sulit", "count": 1}])
    assert [cell.count for cell in quiz.blueprint] == [1, 1] and isinstance(quiz.blueprint[0], BlueprintCell)
    assert times_asked(quiz, items) == pytest.approx({f"s{n}": 1 / 2 if n < 2 else 1 / 8 for n in range(10)})
