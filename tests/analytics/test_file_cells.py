"""What may stand in a file that is passed on: groups of ten people and more, and nothing that would tell a smaller one."""

from __future__ import annotations

import pytest

from analytics.comprehension.paired import GrowthMeasure, pack_pairs
from analytics.crossover import Growth, Worse
from analytics.estimates import MICRO, Estimate, NoData, Withheld
from analytics.hiding.file_cells import growth_hidden_in_files, growth_in_file, in_file, passed_hidden_in_files
from analytics.hiding.suppression import withheld_cells
from analytics.report_columns import FEW, FILE_MINIMUM
from analytics.rollups import ALL, DIRECT, People

CELL = ("r/a/", "pns")


def finished(**units: int) -> dict[tuple[str, str], People]:
    return {(f"r/{name}/", "pns"): People(50, 50, count, 1) for name, count in units.items()}


def test_nine_people_are_a_small_group_and_ten_are_not():
    assert FEW == "kurang dari 10 orang"
    people = finished(a=9, b=10, c=40, d=30)
    hidden = passed_hidden_in_files(people, [])
    assert ("r/a/", "pns") in hidden
    assert not passed_hidden_in_files(people | finished(a=10), [])
    assert withheld_cells({cell: count.finished for cell, count in people.items()}, FILE_MINIMUM) == hidden


@pytest.mark.parametrize(("learners", "reason"), [(5, "few"), (9, "few"), (10, "protects"), (11, "protects")])
def test_a_hidden_cell_says_whether_it_is_small_itself(learners: int, reason: str):
    found = Estimate(0.5, 0.4, 0.6, learners, 100)
    assert in_file(found, CELL, {CELL}) == Withheld(reason)
    assert in_file(found, CELL, ()) == found


@pytest.mark.parametrize("learners", [5, 9, 10])
def test_growth_of_nine_people_and_how_many_of_them_fell_are_left_out(learners: int):
    worse = Worse(learners, 2, 1, 0.5)
    of_few = Growth(0.1, 0.0, 0.2, 0.5, 0.6, learners, NoData(), NoData())
    assert growth_in_file(of_few, CELL, ()) == (of_few if learners == 10 else Withheld("few"))
    of_many = Growth(0.1, 0.0, 0.2, 0.5, 0.6, 40, NoData(), worse)
    told = growth_in_file(of_many, CELL, ())
    assert isinstance(told, Growth) and told.worse == (worse if learners == 10 else Withheld("few"))


def test_nine_people_who_took_both_tests_are_not_told_by_subtracting_files():
    """All four offices may be told of their post-test; of growth one of them may not, and so the next smallest may not either."""
    rows = [
        ("karier", name, "pns", 1, 1, 0, 0, 1, MICRO, MICRO, people)
        for name, people in (("a", 9), ("b", 11), ("c", 40), ("d", 30))
    ]
    paths = {"r": "r/"} | {name: f"r/{name}/" for name in "abcd"}
    measure = GrowthMeasure(pack_pairs(rows)["karier"], paths, ())
    hidden = {path for path, kind in growth_hidden_in_files(measure, ()) if kind == ALL and not path.endswith(DIRECT)}
    assert hidden == {"r/a/", "r/b/"}
    assert ("r/c/", ALL) in growth_hidden_in_files(measure, {("r/c/", ALL)})
