"""Items as a test-wise reader sees them: a stem and options, some of which are the answer."""

from __future__ import annotations

import re

from quizzes.models import Item, JudgementItem, MultipleItem, Option, SingleItem

OptionItem = SingleItem | MultipleItem | JudgementItem

_WORD = re.compile(r"\w+")
_EMPTY_WORDS = frozenset((
    "dan", "atau", "yang", "di", "ke", "dari", "pada", "kepada",
    "untuk", "dengan", "oleh", "dalam", "sebagai", "bagi", "agar", "itu",
    "ini", "ia", "nya", "para", "adalah", "ialah", "akan", "telah",
    "sudah", "dapat", "bisa", "serta", "karena", "sebab", "bila", "jika",
    "maka", "juga", "saja", "lagi",
))  # fmt: skip


def has_options(item: Item) -> bool:
    return isinstance(item, (SingleItem, MultipleItem, JudgementItem))


def best_options(item: OptionItem) -> tuple[Option, ...]:
    """The right options: the key, the keys, or the actions of the highest weight."""
    if isinstance(item, JudgementItem):
        highest = max(option.weight for option in item.options)
        return tuple(option for option in item.options if option.weight == highest)
    keys = item.keys if isinstance(item, MultipleItem) else (item.key,)
    return tuple(option for option in item.options if option.id in keys)


def words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def content_words(text: str) -> frozenset[str]:
    """The words that carry meaning, without those every sentence needs."""
    return frozenset(words(text)) - _EMPTY_WORDS
