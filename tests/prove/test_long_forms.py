"""The long forms of the properties: thousands of histories, papers and texts."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.yaml_file import YamlRefused, parse_yaml
from quizzes.draw import find_shortage
from tests.actions.test_rollups import STEP, play
from tests.content.test_yaml_file import YAMLISH
from tests.quizzes.test_draw import BANKS, CELLS, draw, greatest_matching, honours

pytestmark = pytest.mark.prove


@settings(max_examples=500, deadline=None)
@given(st.lists(STEP, min_size=10, max_size=120))
def test_five_hundred_histories_keep_the_rollups_they_would_rebuild(
    steps: list[tuple[str, int, str, int, int]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        play(Path(folder), steps)


@settings(max_examples=10_000, deadline=None)
@given(CELLS, BANKS, st.integers(0, 2**32))
def test_ten_thousand_blueprints_draw_exactly_when_they_can(cells, bank, seed: int) -> None:
    feasible = greatest_matching(cells, bank) == sum(cell.count for cell in cells)
    assert (find_shortage(cells, bank.values()) is None) == feasible
    if feasible:
        assert honours(draw(cells, bank, seed), cells)


@settings(max_examples=20_000, deadline=None)
@given(st.one_of(st.text(max_size=200), YAMLISH))
def test_twenty_thousand_texts_are_data_or_a_refusal(text: str) -> None:
    try:
        parse_yaml(text)
    except YamlRefused as refusal:
        assert refusal.line >= 1
