"""Classical statistics of a quiz whose learners all met the same slots: per slot, per part of a slot, and of the whole.

Definitions and names follow Moodle, "Quiz statistics calculations" (docs.moodle.org/dev/Quiz_statistics_calculations);
the ideas are textbook: Crocker, L. & Algina, J. (1986), Introduction to Classical and Modern Test Theory, chapters 6, 7
and 14. An unanswered or ungraded slot (None or NaN) earns 0 and counts, as in Moodle; marks below 0 count as they are.
Undefined is None, never 0. Rows are put in one order first, so that their order on the way in changes no digit.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import ArrayLike, NDArray

Marks = NDArray[np.float64]


@dataclass(frozen=True)
class PartStatistics:
    """Of one item over the people who met it; with a slot that draws from a pool, or has variants, some of the attempts."""

    learners: int
    facility: float | None
    """None for an item that is worth nothing, such as an essay of weight 0."""
    standard_deviation: float | None
    covariance: float | None
    covariance_max: float | None
    discrimination: float | None
    """Correlation of the mark with the rest of the test (item-rest)."""
    discriminative_efficiency: float | None


@dataclass(frozen=True)
class SlotStatistics:
    """One slot of the quiz. ``effective_weight`` is None when ``has_negative_covariance``, or when no slot varies with the total."""

    part: PartStatistics
    intended_weight: float | None
    effective_weight: float | None
    has_negative_covariance: bool


@dataclass(frozen=True)
class ScoreStatistics:
    """Of the scores of a whole quiz, in whatever unit they came."""

    learners: int
    mean: float
    median: float
    standard_deviation: float | None
    skewness: float | None
    kurtosis: float | None


@dataclass(frozen=True)
class QuizStatistics:
    """The whole quiz, in marks; ratios as fractions (Moodle shows them times 100)."""

    scores: ScoreStatistics
    internal_consistency: float | None
    """Cronbach's alpha (Cronbach 1951); Moodle's coefficient of internal consistency, from three attempts on as there."""
    error_ratio: float | None
    standard_error: float | None


def part_statistics(marks: ArrayLike, others: ArrayLike, max_mark: float) -> PartStatistics:
    """``others``: for each person the mark on the REST of the test. Raises ValueError when nobody is in it, or a mark is infinite."""
    x, rest = _in_one_order(np.column_stack([_floats(marks), _floats(others)])).T
    if len(x) == 0:
        raise ValueError("statistics of nobody")
    covariance, spread, rest_spread = _covariance(x, rest), _covariance(x, x), _covariance(rest, rest)
    highest = _covariance(np.sort(x), np.sort(rest))
    return PartStatistics(
        learners=len(x),
        facility=_ratio(float(x.mean()), max_mark),
        standard_deviation=None if spread is None else sqrt(spread),
        covariance=covariance,
        covariance_max=highest,
        discrimination=_correlation(covariance, spread, rest_spread),
        discriminative_efficiency=_ratio(covariance, highest),
    )


@dataclass(frozen=True)
class PoolStatistics:
    """An item that only some attempts drew. Moodle correlates it with a total that still contains it, which always pulls
    towards +1 and can turn the sign; ``corrected`` uses the rest, as for every other item.
    """

    corrected: PartStatistics
    as_moodle: PartStatistics

    @property
    def efficiency_as_moodle(self) -> float | None:
        return self.as_moodle.discriminative_efficiency


def pool_statistics(marks: ArrayLike, others: ArrayLike, max_mark: float) -> PoolStatistics:
    """Both readings, to compare with figures out of Moodle. Raises ValueError when nobody drew the item."""
    own, rest = _floats(marks), _floats(others)
    return PoolStatistics(part_statistics(own, rest, max_mark), part_statistics(own, own + rest, max_mark))


def slot_statistics(marks: ArrayLike, max_marks: ArrayLike) -> tuple[SlotStatistics, ...]:
    """``marks``: a row per attempt, a column per slot. Raises ValueError when it is empty, or a mark is infinite."""
    table, best = _in_one_order(_floats(marks)), _floats(max_marks)
    if table.size == 0:
        raise ValueError("statistics of nobody")
    totals = table.sum(axis=1)
    shares = [_covariance(column, totals) for column in table.T]
    whole = sum(sqrt(share) for share in shares if share is not None and share > 0)
    found = []
    for column, max_mark, share in zip(table.T, best, shares, strict=True):
        is_negative = share is not None and share < 0
        found.append(
            SlotStatistics(
                part=part_statistics(column, totals - column, float(max_mark)),
                intended_weight=_ratio(float(max_mark), float(best.sum())),
                effective_weight=None if share is None or is_negative else _ratio(sqrt(share), whole),
                has_negative_covariance=is_negative,
            )
        )
    return tuple(found)


def score_statistics(scores: ArrayLike) -> ScoreStatistics:
    """Raises ValueError when there are none, or one is infinite."""
    values = np.sort(_floats(scores))
    if len(values) == 0:
        raise ValueError("statistics of nobody")
    variance = _covariance(values, values)
    skewness, kurtosis = _shape(values) if variance else (None, None)
    return ScoreStatistics(
        learners=len(values),
        mean=float(values.mean()),
        median=float(np.median(values)),
        standard_deviation=None if variance is None else sqrt(variance),
        skewness=skewness,
        kurtosis=kurtosis,
    )


def quiz_statistics(marks: ArrayLike) -> QuizStatistics:
    """``marks``: a row per attempt, a column per slot. Raises ValueError when it is empty, or a mark is infinite."""
    table = _in_one_order(_floats(marks))
    if table.size == 0:
        raise ValueError("statistics of nobody")
    scores = score_statistics(table.sum(axis=1))
    deviation = scores.standard_deviation
    variance = None if deviation is None or len(table) < 3 else deviation**2
    alpha = internal_consistency([_covariance(column, column) for column in table.T], variance)
    ratio = None if alpha is None else sqrt(max(0.0, 1 - alpha))
    error = None if ratio is None or deviation is None else ratio * deviation
    return QuizStatistics(scores, alpha, ratio, error)


def internal_consistency(slot_variances: list[float | None], total_variance: float | None) -> float | None:
    """P/(P-1) (1 - sum of slot variances / variance of totals).

    Cronbach, L. J. (1951), "Coefficient alpha and the internal structure of tests", Psychometrika 16, 297-334.
    """
    known = [variance for variance in slot_variances if variance is not None]
    count = len(slot_variances)
    if count < 2 or len(known) < count or not total_variance:
        return None
    return count / (count - 1) * (1 - sum(known) / total_variance)


def _shape(totals: Marks) -> tuple[float | None, float | None]:
    """Skewness k3/k2^1.5 and kurtosis k4/k2^2 from Fisher's k-statistics (Fisher, R. A. 1930)."""
    n = len(totals)
    centred = totals - totals.mean()
    m2, m3, m4 = (float((centred**power).mean()) for power in (2, 3, 4))
    if n < 3 or m2 == 0:
        return None, None
    k2 = n / (n - 1) * m2
    skewness = n**2 / ((n - 1) * (n - 2)) * m3 / k2**1.5
    if n < 4:
        return skewness, None
    k4 = n**2 / ((n - 1) * (n - 2) * (n - 3)) * ((n + 1) * m4 - 3 * (n - 1) * m2**2)
    return skewness, k4 / k2**2


