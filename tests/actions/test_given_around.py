"""Whoever is asked for looks only at assignments to places they ever stood in, and misses none of their own."""

from __future__ import annotations

import random
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from actions.learning.assigned import assigned_to, decision_of
from actions.registry import agencies as tree
from people.access import console_operator
from people.assigning.assignment_rules import Given, Rule
from people.assigning.windows import Window
from people.registry.agency_tree import AgencyChangeRefused
from store.assigning import assignment_rules as rule_store
from store.assigning import assignments as assignment_store
from store.assigning.assignment_rules import Author
from store.database import Connection, Database
from tests.actions.assigning import DURING, Region
from tests.builders import new_database, open_agency
from tests.people.test_agency_history import new, on, take_step

START = date(2020, 1, 1)
LATER = datetime(2026, 12, 20, 3, tzinfo=UTC)
VERBS = ("open", "open", "hire", "hire", "hire", "move", "merge", "split", "close")


def give(connection: Connection, assignment_id: str, rule: Rule, window: Window) -> None:
    given = Given(assignment_id, "kursus", assignment_id, rule, window)
    assignment_store.add_assignment(connection, rule_store.assignment_row(given), sorted(rule.agency_ids))
    rule_store.add_rule(connection, given, Author("admin", "2020-01-01T00:00:00Z"))


def move_people(connection: Connection, dice: random.Random, people: list[str], agencies: list[str]) -> None:
    """Some go elsewhere, some leave, on days after they came."""
    for person in people:
        (since,) = connection.execute(
            "SELECT MAX(valid_from) FROM membership WHERE person_id = ?", (person,)
        ).fetchone()
        day = (date.fromisoformat(since) + timedelta(days=dice.randrange(1, 400))).isoformat()
        fate = dice.choice(("stays", "moves", "leaves"))
        if fate != "stays":
            connection.execute(
                "UPDATE membership SET valid_to = ? WHERE person_id = ? AND valid_to IS NULL", (day, person)
            )
        if fate == "moves":
            connection.execute(
                "INSERT INTO membership VALUES (?, ?, NULL, ?, 'pns')", (person, day, dice.choice(agencies))
            )


def history(database: Database, dice: random.Random) -> list[str]:
    """An organisation of six years, assignments to some of its agencies; the people."""
    agencies, hired = [open_agency(database, on(START.isoformat()), new("R"), None)], []
    day = START
    for number in range(60):
        day += timedelta(days=dice.randrange(40))
        with suppress(AgencyChangeRefused):
            one, other = dice.choice(agencies), dice.choice(agencies)
            take_step(
                database, agencies, hired, number, dice.choice(VERBS if number > 9 else VERBS[:5]), one, other, day
            )
    people = [person for person, _ in hired]
    with database.write() as connection:
        move_people(connection, dice, people, agencies)
        for number in range(40):
            opens = START + timedelta(days=dice.randrange(2_500))
            rule = Rule(
                frozenset(dice.sample(agencies, min(len(agencies), dice.randrange(1, 3)))),
                joiners=dice.choice(("included", "left-out")), movers=dice.choice(("kept", "moved-along", "released")),
            )  # fmt: skip
            give(connection, f"tugas-{number}", rule, Window(opens, opens + timedelta(days=60), "WITA"))
    return people


@pytest.mark.parametrize("seed", range(4))
def test_nobody_misses_an_assignment_however_units_and_people_moved(tmp_path: Path, seed: int) -> None:
    database = new_database(tmp_path / "netral.sqlite")
    people, found = history(database, random.Random(seed)), 0
    with database.read() as connection:
        every = rule_store.all_given(connection)
        for person in people:
            decisions = [(given, decision_of(connection, given, person, DURING)) for given in every]
            theirs = [given for given, decision in decisions if decision and decision.standing != "out"]
            assert [one.given for one in assigned_to(connection, person, DURING)] == theirs
            found += len(theirs)
        for given in every:
            assert rule_store.find_given(connection, given.id) == given
        assert rule_store.find_given(connection, "tidak-ada") is None
    assert found
    database.close()


def test_what_others_are_assigned_costs_a_learner_nothing(tmp_path: Path) -> None:
    region = Region(tmp_path)
    region.hire("ani")
    region.assign("disdik")

    def statements() -> int:
        asked: list[str] = []
        with region.database.read() as connection:
            connection.set_trace_callback(asked.append)
            assert len(assigned_to(connection, "ani", DURING)) == 1
            connection.set_trace_callback(None)
        return len(asked)

    few = statements()
    for _ in range(20):
        region.assign("dinkes")
    assert statements() == few


def test_a_unit_that_was_merged_hangs_under_its_successor_also_for_who_left_before(tmp_path: Path) -> None:
    """As on the page of the assignment, where past evidence counts for the successor."""
    region = Region(tmp_path)
    region.hire("ani")
    assignment_id = region.assign("dinkes")
    region.move("ani", "2026-12-10", None)
    change = tree.Change(console_operator(), LATER, LATER.date(), "2026-12-15")
    tree.carry_out(region.database, change, tree.Merge("sd", "dinkes"))
    with region.database.read() as connection:
        (given,) = rule_store.all_given(connection)
        decision = decision_of(connection, given, "ani", LATER)
        assert decision is not None and decision.standing == "in"
        assert [one.given.id for one in assigned_to(connection, "ani", LATER)] == [assignment_id]
