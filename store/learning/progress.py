"""Statements about lesson progress: one row per section a person has done."""

from __future__ import annotations

from dataclasses import dataclass

from store.database import Connection, rows

_MARK = (
    "INSERT INTO section_progress (person_id, lesson_id, section_id, response, done_at) "
    "VALUES (:person_id, :lesson_id, :section_id, :response, :done_at) "
    "ON CONFLICT (person_id, lesson_id, section_id) DO UPDATE SET response = excluded.response, done_at = excluded.done_at"
)
_OF_LESSON = "SELECT section_id, response FROM section_progress WHERE person_id = :person_id AND lesson_id = :lesson_id"
_OF_PERSON = (
    "SELECT lesson_id, section_id FROM section_progress WHERE person_id = :person_id ORDER BY lesson_id, section_id"
)


@dataclass(frozen=True)
class SectionDone:
    person_id: str
    lesson_id: str
    section_id: str
    response: str | None
    done_at: str


def mark_section(connection: Connection, done: SectionDone) -> None:
    """A second visit replaces the first."""
    connection.execute(_MARK, vars(done))


def sections_done(connection: Connection, person_id: str, lesson_id: str) -> dict[str, str | None]:
    """Section id -> the option chosen there (None where nothing is asked)."""
    found = rows(connection, _OF_LESSON, person_id=person_id, lesson_id=lesson_id)
    return {row["section_id"]: row["response"] for row in found}


def all_sections_done(connection: Connection, person_id: str) -> dict[str, set[str]]:
    """Lesson id -> section ids."""
    done: dict[str, set[str]] = {}
    for row in rows(connection, _OF_PERSON, person_id=person_id):
        done.setdefault(row["lesson_id"], set()).add(row["section_id"])
    return done
