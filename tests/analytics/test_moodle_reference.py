"""Moodle's own expected statistics of 25 attempts. Its files are data of a GPL tree and stay outside this repository:

NETRAL_STATISTICS_REFERENCE=/path/to/moodle-statistics python -m pytest tests/analytics/test_moodle_reference.py
"""

from __future__ import annotations

import csv
import os
from pathlib import Path

import pytest

from analytics.items.classical import part_statistics, pool_statistics, quiz_statistics, slot_statistics
from analytics.items.item_sums import AnswerSums, item_statistics

FOLDER = os.environ.get("NETRAL_STATISTICS_REFERENCE", "")
pytestmark = pytest.mark.skipif(
    not FOLDER,
    reason="Moodle's reference data is GPL and not ours to ship; set NETRAL_STATISTICS_REFERENCE to its folder",
)
LOOSE = {"covariance", "discriminationindex", "discriminativeefficiency", "effectiveweight"}


def rows(name: str) -> list[dict[str, str]]:
    with (Path(FOLDER) / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def marks() -> list[list[float]]:
    return [[float(row[f"slots.{slot}.mark"]) for slot in range(1, 8)] for row in rows("results00.csv")]


def test_the_whole_quiz():
    found = quiz_statistics(marks())
    ours = {
        "median": found.scores.median,
        "firstattemptsavg": found.scores.mean,
        "allattemptsavg": found.scores.mean,
        "firstattemptscount": found.scores.learners,
        "allattemptscount": found.scores.learners,
        "standarddeviation": found.scores.standard_deviation,
        "skewness": found.scores.skewness,
        "kurtosis": found.scores.kurtosis,
        "cic": found.internal_consistency * 100,
        "errorratio": found.error_ratio * 100,
        "standarderror": found.standard_error,
    }
    expected = rows("expected_quiz00_quizstats.csv")
    assert {row["stat"] for row in expected} == set(ours)
    for row in expected:
        assert ours[row["stat"]] == pytest.approx(float(row["expected"]), rel=float(row["relative_tolerance"])), row


def of_slot(slot: int) -> dict[str, float | None]:
    found = slot_statistics(marks(), [1] * 7)[slot - 1]
    return shown(found.part) | {"effectiveweight": percent(found.effective_weight)}


def shown(part) -> dict[str, float | None]:
    return {
        "s": part.learners,
        "facility": part.facility,
        "sd": part.standard_deviation,
        "covariance": part.covariance,
        "markvariance": part.standard_deviation**2,
        "discriminationindex": percent(part.discrimination),
        "covariancemax": part.covariance_max,
        "discriminativeefficiency": percent(part.discriminative_efficiency),
        "maxmark": 1,
        "effectiveweight": None,
    }


def percent(value: float | None) -> float | None:
    return None if value is None else value * 100


def drawn(slot: int, column: str, value: str) -> tuple[list[float], list[float]]:
    """Own marks and the rest, of those attempts only whose draw or variant is ``value``."""
    found = [
        (row[slot - 1], sum(row) - row[slot - 1])
        for row, step in zip(marks(), rows("steps00.csv"), strict=True)
        if step[column] == value
    ]
    return [own for own, _ in found], [rest for _, rest in found]


def assert_equal(ours: dict[str, float | None], expected: dict[str, str], *, skip: tuple[str, ...] = ()) -> int:
    checked = 0
    for name, value in expected.items():
        if name in ours and name not in skip and value != "":
            checked += 1
            if value == "**NULL**":
                assert ours[name] is None, name
            else:
                tolerance = 1e-5 if name in LOOSE else 1e-6
                assert ours[name] == pytest.approx(float(value), rel=tolerance), name
    return checked


@pytest.mark.parametrize("slot", range(1, 8))
def test_each_slot(slot):
    expected = next(
        r for r in rows("qstats00.csv") if r["slot"] == str(slot) and not r["subqname"] and not r["variant"]
    )
    assert assert_equal(of_slot(slot), expected) >= 9


@pytest.mark.parametrize("variant", ["1", "8"])
def test_each_variant(variant):
    expected = next(r for r in rows("qstats00.csv") if r["slot"] == "2" and r["variant"] == variant)
    assert assert_equal(shown(part_statistics(*drawn(2, "variants.2", variant), 1)), expected) >= 5


def test_the_item_drawn_from_a_pool_has_the_other_sign_once_the_total_no_longer_holds_it():
    expected = next(r for r in rows("qstats00.csv") if r["subqname"] == "numerical")
    found = pool_statistics(*drawn(1, "randqs.1", "numerical"), 1)
    theirs, corrected = shown(found.as_moodle), shown(found.corrected)
    assert assert_equal(theirs, expected) >= 5
    assert corrected["discriminationindex"] == pytest.approx(-29.1559, abs=1e-3)
    assert corrected["discriminativeefficiency"] == pytest.approx(-40.2597, abs=1e-3)
    assert theirs["discriminationindex"] > 0 > corrected["discriminationindex"]


def test_the_counts_of_each_response():
    answers: dict[tuple[str, ...], list[AnswerSums]] = {}
    for step in rows("steps00.csv"):
        given = [
            (("1", step["randqs.1"], "1", "1"), step["responses.1.answer"]),
            (("2", "", step["variants.2"], "1"), step["responses.2.answer"]),
            *(
                (("3", "", "1", str(part)), step[f"responses.3.{name}"])
                for part, name in enumerate(("frog", "cat", "newt"), start=1)
            ),
        ]
        for place, answer in given:
            answers.setdefault(place, []).append(AnswerSums((answer,), 0, 1, 0, 0))
    for row in rows("responsecounts00.csv"):
        place = (row["slot"], row["randq"], row["variant"], row["subpart"])
        found = item_statistics(answers[place], [row["actualresponse"]])
        assert found is not None and found.options[0].chosen == int(row["totalcount"]), row
