"""A province with offices and units whose rollups are written straight from made-up marks: quick, and of any size."""

from __future__ import annotations

import json
import random
import shutil
import tempfile
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from actions.courseware import Courseware
from actions.summaries.pair_rows import rows_of_pair
from actions.summaries.rollups import MICRO
from people.models import Agency, Person, Viewer
from quizzes.draw import fits, form_for, form_of
from quizzes.marking import misconceptions_met
from quizzes.models import Item, SingleItem
from quizzes.responses import encode_response
from quizzes.topics import subjects_of
from store.assigning import assignments
from store.clock import to_text
from store.database import Database, open_database
from store.learning.attempts import find_attempt, get_item_version, keep_versions
from store.registry import agencies, people
from store.summaries import rollups
from store.summaries.misconception_rollups import MisconceptionRow
from store.summaries.rollups import IndicatorRow, ProgressRow, ResponseRow
from store.summaries.seats import SeatRow, add_to_seats
from tests.builders import NOW, new_database

ASSIGNMENT = "tugas"
INDICATORS = ("karier", "partai-politik", "kampanye", "pelayanan-publik")
NAMES = (
    "Dinas Pendidikan dan Kebudayaan", "Dinas Kesehatan", "Dinas Pekerjaan Umum dan Penataan Ruang",
    "Badan Kepegawaian Daerah", "Inspektorat Daerah", "Sekretariat Daerah", "Dinas Sosial",
    "Dinas Kependudukan dan Pencatatan Sipil", "Badan Kesatuan Bangsa dan Politik", "Satuan Polisi Pamong Praja",
)  # fmt: skip

_FOLDER = tempfile.TemporaryDirectory(prefix="netral-region-")
_BUILT: dict[tuple[object, ...], Path] = {}


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
    """``prov`` with ``offices`` offices of two units each; the last office has ``small_office`` people and no units.

    Built once per process for the same wishes, then copied: building takes seconds.
    """
    wishes = (
        offices,
        people_per_unit,
        with_results,
        course_id,
        small_office,
        *sorted(courseware.bank.fingerprints.items()),
    )
    if wishes not in _BUILT:
        folder = Path(_FOLDER.name) / str(len(_BUILT))
        built = new_database(folder / "netral.sqlite")
        _build(built, courseware, offices, people_per_unit, with_results, course_id, small_office)
        built.close()  # the last connection leaves everything in the one file
        _BUILT[wishes] = built.path
    path.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(_BUILT[wishes], path)
    return open_database(path)


def _build(
    database: Database,
    courseware: Courseware,
    offices: int,
    people_per_unit: int,
    with_results: bool,
    course_id: str,
    small_office: int,
) -> None:
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
    items = items_of_region(courseware)
    pools = pools_of(courseware)
    asked = [i for pool in pools.values() for i in pool]
    prints = courseware.bank.fingerprints
    versions: dict[str, str] = {}
    with database.write() as connection:
        agencies.add_agencies(connection, tree)
        assignments.add_assignment(
            connection,
            assignments.Assignment(ASSIGNMENT, course_id, "Netralitas 2026", "2026-10-01", "2026-12-31"),
            ["prov"],
        )
        for kept in filter(None, (course.pretest, course.posttest)):
            every = {i.id: i for i in (*items, *asked)}.values()
            version = keep_versions(connection, courseware.bank.quizzes[kept], [(prints[i.id], i) for i in every])
            versions[kept] = version
        for home in homes:
            office_number = int(home.report_id[1:])
            count = small_office if home.parent_id == "prov" else people_per_unit
            for n in range(count):
                kind = "pppk" if n % 3 == 0 else "pns"
                person = Person(f"{home.id}-{n}", f"Orang {n}", kind, home.id)  # type: ignore[arg-type]
                people.add_people(connection, [person], "demo", "2026-01-01")
                if with_results:
                    sat_down = list(sitting(dice, home, kind, course, courseware, items, pools, n, office_number))
                    rollups.add_to_rollups(connection, [row for row in sat_down if not isinstance(row, Sat)])
                    for sat in (row for row in sat_down if isinstance(row, Sat)):
                        add_attempt(
                            connection, sat, person.id, home.id, kind, versions[sat.quiz_id], NOW + timedelta(seconds=n)
                        )
        staff = Person("dewi", "Dewi", "pns", "prov")
        people.add_people(connection, [staff], "demo", "2026-01-01")
        people.add_role(connection, people.RoleGrant("dewi", "Dewi", "supervisor", "Inspektorat", "Melihat semua."))
        people.add_role(connection, people.RoleGrant("dewi", "Dewi", "learner", "Peserta", "Belajar."))


