"""Following up an assignment in a large registry: status, preview, the people behind a number, the supervisor's overview."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

from actions.assigning import assignment_status, assignments
from actions.assigning.assignment_status import PeopleQuery
from actions.assigning.assignments import Draft
from actions.courseware import load_courseware
from actions.understanding import supervise
from bench.servers import ROOT
from bench.table import Row
from people.access import assigner_of
from people.assigning.assignment_rules import Rule
from people.assigning.windows import Window
from people.models import Agency, Person, Viewer
from store.database import Database, open_database
from store.ids import new_id
from store.registry import agencies, people

_UNITS = 500
_NOW = datetime(2026, 11, 22, 3, tzinfo=UTC)
_QUICKEST_OF = 3
_PROGRESS = (
    "INSERT INTO rollup_person (assignment_id, quiz_id, person_id, progress) "
    "VALUES (:assignment_id, :quiz_id, :person_id, :progress)"
)
_MOVE = "UPDATE membership SET valid_to = '2026-11-10' WHERE person_id = :person_id"
_ARRIVE = "INSERT INTO membership (person_id, valid_from, agency_id, employment) VALUES (:person_id, '2026-11-10', :agency_id, 'pns')"


def measure_assignment_data(folder: Path, people_count: int) -> list[Row]:
    """Two thirds have begun, one in fifty has moved since the assignment opened."""
    courseware = load_courseware(ROOT / "content", ROOT / "quizzes")
    database = open_database(folder / "assignment" / "netral.sqlite")
    _hire(database, people_count)
    viewer = Viewer("kepala", "Kepala", "administrator", "pns", "R", "Kabupaten", True)
    by = assigner_of(viewer, "R", "R/")
    course = next(iter(courseware.bank.courses.values()))
    draft = Draft(course.id, "Tugas", Rule(frozenset({"R"})), Window(date(2026, 11, 1), date(2026, 12, 31), "WITA"))
    given = assignments.create(database, courseware, by, draft, _NOW, assignment_id=new_id(_NOW))
    _progress(database, given, course.posttest, people_count)
    asked = (database, courseware, by.scope)
    query = PeopleQuery(given, "R", "unfinished")
    works: dict[str, Callable[[], object]] = {
        "status": lambda: assignment_status.status(*asked, given, "R", _NOW),
        "preview": lambda: assignment_status.preview(*asked, draft, _NOW),
        "first page of the unfinished": lambda: assignment_status.people_behind(*asked, query, _NOW, limit=50),
        "a name among the unfinished": lambda: assignment_status.people_behind(
            *asked, query, _NOW, text="pegawai 19", limit=50
        ),
        "supervisor's overview": lambda: supervise.overview(*asked, given, "R", now=_NOW),
    }
    found = [
        Row(f"assignment of {people_count:,}: {name}", _quickest(work), "ms", at_most=2000)
        for name, work in works.items()
    ]
    database.close()
    return found


def _hire(database: Database, people_count: int) -> None:
    units = [Agency(f"K{n}", "R", f"Unit {n}", "unit", f"R/K{n}/", f"K{n}") for n in range(_UNITS)]
    staff = [
        Person(f"p{n:06d}", f"Pegawai {n}", "pppk" if n % 3 else "pns", f"K{n % _UNITS}") for n in range(people_count)
    ]
    with database.write() as connection:
        agencies.add_agencies(connection, [Agency("R", None, "Kabupaten", "instansi", "R/", "R"), *units])
        people.add_people(connection, staff, "demo", "2026-01-01")
        moved = [{"person_id": one.id, "agency_id": f"K{n % 7}"} for n, one in enumerate(staff) if n % 50 == 0]
        connection.executemany(_MOVE, [{"person_id": one["person_id"]} for one in moved])
        connection.executemany(_ARRIVE, moved)


def _progress(database: Database, assignment_id: str, quiz_id: str, people_count: int) -> None:
    done = [
        {"assignment_id": assignment_id, "quiz_id": quiz_id, "person_id": f"p{n:06d}", "progress": 1 + n % 3}
        for n in range(people_count) if n % 3
    ]  # fmt: skip
    with database.write() as connection:
        connection.executemany(_PROGRESS, done)


def _quickest(work: Callable[[], object]) -> float:
    times = []
    for _ in range(_QUICKEST_OF):
        begun = time.perf_counter()
        work()
        times.append((time.perf_counter() - begun) * 1000)
    return min(times)
