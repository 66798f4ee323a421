"""What may stand in a file that is passed on: groups of ten people and more, and nothing that would tell a smaller one."""

from __future__ import annotations

import pytest

from analytics import tables
from analytics.estimates import Estimate, NoData, Withheld
from analytics.hiding.file_cells import in_file, passed_hidden_in_files
from analytics.hiding.suppression import withheld_cells
from analytics.report_columns import FEW, FILE_MINIMUM


def finished(**units: int) -> dict[tuple[str, str], int]:
    return {(f"r/{name}/", "pns"): count for name, count in units.items()}


def test_nine_people_are_a_small_group_and_ten_are_not():
    assert FEW == "kurang dari 10 orang"
    people = finished(a=9, b=10, c=40, d=30)
    hidden = passed_hidden_in_files(people, [])
    assert ("r/a/", "pns") in hidden
    assert not passed_hidden_in_files(people | finished(a=10), [])
    assert withheld_cells(people, FILE_MINIMUM) == hidden


@pytest.mark.parametrize(("learners", "reason"), [(5, "few"), (9, "few"), (10, "protects"), (11, "protects")])
def test_a_hidden_cell_says_whether_it_is_small_itself(learners: int, reason: str):
    found = Estimate(0.5, 0.4, 0.6, learners, 100)
    assert in_file(found, is_hidden=True) == Withheld(reason, FILE_MINIMUM)
    assert in_file(found, is_hidden=False) == found


def test_what_the_screen_hides_no_file_tells_and_it_speaks_of_ten():
    for reason in ("few", "protects"):
        for is_hidden in (True, False):
            assert in_file(Withheld(reason), is_hidden=is_hidden) == Withheld(reason, FILE_MINIMUM)
    assert in_file(NoData(), is_hidden=True) == NoData()
    assert tables.estimate_text(Withheld("few", FILE_MINIMUM)) == "disembunyikan (kurang dari 10 orang)"
