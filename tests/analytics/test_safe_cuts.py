"""No two dates on screen tell of a few people: checked by working out everything that the shown totals determine."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.estimates import MIN_LEARNERS
from analytics.hiding.safe_cuts import cuts_alone, cuts_of_parts

LEAVES = ("a/x", "a/y", "a/z", "b/x", "b/y", "c")
WEEKS = 6
STEPS = st.lists(st.lists(st.sampled_from((0, 0, 1, 2, 3, 5, 6, 9, 20)), min_size=len(LEAVES), max_size=len(LEAVES)),
                 min_size=1, max_size=WEEKS)  # fmt: skip


def series_of(steps: Sequence[Sequence[int]], leaves: Sequence[str]) -> list[tuple[int, ...]]:
    total, found = 0, []
    for step in steps:
        total += sum(step[LEAVES.index(leaf)] for leaf in leaves)
        found.append((total,))
    return found


def below(place: str) -> list[str]:
    return [leaf for leaf in LEAVES if leaf == place or leaf.startswith(f"{place}/") or place == ""]


def shown_cuts(steps: Sequence[Sequence[int]]) -> dict[str, tuple[int, ...]]:
    """Place -> weeks shown, of a tree with two levels of parts."""
    cuts = {"": cuts_alone(series_of(steps, LEAVES))}
    cuts |= cuts_of_parts(cuts[""], {part: series_of(steps, below(part)) for part in ("a", "b", "c")})
    for whole in ("a", "b"):
        parts = [leaf for leaf in LEAVES if leaf.startswith(f"{whole}/")]
        cuts |= cuts_of_parts(cuts[whole], {part: series_of(steps, [part]) for part in parts})
    return cuts


def told_on(day: int, cuts: Mapping[str, tuple[int, ...]]) -> set[frozenset[str]]:
    """Sets of leaves whose sum on that day is a sum of differences of shown totals: all of them, by brute force."""
    if day < 0:
        shown = [frozenset({leaf}) for leaf in LEAVES]
    else:
        shown = [frozenset(below(place)) for place, days in cuts.items() if day in days]
    told = set(shown)
    while True:
        more = {a | b for a in told for b in told if not a & b} | {a - b for a in told for b in told if b < a}
        if more <= told:
            return told
        told |= more


@settings(max_examples=60, deadline=None)
@given(STEPS)
def test_nothing_that_follows_from_two_weeks_grew_by_a_few(steps: list[list[int]]) -> None:
    cuts = shown_cuts(steps)
    told = {day: told_on(day, cuts) for day in range(-1, len(steps))}
    for early in range(-1, len(steps)):
        for late in range(early + 1, len(steps)):
            for leaves in told[early] & told[late]:
                grown = sum(steps[day][LEAVES.index(leaf)] for day in range(early + 1, late + 1) for leaf in leaves)
                assert grown == 0 or grown >= MIN_LEARNERS, (early, late, leaves)


@settings(max_examples=60, deadline=None)
@given(STEPS)
def test_what_was_shown_last_week_is_shown_the_same_way_next_week(steps: list[list[int]]) -> None:
    for place, cuts in shown_cuts(steps).items():
        earlier = shown_cuts(steps[:-1])[place] if len(steps) > 1 else ()
        assert tuple(cut for cut in cuts if cut < len(steps) - 1) == earlier


def test_a_week_of_a_few_waits_for_the_next() -> None:
    assert cuts_alone([(6,), (8,), (12,), (12,)]) == (0, 2, 3)


def test_every_count_must_have_grown_enough() -> None:
    assert cuts_alone([(10, 3), (20, 6)]) == (1,)


def test_a_small_part_takes_another_one_with_it() -> None:
    found = cuts_of_parts((0,), {"small": [(3,)], "middle": [(10,)], "large": [(40,)]})
    assert found == {"small": (), "middle": (), "large": (0,)}


def test_nothing_to_show_is_nothing() -> None:
    assert cuts_alone([]) == () and cuts_of_parts((), {}) == {}
