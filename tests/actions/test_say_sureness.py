"""Saying how sure one is: appended, acknowledged, the last counts, never the mark; and the store refuses to forget it."""

from __future__ import annotations

import tempfile
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pysqlite3 import dbapi2 as sqlite3

from actions.auditing.evidence_check import check_evidence
from actions.learning import take_quiz
from actions.learning.attempt_views import AlreadyClosed, NotAsked, StrangeAnswer, TooLate
from actions.learning.say_sureness import say_sureness
from actions.privacy.own_data import my_data
from actions.summaries.rollups import rebuild_rollups
from people.errors import NotFound
from people.models import Viewer
from store.summaries.rollups import dump_rollups
from tests.actions.recounts_of_sayings import recounted_sureness
from tests.actions.test_rollups import answer_to
from tests.builders import (
    NOW,
    add_learner,
    course_data,
    fresh_id,
    item_data,
    make_courseware,
    make_database,
    misconception_data,
    quiz_data,
)

AUDITOR = Viewer("putu", "Putu", "auditor", "pns", "kab", "Kabupaten", False)
GUARDS = (
    "sureness_is_only_added_to", "sureness_is_never_deleted", "sureness_only_while_open",
    "sureness_is_added_to_only_while_open",
)  # fmt: skip
LATER = NOW + timedelta(seconds=75)
BELIEF = "keliru"


class Desk:
    """One learner at a quiz of six items of every kind, of which some can show a wrong belief."""

    def __init__(self, folder: Path, **quiz: object) -> None:
        single = item_data("single", id="soal-single")
        single["options"][0]["misconception"] = BELIEF
        items = [single, item_data("true_false", id="soal-benar-salah", misconception=BELIEF)]
        items += [item_data(kind, id=f"soal-{kind}") for kind in ("multiple", "matching", "ordering", "judgement")]
        asked = {"asks_sureness": True, "attempt_limit": 5, "time_limit_minutes": 30} | quiz
        self.courseware = make_courseware(
            folder / "site",
            items=items,
            misconceptions=[misconception_data(id=BELIEF)],
            quizzes=[quiz_data(**asked), quiz_data(id="pra", mode="pretest", asks_sureness=True)],
            courses=[course_data(pretest="pra")],
        )
        self.database = make_database(folder / "netral.sqlite")
        self.learner = add_learner(self.database)

    def begin(self, quiz: str = "kuis", learner=None) -> str:
        who = learner or self.learner
        return take_quiz.start_attempt(self.database, self.courseware, who, quiz, NOW, attempt_id=fresh_id(), seed=3)

    def answer(self, attempt: str, position: int, number: int, learner=None) -> None:
        who = learner or self.learner
        shown = take_quiz.view_attempt(self.database, who, attempt, NOW).items[position].shown
        take_quiz.save_answer(self.database, who, attempt, position, answer_to(shown, number), NOW)

    def say(self, attempt: str, position: int, is_sure: bool | None, now=LATER, learner=None):
        return say_sureness(self.database, learner or self.learner, attempt, position, is_sure, now)

    def seen(self, attempt: str, position: int = 0):
        return take_quiz.view_attempt(self.database, self.learner, attempt, LATER).items[position].sureness

    def line(self, attempt: str) -> str | None:
        with self.database.read() as connection:
            row = connection.execute("SELECT said FROM attempt_sureness WHERE attempt_id = ?", (attempt,)).fetchone()
        return row[0] if row else None

    def rollups(self):
        with self.database.read() as connection:
            return dump_rollups(connection)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_what_is_said_is_acknowledged_and_read_back_with_its_time(desk: Desk) -> None:
    attempt = desk.begin()
    assert desk.seen(attempt) is None
    said = desk.say(attempt, 0, True)
    assert said is not None and said.is_sure and said.at == LATER
    assert desk.seen(attempt) == said and desk.line(attempt) == "0+75"


def test_the_same_again_is_not_written_twice_and_changes_are_appended(desk: Desk) -> None:
    attempt = desk.begin()
    for is_sure in (True, True, False, None, None, True):
        desk.say(attempt, 2, is_sure)
    assert desk.line(attempt) == "2+75 2-75 2.75 2+75"
    assert desk.say(attempt, 1, None) is None and desk.line(attempt) == "2+75 2-75 2.75 2+75"


