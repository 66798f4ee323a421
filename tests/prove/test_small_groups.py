"""The long form of tests/attack: many more towns, larger and smaller ones."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.attack.more_spies import SPIES
from tests.attack.test_small_groups import told_of_few
from tests.attack.town import Town, make_bank

pytestmark = pytest.mark.prove
TOWNS = 150


def test_no_few_people_follow_from_all_screens_of_many_towns(tmp_path: Path) -> None:
    courseware = make_bank(tmp_path / "bank")
    for seed in range(TOWNS):
        dice = random.Random(1000 + seed)
        town = Town(tmp_path, courseware, dice, units=dice.randrange(1, 11))
        try:
            for spy in SPIES:
                assert told_of_few(spy(town)) == {}, (seed, spy.__name__)
        finally:
            town.close()
