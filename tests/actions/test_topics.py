"""Comprehension per module and objective: the same machinery, ten people, nothing shown that indicators hide, only what is looked at fitted."""

from __future__ import annotations

import pytest

from actions.registry import supervision
from actions.understanding import supervise, topics
from actions.understanding.comprehension import estimates_of
from analytics.estimates import Estimate, NoData, Withheld
from quizzes.topics import lesson_topic, objective_topic
from store.database import Database
from tests.analytics.region import ASSIGNMENT, make_region, supervisor
from tests.builders import NOW, shipped_courseware

POSTTEST = "pascauji-dasar"


@pytest.fixture(scope="module")
def courseware():
    return shipped_courseware()


@pytest.fixture(scope="module")
def region(tmp_path_factory, courseware):
    return make_region(tmp_path_factory.mktemp("wilayah") / "netral.sqlite", courseware, offices=6, small_office=7)


def see(database, courseware, by, agency_id="prov", page=1, viewer=None, employment=""):
    scope = supervision.scope_of(database, viewer or supervisor(), NOW.date())
    return topics.topic_report(
        database, courseware, scope, ASSIGNMENT, agency_id, employment, by, page, now=NOW
    )  # fmt: skip


def answered(database: Database, topic: str) -> tuple[set[str], int]:
    """Persons who met an item of the topic, and their answers to it, counted from the papers."""
    from store.learning.attempts import get_item_version

    people, answers = set(), 0
    with database.read() as connection:
        rows = connection.execute(
            "SELECT person_id, paper FROM attempt WHERE quiz_id = ? AND state <> 'open'", (POSTTEST,)
        ).fetchall()
        for person_id, paper in rows:
            for entry in paper.split(" "):
                item = get_item_version(connection, entry.partition(":")[0])
                if topic in (lesson_topic(item.section.partition("#")[0]), *map(objective_topic, item.objectives)):
                    people.add(person_id)
                    answers += 1
    return people, answers


def test_modules_stand_in_the_order_of_study_with_their_parts(region, courseware):
    found = see(region, courseware, "modul")
    order = [module.id for module in sorted(courseware.library.modules, key=lambda module: module.order)]
    assert [order.index(topic.id) for topic in found.topics] == sorted(order.index(topic.id) for topic in found.topics)
    assert len(found.topics) >= 4
    assert all(isinstance(cell, Estimate) for cell in found.whole)
    assert [part.name for part in found.parts] == [
        row.name for row in supervise.overview(
            region, courseware, supervision.scope_of(region, supervisor(), NOW.date()), ASSIGNMENT, "prov", now=NOW
        ).rows if row.agency_id
    ]  # fmt: skip


def test_of_a_module_at_least_so_many_people_are_told_and_every_answer(region, courseware):
    found = see(region, courseware, "modul")
    for topic, cell in zip(found.topics, found.whole, strict=True):
        by_lesson = [answered(region, subject) for subject in topic.subjects]
        everybody = set().union(*(people for people, _ in by_lesson))
        assert isinstance(cell, Estimate)
        assert cell.answers == sum(answers for _, answers in by_lesson)
        assert 0.5 * len(everybody) < cell.learners <= len(everybody)


def test_of_an_objective_exactly_the_people_who_met_it_are_told(region, courseware):
    found = see(region, courseware, "tujuan")
    told = 0
    for topic, cell in zip(found.topics, found.whole, strict=True):
        (subject,) = topic.subjects
        people, answers = answered(region, subject)
        if isinstance(cell, Estimate):
            told += 1
            assert (cell.learners, cell.answers) == (len(people), answers)
    assert told


def test_objectives_come_page_by_page_the_weakest_first_and_each_once(region, courseware):
    first = see(region, courseware, "tujuan")
    assert first.page_count > 1 and len(first.topics) == topics.PAGE_LENGTH["tujuan"] and not first.parts
    pages = [see(region, courseware, "tujuan", page=page) for page in range(1, first.page_count + 1)]
    every = [topic for page in pages for topic in page.topics]
    assert len({topic.id for topic in every}) == len(every)
    assert see(region, courseware, "tujuan", page=99).topics == pages[-1].topics
    assert see(region, courseware, "tujuan", page=0).topics == pages[0].topics
    estimates = estimates_of(region, courseware, ASSIGNMENT, POSTTEST, NOW)
    sums = estimates.answered.sums
    means = []
    for topic in every:
        (subject,) = topic.subjects
        column = sums.subjects.index(subject)
        means.append(sums.marks[:, column].sum() / 1_000_000 / answered(region, subject)[1])
    assert means == pytest.approx(sorted(means))


