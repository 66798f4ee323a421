"""How sure "the same verdict again" is, and how far a score near the cut may be off."""

from __future__ import annotations

from math import sqrt

import numpy as np
import pytest

from analytics.estimates import MICRO
from analytics.fairness import words
from analytics.fairness.sample import Sample
from analytics.fairness.verdicts import MIN_VERDICT_LEARNERS, error_near_cut, margins
from analytics.items.decisions import decisions
from analytics.items.item_sums import AnswerSums
from analytics.items.paper_report import MIN_PAPERS, VERDICT_FIGURES, PaperCount, paper_report
from tests.analytics.forms import responses_of, variance_components


def sat(seed: int, people: int, *, bank: int = 100, per_paper: int = 20) -> Sample:
    """The bank is the same in every world; only the people and their draws differ."""
    hardness = np.random.default_rng(99).normal(-1, 0.9, bank)
    dice = np.random.default_rng(seed)
    drawn = np.sort(np.argsort(dice.random((people, bank)), axis=1)[:, :per_paper], axis=1)
    right = dice.random(drawn.shape) < 1 / (1 + np.exp(hardness[drawn] - dice.normal(0, 1, (people, 1))))
    names, same = tuple(f"p{n:06d}" for n in range(people)), np.array(["x"] * people)
    return Sample(
        tuple(f"i{n:03d}" for n in range(bank)), names, same, same, same, np.full(people, per_paper), drawn.ravel(),
        right.ravel() * MICRO,
    )  # fmt: skip


def figures(sample: Sample, cut: float) -> tuple[float, float, float]:
    """By the cores themselves, over everybody."""
    marks = sample.mark / MICRO
    components = variance_components(responses_of(sample.sitting_of, sample.item_of, marks))
    assert components is not None and components.dependability is not None
    scores = sample.total / sample.length
    found = decisions(float(scores.mean()), float(scores.var(ddof=1)), components.dependability, cut, 20)
    assert found is not None
    return components.dependability, found.consistency, found.accuracy


def test_the_margins_hold_what_very_many_people_would_show():
    truth = figures(sat(1, 60_000), 0.75)
    held = np.zeros(3)
    names = ("dependability", "consistency", "accuracy")
    for seed in range(30):
        sample = sat(seed + 10, 500)
        width = margins(sample, 0.75)
        assert width is not None and width.learners == 500
        halves = [width.widths[name] for name in names]
        held += [abs(f - t) <= h for f, t, h in zip(figures(sample, 0.75), truth, halves, strict=True)]
    assert (held >= 23).all(), held  # at 90 % fewer than 23 of 30 come about twice in 100


def test_more_people_make_it_surer_and_at_the_minimum_it_says_something():
    few, many = margins(sat(2, MIN_VERDICT_LEARNERS), 0.75), margins(sat(2, 5_000), 0.75)
    assert few is not None and many is not None
    assert many.widths["consistency"] < few.widths["consistency"] / 2
    assert few.widths["consistency"] < 0.06


def verdicts_told(sample: Sample, cut: float) -> set[str]:
    found = margins(sample, cut)
    return set() if found is None else set(VERDICT_FIGURES) & found.widths.keys()


def test_under_the_minimum_and_where_nobody_differs_nothing_is_said_of_verdicts():
    assert verdicts_told(sat(2, MIN_VERDICT_LEARNERS), 0.75) == set(VERDICT_FIGURES)
    assert verdicts_told(sat(2, MIN_VERDICT_LEARNERS - 1), 0.75) == set()
    assert verdicts_told(sat(2, MIN_VERDICT_LEARNERS), 0.0) == set()  # everybody passes
    alike = sat(2, 300)
    alike = Sample(**(vars(alike) | {"mark": np.full(len(alike.mark), MICRO)}))
    assert verdicts_told(alike, 0.75) == set()
    assert margins(sat(2, MIN_PAPERS - 1), 0.75) is None


def test_the_scores_of_thirty_people_have_their_intervals():
    found = margins(sat(2, MIN_PAPERS), 0.75)
    assert found is not None
    assert {"mean", "median", "standard_deviation", "skewness", "kurtosis", "standard_error"} <= found.widths.keys()
    shares = sat(2, 3_000).total / 20
    mean = margins(sat(2, 3_000), 0.75)
    assert mean is not None
    assert mean.widths["mean"] == pytest.approx(1.645 * shares.std() / sqrt(3_000), rel=0.6)  # of ten groups: rough


def test_a_quiz_everybody_passes_has_a_report_without_verdicts():
    papers = [PaperCount(2, total * MICRO, 20) for total in (0, 1, 2)]
    item = [AnswerSums(("a",), MICRO, 30, 0, 0), AnswerSums(("b",), 0, 30, 0, 0)]
    told = paper_report(papers, [item, item], 0.0)
    assert told is not None and told.components is not None and told.decisions is None


def test_the_error_near_the_cut_is_that_of_many_papers_of_one_person():
    """Lord (1957), from one paper: the mean of x(n-x)/(n-1) over papers is the variance of x between papers of the same person."""
    assert error_near_cut(0.75, 20) == pytest.approx(sqrt(15 * 5 / 19))
    dice = np.random.default_rng(1)
    papers = dice.binomial(20, 0.75, 200_000)
    assert (papers * (20 - papers) / 19).mean() == pytest.approx(papers.var(), rel=0.02)
    assert error_near_cut(0.75, 20) == pytest.approx(papers.std(), rel=0.05)
    assert error_near_cut(0.5, 1) == 0


def test_the_sentence_counts_people_and_rounds_its_interval_outwards():
    said = words.verdict_sentence(0.788, 0.0044)
    assert said == (
        "Dari 100 peserta, sekitar 79 akan mendapat keputusan yang sama bila mengerjakan paket setara (rentang 78 sampai 80)."
    )
    assert "15 dari 20 soal" in words.near_cut_sentence(1.99, 20, words.cut_items(0.75, 20))
