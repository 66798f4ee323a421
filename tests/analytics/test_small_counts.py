"""Small counts are hidden, and cannot be had by subtracting."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.hiding.small_counts import shown_counts


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ({"a": 40, "b": 12, "c": 30}, {"a": 40, "b": 12, "c": 30}),
        ({"a": 40, "b": 3, "c": 30}, {"a": 40, "b": None, "c": None}),
        ({"a": 40, "b": 3, "c": 9}, {"a": 40, "b": None, "c": None}),
        ({"a": 40, "b": 3, "c": 4}, {"a": None, "b": None, "c": None}),
        ({"a": 40, "b": 0, "c": 3}, {"a": None, "b": 0, "c": None}),
        ({}, {}),
    ],
)
def test_what_is_hidden(counts, shown):
    assert shown_counts(counts) == shown


@given(st.dictionaries(st.text("abcdef", min_size=1, max_size=2), st.integers(0, 60), max_size=8))
def test_subtraction_never_gives_a_small_count(counts):
    shown = shown_counts(counts)
    hidden = [counts[name] for name, count in shown.items() if count is None]
    assert all(count == counts[name] for name, count in shown.items() if count is not None)
    assert all(count == 0 or count >= 10 for count in shown.values() if count is not None)
    everything_hidden = len(hidden) == sum(1 for count in counts.values() if count)
    assert not hidden or everything_hidden or (len(hidden) >= 2 and sum(hidden) >= 10)
