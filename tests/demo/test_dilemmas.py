"""Seeded dilemma runs: played by the rules, tied to what people know, counted, and the same for the same seed."""

from __future__ import annotations

import random
from datetime import date, timedelta
from statistics import mean

import pytest

from actions.summaries.rollups import rebuild_rollups
from demo.behaviour import Mind, working_days
from demo.dilemmas import MOST_DILEMMAS, PLAYED_SHARE, Player, decide, seed_dilemmas
from people.models import Person
from quizzes.dilemma_runs import replay
from store.database import Database
from store.learning import dilemmas as dilemma_store
from store.registry import people
from store.summaries.rollups import dump_rollups
from tests.actions.recounts import recounted_choices
from tests.builders import NOW, make_database
from tests.dilemma_builders import make_dilemma

STORIES = [make_dilemma(id=f"cerita-{n}", order=n) for n in range(1, 7)]
DAYS = working_days(date(2026, 10, 1), NOW.date() - timedelta(days=1))


def seed(path, seed_number: int = 7, count: int = 400) -> tuple[Database, int]:
    database = make_database(path)
    persons = [Person(f"p{n}", f"P{n}", "pns", ("disdik", "dinkes")[n % 2]) for n in range(count)]
    with database.write() as connection:
        people.add_people(connection, persons, "demo", "2026-01-01")
    players = [
        Player(p, p.agency_id, Mind(1.5 if n % 4 < 2 else -1.5, {}, frozenset()), date(2026, 10, 5))
        for n, p in enumerate(persons)
    ]
    return database, seed_dilemmas(database, STORIES, players, seed_number, DAYS)


def dump(database: Database):
    with database.read() as connection:
        tables = ("dilemma_run", "dilemma_choice", "dilemma_version")
        return {t: [tuple(r) for r in connection.execute(f"SELECT * FROM {t}")] for t in tables} | dump_rollups(
            connection
        )


@pytest.fixture(scope="module")
def seeded(tmp_path_factory):
    database, count = seed(tmp_path_factory.mktemp("dilema") / "netral.sqlite")
    yield database, count
    database.close()


def test_the_same_seed_gives_the_same_runs_and_another_others(seeded, tmp_path) -> None:
    again, _ = seed(tmp_path / "a.sqlite")
    other, _ = seed(tmp_path / "b.sqlite", seed_number=8)
    assert dump(again) == dump(seeded[0]) != dump(other)


def test_about_a_third_play_one_to_four_dilemmas_once_each(seeded) -> None:
    database, count = seeded
    runs = dump(database)["dilemma_run"]
    by_person: dict[object, list[object]] = {}
    for run in runs:
        by_person.setdefault(run[1], []).append(run[2])
    assert len(runs) == count and abs(len(by_person) / 400 - PLAYED_SHARE) < 0.07
    assert all(1 <= len(set(played)) == len(played) <= MOST_DILEMMAS for played in by_person.values())


def test_every_run_can_be_replayed_and_lies_in_the_past(seeded) -> None:
    database, _ = seeded
    with database.read() as connection:
        for row in dump(database)["dilemma_run"]:
            run = dilemma_store.find_run(connection, row[0])
            choices = dilemma_store.choices_of(connection, run.id)
            walk = replay(
                dilemma_store.get_dilemma_version(connection, run.dilemma_version), [c.choice_id for c in choices]
            )
            assert (walk.ending.id if walk.ending else None) == run.ending
            assert [(t.step.id, t.choice.weight) for t in walk.taken] == [(c.step_id, c.weight) for c in choices]
            assert "2026-10-05" < run.started_at < choices[0].chosen_at < NOW.isoformat()


def test_the_rollup_equals_its_rebuild_and_a_count_by_other_means(seeded) -> None:
    before = dump(seeded[0])
    with seeded[0].read() as connection:
        assert sorted(before["rollup_choice"]) == recounted_choices(connection)["rollup_choice"]
    rebuild_rollups(seeded[0])
    assert dump(seeded[0]) == before and before["rollup_choice"]


def test_who_knows_more_chooses_better_and_a_misconception_tempts() -> None:
    dice, dilemma = random.Random(1), STORIES[0]
    step = dilemma.steps[0]

    def average(ability: float, held: frozenset[str] = frozenset()) -> float:
        return mean(decide(dice, Mind(ability, {}, held), dilemma, step).weight for _ in range(500))

    assert average(2) > average(0) > average(-2)
    assert average(2, frozenset({"keliru"})) < average(2) - 0.4


def test_without_dilemmas_nothing_is_written(tmp_path) -> None:
    database = make_database(tmp_path / "netral.sqlite")
    assert seed_dilemmas(database, [], [], 7, DAYS) == 0
    assert not any(dump(database).values())
