"""Every rollup of attempts, and that of dilemmas, counted once more, straight from the log in plain Python: nothing in common with what keeps or rebuilds them.

The log: ``attempt`` with its paper and marks, ``response``, the frozen texts of items, and ``section_progress``.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction
from typing import Any

from store.database import Connection

Rows = list[tuple[object, ...]]


@dataclass(frozen=True)
class Logged:
    """One attempt; of a closed one also what was asked, earned (in millionths) and answered last (JSON)."""

    id: str
    person: str
    quiz: str
    number: int
    seat: tuple[str, str, str, str]
    """Assignment, quiz, agency and employment."""
    report: str
    started: str
    closed: str | None
    passed: bool
    versions: list[str]
    micros: list[int]
    answers: list[str]


def recounted(connection: Connection) -> dict[str, Rows]:
    """Rollup -> its rows, sorted, as ``dump_rollups`` would give them."""
    log = list(log_of(connection))
    items = frozen_items(connection)
    first = [one for one in log if one.closed and one.number == 1]
    return {
        "rollup_progress": _progress(log),
        "rollup_week": _weeks(log),
        "rollup_person": _persons(log),
        "rollup_indicator": _indicators(first, items),
        "rollup_response": _responses(first),
        "rollup_item_answer": _item_answers(first),
        "rollup_paper": sorted_rows(Counter((one.quiz, len(one.micros), sum(one.micros)) for one in first)),
        "rollup_seat": _seats(first, items),
        "rollup_study": _studied(connection),
    }


def frozen_items(connection: Connection) -> dict[str, Any]:
    """Item version -> its text as it stood when it was asked."""
    return {name: json.loads(body) for name, body in connection.execute("SELECT fingerprint, body FROM item_version")}


def log_of(connection: Connection) -> Iterator[Logged]:
    reports = dict(map(tuple, connection.execute("SELECT id, report_id FROM agency")))
    last = {}
    for attempt, position, value in connection.execute("SELECT attempt_id, position, value FROM response ORDER BY seq"):
        last[attempt, position] = value
    for row in connection.execute("SELECT * FROM attempt ORDER BY person_id, quiz_id, number").fetchall():
        versions = [entry.split(":")[0] for entry in row["paper"].split(" ")]
        marks = json.loads(row["marks"]) if row["marks"] else []
        yield Logged(
            row["id"], row["person_id"], row["quiz_id"], row["number"],
            (row["assignment_id"], row["quiz_id"], row["agency_id"], row["employment"]), reports[row["agency_id"]],
            row["started_at"], row["closed_at"], bool(row["passed"]), versions,
            [round(1_000_000 * mark) for mark in marks],
            [last.get((row["id"], position), "null") for position in range(len(versions))],
        )  # fmt: skip


def _milestones(log: list[Logged]) -> Iterator[tuple[Logged, str, int]]:
    """(attempt, moment, which): a person starts (0) and finishes (1) a quiz with the first attempt, and passes it (2) once."""
    has_passed = set()
    for one in log:
        if one.number == 1:
            yield one, one.started, 0
            if one.closed:
                yield one, one.closed, 1
        if one.closed and one.passed and (one.person, one.quiz) not in has_passed:
            has_passed.add((one.person, one.quiz))
            yield one, one.closed, 2


def _progress(log: list[Logged]) -> Rows:
    counts = Counter((one.seat, which) for one, _, which in _milestones(log))
    return sorted((*seat, *(counts[seat, which] for which in range(3))) for seat in {seat for seat, _ in counts})


def _weeks(log: list[Logged]) -> Rows:
    """The assignment has no time zone of its own, so its weeks are those of WITA."""
    counts = Counter(((*one.seat, _monday(moment)), which) for one, moment, which in _milestones(log))
    return sorted((*place, *(counts[place, which] for which in range(3))) for place in {place for place, _ in counts})


def _monday(moment: str) -> str:
    day = (datetime.fromisoformat(moment) + timedelta(hours=8)).date()
    return (day - timedelta(days=day.weekday())).isoformat()


def _persons(log: list[Logged]) -> Rows:
    best: dict[tuple[str, ...], int] = {}
    for one in log:
        who = one.seat[0], one.quiz, one.person
        best[who] = max(best.get(who, 0), 3 if one.passed else 2 if one.closed else 1)
    return sorted_rows(best)


def _indicators(first: list[Logged], items: dict[str, Any]) -> Rows:
    sums: dict[tuple[str, ...], list[int]] = {}
    for one in first:
        by_indicator: dict[str, list[int]] = {}
        for version, micro in zip(one.versions, one.micros, strict=True):
            by_indicator.setdefault(items[version]["indicator"], []).append(micro)
        for indicator, micros in by_indicator.items():
            mean = round(Fraction(sum(micros), len(micros)))
            add(sums, (*one.seat, indicator), 1, len(micros), mean, mean**2)
    return sorted_rows(sums)


def _responses(first: list[Logged]) -> Rows:
    sums: dict[tuple[str, ...], list[int]] = {}
    for one in first:
        assignment, quiz, _, kind = one.seat
        for version, answer, micro in zip(one.versions, one.answers, one.micros, strict=True):
            add(sums, (assignment, quiz, one.report, kind, version, answer), 1, micro)
    return sorted_rows(sums)


def _item_answers(first: list[Logged]) -> Rows:
    sums: dict[tuple[object, ...], list[int]] = {}
    for one in first:
        for place, (version, answer, micro) in enumerate(zip(one.versions, one.answers, one.micros, strict=True)):
            others = one.micros[:place] + one.micros[place + 1 :]
            rest = round(Fraction(sum(others), len(others)))
            add(sums, (one.quiz, version, answer, micro), 1, rest, rest**2)
    return sorted_rows(sums)


def _seats(first: list[Logged], items: dict[str, Any]) -> Rows:
    """A person counts once per subject, however many of its items were asked."""
    sums: dict[tuple[str, ...], list[int]] = {}
    for one in first:
        earned: Counter[str] = Counter()
        for version, micro in zip(one.versions, one.micros, strict=True):
            item = items[version]
            objectives = {f"objective:{name}" for name in item["objectives"]}
            lesson = item["section"].split("#")[0]
            for subject in {version, f"indicator:{item['indicator']}", f"lesson:{lesson}", *objectives}:
                earned[subject] += micro
        for subject, micro in earned.items():
            add(sums, (*one.seat, subject), 1, micro)
    return sorted_rows(sums)


def _studied(connection: Connection) -> Rows:
    done = connection.execute("SELECT person_id, lesson_id, section_id FROM section_progress").fetchall()
    parts = connection.execute("SELECT course_id, lesson_id, section_id FROM course_section").fetchall()
    return sorted_rows(
        Counter(
            (course, person)
            for course, *part in map(tuple, parts)
            for person, *section in map(tuple, done)
            if part == section
        )
    )


def recounted_choices(connection: Connection) -> dict[str, Rows]:
    """The log of dilemmas: each choice of a person's first run of one, with the steps that led to it and its own."""
    reports = dict(map(tuple, connection.execute("SELECT id, report_id FROM agency")))
    counts: Counter[tuple[str, ...]] = Counter()
    for run in connection.execute("SELECT * FROM dilemma_run WHERE number = 1").fetchall():
        made = connection.execute("SELECT * FROM dilemma_choice WHERE run_id = ?", (run["id"],)).fetchall()
        steps: list[str] = []
        for choice in sorted(made, key=lambda row: row["step_number"]):
            steps.append(choice["step_id"])
            seat = reports[run["agency_id"]], run["employment"]
            counts[run["dilemma_version"], "/".join(steps), choice["choice_id"], *seat] += 1
    return {"rollup_choice": sorted_rows(counts)}


def add(sums: dict[Any, list[int]], key: tuple[object, ...], *amounts: int) -> None:
    sums[key] = [a + b for a, b in zip(sums.get(key, [0] * len(amounts)), amounts, strict=True)]


def sorted_rows(found: dict[Any, Any]) -> Rows:
    return sorted((*key, *(value if isinstance(value, list) else [value])) for key, value in found.items())
