"""Refreshers of some who took the post-test a month ago or more: what they have not met yet, answered a little worse."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from actions.courseware import Courseware
from actions.summaries.refresher_rollups import rows_of_refresher
from actions.summaries.rollups import rows_of_close, rows_of_start
from demo.behaviour import WITA, ItemProfile, Mind, answer, office_hour, seconds_per_answer
from people.models import Person
from quizzes import attempts
from quizzes.draw import draw_paper
from quizzes.models import Course, Quiz
from quizzes.refreshers import due_now
from quizzes.responses import Response, encode_response
from store.clock import from_text, to_text
from store.database import Connection, Database
from store.ids import new_id
from store.learning import attempts as attempt_store
from store.learning import refreshers as refresher_store
from store.learning.attempts import AttemptRecord
from store.learning.refreshers import Posttest, Refreshed
from store.summaries.rollups import RollupRow

_VOLUNTEER_SHARE = 0.25
_DELAY_DAYS = 12
"""Who follows the invitation does so within so many days."""
_FADED = 0.3
"""Of ability, on the scale of ``demo/behaviour.py``: about 5 points of a hundred."""


@dataclass(frozen=True)
class Taker:
    """``met``: items of the person's post-tests."""

    person: Person
    report_id: str
    mind: Mind
    met: frozenset[str]


@dataclass(frozen=True)
class Written:
    attempts: int = 0
    answers: int = 0


def seed_refreshers(
    database: Database,
    courseware: Courseware,
    course: Course,
    takers: Sequence[Taker],
    profiles: Mapping[str, ItemProfile],
    seed: int,
    days: Sequence[date],
    add_up: Callable[[Iterable[RollupRow]], None],
    progress: Callable[[str, int, int], None] = lambda *_: None,
) -> Written:
    """One per volunteer whose day has come by the last of ``days``, in one transaction; ``add_up`` takes their rollup rows."""
    if course.refresher is None or not days:
        return Written()
    quiz, count, answers = courseware.bank.quizzes[course.refresher.quiz], 0, 0
    with database.write() as connection:
        for place, taker in enumerate(takers):
            dice = random.Random(f"refresher:{seed}:{taker.person.id}")
            posttest = refresher_store.first_posttest(connection, taker.person.id, course.posttest)
            if posttest is None or dice.random() >= _VOLUNTEER_SHARE:
                continue
            learned_on = from_text(posttest.closed_at).astimezone(WITA).date()
            due_on = learned_on + timedelta(days=course.refresher.after_days[0])
            open_days = [day for day in days if due_on <= day <= due_on + timedelta(days=_DELAY_DAYS)]
            if open_days:
                at = office_hour(dice, dice.choice(open_days)).astimezone(UTC)
                due_days = due_now(course.refresher.after_days, learned_on, at.astimezone(WITA).date())
                assert due_days is not None, "the first due date has come"
                answers += _take(connection, courseware, quiz, taker, profiles, dice, at, posttest, due_days, add_up)
                count += 1
            if place % 1000 == 0:
                progress("Mengerjakan penyegaran", place, len(takers))
    progress("Mengerjakan penyegaran", len(takers), len(takers))
    return Written(count, answers)


def _take(
    connection: Connection,
    courseware: Courseware,
    quiz: Quiz,
    taker: Taker,
    profiles: Mapping[str, ItemProfile],
    dice: random.Random,
    at: datetime,
    posttest: Posttest,
    due_days: int,
    add_up: Callable[[Iterable[RollupRow]], None],
) -> int:
    """From draw to mark; returns how many items were answered."""
    bank, person = courseware.bank, taker.person
    paper = draw_paper(quiz.blueprint, bank.items, bank.fingerprints, dice.getrandbits(63), avoid=taker.met)
    attempt = attempts.begin(new_id(at, dice.getrandbits(74)), person.id, quiz, 1, paper, at)
    items = [bank.items[drawn.item_id] for drawn in paper]
    version = attempt_store.keep_versions(
        connection, quiz, zip((drawn.fingerprint for drawn in paper), items, strict=True)
    )
    record = AttemptRecord(attempt, posttest.assignment_id, person.agency_id, person.employment, None, None, None)
    attempt_store.add_attempt(connection, attempt, version, posttest.assignment_id, person.agency_id, person.employment)
    refresher_store.add_refreshed(connection, Refreshed(attempt.id, posttest.id, due_days))
    mind = Mind(taker.mind.ability - _FADED, taker.mind.by_indicator, taker.mind.misconceptions)
    responses: dict[int, Response | None] = {}
    for position, drawn in enumerate(paper):
        profile = profiles[drawn.item_id]
        at += timedelta(seconds=seconds_per_answer(dice, profile.kind))
        response = answer(dice, mind, profile)
        if response is not None:
            responses[position] = response
            attempt_store.add_response(connection, attempt.id, position, encode_response(response), to_text(at))
    closed, result = attempts.close(attempt, items, responses, at + timedelta(seconds=20))
    attempt_store.close_attempt(connection, closed, result)
    closing = rows_of_close(record, items, responses, result, taker.report_id, passed_before=False)
    add_up([*rows_of_start(record), *closing, *rows_of_refresher(connection, record, items, result)])
    return len(responses)
