"""What a paper asked about, beside its single items: indicators, objectives and the lessons that teach them.

From the frozen text of the item alone, so that what was counted when an attempt closed can be counted again.
"""

from __future__ import annotations

from collections.abc import Iterable

from quizzes.models import Item


def indicator_topic(indicator: str) -> str:
    return f"indicator:{indicator}"


def objective_topic(objective: str) -> str:
    return f"objective:{objective}"


def lesson_topic(lesson: str) -> str:
    return f"lesson:{lesson}"


def is_topic(subject: str) -> bool:
    """Or the fingerprint of an item version, which has no colon."""
    return ":" in subject


def topics_of(item: Item) -> tuple[str, ...]:
    return (
        indicator_topic(item.indicator),
        *(objective_topic(objective) for objective in dict.fromkeys(item.objectives)),
        lesson_topic(item.section.partition("#")[0]),
    )


def subjects_of(paper: Iterable[tuple[str, Item, int]]) -> dict[str, int]:
    """Of one person's (item version, item, mark in millionths): every item version and topic met -> the marks earned there."""
    earned: dict[str, int] = {}
    for version, item, micro in paper:
        for subject in (version, *topics_of(item)):
            earned[subject] = earned.get(subject, 0) + micro
    return earned
