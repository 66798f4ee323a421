"""What is hidden of items and beliefs: few people, what would tell of them, and an item together with the belief it shows."""

from __future__ import annotations

from itertools import combinations

import numpy
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.hiding.linked_masks import linked_masks, report_cells
from analytics.rollups import ALL, DIRECT
from tests.attack.solving import Evidence

KINDS = ("pns", "pppk", "desa")


def cells_of(**people: int) -> dict[tuple[str, str], int]:
    """``a_pns=30``: thirty PNS of the office ``r/a/``; ``r_pns``: of the root itself."""
    names = [(name.split("_"), count) for name, count in people.items()]
    return report_cells(
        [("r/" if place == "r" else f"r/{place}/", kind, count) for (place, kind), count in names], "r/"
    )


def shown(**people: int) -> set[tuple[str, str]]:
    met = cells_of(**people)
    masks = linked_masks({"v1": met}, {}, {})
    return {cell for cell in met if masks.shown_versions(cell)}


def test_fewer_than_ten_people_are_not_shown():
    assert shown(a_pns=9) == set()
    assert shown(a_pns=10) == {("r/", ALL), ("r/", "pns"), ("r/a/", ALL), ("r/a/", "pns")}


def test_a_cell_nobody_met_the_item_in_has_nothing_to_show():
    masks = linked_masks({"v1": cells_of(a_pns=30)}, {}, {})
    assert masks.shown_versions(("r/b/", ALL)) == set()


def test_not_shown_where_the_rest_of_the_whole_would_be_a_small_group():
    found = {place for place, kind in shown(a_pns=20, b_pns=5, c_pns=30) if kind == ALL}
    assert found == {"r/", "r/c/"}


def test_a_small_third_kind_is_not_told_by_the_other_two():
    assert {kind for place, kind in shown(a_pns=30, a_pppk=20, a_desa=4) if place == "r/a/"} == {ALL, "pns"}


def test_the_people_of_the_root_itself_are_a_part_of_the_whole():
    assert ("r/", ALL) in shown(r_pns=4, a_pns=20, b_pns=30)
    assert ("r/a/", ALL) not in shown(r_pns=4, a_pns=20, b_pns=30)
    assert ("r/" + DIRECT, ALL) in cells_of(r_pns=4, a_pns=20)


def test_an_item_that_alone_shows_a_belief_is_hidden_where_the_belief_is():
    """Somebody left the item open, so that the smallest office beside the small one is another for the belief."""
    item = cells_of(a_pns=5, b_pns=12, c_pns=13, d_pns=40)
    belief = cells_of(a_pns=5, b_pns=12, c_pns=11, d_pns=40)
    apart = linked_masks({"v": item}, {"m": belief}, {"m": {"v", "w"}})
    assert apart.items["v"] != apart.beliefs["m"]
    together = linked_masks({"v": item}, {"m": belief}, {"m": {"v"}})
    assert together.items["v"] == together.beliefs["m"]


people = st.dictionaries(
    st.tuples(st.sampled_from("abcd"), st.sampled_from(KINDS)), st.integers(1, 40), min_size=1
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(people, st.data())
def test_no_few_people_follow_from_items_and_beliefs_together(found, data):
    answered = {leaf: data.draw(st.integers(max(0, count - 3), count)) for leaf, count in found.items()}
    tables = [report_cells([(f"r/{p}/", k, n) for (p, k), n in one.items() if n], "r/") for one in (found, answered)]
    masks = linked_masks({"v": tables[0]}, {"m": tables[1]}, {"m": {"v"}})
    evidence = Evidence(10, answered)
    for table, hidden in ((tables[0], masks.items["v"]), (tables[1], masks.beliefs["m"])):
        for place, kind in table.keys() - hidden:
            evidence.add([(p, k) for p, k in answered if f"r/{p}/".startswith(place) and kind in (ALL, k)])
    assert evidence.told_of_few() == []


@settings(max_examples=100, deadline=None)
@given(people)
def test_the_attackers_algebra_agrees_with_ranks(found):
    """A second opinion on ``tests.attack.solving``, with floating-point ranks."""
    leaves = sorted(found)
    masks = linked_masks({"v": report_cells([(f"r/{p}/", k, n) for (p, k), n in found.items()], "r/")}, {}, {})
    hidden = set(sorted(masks.items["v"])[::2])  # a bad mask: something should follow now and then
    evidence = Evidence(10, found)
    rows = []
    for place, kind in masks.met["v"].keys() - hidden:
        below = [leaf for leaf in leaves if f"r/{leaf[0]}/".startswith(place) and kind in (ALL, leaf[1])]
        evidence.add(below)
        rows.append([float(leaf in below) for leaf in leaves])
    rank = numpy.linalg.matrix_rank(numpy.array(rows)) if rows else 0
    told = {
        group
        for size in range(1, 10)
        for group in map(frozenset, combinations(leaves, size))
        if sum(found[leaf] for leaf in group) < 10
        if rows and numpy.linalg.matrix_rank(numpy.array([*rows, [float(one in group) for one in leaves]])) == rank
    }
    assert set(evidence.told_of_few()) == told
