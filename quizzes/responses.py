"""What a learner can answer: parsed once at the door into plain values, checked against the item.

Shapes: an option id (single, judgement); ``"true"``/``"false"``; a sorted tuple of option ids (multiple);
``{pair id: right key}`` (matching); ``{step id: place from 1}`` (ordering). ``None`` is unanswered.
A right key is the id of the pair it belongs to, or ``x1``, ``x2`` ... for the extra right sides.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from quizzes.models import Item, MatchingItem, MultipleItem, OrderingItem, TrueFalseItem

Response = str | tuple[str, ...] | dict[str, str] | dict[str, int]


class InvalidResponse(ValueError):
    """The value is not an answer to this item."""


def right_sides(item: MatchingItem) -> dict[str, str]:
    """Right key -> text, in the order of the YAML, extras last."""
    sides = {pair.id: pair.right for pair in item.pairs}
    return sides | {f"x{place}": text for place, text in enumerate(item.extra_rights, start=1)}


def parse_response(item: Item, value: object) -> Response | None:
    """The checked response; InvalidResponse when it does not belong to the item. Empty choices become None."""
    if value is None:
        return None
    if isinstance(item, MultipleItem):
        return _parse_multiple(item, value)
    if isinstance(item, MatchingItem):
        return _parse_matching(item, value)
    if isinstance(item, OrderingItem):
        return _parse_ordering(item, value)
    allowed = ("true", "false") if isinstance(item, TrueFalseItem) else tuple(option.id for option in item.options)
    if value not in allowed:
        raise InvalidResponse(f"{value!r} is not an option of {item.id}")
    return str(value)


def is_complete(item: Item, response: Response | None) -> bool:
    """False for no answer, and for a matching or ordering that still has gaps or a place used twice."""
    if response is None:
        return False
    if isinstance(item, MatchingItem) and isinstance(response, dict):
        return len(response) == len(item.pairs)
    if isinstance(item, OrderingItem) and isinstance(response, dict):
        return sorted(response.values()) == list(range(1, len(item.steps) + 1))  # type: ignore[type-var]
    return True


def encode_response(response: Response | None) -> str:
    """Compact JSON with sorted keys: equal responses give equal text."""
    return json.dumps(response, separators=(",", ":"), sort_keys=True)


def decode_response(item: Item, text: str) -> Response | None:
    return parse_response(item, json.loads(text))


def _parse_multiple(item: MultipleItem, value: object) -> tuple[str, ...] | None:
    allowed = {option.id for option in item.options}
    if (
        not isinstance(value, (list, tuple))
        or not _all_text(value)
        or not set(value) <= allowed
        or len(set(value)) != len(value)
    ):
        raise InvalidResponse(f"{value!r} is not a set of options of {item.id}")
    return tuple(sorted(value)) or None


def _parse_matching(item: MatchingItem, value: object) -> dict[str, str] | None:
    lefts, rights = {pair.id for pair in item.pairs}, set(right_sides(item))
    if (
        not isinstance(value, dict)
        or not _all_text(value.values())
        or not set(value) <= lefts
        or not set(value.values()) <= rights
    ):
        raise InvalidResponse(f"{value!r} does not match sides of {item.id}")
    return dict(value) or None


def _parse_ordering(item: OrderingItem, value: object) -> dict[str, int] | None:
    steps, places = {step.id for step in item.steps}, range(1, len(item.steps) + 1)
    if not isinstance(value, dict) or not set(value) <= steps:
        raise InvalidResponse(f"{value!r} does not order the steps of {item.id}")
    if not all(type(place) is int and place in places for place in value.values()):
        raise InvalidResponse(f"{value!r} has a place outside 1..{len(item.steps)}")
    return dict(value) or None


def _all_text(values: Iterable[object]) -> bool:
    return all(isinstance(value, str) for value in values)
