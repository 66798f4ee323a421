"""Every change of the tree can be taken back whole; what something later leans on is refused, and nothing is half done."""

from __future__ import annotations

import tempfile
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from actions.deeds import ChangedSince, NothingToTakeBack, take_back
from actions.learning import take_quiz
from actions.registry.agencies import Close, Merge, Move, Open, Order, Rename, Split, carry_out
from actions.registry.agency_import import import_agencies
from actions.registry.agency_preview import preview
from actions.summaries.rollups import rebuild_rollups
from people.access import console_operator
from people.errors import NotFound
from people.models import Person, Viewer
from people.registry.agency_tree import AgencyChangeRefused
from store.assigning import assignments as assignment_store
from store.auditing import audit as audit_store
from store.database import Database
from store.registry import agencies as agency_store
from store.registry import people as people_store
from store.registry import registry as registry_store
from store.summaries.rollups import dump_rollups
from tests.actions.test_deeds import registry
from tests.builders import NOW, fresh_id, make_courseware, make_database, new_database, open_agency
from tests.people.rosters import as_csv
from tests.people.test_agency_history import _adds_up, _now_is_today, add_person, new, on

BY = console_operator()
STEP = st.tuples(
    st.sampled_from(("open", "open", "move", "move", "merge", "split", "close", "rename", "hire", "back")),
    st.integers(0, 10**6),
    st.integers(0, 10**6),
    st.integers(0, 400),
)


def order_of(verb: str, number: int, one: str, other: str) -> Order:
    match verb:
        case "open":
            return Open(new(f"K{number}"), one)
        case "move":
            return Move(one, other)
        case "merge":
            return Merge(one, other)
        case "split":
            return Split(one, (new(f"S{number}a"), new(f"S{number}b")))
        case "close":
            return Close(one)
    return Rename(one, f"Nama {number}")


@settings(max_examples=25, deadline=None, phases=[Phase.explicit, Phase.generate])  # shrinking would take minutes
@given(st.lists(STEP, min_size=8, max_size=30))
def test_a_deed_taken_back_leaves_everything_as_it_was(steps: list[tuple[str, int, int, int]]) -> None:
    """Each deed is taken back and done again; older ones are taken back later or refused, and the tree stays whole."""
    with tempfile.TemporaryDirectory() as folder:
        database = new_database(Path(folder) / "netral.sqlite")
        start = date(2020, 1, 1)
        known = [open_agency(database, on(start.isoformat()), new("R"), None)]
        hired: list[tuple[str, date]] = []
        batches: list[str] = []
        clock = 0
        for number, (verb, one, other, wait) in enumerate(steps):
            clock = (clock + wait - 150) % 2400
            day = start + timedelta(days=clock)
            if verb == "hire":
                _hire(database, known[one % len(known)], f"p{number}", day, hired)
            elif verb == "back" and batches:
                _take_back_or_leave(database, batches[one % len(batches)])
            elif verb != "back":
                order = order_of(verb, number, known[one % len(known)], known[other % len(known)])
                with suppress(AgencyChangeRefused, NotFound):  # not found: its opening was taken back
                    batches.append(_there_and_back_again(database, order, day, known))
            _now_is_today(database)
        for offset in (-10, 0, 300, 900, 2400):
            _adds_up(database, start + timedelta(days=offset), hired)
        database.close()


def _hire(database: Database, agency_id: str, person_id: str, day: date, hired: list[tuple[str, date]]) -> None:
    with database.read() as connection:
        life = registry_store.find_life(connection, agency_id)
    if life is not None and life.closed_on is None and life.opened_on <= day.isoformat():
        add_person(database, person_id, agency_id, day.isoformat())
        hired.append((person_id, day))


def _take_back_or_leave(database: Database, batch_id: str) -> None:
    before = registry(database)
    try:
        take_back(database, BY, batch_id, NOW)
    except (ChangedSince, NothingToTakeBack):
        assert registry(database) == before


def _there_and_back_again(database: Database, order: Order, day: date, known: list[str]) -> str:
    before = registry(database)
    done = carry_out(database, on(day.isoformat()), order)
    known.extend(done.opened)
    after = registry(database)
    undone = take_back(database, BY, done.batch_id, NOW)
    assert registry(database) == before
    again = take_back(database, BY, undone, NOW)
    assert registry(database) == after
    return again  # taking this one back undoes the deed


