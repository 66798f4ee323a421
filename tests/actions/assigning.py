"""A region with people who can be assigned, moved and let go; real storage."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from actions.assigning import assignment_status, assignments
from actions.assigning.assignments import Draft
from actions.courseware import Courseware
from actions.learning import take_quiz
from people.access import Assigner, assigner_of
from people.assigning.assignment_rules import Rule
from people.assigning.windows import Window
from people.models import Agency, Person, Viewer
from store.database import Database
from store.registry import agencies, people
from store.signing_in.accounts import add_number
from tests.builders import PLACES, fresh_id, make_courseware, new_database, quiz_data

OPENS, DUE = date(2026, 11, 1), date(2026, 11, 30)
DURING = datetime(2026, 11, 22, 3, tzinfo=UTC)
BEFORE = datetime(2026, 10, 20, 3, tzinfo=UTC)
AGENCIES = (
    Agency("kab", None, "Kabupaten", "instansi", "kab/", "kab"), *PLACES.values(),
    Agency("sd", "disdik", "SD 1", "unit", "kab/disdik/sd/", "disdik"),
)  # fmt: skip
NAMES = {agency.id: agency for agency in AGENCIES}


class Region:
    """Kab with Disdik (and its school) and Dinkes; nobody and nothing assigned yet."""

    def __init__(self, folder: Path, **quiz: object) -> None:
        self.folder = folder
        self.database: Database = new_database(folder / "netral.sqlite")
        limits = {"attempt_limit": 3, "time_limit_minutes": 30}
        self.courseware: Courseware = make_courseware(folder / "site", quizzes=[quiz_data(**limits | quiz)])
        with self.database.write() as connection:
            agencies.add_agencies(connection, AGENCIES)

    def hire(self, name: str, agency: str = "sd", employment: str = "pns", since: str = "2026-01-01") -> Viewer:
        with self.database.write() as connection:
            people.add_people(connection, [Person(name, name.title(), employment, agency)], "demo", since)  # type: ignore[arg-type]
        return Viewer(name, name.title(), "learner", employment, agency, NAMES[agency].name, True)  # type: ignore[arg-type]

    def number(self, name: str, number: str) -> None:
        with self.database.write() as connection:
            add_number(connection, name, "nip", number)

    def move(self, name: str, day: str, agency: str | None, employment: str = "pns") -> None:
        """From ``day`` on in another agency; None: gone."""
        with self.database.write() as connection:
            connection.execute(
                "UPDATE membership SET valid_to = ? WHERE person_id = ? AND valid_to IS NULL", (day, name)
            )
            if agency is not None:
                connection.execute(
                    "INSERT INTO membership (person_id, valid_from, agency_id, employment) VALUES (?, ?, ?, ?)",
                    (name, day, agency, employment),
                )

    def head(self, agency: str = "kab", role: str = "supervisor") -> Assigner:
        viewer = Viewer(f"kepala-{agency}", "Kepala", role, "pns", agency, NAMES[agency].name, True)  # type: ignore[arg-type]
        return assigner_of(viewer, agency, NAMES[agency].path)

    def assign(self, *agency_ids: str, now: datetime = BEFORE, by: Assigner | None = None, **rule: object) -> str:
        given = Rule(frozenset(agency_ids or ("disdik",)), **rule)  # type: ignore[arg-type]
        return assignments.create(
            self.database, self.courseware, by or self.head(), draft_of(given), now, assignment_id=fresh_id()
        )

    def start(self, viewer: Viewer, now: datetime = DURING) -> str:
        return take_quiz.start_attempt(
            self.database, self.courseware, viewer, "kuis", now, attempt_id=fresh_id(now), seed=1
        )

    def finish(self, viewer: Viewer, now: datetime = DURING) -> None:
        take_quiz.submit(self.database, viewer, self.start(viewer, now), now)

    def status(self, assignment_id: str, agency: str = "kab", now: datetime = DURING, head: str = "kab"):
        return assignment_status.status(
            self.database, self.courseware, self.head(head).scope, assignment_id, agency, now
        )

    def names_behind(
        self, query: assignment_status.PeopleQuery, now: datetime = DURING, head: str = "kab"
    ) -> list[str]:
        scope = self.head(head).scope
        return [p.person_id for p in assignment_status.people_behind(self.database, self.courseware, scope, query, now)]

    def count(self, table: str) -> int:
        with self.database.read() as connection:
            return connection.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0]


def draft_of(rule: Rule, opens_on: date = OPENS, due_on: date = DUE) -> Draft:
    return Draft("kursus", "Netralitas akhir tahun", rule, Window(opens_on, due_on, "WITA"))


def at_once(count: int, work) -> list[object]:
    """What ``work(0)`` .. ``work(count - 1)`` returned or raised, all begun together."""
    import threading

    gate, found = threading.Barrier(count), []

    def run(place: int) -> None:
        gate.wait()
        try:
            found.append(work(place))
        except Exception as error:
            found.append(error)

    threads = [threading.Thread(target=run, args=(place,)) for place in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


MINUTE, SECOND = timedelta(minutes=1), timedelta(seconds=1)
