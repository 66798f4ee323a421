"""Flags are tasks: somebody looks into them, decides with a reason, and nothing that was decided is ever lost."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from actions.authoring import review_tasks as tasks
from actions.authoring.item_review import review_quiz
from actions.authoring.review_tasks import ReviewRefused, Task
from actions.courseware import Courseware
from people.audit_words import changes, sentence
from people.errors import NotAllowed
from people.models import Viewer
from store.auditing.audit import audit_entries_of
from store.database import Database
from store.ids import new_id
from tests.builders import NOW, add_learner, item_data, make_courseware, make_database, quiz_data
from tests.item_counts import count_answers

WRONG_KEY = {"b": (60, 0.4), "a": (200, 0.8), "c": (20, 0.4), "d": (20, 0.4)}
"""'a', which is not the key, draws the strong."""
LATER = NOW + timedelta(days=3)


class Bank:
    """A quiz of one flagged item, whose text can be changed, and two authors."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.database: Database = make_database(folder / "netral.sqlite")
        self.adi, self.sri = (replace(add_learner(self.database, name), role="author") for name in ("adi", "sri"))
        self.courseware = self.written("Apa yang tepat?")

    def written(self, stem: str) -> Courseware:
        """The bank as it is from now on, and 300 people who answered it wrongly in the same way."""
        quizzes = [quiz_data(blueprint=[{"count": 1}])]
        items = [item_data(id="soal-1", stem=stem)]
        self.courseware = make_courseware(self.folder / new_id(NOW), items=items, quizzes=quizzes)
        self.answered(WRONG_KEY)
        return self.courseware

    def answered(self, choices: dict) -> None:
        bank = self.courseware.bank
        count_answers(self.database, bank.quizzes["kuis"], bank.items["soal-1"], choices)

    def task(self, kind: str = "wrong_key") -> Task:
        review = review_quiz(self.database, self.courseware, self.adi, "kuis")
        return next(task for task in tasks.review_tasks(self.database, self.adi, review) if task.kind == kind)

    def do(self, deed, note: str = "", by: Viewer | None = None, task: Task | None = None, now=NOW) -> Task:
        deed(self.database, self.courseware, by or self.adi, task or self.task(), note, now)
        return self.task()

    def rows(self) -> list[dict]:
        with self.database.read() as connection:
            return [dict(row) for row in connection.execute("SELECT * FROM item_review ORDER BY decided_at, seq")]


@pytest.fixture
def bank(tmp_path: Path) -> Iterator[Bank]:
    made = Bank(tmp_path)
    yield made
    made.database.close()


def test_a_flag_is_open_until_somebody_says_they_look_into_it(bank: Bank) -> None:
    assert (bank.task().status, bank.task().newest) == ("open", None)
    taken = bank.do(tasks.take, "  menunggu   ahli hukum ")
    assert taken.status == "taken" and not taken.is_decided and taken.newest is not None
    assert (taken.newest.by, taken.newest.at, taken.newest.note) == (bank.adi.name, NOW, "menunggu ahli hukum")


@pytest.mark.parametrize("is_demo", [True, False])
def test_authors_of_a_demo_and_of_a_real_site_decide_alike(bank: Bank, is_demo: bool) -> None:
    assert bank.do(tasks.mend, by=replace(bank.adi, is_demo=is_demo)).status == "mended"


def test_another_author_may_take_it_over_and_the_newest_deed_holds(bank: Bank) -> None:
    bank.do(tasks.take)
    over = bank.do(tasks.take, by=bank.sri, now=LATER)
    assert over.newest is not None and (over.newest.by, over.newest.at) == (bank.sri.name, LATER)
    assert [row["seq"] for row in bank.rows()] == [1, 2]


def test_an_item_is_kept_only_with_a_reason(bank: Bank) -> None:
    for nothing in ("", "   "):
        with pytest.raises(ReviewRefused, match="Alasan"):
            bank.do(tasks.keep, nothing)
    assert bank.rows() == [] and bank.task().status == "open"
    kept = bank.do(tasks.keep, "Rujukannya sudah diperiksa.")
    assert kept.status == "kept" and kept.is_decided
    assert kept.newest is not None and kept.newest.note == "Rujukannya sudah diperiksa."


def test_a_reason_is_not_a_treatise(bank: Bank) -> None:
    with pytest.raises(ReviewRefused, match="terlalu panjang"):
        bank.do(tasks.keep, "a" * (tasks.MAX_NOTE + 1))
    assert bank.do(tasks.keep, "a" * tasks.MAX_NOTE).status == "kept"


def test_what_was_decided_can_be_opened_again_and_all_of_it_stays_written(bank: Bank) -> None:
    assert bank.do(tasks.mend).status == "mended"
    assert bank.do(tasks.reopen).status == "open"
    assert bank.do(tasks.keep, "Sengaja sulit.").status == "kept"
    assert [row["deed"] for row in bank.rows()] == ["mended", "reopened", "kept"]


def test_a_decision_is_about_its_kind_of_flag_only(bank: Bank) -> None:
    bank.do(tasks.keep, "Rujukannya benar.")
    review = review_quiz(bank.database, bank.courseware, bank.adi, "kuis")
    others = [task for task in tasks.review_tasks(bank.database, bank.adi, review) if task.kind != "wrong_key"]
    assert all(task.status == "open" for task in others)


