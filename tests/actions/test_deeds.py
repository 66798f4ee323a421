"""A deed of an administrator can be taken back whole, or not at all."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from actions.deeds import ChangedSince, NothingToTakeBack, deed, take_back
from people.access import console_operator
from people.models import Person
from store import undo as undo_store
from store.auditing import audit as audit_store
from store.database import Database
from store.registry import people as people_store
from tests.builders import NOW, make_database

BY = console_operator()
LATER = NOW + timedelta(minutes=1)


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return make_database(tmp_path / "netral.sqlite")


def registry(database: Database) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table that deeds may change."""
    with database.read() as connection:
        return {
            table: sorted((tuple(row) for row in connection.execute(f"SELECT * FROM {table}")), key=repr)
            for table in undo_store.REMEMBERED
        }


def hire(database: Database, person_id: str) -> str:
    with deed(database, BY, NOW) as doing:
        person = Person(person_id, person_id.title(), "pns", "disdik")
        people_store.add_people(doing.connection, [person], "real", "2026-01-01")
        people_store.add_role(doing.connection, people_store.RoleGrant(person_id, "", "learner", "", ""))
        doing.note("person.new", "person", person_id, None, {"name": person.name})
    return doing.batch_id


def rename(database: Database, person_id: str, name: str) -> str:
    with deed(database, BY, LATER) as doing:
        doing.connection.execute("UPDATE person SET name = ? WHERE id = ?", (name, person_id))
    return doing.batch_id


def test_taking_back_leaves_everything_as_it_was(database: Database) -> None:
    before = registry(database)
    batch_id = hire(database, "ani")
    assert registry(database) != before
    take_back(database, BY, batch_id, LATER)
    assert registry(database) == before


def test_taking_back_can_be_taken_back(database: Database) -> None:
    batch_id = hire(database, "ani")
    after = registry(database)
    undone = take_back(database, BY, batch_id, LATER)
    take_back(database, BY, undone, LATER)
    assert registry(database) == after


def test_what_changed_since_is_not_overwritten(database: Database) -> None:
    hired = hire(database, "ani")
    renamed = rename(database, "ani", "Ani Lestari")
    after = registry(database)
    with pytest.raises(ChangedSince):
        take_back(database, BY, hired, LATER)
    assert registry(database) == after
    take_back(database, BY, renamed, LATER)
    take_back(database, BY, hired, LATER)
    with database.read() as connection:
        assert people_store.find_person(connection, "ani") is None


def test_a_person_with_a_session_of_learning_is_not_made_unhappened(database: Database) -> None:
    hired = hire(database, "ani")
    with database.write() as connection:
        connection.execute(
            "INSERT INTO section_progress (person_id, lesson_id, section_id, done_at) VALUES ('ani', 'l', 's', '2026-01-02')"
        )
    with pytest.raises(ChangedSince):
        take_back(database, BY, hired, LATER)


@pytest.mark.parametrize("batch_id", ["", "tidak-ada"])
def test_an_unknown_deed_is_refused(database: Database, batch_id: str) -> None:
    with pytest.raises(NothingToTakeBack):
        take_back(database, BY, batch_id, LATER)


def test_a_deed_is_taken_back_once(database: Database) -> None:
    batch_id = hire(database, "ani")
    take_back(database, BY, batch_id, LATER)
    hire(database, "ani")
    with pytest.raises(NothingToTakeBack):
        take_back(database, BY, batch_id, LATER)


def test_a_deed_that_fails_leaves_no_trace_and_the_next_one_works(database: Database) -> None:
    before = registry(database)
    with pytest.raises(RuntimeError), deed(database, BY, NOW) as doing:
        doing.connection.execute("UPDATE person SET name = 'x'")
        raise RuntimeError
    assert registry(database) == before
    take_back(database, BY, hire(database, "ani"), LATER)
    assert registry(database) == before


def test_what_is_done_outside_a_deed_is_not_remembered(database: Database) -> None:
    hire(database, "ani")
    with database.write() as connection:
        connection.execute("UPDATE person SET name = 'Budi' WHERE id = 'ani'")
        (count,) = connection.execute("SELECT COUNT(*) FROM undo_step").fetchone()
    assert count == 3


def test_what_is_remembered_of_a_person_can_be_forgotten(database: Database) -> None:
    about_ani, about_budi = hire(database, "ani"), hire(database, "budi")
    with database.write() as connection:
        undo_store.forget_person(connection, "ani")
        assert not undo_store.can_take_back(connection, about_ani)
        assert undo_store.can_take_back(connection, about_budi)


def test_taking_back_is_itself_in_the_audit_trail(database: Database) -> None:
    batch_id = hire(database, "ani")
    take_back(database, BY, batch_id, LATER)
    with database.read() as connection:
        (entry,) = audit_store.audit_entries_of(connection, "batch", batch_id)
    assert (entry.action, entry.actor) == ("deed.take-back", BY.actor)
