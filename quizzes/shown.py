"""What a learner may see of an item while the attempt is open: texts in their drawn order, and nothing that tells the key.

Choices are known by the place they are shown at, never by their ids, so no widget key or value can give an answer away.
"""

from __future__ import annotations

from dataclasses import dataclass

from quizzes.draw import PaperItem
from quizzes.marking import rule_of
from quizzes.models import Item, ItemKind, MarkingRule, MatchingItem, MultipleItem, OrderingItem, TrueFalseItem
from quizzes.responses import InvalidResponse, Response, parse_response, right_sides

ShownAnswer = int | tuple[int, ...] | dict[int, int]
"""single, true_false, judgement: a place; multiple: places; matching: left place -> right place;
ordering: shown place -> chosen number from 1."""

TRUE_FALSE_TEXTS = {"true": "Benar", "false": "Salah"}


@dataclass(frozen=True)
class ShownItem:
    """``choices`` are options, right sides or steps; ``lefts`` only for matching. Places count from 0."""

    kind: ItemKind
    stem: str
    choices: tuple[str, ...]
    lefts: tuple[str, ...]
    rule: MarkingRule


def show(item: Item, drawn: PaperItem) -> ShownItem:
    texts = _choice_texts(item)
    lefts = tuple(pair.left for pair in item.pairs) if isinstance(item, MatchingItem) else ()
    keys = choice_keys(item, drawn)
    return ShownItem(item.kind, item.stem, tuple(texts[key] for key in keys), lefts, rule_of(item))


def choice_keys(item: Item, drawn: PaperItem) -> tuple[str, ...]:
    """Shown place -> option id, right key or step id."""
    keys = tuple(_choice_texts(item))
    return tuple(keys[place] for place in drawn.order)


def response_from_shown(item: Item, drawn: PaperItem, answer: ShownAnswer | None) -> Response | None:
    """The response that an answer on screen means; InvalidResponse for places that are not there."""
    if answer is None:
        return None
    keys = choice_keys(item, drawn)
    try:
        if isinstance(item, MatchingItem):
            lefts = tuple(pair.id for pair in item.pairs)
            value: object = {_at(lefts, left): _at(keys, right) for left, right in dict(answer).items()}  # type: ignore[arg-type]
        elif isinstance(item, OrderingItem):
            value = {_at(keys, place): number for place, number in dict(answer).items()}  # type: ignore[arg-type]
        elif isinstance(item, MultipleItem):
            value = tuple(_at(keys, place) for place in answer)  # type: ignore[union-attr]
        else:
            value = _at(keys, answer)  # type: ignore[arg-type]
    except (IndexError, TypeError, ValueError):
        raise InvalidResponse(f"{answer!r} is not an answer on screen") from None
    return parse_response(item, value)


def shown_from_response(item: Item, drawn: PaperItem, response: Response | None) -> ShownAnswer | None:
    """The inverse: what the screen must show for a stored response."""
    if response is None:
        return None
    places = {key: place for place, key in enumerate(choice_keys(item, drawn))}
    if isinstance(item, MatchingItem):
        lefts = {pair.id: place for place, pair in enumerate(item.pairs)}
        return {lefts[left]: places[right] for left, right in dict(response).items()}  # type: ignore[arg-type]
    if isinstance(item, OrderingItem):
        return {places[step]: number for step, number in dict(response).items()}  # type: ignore[arg-type,misc]
    if isinstance(item, MultipleItem):
        return tuple(sorted(places[option] for option in response))
    return places[str(response)]


def _choice_texts(item: Item) -> dict[str, str]:
    if isinstance(item, MatchingItem):
        return right_sides(item)
    if isinstance(item, OrderingItem):
        return {step.id: step.text for step in item.steps}
    if isinstance(item, TrueFalseItem):
        return TRUE_FALSE_TEXTS
    return {option.id: option.text for option in item.options}


def _at(keys: tuple[str, ...], place: int) -> str:
    if type(place) is not int or place < 0:
        raise ValueError(place)
    return keys[place]
