"""The long form of the workbook's properties: thousands of damaged workbooks and of items out and back."""

from __future__ import annotations

import random
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizzes.models import Item
from tests.quizzes.test_spreadsheet_refusals import damage_and_read
from tests.quizzes.workbooks import items, prints, through_a_workbook

pytestmark = pytest.mark.prove


@pytest.mark.parametrize("seed", range(20))
def test_four_thousand_damaged_workbooks_are_read_or_refused(tmp_path: Path, seed: int) -> None:
    damage_and_read(tmp_path, random.Random(1000 + seed), rounds=200)


@settings(max_examples=2_000, deadline=None)
@given(st.lists(items(), min_size=1, max_size=4, unique_by=lambda item: item.id))
def test_two_thousand_workbooks_of_any_items_come_back(asked: list[Item]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        reading = through_a_workbook(Path(folder) / "a.xlsx", asked)
    assert prints(found.item for found in reading.items) == prints(asked)
