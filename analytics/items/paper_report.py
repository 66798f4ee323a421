"""A whole quiz from kept sums: its scores, how far they can be trusted, and how surely it decides who passes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum, sqrt

import numpy as np
from numpy.typing import ArrayLike

from analytics.estimates import MICRO
from analytics.items.classical import ScoreStatistics, score_statistics
from analytics.items.decisions import Decisions, decisions
from analytics.items.item_sums import AnswerSums
from analytics.items.reliability import Components, MarkSums, components_of

MIN_PAPERS = 30
"""Fewer people say nothing about a quiz."""
SCORE_FIGURES = ("mean", "median", "standard_deviation", "skewness", "kurtosis")
TRUST_FIGURES = ("internal_consistency", "error_ratio", "standard_error")
COMPONENT_FIGURES = ("dependability", "absolute_error")
VERDICT_FIGURES = ("consistency", "accuracy", "wrongly_passed", "wrongly_failed", "kappa")


@dataclass(frozen=True)
class PaperCount:
    """So many people had a paper of ``item_count`` items that earned ``total_micro`` in all."""

    item_count: int
    total_micro: int
    learners: int


@dataclass(frozen=True)
class PaperReport:
    """``scores`` are shares of the full mark; components and decisions None where they cannot be told."""

    scores: ScoreStatistics
    components: Components | None
    decisions: Decisions | None

    @property
    def internal_consistency(self) -> float | None:
        """Cronbach's alpha where everybody met the same items (but never below 0), and what stands for it where papers are drawn."""
        return self.components.generalizability if self.components else None

    @property
    def error_ratio(self) -> float | None:
        """Of the standard deviation: the share that chance explains."""
        return None if self.internal_consistency is None else sqrt(1 - self.internal_consistency)

    @property
    def standard_error(self) -> float | None:
        """As a share of the full mark."""
        if self.error_ratio is None or self.scores.standard_deviation is None:
            return None
        return self.error_ratio * self.scores.standard_deviation


def paper_report(papers: Sequence[PaperCount], items: Sequence[Sequence[AnswerSums]], cut: float) -> PaperReport | None:
    """``items``: the answers to each item version. None under MIN_PAPERS people."""
    learners = sum(paper.learners for paper in papers)
    if learners < MIN_PAPERS:
        return None
    shares = np.array([p.total_micro / (MICRO * p.item_count) for p in papers])
    size = sum(p.item_count * p.learners for p in papers) / learners
    return report_of(np.repeat(shares, [p.learners for p in papers]), _mark_sums(papers, items), cut, round(size))


def report_of(shares: ArrayLike, sums: MarkSums, cut: float, item_count: int) -> PaperReport:
    """``shares``: everybody's score, 0 to 1; ``item_count``: of the usual paper."""
    scores, components = score_statistics(shares), components_of(sums)
    reliability = components.dependability if components else None
    verdicts = None
    if (
        reliability is not None and scores.standard_deviation and cut > 0
    ):  # at 0 everybody passes: no verdict to speak of
        verdicts = decisions(scores.mean, scores.standard_deviation**2, reliability, cut, item_count)
    return PaperReport(scores, components, verdicts)


def figures_of(report: PaperReport) -> dict[str, float]:
    """By their ids in the catalogue, those that can be told."""
    parts = (
        (report.scores, SCORE_FIGURES), (report, TRUST_FIGURES), (report.components, COMPONENT_FIGURES),
        (report.decisions, VERDICT_FIGURES),
    )  # fmt: skip
    found = {name: getattr(part, name) for part, names in parts if part is not None for name in names}
    return {name: value for name, value in found.items() if value is not None}


def _mark_sums(papers: Sequence[PaperCount], items: Sequence[Sequence[AnswerSums]]) -> MarkSums:
    sizes: Counter[int] = Counter()
    for paper in papers:
        sizes[paper.item_count] += paper.learners
    met = [sum(a.learners for a in answers) for answers in items]
    earned = [sum(a.learners * a.mark_micro for a in answers) for answers in items]
    return MarkSums(
        total=sum(earned) / MICRO,
        square_sum=sum(a.learners * a.mark_micro**2 for answers in items for a in answers) / MICRO**2,
        person_part=fsum(p.learners * p.total_micro**2 / p.item_count for p in papers) / MICRO**2,
        item_part=fsum(marks**2 / count for marks, count in zip(earned, met, strict=True)) / MICRO**2,
        paper_sizes=sizes,
        item_counts=tuple(met),
    )
