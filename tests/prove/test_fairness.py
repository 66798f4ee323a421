"""The long form of fairness: how often planted differences are found, how often none is seen where there is none, and whether
the link of two forms tells the truth as often as it says.

Writes the tables of docs/item-statistics.md: ``python -m pytest -m prove tests/prove/test_fairness.py``.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from analytics.fairness.groups import compare_groups
from analytics.fairness.link import link_forms
from tests.analytics.fair_worlds import Groups, crossed, two_groups

pytestmark = pytest.mark.prove
PAGE = Path(__file__).resolve().parents[2] / "docs" / "item-statistics.md"
WORLDS = {
    "usual: 106 items, group 0.5 logit weaker": Groups(),
    "two forms' bank: 212 items": Groups(items=212),
    "group 1 logit weaker": Groups(weaker=1.0),
    "15 of 106 planted": Groups(planted=15),
    "unequal slopes (0.3), guessing 15 %": Groups(slopes=0.3, guess=0.15),
    "the same, group 1 logit weaker": Groups(slopes=0.3, guess=0.15, weaker=1.0),
    "small group: 700 people": Groups(focal=700),
}
REPEATS = 40


def write_table(name: str, text: str) -> None:
    """Between the two comments of that name."""
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(f"<!-- {name} -->\n")
    _, _, after = rest.partition(f"<!-- end of {name} -->\n")
    PAGE.write_text(f"{before}<!-- {name} -->\n{text}\n<!-- end of {name} -->\n{after}", encoding="utf-8")


def test_planted_differences_of_eight_tenths_of_a_logit() -> None:
    lines = [
        "| world | planted: class C | class B or C | fair items: C | expected by chance | fair items: p < 5 % |",
        "|---|---|---|---|---|---|",
    ]
    for name, world in WORLDS.items():
        planted, fair, expected = [], [], 0.0
        for seed in range(REPEATS):
            sample = two_groups(seed, world)
            (found,) = compare_groups(sample, sample.employment)
            expected += found.by_chance
            for item in found.items:
                (planted if int(item.version[1:]) < world.planted else fair).append(item.dif)
        large = np.mean([one.dif_class == "C" for one in planted])
        seen = np.mean([one.dif_class != "A" for one in planted])
        wrong = sum(one.dif_class == "C" for one in fair)
        tested = np.mean([one.p_value < 0.05 for one in fair])
        lines.append(
            f"| {name} | {large:.0%} | {seen:.0%} | {wrong} of {len(fair):,} | {expected:.1f} | {tested:.1%} |"
        )
        assert wrong <= max(3, 0.001 * len(fair)), name
        if not world.guess and world.focal == 3_000:
            assert large > 0.6 and seen > 0.95, name
    write_table("planted differences", "\n".join(lines))


def test_the_link_of_two_forms_in_four_hundred_worlds() -> None:
    lines = [
        "| people | form B harder by (logit) | 90 % interval holds the truth | mean error | error said | error found | called steady |",
        "|---|---|---|---|---|---|---|",
    ]
    for people, harder in ((400, 0.0), (400, 0.5), (1_500, 0.3)):
        worlds = [crossed(seed, people, harder, per_form=40) for seed in range(400 if people == 400 else 100)]
        found = [(world.harder, link) for world in worlds if (link := link_forms(world.sittings, 80))]
        errors = np.array([link.both.value - truth for truth, link in found])
        held = np.mean([link.both.low <= truth <= link.both.high for truth, link in found])
        said = np.mean([(link.both.high - link.both.low) / 2 / 1.6449 for _, link in found])
        steady = np.mean([link.is_steady for _, link in found])
        lines.append(
            f"| {people:,} | {harder} | {held:.1%} of {len(found)} | {errors.mean():+.3f} | {said:.3f} | {errors.std():.3f} | {steady:.0%} |"
        )
        assert 0.86 <= held <= 0.94
        assert abs(errors.mean()) < 0.015
    write_table("two forms", "\n".join(lines))
