"""Items of random papers: the ordinary statistics where all met the same, exact fractions where nobody did, the trap shown beside."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction
from math import sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from analytics.fairness.sample import Drawn, Sample, pack_sample
from analytics.items.classical import quiz_statistics, slot_statistics
from analytics.items.drawn import DrawnItem, drawn_items
from analytics.items.drawn_margins import FIGURES, drawn_margins
from analytics.items.item_sums import AnswerSums
from analytics.items.paper_report import PaperCount, paper_report
from tests.analytics import exact

papers = st.lists(
    st.dictionaries(st.integers(0, 7), st.integers(0, 4).map(lambda n: Fraction(n, 4)), min_size=1, max_size=5),
    max_size=25,
)
"""Per person: item -> mark in quarters."""


def packed(rows) -> Sample:
    return pack_sample(
        Drawn(f"p{n:03}", "pns", "k", "desa", [f"i{item}" for item in paper], [float(mark) for mark in paper.values()])
        for n, paper in enumerate(rows)
    )


def close(found, wanted) -> bool:
    return found == (None if wanted is None else pytest.approx(float(wanted), rel=1e-9, abs=1e-9))


@settings(max_examples=150, deadline=None)
@given(papers)
def test_each_item_is_what_the_definitions_say_of_those_who_met_it(rows):
    met = defaultdict(list)
    for paper in rows:
        for item, mark in paper.items():
            met[f"i{item}"].append((mark, sum(paper.values())))
    shares = {name: exact.covariance(*zip(*pairs, strict=True)) for name, pairs in met.items()}
    whole = sum(len(met[name]) * sqrt(share) for name, share in shares.items() if share and share > 0)
    found = drawn_items(packed(rows))
    assert [one.version for one in found] == sorted(met)
    for one in found:
        own, totals = zip(*met[one.version], strict=True)
        rest, share = [total - mark for mark, total in met[one.version]], shares[one.version]
        assert close(one.pool.corrected.facility, exact.mean(own)) and one.pool.corrected.learners == len(own)
        assert close(one.pool.corrected.discrimination, exact.correlation(own, rest))
        assert close(one.pool.corrected.discriminative_efficiency, exact.efficiency(own, rest))
        assert close(one.pool.as_moodle.discrimination, exact.correlation(own, totals))
        assert close(one.intended_weight, Fraction(len(own), sum(map(len, met.values()))))
        assert one.has_negative_covariance == (share is not None and share < 0)
        is_told = share is not None and share >= 0 and whole
        assert close(one.effective_weight, len(own) * sqrt(share) / whole if is_told else None)


@settings(max_examples=60, deadline=None)
@given(st.integers(2, 5).flatmap(lambda slots: st.lists(st.lists(st.integers(0, 4), min_size=slots, max_size=slots), min_size=2, max_size=25)))  # fmt: skip
def test_with_one_paper_for_all_they_are_the_statistics_of_its_slots(table):
    marks = [[mark / 4 for mark in row] for row in table]
    slots = slot_statistics(marks, [1] * len(marks[0]))
    for one, slot in zip(drawn_items(packed([dict(enumerate(row)) for row in marks])), slots, strict=True):
        assert one.pool.corrected == slot.part
        assert close(one.intended_weight, slot.intended_weight)
        assert close(one.effective_weight, slot.effective_weight)
        assert one.has_negative_covariance == slot.has_negative_covariance


def test_with_one_paper_for_all_the_quiz_has_its_alpha_error_ratio_and_standard_error():
    dice = np.random.default_rng(3)
    table = (dice.normal(size=(60, 1)) + dice.normal(size=(60, 8)) > 0).astype(int)
    totals = table.sum(axis=1)
    counts = [PaperCount(8, int(total) * 1_000_000, 1) for total in totals]
    answers = [[AnswerSums(("a",), mark * 1_000_000, int((column == mark).sum()), 0, 0) for mark in (0, 1)] for column in table.T]  # fmt: skip
    found, ours = paper_report(counts, answers, 0.5), quiz_statistics(table)
    assert found is not None
    assert found.internal_consistency == pytest.approx(ours.internal_consistency, rel=1e-9)
    assert found.error_ratio == pytest.approx(ours.error_ratio, rel=1e-9)
    assert found.standard_error == pytest.approx(ours.standard_error / 8, rel=1e-9)


def test_nobody_has_no_items():
    assert drawn_items(packed([])) == () and drawn_margins(packed([])) == {}


@pytest.mark.parametrize("seed", range(4))
def test_the_margins_are_those_of_leaving_out_each_tenth_of_the_people(seed):
    """The statistics again from the rows of nine tenths of the people, ten times."""
    dice = np.random.default_rng(seed)
    rows = [
        {int(item): Fraction(int(np.clip(round(2 + 2 * skill + dice.normal(0, 1.5)), 0, 4)), 4) for item in dice.choice(7, 4, replace=False)}
        for skill in dice.normal(size=130)
    ]  # fmt: skip
    parts = [drawn_items(packed([row for n, row in enumerate(rows) if n % 10 != tenth])) for tenth in range(10)]
    found, checked = drawn_margins(packed(rows)), 0
    for of_item in zip(*parts, strict=True):
        told = found[of_item[0].version]
        for name in FIGURES:
            values = [_figure(one, name) for one in of_item]
            if None not in values:
                checked += 1
                half = stats.t.ppf(0.95, 9) * np.std(values) * 3
                assert told[name] == pytest.approx(half, rel=1e-9, abs=1e-12), (name, values)
            else:
                assert name not in told
    assert checked >= 24


def _figure(one: DrawnItem, name: str) -> float | None:
    holder = next(h for h in (one, one.pool, one.pool.corrected) if hasattr(h, name))
    return getattr(holder, name)


def test_nine_in_ten_margins_of_efficiency_and_weight_hold_what_very_many_people_show():
    """By the people of one crowd, in samples of 300; 90 % of 300 such would be 270."""
    dice = np.random.default_rng(8)
    skill = dice.normal(size=(30_000, 1))
    table = (skill + dice.logistic(size=(30_000, 10)) > np.linspace(-1.5, 1, 10)).astype(float)
    truth, held = drawn_items(packed_fast(table)), dict.fromkeys(FIGURES, 0)
    for start in range(0, 9_000, 300):
        sample = packed_fast(table[start : start + 300])
        width = drawn_margins(sample)
        for one, true in zip(drawn_items(sample), truth, strict=True):
            for name in FIGURES:
                held[name] += abs(_figure(one, name) - _figure(true, name)) <= width[one.version][name]
    assert all(255 <= hits <= 290 for hits in held.values()), held


def packed_fast(table: np.ndarray) -> Sample:
    people, items = table.shape
    none = np.array([""] * people)
    return Sample(
        tuple(f"i{n}" for n in range(items)), tuple(f"p{n:05}" for n in range(people)), none, none, none,
        np.full(people, items), np.tile(np.arange(items), people), (table * 1_000_000).astype(np.int64).ravel(),
    )  # fmt: skip
