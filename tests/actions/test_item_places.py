"""How an item separates is told supervisors of every agency alike: what the authors read, coarser, and of that quiz only."""

from __future__ import annotations

from itertools import product

import pytest

from actions.authoring.item_review import review_quiz
from actions.registry import supervision
from actions.understanding.item_report import ItemView, item_views
from people.models import Viewer
from store.assigning.assignment_rules import Author
from store.authoring.item_reviews import Deed, ReviewSubject, add_review
from tests.analytics.region import ASSIGNMENT, items_of_region, make_region, supervisor
from tests.builders import NOW, shipped_courseware
from tests.item_counts import count_answers

QUIZ = "pascauji-dasar"
AUTHOR = Viewer("adi", "Adi", "author", "pns", "prov", "Provinsi Contoh", True)


@pytest.fixture(scope="module")
def courseware():
    return shipped_courseware()


@pytest.fixture
def region(tmp_path, courseware):
    """Of the items counted: the first separates, the second does not, the third was met by few, the fourth only in another quiz."""
    database = make_region(tmp_path / "netral.sqlite", courseware, offices=4)
    quizzes, items = courseware.bank.quizzes, items_of_region(courseware)
    for number, (quiz, right, ahead) in enumerate(
        [(QUIZ, 400, 0.25), (QUIZ, 400, 0.0), (QUIZ, 14, 0.3), ("prauji-dasar", 400, 0.3)]
    ):
        item = items[number]
        wrong = next(option.id for option in item.options if option.id != item.key)
        choices = {item.key: (right, 0.5 + ahead / 2), wrong: (right, 0.5 - ahead / 2)}
        count_answers(database, quizzes[quiz], item, choices)
    return database


def seen(region, courseware, agency_id: str = "prov", kind: str = "", home: str = "prov") -> dict[str, ItemView]:
    scope = supervision.scope_of(region, supervisor(home), NOW.date())
    views = item_views(region, courseware, scope, ASSIGNMENT, agency_id, kind)
    return {view.figures.item_id: view for view in views}


def test_only_items_of_this_quiz_that_enough_people_met_have_a_number(region, courseware) -> None:
    views = seen(region, courseware)
    told = [views[item.id].separation for item in items_of_region(courseware)[:5]]
    assert told == [0.5, 0.0, None, None, None]


def test_it_is_the_authors_number_cut_to_one_decimal(region, courseware) -> None:
    views = seen(region, courseware)
    of_authors = {one.item.id: one.statistics.item_rest for one in review_quiz(region, courseware, AUTHOR, QUIZ).items}
    told = {item_id: view.separation for item_id, view in views.items() if view.separation is not None}
    assert told == {item_id: int(of_authors[item_id].value * 10) / 10 for item_id in told} and len(told) == 2


def test_it_is_the_same_for_every_supervisor_agency_and_kind_so_nothing_can_be_subtracted(region, courseware) -> None:
    whole = {name: view.separation for name, view in seen(region, courseware).items()}
    looks = [
        *product(("prov", "d00", "d01"), ("", "pns", "pppk"), ("prov",)),
        *product(("d01",), ("", "pns"), ("d01",)),
    ]
    shown = [seen(region, courseware, *look) for look in looks]
    assert sum(map(bool, shown)) > 4
    assert all(view.separation == whole[name] for views in shown for name, view in views.items())


def test_an_item_an_author_has_taken_is_in_review_until_it_is_decided(region, courseware) -> None:
    first, second, *_ = items_of_region(courseware)
    note(region, courseware, first.id, "weak", 1, "taken")
    note(region, courseware, second.id, "weak", 1, "taken")
    note(region, courseware, second.id, "weak", 2, "kept")
    note(region, courseware, second.id, "too_hard", 1, "reopened")
    assert {name for name, view in seen(region, courseware).items() if view.in_review} == {first.id}


def note(region, courseware, item_id: str, flag: str, seq: int, deed: Deed) -> None:
    subject = ReviewSubject(QUIZ, item_id, courseware.bank.fingerprints[item_id], flag)
    with region.write() as connection:
        add_review(
            connection, subject, seq, deed, "Alasan." if deed == "kept" else "", "[]", Author("dewi", "2026-11-22")
        )
