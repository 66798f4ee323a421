"""Rules of writing bank files: every item reads back with its fingerprint, defaults are left out."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.validation import read_entries
from quizzes.item_yaml import item_data, items_yaml
from quizzes.models import Item
from tests.builders import KINDS, make_item
from tests.quizzes.workbooks import ITEM, items, prints, shipped_items


def read_back(folder: Path, text: str) -> list[Item]:
    (folder / "a.yaml").write_text(text, encoding="utf-8")
    entries, _, problems = read_entries(folder / "a.yaml", folder, "items", ITEM)
    assert problems == []
    return [item for _, item in entries]


def test_the_shipped_bank_reads_back_with_every_fingerprint(tmp_path) -> None:
    asked = shipped_items()
    assert prints(read_back(tmp_path, items_yaml(asked))) == prints(asked)


@settings(max_examples=100, deadline=None)
@given(st.lists(items(), min_size=1, max_size=3))
def test_any_item_reads_back(asked: list[Item]) -> None:
    assert items_yaml(asked)  # which reads back and compares before it hands out


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_has_its_place_and_defaults_are_left_out(kind: str) -> None:
    item = make_item(kind)
    full = make_item(kind, critical=True, situational=True, audience=["pppk"], enemies=["x"], checked_on="2026-01-02")
    assert set(item_data(full)) == set(full.model_dump(exclude_defaults=True))
    assert "critical" not in item_data(item) and list(item_data(item))[:3] == ["id", "kind", "indicator"]
