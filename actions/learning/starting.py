"""On what terms a quiz may be begun now: an assignment whose window is open, or a refresher whose day has come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from actions.courseware import Courseware
from actions.learning.assigned import assignment_to_start
from actions.learning.refreshers import refresher_to_start
from people.errors import NoAttemptsLeft
from people.models import Viewer
from quizzes.models import Quiz
from store.database import Connection
from store.learning.refreshers import Refreshed


@dataclass(frozen=True)
class Start:
    """``seen``: items met in another quiz, to be drawn last. ``refreshed``: the due date a refresher answers."""

    assignment_id: str
    extra_minutes: int = 0
    seen: frozenset[str] = frozenset()
    refreshed: Refreshed | None = None


def start_of(
    connection: Connection,
    courseware: Courseware,
    viewer: Viewer,
    quiz: Quiz,
    used: int,
    now: datetime,
    attempt_id: str,
) -> Start:
    """``used``: earlier attempts. Raises NotAllowed, NotFound, NotOpenYet, WindowClosed, NoAttemptsLeft, NotDueYet."""
    if quiz.mode == "refresher":
        plan = refresher_to_start(connection, courseware, viewer, quiz.id, now)
        refreshed = Refreshed(attempt_id, plan.posttest_id, plan.due_days)
        return Start(plan.assignment_id, seen=plan.seen, refreshed=refreshed)
    assigned = assignment_to_start(connection, courseware, viewer, quiz.id, now)
    if quiz.attempt_limit is not None and used >= quiz.attempt_limit + assigned.extra.extra_attempts:
        raise NoAttemptsLeft(quiz.attempt_limit + assigned.extra.extra_attempts)
    return Start(assigned.given.id, assigned.extra.extra_minutes)
