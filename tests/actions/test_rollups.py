"""Rollups kept along the way equal rollups rebuilt from the log, and a count by other means, whatever happened."""

from __future__ import annotations

import random
import tempfile
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actions.learning import closing, study, take_quiz
from actions.summaries.rollups import rebuild_rollups
from people.errors import NetralError
from quizzes.shown import ShownItem
from store.summaries.rollups import dump_rollups
from store.summaries.studied import set_sections
from tests.actions.recounts import recounted
from tests.builders import (
    KINDS,
    NOW,
    add_learner,
    course_data,
    fresh_id,
    item_data,
    lesson_data,
    make_courseware,
    make_database,
    quiz_data,
    section_data,
)

PEOPLE = (
    ("ani", "disdik", "pns"), ("budi", "disdik", "pns"), ("citra", "dinkes", "pns"),
    ("dewi", "disdik", "pppk"), ("edi", "disdik", "pns"), ("fitri", "dinkes", "pns"),
)  # fmt: skip
DEEDS = ("start", "save", "save", "save", "submit", "sit", "sit", "wait", "overdue", "move", "sleep", "read")
QUIZZES = ("kuis", "pra")
SECTIONS = ("awal", "tengah", "akhir")
ITEMS = [
    item_data(kind, id=f"soal-{kind.replace('_', '-')}", indicator=("karier", "kampanye")[n % 2])
    for n, kind in enumerate(KINDS)
]
LESSON = lesson_data(sections=[section_data(id=name) for name in SECTIONS])
STEP = st.tuples(
    st.sampled_from(DEEDS),
    st.sampled_from(range(3)),
    st.sampled_from(QUIZZES),
    st.integers(0, 5),
    st.integers(0, 40),
)


def answer_to(shown: ShownItem, number: int) -> Any:
    count = len(shown.choices)
    if shown.kind == "multiple":
        return tuple(place for place in range(count) if number >> place & 1)
    if shown.kind == "matching":
        return {left: (number + left) % count for left in range(len(shown.lefts))}
    if shown.kind == "ordering":
        return {place: (place + number) % count + 1 for place in range(count)}
    return number % count


@settings(max_examples=25, deadline=None)
@given(st.lists(STEP, min_size=5, max_size=40))
def test_the_kept_rollups_equal_the_rebuilt_ones(steps: list[tuple[str, int, str, int, int]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        play(Path(folder), steps)


@pytest.mark.parametrize("seed", range(4))
def test_so_they_do_where_many_people_of_one_seat_take_a_quiz_again_and_again(tmp_path: Path, seed: int) -> None:
    dice = random.Random(seed)
    steps = [
        (dice.choice(DEEDS), dice.randrange(len(PEOPLE)), dice.choice(QUIZZES),
         dice.randrange(6), dice.randrange(41))
        for _ in range(400)
    ]  # fmt: skip
    kept = play(tmp_path, steps)
    for table in ("rollup_progress", "rollup_week"):
        assert max(row[-2] for row in kept[table]) > 1 and max(row[-1] for row in kept[table]) > 1  # type: ignore[type-var,operator]


def play(folder: Path, steps: list[tuple[str, int, str, int, int]]) -> dict[str, list[tuple[object, ...]]]:
    """The rollups as they were kept, after the two comparisons."""
    database = make_database(folder / "netral.sqlite")
    courseware = make_courseware(
        folder / "site",
        items=ITEMS,
        lessons=[LESSON],
        quizzes=[quiz_data(time_limit_minutes=5, attempt_limit=3, pass_mark=0.2), quiz_data(id="pra", mode="pretest")],
        courses=[course_data(pretest="pra")],
    )
    viewers = [add_learner(database, *person) for person in PEOPLE]
    with database.write() as connection:  # one of three is no part of the course
        set_sections(connection, "kursus", [("dasar", name) for name in SECTIONS[:2]])
    open_attempts: dict[tuple[int, str], str] = {}
    now = NOW
    for kind, who, quiz, position, number in steps:
        viewer, key = viewers[who], (who, quiz)
        try:
            if kind in ("start", "sit"):
                open_attempts[key] = take_quiz.start_attempt(
                    database, courseware, viewer, quiz, now, attempt_id=fresh_id(now), seed=number
                )
            if kind == "sit":
                for place, item in enumerate(take_quiz.view_attempt(database, viewer, open_attempts[key], now).items):
                    answer = answer_to(item.shown, number + place)
                    take_quiz.save_answer(database, viewer, open_attempts[key], place, answer, now)
                take_quiz.submit(database, viewer, open_attempts[key], now)
            if kind == "save" and key in open_attempts:
                shown = take_quiz.view_attempt(database, viewer, open_attempts[key], now).items[position].shown
                take_quiz.save_answer(database, viewer, open_attempts[key], position, answer_to(shown, number), now)
            elif kind == "submit" and key in open_attempts:
                take_quiz.submit(database, viewer, open_attempts[key], now)
            elif kind == "wait":
                now += timedelta(minutes=number / 8)
            elif kind == "sleep":
                now += timedelta(days=number / 40)
            elif kind == "read":
                study.mark_section_done(database, courseware, viewer, "dasar", SECTIONS[number % 3], now)
            elif kind == "move":
                viewers[who] = replace(viewer, agency_id="dinkes" if viewer.agency_id == "disdik" else "disdik")
            elif kind == "overdue":
                closing.close_overdue_attempts(database, now)
        except NetralError:
            pass
    with database.read() as connection:
        kept = dump_rollups(connection)
        again = recounted(connection)
    assert {table: sorted(kept[table]) for table in again} == again  # type: ignore[type-var]
    rebuild_rollups(database)
    with database.read() as connection:
        assert dump_rollups(connection) == kept
    for quiz in QUIZZES:  # over all seats: who moves between two attempts starts in one and passes in another
        of_quiz = [row[4:] for row in kept["rollup_progress"] if row[1] == quiz]
        started, finished, passed = (sum(column) for column in zip(*of_quiz, strict=True)) if of_quiz else (0, 0, 0)
        assert len(PEOPLE) >= started >= finished >= 0 and passed <= finished
    database.close()
    return kept
