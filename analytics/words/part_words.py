"""One plain sentence for the views that compare parts by people: the funnel and the map of areas."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from analytics.tables import number, percent

LIKELY = 0.9
"""From this chance on something is called likely."""


@dataclass(frozen=True)
class Stage:
    """One step of a funnel. ``people`` None: withheld. ``is_gate``: nobody is counted further on without it."""

    title: str
    doing: str
    """After a number of people: "sudah mulai"."""
    people: int | None
    is_gate: bool = True


def funnel_words(name: str, stages: Sequence[Stage]) -> str:
    """The whole way of an agency's people, and between which two steps most of them stopped."""
    assigned, *others = stages
    if not assigned.people:
        return f"Belum ada orang di {name} yang ditugaskan."
    told = [
        f"{number(stage.people)} {stage.doing} ({percent(stage.people / assigned.people)})"
        for stage in others
        if stage.people is not None
    ]
    hidden = [stage.title.lower() for stage in others if stage.people is None]
    words = f"Di {name}, dari {number(assigned.people)} orang yang ditugaskan: {', '.join(told)}."
    if hidden:
        words += f" Angka {' dan '.join(hidden)} disembunyikan untuk melindungi kelompok kecil."
    return words + _where_most_stop([stage for stage in stages if stage.is_gate and stage.people is not None])


def _where_most_stop(stages: Sequence[Stage]) -> str:
    drops = [((before.people or 0) - (after.people or 0), before, after) for before, after in pairwise(stages)]
    most, before, after = max(drops, key=lambda drop: drop[0], default=(0, None, None))
    if most <= 0 or before is None or after is None:
        return ""
    tied = sum(drop == most for drop, _, _ in drops)
    if tied > 1:
        return ""
    return f" Selisih terbesar ada antara {before.title.lower()} dan {after.title.lower()}: {number(most)} orang."


@dataclass(frozen=True)
class Area:
    """A part: how many people of it must, and the chance to be below the target (None: not measured or withheld)."""

    people: int
    below_target: float | None


def areas_words(name: str, title: str, target: float, areas: Sequence[Area]) -> str:
    """How many parts, and how many people in them, are likely below the target, likely at it, or unsure."""
    if not areas:
        return f"{name} tidak punya bagian yang ditugaskan."
    known = [area for area in areas if area.below_target is not None]
    groups = (
        (f"kemungkinan besar di bawah sasaran {percent(target)}", [a for a in known if (a.below_target or 0) > LIKELY]),
        ("kemungkinan besar mencapainya", [a for a in known if (a.below_target or 0) < 1 - LIKELY]),
        ("belum pasti", [a for a in known if 1 - LIKELY <= (a.below_target or 0) <= LIKELY]),
        ("belum ada hasil atau disembunyikan", [a for a in areas if a.below_target is None]),
    )
    told = [f"{number(len(found))} bagian ({_people(found)}) {words}" for words, found in groups if found]
    return f"Pada {title}, dari {number(len(areas))} bagian {name}: {', '.join(told)}."


def _people(areas: Sequence[Area]) -> str:
    return f"{number(sum(area.people for area in areas))} orang"
