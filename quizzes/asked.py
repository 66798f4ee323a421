"""How often a quiz asks each item: the mix of items on which its pass mark stands."""

from __future__ import annotations

from collections.abc import Iterable

from quizzes.draw import FORMS, enemies_in, fits, form_of
from quizzes.models import Item, Quiz


def times_asked(quiz: Quiz, items: Iterable[Item]) -> dict[str, float]:
    """Item id -> how often it stands on a paper, on average over papers and forms; items that cannot be drawn are left out.

    A cell takes ``count`` of its fitting items by chance. An item with n enemies is left in before the draw in one of n + 1
    orders of chance (Wei, "A lower bound on the stability number of a simple graph", 1981: exact where all n are enemies of
    one another too). Where cells share items each counts as if drawn alone: near enough for a weight.
    """
    asked: dict[str, float] = {}
    bank = tuple(items)
    forms = FORMS if quiz.parallel else (None,)
    for form in forms:
        pool = [item for item in bank if form in (None, form_of(item.id))]
        enemies = enemies_in(pool)
        for cell in quiz.blueprint:
            left_in = {item.id: 1 / (1 + len(enemies.get(n, ()))) for n, item in enumerate(pool) if fits(item, cell)}
            whole = sum(left_in.values())
            for item_id, chance in left_in.items():
                times = cell.count * chance / whole
                asked[item_id] = asked.get(item_id, 0.0) + times / len(forms)
    return asked
