"""Statements about the sums per seat: kept in the transaction that closes a first attempt, read by the estimates."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from store.database import Connection, one, rows
from store.schema.seat_schema import Sums, packed, unpacked

_FIND = (
    "SELECT subjects, learners, mark_micro_sums FROM rollup_seat WHERE assignment_id = :assignment_id AND quiz_id = :quiz_id "
    "AND agency_id = :agency_id AND employment = :employment"
)
_PUT = (
    "INSERT INTO rollup_seat (assignment_id, quiz_id, agency_id, employment, subjects, learners, mark_micro_sums) "
    "VALUES (:assignment_id, :quiz_id, :agency_id, :employment, :subjects, :learners, :mark_micro_sums) "
    "ON CONFLICT (assignment_id, quiz_id, agency_id, employment) DO UPDATE SET subjects = excluded.subjects, "
    "learners = excluded.learners, mark_micro_sums = excluded.mark_micro_sums"
)
_READ = (
    "SELECT agency_id, employment, subjects, learners, mark_micro_sums FROM rollup_seat "
    "WHERE assignment_id = :assignment_id AND quiz_id = :quiz_id"
)
_ALL = (
    "SELECT assignment_id, quiz_id, agency_id, employment, subjects, learners, mark_micro_sums FROM rollup_seat "
    "ORDER BY 1, 2, 3, 4"
)


@dataclass(frozen=True)
class SeatRow:
    """People of one seat who met ``subject``, an item version or a topic (``quizzes.topics``), and their marks there."""

    assignment_id: str
    quiz_id: str
    agency_id: str
    employment: str
    subject: str
    learners: int
    mark_micro_sum: int


def add_to_seats(connection: Connection, added: Iterable[SeatRow]) -> None:
    """Reads, adds and writes each seat once; the caller's transaction holds the write lock."""
    seats: dict[tuple[str, ...], list[SeatRow]] = defaultdict(list)
    for row in added:
        seats[row.assignment_id, row.quiz_id, row.agency_id, row.employment].append(row)
    for seat, of_seat in seats.items():
        names = dict(zip(("assignment_id", "quiz_id", "agency_id", "employment"), seat, strict=True))
        known = one(connection, _FIND, **names)
        sums: Sums = _by_subject(*unpacked(*known)) if known else {}
        for row in of_seat:
            learners, marks = sums.get(row.subject, (0, 0))
            sums[row.subject] = learners + row.learners, marks + row.mark_micro_sum
        subjects, learners_text, marks_text = packed(sums)
        texts = {"subjects": subjects, "learners": learners_text, "mark_micro_sums": marks_text}
        connection.execute(_PUT, {**names, **texts})


def read_seats(
    connection: Connection, assignment_id: str, quiz_id: str
) -> Iterator[tuple[str, str, list[str], list[int], list[int]]]:
    """(agency id, employment, subjects, people who met each, their marks there in millionths)."""
    for agency_id, employment, *texts in rows(connection, _READ, assignment_id=assignment_id, quiz_id=quiz_id):
        yield agency_id, employment, *unpacked(*texts)


def dump_seats(connection: Connection) -> list[tuple[object, ...]]:
    """Every sum as a row of its own, in a fixed order."""
    return [
        (*row[:4], *of_subject)
        for row in connection.execute(_ALL)
        for of_subject in zip(*unpacked(*row[4:]), strict=True)
    ]


def _by_subject(subjects: list[str], learners: list[int], marks: list[int]) -> Sums:
    return dict(zip(subjects, zip(learners, marks, strict=True), strict=True))
