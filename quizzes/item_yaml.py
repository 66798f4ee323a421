"""Items become the YAML of a bank file, fields in the order authors write them, defaults left out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pydantic import TypeAdapter

from content.yaml_file import parse_yaml
from content.yaml_writing import write_yaml
from quizzes.models import Item, fingerprint

_ITEM: TypeAdapter[Item] = TypeAdapter(Item)
_ORDER = (
    "id", "kind", "indicator", "audience", "objectives", "difficulty", "situational", "critical", "stem", "options",
    "pairs", "extra_rights", "steps", "key", "keys", "marking", "fixed_order", "feedback_true", "feedback_false",
    "misconception", "explanation", "citations", "section", "enemies", "checked_on",
)  # fmt: skip


class LostInWriting(Exception):
    """What was written does not read back as the same item; nothing should be saved."""

    def __init__(self, item_id: str) -> None:
        super().__init__(item_id)
        self.item_id = item_id


def items_yaml(items: Iterable[Item]) -> str:
    """The text of a bank file, read back and compared before it is handed out; raises :class:`LostInWriting`."""
    items = tuple(items)
    text = write_yaml({"items": [item_data(item) for item in items]})
    data: Any = parse_yaml(text).data
    for item, raw in zip(items, data["items"], strict=True):
        if fingerprint(_ITEM.validate_python(raw)) != fingerprint(item):
            raise LostInWriting(item.id)
    return text


def item_data(item: Item) -> dict[str, Any]:
    """Plain data; ``checked_on`` as text."""
    data = item.model_dump(mode="json", exclude_defaults=True) | {"kind": item.kind}
    return {name: data[name] for name in _ORDER if name in data}
