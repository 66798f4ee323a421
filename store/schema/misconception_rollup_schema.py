"""The table of misconceptions per agency, and its first filling from the attempts a database already holds.

Per report agency, as items are: a paper shows a person some 20 of more than 100 misconceptions, so that in one unit
hardly ever ten people meet the same one.
"""

from __future__ import annotations

import json
from collections import defaultdict

from pydantic import TypeAdapter
from pysqlite3 import dbapi2 as sqlite3

from quizzes.marking import misconceptions_met
from quizzes.models import Item
from quizzes.responses import Response, decode_response

MISCONCEPTION_ROLLUP = """
CREATE TABLE rollup_misconception (
    assignment_id TEXT NOT NULL, quiz_id TEXT NOT NULL, report_id TEXT NOT NULL, employment TEXT NOT NULL,
    misconception TEXT NOT NULL, met INTEGER NOT NULL, held INTEGER NOT NULL CHECK (held BETWEEN 0 AND met),
    PRIMARY KEY (assignment_id, quiz_id, report_id, employment, misconception)
) STRICT, WITHOUT ROWID;
"""
_ITEM: TypeAdapter[Item] = TypeAdapter(Item)
_ITEMS = "SELECT fingerprint, body FROM item_version"
_QUIZZES = "SELECT fingerprint, body FROM quiz_version"
_FIRST_ATTEMPTS = (
    "SELECT attempt.id, assignment_id, quiz_id, quiz_version, agency.report_id, employment, paper FROM attempt "
    "JOIN agency ON agency.id = attempt.agency_id WHERE state <> 'open' AND number = 1"
)
_RESPONSES = "SELECT position, value FROM response WHERE attempt_id = ? ORDER BY seq"
_ADD = "INSERT INTO rollup_misconception VALUES (?, ?, ?, ?, ?, ?, ?)"


def fill_misconception_rollup(connection: sqlite3.Connection) -> None:
    """From first attempts at post-tests; statements of their own, because later steps may change the tables."""
    items = {print_: _ITEM.validate_json(body) for print_, body in connection.execute(_ITEMS)}
    posttests = {print_ for print_, body in connection.execute(_QUIZZES) if json.loads(body)["mode"] == "posttest"}
    sums: dict[tuple[str, ...], list[int]] = defaultdict(lambda: [0, 0])
    for attempt_id, assignment, quiz, version, report, employment, paper in connection.execute(_FIRST_ATTEMPTS):
        if version not in posttests:
            continue
        asked = [items[entry.partition(":")[0]] for entry in paper.split(" ")]
        values = dict(connection.execute(_RESPONSES, (attempt_id,)).fetchall())
        responses: dict[int, Response | None] = {
            position: decode_response(asked[position], value) for position, value in values.items()
        }
        for misconception, held in misconceptions_met(asked, responses).items():
            counts = sums[assignment, quiz, report, employment, misconception]
            counts[0] += 1
            counts[1] += held
    connection.executemany(_ADD, [(*key, *sums[key]) for key in sorted(sums)])
