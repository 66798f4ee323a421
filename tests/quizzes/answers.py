"""Every answer a learner could give, as Hypothesis strategies."""

from __future__ import annotations

from hypothesis import strategies as st

from quizzes.models import Item, MatchingItem, MultipleItem, OrderingItem, TrueFalseItem
from quizzes.responses import Response, parse_response, right_sides


def responses_to(item: Item) -> st.SearchStrategy[Response | None]:
    return st.one_of(st.none(), _values(item)).map(lambda value: parse_response(item, value))


def _values(item: Item) -> st.SearchStrategy[object]:
    if isinstance(item, MatchingItem):
        return st.dictionaries(st.sampled_from([p.id for p in item.pairs]), st.sampled_from(sorted(right_sides(item))))
    if isinstance(item, OrderingItem):
        return st.dictionaries(st.sampled_from([s.id for s in item.steps]), st.integers(1, len(item.steps)))
    if isinstance(item, TrueFalseItem):
        return st.sampled_from(["true", "false"])
    ids = [option.id for option in item.options]
    if isinstance(item, MultipleItem):
        return st.lists(st.sampled_from(ids), unique=True)
    return st.sampled_from(ids)
