"""What authors are told about groups and forms: found in a bounded sample, about the bank, never about a person or an office."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from actions.authoring import fairness as fairness_actions
from actions.authoring.fairness import fairness, forms_of_assignment, forms_of_quiz, with_dif_flags
from actions.authoring.item_review import review_quiz
from actions.courseware import Courseware
from people.access import supervision_scope
from people.errors import NotAllowed, NotFound
from people.models import Viewer
from quizzes.models import fingerprint
from store.database import Database
from store.learning import first_attempt_samples as sample_store
from tests.builders import NOW, course_data, fresh_id, item_data, make_courseware, make_database, quiz_data
from tests.fair_attempts import HARD, ITEMS, OFFICES, QUIZZES, count, crowd, settle, sit

AUTHOR = Viewer("adi", "Adi", "author", "pns", "kab", "Kabupaten", True)
HEAD = Viewer("wati", "Wati", "supervisor", "pns", "kab", "Kabupaten", True)
PEOPLE = crowd(pns=700, pppk=500)


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> tuple[Database, Courseware]:
    folder: Path = tmp_path_factory.mktemp("adil")
    database = make_database(folder / "netral.sqlite")
    courses = [course_data(pretest="awal", posttest="kuis")]
    courseware = make_courseware(folder / "site", items=ITEMS, quizzes=QUIZZES, courses=courses)
    settle(database, PEOPLE)
    sit(database, courseware, "awal", PEOPLE, easier={"A": -0.3, "B": -0.35}, seed=3)
    sit(database, courseware, "kuis", PEOPLE)
    count(database)
    return database, courseware


def test_the_planted_item_is_found_for_the_group_it_was_planted_for(school) -> None:
    found = fairness(*school, AUTHOR, "kuis")
    (one,) = found.by_employment
    assert (one.group, one.reference) == ("PPPK", "PNS")
    assert {found.item_ids[item.version] for item in one.large} == {HARD}
    (item,) = one.large
    assert item.focal_right < 0.3 < 0.5 < item.expected_right


def test_a_unit_counts_as_the_office_above_it_and_kinds_of_office_are_compared(school) -> None:
    (one,) = fairness(*school, AUTHOR, "kuis").by_office
    assert (one.group, one.reference) == ("Pegawai kecamatan", "Pegawai dinas, badan, dan kantor")
    of_districts = sum(person.agency_id.startswith("kec") for person in PEOPLE)
    assert (one.learners, one.reference_learners) == (of_districts, len(PEOPLE) - of_districts)


def test_the_flag_joins_the_authors_list_in_order_of_urgency(school) -> None:
    review = review_quiz(*school, AUTHOR, "kuis")
    joined = with_dif_flags(review, fairness(*school, AUTHOR, "kuis"))
    flagged = [(v.item.id, f) for v in joined.items for f in v.flags if f.kind == "dif"]
    assert [item for item, _ in flagged] == [HARD]
    assert flagged[0][1].title == "Berbeda bagi satu kelompok"
    assert flagged[0][1].reason.startswith("PPPK yang nilainya setara dengan PNS lebih sering keliru")
    assert {v.item.id for v in joined.items} == {v.item.id for v in review.items}
    before = [v.item.id for v in review.items if v.flags and v.item.id != HARD]
    assert [v.item.id for v in joined.items if v.flags and v.item.id != HARD] == before


def test_nothing_an_author_reads_knows_a_person_or_an_office(school) -> None:
    told = repr(fairness(*school, AUTHOR, "kuis")) + repr(forms_of_quiz(*school, AUTHOR, "kuis"))
    assert "orang-" not in told
    assert not any(office.id in told or office.name in told for office in OFFICES)


def test_forms_that_differ_are_told_apart_and_the_link_reads_both_tests(tmp_path: Path) -> None:
    database = make_database(tmp_path / "netral.sqlite")
    courseware = make_courseware(tmp_path / "site", items=ITEMS, quizzes=QUIZZES)
    people = crowd(pns=700, pppk=500)
    settle(database, people)
    sit(database, courseware, "awal", people, easier={"A": -0.2, "B": -0.35}, seed=3)
    sit(database, courseware, "kuis", people, easier={"A": 0.1, "B": -0.05}, seed=4)
    found = forms_of_quiz(database, courseware, AUTHOR, "kuis")
    assert found is not None and found.equating is not None and found.link is not None
    assert found.equating.verdict == "different"
    assert found.equating.harder.value == pytest.approx(0.9, abs=0.25)  # 6 items, 15 points apart
    assert found.equating.at_cut.linear.value < found.equating.cut == 3
    assert found.link.both.low > 0 and found.linked == ("prauji", "pascauji")
    database.close()


def test_every_supervisor_reads_the_same_word_about_the_forms(school) -> None:
    told = forms_of_quiz(*school, AUTHOR, "kuis")
    assert told is not None and told.equating is not None
    for path, agency in (("kab/", "kab"), ("kab/kec-1/", "kec-1")):
        scope = supervision_scope(HEAD, path, agency)
        assert forms_of_assignment(*school, scope, "tugas-kursus") == told.equating


def test_a_quiz_without_forms_says_so_and_one_with_nobody_says_nothing(tmp_path: Path) -> None:
    database = make_database(tmp_path / "netral.sqlite")
    courseware = make_courseware(tmp_path / "site", items=ITEMS, quizzes=[quiz_data(), *QUIZZES[1:]])
    assert forms_of_quiz(database, courseware, AUTHOR, "kuis") is None
    empty = forms_of_quiz(database, courseware, AUTHOR, "awal")
    assert empty is not None and (empty.equating, empty.link) == (None, None)
    nobody = fairness(database, courseware, AUTHOR, "kuis")
    assert (nobody.sampled, nobody.comparisons, nobody.margins) == (0, (), None)
    scope = supervision_scope(HEAD, "kab/", "kab")
    assert forms_of_assignment(database, courseware, scope, "tugas-kursus") is None
    database.close()


def test_an_item_whose_text_changed_is_not_told_by_its_old_answers(school, tmp_path: Path) -> None:
    changed = [item_data(id=HARD, stem="Apa yang kini tepat?") if i["id"] == HARD else i for i in ITEMS]
    courseware = make_courseware(tmp_path / "new", items=changed, quizzes=QUIZZES)
    found = fairness(school[0], courseware, AUTHOR, "kuis")
    assert HARD not in {found.item_ids[item.version] for one in found.comparisons for item in one.items}


@pytest.mark.parametrize("role", ["learner", "supervisor", "auditor"])
def test_only_authors_and_administrators_may_read(school, role) -> None:
    viewer = replace(AUTHOR, role=role)
    with pytest.raises(NotAllowed):
        fairness(*school, viewer, "kuis")
    with pytest.raises(NotAllowed):
        forms_of_quiz(*school, viewer, "kuis")


def test_a_quiz_that_is_not_there_is_not_found(school) -> None:
    for ask in (fairness, forms_of_quiz):
        with pytest.raises(NotFound):
            ask(*school, AUTHOR, "lain")


# --- The sample ------------------------------------------------------------------------------


def read(database: Database, at_most: int, employment: str = "pns") -> list[sample_store.SampledAttempt]:
    with database.read() as connection:
        return list(sample_store.sample_first_attempts(connection, "kuis", employment, at_most))


def test_the_sample_is_bounded_repeats_itself_and_grows_by_joining(school) -> None:
    database, courseware = school
    assert fairness(database, courseware, AUTHOR, "kuis", at_most=60).sampled == 120
    small, large = read(database, 60), read(database, 200)
    assert small == read(database, 60) and large[:60] == small
    assert len(read(database, 10_000)) == 700
    assert len(read(database, 10_000, "pppk")) == 500


def test_a_former_version_has_the_day_somebody_last_finished_with_it(school) -> None:
    database, courseware = school
    assert fairness(database, courseware, AUTHOR, "kuis").last_met == {}
    changed = courseware.bank.items[HARD].model_copy(update={"stem": "Apa yang kini tepat?"})
    prints = {**courseware.bank.fingerprints, HARD: fingerprint(changed)}
    bank = replace(courseware.bank, items={**courseware.bank.items, HARD: changed}, fingerprints=prints)
    found = fairness(database, replace(courseware, bank=bank), AUTHOR, "kuis")
    assert found.last_met == {courseware.bank.fingerprints[HARD]: NOW}


def test_the_sample_does_not_follow_the_order_in_which_people_came(school) -> None:
    """Ids begin with the time: the first 100 of the sample come from all over the row of ids."""
    database, _ = school
    order = {one.person_id: place for place, one in enumerate(sorted(read(database, 10_000)))}
    places = [order[one.person_id] for one in read(database, 100)]
    assert 300 < sum(places) / 100 < 400


def test_the_sample_is_found_by_its_index_alone(school) -> None:
    with school[0].read() as connection:
        asked = {"quiz_id": "kuis", "employment": "pns", "at_most": 5}
        plan = [row["detail"] for row in connection.execute(f"EXPLAIN QUERY PLAN {sample_store._READ}", asked)]
    assert plan == ["SEARCH attempt USING INDEX attempt_lots (quiz_id=? AND employment=?)"]


def test_an_older_database_gets_the_index_over_the_attempts_it_holds(tmp_path: Path) -> None:
    database = make_database(tmp_path / "netral.sqlite")
    courseware = make_courseware(tmp_path / "site", items=ITEMS, quizzes=QUIZZES)
    people = crowd(pns=20, pppk=10)
    settle(database, people)
    sit(database, courseware, "kuis", people)
    before = read(database, 15)
    with database.write() as connection:
        connection.execute("DROP INDEX attempt_lots")
        steps = "'index_first_attempt_lots', 'have_fewer_attempt_indexes'"
        connection.execute(f"DELETE FROM _sqlite_migrations WHERE name IN ({steps})")
    database.migrate()
    with database.read() as connection:
        assert connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'attempt_lots'").fetchone()
    assert read(database, 15) == before
    database.close()


def test_open_and_later_attempts_are_not_sampled(tmp_path: Path) -> None:
    database = make_database(tmp_path / "netral.sqlite")
    courseware = make_courseware(tmp_path / "site", items=ITEMS, quizzes=QUIZZES)
    people = crowd(pns=3, pppk=0)
    settle(database, people)
    sit(database, courseware, "kuis", people)
    with database.write() as connection:
        for number, state in ((2, "submitted"), (3, "open")):
            connection.execute(
                "INSERT INTO attempt (id, person_id, assignment_id, quiz_id, quiz_version, number, agency_id, employment, "
                "paper, started_at, state, closed_at, score, passed, marks) SELECT ?, person_id, assignment_id, quiz_id, "
                "quiz_version, ?, agency_id, employment, paper, started_at, ?, CASE WHEN ? = 'open' THEN NULL ELSE closed_at "
                "END, CASE WHEN ? = 'open' THEN NULL ELSE score END, passed, marks FROM attempt WHERE number = 1 LIMIT 1",
                (fresh_id(NOW), number, state, state, state),
            )
    assert len(read(database, 100)) == 3
    database.close()


def test_the_quotas_are_those_the_page_of_methods_tells() -> None:
    from analytics.fairness.measures import FAIRNESS_MEASURES
    from analytics.measures import MEASURES

    quota = f"{fairness_actions.SAMPLED_PER_KIND:,}".replace(",", ".")
    assert quota in FAIRNESS_MEASURES["dif"].counts and quota in MEASURES["forms"].counts
