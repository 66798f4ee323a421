"""Freezing what an assignment's numbers were when a month ended: once, and never changed afterwards.

The numbers are those of the month's last day however late they are frozen: members and agencies have dates, and attempts
closed since are taken off again.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import astuple
from datetime import date, datetime, timedelta

from actions.courseware import Courseware
from actions.summaries.rollups import rows_of_close
from actions.understanding.frozen_comprehension import comprehension_at
from actions.understanding.standing_changes import Standing
from people.assigning.assignment_rules import Given
from people.assigning.windows import Window
from people.errors import NetralError
from people.registry.agency_tree import AgencyAsOf
from quizzes.attempts import grade
from store.assigning import assignment_rules as rule_store
from store.clock import to_text
from store.database import Connection, Database
from store.learning import attempts as attempt_store
from store.registry.agencies import find_agency
from store.registry.registry import tree_as_of
from store.summaries import snapshots as snapshot_store
from store.summaries.rollups import IndicatorRow
from store.summaries.snapshots import SnapshotHead, SnapshotPeople

_INDICATOR_KEY = 5
"""The first columns of an IndicatorRow say what is counted, the rest are sums."""


class MonthRefused(NetralError):
    def __init__(self, text: str) -> None:
        super().__init__(f"Bulan '{text}' tidak dapat dibekukan.")
        self.what_to_do = "Tulis bulan yang sudah berakhir dengan bentuk TTTT-BB, misalnya 2026-10."


def freeze_last_month(database: Database, courseware: Courseware, now: datetime) -> int:
    """Freeze the month that ended last, for every assignment it concerns; returns how many were new."""
    with database.read() as connection:
        waiting = [
            (given, month)
            for given in rule_store.all_given(connection)
            for month in [last_ended_month(given.window, now)]
            if concerns(given, month) and snapshot_store.find_snapshot(connection, month, given.id) is None
        ]
    return sum(_freeze(database, courseware, given, month, now) for given, month in waiting)


def freeze_month(database: Database, courseware: Courseware, month: str, now: datetime) -> int:
    """The same for a month of one's choice. Raises MonthRefused for one that is not over."""
    last_day = last_day_of(month)
    with database.read() as connection:
        given_then = [given for given in rule_store.all_given(connection) if concerns(given, month)]
    if any(given.window.day_of(now) <= last_day for given in given_then) or now.date() <= last_day:
        raise MonthRefused(month)
    return sum(_freeze(database, courseware, given, month, now) for given in given_then)


def last_ended_month(window: Window, now: datetime) -> str:
    """``2026-10``, by the calendar of the assignment's own zone."""
    return (window.day_of(now).replace(day=1) - timedelta(days=1)).strftime("%Y-%m")


def last_day_of(month: str) -> date:
    """Raises MonthRefused."""
    try:
        first = date.fromisoformat(f"{month}-01")
    except ValueError:
        raise MonthRefused(month) from None
    return (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def concerns(given: Given, month: str) -> bool:
    """Whether the assignment was open on some day of the month."""
    last = last_day_of(month)
    is_given = not given.window.is_waiting and not given.is_withdrawn
    return is_given and given.window.opens_on <= last and given.window.due_on >= last.replace(day=1)


def _freeze(database: Database, courseware: Courseware, given: Given, month: str, now: datetime) -> bool:
    course = courseware.bank.courses.get(given.course_id)
    if course is None:
        return False
    last = last_day_of(month)
    window = given.window
    head = SnapshotHead(
        month,
        given.id,
        min(last, window.due_on).isoformat(),
        to_text(Window(last, last, window.zone).closes_at),
        to_text(now),
    )
    with database.read() as connection:  # reading takes long, and must not keep writers waiting
        if snapshot_store.find_snapshot(connection, month, given.id) is not None:
            return False
        if attempt_store.has_overdue(connection, given.id, head.ends_at):
            return False  # they count for this month as soon as they are closed, which the next look will find
        people = people_at(connection, given, course.posttest, head)
        indicators = indicators_at(connection, given.id, head.ends_at)
        tree = _tree_at(connection, head.day, {row.agency_id for row in (*people, *indicators)})
    comprehension = comprehension_at(database, courseware, course.posttest, head, tree, indicators)
    with database.write() as connection:
        return snapshot_store.add_snapshot(connection, head, tree, people, indicators, comprehension)


def people_at(connection: Connection, given: Given, quiz_id: str, head: SnapshotHead) -> list[SnapshotPeople]:
    """Per agency and kind of employment, as far as is known now."""
    standing = Standing(connection, given, quiz_id, head.day, head.ends_at, head.day)
    sums: dict[tuple[str, str], Counter[int]] = {}
    for group in standing.groups:
        decision = standing.decision_before(group)
        if decision.standing == "in" and decision.agency_id:
            reached = sums.setdefault((decision.agency_id, decision.employment or ""), Counter())
            for progress in range(group.progress_before + 1):
                reached[progress] += group.number
    return [
        SnapshotPeople(*key, *(reached[progress] for progress in range(4))) for key, reached in sorted(sums.items())
    ]


def _tree_at(connection: Connection, day: str, counted: set[str]) -> list[AgencyAsOf]:
    """That day's agencies, and under its successor any that was closed before but still counts people who had left it."""
    tree = {agency.id: agency for agency in tree_as_of(connection, day)}
    for agency_id in sorted(counted - tree.keys()):
        closed = find_agency(connection, agency_id)
        assert closed is not None, "agencies are never deleted"
        tree[agency_id] = AgencyAsOf(closed.id, "", closed.parent_id, closed.name, closed.kind, closed.path)
    return list(tree.values())


def indicators_at(connection: Connection, assignment_id: str, ends_at: str) -> list[IndicatorRow]:
    """The rollup without the attempts that were closed from that moment on."""
    sums: dict[tuple[str, ...], list[int]] = {}
    for row in snapshot_store.present_indicators(connection, assignment_id):
        values = astuple(row)
        sums[values[:_INDICATOR_KEY]] = list(values[_INDICATOR_KEY:])
    for attempt_id in snapshot_store.first_attempts_closed_since(connection, assignment_id, ends_at):
        for row in _indicators_of(connection, attempt_id):
            values = astuple(row)
            here = sums[values[:_INDICATOR_KEY]]
            for place, value in enumerate(values[_INDICATOR_KEY:]):
                here[place] -= value
    return [IndicatorRow(*key, *counts) for key, counts in sorted(sums.items()) if counts[0]]  # type: ignore[arg-type]


def _indicators_of(connection: Connection, attempt_id: str) -> list[IndicatorRow]:
    record = attempt_store.find_attempt(connection, attempt_id)
    assert record is not None, "attempts are never deleted"
    items = attempt_store.items_of(connection, record.attempt.paper)
    responses = attempt_store.decoded_responses(connection, attempt_id, items)
    result = grade(record.attempt.quiz, items, responses)
    report_id = attempt_store.report_id_of(connection, record.agency_id)
    rows = rows_of_close(record, items, responses, result, report_id, passed_before=False)
    return [row for row in rows if isinstance(row, IndicatorRow)]
