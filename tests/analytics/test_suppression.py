"""Parts add up to wholes, and no attacker who subtracts shown numbers finds a small group."""

from __future__ import annotations

import numpy
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.estimates import MIN_LEARNERS
from analytics.hiding.suppression import solvable, sums_of, withheld_cells, withheld_in
from analytics.rollups import ALL, DIRECT, Tally, add_up, parts_by_place

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


def people_below(people, leaves, cell):
    """The cell as a sum of the smallest parts there are: people who sit in one agency itself, of one kind."""
    place, kind = cell
    return [1.0 if path.startswith(place) and kind in (ALL, of) else 0.0 for path, of in leaves]


def told_by_the_shown(people, withheld):
    """A second opinion on ``solvable``: which withheld cells lie in the span of everything shown."""
    leaves = sorted(cell for cell in people if cell[0].endswith(DIRECT) and cell[1] != ALL)
    shown = numpy.array([people_below(people, leaves, cell) for cell in people if cell not in withheld])
    if not len(shown):
        return set()
    rank = numpy.linalg.matrix_rank(shown)
    return {
        cell
        for cell in withheld
        if numpy.linalg.matrix_rank(numpy.vstack([shown, people_below(people, leaves, cell)])) == rank
    }


@settings(max_examples=150, deadline=None)
@given(rows)
def test_no_withheld_cell_follows_from_any_combination_of_shown_ones(found):
    people = people_in(found)
    assert not told_by_the_shown(people, withheld_cells(people))


@settings(max_examples=150, deadline=None)
@given(rows, st.data())
def test_solving_the_sums_agrees_with_ranks(found, data):
    people = people_in(found)
    hidden = data.draw(st.sets(st.sampled_from(sorted(people)))) if people else set()
    assert solvable(hidden, list(sums_of(people))) == told_by_the_shown(people, hidden)


def test_two_ways_of_adding_up_together_tell_no_small_group():
    """Subtraction alone finds nothing here; all the sums together once gave away three PPPK staff of one office."""
    found = [
        ("r/b/y/", "pns", Tally(5)),
        ("r/", "pppk", Tally(8)),
        ("r/b/y/", "non-asn", Tally(7)),
        ("r/c/", "pppk", Tally(12)),
        ("r/b/y/", "pppk", Tally(3)),
        ("r/b/x/", "pns", Tally(1)),
        ("r/a/x/", "pppk", Tally(4)),
        ("r/b/", "non-asn", Tally(7)),
    ]
    people = people_in(found)
    withheld = withheld_cells(people)
    assert ("r/b/y/", "pppk") in withheld and not told_by_the_shown(people, withheld)


@given(rows, st.randoms(use_true_random=False))
def test_what_is_hidden_does_not_depend_on_the_order_of_rows(found, dice):
    shuffled = dice.sample(found, len(found))
    assert withheld_cells(people_in(shuffled)) == withheld_cells(people_in(found))


def test_units_hidden_together_are_enough_people_however_many_units_they_are():
    """Where ten are asked for, seven units of one person each are seven people: an eighth unit is hidden with them."""
    units = {(f"kecil-{number}",): 1 for number in range(7)} | {("sedang",): 40, ("besar",): 60}
    withheld = withheld_in({("semua",): 107} | units, [(("semua",), tuple(units))], 10)
    assert withheld == {*units} - {("besar",)}
