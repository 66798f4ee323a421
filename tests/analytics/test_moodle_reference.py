"""Quiz statistics against figures worked out elsewhere: of a made-up quiz of our own, and of Moodle's own reference.

Ours stands in ``tests/analytics/reference``. Moodle's files are data of a GPL tree and stay outside this repository, so their
tests belong to ``make prove``; how to get them: docs/item-statistics.md, "Figures from elsewhere".
"""

from __future__ import annotations

import csv
import os
import re
from pathlib import Path

import pytest

from analytics.items.classical import part_statistics, pool_statistics, quiz_statistics, slot_statistics
from analytics.items.item_sums import AnswerSums, item_statistics
from tests.analytics.reference import make

OURS = Path(make.__file__).parent
ROOT = Path(__file__).parents[2]
KEPT = ROOT / ".cache" / "moodle-statistics"
BESIDE = ROOT.parent / "shared" / "reference" / "moodle-statistics"
ASKED_FOR = os.environ.get("NETRAL_STATISTICS_REFERENCE")
MOODLE = Path(ASKED_FOR or (BESIDE if BESIDE.is_dir() else KEPT))
HOW_TO_GET_IT = (
    f"Moodle's statistics are not in {MOODLE}. They are GPL and not ours to ship: clone https://github.com/moodle/moodle (branch "
    "MOODLE_405_STABLE) and set NETRAL_STATISTICS_REFERENCE to its mod/quiz/report/statistics/tests/fixtures, or put "
    "these files into .cache/moodle-statistics or ../shared/reference/moodle-statistics. See docs/item-statistics.md."
)
LOOSE = {"covariance", "discriminationindex", "discriminativeefficiency", "effectiveweight"}
NOTHING = "**NULL**"


@pytest.fixture
def moodle(request: pytest.FixtureRequest) -> Path:
    """Absent: a failure where these tests were asked for, a skip that ``make prove`` prints where they were not."""
    if not (MOODLE / "qstats00.csv").is_file():
        is_asked_for = any("test_moodle" in given for given in request.config.args) or ASKED_FOR
        (pytest.fail if is_asked_for else pytest.skip)(HOW_TO_GET_IT)
    return MOODLE


@pytest.fixture(params=["ours", pytest.param("moodle", marks=pytest.mark.prove)])
def folder(request: pytest.FixtureRequest) -> Path:
    return OURS if request.param == "ours" else request.getfixturevalue("moodle")


def rows(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def marks(folder: Path) -> list[list[float | None]]:
    """A row per attempt; None where nothing was answered."""
    return [
        [float(mark) if mark else None for name, mark in row.items() if name.startswith("slots.")]
        for row in rows(folder, "results00.csv")
    ]


def slots_expected(folder: Path) -> list[dict[str, str]]:
    return [row for row in rows(folder, "qstats00.csv") if not row["subqname"] and not row["variant"]]


def quiz_expected(folder: Path) -> list[dict[str, str]]:
    """From a table; in Moodle's tree they are a list in a test that stands above the folder."""
    if (folder / "expected_quiz00_quizstats.csv").is_file():
        return rows(folder, "expected_quiz00_quizstats.csv")
    test = (folder.parent / "stats_from_steps_walkthrough_test.php").read_text(encoding="utf-8")
    figures = re.search(r"quizstatsexpected = (?:array\(|\[)(.*?)[)\]];", test, re.DOTALL)
    assert figures is not None, "Moodle has moved its figures of the whole quiz"
    return [
        {"stat": name, "expected": value, "relative_tolerance": "1.5e-5"}
        for name, value in re.findall(r"'(\w+)' => (-?[\d.]+)", figures[1])
    ]


def test_our_files_are_what_the_definitions_give():
    """So nobody can mend an expected figure by hand; the attempts are dice from one seed."""
    assert {name: (OURS / name).read_text(encoding="utf-8") for name in make.files()} == make.files()


def test_the_whole_quiz(folder):
    found = quiz_statistics(marks(folder))
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
    expected = quiz_expected(folder)
    assert {row["stat"] for row in expected} == set(ours)
    for row in expected:
        assert ours[row["stat"]] == pytest.approx(float(row["expected"]), rel=float(row["relative_tolerance"])), row


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
        "effectiveweight": None,
    }


