"""A whole quiz worked out a second time: variance components in fractions, verdicts by another integral, the jackknife from its people."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from itertools import pairwise
from math import ceil, sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import integrate, stats

from analytics.estimates import MICRO
from analytics.fairness.sample import Drawn, pack_sample
from analytics.fairness.verdicts import margins
from analytics.items.decisions import decisions
from analytics.items.item_sums import AnswerSums
from analytics.items.jackknife import TENTHS
from analytics.items.paper_report import (
    COMPONENT_FIGURES,
    MIN_PAPERS,
    SCORE_FIGURES,
    TRUST_FIGURES,
    VERDICT_FIGURES,
    PaperCount,
    paper_report,
)
from tests.analytics import exact

Rows = list[tuple[int, int, Fraction]]
shuffler = st.randoms(use_true_random=False)


def drawn(seed: int, people: int, *, bank: int = 9, sizes: tuple[int, ...] = (3, 4, 6)) -> Rows:
    """Papers of several lengths drawn at random, marks in quarters; the able and the easy go together."""
    dice = np.random.default_rng(seed)
    ease, rows = dice.normal(0.6, 0.2, bank), []
    for person in range(people):
        skill = dice.normal(0, 0.2)
        for item in dice.choice(bank, dice.choice(sizes), replace=False).tolist():
            mark = np.clip(round(4 * (ease[item] + skill + dice.normal(0, 0.3))), 0, 4)
            rows.append((person, item, Fraction(int(mark), 4)))
    return rows


def kept(rows: Rows) -> tuple[list[PaperCount], list[list[AnswerSums]]]:
    """As the submit keeps them: papers by length and total, answers by item and mark."""
    papers = Counter(
        (sum(person == one for person, _, _ in rows), sum(mark for person, _, mark in rows if person == one))
        for one in {person for person, _, _ in rows}
    )
    answers: dict[int, list[AnswerSums]] = {}
    for (item, mark), people in Counter((item, mark) for _, item, mark in rows).items():
        answers.setdefault(item, []).append(AnswerSums((str(mark),), int(mark * MICRO), people, 0, 0))
    counts = [PaperCount(size, int(total * MICRO), people) for (size, total), people in papers.items()]
    return counts, list(answers.values())


@pytest.mark.parametrize("seed", range(12))
def test_the_components_of_a_quiz_are_those_of_hendersons_sums_in_fractions(seed):
    rows = drawn(seed, MIN_PAPERS + seed)
    found, wanted = paper_report(*kept(rows), 0.6), exact.components(rows)
    assert found is not None and found.components is not None and wanted is not None
    told = found.components
    assert (told.people, told.items, told.residual) == pytest.approx(
        [float(one) for one in wanted], rel=1e-9, abs=1e-12
    )
    assert told.dependability == pytest.approx(float(exact.dependability(rows)), rel=1e-9)
    people, items, rest = wanted
    per_paper = 1 / exact.mean([Fraction(1, size) for size in Counter(person for person, _, _ in rows).values()])
    assert told.items_per_paper == pytest.approx(float(per_paper), rel=1e-9)
    assert told.generalizability == pytest.approx(float(people / (people + rest / per_paper)), rel=1e-9)
    assert told.absolute_error == pytest.approx(sqrt((items + rest) / per_paper), rel=1e-9)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000), shuffler)
def test_the_report_of_a_quiz_does_not_depend_on_the_order_of_rows(seed, dice):
    papers, items = kept(drawn(seed, 34))
    shuffled = [dice.sample(answers, len(answers)) for answers in dice.sample(items, len(items))]
    assert paper_report(dice.sample(papers, len(papers)), shuffled, 0.6) == paper_report(papers, items, 0.6)


# --- Verdicts --------------------------------------------------------------------------------


def verdicts(mean: float, variance: float, reliability: float, cut: float, items: int) -> dict[str, float]:
    """Over the true score itself, by adaptive quadrature around its mean and the cut."""
    true_variance = reliability * variance
    effective = (mean * (1 - mean) - true_variance) / (variance - true_variance)
    size = mean * (1 - mean) / true_variance - 1
    able, first = stats.beta(mean * size, (1 - mean) * size), ceil(round(cut * items, 9))
    needed = (first - 0.5) / items * effective + 0.5
    passing = stats.beta(needed, effective - needed + 1).cdf
    around = [mean + k * sqrt(true_variance) for k in (-6, -3, -1, 0, 1, 3, 6)] + [needed / effective]

    def over(what, start: float, end: float) -> float:
        ends = [start, *sorted(x for x in around if start < x < end), end]
        return sum(
            integrate.quad(lambda x: what(passing(x)) * able.pdf(x), *part, epsabs=1e-11, epsrel=1e-11)[0]
            for part in pairwise(ends)
        )

    share = over(lambda p: p, 0, 1)
    found = {
        "consistency": over(lambda p: p * p + (1 - p) ** 2, 0, 1),
        "wrongly_passed": over(lambda p: p, 0, cut),
        "wrongly_failed": over(lambda p: 1 - p, cut, 1),
        "chance_consistency": share**2 + (1 - share) ** 2,
        "effective_items": effective,
    }
    found["accuracy"] = over(lambda p: 1 - p, 0, cut) + over(lambda p: p, cut, 1)
    found["kappa"] = (found["consistency"] - found["chance_consistency"]) / (1 - found["chance_consistency"])
    return found


@pytest.mark.parametrize(
    "given",
    [
        (0.7, 0.02, 0.7, 0.7, 20), (0.82, 0.018, 0.55, 0.75, 20), (0.5, 0.05, 0.9, 0.6, 20), (0.7, 0.06, 0.85, 0.75, 20),
        (0.93, 0.006, 0.4, 0.7, 10), (0.7, 0.004, 0.3, 0.7, 60), (0.6, 0.06, 0.8, 1.0, 5), (0.6, 0.06, 0.8, 0.05, 5),
    ],
)  # fmt: skip
def test_the_shares_of_verdicts_are_their_integrals_to_nine_digits(given):
    found = decisions(*given)
    assert found is not None
    for name, wanted in verdicts(*given).items():
        assert getattr(found, name) == pytest.approx(wanted, rel=1e-9, abs=1e-9), name


def test_the_margins_are_those_of_a_jackknife_of_tenths():
    """Every tenth person left out in turn, all from the rows of the people who are left."""
    people = 220
    rows, cut = drawn(5, people, bank=14, sizes=(6, 8)), 0.6
    sample = pack_sample(
        Drawn(
            f"p{one:03}",
            "pns",
            "k",
            "desa",
            *zip(*[(f"i{i:02}", float(m)) for p, i, m in rows if p == one], strict=True),
        )
        for one in range(people)
    )
    parts = [_figures([row for row in rows if row[0] % TENTHS != tenth], cut) for tenth in range(TENTHS)]
    spread = np.std(parts, axis=0) * sqrt(TENTHS - 1)
    half = stats.t.ppf(0.95, TENTHS - 1) * spread
    found = margins(sample, cut)
    assert found is not None
    assert found.widths == {name: pytest.approx(width, rel=1e-9) for name, width in zip(FIGURES, half, strict=True)}


FIGURES = (*SCORE_FIGURES, *TRUST_FIGURES, *COMPONENT_FIGURES, *VERDICT_FIGURES)


def _figures(rows: Rows, cut: float) -> list[float]:
    marks: dict[int, list[Fraction]] = {}
    for person, _, mark in rows:
        marks.setdefault(person, []).append(mark)
    shares = [exact.mean(own) for own in marks.values()]
    reliability, items = float(exact.dependability(rows)), round(len(rows) / len(shares))
    people, of_items, rest = (float(one) for one in exact.components(rows))
    spread = float(exact.covariance(shares, shares))
    told = verdicts(float(exact.mean(shares)), spread, reliability, cut, items)
    per_paper = float(1 / exact.mean([Fraction(1, len(own)) for own in marks.values()]))
    alpha = people / (people + rest / per_paper)
    middle = sorted(shares)[(len(shares) - 1) // 2 : len(shares) // 2 + 1]
    return [
        float(exact.mean(shares)), float(exact.mean(middle)), sqrt(spread), *exact.shape(shares), alpha, sqrt(1 - alpha),
        sqrt((1 - alpha) * spread), reliability, sqrt((of_items + rest) / per_paper), *(told[name] for name in VERDICT_FIGURES),
    ]  # fmt: skip
