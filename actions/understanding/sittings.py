"""First attempts of one quiz person by person, kept between views: everybody's, or a random sample of very many."""

from __future__ import annotations

from datetime import datetime, timedelta

from actions.understanding.kept import Kept
from analytics.comprehension.sittings import Sat, Sittings, join_sittings, pack_sittings
from store.clock import from_text, to_text
from store.database import Connection, Database
from store.learning import first_attempts as first_store

MANY = 20_000
"""Up to so many people everybody is read, above a sample."""
SAMPLE = 10_000
"""What asks for whole persons is one number per measure, how much the answers of one person resemble each other: so many
tell it within about 1.5 %, and the width of intervals, which goes by its root, within half of that. Each costs a look-up."""
OVERLAP = timedelta(days=1)
"""An attempt that ran out is closed when somebody looks, at its own deadline: so much of the past is read again."""
QUIZZES_KEPT = 10
"""More than a line over assignments looks at, or each look would fit them all anew."""


_kept = Kept[tuple[str, str], Sittings](QUIZZES_KEPT)


def _everybody(database: Database, connection: Connection, assignment_id: str, quiz_id: str) -> Sittings:
    """The same object while nothing has come since."""
    return _kept.renewed(
        database, (assignment_id, quiz_id), lambda known: _refreshed(connection, known, assignment_id, quiz_id)
    )


def sample(
    database: Database, connection: Connection, assignment_id: str, quiz_id: str, learners: int, many: int = MANY
) -> Sittings:
    """``learners``: how many there are in all."""
    if learners <= many:
        return _everybody(database, connection, assignment_id, quiz_id)
    found = first_store.sampled_attempts(connection, assignment_id, quiz_id, min(SAMPLE, many))
    return pack_sittings(Sat(*row) for row in found)


def ended_before(connection: Connection, assignment_id: str, quiz_id: str, moment: datetime) -> Sittings:
    """Everybody who had ended before that moment, read anew."""
    return _read(connection, assignment_id, quiz_id).until(to_text(moment))


def _refreshed(connection: Connection, known: Sittings | None, assignment_id: str, quiz_id: str) -> Sittings:
    """``known`` itself when nothing has come since; all is read again when old and new together do not add up."""
    expected = sum(first_store.finished_by_seat(connection, assignment_id, quiz_id).values())
    if known is not None and len(known) == expected:
        return known
    if known is not None and len(known):
        since = to_text(from_text(known.closed_at[-1]) - OVERLAP)
        joined = join_sittings(known.until(since), _read(connection, assignment_id, quiz_id, since))
        if len(joined) == expected:
            return joined
    return _read(connection, assignment_id, quiz_id)


def _read(connection: Connection, assignment_id: str, quiz_id: str, since: str = "") -> Sittings:
    return pack_sittings(Sat(*row) for row in first_store.first_attempts(connection, assignment_id, quiz_id, since))
