"""The long form of the estimates: a thousand organisations with a known truth, and a million attempts.

Writes the tables of docs/estimates.md: ``python -m pytest -m prove tests/prove/test_estimates.py``.
"""

from __future__ import annotations

import random
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from analytics.estimates import MIN_LEARNERS
from tests.analytics import believers
from tests.analytics.organisations import make_organisation
from tests.analytics.packing import Sitting
from tests.analytics.scoring import (
    SIZES,
    coverage,
    of_size,
    root_mean_square,
    score,
    scores_of,
    table,
    wrong_orders,
)

pytestmark = pytest.mark.prove
PAGE = Path(__file__).resolve().parents[2] / "docs" / "estimates.md"


def write_table(name: str, text: str) -> None:
    """Between the two comments of that name."""
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(f"<!-- {name} -->\n")
    _, _, after = rest.partition(f"<!-- end of {name} -->\n")
    PAGE.write_text(f"{before}<!-- {name} -->\n{text}\n<!-- end of {name} -->\n{after}", encoding="utf-8")


def test_a_thousand_organisations() -> None:
    groups = scores_of(range(1_000))
    every = [score for scores in groups for score in scores]
    write_table("a thousand organisations", table(groups))
    assert 0.88 <= coverage(every) <= 0.92
    for _, low, high in SIZES:
        assert 0.88 <= coverage(of_size(every, low, high)) <= 0.92
    for low, high in ((1, 4), (5, 19)):
        few = of_size(every, low, high)
        assert root_mean_square(s.error for s in few) < root_mean_square(s.raw_error for s in few)
    assert abs(np.mean([s.error for s in every])) < 0.01
    for low, high in ((0, 0.1), (0.9, 1)):
        units = [s for s in every if s.is_unit and low <= s.hard_share <= high]
        assert abs(np.mean([s.error for s in units])) < 0.01
        assert abs(np.mean([s.raw_error for s in units])) > 0.01
    said, wrong = wrong_orders(groups, lambda score: score.found)
    assert wrong / said < 0.01


def test_measures_of_one_to_three_items_a_person() -> None:
    """A module or a misconception: people answer one, two or three of its items."""
    groups = []
    for seed in range(2_000, 2_200):
        dice, organisation = random.Random(seed), make_organisation(seed)
        short = [
            Sitting(s.place, s.items[:cut], s.marks[:cut]) for s in organisation.sittings if (cut := dice.randint(1, 3))
        ]
        groups.append(score(replace(organisation, sittings=short)))
    every = [one for scores in groups for one in scores]
    assert 0.87 <= coverage(every) <= 0.93
    assert abs(np.mean([one.error for one in every])) < 0.01


def test_beliefs_of_a_thousand_organisations() -> None:
    """Eight beliefs each; offices whose forms invite them more or less; some people asked several times."""
    scores = believers.scores_of(range(1_000))
    write_table("beliefs", believers.table(scores))
    assert 0.88 <= coverage(scores) <= 0.92
    for _, low, high in believers.SIZES:
        found = believers.of_size(scores, low, high)
        assert 0.88 <= coverage(found) <= 0.92
        assert root_mean_square(s.error for s in found) < root_mean_square(s.raw_error for s in found)
    for low, high in ((0, 0.1), (0.9, 1)):
        offices = [one for one in scores if one.place != "r/" and low <= one.inviting <= high]
        assert abs(np.mean([one.error for one in offices])) < 0.01


def test_a_rough_world_that_breaks_the_assumptions() -> None:
    """No promise of 90 % here: heavy tails, large units worse. It must not fall apart."""
    groups = scores_of(range(200), world="rough")
    every = [one for scores in groups for one in scores]
    write_table("a rough world", table(groups))
    assert coverage(every) > 0.86
    shown = [one for one in every if one.found.learners >= MIN_LEARNERS]
    assert abs(np.mean([one.error for one in shown])) < 0.01


def test_a_choosy_world_where_the_able_answer_more() -> None:
    """Nothing can be promised here: nobody can know what those who stay away would have answered."""
    groups = scores_of(range(200), world="choosy")
    write_table("a choosy world", table(groups))
    assert 0 < np.mean([one.error for scores in groups for one in scores]) < 0.03


def test_a_million_attempts_fit_into_one_gigabyte() -> None:
    code = (
        "import resource, sys\n"
        "from tests.analytics.test_comprehension_truth import province\n"
        "from analytics.comprehension.model import fit\n"
        "assert fit(province(1_000_000, 110, 5_000)) is not None\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
    )
    started = time.monotonic()
    done = subprocess.run([sys.executable, "-c", code], cwd=PAGE.parents[1], capture_output=True, text=True, check=True)
    assert int(done.stdout) < 1024 * 1024, "kilobytes"
    assert time.monotonic() - started < 120