def test_it_is_refused_where_an_answer_would_be(desk: Desk) -> None:
    attempt = desk.begin()
    with pytest.raises(StrangeAnswer):
        desk.say(attempt, 6, True)
    with pytest.raises(TooLate):
        desk.say(attempt, 0, True, NOW + timedelta(hours=1))
    with pytest.raises(NotFound):
        desk.say(attempt, 0, True, learner=add_learner(desk.database, "budi"))
    take_quiz.submit(desk.database, desk.learner, attempt, LATER)
    with pytest.raises(AlreadyClosed):
        desk.say(attempt, 0, True)
    assert desk.line(attempt) is None


def test_a_quiz_that_does_not_ask_takes_nothing_and_shows_nothing(tmp_path: Path) -> None:
    desk = Desk(tmp_path, asks_sureness=False)
    attempt = desk.begin()
    with pytest.raises(NotAsked):
        desk.say(attempt, 0, True)
    assert not take_quiz.view_attempt(desk.database, desk.learner, attempt, NOW).asks_sureness


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE attempt_sureness SET said = '0-75'",
        "UPDATE attempt_sureness SET said = '0+75'",
        "UPDATE attempt_sureness SET said = ''",
        "UPDATE attempt_sureness SET said = '0+751 1+80'",
        "UPDATE attempt_sureness SET said = said || '1'",
        "UPDATE attempt_sureness SET attempt_id = 'lain', said = said || ' 1+2'",
        "DELETE FROM attempt_sureness",
        "INSERT OR REPLACE INTO attempt_sureness SELECT attempt_id, '0-1' FROM attempt_sureness",
        "INSERT INTO attempt_sureness SELECT id, '0+1' FROM attempt WHERE state <> 'open'",
        "INSERT INTO attempt_sureness VALUES ('tidak-ada', '0+1')",
    ],
)
def test_the_store_only_ever_adds_to_the_end(desk: Desk, sql: str) -> None:
    closed, attempt = desk.begin("pra"), desk.begin()
    take_quiz.submit(desk.database, desk.learner, closed, NOW)
    desk.say(attempt, 0, True)
    with pytest.raises(sqlite3.IntegrityError), desk.database.write() as connection:
        connection.execute(sql)
    assert desk.line(attempt) == "0+75"


def test_nothing_is_added_after_the_attempt_has_closed(desk: Desk) -> None:
    attempt = desk.begin()
    desk.say(attempt, 0, True)
    take_quiz.submit(desk.database, desk.learner, attempt, LATER)
    with pytest.raises(sqlite3.IntegrityError), desk.database.write() as connection:
        connection.execute("UPDATE attempt_sureness SET said = said || ' 0-80'")


def test_the_mark_is_the_same_whatever_is_said(desk: Desk) -> None:
    results = []
    for is_sure in (True, False, None):
        attempt = desk.begin()
        for position in range(6):
            desk.answer(attempt, position, 1)
            desk.say(attempt, position, is_sure)
        take_quiz.submit(desk.database, desk.learner, attempt, LATER)
        result = take_quiz.view_result(desk.database, desk.learner, attempt)
        assert {one.is_sure for one in result.items} == {is_sure}
        results.append(result.result)
    assert results[0] == results[1] == results[2]


STEP = st.tuples(
    st.sampled_from(["answer", "say", "say", "say", "submit"]), st.integers(0, 1), st.sampled_from(["kuis", "pra"]),
    st.integers(0, 5), st.integers(0, 40),
)  # fmt: skip


