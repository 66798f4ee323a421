"""Saying how sure one is of an answer: a transaction of its own, so that whatever happens to it the answer stays saved."""

from __future__ import annotations

from datetime import datetime

from actions.learning.attempt_views import AlreadyClosed, NotAsked, SaidSureness, StrangeAnswer, TooLate, said_sureness
from actions.learning.take_quiz import own_attempt
from people.models import Viewer
from quizzes import attempts
from quizzes.attempts import AttemptClosed, AttemptOverdue, NoSuchPosition
from quizzes.sureness import Saying
from store.database import Database
from store.learning import sureness as sureness_store


def say_sureness(
    database: Database, viewer: Viewer, attempt_id: str, position: int, is_sure: bool | None, now: datetime
) -> SaidSureness | None:
    """Append it; what is returned is the acknowledgement, None after taking it back. The same again is not written twice.

    Raises TooLate, AlreadyClosed, StrangeAnswer, NotAsked, NotFound, NotAllowed, StorageError.
    """
    with database.write() as connection:
        attempt = own_attempt(connection, viewer, attempt_id).attempt
        try:
            attempts.check_can_answer(attempt, position, now)
        except AttemptOverdue:
            raise TooLate() from None
        except AttemptClosed:
            raise AlreadyClosed() from None
        except NoSuchPosition:
            raise StrangeAnswer() from None
        if not attempt.quiz.asks_sureness:
            raise NotAsked()
        before = sureness_store.latest_sayings(connection, attempt_id).get(position)
        if (before.is_sure if before else None) == is_sure:
            return said_sureness(attempt, before) if before else None
        saying = Saying(position, is_sure, max(0, int((now - attempt.started_at).total_seconds())))
        sureness_store.add_saying(connection, attempt_id, saying)
    return said_sureness(attempt, saying)
