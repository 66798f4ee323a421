"""Which frozen estimates may stand beside today's, so that no difference of two days tells of a few people's results.

First attempts are never taken back, so what is counted in an agency only grows. Two days tell of the same people if the one
tells of some units, and the other of those units and perhaps of more where nobody had a result on the earlier day. What came
in between must then be nobody's or at least MIN_LEARNERS people's. Today's numbers stand on the page anyway, so days are
decided backwards from today; an agency is left out of a day, and with it the next smallest ones beside it, until what is
left over of a shown whole is safe too. An agency whose units are not those of that day is not compared at all.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import reduce
from typing import NamedTuple

from analytics.estimates import MIN_LEARNERS
from analytics.rollups import DIRECT, parent_of

TODAY = -1
Sums = frozenset[int]
"""Numbers of people that two days may differ by; the minimum stands for all that are as large."""
_NOBODY: Sums = frozenset({0})


class Day(NamedTuple):
    """``people``: agency id -> people counted there; ``paths``: that day's tree; ``told``: agencies whose estimate was kept."""

    people: Mapping[str, int]
    paths: Mapping[str, str]
    told: Collection[str]


def days_shown(
    agency: str,
    people: Mapping[str, int],
    paths: Mapping[str, str],
    earlier: Sequence[Day],
    is_hidden_today: Callable[[str], bool],
    minimum: int = MIN_LEARNERS,
) -> frozenset[int]:
    """Which of ``earlier`` (the latest first) may be shown of the agency; ``people`` and ``paths`` are today's.

    ``is_hidden_today`` is asked about places of today's tree: paths, and ``path + DIRECT``. Decided over the whole tree, so
    it is the same for every viewer.
    """
    if agency not in paths:
        return frozenset()
    tree = _Tree(people, paths, earlier, is_hidden_today, minimum)
    shown: frozenset[int] | None = None
    for place in _trail(paths[agency]):
        family = tree.parts.get(parent_of(place), [])
        shown = tree.decide(family, shown).get(place, frozenset())
    return shown or frozenset()


