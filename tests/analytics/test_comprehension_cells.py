"""From first attempts to cells: kinds and all, what is hidden cannot be had by subtraction, refreshing equals recomputing."""

from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.comprehension.cells import Measure
from analytics.comprehension.model import fit
from analytics.comprehension.sittings import Sat, join_sittings, pack_sittings
from analytics.comprehension.sums import SeatSums, pack_sums
from analytics.estimates import MICRO, MIN_LEARNERS, Comprehension, Estimate, NoData, Withheld
from analytics.hiding.suppression import sums_of as sums_shown
from analytics.hiding.suppression import withheld_cells
from analytics.rollups import ALL, Cell, Tally, add_up
from tests.analytics.packing import Sitting, pack

ITEMS = {f"v{n}": f"i{n}" for n in range(8)}
TOPIC = "indicator:i"
KINDS = ("pns", "pppk", "non-asn")
PATHS = {"a1": "r/a/a1/", "a2": "r/a/a2/", "a": "r/a/", "b1": "r/b/b1/", "b2": "r/b/b2/", "c": "r/c/"}


def sat(people: list[tuple[str, str]], seed: int = 1) -> list[Sat]:
    """Five answers of each (agency, kind), and one to an item of another measure; two people end in the same minute."""
    dice = random.Random(seed)
    return [
        Sat(
            f"p{number}", agency, kind, f"2026-11-22T{number // 2 // 60:02}:{number // 2 % 60:02}:00Z",
            [*dice.sample(sorted(ITEMS), 5), "other"], [float(dice.random() < 0.7) for _ in range(6)],
        )
        for number, (agency, kind) in enumerate(people)
    ]  # fmt: skip


def sums_of(rows: list[Sat], items=ITEMS) -> SeatSums:
    """As the database keeps them: every item, and the people who met any of ``items``."""
    seats: dict[tuple[str, str], dict[str, list[int]]] = {}
    for row in rows:
        marks = dict(zip(row.versions, row.marks, strict=True))
        if not marks.keys().isdisjoint(items):
            marks[TOPIC] = sum(mark for version, mark in marks.items() if version in items)
        of_seat = seats.setdefault((row.agency_id, row.employment), {})
        for subject, mark in marks.items():
            sums = of_seat.setdefault(subject, [0, 0])
            sums[0] += 1
            sums[1] += round(mark * MICRO)
    return pack_sums(
        (*seat, list(sums), [n for n, _ in sums.values()], [mark for _, mark in sums.values()])
        for seat, sums in seats.items()
    )


def measure(rows: list[Sat], members: dict[Cell, int] | None = None, items=ITEMS, persons=None) -> Measure:
    persons = persons or pack_sittings(rows)
    return Measure(
        sums_of(rows, items), persons, (TOPIC,), items, dict.fromkeys(items.values(), 1.0), PATHS, members or {}
    )


def cells(found: Measure) -> dict[Cell, Comprehension]:
    return {cell: found.found(cell) for cell in found.learners}


crowds = st.lists(st.tuples(st.sampled_from(sorted(PATHS)), st.sampled_from(KINDS)), min_size=1, max_size=80)


def test_only_items_of_the_measure_count():
    found = measure(sat([("a", "pns")] * 12)).found(("r/a/", ALL))
    assert isinstance(found, Estimate)
    assert (found.learners, found.answers) == (12, 60)


def test_nothing_in_nothing_out():
    assert cells(measure([])) == {}
    asked_nothing = measure(sat([("a", "pns")] * 12), items={"unheard-of": "x"})
    assert cells(asked_nothing) == {} and asked_nothing.found(("r/a/", ALL)) == NoData()


def test_an_agency_without_a_place_in_the_tree_is_left_out():
    found = measure(sat([("a", "pns"), ("gone", "pns")] * 6))
    assert found.learners["r/", ALL] == 6


def test_a_mark_beyond_full_is_refused():
    with pytest.raises(ValueError, match="between 0 and 1"):
        pack_sittings([Sat("p", "a", "pns", "", ["v1"], [1.2])])


@settings(max_examples=25, deadline=None)
@given(crowds, st.sampled_from((ALL, *KINDS)))
def test_answers_cut_from_the_arrays_are_those_packed_one_by_one(people, kind):
    rows = sat(people)
    cut = pack_sittings(rows).answers(ITEMS, PATHS, kind)
    chosen = [row for row in rows if kind in (ALL, row.employment)]
    slow = pack(
        Sitting(
            PATHS[row.agency_id],
            tuple(ITEMS[v] for v in row.versions if v in ITEMS),
            tuple(int(m * MICRO) for v, m in zip(row.versions, row.marks, strict=True) if v in ITEMS),
        )
        for row in chosen
    )
    assert (cut.places, cut.items) == (slow.places, slow.items)
    assert (cut.place_of == slow.place_of).all()
    assert (cut.exposures == slow.exposures).all() and (cut.mark_sums == slow.mark_sums).all()
    assert (cut.sitting_marks == slow.sitting_marks).all()


@settings(max_examples=25, deadline=None)
@given(crowds, st.sampled_from((ALL, *KINDS)))
def test_sums_of_seats_say_what_the_persons_one_by_one_say(people, kind):
    """So with everybody in the sample a fit to sums is, to the last bit, the fit to the persons."""
    rows = sat(people)
    kept = sums_of(rows).counts(ITEMS, (TOPIC,), PATHS, kind)
    counted = pack_sittings(rows).answers(ITEMS, PATHS, kind).counts
    assert (kept.places, kept.items) == (counted.places, counted.items)
    for name in ("exposures", "mark_sums", "learners_at"):
        assert np.array_equal(getattr(kept, name), getattr(counted, name))
    of_sums = fit(pack_sittings(rows).answers(ITEMS, PATHS, kind), None, None, kept)
    of_persons = fit(pack_sittings(rows).answers(ITEMS, PATHS, kind))
    assert (of_sums is None) == (of_persons is None)
    if of_sums is not None and of_persons is not None:
        assert np.array_equal(of_sums.value, of_persons.value) and np.array_equal(of_sums.error, of_persons.error)


