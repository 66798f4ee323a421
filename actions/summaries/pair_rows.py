"""From a person's two tests to the counts that growth is made of: added when the second of them closes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from analytics.estimates import MICRO
from quizzes.models import Item
from quizzes.pairing import PaperSide, patterns_of, side_of
from store.database import Connection
from store.learning import attempts as attempt_store
from store.learning.attempts import AttemptRecord
from store.summaries.pairs import PairRow, other_closed_ids

_OTHER_MODE = {"pretest": "posttest", "posttest": "pretest"}


@dataclass(frozen=True)
class Half:
    """A closed first attempt at a pre-test or post-test: where it counts, and what it adds."""

    mode: str
    assignment_id: str
    quiz_id: str
    agency_id: str
    employment: str
    side: PaperSide


def half_of(record: AttemptRecord, items: Sequence[Item], fractions: Sequence[float]) -> Half | None:
    """None for any other attempt. ``fractions``: marks beside the items, rounded as they are stored."""
    attempt = record.attempt
    if attempt.number != 1 or attempt.quiz.mode not in _OTHER_MODE:
        return None
    micros = [round(round(fraction, 6) * MICRO) for fraction in fractions]
    side = side_of(zip(items, micros, strict=True))
    return Half(
        attempt.quiz.mode, record.assignment_id, attempt.quiz.id, record.agency_id, record.employment, side
    )  # fmt: skip


def rows_between(one: Half, other: Half) -> Iterator[PairRow]:
    """Of the same person, in any order; nothing unless they are the two tests of one assignment."""
    if one.mode == other.mode or one.assignment_id != other.assignment_id:
        return
    before, after = (one, other) if one.mode == "pretest" else (other, one)
    for indicator, pattern in patterns_of(before.side, after.side):
        yield PairRow(
            after.assignment_id, before.quiz_id, after.quiz_id, after.agency_id, after.employment, indicator,
            *pattern, 1,
        )  # fmt: skip


def rows_of_pair(
    connection: Connection, record: AttemptRecord, items: Sequence[Item], fractions: Sequence[float]
) -> Iterator[PairRow]:
    """What closing this attempt adds: nothing while the other test is open or missing, whose close then adds it."""
    own = half_of(record, items, fractions)
    if own is None:
        return
    attempt = record.attempt
    for other_id in other_closed_ids(connection, attempt.person_id, record.assignment_id, attempt.quiz.id):
        other = attempt_store.find_attempt(connection, other_id)
        if other is None or other.mark_fractions is None or other.attempt.quiz.mode != _OTHER_MODE[own.mode]:
            continue
        asked = attempt_store.items_of(connection, other.attempt.paper)
        theirs = half_of(other, asked, other.mark_fractions)
        if theirs is not None:
            yield from rows_between(own, theirs)


def rows_of_pair_again(
    connection: Connection, record: AttemptRecord, items: Sequence[Item], fractions: Sequence[float]
) -> Iterator[PairRow]:
    """The same where both tests are closed already and both will be met: told by the post-test alone."""
    if record.attempt.quiz.mode == "posttest":
        yield from rows_of_pair(connection, record, items, fractions)
