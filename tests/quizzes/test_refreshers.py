"""Refreshers: due dates, what keeps a course from being used, and papers that ask something new while they can."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.courseware import load_courseware
from quizzes.draw import draw_paper
from quizzes.findings import find_warnings
from quizzes.refreshers import due_now, minutes_of
from tests.builders import (
    course_data,
    item_data,
    make_courseware,
    quiz_data,
    shipped_courseware,
    write_courseware,
)

LEARNED = date(2026, 9, 1)
PLAN = {"quiz": "segar", "after_days": [30, 90]}


def refresher_data(**changes: object) -> dict:
    return quiz_data(id="segar", mode="refresher", blueprint=[{"count": 5}]) | changes


def bank(count: int) -> list[dict]:
    return [item_data(id=f"soal-{number:02}") for number in range(count)]


@given(st.sets(st.integers(7, 730), min_size=1, max_size=4), st.integers(0, 800))
def test_the_latest_day_that_has_come_is_due(after_days: set[int], passed: int) -> None:
    found = due_now(after_days, LEARNED, LEARNED + timedelta(days=passed))
    come = {days for days in after_days if days <= passed}
    assert found == (max(come) if come else None)


def test_nothing_is_due_before_the_first_day() -> None:
    assert due_now([30, 90], LEARNED, date(2026, 9, 30)) is None
    assert due_now([30, 90], LEARNED, date(2026, 10, 1)) == 30


def problems_of(tmp_path: Path, refresher: dict, **plan: object) -> list[str]:
    parts = {"quizzes": [quiz_data(blueprint=[{"count": 6, "difficulty": "mudah"}]), refresher], "items": bank(20)}
    content, quizzes = write_courseware(tmp_path, courses=[course_data(refresher=PLAN | plan)], **parts)
    return [problem.message for problem in load_courseware(content, quizzes).problems]


def test_a_course_with_a_sound_refresher_has_no_problem(tmp_path: Path) -> None:
    assert problems_of(tmp_path, refresher_data()) == []


@pytest.mark.parametrize(
    ("refresher", "plan", "message"),
    [
        (refresher_data(mode="practice"), {}, "bukan kuis penyegaran"),
        (refresher_data(blueprint=[{"count": 4}]), {}, "berisi 4 soal"),
        (refresher_data(blueprint=[{"count": 9}]), {}, "berisi 9 soal"),
        (refresher_data(time_limit_minutes=5), {}, "berbatas waktu"),
        (refresher_data(), {"after_days": [90, 30]}, "tidak urut naik"),
        (refresher_data(), {"after_days": [30, 30]}, "tidak urut naik"),
        (refresher_data(), {"quiz": "lain"}, "tidak ada"),
    ],
)
def test_a_refresher_that_cannot_be_used_is_an_error(tmp_path: Path, refresher, plan, message) -> None:
    assert any(message in found for found in problems_of(tmp_path, refresher, **plan))


def test_a_refresher_asks_only_what_the_post_test_measures(tmp_path: Path) -> None:
    items = [*bank(10), item_data(id="lain", difficulty="sulit")]
    content, quizzes = write_courseware(
        tmp_path, items=items, courses=[course_data(refresher=PLAN)],
        quizzes=[quiz_data(blueprint=[{"count": 6, "difficulty": "mudah"}]), refresher_data()],
    )  # fmt: skip
    assert any("tidak diukur pascauji" in one.message for one in load_courseware(content, quizzes).problems)


@pytest.mark.parametrize(("count", "warned"), [(27, True), (28, False)])
def test_too_small_a_bank_for_new_items_is_a_warning(tmp_path: Path, count: int, warned: bool) -> None:
    """Three papers of 6, one refresher of 5 before, and 5 to draw: 28."""
    courseware = make_courseware(
        tmp_path, items=bank(count), courses=[course_data(refresher=PLAN)],
        quizzes=[quiz_data(attempt_limit=3), refresher_data()],
    )  # fmt: skip
    found = find_warnings(tmp_path / "content", tmp_path / "quizzes", courseware.library)
    assert any("mungkin sudah dilihat" in one.message for one in found) == warned


SHIPPED = shipped_courseware()


def test_the_shipped_refresher_is_short() -> None:
    quiz = SHIPPED.bank.quizzes["penyegaran-dasar"]
    assert minutes_of(quiz) <= 5 and SHIPPED.bank.courses["netralitas-dasar"].refresher is not None


@given(st.integers(0, 2**63), st.lists(st.integers(0, 2**63), min_size=1, max_size=3), st.sampled_from(["A", "B"]))
def test_the_shipped_refresher_never_repeats_an_item_of_the_post_test(seed: int, before: list[int], form) -> None:
    quizzes, items, prints = SHIPPED.bank.quizzes, SHIPPED.bank.items, SHIPPED.bank.fingerprints
    seen: frozenset[str] = frozenset()
    for one in before:
        paper = draw_paper(quizzes["pascauji-dasar"].blueprint, items, prints, one, avoid=seen, form=form)
        seen |= {drawn.item_id for drawn in paper}
    for again in range(2):
        paper = draw_paper(quizzes["penyegaran-dasar"].blueprint, items, prints, seed + again, avoid=seen)
        assert not {drawn.item_id for drawn in paper} & seen
        seen |= {drawn.item_id for drawn in paper}


@given(st.integers(0, 2**63), st.integers(5, 30), st.integers(0, 30))
def test_seen_items_come_only_when_there_are_not_enough_others(seed: int, count: int, seen_count: int) -> None:
    from tests.builders import make_item

    items = {f"soal-{n:02}": make_item(id=f"soal-{n:02}") for n in range(count)}
    seen = frozenset(sorted(items)[:seen_count])
    cells = SHIPPED.bank.quizzes["penyegaran-dasar"].blueprint[0].model_copy(update={"count": 5, "lessons": ()})
    paper = draw_paper((cells,), items, dict.fromkeys(items, "f"), seed, avoid=seen)
    repeated = sum(drawn.item_id in seen for drawn in paper)
    assert repeated == max(0, 5 - (count - len(seen)))
