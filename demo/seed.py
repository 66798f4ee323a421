"""Fill an empty database with the demo: every paper drawn, answered and marked by the real engine.

The work is done in a file of its own beside the database and copied in as ONE transaction at the end, so a seeding
that is interrupted leaves the site as empty as before, and a site already running on it sees all or nothing.
The same seed, moment and courseware give the same database.
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from actions.courseware import Courseware
from actions.signing_in.sign_in import require_demo_database
from content.models import Lesson
from demo.behaviour import (
    WITA,
    ItemProfile,
    make_profile,
    working_days,
)
from demo.dilemmas import Player, seed_dilemmas
from demo.learners import Learner, Progress, plan_learners
from demo.organisation import ROOT_ID, Organisation, OrganisationSize, make_organisation
from demo.reading import sections_done
from demo.refreshers import Taker, seed_refreshers
from demo.rollup_sums import RollupSums
from demo.sittings import ASSIGNMENT_ID, Batch, Sitter, Sitting
from people.errors import NetralError
from quizzes.models import Course
from store.assigning import assignments as assignment_store
from store.assigning.assignments import Assignment
from store.backup import copy_online, make_single_file, remove_database
from store.database import Database, open_database
from store.learning import progress as progress_store
from store.registry import agencies as agency_store
from store.registry import people as people_store
from store.registry.people import RoleGrant
from store.summaries import rollups as rollup_store

COURSE_ID = "netralitas-dasar"
SIMULATED_DAYS = 61
DUE_DAYS_AFTER = 14
ATTEMPTS_PER_TRANSACTION = 500


class CourseMissing(NetralError):
    def __init__(self) -> None:
        super().__init__(f"Kursus '{COURSE_ID}' tidak dapat dipakai, jadi data demo tidak dapat dibuat.")
        self.what_to_do = "Jalankan 'python cli.py check' dan perbaiki galatnya."


@dataclass(frozen=True)
class SeedReport:
    """What a seeding wrote; ``already_seeded`` means that it found people and wrote nothing."""

    already_seeded: bool
    people: int = 0
    agencies: int = 0
    attempts: int = 0
    finished_attempts: int = 0
    answers: int = 0
    sections_done: int = 0
    dilemma_runs: int = 0


def seed_demo(
    database: Database,
    courseware: Courseware,
    seed: int,
    now: datetime,
    progress: Progress = lambda *_: None,
    *,
    size: OrganisationSize | None = None,
) -> SeedReport:
    """Raises NotADemoDatabase when real people are there, CourseMissing, StorageError."""
    require_demo_database(database)
    with database.read() as connection:
        if people_store.count_people(connection):
            return SeedReport(already_seeded=True)
    course = courseware.bank.courses.get(COURSE_ID)
    if course is None:
        raise CourseMissing()
    workshop_path = database.path.with_name(database.path.name + ".disemai")
    remove_database(workshop_path)  # left behind by a seeding that was killed
    try:
        workshop = open_database(workshop_path)
        try:
            report = _Seeding(workshop, courseware, course, seed, now, progress, size).run()
        finally:
            workshop.close()
        make_single_file(workshop_path)
        copy_online(workshop_path, database.path, lambda done, total: progress("Menyimpan", done, total))
    finally:
        remove_database(workshop_path)
    return report


class _Seeding:
    """One run: plan everybody, then live through the sittings in the order of time."""

    def __init__(
        self,
        database: Database,
        courseware: Courseware,
        course: Course,
        seed: int,
        now: datetime,
        progress: Progress,
        size: OrganisationSize | None,
    ) -> None:
        self.database, self.courseware, self.course = database, courseware, course
        self.seed, self.now, self.progress = seed, now, progress
        self.organisation: Organisation = make_organisation(seed, size)
        first = now.astimezone(WITA).date() - timedelta(days=SIMULATED_DAYS)
        self.opens_on = first
        self.days = working_days(first, now.astimezone(WITA).date() - timedelta(days=1))
        self.lessons: tuple[Lesson, ...] = courseware.library.lessons_of(course.modules)
        self.profiles: dict[str, ItemProfile] = {
            item.id: make_profile(item, seed) for item in courseware.bank.items.values()
        }
        self.rollups = RollupSums()
        self.sitter = Sitter(courseware, course, seed, self.days, self.profiles, self.rollups)
        self.section_count = 0

    def run(self) -> SeedReport:
        learners = plan_learners(
            self.organisation, self.courseware, self.seed, len(self.lessons), self.days, self.progress
        )
        self._write_organisation()
        self._write_lessons(learners)
        self._live(learners)
        self._refresh(learners)
        dilemma_runs = self._play_dilemmas(learners)
        with self.database.write() as connection:
            rollup_store.add_to_rollups(connection, self.rollups.rows())
        return SeedReport(
            already_seeded=False,
            people=len(self.organisation.people),
            agencies=len(self.organisation.agencies),
            attempts=self.sitter.counts["attempts"],
            finished_attempts=self.sitter.counts["finished"],
            answers=self.sitter.counts["answers"],
            sections_done=self.section_count,
            dilemma_runs=dilemma_runs,
        )

    def _write_organisation(self) -> None:
        name_of = {person.id: person.name for person in self.organisation.people}
        assignment = Assignment(
            ASSIGNMENT_ID,
            self.course.id,
            f"{self.course.title}, tahun {self.opens_on.year}",
            self.opens_on.isoformat(),
            (self.now.astimezone(WITA).date() + timedelta(days=DUE_DAYS_AFTER)).isoformat(),
        )
        joined = date(self.opens_on.year - 1, 1, 1).isoformat()
        with self.database.write() as connection:
            agency_store.add_agencies(connection, self.organisation.agencies)
            people_store.add_people(connection, self.organisation.people, "demo", joined)
            assignment_store.add_assignment(connection, assignment, [ROOT_ID])
            for p in self.organisation.personas:
                grant = RoleGrant(p.person_id, name_of[p.person_id], p.role, p.title, p.description)
                people_store.add_role(connection, grant)

    def _write_lessons(self, learners: list[Learner]) -> None:
        with self.database.write() as connection:
            for place, learner in enumerate(learners):
                for done in sections_done(learner, self.lessons, self.days, self.seed):
                    progress_store.mark_section(connection, done)
                    self.section_count += 1
                if place % 500 == 0:
                    self.progress("Membaca materi", place, len(learners))
        self.progress("Membaca materi", len(learners), len(learners))

    def _live(self, learners: list[Learner]) -> None:
        """Sittings in the order of time: attempt ids grow, so rows are appended and the file stays compact."""
        queue: list[Sitting] = []
        pretest, posttest = self.course.pretest, self.course.posttest
        for place, learner in enumerate(learners):
            if pretest is not None and learner.journey.pretest_at is not None:
                queue.append(Sitting(learner.journey.pretest_at, place, pretest, 1))
            if learner.journey.posttest_at is not None:
                queue.append(Sitting(learner.journey.posttest_at, place, posttest, 1))
        heapq.heapify(queue)
        batch = Batch()
        while queue:
            sitting = heapq.heappop(queue)
            again = self.sitter.sit(learners[sitting.learner_index], sitting, batch)
            if again is not None:
                heapq.heappush(queue, again)
            if len(batch.begun) >= ATTEMPTS_PER_TRANSACTION or not queue:
                with self.database.write() as connection:
                    self.sitter.write(connection, batch)
                self.sitter.counts["attempts"] += len(batch.begun)
                batch = Batch()
                self.progress(
                    "Mengerjakan kuis", self.sitter.counts["attempts"], self.sitter.counts["attempts"] + len(queue)
                )

    def _refresh(self, learners: list[Learner]) -> None:
        post, (bank, profiles) = self.course.posttest, (self.courseware, self.profiles)
        takers = [Taker(one.person, one.report_id, one.after, one.seen[post]) for one in learners if post in one.seen]
        wrote = seed_refreshers(
            self.database, bank, self.course, takers, profiles, self.seed, self.days, self.rollups.add, self.progress
        )
        for name, number in (("attempts", wrote.attempts), ("finished", wrote.attempts), ("answers", wrote.answers)):
            self.sitter.counts[name] += number

    def _play_dilemmas(self, learners: list[Learner]) -> int:
        players = [
            Player(
                learner.person, learner.report_id, learner.after, learner.journey.study_until.astimezone(WITA).date()
            )
            for learner in learners
            if learner.journey.study_until is not None and learner.journey.lessons_read >= len(self.lessons)
        ]
        dilemmas = self.courseware.bank.dilemmas.values()
        return seed_dilemmas(self.database, dilemmas, players, self.seed, self.days, self.progress)
