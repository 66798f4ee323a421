"""Law that changed after it was checked makes what cites it stale: a fact about dates, worked out anew each time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from content.citations import is_within, touches
from content.dates import long_date
from content.library import Library
from content.models import Lesson, Regulation


@dataclass(frozen=True)
class Change:
    """Why something that cites ``citation`` must be looked at again."""

    citation: str
    on: dt.date
    reason: str
    is_certain: bool = True
    """False when only a part of the provision changed, or its regulation did and nobody said that this provision did."""


def changes_after(citations: Iterable[str], checked_on: dt.date, library: Library) -> tuple[Change, ...]:
    """What happened to the cited law after that day, the gravest for each; law cited as history stays history."""
    found = []
    for citation in citations:
        regulation = library.regulations.get(citation.partition(":")[0])
        if regulation is not None and citation in library.provisions:  # history ends in @sejarah and is no key
            changes = _changes(citation, regulation, library)
            found += [change for change in changes if change.on > checked_on][:1]
    return tuple(found)


def _changes(citation: str, regulation: Regulation, library: Library) -> Iterator[Change]:
    """The gravest first."""
    if regulation.repealed_on is not None:
        by = f" oleh {_title(regulation.repealed_by, library)}" if regulation.repealed_by else ""
        yield Change(citation, regulation.repealed_on, f"{regulation.short_title} dicabut{by}")
    yield from sorted(_changed_provisions(citation, regulation, library), key=lambda change: not change.is_certain)
    for amending_id in regulation.amended_by:
        amending = library.regulations.get(amending_id)
        if amending is not None:
            reason = f"{regulation.short_title} diubah oleh {amending.short_title}"
            yield Change(citation, amending.in_force_from, reason, is_certain=False)


def _changed_provisions(citation: str, regulation: Regulation, library: Library) -> Iterator[Change]:
    """Changes of the provision and of what it is part of; of its parts with less certainty."""
    for provision in regulation.provisions:
        key = f"{regulation.id}:{provision.id}"
        if provision.changed_on is not None and provision.changed_by is not None and touches(citation, key):
            by = _title(provision.changed_by.partition(":")[0], library)
            reason = f"{regulation.short_title} {provision.id} diubah oleh {by}"
            yield Change(citation, provision.changed_on, reason, is_certain=is_within(citation, key))


def _title(regulation_id: str | None, library: Library) -> str:
    regulation = library.regulations.get(regulation_id or "")
    return regulation.short_title if regulation is not None else str(regulation_id)


def stale_sections(library: Library, lessons: Iterable[Lesson] | None = None) -> dict[str, tuple[Change, ...]]:
    """``lesson#section`` -> what changed since the lesson was checked; sections that are up to date are left out."""
    return {
        f"{lesson.id}#{section.id}": changes
        for lesson in (library.lessons if lessons is None else lessons)
        for section in lesson.sections
        if (changes := changes_after(section.citations, lesson.checked_on, library))
    }


def explain(changes: Iterable[Change]) -> str:
    """One sentence for people who keep the content, as 'UU 5/2014 dicabut oleh UU 20/2023 (31 Oktober 2023)'."""
    return "; ".join(dict.fromkeys(f"{change.reason} ({long_date(change.on)})" for change in changes))


def stale_word(changes: Iterable[Change]) -> str:
    """'usang' when cited law certainly changed; softer when only its regulation did."""
    return "usang" if any(change.is_certain for change in changes) else "perlu dicocokkan lagi"
