"""Authors learn which items to look at again, from counts that name nobody."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from actions.authoring import item_review
from actions.courseware import Courseware
from actions.learning import take_quiz
from actions.summaries.rollups import rebuild_rollups
from analytics.items.intervals import Correlation
from people.errors import NotAllowed, NotFound
from people.models import Viewer
from quizzes.draw import PaperItem
from store.database import Database
from store.learning import attempts as attempt_store
from tests.analytics.forms import form_items, responses_of, variance_components
from tests.builders import NOW, add_learner, fresh_id, item_data, make_courseware, make_database, quiz_data
from tests.item_counts import count_answers

ITEMS = [item_data(id=f"soal-{n}", key="a" if n == 6 else "b") for n in range(1, 8)]
"""'b' is what is true everywhere; the key of soal-6 says otherwise."""
PEOPLE = 64
AUTHOR = Viewer("adi", "Adi", "author", "pns", "disdik", "Dinas Pendidikan", True)


def sit(database: Database, courseware: Courseware, viewer: Viewer, strength: int) -> None:
    """Knows the item when strong enough for it; otherwise chooses something wrong. Leaves soal-7 open."""
    attempt = take_quiz.start_attempt(database, courseware, viewer, "kuis", NOW, attempt_id=fresh_id(), seed=strength)
    with database.read() as connection:
        paper = attempt_store.find_attempt(connection, attempt).attempt.paper
    shown = take_quiz.view_attempt(database, viewer, attempt, NOW).items
    for position, drawn in enumerate(paper):
        wanted = choice_of(drawn, strength)
        if wanted:
            place = shown[position].shown.choices.index(f"Pilihan {wanted}")
            take_quiz.save_answer(database, viewer, attempt, position, place, NOW)
    take_quiz.submit(database, viewer, attempt, NOW)


def choice_of(drawn: PaperItem, strength: int) -> str | None:
    number = int(drawn.item_id.removeprefix("soal-"))
    if number == 7:
        return None
    return "b" if strength * 7 % PEOPLE >= 6 * number else "acd"[strength % 3]


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> tuple[Database, Courseware]:
    folder: Path = tmp_path_factory.mktemp("tinjau")
    database = make_database(folder / "netral.sqlite")
    courseware = make_courseware(folder / "site", items=ITEMS, quizzes=[quiz_data(blueprint=[{"count": 7}])])
    for strength in range(PEOPLE):
        sit(database, courseware, add_learner(database, f"peserta-{strength}"), strength)
    return database, courseware


def review(school: tuple[Database, Courseware]) -> item_review.QuizReview:
    return item_review.review_quiz(*school, AUTHOR, "kuis")


def test_the_item_with_the_wrong_key_comes_first_with_its_evidence(school) -> None:
    first = review(school).items[0]
    assert first.item.id == "soal-6"
    assert [(flag.kind, flag.option) for flag in first.flags] == [("wrong_key", "b")]
    assert f"dari {PEOPLE} orang memilih 'b'" in first.flags[0].reason
    keys_flagged = [v.item.id for v in review(school).items for f in v.flags if f.kind in ("wrong_key", "ambiguous")]
    assert keys_flagged == ["soal-6"]


def test_an_item_nobody_answers_counts_as_zero_and_says_so(school) -> None:
    open_item = next(v for v in review(school).items if v.item.id == "soal-7")
    assert (open_item.statistics.unanswered, open_item.statistics.facility.value) == (PEOPLE, 0)
    assert open_item.chosen == {"a": 0, "b": 0, "c": 0, "d": 0, "": PEOPLE}


def marks_in_the_log(database: Database) -> list[tuple[str, str, float]]:
    with database.read() as connection:
        return [
            (record.attempt.id, drawn.item_id, fraction)
            for record in attempt_store.closed_attempts(connection)
            for drawn, fraction in zip(record.attempt.paper, record.mark_fractions or (), strict=True)
        ]


def test_the_kept_sums_agree_with_a_reading_of_the_whole_log(school) -> None:
    people, items, marks = zip(*marks_in_the_log(school[0]), strict=True)
    rows = responses_of(people, items, marks)
    by_id = {v.item.id: v.statistics for v in review(school).items}
    for found in form_items(rows):
        kept = by_id[found.item]
        assert kept.facility.value == pytest.approx(found.facility, rel=1e-9)
        assert kept.learners == found.learners
        if isinstance(found.raw_item_rest, Correlation):
            assert kept.item_rest.value == pytest.approx(found.raw_item_rest.value, abs=2e-6)  # rests are in millionths
    report, components = review(school).report, variance_components(rows)
    assert report.components.dependability == pytest.approx(components.dependability, rel=1e-9)
    assert report.components.absolute_error == pytest.approx(components.absolute_error, rel=1e-9)
    assert report.scores.learners == PEOPLE
    assert 0.5 <= report.decisions.consistency <= 1


def test_a_rebuild_changes_nothing_an_author_reads(school) -> None:
    before = review(school)
    rebuild_rollups(school[0])
    assert review(school) == before


def test_nothing_an_author_reads_knows_a_person_or_an_agency(school) -> None:
    words = repr(review(school))
    assert "peserta" not in words.lower() and "disdik" not in words and "Dinas" not in words


@pytest.mark.parametrize("role", ["learner", "supervisor", "auditor"])
def test_only_authors_and_administrators_may_read(school, role) -> None:
    viewer = replace(AUTHOR, role=role)
    with pytest.raises(NotAllowed):
        item_review.review_quiz(*school, viewer, "kuis")
    with pytest.raises(NotAllowed):
        item_review.reviewable_quizzes(*school, viewer)


def test_a_quiz_that_is_not_there_is_not_found(school) -> None:
    with pytest.raises(NotFound):
        item_review.review_quiz(*school, AUTHOR, "lain")


def test_under_ten_people_no_item_and_under_thirty_no_quiz_is_shown(tmp_path: Path) -> None:
    database = make_database(tmp_path / "netral.sqlite")
    courseware = make_courseware(tmp_path / "site", items=ITEMS, quizzes=[quiz_data(blueprint=[{"count": 7}])])
    assert item_review.reviewable_quizzes(database, courseware, AUTHOR) == {}
    for strength in range(9):
        sit(database, courseware, add_learner(database, f"p{strength}"), strength)
    few = item_review.review_quiz(database, courseware, AUTHOR, "kuis")
    assert (few.learners, few.items, few.report, few.judged) == (9, (), None, 0)
    sit(database, courseware, add_learner(database, "p9"), 40)
    ten = item_review.review_quiz(database, courseware, AUTHOR, "kuis")
    assert len(ten.items) == 7 and ten.report is None
    assert all(flag == () for flag in (v.flags for v in ten.items))
    assert item_review.reviewable_quizzes(database, courseware, AUTHOR) == {"kuis": 10}
    database.close()


def test_a_changed_text_starts_anew_and_is_compared_with_the_old_one(tmp_path: Path) -> None:
    database = make_database(tmp_path / "netral.sqlite")
    quizzes = [quiz_data(blueprint=[{"count": 7}])]
    old = make_courseware(tmp_path / "old", items=ITEMS, quizzes=quizzes)
    changed = [item | {"stem": "Apa yang lebih tepat?"} if item["id"] == "soal-1" else item for item in ITEMS]
    new = make_courseware(tmp_path / "new", items=changed, quizzes=quizzes)
    quiz, item_id = old.bank.quizzes["kuis"], "soal-1"
    count_answers(database, quiz, old.bank.items[item_id], {"b": (60, 0.7), "a": (40, 0.5), "c": (20, 0.4)})
    review = item_review.review_quiz(database, new, AUTHOR, "kuis")
    assert review.items == ()
    (former,) = review.former
    assert (former.item.stem, former.item.id) == (old.bank.items[item_id].stem, item_id)
    assert former.statistics.learners == 120 and former.chosen == {"a": 40, "b": 60, "c": 20, "d": 0, "": 0}
    assert former.version == old.bank.fingerprints[item_id]
    assert item_review.review_quiz(database, old, AUTHOR, "kuis").former == ()
    count_answers(database, quiz, new.bank.items[item_id], {"b": (100, 0.7), "a": (20, 0.5), "c": (10, 0.4)})
    (version,) = item_review.review_quiz(database, new, AUTHOR, "kuis").items
    assert version.statistics.learners == 130
    assert item_review.review_quiz(database, new, AUTHOR, "kuis").former == (former,)
    drift = [flag.reason for flag in version.flags if flag.kind == "drift"]
    assert drift and "50% dari 120 orang dahulu, 77% dari 130 orang sekarang" in drift[0]
    database.close()


def test_a_former_version_that_fewer_than_ten_met_is_not_shown_and_a_withdrawn_item_keeps_its_figures(
    tmp_path: Path,
) -> None:
    database = make_database(tmp_path / "netral.sqlite")
    quizzes = [quiz_data(blueprint=[{"count": 6}])]
    old = make_courseware(tmp_path / "old", items=ITEMS, quizzes=quizzes)
    new = make_courseware(tmp_path / "new", items=[item for item in ITEMS if item["id"] != "soal-2"], quizzes=quizzes)
    for item_id, people in (("soal-1", 30), ("soal-2", 12)):
        choices = {"b": (people - 3, 0.7), "a": (3, 0.5)}
        count_answers(database, old.bank.quizzes["kuis"], old.bank.items[item_id], choices)
    few = old.bank.items["soal-3"].model_copy(update={"stem": "Yang dahulu?"})
    count_answers(database, old.bank.quizzes["kuis"], few, {"b": (9, 0.7)})
    (former,) = item_review.review_quiz(database, new, AUTHOR, "kuis").former
    assert former.item.id == "soal-2" and former.chosen["a"] is None
    database.close()


def test_small_counts_stay_hidden_from_authors(tmp_path: Path) -> None:
    database = make_database(tmp_path / "netral.sqlite")
    courseware = make_courseware(tmp_path / "site", items=ITEMS, quizzes=[quiz_data(blueprint=[{"count": 7}])])
    quiz, item = courseware.bank.quizzes["kuis"], courseware.bank.items["soal-1"]
    count_answers(database, quiz, item, {"b": (60, 0.7), "a": (40, 0.5), "c": (3, 0.4), None: (12, 0.2)})
    (version,) = item_review.review_quiz(database, courseware, AUTHOR, "kuis").items
    assert version.chosen == {"a": 40, "b": 60, "c": None, "d": 0, "": None}
    assert all(" 3 dari" not in flag.reason for flag in version.flags)
    database.close()
