"""Hostile supervisors: everything on all their screens together determines no sum over a few people.

Random crooked towns with few people in each unit, the real actions over a real database, supervisors of every agency who put
their screens together, every view, filter and day. ``tests/prove`` holds the long form.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from actions.courseware import Courseware
from actions.understanding import over_time
from actions.understanding.snapshots import freeze_last_month
from tests.attack.evidence import Found, watchers
from tests.attack.more_spies import SPIES, Spy
from tests.attack.solving import Evidence, free_directions
from tests.attack.town import ASSIGNMENT, NOW, Town, make_bank


@pytest.fixture(scope="module")
def courseware(tmp_path_factory: pytest.TempPathFactory) -> Courseware:
    return make_bank(tmp_path_factory.mktemp("bank"))


def told_of_few(found: Found) -> dict[str, list[list[tuple[str, str]]]]:
    told = {name: evidence.told_of_few() for name, evidence in found.items()}
    return {name: [sorted(group) for group in groups] for name, groups in told.items() if groups}


@pytest.fixture(scope="module", params=range(3))
def town(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, courseware: Courseware
) -> Iterator[Town]:
    made = Town(tmp_path_factory.mktemp("kota"), courseware, random.Random(request.param))
    yield made
    made.close()


@pytest.mark.parametrize("spy", SPIES, ids=lambda spy: spy.__name__.removeprefix("see_"))
def test_no_few_people_follow_from_all_screens_together(town: Town, spy: Spy) -> None:
    found = spy(town)
    assert any(evidence.shown for evidence in found.values()), "an attack on empty screens proves nothing"
    assert told_of_few(found) == {}


# --- The attacker can attack ---------------------------------------------------------------------

PEOPLE = {("a", "pns"): 3, ("b", "pns"): 9, ("c", "pns"): 20, ("c", "pppk"): 1}


def test_a_small_unit_is_found_when_only_it_is_left_out() -> None:
    evidence = Evidence(5, PEOPLE)
    for shown in (list(PEOPLE), [("b", "pns")], [("c", "pns"), ("c", "pppk")]):
        evidence.add(shown)
    assert evidence.told_of_few() == [frozenset({("a", "pns")})]


def test_one_here_and_three_there_are_found_though_neither_is_told_alone() -> None:
    evidence = Evidence(5, PEOPLE)
    for shown in (list(PEOPLE), [("b", "pns"), ("c", "pns")]):
        evidence.add(shown)
    assert evidence.told_of_few() == [frozenset({("a", "pns"), ("c", "pppk")})]


def test_enough_people_together_are_no_find() -> None:
    evidence = Evidence(5, PEOPLE)
    for shown in (list(PEOPLE), [("c", "pns"), ("c", "pppk")]):
        evidence.add(shown)
    assert evidence.told_of_few() == []


def test_what_is_free_stays_free() -> None:
    loose = free_directions([frozenset({("a", "x"), ("b", "x")})], [("a", "x"), ("b", "x"), ("c", "x")])
    assert any(loose["a", "x"]) and any(loose["b", "x"]) and any(loose["c", "x"])
    assert all(
        (one + other) % ((1 << 61) - 1) == 0 for one, other in zip(loose["a", "x"], loose["b", "x"], strict=True)
    )


# --- Weeks and months ----------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(2))
def test_weeks_and_changes_are_the_same_whoever_is_looking(tmp_path: Path, courseware: Courseware, seed: int) -> None:
    """So nobody learns from another's screen; what one screen tells is proved in tests/analytics."""
    town = Town(tmp_path, courseware, random.Random(20 + seed))
    try:
        freeze_last_month(town.database, courseware, NOW)
        seen: dict[str, list[object]] = {}
        for scope, agency in watchers(town):
            at = (town.database, courseware, scope, ASSIGNMENT, agency.id)
            weeks = over_time.weekly(*at, now=NOW)
            since = over_time.since_snapshot(*at, "2026-10", now=NOW)
            seen.setdefault(agency.id, []).append((weeks, since))
    finally:
        town.close()
    assert any(weeks.periods for looks in seen.values() for weeks, _ in looks)  # type: ignore[attr-defined]
    assert all(one == looks[0] for looks in seen.values() for one in looks)
