"""Which parts a figure draws when there are too many for a screen: first whoever stands clearly apart, then whoever is measured."""

from __future__ import annotations

from collections.abc import Sequence

from analytics.ranking import Group
from analytics.tables import number

MOST_DRAWN = 60
"""About three screens of a phone; the table has them all."""
MOST_EMPTY = 10
"""More lines than this without any number would only be scrolled past."""


def drawn(groups: Sequence[Sequence[Group]], most: int = MOST_DRAWN) -> list[int]:
    """Places of the parts to draw, in their present order: clearly below first, then clearly above, then the measured, then the others."""

    def urgency(place: int) -> int:
        here = groups[place]
        return 0 if "low" in here else 1 if "high" in here else 2 if "unclear" in here else 3

    return sorted(sorted(range(len(groups)), key=lambda place: (urgency(place), place))[:most])


def told(have_number: Sequence[bool]) -> list[int]:
    """Places of the parts a figure is about: all of them, or those with a number where many have none."""
    known = [place for place, has_number in enumerate(have_number) if has_number]
    return known if len(have_number) - len(known) > MOST_EMPTY else list(range(len(have_number)))


def drawn_words(count: int, which: str = "yang jelas berbeda lebih dahulu") -> str:
    """What is missing from the figure; empty when nothing is."""
    if count <= MOST_DRAWN:
        return ""
    return f"Gambar memuat {number(MOST_DRAWN)} dari {number(count)} bagian, {which}; semuanya ada pada tabel."


def left_out_words(count: int) -> str:
    """Of the parts without any number that a figure leaves out."""
    return f"{number(count)} bagian tanpa angka tidak digambar; tabel memuat semuanya." if count else ""
