"""Counting failed tries before they are made, so that many at once cannot slip through together."""

from __future__ import annotations

from datetime import datetime, timedelta

from actions.signing_in.tokens import keyed_hash
from people.signing_in.account_errors import TooManyTries
from people.signing_in.throttle import FORGOTTEN_AFTER, FREE_FAILURES, SLIPS_FORGOTTEN_AFTER, wait_after
from store.clock import from_text, to_text
from store.database import Connection, Database
from store.signing_in import failed_tries

DEVICE_MEMORY = timedelta(days=180)


def count_try(connection: Connection, subject: str, now: datetime) -> str:
    """Count one try at ``subject`` as failed until it proves good; raises TooManyTries when it comes too early.

    Returns what ``clear_tries`` takes. The subject is what was typed, known or not: else the wait would tell who exists.
    Commit before checking the password.
    """
    subject_hash = keyed_hash(connection, "try", subject)
    found = failed_tries.find_failed_tries(connection, subject_hash)
    if found and from_text(found.retry_at) > now:
        raise TooManyTries(from_text(found.retry_at) - now)
    is_fresh = found is not None and from_text(found.last_at) > now - FORGOTTEN_AFTER
    failures = found.failures + 1 if found and is_fresh else 1
    failed_tries.set_failed_tries(connection, subject_hash, failures, to_text(now + wait_after(failures)), to_text(now))
    return subject_hash


def clear_tries(connection: Connection, subject_hash: str) -> None:
    failed_tries.clear_failed_tries(connection, subject_hash)


def sweep_tries(database: Database, now: datetime) -> None:
    """Forget old failures and devices unused for half a year; run now and then."""
    with database.write() as connection:
        failed_tries.sweep_failed_tries(
            connection, to_text(now - FORGOTTEN_AFTER), FREE_FAILURES, to_text(now - SLIPS_FORGOTTEN_AFTER)
        )
        failed_tries.sweep_devices(connection, to_text(now - DEVICE_MEMORY))
