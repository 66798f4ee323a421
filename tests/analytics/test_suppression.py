"""Parts add up to wholes, and no attacker who subtracts shown numbers finds a small group."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.estimates import MIN_LEARNERS
from analytics.rollups import ALL, DIRECT, Tally, add_up, parts_by_place
from analytics.suppression import sums_of, withheld_cells

PATHS = ["r/", "r/a/", "r/a/x/", "r/a/y/", "r/b/", "r/b/x/", "r/c/", "r/d/"]
KINDS = ["pns", "pppk", "non-asn"]
rows = st.lists(
    st.tuples(st.sampled_from(PATHS), st.sampled_from(KINDS), st.integers(1, 12).map(lambda n: Tally(n, n, n, n))),
    max_size=20,
)


def people_in(found):
    return {cell: tally.learners for cell, tally in add_up(found, "r/").items()}


@given(rows)
def test_parts_add_up_to_their_whole(found):
    cells = add_up(found, "r/")
    for place, parts in parts_by_place(cells).items():
        if place:
            for kind in [ALL, *KINDS]:
                total = sum((cells.get((part, kind), Tally()) for part in parts), Tally())
                assert cells.get((place, kind), Tally()) == total
    for place in {place for place, _ in cells}:
        assert cells[place, ALL] == sum((cells.get((place, kind), Tally()) for kind in KINDS), Tally())


@settings(max_examples=400)
@given(rows)
def test_repeated_subtraction_never_reveals_a_withheld_cell(found):
    people = people_in(found)
    withheld = withheld_cells(people)
    known = set(people) - withheld
    learned = True
    while learned:
        learned = False
        for whole, parts in sums_of(people):
            unknown = [cell for cell in (whole, *parts) if cell not in known]
            if len(unknown) == 1:
                known.add(unknown[0])
                learned = True
    assert not known & withheld


@settings(max_examples=400)
@given(rows)
def test_what_remains_after_subtracting_covers_at_least_five_people(found):
    people = people_in(found)
    withheld = withheld_cells(people)
    for whole, parts in sums_of(people):
        rest = sum(people[part] for part in parts if part in withheld)
        assert whole in withheld or rest == 0 or rest >= MIN_LEARNERS


@given(rows)
def test_every_small_cell_is_withheld_and_nothing_is_without_one(found):
    people = people_in(found)
    small = {cell for cell, count in people.items() if count < MIN_LEARNERS}
    withheld = withheld_cells(people)
    assert small <= withheld
    assert bool(small) == bool(withheld)


def test_a_lone_small_office_takes_the_next_smallest_with_it():
    found = [(f"r/{name}/", "pns", Tally(n)) for name, n in (("a", 3), ("b", 8), ("c", 20))]
    withheld = withheld_cells(people_in(found))
    assert {place for place, _ in withheld} == {"r/a/", f"r/a/{DIRECT}", "r/b/", f"r/b/{DIRECT}"}


def test_a_few_contract_staff_are_not_found_by_switching_the_filter():
    found = [
        ("r/a/", "pns", Tally(30)),
        ("r/a/", "pppk", Tally(2)),
        ("r/b/", "pns", Tally(30)),
        ("r/b/", "pppk", Tally(9)),
    ]
    withheld = withheld_cells(people_in(found))
    assert {("r/a/", "pppk"), ("r/a/", "pns")} <= withheld
    assert ("r/a/", ALL) not in withheld
