"""While an attempt is open, nothing else that its person may open tells the keys of its items."""

from __future__ import annotations

from pathlib import Path

import pytest

from actions.learning import take_quiz
from actions.privacy.own_data import HELD_BACK, as_json, my_data
from store.learning import attempts as attempt_store
from tests.builders import NOW, add_learner, course_data, fresh_id, item_data, make_courseware, make_database, quiz_data


class Desk:
    """A learner, a post-test of ``tested`` items and a practice quiz of ``practised``, drawn from one bank of ``bank``."""

    def __init__(self, folder: Path, bank: int = 4, tested: int = 4, practised: int = 4) -> None:
        kinds = ("matching", "ordering", "single", "multiple")
        self.database = make_database(folder / "netral.sqlite")
        self.courseware = make_courseware(
            folder / "site",
            items=[item_data(kinds[n % 4], id=f"q{n}", stem=f"Soal {n}?") for n in range(bank)],
            quizzes=[
                quiz_data(blueprint=[{"count": tested}]),
                quiz_data(id="latihan", mode="practice", blueprint=[{"count": practised}]),
            ],
            courses=[course_data(practice=["latihan"])],
        )
        self.learner = add_learner(self.database)

    def start(self, quiz: str, seed: int = 1) -> str:
        return take_quiz.start_attempt(
            self.database, self.courseware, self.learner, quiz, NOW, attempt_id=fresh_id(), seed=seed
        )

    def hand_in(self, attempt_id: str) -> str:
        take_quiz.submit(self.database, self.learner, attempt_id, NOW)
        return attempt_id

    def result(self, attempt_id: str) -> take_quiz.ResultView:
        return take_quiz.view_result(self.database, self.learner, attempt_id)

    def items_of(self, attempt_id: str) -> set[str]:
        with self.database.read() as connection:
            record = attempt_store.find_attempt(connection, attempt_id)
        assert record is not None
        return {drawn.item_id for drawn in record.attempt.paper}

    def copied(self, table: str, column: str) -> dict[str, set[object]]:
        """Attempt id -> what the copy of one's data says in that column."""
        (part,) = [one for one in my_data(self.database, self.learner, NOW).parts if one.table == table]
        found: dict[str, set[object]] = {}
        for row in part.rows:
            found.setdefault(str(row.get("percobaan (id)", row.get("id"))), set()).add(row[column])
        return found


def test_an_item_of_an_open_attempt_is_not_explained_by_the_result_of_another(tmp_path: Path) -> None:
    desk = Desk(tmp_path, bank=6)
    practice = desk.hand_in(desk.start("latihan"))
    posttest = desk.start("kuis")
    shared = desk.items_of(practice) & desk.items_of(posttest)
    assert shared, "the bank is too small for two papers without a common item"
    held = desk.result(practice)
    assert not {one.item.id for one in held.items} & shared
    assert len(held.held_back) == len(shared) and len(held.items) + len(shared) == 4
    assert not {one.position for one in held.items} & set(held.held_back)
    desk.hand_in(posttest)
    assert {one.item.id for one in desk.result(practice).items} == desk.items_of(practice)
    assert desk.result(practice).held_back == ()


@pytest.mark.parametrize("seed", range(5))
def test_practice_draws_items_that_are_not_in_an_open_attempt_while_there_are_enough(tmp_path: Path, seed: int) -> None:
    desk = Desk(tmp_path, bank=8)
    assert not desk.items_of(desk.start("kuis", seed)) & desk.items_of(desk.start("latihan", seed + 1))


def test_the_copy_of_ones_data_keeps_the_order_and_the_answers_of_an_open_attempt_back(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    posttest = desk.start("kuis")
    view = take_quiz.view_attempt(desk.database, desk.learner, posttest, NOW)
    for place, item in enumerate(view.items):
        answer = {0: 1} if item.shown.kind == "ordering" else {0: 0} if item.shown.kind == "matching" else None
        take_quiz.save_answer(desk.database, desk.learner, posttest, place, answer, NOW)
    assert desk.copied("attempt", "susunan soal") == {posttest: {HELD_BACK}}
    assert desk.copied("response", "jawaban") == {posttest: {HELD_BACK}}
    desk.hand_in(posttest)
    assert HELD_BACK not in as_json(my_data(desk.database, desk.learner, NOW)).decode()


def test_the_copy_keeps_a_closed_attempt_back_only_while_it_shares_an_item_with_an_open_one(tmp_path: Path) -> None:
    desk = Desk(tmp_path, bank=8)
    practice = desk.hand_in(desk.start("latihan"))
    marks = desk.copied("attempt", "nilai per soal")[practice]
    other = desk.start("latihan", seed=2)  # the other four items
    assert not desk.items_of(practice) & desk.items_of(other)
    assert desk.copied("attempt", "nilai per soal")[practice] == marks
    posttest = desk.start("kuis", seed=3)
    assert desk.items_of(practice) & desk.items_of(posttest)
    copied = desk.copied("attempt", "nilai per soal")
    assert copied[practice] == {HELD_BACK}
