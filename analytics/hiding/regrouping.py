"""The same results grouped by another day's tree, without telling more than today's grouping tells.

Two groupings of the same people can be subtracted from each other: a unit of three that moved would stand alone in the
difference. So a cell of another day's tree is shown only when it can be computed from cells that today's tree shows anyway:
its own cell of today, with the blocks that have come since taken off and those that have left put back.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from functools import cached_property

from analytics.rollups import DIRECT, Cell


class Regrouping:
    """``then`` and ``now``: agency id -> its path on that day and today; ``measured``: agencies that hold any results.

    Today's tree is looked at from ``now_root`` down.
    """

    def __init__(
        self, then: Mapping[str, str], now: Mapping[str, str], measured: Collection[str], now_root: str
    ) -> None:
        self._then, self._now, self._now_root = then, now, now_root
        self._measured = [agency for agency in measured if agency in now]

    def withheld(self, cells: Collection[Cell], withheld_now: Collection[Cell]) -> frozenset[Cell]:
        """Those of ``cells`` (of that day) that today's shown cells do not already tell."""
        hidden = set(withheld_now)
        return frozenset(
            (path, kind) for path, kind in cells if any((part, kind) in hidden for part in self._told_by(path))
        )

    def _told_by(self, path: str) -> list[str]:
        """Places of today's tree whose sums and differences make the place of that day."""
        if path.endswith(DIRECT):
            return [self._now[_last(path.removesuffix(DIRECT))] + DIRECT]
        agency = _last(path)
        return [self._now[agency], *self._changed.get(agency, ())]

    @cached_property
    def _changed(self) -> dict[str, list[str]]:
        """Agency -> the largest blocks of today's tree that make the difference between that day and today."""
        came: dict[str, set[str]] = {}
        left: dict[str, set[str]] = {}
        for agency in self._measured:
            above_now = set(_ids(self._now[agency]))
            above_then = set(_ids(self._then.get(agency, "")))
            for place in above_then - above_now:
                left.setdefault(place, set()).add(agency)
            for place in above_now - above_then:
                came.setdefault(place, set()).add(agency)
        return {
            place: [block for side in (came, left) for block in self._blocks(side.get(place, set()))]
            for place in came.keys() | left.keys()
        }

    @cached_property
    def _measured_below(self) -> Counter[str]:
        return Counter(place for agency in self._measured for place in self._places_above(agency))

    def _places_above(self, agency: str) -> list[str]:
        """From the root down to the agency itself."""
        ids = _ids(self._now[agency].removeprefix(self._now_root))
        return [self._now_root + "".join(f"{one}/" for one in ids[:count]) for count in range(len(ids) + 1)]

    def _blocks(self, agencies: set[str]) -> set[str]:
        inside = Counter(place for agency in agencies for place in self._places_above(agency))
        return {
            next(
                (place for place in self._places_above(agency) if inside[place] == self._measured_below[place]),
                self._now[agency] + DIRECT,
            )
            for agency in agencies
        }


def _ids(path: str) -> list[str]:
    return path.split("/")[:-1]


def _last(path: str) -> str:
    return path.rstrip("/").rpartition("/")[2]
