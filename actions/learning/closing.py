"""Closing an attempt: by its owner or by the clock, it is marked and counted in one transaction."""

from __future__ import annotations

import logging
from datetime import datetime

from actions.summaries.pair_rows import rows_of_pair
from actions.summaries.refresher_rollups import rows_of_refresher
from actions.summaries.rollups import rows_of_close
from actions.summaries.sureness_rows import rows_of_sureness
from people.errors import NotFound
from quizzes import attempts
from store.clock import to_text
from store.database import Connection, Database, StorageError
from store.learning import attempts as attempt_store
from store.learning.attempts import AttemptRecord
from store.summaries import rollups as rollup_store

_log = logging.getLogger("netral")


def close_overdue_attempts(database: Database, now: datetime) -> int:
    """Close, and mark, every attempt whose time is over, one by one so that answers go between; returns how many.

    One that cannot be marked is told to the log and holds up no other. Raises StorageError.
    """
    closed = 0
    with database.read() as connection:
        due = attempt_store.overdue_attempts(connection, to_text(now))
    for attempt_id in due:
        try:
            with database.write() as connection:
                closed += close_if_overdue(connection, attempt_id, now)
        except StorageError:
            raise
        except Exception:
            _log.exception("attempt %s is overdue and cannot be closed", attempt_id)
    return closed


def close_if_overdue(connection: Connection, attempt_id: str, now: datetime) -> bool:
    """Whether it was closed now. Raises NotFound."""
    record = attempt_store.find_attempt(connection, attempt_id)
    if record is None:
        raise NotFound("Kuis itu")
    if not record.attempt.is_overdue(now):
        return False
    close(connection, record, now)
    return True


def close(connection: Connection, record: AttemptRecord, now: datetime) -> None:
    """Mark an open attempt and count it in every summary."""
    items = attempt_store.items_of(connection, record.attempt.paper)
    responses = attempt_store.decoded_responses(connection, record.attempt.id, items)
    closed, result = attempts.close(record.attempt, items, responses, now)
    history = attempt_store.attempts_of(connection, closed.person_id)
    passed_before = any(a.passed for a in history if a.quiz_id == closed.quiz.id)
    if attempt_store.close_attempt(connection, closed, result):
        report_id = attempt_store.report_id_of(connection, record.agency_id)
        rows = rows_of_close(record, items, responses, result, report_id, passed_before=passed_before)
        sure = rows_of_sureness(connection, record, items, responses, result, report_id)
        refreshed = rows_of_refresher(connection, record, items, result)
        paired = rows_of_pair(connection, record, items, [mark.fraction for mark in result.marks])
        rollup_store.add_to_rollups(connection, [*rows, *sure, *refreshed, *paired])
