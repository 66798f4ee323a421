"""The long forms of the registry: two thousand damaged rosters, thousands of broken files, hundreds of histories."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.people.test_agency_history import STEP, play_and_add_up
from tests.people.test_roster_fuzz import import_damaged_files, read_broken_bytes

pytestmark = pytest.mark.prove


@pytest.mark.parametrize("start", range(1_000, 3_000, 500))
def test_two_thousand_damaged_rosters_store_no_wrong_number(start: int) -> None:
    import_damaged_files(range(start, start + 500))


def test_five_thousand_broken_files_end_in_rows_or_a_sentence() -> None:
    assert read_broken_bytes(range(10_000, 15_000)) > 1_000


@settings(max_examples=400, deadline=None)
@given(st.lists(STEP, min_size=10, max_size=80), st.lists(st.integers(-10, 2400), min_size=8, max_size=8))
def test_in_four_hundred_histories_the_children_add_up_to_the_parent(steps, days) -> None:
    play_and_add_up(steps, days)
