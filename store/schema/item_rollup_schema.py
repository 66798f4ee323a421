"""Tables for item statistics, and their first filling from the attempts a database already holds.

They know neither person nor agency: authors read them, and an author must not see who answered what.
"""

from __future__ import annotations

import json
from collections import defaultdict

from pysqlite3 import dbapi2 as sqlite3

ITEM_ROLLUPS = """
CREATE TABLE rollup_item_answer (
    quiz_id TEXT NOT NULL, item_version TEXT NOT NULL, value TEXT NOT NULL, mark_micro INTEGER NOT NULL,
    learners INTEGER NOT NULL, rest_micro_sum INTEGER NOT NULL, rest_micro_square_sum INTEGER NOT NULL,
    PRIMARY KEY (quiz_id, item_version, value, mark_micro)
) STRICT, WITHOUT ROWID;
CREATE TABLE rollup_paper (
    quiz_id TEXT NOT NULL, item_count INTEGER NOT NULL, total_micro INTEGER NOT NULL, learners INTEGER NOT NULL,
    PRIMARY KEY (quiz_id, item_count, total_micro)
) STRICT, WITHOUT ROWID;
"""
"""``rest``: mean mark of the same paper's other items. A mean, not a sum: squares of 9 million people fit 64 bits."""

_FIRST_ATTEMPTS = "SELECT id, quiz_id, paper, marks FROM attempt WHERE state <> 'open' AND number = 1"
_RESPONSES = "SELECT position, value FROM response WHERE attempt_id = ? ORDER BY seq"
_ADD_ANSWER = "INSERT INTO rollup_item_answer VALUES (?, ?, ?, ?, ?, ?, ?)"
_ADD_PAPER = "INSERT INTO rollup_paper VALUES (?, ?, ?, ?)"


def rest_micro(total: int, own: int, count: int) -> int:
    """Mean mark of the other items in millionths, rounded; 0 for a paper of one item."""
    others = count - 1
    return (2 * (total - own) + others) // (2 * others) if others else 0


def fill_item_rollups(connection: sqlite3.Connection) -> None:
    """From the marks frozen in closed first attempts. Later rebuilds mark again (``actions.summaries.rollups``)."""
    answers: dict[tuple[str, str, str, int], list[int]] = defaultdict(lambda: [0, 0, 0])
    papers: dict[tuple[str, int, int], int] = defaultdict(int)
    for attempt_id, quiz_id, paper, marks in connection.execute(_FIRST_ATTEMPTS):
        micros = [round(fraction * 1_000_000) for fraction in json.loads(marks)]
        values = {position: value for position, value in connection.execute(_RESPONSES, (attempt_id,))}
        versions = [entry.partition(":")[0] for entry in paper.split(" ")]
        total, count = sum(micros), len(micros)
        papers[quiz_id, count, total] += 1
        for position, (version, own) in enumerate(zip(versions, micros, strict=True)):
            rest = rest_micro(total, own, count)
            sums = answers[quiz_id, version, values.get(position, "null"), own]
            sums[0] += 1
            sums[1] += rest
            sums[2] += rest * rest
    connection.executemany(_ADD_ANSWER, [(*key, *answers[key]) for key in sorted(answers)])
    connection.executemany(_ADD_PAPER, [(*key, papers[key]) for key in sorted(papers)])