def sitting(dice, home, kind, course, courseware, items, pools, n, office_number):
    prints = courseware.bank.fingerprints
    skill = {0: 0.45, 1: 0.5, 4: 0.92, 5: 0.9}.get(office_number, 0.7)
    for quiz_id, change in ((course.pretest, -0.2), (course.posttest, 0.0)):
        if quiz_id is None:
            continue
        started, finished = n % 10 != 9, n % 10 < 8
        passed = finished and skill > dice.random()
        yield ProgressRow(ASSIGNMENT, quiz_id, home.id, kind, int(started), int(finished), int(passed))
        if not finished:
            if started:
                yield Sat(quiz_id, [prints[items[0].id]], None, False)
            continue
        drawn, marks = [], []
        form = form_for(courseware.bank.quizzes[quiz_id], f"{home.id}-{n}")
        for place, (indicator, pool) in enumerate(pools.items()):
            chance = skill + change - 0.08 * (place == 2)
            drawn += [prints[i.id] for i in dice.sample([i for i in pool if form in (None, form_of(i.id))], 5)]
            marks += [float(dice.random() < chance) for _ in range(5)]
            mean = round(MICRO * sum(marks[-5:]) / 5)
            yield IndicatorRow(ASSIGNMENT, quiz_id, home.id, kind, indicator, 1, 5, mean, mean * mean)
        yield Sat(quiz_id, drawn, marks, passed)
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


def items_of_region(courseware: Courseware) -> list[SingleItem]:
    """Those whose answers are counted."""
    return [i for i in courseware.bank.items.values() if isinstance(i, SingleItem)][:12]


def pools_of(courseware: Courseware) -> dict[str, list[Item]]:
    """Per indicator; make it once, as every item is held against every cell of the blueprint."""
    return {indicator: of_indicator(courseware, indicator) for indicator in INDICATORS}


def of_indicator(courseware: Courseware, indicator: str) -> list[Item]:
    """Those that the final test of everybody can ask."""
    blueprint = courseware.bank.quizzes["pascauji-dasar"].blueprint
    fitting = (i for i in courseware.bank.items.values() if any(fits(i, cell) for cell in blueprint))
    return [item for item in fitting if item.indicator == indicator]


class Sat(NamedTuple):
    """An attempt to write; without marks it is still open."""

    quiz_id: str
    versions: list[str]
    marks: list[float] | None
    passed: bool


def add_attempt(
    connection, sat: Sat, person_id: str, agency_id: str, kind: str, quiz_version: str, moment: datetime
) -> None:
    """A first attempt as the database would hold it, without the answers, and what it adds to the sums of its seat and of growth."""
    closed = sat.marks is not None
    asked = [
        (version, get_item_version(connection, version), round(MICRO * mark))
        for version, mark in zip(sat.versions, sat.marks or (), strict=closed)
    ]
    earned = subjects_of(asked).items()
    add_to_seats(connection, [SeatRow(ASSIGNMENT, sat.quiz_id, agency_id, kind, s, 1, micro) for s, micro in earned])
    score = sum(sat.marks) / len(sat.marks) if sat.marks else None
    connection.execute(
        "INSERT INTO attempt VALUES (?, ?, ?, ?, ?, 1, ?, ?, ?, ?, NULL, ?, ?, ?, ?, ?)",
        (
            f"{person_id}:{sat.quiz_id}", person_id, ASSIGNMENT, sat.quiz_id, quiz_version, agency_id, kind,
            " ".join(f"{version}:0123" for version in sat.versions), to_text(moment), "submitted" if closed else "open",
            to_text(moment) if closed else None, score, int(sat.passed) if closed else None,
            json.dumps(sat.marks) if closed else None,
        ),
    )  # fmt: skip
    if sat.marks is not None:
        record = find_attempt(connection, f"{person_id}:{sat.quiz_id}")
        paired = rows_of_pair(connection, record, [item for _, item, _ in asked], sat.marks)
        rollups.add_to_rollups(connection, paired)
