"""On which days a running total may be shown, so that no difference between two days tells of a few people.

A place has one running total (of several counts) per day. Whatever can be worked out for two days must differ by nobody or
by at least MIN_LEARNERS people. What can be worked out on one day are the totals shown, and for a place whose parts are
not all shown, the sum of those that are not. Days do not add up to each other, so two days tell of a set of places only if
each of them tells of it by itself; it is enough to look at pairs of days.

Days are taken in their order and never looked at again: what was shown last week is shown the same way next week.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TypeVar

from analytics.estimates import MIN_LEARNERS

Counts = tuple[int, ...]
P = TypeVar("P", bound=str)


def is_safe_step(before: Counts, after: Counts) -> bool:
    """Whether every count grew by nobody or by enough."""
    return all(b == a or b - a >= MIN_LEARNERS for a, b in zip(before, after, strict=True))


def cuts_alone(series: Sequence[Counts]) -> tuple[int, ...]:
    """Days (places in the series) for the top of what somebody may see."""
    cuts: list[int] = []
    last = _nothing(series)
    for day, total in enumerate(series):
        if is_safe_step(last, total):
            cuts.append(day)
            last = total
    return tuple(cuts)


def cuts_of_parts(cuts_of_whole: Sequence[int], parts: Mapping[P, Sequence[Counts]]) -> dict[P, tuple[int, ...]]:
    """Days for each part of a whole that is shown on ``cuts_of_whole``; a part is shown on no other day.

    On some days the next smallest parts stay out too, and if nothing else helps all of them do: their sum is the whole's.
    """
    if not parts:
        return {}
    family = _Family(parts)
    for day in cuts_of_whole:
        family.take(day)
    return {part: tuple(cuts) for part, cuts in family.cuts.items()}


class _Family:
    def __init__(self, parts: Mapping[P, Sequence[Counts]]) -> None:
        self._parts = parts
        self._nothing = _nothing(next(iter(parts.values())))
        self._days = [-1]
        self._hidden: dict[int, frozenset[str]] = {-1: frozenset()}
        self.cuts: dict[str, list[int]] = {part: [] for part in parts}

    def take(self, day: int) -> None:
        hidden = {part for part in self._parts if not self._is_safe_alone(part, day)}
        while len(hidden) < len(self._parts):
            told = self._told_by(hidden, day)
            if told is None:
                break
            shown = (told - hidden) or (set(self._parts) - hidden)
            hidden.add(min(shown, key=lambda part: (self._parts[part][day], part)))
        self._days.append(day)
        self._hidden[day] = frozenset(hidden)
        for part, cuts in self.cuts.items():
            if part not in hidden:
                cuts.append(day)

    def _is_safe_alone(self, part: str, day: int) -> bool:
        last = self.cuts[part][-1] if self.cuts[part] else -1
        return is_safe_step(self._at(part, last), self._parts[part][day])

    def _told_by(self, hidden: set[str], day: int) -> set[str] | None:
        """Some parts of which this day together with an earlier one would tell too little a step."""
        for earlier in reversed(self._days):
            before = self._hidden[earlier]
            groups = [hidden | before] if hidden & before else [hidden, set(before)]
            for group in groups:
                if group and not is_safe_step(self._sum(group, earlier), self._sum(group, day)):
                    return group
        return None

    def _sum(self, group: Collection[str], day: int) -> Counts:
        return tuple(map(sum, zip(*(self._at(part, day) for part in group), strict=True)))

    def _at(self, part: str, day: int) -> Counts:
        return self._parts[part][day] if day >= 0 else self._nothing


def _nothing(series: Sequence[Counts]) -> Counts:
    return (0,) * len(series[0]) if series else ()
