"""Which assignments one person has, and on what terms: the window, and what they get on top of everybody's time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from actions.courseware import Courseware
from people.access import require
from people.assigning.assignment_errors import NotOpenYet, WindowClosed
from people.assigning.assignment_rules import Decision, Given, decide, reference_day
from people.errors import NotFound
from people.models import Viewer
from quizzes.models import Course
from store.assigning import assignment_people, assignment_rules, withdrawals
from store.assigning.assignment_rules import Accommodation
from store.database import Connection


@dataclass(frozen=True)
class Assigned:
    """An assignment that is this person's, in their own terms."""

    given: Given
    decision: Decision
    extra: Accommodation


def assigned_to(connection: Connection, person_id: str, now: datetime) -> list[Assigned]:
    """Every assignment the person is in or exempt from (who is exempt may still take it), the earliest deadline first.

    One that was withdrawn is only there for whoever has an attempt of it open; one whose window waits for the days of an
    election stage is nobody's yet.
    """
    found, under_way = [], withdrawals.under_way(connection, person_id)
    for given in assignment_rules.given_around(connection, person_id):
        if given.window.is_waiting:
            continue
        if given.is_withdrawn and given.id not in under_way:
            continue
        decision = decision_of(connection, given, person_id, now)
        if decision is not None and decision.standing != "out":
            extra = assignment_rules.accommodation_of(connection, given.id, person_id)
            found.append(Assigned(given, decision, extra))
    return found


def decision_of(connection: Connection, given: Given, person_id: str, now: datetime) -> Decision | None:
    """None when there is nobody of that id."""
    then, day = days_of(given, now)
    exemption = assignment_rules.exemption_of(connection, given.id, person_id)
    facts = assignment_people.facts_of(connection, then, day, person_id, exemption)
    return decide(given.rule, facts) if facts else None


def days_of(given: Given, now: datetime) -> tuple[str, str]:
    """(reference day, day asked about): today in the assignment's zone, and after its end the last day of it."""
    today = min(given.window.day_of(now), given.window.due_on).isoformat()
    return reference_day(given.window, today), today


def assignment_to_start(
    connection: Connection, courseware: Courseware, viewer: Viewer, quiz_id: str, now: datetime
) -> Assigned:
    """The person's assignment whose window is open for a quiz. Raises NotAllowed, NotFound, NotOpenYet, WindowClosed."""
    require(viewer, "take_quiz")
    found = [
        one
        for one in assigned_to(connection, viewer.person_id, now)
        if not one.given.is_withdrawn and _asks(courseware.bank.courses.get(one.given.course_id), quiz_id)
    ]
    if not found:
        raise NotFound("Penugasan untuk kuis ini", "Minta penyelia menugaskan kursusnya kepada unit kerja Anda.")
    for one in found:
        if one.given.window.is_open(now):
            return one
    waiting = [one.given.window for one in found if not one.given.window.is_over(now)]
    if waiting:
        raise NotOpenYet(min(waiting, key=lambda window: window.opens_at))
    raise WindowClosed(max((one.given.window for one in found), key=lambda window: window.closes_at))


def _asks(course: Course | None, quiz_id: str) -> bool:
    return course is not None and quiz_id in (course.pretest, course.posttest, *course.practice)