def _floats(values: ArrayLike) -> Marks:
    marks = np.asarray(values, dtype=np.float64)
    marks = np.where(np.isnan(marks), 0.0, marks)
    if np.isinf(marks).any():
        raise ValueError("an infinite mark")
    return marks


def _in_one_order(table: Marks) -> Marks:
    """Rows sorted by their content: equal rows are interchangeable, so sums come out the same whatever came in."""
    return table[np.lexsort(table.T[::-1])] if len(table) else table


def _covariance(one: Marks, other: Marks) -> float | None:
    """With divisor n-1; None for fewer than two people."""
    if len(one) < 2:
        return None
    product = (one - one.mean()) * (other - other.mean())
    found = float(product.sum()) / (len(one) - 1)
    scale = float(np.abs(one).max() * np.abs(other).max())
    return 0.0 if abs(found) <= 1e-14 * scale else found


def _correlation(covariance: float | None, spread: float | None, other_spread: float | None) -> float | None:
    value = _ratio(covariance, sqrt((spread or 0) * (other_spread or 0)))
    return None if value is None else max(-1.0, min(1.0, value))


def _ratio(numerator: float | None, denominator: float | None) -> float | None:
    """None where nothing varies: unknown is not zero."""
    return None if numerator is None or not denominator else numerator / denominator
