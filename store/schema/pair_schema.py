"""Counts of people by how they did in pre-test and post-test, and their first filling from the attempts a database already holds.

Growth compares the same person twice, but a person enters it only by a pattern: which form came first, and on an indicator
the answers, marks and squares of marks of either test. Many people share one, so counts of patterns are all it needs.
"""

from __future__ import annotations

import json
from collections import Counter
from itertools import groupby

from pydantic import TypeAdapter
from pysqlite3 import dbapi2 as sqlite3

from quizzes.models import Item
from quizzes.pairing import PaperSide, patterns_of, side_of

PAIRS = """
CREATE TABLE rollup_pair (
    assignment_id TEXT NOT NULL, before_quiz_id TEXT NOT NULL, quiz_id TEXT NOT NULL, agency_id TEXT NOT NULL,
    employment TEXT NOT NULL, indicator TEXT NOT NULL, a_first INTEGER NOT NULL CHECK (a_first IN (0, 1)),
    before_answers INTEGER NOT NULL, before_micro INTEGER NOT NULL, before_micro_squares INTEGER NOT NULL,
    after_answers INTEGER NOT NULL, after_micro INTEGER NOT NULL, after_micro_squares INTEGER NOT NULL,
    learners INTEGER NOT NULL,
    PRIMARY KEY (assignment_id, before_quiz_id, quiz_id, agency_id, employment, indicator, a_first, before_answers,
        before_micro, before_micro_squares, after_answers, after_micro, after_micro_squares)
) STRICT, WITHOUT ROWID;
"""
"""``agency_id`` and ``employment``: where the post-test was taken."""
_ITEM: TypeAdapter[Item] = TypeAdapter(Item)
_ITEMS = "SELECT fingerprint, body FROM item_version"
_QUIZZES = "SELECT fingerprint, body FROM quiz_version"
_FIRST_ATTEMPTS = (
    "SELECT person_id, quiz_version, assignment_id, quiz_id, agency_id, employment, paper, marks FROM attempt "
    "WHERE state <> 'open' AND number = 1 ORDER BY person_id"
)
_ADD = "INSERT INTO rollup_pair VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"


def fill_pairs(connection: sqlite3.Connection) -> None:
    """From the marks frozen in closed first attempts. Later rebuilds mark the post-test again (``actions.summaries``)."""
    items = {print_: _ITEM.validate_json(body) for print_, body in connection.execute(_ITEMS)}
    modes = {print_: json.loads(body)["mode"] for print_, body in connection.execute(_QUIZZES)}
    counts: Counter[tuple[object, ...]] = Counter()
    for _, of_person in groupby(connection.execute(_FIRST_ATTEMPTS), key=lambda row: row[0]):
        sides: dict[str, list[tuple[tuple[str, ...], PaperSide]]] = {"pretest": [], "posttest": []}
        for _, version, *place, paper, marks in of_person:
            if modes[version] in sides:
                asked = [items[entry.partition(":")[0]] for entry in paper.split(" ")]
                micros = [round(fraction * 1_000_000) for fraction in json.loads(marks)]
                sides[modes[version]].append((tuple(place), side_of(zip(asked, micros, strict=True))))
        for (assignment, quiz, *seat), after in sides["posttest"]:
            for (of_before, before_quiz, *_), before in sides["pretest"]:
                for indicator, pattern in patterns_of(before, after) if of_before == assignment else ():
                    counts[assignment, before_quiz, quiz, *seat, indicator, *pattern] += 1
    connection.executemany(_ADD, [(*key, counts[key]) for key in sorted(counts)])  # type: ignore[type-var]
