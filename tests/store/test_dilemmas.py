"""The database itself refuses to change or delete what people chose in dilemmas."""

from __future__ import annotations

from pathlib import Path

import pytest
from pysqlite3 import dbapi2 as sqlite3

from actions.learning import dilemmas
from store.database import Database
from store.learning import dilemmas as dilemma_store
from store.learning.dilemmas import RunRecord
from tests.builders import NOW, add_learner, make_database
from tests.dilemma_builders import PATHS, make_dilemma_courseware


@pytest.fixture
def played(tmp_path: Path) -> Database:
    """One run that ended (``habis``) and one that is open (``jalan``), a choice in each at least."""
    database, courseware = make_database(tmp_path / "netral.sqlite"), make_dilemma_courseware(tmp_path)
    for name, run_id, path in (("ani", "habis", PATHS[0]), ("budi", "jalan", PATHS[0][:1])):
        viewer = add_learner(database, name)
        dilemmas.start_run(database, courseware, viewer, "undangan", NOW, run_id=run_id)
        for number, choice_id in enumerate(path, start=1):
            dilemmas.make_choice(database, viewer, run_id, number, choice_id, NOW)
    return database


def evidence(database: Database) -> list[tuple[object, ...]]:
    with database.read() as connection:
        tables = ("dilemma_version", "dilemma_run", "dilemma_choice")
        return [tuple(row) for table in tables for row in connection.execute(f"SELECT * FROM {table}")]


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE dilemma_choice SET choice_id = 'ikut'",
        "UPDATE dilemma_choice SET weight = 1",
        "DELETE FROM dilemma_choice",
        "DELETE FROM dilemma_run WHERE ended_at IS NULL",
        "DELETE FROM dilemma_run",
        "UPDATE dilemma_run SET ended_at = NULL, ending = NULL WHERE id = 'habis'",
        "UPDATE dilemma_run SET ending = 'buruk' WHERE id = 'habis'",
        "UPDATE dilemma_run SET number = 2 WHERE id = 'jalan'",
        "UPDATE dilemma_run SET agency_id = 'dinkes', ended_at = 'x', ending = 'baik' WHERE id = 'jalan'",
        "UPDATE dilemma_run SET ended_at = 'x' WHERE id = 'jalan'",
        "INSERT INTO dilemma_choice VALUES ('habis', 9, 'tiga', 'jelaskan', 1, 'x')",
        "INSERT INTO dilemma_choice VALUES ('jalan', 1, 'satu', 'ikut', 0, 'x')",
        "INSERT OR REPLACE INTO dilemma_choice VALUES ('jalan', 1, 'satu', 'ikut', 0, 'x')",
        "INSERT INTO dilemma_choice VALUES ('jalan', 2, 'dua', 'tolak', 7, 'x')",
        "INSERT INTO dilemma_choice VALUES ('tidak-ada', 1, 'satu', 'ikut', 0, 'x')",
        "INSERT INTO dilemma_run SELECT 'dua', person_id, dilemma_id, dilemma_version, 2, agency_id, employment, "
        "started_at, NULL, NULL FROM dilemma_run WHERE id = 'jalan'",
        "INSERT INTO dilemma_run SELECT 'dua', person_id, dilemma_id, dilemma_version, 1, agency_id, employment, "
        "started_at, ended_at, ending FROM dilemma_run WHERE id = 'habis'",
        "UPDATE dilemma_version SET body = '{}'",
        "DELETE FROM dilemma_version",
    ],
)
def test_runs_and_choices_are_append_only(played: Database, sql: str) -> None:
    before = evidence(played)
    with pytest.raises(sqlite3.IntegrityError), played.write() as connection:
        connection.execute(sql)
    assert evidence(played) == before


def test_the_first_ending_of_a_run_stands(played: Database) -> None:
    before = evidence(played)
    with played.write() as connection:
        run = dilemma_store.find_run(connection, "habis")
        assert run is not None
        dilemma_store.end_runs(connection, [RunRecord(**{**vars(run), "ended_at": "x", "ending": "buruk"})])
    assert evidence(played) == before


def test_a_version_is_kept_once_and_read_back_as_it_was(played: Database) -> None:
    with played.write() as connection:
        (version,) = {run.dilemma_version for run in dilemma_store.runs_of(connection, "ani")}
        dilemma = dilemma_store.get_dilemma_version(connection, version)
        assert dilemma_store.keep_dilemma(connection, dilemma) == version
        assert dilemma_store.reported_versions(connection, "undangan") == [version]
        with pytest.raises(KeyError):
            dilemma_store.get_dilemma_version(connection, "tidak-ada")


def test_choices_are_read_for_the_agencies_below_a_path_only(played: Database) -> None:
    with played.read() as connection:
        (version,) = dilemma_store.reported_versions(connection, "undangan")
        counts = [dilemma_store.read_choices(connection, version, p) for p in ("kab/", "kab/disdik/", "kab/dinkes/")]
    assert [sum(c.learners for c in found) for found in counts] == [4, 4, 0]
