"""Fill an empty database with the demo: every paper drawn, answered and marked by the real engine.

The work is done in a file of its own beside the database and copied in as ONE transaction at the end, so a seeding
that is interrupted leaves the site as empty as before, and a site already running on it sees all or nothing.
The same seed, moment and courseware give the same database.
"""

from __future__ import annotations

import heapq
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from actions.courseware import Courseware
from actions.signing_in.sign_in import require_demo_database
from actions.summaries.pair_rows import Half, half_of, rows_between
from actions.summaries.rollups import rows_of_close, rows_of_start
from actions.summaries.sureness_rows import counts as counts_sureness
from actions.summaries.sureness_rows import rows_of_said
from content.models import Lesson
from content.sections import CheckSection
from content.words import INDICATORS
from demo.behaviour import (
    WITA,
    AgencyClimate,
    ItemProfile,
    Journey,
    Mind,
    after_lessons,
    all_misconceptions,
    answer,
    make_climate,
    make_journey,
    make_mind,
    make_profile,
    office_hour,
    retry_at,
    seconds_per_answer,
    within,
    working_days,
)
from demo.dilemmas import Player, seed_dilemmas
from demo.organisation import ROOT_ID, Organisation, OrganisationSize, make_organisation
from demo.refreshers import Taker, seed_refreshers
from demo.rollup_sums import RollupSums
from demo.sureness import say
from people.errors import NetralError
from people.models import Person
from quizzes import attempts
from quizzes.attempts import Attempt, Result
from quizzes.draw import draw_paper, form_for
from quizzes.models import Course, Quiz
from quizzes.responses import Response, encode_response
from quizzes.sureness import Saying, last_sayings
from store.assigning import assignments as assignment_store
from store.assigning.assignments import Assignment
from store.backup import copy_online, make_single_file, remove_database
from store.clock import to_text
from store.database import Connection, Database, open_database
from store.ids import new_id
from store.learning import attempts as attempt_store
from store.learning import progress as progress_store
from store.learning import sureness as sureness_store
from store.learning.attempts import AttemptRecord
from store.learning.progress import SectionDone
from store.registry import agencies as agency_store
from store.registry import people as people_store
from store.registry.people import RoleGrant
from store.summaries import rollups as rollup_store

COURSE_ID = "netralitas-dasar"
ASSIGNMENT_ID = "demo-penugasan-1"
SIMULATED_DAYS = 61
DUE_DAYS_AFTER = 14
ATTEMPTS_PER_TRANSACTION = 500
_EXTRA_GAIN_PER_RETRY = 0.25

Progress = Callable[[str, int, int], None]
"""(what is being done, done, of how many)"""


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


@dataclass
class _Learner:
    """A simulated person: who, how much they know before and after the lessons, and when they act."""

    person: Person
    report_id: str
    before: Mind
    after: Mind
    journey: Journey
    seen: dict[str, frozenset[str]] = field(default_factory=dict)
    """Quiz id -> items of earlier papers."""
    passed: set[str] = field(default_factory=set)
    half: Half | None = None
    """The first of pre-test and post-test to close, until the other does."""