@settings(max_examples=25, deadline=None)
@given(crowds, st.sets(st.sampled_from(sorted(ITEMS)), min_size=1))
def test_of_several_topics_at_least_as_many_people_met_one_as_are_said(people, topics):
    """Each item stands for a topic of its own. Never more people than there are, and somebody wherever there is somebody."""
    rows = sat(people)
    said = sums_of(rows).people(topics, PATHS)
    truly: dict[Cell, int] = {}
    for row in rows:
        if not topics.isdisjoint(row.versions):
            cell = (PATHS[row.agency_id], row.employment)
            truly[cell] = truly.get(cell, 0) + 1
    assert said.keys() == truly.keys()
    assert all(0 < said[cell] <= truly[cell] for cell in truly)
    if len(topics) == 1:
        assert said == truly


def test_nobody_of_a_kind_in_the_sample_is_no_error():
    """Of a few people among very many, the lot may draw none."""
    rows = sat([("a", "pns")] * 12 + [("c", "pppk")] * 12)
    found = measure(rows, persons=pack_sittings(rows[:12])).found(("r/c/", "pppk"))
    assert isinstance(found, Estimate) and found.learners == 12


@settings(max_examples=25, deadline=None)
@given(crowds)
def test_cells_and_people_are_those_of_the_rollups(people):
    found = cells(measure(sat(people)))
    counted = add_up(((PATHS[agency], kind, Tally(1)) for agency, kind in people), "r/")
    assert set(found) == set(counted)
    for cell, tally in counted.items():
        told = found[cell]
        if isinstance(told, Estimate):
            assert told.learners == tally.learners >= MIN_LEARNERS
        else:
            assert isinstance(told, Withheld)
            assert (told.reason == "few") == (tally.learners < MIN_LEARNERS)


@settings(max_examples=25, deadline=None)
@given(crowds)
def test_exactly_what_the_rule_of_suppression_hides_is_hidden(people):
    """And so no hidden group stands alone in a sum that is shown."""
    found = cells(measure(sat(people)))
    counted = {cell: t.learners for cell, t in add_up(((PATHS[a], k, Tally(1)) for a, k in people), "r/").items()}
    assert {cell for cell, told in found.items() if isinstance(told, Withheld)} == withheld_cells(counted)
    for whole, parts in sums_shown(counted):
        hidden = [part for part in parts if not isinstance(found[part], Estimate)]
        if isinstance(found[whole], Estimate) and hidden:
            assert len(hidden) > 1 and sum(counted[part] for part in hidden) >= MIN_LEARNERS


@settings(max_examples=10, deadline=None)
@given(crowds, st.floats(0, 1))
def test_refreshing_with_new_attempts_equals_computing_all_again(people, share):
    """Also when the last ones known are read a second time."""
    rows = sat(people)
    known = pack_sittings(rows[: max(1, int(share * len(rows)))])
    since = known.closed_at[-1]
    again = [row for row in rows if row.closed_at >= since]
    refreshed = join_sittings(known.until(since), pack_sittings(again))
    assert refreshed.people == tuple(row.person_id for row in rows)
    assert cells(measure(rows, persons=refreshed)) == cells(measure(rows))


@settings(max_examples=10, deadline=None)
@given(crowds, st.randoms(use_true_random=False))
def test_the_order_of_attempts_does_not_matter(people, dice):
    rows = sat(people)
    shuffled = dice.sample(rows, len(rows))
    assert cells(measure(shuffled)) == cells(measure(rows))


def test_parts_weighted_by_their_members_add_up_to_the_whole():
    members = {(PATHS[agency], kind): 7 + 3 * n for n, agency in enumerate(PATHS) for kind in KINDS}
    found = measure(sat([(a, k) for a in PATHS for k in KINDS for _ in range(6)]), members)
    for kind in (ALL, *KINDS):
        parts = {top: found.found((f"r/{top}/", kind)) for top in "abc"}
        weights = {
            top: sum(n for (path, own), n in members.items() if path.startswith(f"r/{top}/") and kind in (ALL, own))
            for top in "abc"
        }
        whole = sum(parts[top].value * weights[top] for top in "abc") / sum(weights.values())
        assert found.found(("r/", kind)).value == pytest.approx(whole, abs=1e-12)


def test_members_of_a_kind_weigh_only_in_that_kind():
    rows = [
        Sat(f"p{n}", agency, "pns", "", [f"v{i}" for i in range(5)], [float(agency == "a" or n % 4 == 1)] * 5)
        for n, agency in enumerate(("a", "c") * 40)
    ]
    even, heavy, other = (
        measure(rows, {("r/a/", "pns"): 40, ("r/c/", "pns"): 40} | more).found(("r/", "pns"))
        for more in ({}, {("r/a/", "pns"): 4_000}, {("r/a/", "pppk"): 4_000})
    )
    assert isinstance(even, Estimate) and isinstance(heavy, Estimate) and isinstance(other, Estimate)
    assert heavy.value > even.value + 0.1
    assert other.value == pytest.approx(even.value)
