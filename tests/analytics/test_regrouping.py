"""Another day's grouping tells nothing that today's does not: whatever it shows can be computed from what today shows."""

from __future__ import annotations

import random

import numpy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.hiding.regrouping import Regrouping
from analytics.hiding.suppression import withheld_cells
from analytics.rollups import ALL, DIRECT, Tally, add_up

KINDS = ("pns", "pppk")


def paths_of(parents: dict[str, str | None]) -> dict[str, str]:
    def path(agency: str) -> str:
        above = parents[agency]
        return f"{path(above) if above else ''}{agency}/"

    return {agency: path(agency) for agency in parents}


def grouped(paths: dict[str, str], counts: dict[tuple[str, str], int], root: str):
    return add_up([(paths[a], kind, Tally(n, n, 0, 0)) for (a, kind), n in counts.items() if a in paths], root)


def span(cells, counts: dict[tuple[str, str], int], paths: dict[str, str]) -> list[list[int]]:
    """Each cell as a row over the atoms (one agency's own people of one kind)."""
    return [[int(_holds(cell, atom, paths)) for atom in counts] for cell in cells]


def _holds(cell: tuple[str, str], atom: tuple[str, str], paths: dict[str, str]) -> bool:
    (place, kind), (agency, employment) = cell, atom
    return agency in paths and kind in (ALL, employment) and (paths[agency] + DIRECT).startswith(place)


def withheld_then(then, now, counts, root_then="r/", root_now="r/"):
    today = grouped(now, counts, root_now)
    hidden = withheld_cells({cell: tally.learners for cell, tally in today.items()})
    that_day = grouped(then, counts, root_then)
    regrouping = Regrouping(then, now, {agency for agency, _ in counts}, root_now)
    return today, hidden, that_day, regrouping.withheld(that_day, hidden)


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 10**9))
def test_what_another_day_shows_is_a_sum_of_what_today_shows(seed: int) -> None:
    dice = random.Random(seed)
    agencies = ["r", *(f"a{n}" for n in range(dice.randrange(3, 10)))]
    now = paths_of({a: (dice.choice(agencies[:n]) if n else None) for n, a in enumerate(agencies)})
    lived = [a for a in agencies if a == "r" or dice.random() < 0.85]
    then = paths_of({a: (dice.choice(lived[:n]) if n else None) for n, a in enumerate(lived)})
    counts = {(a, k): dice.choice((0, 1, 3, 6, 12, 30)) for a in agencies for k in KINDS if dice.random() < 0.8}
    counts = {atom: n for atom, n in counts.items() if n}
    today, hidden, that_day, hidden_then = withheld_then(then, now, counts)
    known = span([cell for cell in today if cell not in hidden], counts, now)
    rank = numpy.linalg.matrix_rank(numpy.array(known)) if known else 0
    for row in span([cell for cell in that_day if cell not in hidden_then], counts, then):
        assert numpy.linalg.matrix_rank(numpy.array([*known, row])) == rank


def test_a_small_unit_that_moved_does_not_stand_alone_in_the_difference() -> None:
    parents = {"r": None, "a": "r", "b": "r", "small": "b", "wide": "a", "b1": "b"}
    now, then = paths_of(parents), paths_of(parents | {"small": "a"})
    counts = {("a", "pns"): 40, ("b", "pns"): 40, ("small", "pns"): 3, ("wide", "pns"): 30, ("b1", "pns"): 6}
    today, hidden, _, hidden_then = withheld_then(then, now, counts)
    assert ("r/a/", ALL) in today and ("r/a/", ALL) not in hidden
    assert {("r/a/", ALL), ("r/b/", ALL)} <= hidden_then and ("r/", ALL) not in hidden_then


@pytest.mark.parametrize("size", [12, 400])
def test_a_large_unit_that_moved_is_shown_on_both_sides(size: int) -> None:
    parents = {"r": None, "a": "r", "b": "r", "big": "b"}
    now, then = paths_of(parents), paths_of(parents | {"big": "a"})
    counts = {("a", "pns"): 40, ("b", "pns"): 40, ("big", "pns"): size}
    *_, that_day, hidden_then = withheld_then(then, now, counts)
    assert not hidden_then
    assert that_day["r/a/", ALL].learners == 40 + size


def test_the_same_tree_hides_the_same() -> None:
    now = paths_of({"x": None, "r": "x", "a": "r", "b": "r", "c": "r"})
    counts = {("a", "pns"): 3, ("b", "pns"): 9, ("c", "pns"): 40}
    today, hidden, that_day, hidden_then = withheld_then(now, now, counts, "x/r/", "x/r/")
    assert hidden_then == hidden and that_day == today
