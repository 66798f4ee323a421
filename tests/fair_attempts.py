"""Closed first attempts of many people at once, written as the engine would write them; nobody has to sit."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from actions.courseware import Courseware
from people.models import Agency, Person
from quizzes.draw import form_for, form_of
from quizzes.models import Quiz, fingerprint
from store.clock import to_text
from store.database import Database
from store.ids import new_id
from store.learning import attempts as attempt_store
from store.registry import agencies as agency_store
from store.registry import people as people_store
from store.schema.item_rollup_schema import fill_item_rollups
from store.summaries.item_rollups import TABLES
from tests.builders import NOW, item_data, quiz_data

ITEMS = [item_data(id=f"soal-{n}") for n in range(1, 25)]
"""Some twelve of each form."""
QUIZZES = [
    quiz_data(id="kuis", parallel="dasar", pass_mark=0.5, blueprint=[{"count": 6}]),
    quiz_data(id="awal", parallel="dasar", pass_mark=0.5, blueprint=[{"count": 6}], mode="pretest"),
]
OFFICES = (
    *(Agency(f"dinas-{n}", "kab", f"Dinas {n}", "perangkat-daerah", f"kab/dinas-{n}/", f"dinas-{n}") for n in range(4)),
    *(Agency(f"kec-{n}", "kab", f"Kecamatan {n}", "kecamatan", f"kab/kec-{n}/", f"kec-{n}") for n in range(3)),
    Agency("bidang", "dinas-0", "Bidang", "unit", "kab/dinas-0/bidang/", "dinas-0"),
)
HARD = "soal-2"
"""Planted: PPPK have it right one time in seven."""


@dataclass(frozen=True)
class Sat:
    person_id: str
    agency_id: str
    employment: str
    ability: float


def crowd(pns: int, pppk: int, seed: int = 1) -> list[Sat]:
    dice = random.Random(seed)
    kinds = ["pns"] * pns + ["pppk"] * pppk
    return [
        Sat(f"orang-{n:04}", OFFICES[n % len(OFFICES)].id, kind, dice.gauss(0, 0.25)) for n, kind in enumerate(kinds)
    ]


def settle(database: Database, people: Iterable[Sat]) -> None:
    with database.write() as connection:
        agency_store.add_agencies(connection, OFFICES)
        people_store.add_people(
            connection,
            [Person(one.person_id, one.person_id, one.employment, one.agency_id) for one in people],  # type: ignore[arg-type]
            "demo",
            "2026-01-01",
        )


def sit(
    database: Database,
    courseware: Courseware,
    quiz_id: str,
    people: Iterable[Sat],
    *,
    easier: Mapping[str, float] | None = None,
    seed: int = 7,
    assignment_id: str = "tugas-kursus",
) -> None:
    """``easier``: form -> what it adds to every chance."""
    dice, bank = random.Random(seed), courseware.bank
    quiz = bank.quizzes[quiz_id]
    rows = [_row(quiz, courseware, one, easier or {}, dice) for one in people]
    with database.write() as connection:
        printed = attempt_store.keep_versions(connection, quiz, [(fingerprint(i), i) for i in bank.items.values()])
        connection.executemany(
            "INSERT INTO attempt (id, person_id, assignment_id, quiz_id, quiz_version, number, agency_id, employment, paper, "
            "started_at, state, closed_at, score, passed, marks) VALUES (?, ?, ?, ?, ?, 1, ?, ?, ?, ?, "
            "'submitted', ?, ?, ?, ?)",
            [(i, p, assignment_id, quiz_id, printed, *rest) for i, p, *rest in rows],
        )


def _row(quiz: Quiz, courseware: Courseware, one: Sat, easier: Mapping[str, float], dice: random.Random) -> tuple:
    form = form_for(quiz, one.person_id) or "A"
    drawn = dice.sample([i for i in courseware.bank.items.values() if form_of(i.id) == form], 6)
    marks = []
    for item in drawn:
        chance = 0.7 + one.ability + easier.get(form, 0.0)
        if item.id == HARD and one.employment == "pppk":
            chance = 0.15
        marks.append(float(dice.random() < chance))
    score = sum(marks) / len(marks)
    paper = " ".join(f"{fingerprint(item)}:0123" for item in drawn)
    when = to_text(NOW)
    return (
        new_id(NOW, dice.getrandbits(74)),
        one.person_id,
        one.agency_id,
        one.employment,
        paper,
        when,
        when,
        score,
        int(score >= 0.5),
        json.dumps(marks),
    )


def count(database: Database) -> None:
    """The item rollups, from the marks written; no answer was given, so a rebuild from answers would mark all as wrong."""
    with database.write() as connection:
        for table in TABLES:
            connection.execute(f"DELETE FROM {table}")
        fill_item_rollups(connection)
