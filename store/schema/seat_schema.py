"""The sums that estimates of comprehension are fitted to, one row per seat: an agency and employment kind of the moment.

One compact text per seat instead of two hundred rows: a submit then writes one row, and a page reads some hundred.
"""

from __future__ import annotations

import json
from collections import defaultdict

from pydantic import TypeAdapter
from pysqlite3 import dbapi2 as sqlite3

from quizzes.models import Item
from quizzes.topics import subjects_of

SEATS = """
CREATE TABLE rollup_seat (
    assignment_id TEXT NOT NULL, quiz_id TEXT NOT NULL, agency_id TEXT NOT NULL, employment TEXT NOT NULL,
    subjects TEXT NOT NULL, learners TEXT NOT NULL, mark_micro_sums TEXT NOT NULL,
    PRIMARY KEY (assignment_id, quiz_id, agency_id, employment)
) STRICT;
CREATE INDEX attempt_lot ON attempt(assignment_id, quiz_id, substr(id, 15)) WHERE number = 1 AND state <> 'open';
"""
"""Beside each of ``subjects``, item versions and topics (``quizzes.topics``) with spaces between: how many people met it
and the sum of their marks there, as JSON. Three flat lists, because a text of many small ones takes six times as long to read.

The lot of an attempt is the end of its id: 60 random bits (``store.ids``), so the first lots are a random sample, always
the same one, and reading them is a walk along this index however many attempts there are.
"""
_ITEM: TypeAdapter[Item] = TypeAdapter(Item)
_ITEMS = "SELECT fingerprint, body FROM item_version"
_FIRST_ATTEMPTS = "SELECT assignment_id, quiz_id, agency_id, employment, paper, marks FROM attempt WHERE state <> 'open' AND number = 1"
_ADD = "INSERT INTO rollup_seat VALUES (?, ?, ?, ?, ?, ?, ?)"
Sums = dict[str, tuple[int, int]]


def packed(sums: Sums) -> tuple[str, str, str]:
    """The three columns; the same sums always give the same texts."""
    subjects = sorted(sums)
    learners, marks = ([sums[subject][place] for subject in subjects] for place in (0, 1))
    return " ".join(subjects), *(json.dumps(counts, separators=(",", ":")) for counts in (learners, marks))


def unpacked(subjects: str, learners: str, marks: str) -> tuple[list[str], list[int], list[int]]:
    return subjects.split(" "), json.loads(learners), json.loads(marks)


def fill_seats(connection: sqlite3.Connection) -> None:
    """From the marks frozen in closed first attempts. Later rebuilds mark again (``actions.summaries.rollups``)."""
    items = {print_: _ITEM.validate_json(body) for print_, body in connection.execute(_ITEMS)}
    seats: dict[tuple[str, ...], Sums] = defaultdict(dict)
    for assignment, quiz, agency, employment, paper, marks in connection.execute(_FIRST_ATTEMPTS):
        versions = [entry.partition(":")[0] for entry in paper.split(" ")]
        asked = [
            (version, items[version], round(fraction * 1_000_000))
            for version, fraction in zip(versions, json.loads(marks), strict=True)
        ]
        sums = seats[assignment, quiz, agency, employment]
        for subject, micro in subjects_of(asked).items():
            learners, marks_so_far = sums.get(subject, (0, 0))
            sums[subject] = learners + 1, marks_so_far + micro
    connection.executemany(_ADD, [(*seat, *packed(seats[seat])) for seat in sorted(seats)])