# --- Evidence --------------------------------------------------------------------------------


@pytest.fixture
def tested(tmp_path: Path) -> Database:
    """Ani of disdik and Budi of dinkes have both answered the post-test."""
    database = make_database(tmp_path / "netral.sqlite")
    courseware = make_courseware(tmp_path / "site")
    for person_id, agency_id in (("ani", "disdik"), ("budi", "dinkes")):
        with database.write() as connection:
            people_store.add_people(connection, [Person(person_id, person_id, "pns", agency_id)], "real", "2026-01-01")
            people_store.add_role(connection, people_store.RoleGrant(person_id, "", "learner", "", ""))
        viewer = Viewer(person_id, person_id, "learner", "pns", agency_id, "", False)
        attempt = take_quiz.start_attempt(
            database, courseware, viewer, "kuis", NOW, attempt_id=fresh_id(), seed=len(person_id)
        )
        take_quiz.submit(database, viewer, attempt, NOW)
    return database


def rollups(database: Database) -> dict[str, list[tuple[object, ...]]]:
    with database.read() as connection:
        return dump_rollups(connection)


@pytest.mark.parametrize(
    "order",
    [Merge("disdik", "dinkes"), Move("disdik", "dinkes"), Rename("disdik", "Dinas Belajar"), Split("disdik", (new("X"),))],
    ids=lambda order: type(order).__name__,
)  # fmt: skip
def test_taking_back_brings_the_figures_back_too(tested: Database, order: Order) -> None:
    before = registry(tested), rollups(tested)
    done = carry_out(tested, on("2026-06-01"), order)
    moved_figures = rollups(tested)
    take_back(tested, BY, done.batch_id, NOW)
    assert (registry(tested), rollups(tested)) == before
    rebuild_rollups(tested)
    assert rollups(tested) == before[1]
    assert (moved_figures != before[1]) == isinstance(order, (Merge, Move))


def test_an_agency_that_people_were_tested_in_is_not_made_unhappened(tested: Database, tmp_path: Path) -> None:
    done = carry_out(tested, on("2026-06-01"), Open(new("BARU"), "kab"))
    with tested.write() as connection:
        assignment = assignment_store.Assignment("lain", "kursus", "Lain", "2026-01-01", "2026-12-31")
        assignment_store.add_assignment(connection, assignment, [done.opened[0]])
    before = registry(tested)
    with pytest.raises(ChangedSince):
        take_back(tested, BY, done.batch_id, NOW)
    assert registry(tested) == before


# --- What leans on a deed ----------------------------------------------------------------------


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return make_database(tmp_path / "netral.sqlite")


def refuses(database: Database, batch_id: str) -> None:
    before = registry(database)
    with pytest.raises(ChangedSince):
        take_back(database, BY, batch_id, NOW)
    assert registry(database) == before


def test_a_move_is_not_taken_back_when_its_old_place_went_under_it(database: Database) -> None:
    unit = open_agency(database, on("2020-01-01"), new("U"), "disdik")
    moved = carry_out(database, on("2021-01-01"), Move(unit, "dinkes"))
    carry_out(database, on("2022-01-01"), Move("disdik", unit))
    refuses(database, moved.batch_id)


def test_a_move_is_not_taken_back_into_a_circle_of_the_past(database: Database) -> None:
    unit = open_agency(database, on("2020-01-01"), new("U"), "disdik")
    moved = carry_out(database, on("2021-01-01"), Move(unit, "dinkes"))
    carry_out(database, on("2022-01-01"), Move("disdik", unit))
    carry_out(database, on("2023-01-01"), Move("disdik", "kab"))
    refuses(database, moved.batch_id)


def test_a_move_is_not_taken_back_into_a_closed_agency(database: Database) -> None:
    unit = open_agency(database, on("2020-01-01"), new("U"), "disdik")
    moved = carry_out(database, on("2021-01-01"), Move(unit, "dinkes"))
    carry_out(database, on("2022-01-01"), Close("disdik"))
    refuses(database, moved.batch_id)


