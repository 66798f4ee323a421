"""Sitting down to quizzes: papers drawn, answered and closed by the real engine, and written many at a time."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from actions.courseware import Courseware
from actions.summaries.pair_rows import Half, half_of, rows_between
from actions.summaries.rollups import rows_of_close, rows_of_start
from actions.summaries.sureness_rows import counts as counts_sureness
from actions.summaries.sureness_rows import rows_of_said
from demo.behaviour import (
    ItemProfile,
    Mind,
    answer,
    retry_at,
    seconds_per_answer,
)
from demo.learners import Learner
from demo.rollup_sums import RollupSums
from demo.sureness import say
from quizzes import attempts
from quizzes.attempts import Attempt, Result
from quizzes.draw import draw_paper, form_for
from quizzes.models import Course, Quiz
from quizzes.responses import Response, encode_response
from quizzes.sureness import Saying, last_sayings
from store.clock import to_text
from store.database import Connection
from store.ids import new_id
from store.learning import attempts as attempt_store
from store.learning import sureness as sureness_store
from store.learning.attempts import AttemptRecord

ASSIGNMENT_ID = "demo-penugasan-1"
_EXTRA_GAIN_PER_RETRY = 0.25


@dataclass(frozen=True, order=True)
class Sitting:
    """The next time somebody sits down to a quiz; ordered by time."""

    at: datetime
    learner_index: int
    quiz_id: str
    number: int


@dataclass
class Batch:
    """What one transaction will write."""

    begun: list[AttemptRecord] = field(default_factory=list)
    responses: list[dict[str, object]] = field(default_factory=list)
    closed: list[tuple[Attempt, Result]] = field(default_factory=list)
    sayings: list[tuple[str, list[Saying]]] = field(default_factory=list)


class Sitter:
    """Lets learners sit; what their attempts add to the rollups is summed in ``rollups``."""

    def __init__(
        self,
        courseware: Courseware,
        course: Course,
        seed: int,
        days: list[date],
        profiles: dict[str, ItemProfile],
        rollups: RollupSums,
    ) -> None:
        self.courseware, self.course, self.seed, self.days = courseware, course, seed, days
        self.profiles, self.rollups = profiles, rollups
        self.kept_versions: set[str] = set()
        self.quiz_versions: dict[str, str] = {}
        self.counts = {"attempts": 0, "finished": 0, "answers": 0}

    def sit(self, learner: Learner, sitting: Sitting, batch: Batch) -> Sitting | None:
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

    def _pair(self, learner: Learner, half: Half | None) -> None:
        if half is not None and learner.half is not None:
            self.rollups.add(rows_between(learner.half, half))
        learner.half = half or learner.half

    def _next_sitting(
        self, learner: Learner, quiz: Quiz, sitting: Sitting, closed: Attempt, dice: random.Random
    ) -> Sitting | None:
        if quiz.id != self.course.posttest or quiz.id in learner.passed or not learner.journey.keeps_trying:
            return None
        if quiz.attempt_limit is not None and sitting.number >= quiz.attempt_limit:
            return None
        at = retry_at(dice, closed.closed_at or closed.started_at, self.days)
        return None if at is None else Sitting(at, sitting.learner_index, quiz.id, sitting.number + 1)

    def _respond(
        self, dice: random.Random, attempt: Attempt, mind: Mind, hands_in: bool, batch: Batch
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

    def write(self, connection: Connection, batch: Batch) -> None:
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
