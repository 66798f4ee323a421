"""Counts of pairs: whatever people do and in whatever order, they are what the attempts say, person by person."""

from __future__ import annotations

import tempfile
from collections import Counter
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actions.auditing.evidence_check import check_evidence
from actions.courseware import Courseware
from actions.learning import closing, take_quiz
from actions.registry import supervision
from actions.summaries.rollups import rebuild_rollups
from actions.understanding import growth
from actions.understanding.supervise import indicators_of
from analytics.crossover import Growth, form_effect
from analytics.crossover import growth as growth_of
from analytics.estimates import Withheld
from people.errors import NetralError
from people.models import Viewer
from quizzes.draw import form_of
from store.database import Connection, Database
from store.summaries.rollups import dump_rollups
from tests.actions.test_rollups import answer_to
from tests.analytics.region import ASSIGNMENT, INDICATORS, Sat, add_attempt, make_region, of_indicator, supervisor
from tests.builders import (
    NOW,
    add_learner,
    course_data,
    fresh_id,
    item_data,
    make_courseware,
    make_database,
    quiz_data,
    shipped_courseware,
)
from tests.one_by_one import pairs_one_by_one

TASK, PRE, POST = "tugas-kursus", "pra", "kuis"
ITEMS = [item_data(id=f"soal-{n}", indicator=("karier", "kampanye")[n // 2 % 2]) for n in range(1, 41)]
STEPS = st.lists(
    st.tuples(
        st.integers(0, 3), st.sampled_from([PRE, POST]), st.integers(0, 4),
        st.sampled_from(["leave", "hand-in", "hand-in", "hand-in", "move", "close-overdue"]), st.sampled_from([0, 1, 20]),
    ),
    min_size=6,
    max_size=24,
)  # fmt: skip
"""Who, sits down to which quiz, with so many answers, and then; so many minutes after the step before."""


def school(folder: Path, **changes: object) -> tuple[Database, Courseware]:
    """Two parallel tests of five minutes, which may be taken again."""
    timed = {"parallel": "dasar", "time_limit_minutes": 5, "blueprint": [{"count": 4}], "pass_mark": 1.0} | changes
    quizzes = [quiz_data(attempt_limit=3, **timed), quiz_data(id=PRE, mode="pretest", attempt_limit=2, **timed)]
    courses = [course_data(pretest=PRE)]
    courseware = make_courseware(folder / "site", items=ITEMS, quizzes=quizzes, courses=courses)
    return make_database(folder / "netral.sqlite"), courseware


def sit(
    database: Database, courseware: Courseware, viewer: Viewer, quiz: str, now, *, right: int = 2, ends=True
) -> str:
    attempt = take_quiz.start_attempt(
        database, courseware, viewer, quiz, now, attempt_id=fresh_id(now), seed=right + len(viewer.person_id)
    )
    items = take_quiz.view_attempt(database, viewer, attempt, now).items
    for position in range(min(right, len(items))):
        take_quiz.save_answer(database, viewer, attempt, position, answer_to(items[position].shown, position), now)
    if ends:
        take_quiz.submit(database, viewer, attempt, now)
    return attempt


def kept_pairs(connection: Connection) -> list[tuple[object, ...]]:
    return dump_rollups(connection)["rollup_pair"]


def counted_one_by_one(connection: Connection) -> Counter[tuple[object, ...]]:
    found: Counter[tuple[object, ...]] = Counter()
    for agency, kind, indicator, pair in pairs_one_by_one(connection, TASK, PRE, POST):
        sums = (f(marks) for marks in (pair.before, pair.after) for f in (len, sum, lambda m: sum(x * x for x in m)))
        found[TASK, PRE, POST, agency, kind, indicator, int(pair.first == "A"), *sums] += 1
    return found


@settings(max_examples=25, deadline=None)
@given(STEPS)
def test_any_history_counts_each_pair_once_and_again_when_rebuilt(steps) -> None:
    with tempfile.TemporaryDirectory() as folder:
        database, courseware = school(Path(folder))
        _live(database, courseware, steps)
        with database.write() as connection:
            kept, whole = kept_pairs(connection), dump_rollups(connection)
            assert {row[:-1]: row[-1] for row in kept} == counted_one_by_one(connection)
            connection.execute("DROP TABLE rollup_pair")
            connection.execute("DELETE FROM _sqlite_migrations WHERE name = 'create_pairs'")
        database.migrate()
        with database.read() as connection:
            assert kept_pairs(connection) == kept
        rebuild_rollups(database)
        with database.read() as connection:
            assert dump_rollups(connection) == whole
        database.close()


def _live(database: Database, courseware: Courseware, steps) -> None:
    viewers = [add_learner(database, f"orang-{n}") for n in range(4)]
    now = NOW
    for who, quiz, right, then, minutes in steps:
        now += timedelta(minutes=minutes)
        with suppress(NetralError):
            if then == "close-overdue":
                closing.close_overdue_attempts(database, now)
            elif then == "move":
                there = "dinkes" if viewers[who].agency_id == "disdik" else "disdik"
                viewers[who] = replace(viewers[who], agency_id=there)
            else:
                sit(database, courseware, viewers[who], quiz, now, right=right, ends=then == "hand-in")


def test_a_pre_test_that_ran_out_after_the_post_test_counts_where_the_post_test_was_taken(tmp_path: Path) -> None:
    database, courseware = school(tmp_path)
    ani = add_learner(database)
    sit(database, courseware, ani, PRE, NOW, ends=False)
    sit(database, courseware, replace(ani, agency_id="dinkes"), POST, NOW + timedelta(minutes=1))
    with database.read() as connection:
        assert kept_pairs(connection) == []
    assert closing.close_overdue_attempts(database, NOW + timedelta(hours=1)) == 1
    sit(database, courseware, ani, POST, NOW + timedelta(hours=2))  # a second attempt adds nothing
    with database.read() as connection:
        kept = kept_pairs(connection)
        assert {row[:-1]: row[-1] for row in kept} == counted_one_by_one(connection)
    assert {(row[3], row[-1]) for row in kept} == {("dinkes", 1)}
    auditor = Viewer("x", "X", "auditor", "pns", "kab", "Kabupaten", False)
    assert check_evidence(database, auditor, lambda *_: None).faults == ()
    with database.write() as connection:
        connection.execute("UPDATE rollup_pair SET learners = 2")
    assert [one.where for one in check_evidence(database, auditor, lambda *_: None).faults] == ["rollup_pair"]
    database.close()


def test_papers_that_mix_the_forms_are_no_pair(tmp_path: Path) -> None:
    database, courseware = school(tmp_path, parallel=None, blueprint=[{"count": 18}])
    ani = add_learner(database)
    for quiz in (PRE, POST):
        sit(database, courseware, ani, quiz, NOW)
    with database.read() as connection:
        assert kept_pairs(connection) == []
    database.close()


@pytest.fixture(scope="module")
def courseware() -> Courseware:
    return shipped_courseware()


@pytest.fixture
def region(tmp_path: Path, courseware: Courseware):
    database = make_region(tmp_path / "netral.sqlite", courseware, offices=6)
    yield database
    database.close()


def test_growth_is_that_of_the_persons_one_by_one(region: Database, courseware: Courseware) -> None:
    """To the last bit: counts and persons have the same exact sums."""
    course = courseware.bank.courses["netralitas-dasar"]
    scope = supervision.scope_of(region, supervisor(), NOW.date())
    with region.read() as connection:
        everybody = pairs_one_by_one(connection, ASSIGNMENT, course.pretest, course.posttest)
    indicators = indicators_of({met.indicator for met in everybody})
    shown = 0
    for agency, kind in (("prov", ""), ("prov", "pppk"), ("d00", ""), ("d01", "pns"), ("d02", "")):
        found = growth.growths(region, courseware, scope, ASSIGNMENT, agency, kind, now=NOW)
        for indicator, one in zip(indicators, found, strict=True):
            of_all = [met.pair for met in everybody if met.indicator == indicator]
            here = [
                met.pair for met in everybody if met.indicator == indicator and kind in ("", met.employment)
                and (agency == "prov" or met.agency_id.startswith(agency))
            ]  # fmt: skip
            expected = growth_of(here, form_effect(of_all))
            if isinstance(one, Growth) and isinstance(expected, Growth):
                is_hidden = isinstance(one.worse, Withheld)
                assert one == (replace(expected, worse=one.worse) if is_hidden else expected)
                shown += 1
    assert shown >= 8


def test_a_pre_test_that_closes_late_is_in_the_next_look(region: Database, courseware: Courseware) -> None:
    """Though the estimates of the post-test have not changed."""
    course = courseware.bank.courses["netralitas-dasar"]
    scope = supervision.scope_of(region, supervisor(), NOW.date())

    def learners() -> set[int]:
        found = growth.growths(region, courseware, scope, ASSIGNMENT, "prov", "", now=NOW)
        return {one.learners for one in found if isinstance(one, Growth)}

    with region.read() as connection:
        versions = dict(tuple(row) for row in connection.execute("SELECT quiz_id, quiz_version FROM attempt"))
    told, sats = learners(), []
    for quiz, form in ((course.posttest, "A"), (course.pretest, "B")):
        drawn = [courseware.bank.fingerprints[_of_form(courseware, indicator, form)] for indicator in INDICATORS]
        sats.append(Sat(quiz, drawn, [1.0] * len(drawn), True))
    for sat, more in zip(sats, (0, 1), strict=True):
        with region.write() as connection:
            add_attempt(connection, sat, "dewi", "prov", "pns", versions[sat.quiz_id], NOW)
        assert learners() == {count + more for count in told}


def _of_form(courseware: Courseware, indicator: str, form: str) -> str:
    return next(item.id for item in of_indicator(courseware, indicator) if form_of(item.id) == form)