def test_a_move_is_not_taken_back_under_a_unit_that_was_opened_below_since(database: Database) -> None:
    unit = open_agency(database, on("2020-01-01"), new("U"), "disdik")
    moved = carry_out(database, on("2021-01-01"), Move(unit, "dinkes"))
    opened = carry_out(database, on("2022-01-01"), Open(new("UU"), unit))
    refuses(database, moved.batch_id)
    take_back(database, BY, opened.batch_id, NOW)
    take_back(database, BY, moved.batch_id, NOW)
    with database.read() as connection:
        assert agency_store.find_agency(connection, unit).path == f"kab/disdik/{unit}/"


def test_people_do_not_come_back_to_a_closed_agency(database: Database) -> None:
    add_person(database, "ani", "disdik")
    merged = carry_out(database, on("2021-01-01"), Merge("disdik", "dinkes"))
    undone = take_back(database, BY, merged.batch_id, NOW)
    carry_out(database, on("2022-01-01"), Rename("disdik", "Lain"))
    refuses(database, undone)


# --- The look before -----------------------------------------------------------------------------


def test_a_look_counts_what_moves_and_keeps_nothing(database: Database) -> None:
    unit = open_agency(database, on("2020-01-01"), new("U"), "disdik")
    for person_id, agency_id in (("ani", "disdik"), ("budi", unit), ("citra", "dinkes")):
        add_person(database, person_id, agency_id)
    before = registry(database)
    effects = preview(database, on("2026-01-01"), Merge("disdik", "dinkes"))
    assert (effects.closed_units, effects.moved_units, effects.moved_people) == (1, 1, 1)
    assert [(one.name, one.before, one.after) for one in effects.changed] == [("Dinas Kesehatan", 1, 3)]
    moved = preview(database, on("2026-01-01"), Move(unit, "dinkes"))
    assert (moved.moved_units, moved.moved_people) == (1, 0)
    assert {(one.name, one.before, one.after) for one in moved.changed} == {
        ("Dinas Pendidikan", 2, 1),
        ("Dinas Kesehatan", 1, 2),
    }
    assert registry(database) == before
    with database.read() as connection:
        assert not audit_store.audit_entries_of(connection, "person", "ani")
        assert [e.action for e in audit_store.audit_entries_of(connection, "agency", unit)] == ["agency.open"]


def test_a_look_refuses_what_the_deed_would(database: Database) -> None:
    add_person(database, "ani", "disdik")
    for order in (Close("disdik"), Merge("disdik", "disdik"), Move("kab", "disdik"), Open(new("disdik"), "kab")):
        with pytest.raises(AgencyChangeRefused) as looked:
            preview(database, on("2026-01-01"), order)
        with pytest.raises(AgencyChangeRefused) as done:
            carry_out(database, on("2026-01-01"), order)
        assert str(looked.value) == str(done.value)


# --- The trail ---------------------------------------------------------------------------------


def test_every_entry_of_a_deed_carries_its_batch(database: Database) -> None:
    add_person(database, "ani", "disdik")
    merged = carry_out(database, on("2021-01-01"), Merge("disdik", "dinkes"))
    with database.read() as connection:
        entries = [
            *audit_store.audit_entries_of(connection, "agency", "disdik"),
            *audit_store.audit_entries_of(connection, "person", "ani"),
        ]
    assert {entry.action for entry in entries} == {"agency.close", "person.move"}
    assert {entry.batch_id for entry in entries} == {merged.batch_id}


def test_an_import_is_one_deed(database: Database) -> None:
    before = registry(database)
    rows = [
        ["Kode Unit", "Nama Unit", "Jenis Unit", "Kode Induk"],
        ["disdik", "Dinas Belajar", "OPD", "dinkes"],
        ["baru", "Bidang Baru", "Unit", "disdik"],
    ]
    found = import_agencies(database, replace(on("2025-01-01")), as_csv(rows))
    assert found.batch_id and (found.opened, found.renamed, found.moved) == (["baru"], ["disdik"], ["disdik"])
    take_back(database, BY, found.batch_id, NOW)
    assert registry(database) == before
