"""When the content files say that misconceptions had other ids before, what was answered under those is counted again.

Counts of two ids cannot be added: somebody who met both is one person. So the answers themselves are read again, once.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, islice

from actions.courseware import Courseware
from actions.summaries.rollups import counts_beliefs, rows_of_beliefs
from actions.summaries.sureness_rows import counts, rows_of_sure_beliefs
from store.database import Connection, Database
from store.learning import attempts as attempt_store
from store.learning.attempts import AttemptRecord
from store.learning.belief_names import belief_names, set_belief_names, written_beliefs
from store.learning.sureness import said_of
from store.summaries import rollups as rollup_store
from store.summaries.rollups import RollupRow

_AT_ONCE = 1_000


def follow_belief_names(database: Database, courseware: Courseware) -> None:
    """Writes only when the names have changed, and not while the content has errors: a misconception may be missing.

    Nothing is counted again where no answered item was written with such a name.
    """
    names = courseware.library.former_beliefs()
    with database.read() as connection:
        if courseware.known_errors or belief_names(connection) == names:
            return
    with database.write() as connection:
        changed = {old for old, _ in belief_names(connection).items() ^ names.items()}
        set_belief_names(connection, names)
        if changed & written_beliefs(connection):
            rollup_store.clear_beliefs(connection)
            records = (one for one in attempt_store.closed_attempts(connection) if counts_beliefs(one.attempt))
            while batch := list(islice(records, _AT_ONCE)):
                again = chain.from_iterable(_beliefs_again(connection, record) for record in batch)
                rollup_store.add_to_rollups(connection, again)


def _beliefs_again(connection: Connection, record: AttemptRecord) -> Iterator[RollupRow]:
    attempt = record.attempt
    items = attempt_store.items_of(connection, attempt.paper)
    responses = attempt_store.decoded_responses(connection, attempt.id, items)
    report_id = attempt_store.report_id_of(connection, record.agency_id)
    yield from rows_of_beliefs(record, items, responses, report_id)
    if counts(attempt):
        yield from rows_of_sure_beliefs(record, items, responses, report_id, said_of(connection, attempt.id))