def test_a_new_version_that_is_still_flagged_is_open_and_tells_what_was_decided_before(bank: Bank) -> None:
    bank.do(tasks.keep, "Rujukannya benar.")
    bank.written("Apa yang kini tepat?")
    again = bank.task()
    assert again.status == "open" and again.newest is None
    assert again.before is not None and (again.before.deed, again.before.note) == ("kept", "Rujukannya benar.")


def test_more_of_the_same_evidence_opens_nothing(bank: Bank) -> None:
    bank.do(tasks.keep, "Rujukannya benar.")
    bank.answered(WRONG_KEY)
    assert bank.task().status == "kept"


@pytest.mark.parametrize("deed", [tasks.keep, tasks.mend])
def test_evidence_that_became_clearly_worse_opens_what_was_decided(bank: Bank, deed) -> None:
    decided = bank.do(deed, "Rujukannya benar.")
    before = decided.flags[0].figure
    bank.answered({"a": (4000, 0.9), "b": (1500, 0.1)})
    worse = bank.task()
    assert worse.flags[0].figure.low > before.high
    assert worse.is_worse and worse.status == "open" and worse.newest == decided.newest
    assert bank.do(deed, "Tetap benar.").is_decided


def test_the_figures_are_frozen_as_they_were_shown_and_know_nobody(bank: Bank) -> None:
    shown = bank.task().flags[0]
    bank.do(tasks.keep, "Rujukannya benar.")
    bank.answered({"a": (4000, 0.9), "b": (1500, 0.1)})
    (row,) = bank.rows()
    (frozen,) = json.loads(row["evidence"])
    assert (frozen["about"], frozen["reason"]) == ("a", shown.reason)
    assert frozen["figure"] == [round(end, 2) for end in vars(shown.figure).values()]
    assert "adi" not in row["evidence"] and row["item_version"] == shown.version


def test_two_authors_at_once_do_not_overrule_each_other_unseen(bank: Bank) -> None:
    seen = bank.task()
    bank.do(tasks.keep, "Rujukannya benar.", by=bank.sri)
    with pytest.raises(ReviewRefused, match="baru saja"):
        bank.do(tasks.take, task=seen)
    assert bank.task().status == "kept"


def test_a_page_from_before_the_item_was_changed_decides_nothing(bank: Bank) -> None:
    seen = bank.task()
    bank.written("Apa yang kini tepat?")
    with pytest.raises(ReviewRefused, match="sudah berubah"):
        bank.do(tasks.keep, "Rujukannya benar.", task=seen)
    assert bank.rows() == []


def test_a_page_from_before_the_quiz_was_taken_away_or_renamed_decides_nothing(bank: Bank) -> None:
    seen = bank.task()
    parts = {"quizzes": [quiz_data(id="kuis-baru", blueprint=[{"count": 1}])], "courses": []}
    bank.courseware = make_courseware(
        bank.folder / "lain", items=[item_data(id="soal-1", stem="Apa yang tepat?")], **parts
    )
    with pytest.raises(ReviewRefused, match="sudah berubah"):
        bank.do(tasks.keep, "Rujukannya benar.", task=seen)
    assert bank.rows() == []


@pytest.mark.parametrize("role", ["learner", "supervisor", "auditor"])
@pytest.mark.parametrize("deed", [tasks.take, tasks.keep, tasks.mend, tasks.reopen])
def test_nobody_else_decides_about_items(bank: Bank, role, deed) -> None:
    with pytest.raises(NotAllowed):
        bank.do(deed, "Alasan.", by=replace(bank.adi, role=role))
    assert bank.rows() == []


def test_every_deed_is_in_the_audit_trail_in_words(bank: Bank) -> None:
    for deed in (tasks.take, tasks.keep, tasks.reopen, tasks.mend):
        bank.do(deed, "Alasan.")
    with bank.database.read() as connection:
        entries = audit_entries_of(connection, "item", "soal-1")
    assert sorted(entry.action for entry in entries) == ["item.keep", "item.mend", "item.reopen", "item.take"]
    assert all(entry.actor == "adi" for entry in entries)
    kept = next(entry for entry in entries if entry.action == "item.keep")
    assert sentence(kept.action, "Adi", "") == "Adi membiarkan soal yang ditandai."
    told = {fact: now for fact, _, now in changes(kept.before, kept.after, {})}
    title = bank.courseware.bank.quizzes["kuis"].title
    assert told == {"soal": "soal-1", "kuis": title, "catatan": "Kunci mungkin keliru", "alasan": "Alasan."}


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM item_review",
        "UPDATE item_review SET note = 'lain'",
        "INSERT OR REPLACE INTO item_review SELECT quiz_id, item_id, item_version, flag, seq, 'mended', note, evidence, "
        "decided_by, decided_at FROM item_review",
        "INSERT INTO item_review SELECT quiz_id, item_id, item_version, flag, 2, 'kept', '', evidence, decided_by, "
        "decided_at FROM item_review",
        "INSERT INTO item_review SELECT quiz_id, item_id, 'tidak-ada', flag, 2, deed, note, evidence, decided_by, "
        "decided_at FROM item_review",
    ],
)
def test_the_database_itself_refuses_to_change_what_was_decided(bank: Bank, statement: str) -> None:
    bank.do(tasks.keep, "Rujukannya benar.")
    before = bank.rows()
    with pytest.raises(Exception, match=r"append-only|CHECK|FOREIGN KEY"), bank.database.write() as connection:
        connection.execute(statement)
    assert bank.rows() == before
