"""What blind guessing earns on an item: every answer that can be given, each equally likely, marked by the item's own rule."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, permutations

from quizzes.marking import mark
from quizzes.models import Item, MatchingItem, MultipleItem, OrderingItem, TrueFalseItem
from quizzes.responses import Response


def guess_share(item: Item) -> float:
    """Mean mark, 0 to 1, of a guesser who leaves nothing open. Moodle's random guess score, but also where Moodle
    gives none: an answer to a multiple item is any tick or ticks, an ordering any order.
    """
    if isinstance(item, MatchingItem):
        return 1 / (len(item.pairs) + len(item.extra_rights))
    marks = [mark(item, response).fraction for response in _responses(item)]
    return sum(marks) / len(marks)


def _responses(item: Item) -> Iterator[Response]:
    if isinstance(item, TrueFalseItem):
        yield from ("true", "false")
    elif isinstance(item, OrderingItem):
        ids = [step.id for step in item.steps]
        for order in permutations(range(1, len(ids) + 1)):
            yield dict(zip(ids, order, strict=True))
    elif isinstance(item, MultipleItem):
        ids = [option.id for option in item.options]
        for count in range(1, len(ids) + 1):
            yield from combinations(sorted(ids), count)
    elif not isinstance(item, MatchingItem):
        yield from (option.id for option in item.options)