@dataclass(frozen=True, order=True)
class _Sitting:
    """The next time somebody sits down to a quiz; ordered by time."""

    at: datetime
    learner_index: int
    quiz_id: str
    number: int


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
        self.kept_versions: set[str] = set()
        self.quiz_versions: dict[str, str] = {}
        self.rollups = RollupSums()
        self.counts = {"attempts": 0, "finished": 0, "answers": 0, "sections": 0}

    def run(self) -> SeedReport:
        learners = self._plan()
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
            attempts=self.counts["attempts"],
            finished_attempts=self.counts["finished"],
            answers=self.counts["answers"],
            sections_done=self.counts["sections"],
            dilemma_runs=dilemma_runs,
        )

    def _plan(self) -> list[_Learner]:
        misconceptions = all_misconceptions(self.courseware.bank.items.values())
        report_of = {agency.id: agency.report_id for agency in self.organisation.agencies}
        stories = {persona.person_id: persona.story for persona in self.organisation.personas}
        climates: dict[str, AgencyClimate] = {}
        learners = []
        for place, person in enumerate(self.organisation.people):
            report_id = report_of[person.agency_id]
            if report_id not in climates:
                climates[report_id] = make_climate(self.seed, report_id, INDICATORS, misconceptions)
            if person.agency_id not in climates:
                climates[person.agency_id] = within(climates[report_id], self.seed, person.agency_id)
            climate = climates[person.agency_id]
            dice = random.Random(f"person:{self.seed}:{person.id}")
            story = stories.get(person.id, "free")
            before = make_mind(dice, climate, person.employment)
            if story == "finished":
                before = Mind(2.0, before.by_indicator, frozenset())
            journey = make_journey(dice, climate, self.days, max(1, len(self.lessons)), story)
            share_read = journey.lessons_read / max(1, len(self.lessons))
            after = after_lessons(before, dice, share_read)
            learners.append(_Learner(person, report_id, before, after, journey))
            if place % 1000 == 0:
                self.progress("Menyusun pegawai", place, len(self.organisation.people))
        self.progress("Menyusun pegawai", len(learners), len(learners))
        return learners

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

    def _write_lessons(self, learners: list[_Learner]) -> None:
        with self.database.write() as connection:
            for place, learner in enumerate(learners):
                for done in self._sections_of(learner):
                    progress_store.mark_section(connection, done)
                    self.counts["sections"] += 1
                if place % 500 == 0:
                    self.progress("Membaca materi", place, len(learners))
        self.progress("Membaca materi", len(learners), len(learners))

    def _sections_of(self, learner: _Learner) -> Iterator[SectionDone]:
        journey = learner.journey
        if journey.study_from is None or journey.study_until is None:
            return
        dice = random.Random(f"lessons:{self.seed}:{learner.person.id}")
        begun = [*self.lessons[: journey.lessons_read]]
        partly = None
        if journey.lessons_read < len(self.lessons) and journey.last_lesson_share:
            partly = self.lessons[journey.lessons_read]
            begun.append(partly)
        first, last = journey.study_from.astimezone(WITA).date(), journey.study_until.astimezone(WITA).date()
        between = [day for day in self.days if first < day < last]
        if between:
            starts = sorted(office_hour(dice, dice.choice(between)) for _ in begun)
        else:
            pause = (journey.study_until - journey.study_from) / (len(begun) + 1)
            starts = [journey.study_from + pause * n for n in range(len(begun))]
        for lesson, start in zip(begun, starts, strict=True):
            share = journey.last_lesson_share if lesson is partly else 1.0
            at = start
            for section in lesson.sections[: int(share * len(lesson.sections))]:
                at += timedelta(seconds=dice.randrange(5, 25))
                chosen = None
                if isinstance(section, CheckSection):
                    options = [option.id for option in section.options]
                    chosen = section.key if dice.random() < 0.7 else dice.choice(options)
                yield SectionDone(learner.person.id, lesson.id, section.id, chosen, to_text(at))

    def _live(self, learners: list[_Learner]) -> None:
        """Sittings in the order of time: attempt ids grow, so rows are appended and the file stays compact."""
        queue: list[_Sitting] = []
        pretest, posttest = self.course.pretest, self.course.posttest
        for place, learner in enumerate(learners):
            if pretest is not None and learner.journey.pretest_at is not None:
                queue.append(_Sitting(learner.journey.pretest_at, place, pretest, 1))
            if learner.journey.posttest_at is not None:
                queue.append(_Sitting(learner.journey.posttest_at, place, posttest, 1))
        heapq.heapify(queue)
        batch = _Batch()
        while queue:
            sitting = heapq.heappop(queue)
            again = self._sit(learners[sitting.learner_index], sitting, batch)
            if again is not None:
                heapq.heappush(queue, again)
            if len(batch.begun) >= ATTEMPTS_PER_TRANSACTION or not queue:
                with self.database.write() as connection:
                    self._write(connection, batch)
                self.counts["attempts"] += len(batch.begun)
                batch = _Batch()
                self.progress("Mengerjakan kuis", self.counts["attempts"], self.counts["attempts"] + len(queue))

    def _refresh(self, learners: list[_Learner]) -> None:
        post, (bank, profiles) = self.course.posttest, (self.courseware, self.profiles)
        takers = [Taker(one.person, one.report_id, one.after, one.seen[post]) for one in learners if post in one.seen]
        wrote = seed_refreshers(
            self.database, bank, self.course, takers, profiles, self.seed, self.days, self.rollups.add, self.progress
        )
        for name, number in (("attempts", wrote.attempts), ("finished", wrote.attempts), ("answers", wrote.answers)):
            self.counts[name] += number

    def _play_dilemmas(self, learners: list[_Learner]) -> int:
        players = [
            Player(
                learner.person, learner.report_id, learner.after, learner.journey.study_until.astimezone(WITA).date()
            )
            for learner in learners
            if learner.journey.study_until is not None and learner.journey.lessons_read >= len(self.lessons)
        ]
        dilemmas = self.courseware.bank.dilemmas.values()
        return seed_dilemmas(self.database, dilemmas, players, self.seed, self.days, self.progress)

    def _sit(self, learner: _Learner, sitting: _Sitting, batch: _Batch) -> _Sitting | None:
        """Take one quiz from draw to mark; returns the next sitting when the person tries again."""
        bank = self.courseware.bank
        quiz = bank.quizzes[sitting.quiz_id]
        person, journey = learner.person, learner.journey
        is_posttest = quiz.id == self.course.posttest
        dice = random.Random(f"sitting:{self.seed}:{person.id}:{quiz.id}:{sitting.number}")
        seen = learner.seen.get(quiz.id, frozenset())
        form = form_for(quiz, person.id)
        paper = draw_paper(quiz.blueprint, bank.items, bank.fingerprints, dice.getrandbits(63), avoid=seen, form=form)
        learner.seen[quiz.id] = seen | {drawn.item_id for drawn in paper}
        attempt_id = new_id(sitting.at, dice.getrandbits(74))
        started_at = sitting.at.astimezone(UTC)  # once here, or every answer's time would be converted
        attempt = attempts.begin(attempt_id, person.id, quiz, sitting.number, paper, started_at)
        record = AttemptRecord(attempt, ASSIGNMENT_ID, person.agency_id, person.employment, None, None, None)
        batch.begun.append(record)
        self.rollups.add(rows_of_start(record))

        hands_in = journey.hands_in_posttest if is_posttest else journey.hands_in_pretest
        mind = learner.after if is_posttest else learner.before
        if sitting.number > 1:
            gain = _EXTRA_GAIN_PER_RETRY * (sitting.number - 1)
            mind = Mind(mind.ability + gain, mind.by_indicator, mind.misconceptions)
        responses, times, ended_at = self._respond(dice, attempt, mind, hands_in, batch)
        sayings = say(self.seed, attempt, mind, self.profiles, responses, times)
        if sayings:
            batch.sayings.append((attempt_id, sayings))
        if not hands_in:
            if attempt.deadline_at is None:
                return None  # left open for good
            ended_at = attempt.deadline_at + attempts.GRACE + timedelta(seconds=1)
        items = [bank.items[drawn.item_id] for drawn in paper]
        closed, result = attempts.close(attempt, items, responses, ended_at)
        batch.closed.append((closed, result))
        passed_before = quiz.id in learner.passed
        self.rollups.add(
            rows_of_close(record, items, responses, result, learner.report_id, passed_before=passed_before)
        )
        if sayings and counts_sureness(attempt):
            said = {one.position: bool(one.is_sure) for one in last_sayings(sayings).values()}
            self.rollups.add(rows_of_said(record, items, responses, result, learner.report_id, said))
        self._pair(learner, half_of(record, items, [mark.fraction for mark in result.marks]))
        if result.passed:
            learner.passed.add(quiz.id)
        return self._next_sitting(learner, quiz, sitting, closed, dice)

    def _pair(self, learner: _Learner, half: Half | None) -> None:
        if half is not None and learner.half is not None:
            self.rollups.add(rows_between(learner.half, half))
        learner.half = half or learner.half

    def _next_sitting(
        self, learner: _Learner, quiz: Quiz, sitting: _Sitting, closed: Attempt, dice: random.Random
    ) -> _Sitting | None:
        if quiz.id != self.course.posttest or quiz.id in learner.passed or not learner.journey.keeps_trying:
            return None
        if quiz.attempt_limit is not None and sitting.number >= quiz.attempt_limit:
            return None
        at = retry_at(dice, closed.closed_at or closed.started_at, self.days)
        return None if at is None else _Sitting(at, sitting.learner_index, quiz.id, sitting.number + 1)

    def _respond(
        self, dice: random.Random, attempt: Attempt, mind: Mind, hands_in: bool, batch: _Batch
    ) -> tuple[dict[int, Response | None], dict[int, int], datetime]:
        """Answer the paper from top to bottom; returns the responses, after how many seconds each was given, and the end."""
        at = attempt.started_at
        times: dict[int, int] = {}
        responses: dict[int, Response | None] = {}
        last = len(attempt.paper) if hands_in else dice.randrange(1, len(attempt.paper))
        for position, drawn in enumerate(attempt.paper[:last]):
            profile = self.profiles[drawn.item_id]
            at += timedelta(seconds=seconds_per_answer(dice, profile.kind))
            if attempt.is_overdue(at):
                break
            response = answer(dice, mind, profile)
            if response is None:
                continue
            responses[position] = response
            times[position] = (at - attempt.started_at).seconds
            batch.responses.append(
                {
                    "attempt_id": attempt.id,
                    "seq": len(responses),
                    "position": position,
                    "value": encode_response(response),
                    "answered_at": to_text(at),
                }
            )
        return responses, times, at + timedelta(seconds=dice.randrange(5, 60))

    def _write(self, connection: Connection, batch: _Batch) -> None:
        bank = self.courseware.bank
        for record in batch.begun:
            quiz = record.attempt.quiz
            fresh = {p.fingerprint: p.item_id for p in record.attempt.paper if p.fingerprint not in self.kept_versions}
            if fresh or quiz.id not in self.quiz_versions:
                versions = [(fingerprint, bank.items[item_id]) for fingerprint, item_id in fresh.items()]
                self.quiz_versions[quiz.id] = attempt_store.keep_versions(connection, quiz, versions)
                self.kept_versions.update(fresh)
            attempt_store.add_attempt(
                connection,
                record.attempt,
                self.quiz_versions[quiz.id],
                record.assignment_id,
                record.agency_id,
                record.employment,
            )
        attempt_store.add_responses(connection, batch.responses)
        sureness_store.add_sayings(connection, batch.sayings)
        for closed, result in batch.closed:
            attempt_store.close_attempt(connection, closed, result)
        self.counts["finished"] += len(batch.closed)
        self.counts["answers"] += len(batch.responses)


@dataclass
class _Batch:
    """What one transaction will write."""

    begun: list[AttemptRecord] = field(default_factory=list)
    responses: list[dict[str, object]] = field(default_factory=list)
    closed: list[tuple[Attempt, Result]] = field(default_factory=list)
    sayings: list[tuple[str, list[Saying]]] = field(default_factory=list)
