"""The demo with many times its attempts: each copy has a person of its own, and every rollup count is multiplied to match. These
persons are members of nothing, or of the same agency as the one they were copied from. October is frozen before.

The copies have no answers beside their marks: nothing a supervisor or an author opens may read them (and they would take 2 GB).
"""

from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path

from actions.courseware import load_courseware
from actions.summaries.belief_names import follow_belief_names
from actions.understanding.snapshots import freeze_month
from bench.servers import ROOT
from store.database import Connection, Database, open_database
from store.summaries import studied

MONTH = "2026-10"
_COPIES = "(WITH RECURSIVE n(value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM n WHERE value < :copies) SELECT value FROM n) AS copy"
_COPIED = {
    "person (id, name, origin)": "SELECT id || '-' || copy.value, name, origin",
    "membership": "SELECT person_id || '-' || copy.value, valid_from, valid_to, agency_id, employment",
    "rollup_study": "SELECT course_id, person_id || '-' || copy.value, sections",
    "attempt": (  # ids end by chance as all ids do
        "SELECT substr(attempt.id, 1, 14) || lower(hex(randomblob(6))), person_id || '-' || copy.value, assignment_id, quiz_id, "
        "quiz_version, number, agency_id, employment, paper, started_at, deadline_at, state, closed_at, score, passed, marks"
    ),
}
"""Table -> its copies; who is how far, and who began in which week, triggers keep."""
_OF_MEMBERS = ("membership", "rollup_study")
_COUNTS = {
    "rollup_progress": ("started", "finished", "passed"),
    "rollup_indicator": ("learners", "answers", "mean_micro_sum", "mean_micro_square_sum"),
    "rollup_response": ("learners", "mark_micro_sum"),
    "rollup_pair": ("learners",),
    "rollup_item_answer": ("learners", "rest_micro_sum", "rest_micro_square_sum"),
    "rollup_paper": ("learners",),
    "rollup_misconception": ("met", "held"),
    "rollup_sure_belief": ("met", "held"),
    "rollup_sureness": ("learners", "erring", "answers", "wrong", "answers_square", "answers_wrong", "wrong_square"),
    "rollup_refresher": ("learners", "change_micro_sum", "change_micro_square_sum"),
    "rollup_refresher_item": ("share_micro_sum",),
    "rollup_week": ("finished", "passed"),
}


def many_people(demo_dir: Path, target_dir: Path, factor: int, *, members: bool) -> Path:
    """The database with ``factor`` times the demo's attempts; ``demo_dir`` stays as it is. ``members``: of an agency."""
    target_dir.mkdir(parents=True)
    path = target_dir / "netral.sqlite"
    shutil.copyfile(demo_dir / "netral.sqlite", path)
    database = open_database(path)
    _made_ready(database)
    if factor > 1:
        with database.write() as connection:
            _copy(connection, factor, members=members)
    database.close()  # the last connection leaves everything in the one file
    return path


def _made_ready(database: Database) -> None:
    """What a site has done before anybody looks: a month frozen, and reading counted."""
    courseware = load_courseware(ROOT / "content", ROOT / "quizzes")
    follow_belief_names(database, courseware)
    freeze_month(database, courseware, MONTH, datetime.now(UTC))
    with database.write() as connection:
        for course in courseware.bank.courses.values():
            lessons = courseware.library.lessons_of(course.modules)
            sections = frozenset((lesson.id, section.id) for lesson in lessons for section in lesson.sections)
            studied.set_sections(connection, course.id, sections)


def _copy(connection: Connection, factor: int, *, members: bool) -> None:
    for table, columns in _COPIED.items():
        name = table.partition(" ")[0]
        if name in _OF_MEMBERS and not members:
            continue
        which = "WHERE state <> 'open' " if name == "attempt" else ""
        connection.execute(
            f"INSERT INTO {table} {columns} FROM {name}, {_COPIES} {which}ORDER BY 1", {"copies": factor - 1}
        )
    for table, columns in _COUNTS.items():
        changes = ", ".join(f"{column} = {column} * {factor}" for column in columns)
        connection.execute(f"UPDATE {table} SET {changes}")
    of_seats = connection.execute("SELECT learners, mark_micro_sums, rowid FROM rollup_seat").fetchall()
    for *texts, place in of_seats:
        many = [json.dumps([count * factor for count in json.loads(text)]) for text in texts]
        connection.execute("UPDATE rollup_seat SET learners = ?, mark_micro_sums = ? WHERE rowid = ?", [*many, place])