@settings(max_examples=20, deadline=None)
@given(st.lists(STEP, min_size=5, max_size=50))
def test_the_last_word_before_handing_in_counts_in_first_post_tests_only(steps) -> None:
    """Counted again from the results alone, and from the log."""
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(Path(folder))
        people = [desk.learner, add_learner(desk.database, "budi", "dinkes", "pppk")]
        attempts = {(who, quiz): [desk.begin(quiz, people[who])] for who in (0, 1) for quiz in ("kuis", "pra")}
        closed: set[str] = set()
        for kind, who, quiz, position, number in steps:
            attempt = attempts[who, quiz][-1]
            if attempt in closed:
                continue
            if kind == "answer":
                desk.answer(attempt, position, number, people[who])
            elif kind == "say":
                desk.say(attempt, position, (True, False, None)[number % 3], learner=people[who])
            else:
                take_quiz.submit(desk.database, people[who], attempt, LATER)
                closed.add(attempt)
                if quiz == "kuis" and number % 2:
                    attempts[who, quiz].append(desk.begin(quiz, people[who]))
        kept = desk.rollups()
        with desk.database.read() as connection:
            again = recounted_sureness(connection, "kuis")
        assert {table: sorted(kept[table]) for table in again} == again
        rebuild_rollups(desk.database)
        assert desk.rollups() == kept
        for (who, _), begun in attempts.items():  # a result holds back items of an attempt still open
            for attempt in begun:
                take_quiz.submit(desk.database, people[who], attempt, LATER)
        expected = {}
        for who in (0, 1):
            first = attempts[who, "kuis"][0]
            if first in closed:
                items = take_quiz.view_result(desk.database, people[who], first).items
                sure = [one for one in items if one.is_sure and one.response is not None]
                wrong = sum(one.mark < 0.5 for one in sure)
                if sure:
                    home, kind = people[who].agency_id, people[who].employment
                    expected[home, kind] = (1, int(wrong > 0), len(sure), wrong)
        assert {(row[2], row[3]): row[5:9] for row in kept["rollup_sureness"]} == expected
        desk.database.close()


def test_sums_over_the_people_of_one_seat_equal_a_count_from_the_log(desk: Desk) -> None:
    for number in range(6):
        who = add_learner(desk.database, f"orang-{number}")
        attempt = desk.begin(learner=who)
        for position in range(6):
            desk.answer(attempt, position, number + position, who)
            desk.say(attempt, position, (number + position) % 4 > 0, learner=who)
        take_quiz.submit(desk.database, who, attempt, LATER)
    kept = desk.rollups()
    with desk.database.read() as connection:
        again = recounted_sureness(connection, "kuis")
    assert {table: kept[table] for table in again} == again
    ((*_, met, held),) = again["rollup_sure_belief"]
    assert 0 < held < met


def checked(desk: Desk):
    return check_evidence(desk.database, AUDITOR, lambda *_: None)


def take(desk: Desk) -> str:
    """A post-test with every item answered wrongly as far as possible, and said to be sure of."""
    attempt = desk.begin()
    for position in range(6):
        desk.answer(attempt, position, 0)
        desk.say(attempt, position, True)
    take_quiz.submit(desk.database, desk.learner, attempt, LATER)
    return attempt


def test_untouched_evidence_with_sayings_and_beliefs_is_whole(desk: Desk) -> None:
    take(desk)
    assert {table: len(desk.rollups()[table]) for table in ("rollup_sureness", "rollup_misconception")} == {
        "rollup_sureness": 1, "rollup_misconception": 1,
    }  # fmt: skip
    found = checked(desk)
    assert (found.attempts, found.fault_count) == (1, 0), found.faults


@pytest.mark.parametrize(
    ("sql", "what"),
    [
        ("UPDATE attempt_sureness SET said = replace(said, '+', '-')", "Ringkasan"),
        ("DELETE FROM attempt_sureness", "Ringkasan"),
        ("UPDATE attempt_sureness SET said = 'rusak'", "yakin dan ragu"),
        ("UPDATE attempt_sureness SET said = said || ' 17+1'", "yakin dan ragu"),
        ("UPDATE rollup_sureness SET wrong = 0", "Ringkasan"),
        ("DELETE FROM rollup_sure_belief", "Ringkasan"),
        ("UPDATE rollup_misconception SET held = 0, met = met + 1", "Ringkasan"),
    ],
)
def test_sayings_altered_behind_the_sites_back_are_found(desk: Desk, sql: str, what: str) -> None:
    take(desk)
    with desk.database.write() as connection:
        for guard in GUARDS:
            connection.execute(f"DROP TRIGGER {guard}")
        connection.execute(sql)
    assert any(what in fault.what for fault in checked(desk).faults)


def test_the_copy_of_ones_own_data_holds_what_one_said(desk: Desk) -> None:
    attempt = desk.begin()
    desk.say(attempt, 0, True)
    desk.say(attempt, 0, False)
    (part,) = [one for one in my_data(desk.database, desk.learner, LATER).parts if one.table == "attempt_sureness"]
    ((line, saying),) = [tuple(row.values()) for row in part.rows]
    assert (line, saying) == (attempt, "0+75 0-75")
