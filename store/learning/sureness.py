"""Statements about what learners said of their certainty: a line per attempt that is only added to."""

from __future__ import annotations

from quizzes.sureness import Saying, decode_sayings, encode_saying, last_sayings
from store.database import Connection, one

_ADD = (
    "INSERT INTO attempt_sureness (attempt_id, said) VALUES (:attempt_id, :said) "
    "ON CONFLICT (attempt_id) DO UPDATE SET said = attempt_sureness.said || ' ' || excluded.said"
)
_GET = "SELECT said FROM attempt_sureness WHERE attempt_id = :attempt_id"


def add_saying(connection: Connection, attempt_id: str, saying: Saying) -> None:
    connection.execute(_ADD, {"attempt_id": attempt_id, "said": encode_saying(saying)})


def add_sayings(connection: Connection, lines: list[tuple[str, list[Saying]]]) -> None:
    """(attempt, all its sayings), many at once: only for whole simulated attempts."""
    connection.executemany(
        _ADD, [{"attempt_id": attempt, "said": " ".join(map(encode_saying, line))} for attempt, line in lines]
    )


def all_sayings(connection: Connection, attempt_id: str) -> tuple[Saying, ...]:
    """In the order in which they were said. Raises ValueError for a line that nobody here wrote."""
    row = one(connection, _GET, attempt_id=attempt_id)
    return decode_sayings(row["said"]) if row else ()


def latest_sayings(connection: Connection, attempt_id: str) -> dict[int, Saying]:
    """Position -> the saying that counts."""
    return last_sayings(all_sayings(connection, attempt_id))


def said_of(connection: Connection, attempt_id: str) -> dict[int, bool]:
    """Position -> whether the learner was sure in the end; without those of which nothing is said."""
    return {position: bool(saying.is_sure) for position, saying in latest_sayings(connection, attempt_id).items()}
