"""From one attempt to the rollup rows it adds, and the rebuild of every rollup from the log."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, islice

from actions.summaries.pair_rows import rows_of_pair_again
from actions.summaries.refresher_rollups import rows_of_refresher
from actions.summaries.sureness_rows import rows_of_sureness
from analytics.estimates import MICRO
from quizzes.attempts import Attempt, Result, grade
from quizzes.marking import misconceptions_met
from quizzes.models import Item
from quizzes.responses import Response, encode_response
from quizzes.topics import subjects_of
from store.database import Connection, Database
from store.learning import attempts as attempt_store
from store.learning import dilemmas as dilemma_store
from store.learning.attempts import AttemptRecord
from store.schema.item_rollup_schema import rest_micro
from store.summaries import rollups as rollup_store
from store.summaries import studied as studied_store
from store.summaries import weeks as week_store
from store.summaries.item_rollups import ItemAnswerRow, PaperRow
from store.summaries.misconception_rollups import MisconceptionRow
from store.summaries.rollups import IndicatorRow, ProgressRow, ResponseRow, RollupRow
from store.summaries.seats import SeatRow

_AT_ONCE = 1_000


def rows_of_start(record: AttemptRecord) -> Iterator[RollupRow]:
    if record.attempt.number == 1:
        yield _progress(record, started=1)


def rows_of_close(
    record: AttemptRecord,
    items: Sequence[Item],
    responses: Mapping[int, Response | None],
    result: Result,
    report_id: str,
    *,
    passed_before: bool,
) -> Iterator[RollupRow]:
    """What closing this attempt adds. Comprehension and items count first attempts only; passing counts the best."""
    attempt = record.attempt
    first = attempt.number == 1
    newly_passed = result.passed and not passed_before
    if first or newly_passed:
        yield _progress(record, finished=int(first), passed=int(newly_passed))
    if not first:
        return
    for indicator in result.indicators:
        micros = [micro(m.fraction) for i, m in zip(items, result.marks, strict=True) if i.indicator == indicator]
        mean = round(sum(micros) / len(micros))
        yield IndicatorRow(
            record.assignment_id, attempt.quiz.id, record.agency_id, record.employment,
            indicator, 1, len(micros), mean, mean * mean,
        )  # fmt: skip
    micros = [micro(m.fraction) for m in result.marks]
    total, count = sum(micros), len(micros)
    for position, drawn in enumerate(attempt.paper):
        value, own = encode_response(responses.get(position)), micros[position]
        yield ResponseRow(
            record.assignment_id, attempt.quiz.id, report_id, record.employment, drawn.fingerprint, value, 1, own
        )
        rest = rest_micro(total, own, count)
        yield ItemAnswerRow(attempt.quiz.id, drawn.fingerprint, value, own, 1, rest, rest * rest)
    yield PaperRow(attempt.quiz.id, count, total, 1)
    asked = zip((drawn.fingerprint for drawn in attempt.paper), items, micros, strict=True)
    for subject, earned in subjects_of(asked).items():
        yield SeatRow(record.assignment_id, attempt.quiz.id, record.agency_id, record.employment, subject, 1, earned)
    yield from rows_of_beliefs(record, items, responses, report_id)


def counts_beliefs(attempt: Attempt) -> bool:
    """Of first attempts at post-tests only."""
    return attempt.number == 1 and attempt.quiz.mode == "posttest"


def rows_of_beliefs(
    record: AttemptRecord, items: Sequence[Item], responses: Mapping[int, Response | None], report_id: str
) -> Iterator[MisconceptionRow]:
    """The part of ``rows_of_close`` that counts misconceptions."""
    attempt = record.attempt
    if counts_beliefs(attempt):
        for misconception, held in misconceptions_met(items, responses).items():
            yield MisconceptionRow(
                record.assignment_id, attempt.quiz.id, report_id, record.employment, misconception, 1, int(held)
            )


def micro(fraction: float) -> int:
    """A mark in millionths: integers add up the same in any order."""
    return round(fraction * MICRO)


def rebuild_rollups(database: Database) -> None:
    """Throw the rollups away and make them again from the evidence, in one transaction."""
    with database.write() as connection:
        rebuild_rollups_within(connection)


def rebuild_rollups_within(connection: Connection) -> None:
    """The same as part of a larger transaction: agencies that moved count elsewhere."""
    rollup_store.clear_rollups(connection)
    for record in attempt_store.all_attempts(connection):
        rollup_store.add_to_rollups(connection, rows_of_start(record))
    passed: set[tuple[str, str]] = set()
    records = iter(attempt_store.closed_attempts(connection))
    while batch := list(islice(records, _AT_ONCE)):  # a seat met by several of them is then written once
        again = chain.from_iterable(_rows_again(connection, record, passed) for record in batch)
        rollup_store.add_to_rollups(connection, again)
    dilemma_store.rebuild_choice_rollup(connection)
    rollup_store.rebuild_person_rollup(connection)
    week_store.rebuild_weeks(connection)
    studied_store.rebuild_study(connection)


def _rows_again(connection: Connection, record: AttemptRecord, passed: set[tuple[str, str]]) -> list[RollupRow]:
    attempt: Attempt = record.attempt
    items = attempt_store.items_of(connection, attempt.paper)
    responses = attempt_store.decoded_responses(connection, attempt.id, items)
    result = grade(attempt.quiz, items, responses)
    person_and_quiz = (attempt.person_id, attempt.quiz.id)
    report_id = attempt_store.report_id_of(connection, record.agency_id)
    rows = rows_of_close(record, items, responses, result, report_id, passed_before=person_and_quiz in passed)
    sure = rows_of_sureness(connection, record, items, responses, result, report_id)
    paired = rows_of_pair_again(connection, record, items, [mark.fraction for mark in result.marks])
    added = [*rows, *sure, *paired, *rows_of_refresher(connection, record, items, result)]
    if result.passed:
        passed.add(person_and_quiz)
    return added


def _progress(record: AttemptRecord, *, started: int = 0, finished: int = 0, passed: int = 0) -> ProgressRow:
    return ProgressRow(
        record.assignment_id, record.attempt.quiz.id, record.agency_id, record.employment, started, finished, passed
    )
