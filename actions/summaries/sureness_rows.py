"""From one closed attempt to the summary rows that its sure answers add."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from quizzes.attempts import Attempt, Result
from quizzes.models import Item
from quizzes.responses import Response
from quizzes.sureness import sure_beliefs, sure_by_indicator
from store.database import Connection
from store.learning.attempts import AttemptRecord
from store.learning.sureness import said_of
from store.summaries.sureness_rollups import SureBeliefRow, SurenessRow


def counts(attempt: Attempt) -> bool:
    """First attempts at post-tests that ask; only these are reported."""
    return attempt.quiz.asks_sureness and attempt.number == 1 and attempt.quiz.mode == "posttest"


def rows_of_sureness(
    connection: Connection,
    record: AttemptRecord,
    items: Sequence[Item],
    responses: Mapping[int, Response | None],
    result: Result,
    report_id: str,
) -> Iterator[SurenessRow | SureBeliefRow]:
    """What closing this attempt adds. Nothing is read for an attempt that does not count."""
    if counts(record.attempt):
        said = said_of(connection, record.attempt.id)
        yield from rows_of_said(record, items, responses, result, report_id, said)


def rows_of_said(
    record: AttemptRecord,
    items: Sequence[Item],
    responses: Mapping[int, Response | None],
    result: Result,
    report_id: str,
    said: Mapping[int, bool],
) -> Iterator[SurenessRow | SureBeliefRow]:
    """The same from what was said, for an attempt that counts."""
    quiz_id = record.attempt.quiz.id
    for indicator, (answers, wrong) in sure_by_indicator(items, responses, result.marks, said).items():
        yield SurenessRow(
            record.assignment_id, quiz_id, record.agency_id, record.employment, indicator,
            1, int(wrong > 0), answers, wrong, answers * answers, answers * wrong, wrong * wrong,
        )  # fmt: skip
    yield from rows_of_sure_beliefs(record, items, responses, report_id, said)


def rows_of_sure_beliefs(
    record: AttemptRecord,
    items: Sequence[Item],
    responses: Mapping[int, Response | None],
    report_id: str,
    said: Mapping[int, bool],
) -> Iterator[SureBeliefRow]:
    """The part of ``rows_of_said`` that counts misconceptions."""
    quiz_id = record.attempt.quiz.id
    for misconception, held in sure_beliefs(items, responses, said).items():
        yield SureBeliefRow(record.assignment_id, quiz_id, report_id, record.employment, misconception, 1, int(held))
