"""Statements about who has done every section of a course: counted as sections are done, never by reading them all again."""

from __future__ import annotations

import json
from collections.abc import Collection

from store.database import Connection, rows
from store.schema.study_rollup_schema import REBUILD, RECOUNT

TABLES = {"rollup_study": "course_id, person_id"}
_KNOWN = "SELECT lesson_id, section_id FROM course_section WHERE course_id = :course_id"
_FORGET = (
    "DELETE FROM course_section WHERE course_id = :course_id",
    "DELETE FROM rollup_study WHERE course_id = :course_id",
)
_LEARN = (
    "INSERT INTO course_section (course_id, lesson_id, section_id) "
    "SELECT :course_id, part.value ->> 0, part.value ->> 1 FROM json_each(:sections) AS part"
)
_OF_COURSE = "WHERE part.course_id = :course_id "
SectionKey = tuple[str, str]
"""Lesson id, section id."""


def sections_known(connection: Connection, course_id: str) -> frozenset[SectionKey]:
    """The sections of the course that are being counted."""
    return frozenset(tuple(row) for row in rows(connection, _KNOWN, course_id=course_id))


def set_sections(connection: Connection, course_id: str, sections: Collection[SectionKey]) -> None:
    """Count these from now on, and what was done of them before: one pass over all that was ever done."""
    for statement in _FORGET:
        connection.execute(statement, {"course_id": course_id})
    connection.execute(_LEARN, {"course_id": course_id, "sections": json.dumps(sorted(sections))})
    connection.execute(REBUILD.format(which=_OF_COURSE), {"course_id": course_id})


def rebuild_study(connection: Connection) -> None:
    """Into the emptied table."""
    connection.execute(REBUILD.format(which=""))


def recounted_study(connection: Connection) -> list[tuple[object, ...]]:
    """What the rollup should hold."""
    return [tuple(row) for row in rows(connection, RECOUNT.format(which=""))]
