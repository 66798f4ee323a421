"""Whatever people do and whenever they do it: one refresher per due date, in time, with new items; kept sums equal rebuilt ones."""

from __future__ import annotations

import tempfile
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from actions.learning import take_quiz
from actions.summaries.rollups import rebuild_rollups
from people.errors import NetralError
from store.summaries.rollups import dump_rollups
from tests.actions.assigning import Region
from tests.actions.recounts_of_sayings import recounted_refreshers
from tests.actions.test_refreshers import LEARNED, assign, courseware_of, due_days
from tests.builders import fresh_id

STEPS = st.lists(
    st.tuples(
        st.sampled_from(range(3)), st.sampled_from(["kuis", "segar", "segar", "hand-in", "move"]), st.integers(0, 30),
        st.integers(0, 6),
    ),
    min_size=4,
    max_size=18,
)  # fmt: skip
"""Who, does what, so many days after the step before, with so many answers."""


@settings(max_examples=20, deadline=None)
@given(STEPS)
def test_any_history_keeps_the_rules(steps: list[tuple[int, str, int, int]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        region = Region(Path(folder))
        region.courseware = courseware_of(Path(folder) / "segar")
        _live(region, steps)
        region.database.close()


def _live(region: Region, steps: list[tuple[int, str, int, int]]) -> None:
    viewers = [region.hire(f"p{number}", ("sd", "dinkes")[number % 2]) for number in range(3)]
    assign(region)
    now = LEARNED
    for who, deed, days, right in steps:
        now += timedelta(days=days)
        viewer = viewers[who]
        was_due = due_days(region, viewer, now)
        opened = [
            one for many in take_quiz.history(region.database, viewer).values() for one in many if one.state == "open"
        ]
        with suppress(NetralError):
            if deed == "hand-in":
                for one in opened:
                    take_quiz.submit(region.database, viewer, one.id, now)
            elif deed == "move":
                region.move(viewer.person_id, now.date().isoformat(), "disdik")
            else:
                attempt = take_quiz.start_attempt(
                    region.database, region.courseware, viewer, deed, now, attempt_id=fresh_id(now), seed=right
                )
                assert deed == "kuis" or was_due, "nothing begins before its day"
                for position in range(min(right, 6)):
                    take_quiz.save_answer(region.database, viewer, attempt, position, 0, now)
                if right % 2:
                    take_quiz.submit(region.database, viewer, attempt, now)
    with region.database.read() as connection:
        kept = dump_rollups(connection)
        taken = connection.execute("SELECT posttest_id, due_days, COUNT(*) FROM refresher GROUP BY 1, 2").fetchall()
        papers = connection.execute(
            "SELECT person_id, quiz_id, paper FROM attempt ORDER BY person_id, started_at, id"
        ).fetchall()
    assert all(count == 1 for _, _, count in taken)
    _asks_new_items(papers)
    with region.database.read() as connection:
        again = recounted_refreshers(connection)
    assert {table: sorted(kept[table]) for table in again} == again  # type: ignore[type-var]
    rebuild_rollups(region.database)
    with region.database.read() as connection:
        assert dump_rollups(connection) == kept


def _asks_new_items(papers: list[tuple[str, str, str]]) -> None:
    seen: dict[str, set[str]] = {}
    for person, quiz, paper in papers:
        items = {entry.partition(":")[0] for entry in paper.split(" ")}
        if quiz == "segar":
            assert not items & seen.get(person, set())
        seen.setdefault(person, set()).update(items)
