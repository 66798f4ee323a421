"""A province with offices and units whose rollups are written straight from made-up marks: quick, and of any size."""

from __future__ import annotations

import random
from pathlib import Path

from actions.courseware import Courseware
from actions.rollups import MICRO
from people.models import Agency, Person, Viewer
from quizzes.marking import misconceptions_met
from quizzes.models import SingleItem
from quizzes.responses import encode_response
from store import agencies, assignments, people, rollups
from store.attempts import keep_versions
from store.database import Database, open_database
from store.misconception_rollups import MisconceptionRow
from store.rollups import IndicatorRow, ProgressRow, ResponseRow

ASSIGNMENT = "tugas"
INDICATORS = ("karier", "partai-politik", "kampanye", "pelayanan-publik")
NAMES = (
    "Dinas Pendidikan dan Kebudayaan", "Dinas Kesehatan", "Dinas Pekerjaan Umum dan Penataan Ruang",
    "Badan Kepegawaian Daerah", "Inspektorat Daerah", "Sekretariat Daerah", "Dinas Sosial",
    "Dinas Kependudukan dan Pencatatan Sipil", "Badan Kesatuan Bangsa dan Politik", "Satuan Polisi Pamong Praja",
)  # fmt: skip


def make_region(
    path: Path,
    courseware: Courseware,
    *,
    offices: int = 10,
    people_per_unit: int = 30,
    with_results: bool = True,
    course_id: str = "netralitas-dasar",
    small_office: int = 3,
) -> Database:
    """``prov`` with ``offices`` offices of two units each; the last office has ``small_office`` people and no units."""
    database = open_database(path)
    dice = random.Random(42)
    tree = [Agency("prov", None, "Provinsi Contoh", "instansi", "prov/", "prov")]
    homes: list[Agency] = []
    for i in range(offices):
        name = NAMES[i] if i < len(NAMES) else f"Dinas Contoh {i}"
        office = Agency(f"d{i:02}", "prov", name, "perangkat-daerah", f"prov/d{i:02}/", f"d{i:02}")
        tree.append(office)
        if i == offices - 1:
            homes.append(office)
            continue
        for u in range(2):
            unit = Agency(
                f"d{i:02}-u{u}", office.id, f"Unit {u + 1} {name}", "unit", f"{office.path}d{i:02}-u{u}/", office.id
            )
            tree.append(unit)
            homes.append(unit)
    course = courseware.bank.courses[course_id]
    quiz = courseware.bank.quizzes[course.posttest]
    items = [i for i in courseware.bank.items.values() if isinstance(i, SingleItem)][:12]
    prints = courseware.bank.fingerprints
    with database.write() as connection:
        agencies.add_agencies(connection, tree)
        assignments.add_assignment(
            connection,
            assignments.Assignment(ASSIGNMENT, course_id, "Netralitas 2026", "2026-10-01", "2026-12-31"),
            ["prov"],
        )
        keep_versions(connection, quiz, [(prints[i.id], i) for i in items])
        for home in homes:
            office_number = int(home.report_id[1:])
            count = small_office if home.parent_id == "prov" else people_per_unit
            for n in range(count):
                kind = "pppk" if n % 3 == 0 else "pns"
                person = Person(f"{home.id}-{n}", f"Orang {n}", kind, home.id)  # type: ignore[arg-type]
                people.add_people(connection, [person], "demo", "2026-01-01")
                if with_results:
                    sitting = list(_sitting(dice, home, kind, course, items, prints, n, office_number))
                    rollups.add_to_rollups(connection, sitting)
                    _count_person(connection, person.id, course.posttest, sitting)
        staff = Person("dewi", "Dewi", "pns", "prov")
        people.add_people(connection, [staff], "demo", "2026-01-01")
        people.add_role(connection, people.RoleGrant("dewi", "Dewi", "supervisor", "Inspektorat", "Melihat semua."))
        people.add_role(connection, people.RoleGrant("dewi", "Dewi", "learner", "Peserta", "Belajar."))
    return database


def _sitting(dice, home, kind, course, items, prints, n, office_number):
    skill = {0: 0.45, 1: 0.5, 4: 0.92, 5: 0.9}.get(office_number, 0.7)
    for quiz_id, change in ((course.pretest, -0.2), (course.posttest, 0.0)):
        if quiz_id is None:
            continue
        started, finished = n % 10 != 9, n % 10 < 8
        yield ProgressRow(
            ASSIGNMENT, quiz_id, home.id, kind, int(started), int(finished), int(finished and skill > dice.random())
        )
        if not finished:
            continue
        for place, indicator in enumerate(INDICATORS):
            chance = skill + change - 0.08 * (place == 2)
            mean = round(MICRO * sum(dice.random() < chance for _ in range(5)) / 5)
            yield IndicatorRow(ASSIGNMENT, quiz_id, home.id, kind, indicator, 1, 5, mean, mean * mean)
        if quiz_id == course.posttest:
            answers = {}
            for position, item in enumerate(items):
                right = dice.random() < skill
                wrong = next((o.id for o in item.options if o.misconception), item.options[0].id)
                value = answers[position] = item.key if right else wrong
                yield ResponseRow(
                    ASSIGNMENT, quiz_id, home.report_id, kind, prints[item.id], encode_response(value), 1,
                    MICRO * int(value == item.key),
                )  # fmt: skip
            for misconception, held in misconceptions_met(items, answers).items():
                yield MisconceptionRow(ASSIGNMENT, quiz_id, home.report_id, kind, misconception, 1, int(held))


def supervisor(agency_id: str = "prov") -> Viewer:
    return Viewer("dewi", "Dewi", "supervisor", "pns", agency_id, "Provinsi Contoh", True)


def learner() -> Viewer:
    return Viewer("dewi", "Dewi", "learner", "pns", "prov", "Provinsi Contoh", True)


def _count_person(connection, person_id: str, quiz_id: str, sitting: list) -> None:
    """How far the person is, as the database itself would keep it."""
    (row,) = (row for row in sitting if isinstance(row, ProgressRow) and row.quiz_id == quiz_id)
    progress = row.started + row.finished + row.passed
    if progress:
        connection.execute("INSERT INTO rollup_person VALUES (?, ?, ?, ?)", (ASSIGNMENT, quiz_id, person_id, progress))
