"""From then to now in numbers that add up: who came, who went, and what is new, for every place of the tree.

    then + corrected_up + joined + moved_in + obliged + results
    = now + corrected_down + left + moved_out + excused

Small numbers stay hidden, and so do others through which they could be worked out.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Literal, NamedTuple

from analytics.estimates import MIN_LEARNERS
from analytics.hiding.suppression import withheld_in
from analytics.rollups import DIRECT

Term = Literal[
    "then", "corrected_up", "joined", "moved_in", "obliged", "results",
    "corrected_down", "left", "moved_out", "excused", "now",
]  # fmt: skip
ADDS: tuple[Term, ...] = ("then", "corrected_up", "joined", "moved_in", "obliged", "results")
TAKES: tuple[Term, ...] = ("corrected_down", "left", "moved_out", "excused")
Terms = Counter[Term]
Paths = Mapping[str, str]
"""Agency id -> its path in one tree."""
_ALL: tuple[Term, ...] = (*ADDS, *TAKES, "now")
_LAST_CHOICE = 1_000_000_000
"""Makes a cell look so large that any other is hidden before it."""
_ANYTHING = 0


class Side(NamedTuple):
    """How some people stood on one day. Paths are of that day's tree; empty: none."""

    counted: str
    """Where they count among those who must; empty if they need not."""
    member: str
    """Where they belonged."""
    is_excused: bool
    progress: int


class Change(NamedTuple):
    """People who stood alike on the first day and on the last."""

    before: Side
    now: Side
    number: int


@lru_cache(maxsize=20_000)
def places_of(path: str) -> tuple[str, ...]:
    """Ids of every agency a path leads through, and the last one's own direct part; none for no path."""
    ids = path.rstrip("/").split("/") if path else []
    return (*ids, ids[-1] + DIRECT) if ids else ()


def reconcile(changes: Iterable[Change], least_progress: int = _ANYTHING) -> dict[str, Terms]:
    """Place -> terms, of those who had got at least so far. ``then`` is as known today; see ``correct``."""
    found: dict[str, Terms] = defaultdict(Counter)
    for change in changes:
        was = places_of(change.before.counted) if change.before.progress >= least_progress else ()
        is_in = places_of(change.now.counted) if change.now.progress >= least_progress else ()
        for place in was:
            found[place]["then"] += change.number
        for place in is_in:
            found[place]["now"] += change.number
        if was == is_in:
            continue
        for place in set(was) - set(is_in):
            found[place][_why_gone(change, place)] += change.number
        for place in set(is_in) - set(was):
            found[place][_why_come(change, place)] += change.number
    return dict(found)


def _why_come(change: Change, place: str) -> Term:
    before = change.before
    if place in places_of(before.counted):
        return "results"  # was there, and had not got so far
    if before.counted:
        return "moved_in"
    if not before.member:
        return "joined"
    return "obliged" if before.is_excused or place in places_of(before.member) else "moved_in"


def _why_gone(change: Change, place: str) -> Term:
    now = change.now
    if now.counted:
        return "moved_out"
    if not now.member:
        return "left"
    return "excused" if now.is_excused or place in places_of(now.member) else "moved_out"


def correct(found: dict[str, Terms], frozen: Mapping[str, int]) -> None:
    """Put the frozen numbers in the place of ``then``; what is known differently since becomes a term of its own."""
    for place in found.keys() | frozen.keys():
        terms = found.setdefault(place, Counter())
        known, then = terms["then"], frozen.get(place, 0)
        terms["then"] = then
        terms["corrected_up"], terms["corrected_down"] = max(0, known - then), max(0, then - known)


def balance(terms: Terms) -> int:
    """What the terms come to; equals ``now``."""
    return sum(terms[term] for term in ADDS) - sum(terms[term] for term in TAKES)


def add_up_places(numbers: Iterable[tuple[str, int]]) -> Counter[str]:
    """(path, number) -> place -> sum."""
    sums: Counter[str] = Counter()
    for path, number in numbers:
        for place in places_of(path):
            sums[place] += number
    return sums


def withheld_terms(found: Mapping[str, Terms], trees: Iterable[Paths]) -> frozenset[tuple[str, str]]:
    """(place, term) to hide. ``now`` only goes where nothing else is left to protect the rest.

    Parts are taken to add up to a whole wherever they do, in either tree: a reader may guess that nobody moved.
    """
    real = {(place, term): terms[term] for place, terms in found.items() for term in _ALL if terms[term] > 0}
    if not any(number < MIN_LEARNERS for (_, term), number in real.items() if term != "now"):
        return frozenset()
    sums = [one for parts in map(_parts_of, trees) for one in _sums_of_terms(real, parts)]
    people = {cell: number + (_LAST_CHOICE if cell[1] == "now" else 0) for cell, number in real.items()}
    emptied: set[tuple[str, str]] = set()
    for (
        place,
        terms,
    ) in found.items():  # a term that is taken away counts as a negative one: it is hidden and worked out just the same
        parts = tuple((place, term) for term in (*ADDS, *TAKES) if (place, term) in people)
        if parts and terms["now"]:
            sums.append(((place, "now"), parts))
        elif parts:
            emptied.update(parts)  # nobody is left: a known zero, behind which no sum could hide
    return withheld_in(people, list(dict.fromkeys(sums)), also=emptied)


def _parts_of(tree: Paths) -> dict[str, list[str]]:
    parts: dict[str, list[str]] = {}
    for agency, path in tree.items():
        ids = path.rstrip("/").split("/")
        parts.setdefault(agency, []).append(agency + DIRECT)
        if len(ids) > 1:
            parts.setdefault(ids[-2], []).append(agency)
    return parts


def _sums_of_terms(people: Mapping[tuple[str, str], int], parts_of: Mapping[str, list[str]]):
    for (place, term), number in people.items():
        parts = tuple(sorted((part, term) for part in parts_of.get(place, ()) if (part, term) in people))
        if parts and sum(people[part] for part in parts) == number:
            yield (place, term), parts
