"""Counts of pairs: a person's other test is found by the person, whatever else the assignment holds."""

from __future__ import annotations

from pathlib import Path

from store.summaries.pairs import _OTHER_CLOSED
from tests.builders import make_database


def test_the_other_test_is_found_by_the_person_and_never_by_walking_the_assignment(tmp_path: Path) -> None:
    database = make_database(tmp_path / "netral.sqlite")
    with database.read() as connection:
        plan = [
            row["detail"]
            for row in connection.execute(f"EXPLAIN QUERY PLAN {_OTHER_CLOSED}", {"person_id": "a", "quiz_id": "b"})
        ]
    database.close()
    assert "(person_id=?" in plan[0] and "SCAN" not in " ".join(plan)
