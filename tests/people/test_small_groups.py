"""Units with few people are named by the unit above, for any tree."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from people.small_groups import FEWEST, named_units

TREE = {"kab": None, "dinas": "kab", "upt": "dinas", "upt-2": "dinas", "kec": "kab"}


@st.composite
def trees(draw: st.DrawFn) -> tuple[dict[str, int], dict[str, str | None]]:
    size = draw(st.integers(1, 12))
    parents: dict[str, str | None] = {"0": None}
    for unit in range(1, size):
        parents[str(unit)] = str(draw(st.integers(0, unit - 1)))
    people = {unit: draw(st.integers(1, 30)) for unit in draw(st.sets(st.sampled_from(sorted(parents))))}
    return people, parents


def test_a_large_unit_keeps_its_name_and_small_ones_share_their_parents() -> None:
    assert named_units({"dinas": 12, "upt": 3, "kec": 10}, TREE) == {"dinas": "dinas", "upt": "dinas", "kec": "kec"}


def test_small_siblings_are_told_apart_by_nobody() -> None:
    assert named_units({"upt": 6, "upt-2": 6}, TREE) == {"upt": "dinas", "upt-2": "dinas"}


def test_too_few_altogether_are_withheld() -> None:
    assert named_units({"upt": 6, "kec": 3}, TREE) == {"upt": None, "kec": None}


@given(trees())
def test_whatever_is_named_has_enough_people_and_nobody_is_lost(
    case: tuple[dict[str, int], dict[str, str | None]],
) -> None:
    people, parents = case
    named = named_units(people, parents)
    assert named.keys() == people.keys()
    together: Counter[str | None] = Counter()
    for unit, name in named.items():
        together[name] += people[unit]
        above: str | None = unit
        while above is not None and above != name:
            above = parents[above]
        assert name is None or above == name, "a unit is named by itself or by one above it"
    assert all(count >= FEWEST for name, count in together.items() if name is not None)