def percent(value: float | None) -> float | None:
    return None if value is None else value * 100


def drawn(folder: Path, slot: int, column: str, value: str) -> tuple[list[float], list[float]]:
    """Own marks and the rest, of those attempts only whose draw or variant is ``value``."""
    table = [[mark or 0.0 for mark in row] for row in marks(folder)]
    found = [
        (row[slot - 1], sum(row) - row[slot - 1])
        for row, step in zip(table, rows(folder, "steps00.csv"), strict=True)
        if step[column] == value
    ]
    return [own for own, _ in found], [rest for _, rest in found]


def assert_equal(ours: dict[str, float | None], expected: dict[str, str]) -> int:
    checked = 0
    for name, value in expected.items():
        if name in ours and value != "":
            checked += 1
            if value == NOTHING:
                assert ours[name] is None, name
            else:
                tolerance = 1e-5 if name in LOOSE else 1e-6
                assert ours[name] == pytest.approx(float(value), rel=tolerance), name
    return checked


def test_each_slot(folder):
    expected = slots_expected(folder)
    worth = [float(row["maxmark"]) for row in expected]
    found = slot_statistics(marks(folder), worth)
    assert len(found) == 7
    for slot, row in zip(found, expected, strict=True):
        assert assert_equal(shown(slot.part) | {"effectiveweight": percent(slot.effective_weight)}, row) >= 8
        assert slot.has_negative_covariance == (row["effectiveweight"] == NOTHING)
        assert slot.intended_weight == pytest.approx(float(row["maxmark"]) / sum(worth))


@pytest.mark.prove
@pytest.mark.parametrize("variant", ["1", "8"])
def test_each_variant(moodle, variant):
    expected = next(r for r in rows(moodle, "qstats00.csv") if r["slot"] == "2" and r["variant"] == variant)
    assert assert_equal(shown(part_statistics(*drawn(moodle, 2, "variants.2", variant), 1)), expected) >= 5


def test_each_question_drawn_from_a_pool_beside_moodles_reading_of_it(folder):
    expected = [row for row in rows(folder, "qstats00.csv") if row["subqname"]]
    assert expected
    for row in expected:
        slot = int(row["slot"])
        own = drawn(folder, slot, f"randqs.{slot}", row["subqname"])
        found = pool_statistics(*own, float(row["maxmark"]))
        assert assert_equal(shown(found.as_moodle), row) >= 5
        corrected = {f"corrected.{name}": value for name, value in shown(found.corrected).items()}
        assert assert_equal(corrected, row) == (2 if folder == OURS else 0)


@pytest.mark.prove
def test_the_item_drawn_from_a_pool_has_the_other_sign_once_the_total_no_longer_holds_it(moodle):
    found = pool_statistics(*drawn(moodle, 1, "randqs.1", "numerical"), 1)
    assert percent(found.corrected.discrimination) == pytest.approx(-29.1559, abs=1e-3)
    assert percent(found.corrected.discriminative_efficiency) == pytest.approx(-40.2597, abs=1e-3)
    assert found.as_moodle.discrimination > 0 > found.corrected.discrimination


def test_the_counts_of_each_response(folder):
    answers: dict[tuple[str, ...], list[AnswerSums]] = {}
    for step in rows(folder, "steps00.csv"):
        for column, answer in step.items():
            slot, _, name = column.removeprefix("responses.").partition(".")
            if column.startswith("responses."):
                subpart = {"frog": "1", "cat": "2", "newt": "3"}.get(name, "1")
                place = (slot, step.get(f"randqs.{slot}", ""), step.get(f"variants.{slot}", "1"), subpart)
                answers.setdefault(place, []).append(AnswerSums((answer,), 0, 1, 0, 0))
    for row in rows(folder, "responsecounts00.csv"):
        place = (row["slot"], row["randq"], row["variant"], row["subpart"])
        found = item_statistics(answers[place], [row["actualresponse"]])
        assert found is not None and found.options[0].chosen == int(row["totalcount"]), row
