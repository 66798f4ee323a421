"""Rules of seeding: the engine marks, the same seed repeats, all or nothing, never over somebody's data."""

from __future__ import annotations

import pytest

from actions.learning.study import course_progress
from actions.signing_in.sign_in import NotADemoDatabase, demo_personas, find_viewer, open_session
from actions.summaries.rollups import rebuild_rollups
from demo.seed import seed_demo
from people.models import Person
from store.database import Database, open_database
from store.learning.attempts import all_attempts
from store.registry import agencies, people
from store.summaries.rollups import dump_rollups
from tests.demo.small import COURSEWARE, NOW, SMALL, seed_small

EVERYTHING = (
    "agency", "person", "membership", "role_grant", "assignment", "attempt", "response", "attempt_sureness", "section_progress",
    "dilemma_version", "dilemma_run", "dilemma_choice",
)  # fmt: skip


def dump(database: Database) -> dict[str, list[tuple[object, ...]]]:
    with database.read() as connection:
        tables = {t: sorted(tuple(r) for r in connection.execute(f"SELECT * FROM {t}")) for t in EVERYTHING}
        return tables | dump_rollups(connection)


@pytest.fixture(scope="module")
def seeded(tmp_path_factory):
    database, report = seed_small(tmp_path_factory.mktemp("demo") / "netral.sqlite")
    yield database, report
    database.close()


def test_two_seedings_with_one_seed_are_equal_to_the_last_row(seeded, tmp_path) -> None:
    again, _ = seed_small(tmp_path / "netral.sqlite")
    assert dump(again) == dump(seeded[0])
    again.close()


def test_another_seed_gives_other_answers(seeded, tmp_path) -> None:
    other, _ = seed_small(tmp_path / "netral.sqlite", seed=8)
    assert dump(other)["rollup_response"] != dump(seeded[0])["rollup_response"]
    other.close()


def test_rollups_equal_their_rebuild_from_the_log(seeded) -> None:
    database, _ = seeded
    before = dump(database)
    rebuild_rollups(database)
    assert dump(database) == before


def test_the_report_counts_what_is_stored(seeded) -> None:
    database, report = seeded
    stored = dump(database)
    employments = [row[4] for row in stored["membership"]]
    assert report.people == len(stored["person"]) == len(employments)
    assert (employments.count("pns"), employments.count("pppk")) == (SMALL.pns, SMALL.pppk)
    assert report.attempts == len(stored["attempt"])
    assert report.answers == len(stored["response"])
    assert report.sections_done == len(stored["section_progress"])
    assert report.dilemma_runs == len(stored["dilemma_run"])


def test_someone_never_starts_someone_stays_open_and_someone_fails(seeded) -> None:
    database, _ = seeded
    with database.read() as connection:
        records = list(all_attempts(connection))
        everybody = people.count_people(connection)
    assert len({r.attempt.person_id for r in records}) < everybody
    assert any(r.passed is False for r in records)
    assert any(r.passed for r in records)
    assert any(r.attempt.number > 1 for r in records)


def test_no_attempt_lies_in_the_future(seeded) -> None:
    database, _ = seeded
    with database.read() as connection:
        assert all(r.attempt.started_at < NOW for r in all_attempts(connection))


def test_every_persona_can_enter_and_rina_has_started_nothing(seeded) -> None:
    database, _ = seeded
    personas = demo_personas(database)
    assert {p.role for p in personas} == {"learner", "supervisor", "author"}
    courses = {}
    for persona in personas:
        viewer = find_viewer(database, open_session(database, persona.id, NOW), NOW)
        assert viewer is not None and viewer.is_demo
        if persona.role == "learner":
            (courses[persona.name],) = course_progress(database, COURSEWARE, viewer, NOW)
    rina = courses["Rina Wulandari"]
    assert not rina.pretest.attempts and not any(lesson.sections_done for lesson in rina.lessons)
    teacher = courses["Yohana Mandagi"]
    assert teacher.pretest.attempts and not teacher.posttest.attempts
    assert [lesson.sections_done > 0 for lesson in teacher.lessons] == [n < 2 for n in range(len(teacher.lessons))]


def test_seeding_twice_changes_nothing_and_says_so(seeded) -> None:
    database, _ = seeded
    before = dump(database)
    assert seed_demo(database, COURSEWARE, 99, NOW, size=SMALL).already_seeded
    assert dump(database) == before


def test_a_database_with_real_people_is_refused(tmp_path) -> None:
    database = open_database(tmp_path / "netral.sqlite")
    agency = agencies.Agency("kab", None, "Kabupaten", "instansi", "kab/", "kab")
    with database.write() as connection:
        agencies.add_agencies(connection, [agency])
        people.add_people(connection, [Person("p1", "Seseorang", "pns", "kab")], "real", "2026-01-01")
    with pytest.raises(NotADemoDatabase):
        seed_demo(database, COURSEWARE, 1, NOW, size=SMALL)
    database.close()


def test_an_interrupted_seeding_leaves_the_site_empty_and_can_be_repeated(tmp_path) -> None:
    database = open_database(tmp_path / "netral.sqlite")

    def interrupt(label: str, done: int, total: int) -> None:
        if label == "Mengerjakan kuis":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        seed_demo(database, COURSEWARE, 7, NOW, interrupt, size=SMALL)
    assert not any(dump(database).values())
    assert not list(tmp_path.glob("*.disemai*"))
    assert seed_demo(database, COURSEWARE, 7, NOW, size=SMALL).people
    database.close()


def test_a_site_that_has_the_empty_database_open_sees_the_whole_demo_at_once(tmp_path) -> None:
    site = open_database(tmp_path / "netral.sqlite")
    with site.read() as connection:
        assert people.count_people(connection) == 0
    seeder, report = seed_small(tmp_path / "netral.sqlite")
    seeder.close()
    with site.read() as connection:
        assert people.count_people(connection) == report.people
    with site.write() as connection:
        connection.execute("DELETE FROM role_grant WHERE role = 'author'")
    site.close()