def test_the_order_is_the_same_for_every_agency_and_viewer(region, courseware):
    """So that it tells nothing of a group whose numbers are hidden."""
    asked = [topic.id for topic in see(region, courseware, "tujuan").topics]
    assert [t.id for t in see(region, courseware, "tujuan", "d05").topics] == asked
    assert [t.id for t in see(region, courseware, "tujuan", "d01", viewer=supervisor("d01")).topics] == asked


def test_only_what_is_looked_at_is_fitted(tmp_path, courseware):
    region = make_region(tmp_path / "netral.sqlite", courseware, offices=3)
    see(region, courseware, "tujuan")
    estimates = estimates_of(region, courseware, ASSIGNMENT, POSTTEST, NOW)
    assert not any(measure._told for measure in estimates.measures.values())
    assert sum(bool(measure._told) for measure in estimates._topics.values()) == topics.PAGE_LENGTH["tujuan"]
    region.close()


@pytest.mark.parametrize("by", ["modul", "tujuan"])
@pytest.mark.parametrize("employment", ["", "pns", "pppk"])
def test_what_indicators_hide_is_hidden_here_and_nobody_below_ten_is_told(region, courseware, by, employment):
    """The office of seven is large enough for indicators where all are shown, and too small here; one more hides with it."""
    scope = supervision.scope_of(region, supervisor(), NOW.date())
    shown = supervise.overview(region, courseware, scope, ASSIGNMENT, "prov", employment, now=NOW)
    hidden = {row.name for row in shown.rows if not isinstance(row.cells[0], Estimate)}
    for agency in ("prov", "d00", "d01", "d05"):
        found = see(region, courseware, by, agency, employment=employment)
        cells = [*found.whole, *(cell for part in found.parts for cell in part.cells)]
        assert all(cell.learners >= 10 for cell in cells if isinstance(cell, Estimate))
        for part in found.parts:
            if agency == "prov" and part.name in hidden:
                assert not any(isinstance(cell, Estimate) for cell in part.cells)
    small = see(region, courseware, by, "d05", employment=employment)
    assert not any(isinstance(cell, Estimate) for cell in small.whole)


def test_a_small_office_is_not_had_by_subtracting_the_others_from_the_whole(region, courseware):
    """For each module: where one part is hidden, so is another, and together they are ten people or more."""
    found = see(region, courseware, "modul")
    for column, whole in enumerate(found.whole):
        hidden = [part for part in found.parts if isinstance(part.cells[column], Withheld)]
        assert isinstance(whole, Estimate) and len(hidden) >= 2
        seen = sum(part.cells[column].learners for part in found.parts if isinstance(part.cells[column], Estimate))
        assert whole.learners - seen >= 10


def test_the_chance_below_the_target_follows_the_estimate(region, courseware):
    found = see(region, courseware, "modul", "d01")
    assert found.target == courseware.bank.quizzes[POSTTEST].pass_mark
    told = 0
    for cell, below in zip(found.whole, found.below_target, strict=True):
        assert (below is None) == (not isinstance(cell, Estimate))
        if isinstance(cell, Estimate) and below is not None:
            told += 1
            assert 0 <= below <= 1 and (below > 0.5) == (cell.value < found.target)
    assert told


def test_a_viewer_of_a_part_reads_what_a_viewer_of_the_whole_reads(region, courseware):
    for by in ("modul", "tujuan"):
        above = see(region, courseware, by, "d01")
        below = see(region, courseware, by, "d01", viewer=supervisor("d01"))
        assert (above.whole, above.parts) == (below.whole, below.parts)


def test_without_results_there_is_nothing_to_tell(tmp_path, courseware):
    region = make_region(tmp_path / "netral.sqlite", courseware, offices=2, with_results=False)
    for by in ("modul", "tujuan"):
        found = see(region, courseware, by)
        assert (found.topics, found.whole, found.page_count) == ((), (), 1)
    region.close()


def test_a_kind_nobody_has_has_no_data(region, courseware):
    assert set(see(region, courseware, "modul", employment="non-asn").whole) == {NoData()}
