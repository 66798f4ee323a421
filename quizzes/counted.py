"""Options that can be counted one by one: which an item has, which are best, and which an answer ticks."""

from __future__ import annotations

from quizzes.models import Item, JudgementItem, MultipleItem, SingleItem, TrueFalseItem
from quizzes.options import best_options
from quizzes.responses import Response
from quizzes.shown import TRUE_FALSE_TEXTS


def option_texts(item: Item) -> dict[str, str]:
    """Option id -> its text, in the order of the YAML. Empty for matching and ordering, whose answers are whole patterns."""
    if isinstance(item, TrueFalseItem):
        return dict(TRUE_FALSE_TEXTS)
    if isinstance(item, (SingleItem, MultipleItem, JudgementItem)):
        return {option.id: option.text for option in item.options}
    return {}


def best_ids(item: Item) -> frozenset[str]:
    """The key, the keys, or the actions of the highest weight; empty where options are not counted."""
    if isinstance(item, TrueFalseItem):
        return frozenset({"true" if item.key else "false"})
    if isinstance(item, (SingleItem, MultipleItem, JudgementItem)):
        return frozenset(option.id for option in best_options(item))
    return frozenset()


def ticked(response: Response | None) -> tuple[str, ...] | None:
    """The ids an answer ticks; None when nothing was answered. A pattern (matching, ordering) ticks nothing."""
    if response is None:
        return None
    if isinstance(response, str):
        return (response,)
    return response if isinstance(response, tuple) else ()
