"""The same statistics straight from their definitions in exact fractions: slow, plain, and independent of numpy."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import sqrt

Column = Sequence[Fraction]


def mean(values: Column) -> Fraction:
    return sum(values, Fraction(0)) / len(values)


def covariance(one: Column, other: Column) -> Fraction:
    a, b = mean(one), mean(other)
    return sum(((x - a) * (y - b) for x, y in zip(one, other, strict=True)), Fraction(0)) / (len(one) - 1)


def correlation(one: Column, other: Column) -> float | None:
    spread = covariance(one, one) * covariance(other, other)
    return float(covariance(one, other)) / sqrt(spread) if spread else None


def efficiency(one: Column, other: Column) -> float | None:
    highest = covariance(sorted(one), sorted(other))
    return float(covariance(one, other) / highest) if highest else None


def alpha(table: Sequence[Column]) -> Fraction | None:
    """``table``: a row per attempt."""
    columns, totals = list(zip(*table, strict=True)), [sum(row) for row in table]
    whole, count = covariance(totals, totals), len(columns)
    return Fraction(count, count - 1) * (1 - sum(covariance(c, c) for c in columns) / whole) if whole else None


def k_statistics(values: Column) -> tuple[Fraction, Fraction, Fraction]:
    """Fisher's k2, k3 and k4 from power sums (not from central moments, as the code has it)."""
    n = len(values)
    s1, s2, s3, s4 = (sum((v**power for v in values), Fraction(0)) for power in (1, 2, 3, 4))
    k2 = (n * s2 - s1**2) / Fraction(n * (n - 1))
    k3 = (2 * s1**3 - 3 * n * s1 * s2 + n**2 * s3) / Fraction(n * (n - 1) * (n - 2))
    k4 = (
        -6 * s1**4 + 12 * n * s1**2 * s2 - 3 * n * (n - 1) * s2**2 - 4 * n * (n + 1) * s1 * s3 + n**2 * (n + 1) * s4
    ) / Fraction(n * (n - 1) * (n - 2) * (n - 3))
    return k2, k3, k4
