"""Items: who counts as many, what counts as wrong, and what stays hidden."""

from __future__ import annotations

import numpy
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.estimates import MICRO
from analytics.items import WHOLE, AnswerCount, ItemPeople, item_figures, shown_versions
from analytics.rollups import ALL


def count(value: str, learners: int, mark: float, version: str = "v1") -> AnswerCount:
    return AnswerCount(version, "soal", value, learners, round(learners * mark * MICRO))


def test_the_facility_is_the_mean_mark_and_the_worst_wrong_answer_is_named():
    (found,) = item_figures([count('"a"', 10, 1), count('"b"', 6, 0), count('"c"', 2, 0), count("null", 2, 0)])
    assert found.facility.value == 0.5
    assert found.facility.low < 0.5 < found.facility.high
    assert (found.wrong_value, found.wrong_learners, found.unanswered) == ('"b"', 6, 2)


def test_a_wrong_answer_of_fewer_than_five_people_is_not_named():
    (found,) = item_figures([count('"a"', 20, 1), count('"b"', 4, 0)])
    assert found.wrong_value is None


def test_the_hardest_comes_first():
    easy, hard = count('"a"', 20, 1, "v1"), count('"b"', 20, 0, "v2")
    assert [found.version for found in item_figures([easy, hard])] == ["v2", "v1"]


def met(**people: int) -> list[ItemPeople]:
    """``dinas_pns=30``: thirty PNS of an office called dinas met the item."""
    return [ItemPeople("v1", *name.split("_"), learners) for name, learners in people.items()]


def test_fewer_than_ten_people_are_not_shown():
    assert shown_versions(met(a_pns=9), (WHOLE, ALL)) == set()
    assert shown_versions(met(a_pns=10), (WHOLE, ALL)) == {"v1"}


def test_not_shown_where_the_rest_of_the_whole_would_be_a_small_group():
    found = met(a_pns=20, b_pns=5, c_pns=30)
    shown = {place: shown_versions(found, (place, ALL)) for place in (WHOLE, "a", "b", "c")}
    assert shown == {WHOLE: {"v1"}, "a": set(), "b": set(), "c": {"v1"}}


def test_a_small_third_kind_is_not_told_by_the_other_two():
    found = met(a_pns=30, a_pppk=20, a_desa=4)
    shown = [kind for kind in ("", "pns", "pppk", "desa") if shown_versions(found, ("a", kind))]
    assert shown == ["", "pns"]


people = st.dictionaries(
    st.tuples(st.sampled_from("abcd"), st.sampled_from(("pns", "pppk", "desa"))), st.integers(1, 40), min_size=1
)


@settings(max_examples=150, deadline=None)
@given(people)
def test_no_small_group_follows_from_the_shown_ones(found):
    rows = [ItemPeople("v1", place, kind, learners) for (place, kind), learners in found.items()]
    cells = {(p, k) for place, kind in found for p in (place, WHOLE) for k in (kind, ALL)}
    leaves = sorted(found)
    parts = {cell: [float(cell[0] in (WHOLE, p) and cell[1] in (ALL, k)) for p, k in leaves] for cell in cells}
    shown = [cell for cell in cells if shown_versions(rows, cell)]
    matrix = numpy.array([parts[cell] for cell in shown]).reshape(-1, len(leaves))
    rank = numpy.linalg.matrix_rank(matrix) if shown else 0
    for cell in cells - set(shown):
        assert numpy.linalg.matrix_rank(numpy.vstack([matrix, parts[cell]])) > rank
