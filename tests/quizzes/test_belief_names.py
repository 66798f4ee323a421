"""An item read under the ids that misconceptions have today."""

from __future__ import annotations

import pytest

from quizzes.bank import misconceptions_named
from quizzes.belief_names import with_names
from tests.builders import KINDS, item_data, make_item

OPTION = {"text": "Isi", "feedback": "Ulasan"}


@pytest.mark.parametrize("kind", KINDS)
def test_an_item_without_former_names_is_the_same_item(kind: str) -> None:
    item = make_item(kind)
    assert with_names(item, {"lama": "baru"}) is item and with_names(item, {}) is item


def test_only_the_names_change() -> None:
    options = item_data()["options"]
    options[0]["misconception"], options[2]["misconception"] = "lama", "lain"
    item = make_item(options=options)
    now = with_names(item, {"lama": "baru"})
    assert misconceptions_named(now) == ("baru", "lain") and misconceptions_named(item) == ("lama", "lain")
    assert now.model_dump_json().replace('"baru"', '"lama"') == item.model_dump_json()


def test_a_statement_has_its_name_too() -> None:
    item = make_item("true_false", misconception="lama")
    assert misconceptions_named(with_names(item, {"lama": "baru"})) == ("baru",)
