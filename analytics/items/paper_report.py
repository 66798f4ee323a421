"""A whole quiz from kept sums: its scores, how far they can be trusted, and how surely it decides who passes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum, sqrt

import numpy as np

from analytics.estimates import MICRO
from analytics.items.classical import ScoreStatistics, score_statistics
from analytics.items.decisions import Decisions, decisions
from analytics.items.item_sums import AnswerSums
from analytics.items.reliability import Components, MarkSums, components_of

MIN_PAPERS = 30
"""Fewer people say nothing about a quiz."""


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
    scores = score_statistics(np.repeat(shares, [p.learners for p in papers]))
    components = components_of(_mark_sums(papers, items))
    return PaperReport(scores, components, _decisions(scores, components, cut, papers))


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


def _decisions(
    scores: ScoreStatistics, components: Components | None, cut: float, papers: Sequence[PaperCount]
) -> Decisions | None:
    reliability = components.dependability if components else None
    if (
        reliability is None or not scores.standard_deviation or cut <= 0
    ):  # at 0 everybody passes: no verdict to speak of
        return None
    size = sum(p.item_count * p.learners for p in papers) / scores.learners
    return decisions(scores.mean, scores.standard_deviation**2, reliability, cut, round(size))
