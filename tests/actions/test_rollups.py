"""Rollups kept along the way equal rollups rebuilt from the log, whatever happened."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from actions.learning import closing, take_quiz
from actions.summaries.rollups import rebuild_rollups
from people.errors import NetralError
from quizzes.shown import ShownItem
from store.summaries.rollups import dump_rollups
from tests.builders import NOW, add_learner, course_data, fresh_id, make_courseware, make_database, quiz_data

PEOPLE = (("ani", "disdik", "pns"), ("budi", "disdik", "pppk"), ("citra", "dinkes", "pns"))
QUIZZES = ("kuis", "pra")
STEP = st.tuples(
    st.sampled_from(["start", "save", "save", "save", "submit", "wait", "overdue", "move"]),
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


def play(folder: Path, steps: list[tuple[str, int, str, int, int]]) -> None:
    database = make_database(folder / "netral.sqlite")
    courseware = make_courseware(
        folder / "site",
        quizzes=[quiz_data(time_limit_minutes=5, attempt_limit=3, pass_mark=0.2), quiz_data(id="pra", mode="pretest")],
        courses=[course_data(pretest="pra")],
    )
    viewers = [add_learner(database, *person) for person in PEOPLE]
    open_attempts: dict[tuple[int, str], str] = {}
    now = NOW
    for kind, who, quiz, position, number in steps:
        viewer, key = viewers[who], (who, quiz)
        try:
            if kind == "start":
                open_attempts[key] = take_quiz.start_attempt(
                    database, courseware, viewer, quiz, now, attempt_id=fresh_id(now), seed=number
                )
            elif kind == "save" and key in open_attempts:
                shown = take_quiz.view_attempt(database, viewer, open_attempts[key], now).items[position].shown
                take_quiz.save_answer(database, viewer, open_attempts[key], position, answer_to(shown, number), now)
            elif kind == "submit" and key in open_attempts:
                take_quiz.submit(database, viewer, open_attempts[key], now)
            elif kind == "wait":
                now += timedelta(minutes=number / 8)
            elif kind == "move":
                viewers[who] = replace(viewer, agency_id="dinkes" if viewer.agency_id == "disdik" else "disdik")
            elif kind == "overdue":
                closing.close_overdue_attempts(database, now)
        except NetralError:
            pass
    with database.read() as connection:
        kept = dump_rollups(connection)
    rebuild_rollups(database)
    with database.read() as connection:
        assert dump_rollups(connection) == kept
        for _, _, _, _, started, finished, passed in kept["rollup_progress"]:  # type: ignore[misc]
            assert started >= finished >= 0 and passed <= started <= 2  # type: ignore[operator]
    database.close()
