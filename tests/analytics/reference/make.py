"""Writes the made-up quiz beside this file and the figures expected of it: ``python -m tests.analytics.reference.make``.

The attempts are dice from one seed; the figures are worked out in exact fractions from the published definitions
(``tests.analytics.exact``), which share no line with the code under test. The layout of the files is that of Moodle's own reference.
"""

from __future__ import annotations

import csv
import io
import random
from fractions import Fraction
from math import sqrt
from pathlib import Path
from statistics import median

from tests.analytics import exact

HERE = Path(__file__).parent
ATTEMPTS, SEED = 36, 2026
WORTH = [Fraction(w) for w in ("1", "1", "2", "3", "1/2", "0", "5")]
"""What each slot is worth; the sixth is an essay that does not count."""
POOLS = {1: ("hafal", "paham"), 4: ("kasus", "pasal", "tokoh")}
"""Slots that draw one of several questions."""
PARTS = {2: (0, 1), 3: (0, "1/4", "1/2", 1), 5: ("-1/2", 0, 1), 7: ("-1/4", "1/4", "1/2", "3/4", 1)}
"""Slots whose marks come in parts, or cost something, as shares of their worth; all others are right or wrong."""
Row = dict[str, str]


def attempts() -> tuple[list[Row], list[Row]]:
    """(marks, answers): weaker and stronger people, some of whom leave a slot unanswered; slot 2 goes against the rest."""
    dice = random.Random(SEED)
    marks, steps = [], []
    for number in range(1, ATTEMPTS + 1):
        strength = dice.random()
        mark, step = {"quizattempt": str(number)}, {"quizattempt": str(number)}
        for slot, worth in enumerate(WORTH, start=1):
            if slot in POOLS:
                step[f"randqs.{slot}"] = dice.choice(POOLS[slot])
            shares = [Fraction(share) for share in PARTS.get(slot, (0, 1))]
            chance = 1 - strength if slot == 2 else strength
            share = shares[min(int(len(shares) * (chance + dice.random()) / 2), len(shares) - 1)]
            is_answered = dice.random() > 0.08
            step[f"responses.{slot}.answer"] = f"jawaban-{shares.index(share)}" if is_answered else ""
            mark[f"slots.{slot}.mark"] = str(float(worth * share)) if is_answered else ""
        marks.append(mark)
        steps.append(step)
    return marks, steps


def table_of(marks: list[Row]) -> list[list[Fraction]]:
    return [[Fraction(row[f"slots.{slot}.mark"] or 0) for slot in range(1, len(WORTH) + 1)] for row in marks]


def slot_rows(marks: list[Row], steps: list[Row]) -> list[Row]:
    table, found = table_of(marks), []
    weights = exact.effective_weights(table)
    for slot, worth in enumerate(WORTH, start=1):
        own, rest = _own_and_rest(table, slot)
        weight = weights[slot - 1]
        own_weight = "**NULL**" if weight is None else figure(100 * weight)
        found.append(_slot_row(slot, "", own, rest, rest, worth) | {"effectiveweight": own_weight})
        for name in POOLS.get(slot, ()):
            drew = [row for row, step in zip(table, steps, strict=True) if step[f"randqs.{slot}"] == name]
            own, rest = _own_and_rest(drew, slot)
            whole = [a + b for a, b in zip(own, rest, strict=True)]
            found.append(_slot_row(slot, name, own, whole, rest, worth) | {"effectiveweight": "**NULL**"})
    return found


def _own_and_rest(table: list[list[Fraction]], slot: int) -> tuple[list[Fraction], list[Fraction]]:
    return [row[slot - 1] for row in table], [sum(row, Fraction(0)) - row[slot - 1] for row in table]


def _slot_row(slot: int, name: str, own, beside, rest, worth: Fraction) -> Row:
    """``beside``: what Moodle correlates the marks with; for a drawn question the total that still holds it."""
    covariance, spread = exact.covariance(own, beside), exact.covariance(own, own)
    return {
        "slot": str(slot), "subqname": name, "variant": "", "s": str(len(own)),
        "facility": figure(exact.mean(own) / worth if worth else None), "sd": figure(sqrt(spread)),
        "covariance": figure(covariance), "markvariance": figure(spread),
        "discriminationindex": figure(exact.correlation(own, beside), 100),
        "covariancemax": figure(exact.covariance(sorted(own), sorted(beside))),
        "discriminativeefficiency": figure(exact.efficiency(own, beside), 100), "maxmark": figure(worth),
        "corrected.discriminationindex": figure(exact.correlation(own, rest), 100),
        "corrected.discriminativeefficiency": figure(exact.efficiency(own, rest), 100),
    }  # fmt: skip


def quiz_rows(marks: list[Row]) -> list[Row]:
    table = table_of(marks)
    totals = [sum(row, Fraction(0)) for row in table]
    deviation = sqrt(exact.covariance(totals, totals))
    skewness, kurtosis = exact.shape(totals)
    alpha = exact.alpha(table)
    mean, count = exact.mean(totals), len(totals)
    figures = {
        "median": median(totals), "firstattemptsavg": mean, "allattemptsavg": mean, "firstattemptscount": count,
        "allattemptscount": count, "standarddeviation": deviation, "skewness": skewness, "kurtosis": kurtosis,
        "cic": 100 * alpha, "errorratio": 100 * sqrt(1 - alpha), "standarderror": sqrt(1 - alpha) * deviation,
    }  # fmt: skip
    return [{"stat": name, "expected": figure(value), "relative_tolerance": "1e-9"} for name, value in figures.items()]


def count_rows(steps: list[Row]) -> list[Row]:
    counts: dict[tuple[str, str, str], int] = {}
    for row in steps:
        for slot in range(1, len(WORTH) + 1):
            place = str(slot), row.get(f"randqs.{slot}", ""), row[f"responses.{slot}.answer"]
            counts[place] = counts.get(place, 0) + 1
    return [
        {"slot": slot, "randq": drawn, "variant": "1", "subpart": "1", "actualresponse": answer, "totalcount": str(count)}
        for (slot, drawn, answer), count in sorted(counts.items())
    ]  # fmt: skip


def figure(value: Fraction | float | None, times: int = 1) -> str:
    return "**NULL**" if value is None else f"{float(value * times):.12g}"


def files() -> dict[str, str]:
    """File name -> its text."""
    marks, steps = attempts()
    found = {
        "results00.csv": marks, "steps00.csv": steps, "qstats00.csv": slot_rows(marks, steps),
        "expected_quiz00_quizstats.csv": quiz_rows(marks), "responsecounts00.csv": count_rows(steps),
    }  # fmt: skip
    return {name: _text(rows) for name, rows in found.items()}


def _text(rows: list[Row]) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


if __name__ == "__main__":
    for file_name, content in files().items():
        (HERE / file_name).write_text(content, encoding="utf-8")
