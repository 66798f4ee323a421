"""From one refresher to the sums it adds: how the same person did on the same indicators at the post-test, and on which items."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from analytics.estimates import MICRO
from quizzes.attempts import Result
from quizzes.models import Item
from store.database import Connection
from store.learning import attempts as attempt_store
from store.learning.attempts import AttemptRecord
from store.learning.refreshers import ChangeRow, RefreshedItemRow, find_refreshed

ALL_INDICATORS = ""
"""The mean over the indicators, each alike."""
_Side = dict[str, list[tuple[str, int]]]
"""Indicator -> (item version, mark in millionths)."""


def rows_of_refresher(
    connection: Connection, record: AttemptRecord, items: Sequence[Item], result: Result
) -> Iterator[ChangeRow | RefreshedItemRow]:
    """Nothing for any other quiz. Only indicators that both tests asked about."""
    if record.attempt.quiz.mode != "refresher":
        return
    refreshed = find_refreshed(connection, record.attempt.id)
    posttest = attempt_store.find_attempt(connection, refreshed.posttest_id) if refreshed else None
    if refreshed is None or posttest is None or posttest.mark_fractions is None:
        return
    asked = attempt_store.items_of(connection, posttest.attempt.paper)
    before = _side(posttest, asked, posttest.mark_fractions)
    after = _side(record, items, [mark.fraction for mark in result.marks])
    indicators = sorted(before.keys() & after.keys())
    changes = {indicator: _mean(after[indicator]) - _mean(before[indicator]) for indicator in indicators}
    if changes:
        changes[ALL_INDICATORS] = round(sum(changes.values()) / len(changes))
    for indicator, change in changes.items():
        yield ChangeRow(
            record.assignment_id, posttest.attempt.quiz.id, refreshed.due_days, record.agency_id, record.employment,
            indicator, 1, change, change * change,
        )  # fmt: skip
    for indicator in indicators:
        for side, found in (("before", before[indicator]), ("after", after[indicator])):
            for version, _ in found:
                yield RefreshedItemRow(
                    record.assignment_id, posttest.attempt.quiz.id, refreshed.due_days, side, indicator, version,
                    round(MICRO / len(found)),
                )  # fmt: skip


def _side(record: AttemptRecord, items: Sequence[Item], fractions: Sequence[float]) -> _Side:
    found: _Side = {}
    for item, drawn, fraction in zip(items, record.attempt.paper, fractions, strict=True):
        found.setdefault(item.indicator, []).append((drawn.fingerprint, round(fraction * MICRO)))
    return found


def _mean(found: Sequence[tuple[str, int]]) -> int:
    return round(sum(mark for _, mark in found) / len(found))
