"""The same statistics straight from their definitions in exact fractions: slow, plain, and independent of numpy."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from fractions import Fraction
from math import sqrt

Column = Sequence[Fraction]


def mean(values: Column) -> Fraction:
    return sum(values, Fraction(0)) / len(values)


def covariance(one: Column, other: Column) -> Fraction | None:
    """None for fewer than two people."""
    if len(one) < 2:
        return None
    a, b = mean(one), mean(other)
    return sum(((x - a) * (y - b) for x, y in zip(one, other, strict=True)), Fraction(0)) / (len(one) - 1)


def correlation(one: Column, other: Column) -> float | None:
    if len(one) < 2:
        return None
    spread = covariance(one, one) * covariance(other, other)
    return float(covariance(one, other)) / sqrt(spread) if spread else None


def efficiency(one: Column, other: Column) -> float | None:
    highest = covariance(sorted(one), sorted(other))
    return float((covariance(one, other) or 0) / highest) if highest else None


def alpha(table: Sequence[Column]) -> Fraction | None:
    """``table``: a row per attempt. None under three attempts or two slots, as in Moodle."""
    columns, totals = list(zip(*table, strict=True)), [sum(row, Fraction(0)) for row in table]
    if len(table) < 3 or len(columns) < 2:
        return None
    whole, count = covariance(totals, totals), len(columns)
    return Fraction(count, count - 1) * (1 - sum(covariance(c, c) for c in columns) / whole) if whole else None


def effective_weights(table: Sequence[Column]) -> list[float | None]:
    """Per slot: the root of its covariance with the total, over the sum of those roots that are real."""
    totals = [sum(row, Fraction(0)) for row in table]
    shares = [covariance(column, totals) for column in zip(*table, strict=True)]
    roots = [sqrt(share) if share is not None and share >= 0 else None for share in shares]
    whole = sum(root for root in roots if root is not None)
    return [None if root is None or not whole else root / whole for root in roots]


def shape(values: Column) -> tuple[float | None, float | None]:
    """Skewness from three values on and kurtosis from four on; None where all are alike."""
    spread = covariance(values, values)
    if not spread or len(values) < 3:
        return None, None
    k2, k3, k4 = k_statistics(values)
    return float(k3) / float(k2) ** 1.5, None if k4 is None else float(k4 / k2**2)


def k_statistics(values: Column) -> tuple[Fraction, Fraction, Fraction | None]:
    """Fisher's k2, k3 and k4 from power sums (not from central moments, as the code has it)."""
    n = len(values)
    s1, s2, s3, s4 = (sum((v**power for v in values), Fraction(0)) for power in (1, 2, 3, 4))
    k2 = (n * s2 - s1**2) / Fraction(n * (n - 1))
    k3 = (2 * s1**3 - 3 * n * s1 * s2 + n**2 * s3) / Fraction(n * (n - 1) * (n - 2))
    if n < 4:
        return k2, k3, None
    k4 = (
        -6 * s1**4 + 12 * n * s1**2 * s2 - 3 * n * (n - 1) * s2**2 - 4 * n * (n + 1) * s1 * s3 + n**2 * (n + 1) * s4
    ) / Fraction(n * (n - 1) * (n - 2) * (n - 3))
    return k2, k3, k4


def components(rows: Sequence[tuple[Hashable, Hashable, Fraction]]) -> tuple[Fraction, Fraction, Fraction] | None:
    """Of (person, item, mark): variances of people, items and the rest, an estimate below 0 as 0; None where they are not told apart.

    From the definition: of mean squared and the three variances, a sum of squares over groups of answers holds, group by
    group, as many as there are pairs of answers in it that share them, over the size of the group.
    """
    marks = [mark for _, _, mark in rows]
    everybody, people, items = [0] * len(rows), [row[0] for row in rows], [row[1] for row in rows]
    each = list(range(len(rows)))
    equations = []
    for by in (each, people, items, everybody):
        groups: dict[Hashable, list[int]] = {}
        for place, name in enumerate(by):
            groups.setdefault(name, []).append(place)
        equation = [
            sum(Fraction(n * n, len(group)) for group in groups.values() for n in Counter(of[place] for place in group).values())
            for of in (everybody, people, items, each)
        ]  # fmt: skip
        squares = sum(sum(marks[place] for place in group) ** 2 / len(group) for group in groups.values())
        equations.append([*equation, squares])
    solved = _solve(equations)
    return None if solved is None else tuple(max(Fraction(0), one) for one in solved[1:])


def dependability(rows: Sequence[tuple[Hashable, Hashable, Fraction]]) -> Fraction | None:
    """Phi: the part of the variance between plain mean scores that is people's own."""
    found = components(rows)
    if found is None:
        return None
    people, items, rest = found
    noise = (items + rest) * mean([Fraction(1, size) for size in Counter(row[0] for row in rows).values()])
    return people / (people + noise) if people + noise else None


def _solve(equations: list[list[Fraction]]) -> list[Fraction] | None:
    """By elimination; None where there is no single solution."""
    table = [list(row) for row in equations]
    for column in range(len(table)):
        pivot = next((row for row in table[column:] if row[column]), None)
        if pivot is None:
            return None
        table.remove(pivot)
        table = [[a - b * row[column] / pivot[column] for a, b in zip(row, pivot, strict=True)] for row in table]
        table.insert(column, [one / pivot[column] for one in pivot])
    return [row[-1] for row in table]