class _Tree:
    def __init__(
        self,
        people: Mapping[str, int],
        paths: Mapping[str, str],
        earlier: Sequence[Day],
        is_hidden_today: Callable[[str], bool],
        minimum: int,
    ) -> None:
        self.parts: dict[str, list[str]] = {}
        self._earlier, self._is_hidden_today, self._minimum = earlier, is_hidden_today, minimum
        self._counts: dict[str, list[int]] = {}
        """Place -> people of each earlier day, and of today last: today is at -1."""
        for agency, count in people.items():
            path = paths.get(agency)
            if path and count:
                counts = [*(day.people.get(agency, 0) for day in earlier), count]
                for place in (*_trail(path), path + DIRECT):
                    known = self._counts.get(place)
                    self._counts[place] = [a + b for a, b in zip(known, counts, strict=True)] if known else counts
        for place in self._counts:
            self.parts.setdefault(parent_of(place), []).append(place)
        self._changed = [_changed(day, paths) for day in earlier]
        self._sums: dict[tuple[str, int, int], Sums] = {}

    def decide(self, family: Sequence[str], days: Collection[int] | None) -> dict[str, frozenset[int]]:
        """Days on which each place of a family is shown; ``days``: those of their whole, None for the tops of the tree."""
        shown: dict[int, set[str]] = {}
        for day in range(len(self._earlier)):
            if days is None or day in days:
                there = {part for part in family if self._counts[part][day]}
                shown[day] = there - self._hidden(family, there, day, shown, has_whole=days is not None)
        return {part: frozenset(day for day, parts in shown.items() if part in parts) for part in family}

    def _hidden(
        self, family: Sequence[str], there: set[str], day: int, shown: Mapping[int, set[str]], *, has_whole: bool
    ) -> set[str]:
        """``shown``: what later days show of the family."""
        hidden = {
            part
            for part in there
            if self._is_out(part, day)
            or any(not self._is_safe(self._between(part, day, later)) for later in (TODAY, *shown) if self._is_told(part, later, shown))
        }  # fmt: skip
        while has_whole and hidden != there:
            told = self._telling(family, there, hidden, day, shown)
            if told is None:
                break
            left = (told & there) - hidden or there - hidden
            hidden.add(min(left, key=lambda part: (self._counts[part][day], part)))
        return hidden

    def _is_told(self, part: str, later: int, shown: Mapping[int, set[str]]) -> bool:
        return later == TODAY or part in shown[later]

    def _telling(
        self, family: Sequence[str], there: set[str], hidden: set[str], day: int, shown: Mapping[int, set[str]]
    ) -> set[str] | None:
        """What a shown whole leaves over on this day, if together with a later one it tells of a few."""
        for later in (TODAY, *shown):
            hidden_later = {part for part in family if self._is_hidden(part, later, shown)}
            groups = (
                [hidden, hidden | (hidden_later & there)] if hidden & hidden_later else [hidden, hidden_later & there]
            )
            for group in groups:
                if group and not self._is_safe(self._together(group, set(family) - there, day, later)):
                    return group
        return None

    def _is_hidden(self, part: str, later: int, shown: Mapping[int, set[str]]) -> bool:
        if later == TODAY:
            return self._is_hidden_today(part)
        return bool(self._counts[part][later]) and part not in shown[later]

    def _is_out(self, part: str, day: int) -> bool:
        """Hidden today, not known of that day, or not of the same units."""
        agency = part.removesuffix(DIRECT).rstrip("/").rpartition("/")[2]
        is_known = not part.endswith(DIRECT) and agency in self._earlier[day].told
        return not is_known or agency in self._changed[day] or self._is_hidden_today(part)

    def _between(self, place: str, day: int, later: int) -> Sums:
        """All of the place, or only where somebody had a result on the earlier day."""
        key = (place, day, later)
        if key not in self._sums:
            parts = self.parts.get(place, [])
            there = {part for part in parts if self._counts[part][day]}
            only_there = self._together(there, set(parts) - there, day, later) if parts else frozenset()
            self._sums[key] = only_there | {self._grown(place, day, later)}
        return self._sums[key]

    def _together(self, group: Iterable[str], new: set[str], day: int, later: int) -> Sums:
        """``new``: parts where nobody had a result on the earlier day; today they are told together, or as they are hidden."""
        sums = reduce(self._add, (self._between(part, day, later) for part in sorted(group)), _NOBODY)
        grown = {part: self._grown(part, day, later) for part in new}
        if later == TODAY:
            hidden = sum(count for part, count in grown.items() if self._is_hidden_today(part))
            return self._add(sums, frozenset({0, sum(grown.values()), hidden}))
        return reduce(self._add, (frozenset({0, count}) for count in grown.values()), sums)

    def _grown(self, place: str, day: int, later: int) -> int:
        return min(self._minimum, self._counts[place][later] - self._counts[place][day])

    def _add(self, one: Sums, other: Sums) -> Sums:
        return frozenset(min(self._minimum, a + b) for a in one for b in other)

    def _is_safe(self, sums: Sums) -> bool:
        return sums <= {0, self._minimum}


def _changed(day: Day, paths: Mapping[str, str]) -> set[str]:
    """Agencies that count other units today than on that day."""
    found: set[str] = set()
    for agency, count in day.people.items():
        then, now = day.paths.get(agency, ""), paths.get(agency, "")
        if count and then != now:
            found |= set(then.split("/")) ^ set(now.split("/"))
    return found


def _trail(path: str) -> list[str]:
    """Paths from the root down to the agency's own."""
    ids = path.split("/")[:-1]
    return ["".join(f"{one}/" for one in ids[: depth + 1]) for depth in range(len(ids))]
