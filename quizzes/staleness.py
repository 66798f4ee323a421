"""Items and dilemmas whose law changed after it was checked; see ``content/staleness.py``."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from content.library import Library
from content.staleness import Change, changes_after
from quizzes.models import Dilemma, Item


def checked_on(thing: Item | Dilemma, library: Library) -> dt.date | None:
    """When the law behind it was last compared: its own date, else that of the lesson which teaches it."""
    own = None if isinstance(thing, Dilemma) else thing.checked_on
    if own is not None:
        return own
    lesson = library.find_lesson(thing.section.partition("#")[0])
    return lesson.checked_on if lesson is not None else None


def stale_items(items: Iterable[Item], library: Library) -> dict[str, tuple[Change, ...]]:
    """Item id -> what changed; items that are up to date, or whose lesson cannot be read, are left out."""
    return {item.id: changes for item in items if (changes := _changes(item, item.citations, library))}


def stale_dilemmas(dilemmas: Iterable[Dilemma], library: Library) -> dict[str, tuple[Change, ...]]:
    """Dilemma id -> what changed under any of its steps."""
    return {
        dilemma.id: changes
        for dilemma in dilemmas
        if (changes := _changes(dilemma, dict.fromkeys(c for step in dilemma.steps for c in step.citations), library))
    }


def _changes(thing: Item | Dilemma, citations: Iterable[str], library: Library) -> tuple[Change, ...]:
    date = checked_on(thing, library)
    return changes_after(citations, date, library) if date is not None else ()
