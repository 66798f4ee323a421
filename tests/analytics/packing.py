"""Sittings packed one by one, as plainly as it can be done: what ``analytics.comprehension.sittings`` is proved against."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from analytics.comprehension.answers import Answers
from analytics.estimates import MICRO


@dataclass(frozen=True)
class Sitting:
    """One person's FIRST attempt, cut down to the items of one measure (an indicator, a module, ...).

    ``place``: the path of the agency at the time. ``items``: item ids (or versions); ``marks``: in millionths, beside them.
    """

    place: str
    items: tuple[str, ...]
    marks: tuple[int, ...]


def pack(sittings: Iterable[Sitting]) -> Answers:
    """Read once, kept as 12 bytes per answer; sittings without items are left out. ValueError for a mark that is none."""
    places: dict[str, int] = {}
    items: dict[str, int] = {}
    place_of, sitting_of, item_of, mark = array("i"), array("i"), array("i"), array("i")
    for sitting in sittings:
        if not sitting.items:
            continue
        # In order of item id: sums within one sitting then never depend on the order of its rows.
        for item, micro in sorted(zip(sitting.items, sitting.marks, strict=True)):
            if not 0 <= micro <= MICRO:
                raise ValueError(f"a mark lies between 0 and {MICRO} millionths, not {micro}")
            sitting_of.append(len(place_of))
            item_of.append(items.setdefault(item, len(items)))
            mark.append(micro)
        place_of.append(places.setdefault(sitting.place, len(places)))
    return _sorted(
        list(places), list(items), *(np.array(a, dtype=np.int32) for a in (place_of, sitting_of, item_of, mark))
    )


def _sorted(
    places: list[str],
    items: list[str],
    place_of: np.ndarray,
    sitting_of: np.ndarray,
    item_of: np.ndarray,
    mark: np.ndarray,
) -> Answers:
    """Places and items in the order of their names, whichever came first."""
    return Answers(
        tuple(sorted(places)), tuple(sorted(items)), _ranks(places)[place_of], sitting_of, _ranks(items)[item_of], mark
    )


def _ranks(names: list[str]) -> np.ndarray:
    rank = {name: i for i, name in enumerate(sorted(names))}
    return np.array([rank[name] for name in names], dtype=np.int32)
