"""An attack on frozen estimates: whatever two days tell of the same units must differ by nobody's or by five people's results."""

from __future__ import annotations

from collections.abc import Mapping

from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.estimates import MIN_LEARNERS
from analytics.hiding.frozen_days import Day, days_shown
from analytics.hiding.suppression import withheld_cells
from analytics.report_columns import FILE_MINIMUM
from analytics.rollups import ALL, DIRECT, add_up_counts

UNITS = ("x", "y", "z", "v", "w")
HOMES = {"x": "a", "y": "a", "z": "a", "v": "b", "w": "b"}
OFFICES = ("a", "b", "c")
SEATS = (*UNITS, *OFFICES, "r")
"""Units, and people who sit in an office or at the root itself."""
COUNTS = st.lists(st.sampled_from((0, 0, 1, 2, 3, 4, 5, 6, 9, 20)), min_size=len(SEATS), max_size=len(SEATS))
HISTORIES = st.lists(COUNTS, min_size=2, max_size=4)
"""New results per seat between one day and the next, the last up to today."""
MOVES = st.lists(st.one_of(st.none(), st.sampled_from(UNITS)), min_size=4, max_size=4)
"""Which unit stood under another office until that day."""


def tree(moved: str | None) -> dict[str, str]:
    homes = HOMES | ({moved: "c"} if moved else {})
    return {"r": "r/", **{o: f"r/{o}/" for o in OFFICES}, **{u: f"r/{homes[u]}/{u}/" for u in UNITS}}


def hidden_on(people: Mapping[str, int], paths: Mapping[str, str], minimum: int) -> frozenset[str]:
    cells = add_up_counts([(paths[seat], "pns", (count,)) for seat, count in people.items() if count], "r/")
    found = withheld_cells({cell: count for cell, (count,) in cells.items()}, minimum)
    return frozenset(place for place, kind in found if kind == ALL)


def units_in(place: str, people: Mapping[str, int], paths: Mapping[str, str]) -> frozenset[str]:
    return frozenset(seat for seat in people if people[seat] and (paths[seat] + DIRECT).startswith(place))


def told(shown: set[frozenset[str]]) -> set[frozenset[str]]:
    """Every set of units whose number is a sum of differences of shown ones, by brute force."""
    found = {one for one in shown if one}
    while True:
        more = {a | b for a in found for b in found if not a & b} | {a - b for a in found for b in found if b < a}
        if more <= found:
            return found
        found |= more


@settings(max_examples=120, deadline=None)
@given(HISTORIES, MOVES, st.sampled_from((MIN_LEARNERS, FILE_MINIMUM)))
def test_no_two_days_tell_of_a_few_peoples_results(
    steps: list[list[int]], moves: list[str | None], minimum: int
) -> None:
    sums, running = [], dict.fromkeys(SEATS, 0)
    for step in steps:
        running = {seat: running[seat] + new for seat, new in zip(SEATS, step, strict=True)}
        sums.append(running)
    today, paths = sums[-1], tree(None)
    earlier = []
    for people, moved in zip(reversed(sums[:-1]), moves, strict=False):
        then = tree(moved)
        hidden = hidden_on(people, then, minimum)
        earlier.append(
            Day(people, then, {a for a in then if then[a] not in hidden and units_in(then[a], people, then)})
        )
    hidden_now = hidden_on(today, paths, minimum)
    places = [*paths.values(), *(path + DIRECT for path in paths.values())]
    shown = [{units_in(place, today, paths) for place in places if place not in hidden_now}]
    for at, day in enumerate(earlier):
        is_hidden = hidden_now.__contains__
        agencies = [a for a in paths if at in days_shown(a, today, paths, earlier, is_hidden, minimum)]
        assert all(a in day.told for a in agencies)
        shown.append({units_in(day.paths[a], day.people, day.paths) for a in agencies})
    counts = [today, *(day.people for day in earlier)]
    sets = [told(found) for found in shown]
    for late in range(len(sets)):
        for early in range(late + 1, len(sets)):
            for units in _same(sets[late], sets[early], counts[early]):
                new = sum(counts[late][unit] - counts[early][unit] for unit in units)
                assert new == 0 or new >= minimum, (late, early, units)


def _same(late: set[frozenset[str]], early: set[frozenset[str]], before: Mapping[str, int]) -> set[frozenset[str]]:
    """Sets told on both days; a unit where nobody had a result yet is in every sum of the earlier day."""
    return {units for units in late if frozenset(unit for unit in units if before[unit]) in early}


def test_a_few_new_results_hide_the_day_and_enough_show_it() -> None:
    paths = {"r": "r/", "a": "r/a/", "b": "r/b/"}
    for new, expected in ((0, {0}), (1, set()), (4, set()), (5, {0})):
        day = Day({"a": 10, "b": 10}, paths, {"r", "a", "b"})
        shown = days_shown("a", {"a": 10 + new, "b": 10}, paths, [day], lambda place: False)
        assert shown == expected


def test_days_are_compared_with_each_other_too() -> None:
    """Six since September and five since October leave one in between."""
    paths = {"r": "r/"}
    days = [Day({"r": 15}, paths, {"r"}), Day({"r": 14}, paths, {"r"}), Day({"r": 10}, paths, {"r"})]
    assert days_shown("r", {"r": 20}, paths, days, lambda place: False) == {0, 2}


def test_an_agency_whose_units_changed_is_not_compared_and_one_moved_as_a_whole_is() -> None:
    now = {"r": "r/", "a": "r/a/", "b": "r/b/", "x": "r/b/x/"}
    then = now | {"x": "r/a/x/"}
    people = {"a": 10, "b": 10, "x": 10}
    day = Day(people, then, {"r", "a", "b", "x"})
    shown = {agency: days_shown(agency, people, now, [day], lambda place: False) for agency in now}
    assert shown["a"] == shown["b"] == frozenset() and shown["r"] == {0}


def test_what_is_hidden_today_is_hidden_then() -> None:
    paths = {"r": "r/", "a": "r/a/", "b": "r/b/", "c": "r/c/"}
    people = {"a": 10, "b": 10, "c": 10}
    day = Day(people, paths, set(paths))
    assert days_shown("a", people, paths, [day], {"r/a/", "r/b/"}.__contains__) == frozenset()
    assert days_shown("c", people, paths, [day], {"r/a/", "r/b/"}.__contains__) == {0}
