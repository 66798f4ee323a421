"""Rules of taking a quiz: nothing acknowledged is lost, nothing counts twice, nobody sees another's attempt."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from actions.learning import closing, take_quiz
from actions.learning.attempt_views import AlreadyClosed, AttemptView, StillOpen, StrangeAnswer, TooLate
from people.errors import NetralError, NoAttemptsLeft, NotAllowed, NotFound
from people.models import Viewer
from quizzes.attempts import GRACE
from store.database import open_database
from store.summaries import rollups
from tests.builders import (
    NOW,
    add_learner,
    fresh_id,
    make_courseware,
    make_database,
    quiz_data,
)  # fmt: skip
from tests.interrupted import Interrupted

LIMIT = timedelta(minutes=30)


class Site:
    """One database, one learner, one quiz of six kinds with three attempts of thirty minutes."""

    def __init__(self, folder: Path, **quiz: Any) -> None:
        self.folder = folder
        self.database = make_database(folder / "netral.sqlite")
        quizzes = [quiz_data(**{"attempt_limit": 3, "time_limit_minutes": 30} | quiz)]
        self.courseware = make_courseware(folder / "site", quizzes=quizzes)
        self.viewer = add_learner(self.database)

    def start(self, now: Any = NOW, viewer: Viewer | None = None, seed: int = 1) -> str:
        return take_quiz.start_attempt(
            self.database, self.courseware, viewer or self.viewer, "kuis", now, attempt_id=fresh_id(now), seed=seed
        )

    def view(self, attempt_id: str, now: Any = NOW) -> AttemptView:
        return take_quiz.view_attempt(self.database, self.viewer, attempt_id, now)

    def save(self, attempt_id: str, position: int, answer: Any, now: Any = NOW, viewer: Viewer | None = None) -> Any:
        return take_quiz.save_answer(self.database, viewer or self.viewer, attempt_id, position, answer, now)

    def position(self, attempt_id: str, kind: str = "single") -> int:
        return next(n for n, i in enumerate(self.view(attempt_id).items) if i.shown.kind == kind)

    def count(self, table: str) -> int:
        with self.database.read() as connection:
            return connection.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0]


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path)


def in_words(error: NetralError) -> None:
    assert str(error).endswith(".") and error.what_to_do.endswith(".")


def test_starting_again_while_open_goes_on_with_the_same_attempt(site: Site) -> None:
    assert site.start(seed=1) == site.start(seed=2)
    assert site.count("attempt") == 1


def test_sixteen_starts_at_once_make_one_attempt(site: Site) -> None:
    ids: list[str] = []
    start = threading.Barrier(16)

    def work(seed: int) -> None:
        start.wait()
        ids.append(site.start(seed=seed))

    threads = [threading.Thread(target=work, args=(n,)) for n in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(ids) == 16 and len(set(ids)) == 1 and site.count("attempt") == 1


def test_the_attempt_limit_holds(site: Site) -> None:
    for _ in range(3):
        take_quiz.submit(site.database, site.viewer, site.start(), NOW)
    with pytest.raises(NoAttemptsLeft) as caught:
        site.start()
    in_words(caught.value)
    assert caught.value.limit == 3 and site.count("attempt") == 3


def test_the_last_attempt_overtaken_by_time_is_closed_though_no_other_may_start(tmp_path: Path) -> None:
    site = Site(tmp_path, attempt_limit=1)
    attempt_id = site.start()
    with pytest.raises(NoAttemptsLeft):
        site.start(NOW + LIMIT + GRACE + timedelta(seconds=1))
    assert take_quiz.view_result(site.database, site.viewer, attempt_id).attempt.state == "expired"


def test_a_later_start_after_time_ran_out_is_the_next_attempt(site: Site) -> None:
    first = site.start()
    second = site.start(NOW + timedelta(hours=2))
    assert first != second and site.view(second).number == 2
    assert not site.view(first).is_open


def test_only_a_quiz_that_exists_and_is_assigned_starts(site: Site) -> None:
    with pytest.raises(NotFound):
        take_quiz.start_attempt(site.database, site.courseware, site.viewer, "asing", NOW, attempt_id="x", seed=1)
    lone = Site(site.folder / "lain")
    with lone.database.write() as connection:
        connection.execute("DELETE FROM assignment_agency")
    with pytest.raises(NotFound) as caught:
        lone.start()
    in_words(caught.value)


def test_a_saved_answer_is_there_after_the_server_restarts(site: Site) -> None:
    attempt_id = site.start()
    place = site.position(attempt_id)
    assert site.save(attempt_id, place, 2).at == NOW
    site.database.close()
    site.database = open_database(site.folder / "netral.sqlite")
    item = site.view(attempt_id).items[place]
    assert (item.answer, item.saved_at, item.is_complete) == (2, NOW, True)


def test_the_same_answer_twice_is_one_row_and_one_acknowledgement(site: Site) -> None:
    attempt_id = site.start()
    place = site.position(attempt_id)
    first = site.save(attempt_id, place, 1)
    assert site.save(attempt_id, place, 1, NOW + timedelta(seconds=30)) == first
    assert site.count("response") == 1
    site.save(attempt_id, place, 2)
    site.save(attempt_id, place, 1)
    assert site.count("response") == 3 and site.view(attempt_id).items[place].answer == 1


def test_an_answer_can_be_taken_back(site: Site) -> None:
    attempt_id = site.start()
    place = site.position(attempt_id)
    site.save(attempt_id, place, 1)
    site.save(attempt_id, place, None)
    assert site.view(attempt_id).items[place].answer is None and site.view(attempt_id).answered_count == 0


def test_nothing_is_chosen_beforehand(site: Site) -> None:
    assert [item.answer for item in site.view(site.start()).items] == [None] * 6


def test_after_submitting_no_answer_is_taken(site: Site) -> None:
    attempt_id = site.start()
    take_quiz.submit(site.database, site.viewer, attempt_id, NOW)
    for late in (
        lambda: site.save(attempt_id, 0, 0),
        lambda: take_quiz.set_flag(site.database, site.viewer, attempt_id, 0, True),
    ):
        with pytest.raises(AlreadyClosed) as caught:
            late()
        in_words(caught.value)
    assert site.count("response") == 0


def test_after_deadline_and_grace_an_answer_is_too_late_and_the_saved_ones_count(site: Site) -> None:
    attempt_id = site.start()
    place = site.position(attempt_id, "true_false")
    site.save(attempt_id, place, 0, NOW + LIMIT + GRACE)  # within the grace
    too_late = NOW + LIMIT + GRACE + timedelta(seconds=1)
    with pytest.raises(TooLate) as caught:
        site.save(attempt_id, place, 1, too_late)
    in_words(caught.value)
    assert closing.close_overdue_attempts(site.database, NOW + LIMIT + GRACE) == 0
    assert closing.close_overdue_attempts(site.database, too_late) == 1
    assert closing.close_overdue_attempts(site.database, too_late) == 0
    view = take_quiz.view_result(site.database, site.viewer, attempt_id)
    assert view.attempt.state == "expired" and view.result.score == pytest.approx(1 / 6)
    assert view.items[place].mark == 1


def test_overdue_attempts_close_one_by_one_and_one_that_cannot_be_marked_holds_up_no_other(
    site: Site, caplog: pytest.LogCaptureFixture
) -> None:
    """Each in a transaction of its own, so that answers of others go between."""
    people = [site.viewer, *(add_learner(site.database, name) for name in ("budi", "citra"))]
    ids = [site.start(viewer=viewer) for viewer in people]
    site.save(ids[0], 0, None)
    with site.database.write() as connection:
        connection.execute("DROP TRIGGER response_is_never_changed")
        connection.execute("UPDATE response SET value = '{'")
    watched = Interrupted(site.database.path)
    assert closing.close_overdue_attempts(watched, NOW + timedelta(hours=1)) == 2
    assert watched.writes == 3 and ids[0] in caplog.text
    with site.database.read() as connection:
        assert {row["id"] for row in connection.execute("SELECT id FROM attempt WHERE state = 'open'")} == {ids[0]}


def test_looking_at_an_overdue_attempt_closes_it(site: Site) -> None:
    attempt_id = site.start()
    assert not site.view(attempt_id, NOW + timedelta(hours=1)).is_open


def test_anothers_attempt_does_not_exist(site: Site) -> None:
    attempt_id, other = site.start(), add_learner(site.database, "budi")
    database = site.database
    for deed in (
        lambda: take_quiz.view_attempt(database, other, attempt_id, NOW),
        lambda: site.save(attempt_id, 0, 0, viewer=other),
        lambda: take_quiz.set_flag(database, other, attempt_id, 0, True),
        lambda: take_quiz.submit(database, other, attempt_id, NOW),
        lambda: take_quiz.view_result(database, other, attempt_id),
        lambda: take_quiz.view_attempt(database, other, "tidak-ada", NOW),
    ):
        with pytest.raises(NotFound):
            deed()
    assert take_quiz.history(database, other) == {}


def test_an_author_may_try_and_an_unknown_deed_is_no_deed(site: Site) -> None:
    site.start(viewer=replace(add_learner(site.database, "citra"), role="author"))
    with pytest.raises(NotAllowed):
        site.start(viewer=replace(site.viewer, role="asing"))  # type: ignore[arg-type]


@pytest.mark.parametrize(("position", "answer"), [(99, 0), (-1, 0), (0, "junk"), (0, {"a": [1]}), (0, -1), (0, (99,))])
def test_a_strange_answer_is_not_stored(site: Site, position: int, answer: Any) -> None:
    attempt_id = site.start()
    with pytest.raises(StrangeAnswer) as caught:
        site.save(attempt_id, position, answer)
    in_words(caught.value)
    assert site.count("response") == 0


def test_submitting_twice_counts_once(site: Site) -> None:
    attempt_id = site.start()
    take_quiz.submit(site.database, site.viewer, attempt_id, NOW)
    with site.database.read() as connection:
        before = rollups.dump_rollups(connection)
    take_quiz.submit(site.database, site.viewer, attempt_id, NOW + timedelta(minutes=1))
    with site.database.read() as connection:
        assert rollups.dump_rollups(connection) == before
    (row,) = before["rollup_progress"]
    assert row[-3:] == (1, 1, 0)


def test_there_is_no_result_before_the_end(site: Site) -> None:
    with pytest.raises(StillOpen):
        take_quiz.view_result(site.database, site.viewer, site.start())


def test_flags_are_remembered(site: Site) -> None:
    attempt_id = site.start()
    take_quiz.set_flag(site.database, site.viewer, attempt_id, 2, True)
    take_quiz.set_flag(site.database, site.viewer, attempt_id, 2, True)
    assert [i.is_flagged for i in site.view(attempt_id).items] == [n == 2 for n in range(6)]
    take_quiz.set_flag(site.database, site.viewer, attempt_id, 2, False)
    assert not any(i.is_flagged for i in site.view(attempt_id).items)
