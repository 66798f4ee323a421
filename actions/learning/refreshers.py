"""Refreshers: what is due for a learner, the right to begin it, and what has faded since the post-test."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from actions.courseware import Courseware
from actions.learning.under_way import items_of
from people.access import require
from people.assigning.windows import long_date
from people.errors import NetralError, NotFound
from people.models import Viewer
from quizzes.attempts import grade
from quizzes.models import Course, Quiz
from quizzes.refreshers import due_now
from store.assigning import assignment_rules as rule_store
from store.clock import from_text
from store.database import Connection, Database
from store.learning import attempts as attempt_store
from store.learning import refreshers as refresher_store
from store.learning.refreshers import Posttest


class NotDueYet(NetralError):
    """``due_on``: when the next one is; None: there is no further one."""

    def __init__(self, due_on: date | None, words: str) -> None:
        super().__init__("Penyegaran ini belum waktunya, atau sudah Anda kerjakan.")
        self.due_on = due_on
        self.what_to_do = f"Penyegaran berikutnya mulai {words}." if due_on else "Anda tetap dapat berlatih kapan saja."


@dataclass(frozen=True)
class DueRefresher:
    """A refresher whose day has come; ``is_open``: begun and not handed in."""

    course: Course
    quiz: Quiz
    due_days: int
    learned_on: date
    is_open: bool


@dataclass(frozen=True)
class Faded:
    """One indicator: the share right at the post-test and now, and of how many items."""

    indicator: str
    before: float
    before_items: int
    now: float
    now_items: int


@dataclass(frozen=True)
class Plan:
    """What beginning one means: ``seen`` are items that the learner met in the post-test."""

    assignment_id: str
    posttest_id: str
    due_days: int
    seen: frozenset[str]


def due_refreshers(
    database: Database, courseware: Courseware, viewer: Viewer, now: datetime
) -> tuple[DueRefresher, ...]:
    """Those the viewer may begin or go on with now; the window of the assignment may be over. Raises NotAllowed."""
    require(viewer, "take_quiz")
    found = []
    with database.read() as connection:
        for course in _courses(courseware):
            quiz = courseware.bank.quizzes[course.refresher.quiz]  # type: ignore[union-attr]
            posttest = _posttest(connection, viewer, course)
            if posttest is None:
                continue
            days, learned_on = _due(connection, course, posttest, now)
            taken = {one.due_days: one.state for one in refresher_store.taken_after(connection, posttest.id)}
            opened = next((days for days, state in taken.items() if state == "open"), None)
            if opened is not None or (days is not None and days not in taken):
                due_days = opened if opened is not None else days
                found.append(DueRefresher(course, quiz, due_days or 0, learned_on, opened is not None))
    return tuple(found)


def refresher_to_start(
    connection: Connection, courseware: Courseware, viewer: Viewer, quiz_id: str, now: datetime
) -> Plan:
    """Raises NotAllowed, NotFound without a post-test behind it, NotDueYet."""
    require(viewer, "take_quiz")
    for course in _courses(courseware):
        posttest = (
            _posttest(connection, viewer, course) if course.refresher and course.refresher.quiz == quiz_id else None
        )
        if posttest is None:
            continue
        days, learned_on = _due(connection, course, posttest, now)
        if days is None or days in {one.due_days for one in refresher_store.taken_after(connection, posttest.id)}:
            raise _not_due(course, learned_on, days)
        return Plan(posttest.assignment_id, posttest.id, days, _items_seen(connection, viewer, course))
    raise NotFound("Penyegaran itu", "Penyegaran ditawarkan beberapa waktu sesudah pascauji.")


def faded(database: Database, viewer: Viewer, attempt_id: str) -> tuple[Faded, ...]:
    """The viewer's own, indicator by indicator; nothing for an attempt at another quiz. Raises NotAllowed, NotFound."""
    require(viewer, "take_quiz")
    with database.read() as connection:
        record = attempt_store.find_attempt(connection, attempt_id)
        if record is None or record.attempt.person_id != viewer.person_id:
            raise NotFound("Kuis itu")
        refreshed = refresher_store.find_refreshed(connection, attempt_id)
        if refreshed is None or record.attempt.is_open:
            return ()
        before, now = (_by_indicator(connection, one) for one in (refreshed.posttest_id, attempt_id))
    return tuple(Faded(name, *before[name], *now[name]) for name in now if name in before)


def _by_indicator(connection: Connection, attempt_id: str) -> dict[str, tuple[float, int]]:
    record = attempt_store.find_attempt(connection, attempt_id)
    assert record is not None, "attempts are never deleted"
    items = attempt_store.items_of(connection, record.attempt.paper)
    responses = attempt_store.decoded_responses(connection, attempt_id, items)
    found = grade(record.attempt.quiz, items, responses).indicators
    return {indicator: (topic.fraction, topic.item_count) for indicator, topic in found.items()}


def _courses(courseware: Courseware) -> Iterator[Course]:
    return (course for course in courseware.bank.courses.values() if course.refresher is not None)


def _posttest(connection: Connection, viewer: Viewer, course: Course) -> Posttest | None:
    """None also where the assignment it was taken for has been withdrawn."""
    found = refresher_store.first_posttest(connection, viewer.person_id, course.posttest)
    given = rule_store.find_given(connection, found.assignment_id) if found else None
    return None if given is None or given.is_withdrawn else found


def _due(connection: Connection, course: Course, posttest: Posttest, now: datetime) -> tuple[int | None, date]:
    """(due days, day of the post-test), by the calendar of the assignment's own zone."""
    given = rule_store.find_given(connection, posttest.assignment_id)
    assert given is not None and course.refresher is not None, "attempts belong to an assignment"
    learned_on = given.window.day_of(from_text(posttest.closed_at))
    return due_now(course.refresher.after_days, learned_on, given.window.day_of(now)), learned_on


def _not_due(course: Course, learned_on: date, days: int | None) -> NotDueYet:
    assert course.refresher is not None
    later = [one for one in course.refresher.after_days if one > (days or 0)]
    due_on = learned_on + timedelta(days=min(later)) if later else None
    return NotDueYet(due_on, long_date(due_on) if due_on else "")


def _items_seen(connection: Connection, viewer: Viewer, course: Course) -> frozenset[str]:
    """In every attempt at the post-test."""
    attempts = attempt_store.attempts_of(connection, viewer.person_id)
    return items_of(connection, [one for one in attempts if one.quiz_id == course.posttest])
