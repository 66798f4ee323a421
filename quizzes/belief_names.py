"""An item under the ids that misconceptions have today: two ids that turn out to be one belief are counted as one."""

from __future__ import annotations

from collections.abc import Mapping

from quizzes.marking import misconceptions_possible
from quizzes.models import Item, TrueFalseItem


def with_names(item: Item, names: Mapping[str, str]) -> Item:
    """``names``: former id -> id of today. Nothing else changes, so no mark does."""
    if not names or misconceptions_possible(item).isdisjoint(names):
        return item
    if isinstance(item, TrueFalseItem):
        return item.model_copy(update=_renamed(item.misconception, names))
    options = tuple(o.model_copy(update=_renamed(o.misconception, names)) for o in item.options)
    return item.model_copy(update={"options": options})


def _renamed(name: str | None, names: Mapping[str, str]) -> dict[str, str | None]:
    return {"misconception": names.get(name, name) if name else None}
