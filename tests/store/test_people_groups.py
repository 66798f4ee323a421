"""People of an assignment counted by kinds of cases: the same as looking at everybody one by one, whatever their days are like."""

from __future__ import annotations

import json
import random
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from people.assigning.assignment_rules import Exemption
from people.models import Agency, Person
from store.assigning import assignment_people, assignment_rules, assignments
from store.assigning.assignment_people import Whom
from store.assigning.assignment_rules import Author
from store.assigning.assignments import Assignment
from store.database import Connection
from store.registry import agencies, people
from tests.builders import new_database

THEN, NOW = "2026-05-01", "2026-08-01"
DAYS = ("2025-01-01", "2026-04-30", THEN, "2026-05-02", "2026-07-31", NOW, "2026-08-02", "2026-12-01")
UNITS = {"r": "r/", "a": "r/a/", "b": "r/b/", "aa": "r/a/aa/"}
STATES = ("not-started", "open", "finished", "passed")
SECTIONS = 3


def everybody(connection: Connection, dice: random.Random, count: int) -> None:
    """Up to three memberships one after the other, some with a gap, some not over, some not begun."""
    agencies.add_agencies(
        connection,
        [
            Agency(name, path.split("/")[-3] if name != "r" else None, name, "unit", path, "r")
            for name, path in UNITS.items()
        ],
    )
    assignments.add_assignment(connection, Assignment("tugas", "kursus", "Tugas", THEN, "2026-12-31"), ["r"])
    for number in range(count):
        person = f"p{number:03}"
        people.add_people(connection, [Person(person, person, "pns", "r")], "demo", "2020-01-01")
        connection.execute("DELETE FROM membership WHERE person_id = ?", (person,))
        days = sorted(dice.sample(DAYS, dice.randrange(1, 5)))
        for begins, ends in zip(days, [*days[1:], None], strict=True):
            if dice.random() < 0.8:
                row = (person, begins, ends, dice.choice([*UNITS]), dice.choice(("pns", "pppk")))
                connection.execute(
                    "INSERT INTO membership (person_id, valid_from, valid_to, agency_id, employment) VALUES (?, ?, ?, ?, ?)",
                    row,
                )
        if dice.random() < 0.6:
            row = (person, dice.choice(("kuis", "pra")), dice.randrange(1, 4))
            connection.execute(
                "INSERT INTO rollup_person (assignment_id, person_id, quiz_id, progress) VALUES ('tugas', ?, ?, ?)", row
            )
        if dice.random() < 0.6:
            connection.execute("INSERT INTO rollup_study VALUES ('kursus', ?, ?)", (person, dice.randrange(1, 6)))
        while dice.random() < 0.2:
            excuse = Exemption(
                dice.choice(("leave", "exempt")), "x", "y", dice.choice(DAYS), dice.choice((None, "2026-12-31"))
            )  # type: ignore[arg-type]
            assignment_rules.add_exemption(
                connection, "tugas", person, dice.choice((excuse, None)), Author("x", f"{NOW}T00:00:00Z")
            )


def one_by_one(connection: Connection, whom: Whom, read: int) -> Counter[tuple[object, ...]]:
    places: dict[str, dict[str, tuple[str, str]]] = {whom.then: {}, whom.now: {}}
    for person, begins, ends, agency, kind in connection.execute(
        "SELECT person_id, valid_from, valid_to, agency_id, employment FROM membership"
    ).fetchall():
        for day, there in places.items():
            if begins <= day and (ends is None or ends > day):
                there[person] = (agency, kind)
    progress = dict(
        map(
            tuple, connection.execute("SELECT person_id, progress FROM rollup_person WHERE quiz_id = 'kuis'").fetchall()
        )
    )
    studied = dict(map(tuple, connection.execute("SELECT person_id, sections FROM rollup_study").fetchall()))
    excused = {
        person: one.kind
        for person, one in assignment_rules.exemptions(connection, "tugas").items()
        if one.holds_on(whom.now)
    }
    found: Counter[tuple[object, ...]] = Counter()
    for person in places[whom.then].keys() | places[whom.now].keys():
        then, now = (places[day].get(person, ("", "")) for day in (whom.then, whom.now))
        is_here = any(agency and UNITS[agency].startswith(whom.path) for agency, _ in (then, now))
        if is_here and studied.get(person, 0) >= read:
            leads = [int(person in json.loads(leaders)) for leaders in (whom.then_leaders, whom.now_leaders)]
            found[*then, leads[0], *now, leads[1], excused.get(person, ""), STATES[progress.get(person, 0)]] += 1
    return found


@pytest.mark.parametrize("seed", range(8))
def test_people_counted_by_cases_are_those_counted_one_by_one(tmp_path: Path, seed: int) -> None:
    dice = random.Random(seed)
    database = new_database(tmp_path / "netral.sqlite")
    with database.write() as connection:
        everybody(connection, dice, 150)
        leaders = [json.dumps([f"p{number:03}" for number in range(0, 150, step)]) for step in (7, 11)]
        for path in ("r/", "r/a/", "r/a/aa/", "r/b/"):
            whom = Whom("tugas", "kuis", path, THEN, NOW)
            for asked in (
                whom,
                replace(whom, now=THEN),
                replace(whom, then_leaders=leaders[0], now_leaders=leaders[1]),
            ):
                groups = assignment_people.groups_in(connection, asked)
                assert {tuple(one[:-1]): one.number for one in groups} == one_by_one(connection, asked, 0)
                assert len({one.key for one in groups}) == len(groups) > 0
                read = assignment_people.studied_in(connection, asked, "kursus", SECTIONS)
                assert {tuple(one[:-1]): one.number for one in read} == one_by_one(connection, asked, SECTIONS)
    database.close()
