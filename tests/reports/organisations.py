"""Made-up organisations of any shape, with small groups everywhere and people who moved after their test."""

from __future__ import annotations

import random
from pathlib import Path

from actions.courseware import Courseware
from people.models import Agency, Person
from store.assigning import assignments
from store.database import Database
from store.learning.attempts import keep_versions
from store.registry import agencies, people
from store.summaries import rollups
from tests.analytics.region import ASSIGNMENT, Sat, add_attempt, items_of_region, pools_of, sitting
from tests.builders import NOW, new_database

SIZES = (0, 1, 2, 4, 5, 8, 9, 10, 11, 14, 22, 35)
KINDS = ("pns", "pns", "pns", "pppk", "pppk", "non-asn")
COURSE = "netralitas-dasar"


def make_organisation(path: Path, courseware: Courseware, seed: int) -> Database:
    """``prov`` with a few offices, each with units or without; one person in twelve works elsewhere today."""
    dice, database = random.Random(seed), new_database(path)
    tree = _tree(dice)
    course, items = courseware.bank.courses[COURSE], items_of_region(courseware)
    prints, pools = courseware.bank.fingerprints, pools_of(courseware)
    every = {i.id: i for i in (*items, *(i for pool in pools.values() for i in pool))}
    with database.write() as connection:
        agencies.add_agencies(connection, tree)
        given = assignments.Assignment(ASSIGNMENT, COURSE, "Netralitas 2026", "2026-10-01", "2026-12-31")
        assignments.add_assignment(connection, given, ["prov"])
        versions = {
            quiz: keep_versions(connection, courseware.bank.quizzes[quiz], [(prints[i.id], i) for i in every.values()])
            for quiz in (course.pretest, course.posttest)
        }
        for home in tree:
            for n in range(dice.choice(SIZES)):
                kind = dice.choice(KINDS)
                person = Person(f"{home.id}-{n}", f"Orang {n}", kind, home.id)  # type: ignore[arg-type]
                people.add_people(connection, [person], "demo", "2026-01-01")
                number = int(home.report_id[1:]) if home.parent_id else 3
                rows = list(sitting(dice, home, kind, course, courseware, items, pools, n, number))
                rollups.add_to_rollups(connection, [row for row in rows if not isinstance(row, Sat)])
                for sat in (row for row in rows if isinstance(row, Sat)):
                    add_attempt(connection, sat, person.id, home.id, kind, versions[sat.quiz_id], NOW)
                if dice.random() < 1 / 12:
                    _move(connection, person, dice.choice(tree).id)
    return database


def _tree(dice: random.Random) -> list[Agency]:
    tree = [Agency("prov", None, "Provinsi Contoh", "instansi", "prov/", "prov")]
    for office in range(dice.randint(2, 5)):
        here = f"d{office:02}"
        tree.append(Agency(here, "prov", f"Dinas {office}", "perangkat-daerah", f"prov/{here}/", here))
        for unit in range(dice.randint(0, 4)):
            below = f"{here}-u{unit}"
            tree.append(Agency(below, here, f"=Unit {unit}", "unit", f"prov/{here}/{below}/", here))
    return tree


def _move(connection, person: Person, agency_id: str) -> None:
    if agency_id != person.agency_id:
        connection.execute(
            "UPDATE membership SET valid_to = '2026-11-01' WHERE person_id = ? AND valid_to IS NULL", (person.id,)
        )
        connection.execute(
            "INSERT INTO membership (person_id, valid_from, agency_id, employment) VALUES (?, '2026-11-01', ?, ?)",
            (person.id, agency_id, person.employment),
        )
